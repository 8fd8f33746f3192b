"""Takt time, the least number of stations, and the efficiency that it promises."""

from opstools.core import Step, Steps
from opstools.core.numbers import ceiling
from opstools.coursework import Choice, Exercise, Mistake, Number


def draw(random):
    """A day's demand and eight tasks whose work does not fill whole stations."""
    hours = random.choice([7, 7.5, 8])
    return {
        "hours": hours,
        "demand": random.choice(range(200, 700, 20)),
        "times": {name: random.randint(12, 48) for name in "ABCDEFGH"},
    }


def takt(data):
    return data["hours"] * 3600 / data["demand"]


def sound(data):
    """Takt is above every task, one task is the longest, and two to seven stations are needed."""
    times = sorted(data["times"].values())
    return times[-2] < times[-1] < takt(data) and 2 <= least(data) <= 7


def work(data):
    return sum(data["times"].values())


def least(data):
    return ceiling(work(data) / takt(data))


def fastest(data):
    return max(data["times"].values())


def working(data):
    hours, demand = data["hours"], data["demand"]
    return Steps(
        [
            Step(
                "Takt time: the seconds of a day over the units wanted in it.",
                rf"\frac{{{hours} \times 3600}}{{{demand}}}",
                takt(data),
                "s",
            ),
            Step("Work content: all task times together.", r"\sum t", work(data), "s"),
            Step(
                "Least number of stations: work content over takt time, rounded up.",
                rf"\left\lceil \frac{{{work(data)}}}{{{takt(data):.2f}}} \right\rceil",
                least(data),
            ),
            Step(
                "Efficiency at that number of stations and at takt.",
                rf"\frac{{{work(data)}}}{{{least(data)} \times {takt(data):.2f}}}",
                work(data) / (least(data) * takt(data)),
                "%",
            ),
        ]
    )


EXERCISE = Exercise(
    title="Takt time and the least number of stations",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="takt",
            text="What is the takt time, in seconds?",
            points=2,
            unit="s",
            answer=takt,
            working=working,
            mistakes=(
                Mistake(
                    "upside down",
                    lambda data: data["demand"] / data["hours"] / 3600,
                    "Demand over time is a rate, units a second. Takt is time over demand.",
                ),
                Mistake(
                    "a round day",
                    lambda data: 86_400 / data["demand"],
                    "The line does not run 24 hours. Only the working time counts.",
                ),
                Mistake(
                    "minutes in an hour only once",
                    lambda data: data["hours"] * 60 / data["demand"],
                    "That is in minutes. An hour has 3,600 seconds.",
                ),
            ),
        ),
        Number(
            name="stations",
            text="How many stations does the line need at least, when it runs at takt?",
            points=2,
            answer=least,
            tolerance=0,
            working=working,
            mistakes=(
                Mistake(
                    "rounded down",
                    lambda data: least(data) - 1,
                    "There is no part of a station: the work of the rest needs one too. Round up.",
                ),
                Mistake(
                    "not rounded",
                    lambda data: work(data) / takt(data),
                    "Right so far, but stations come whole. Round up.",
                ),
                Mistake(
                    "a station for each task",
                    lambda data: len(data["times"]),
                    "Tasks can share a station as long as their times fit into the takt time.",
                ),
            ),
        ),
        Number(
            name="efficiency",
            text="What efficiency would the line have with that number of stations, at takt?",
            points=2,
            unit="%",
            answer=lambda data: work(data) / (least(data) * takt(data)),
            working=working,
            mistakes=(
                Mistake(
                    "the balance delay",
                    lambda data: 1 - work(data) / (least(data) * takt(data)),
                    "That is the balance delay, the idle share. Efficiency is the rest of 100 %.",
                ),
                Mistake(
                    "a station for each task",
                    lambda data: work(data) / (len(data["times"]) * takt(data)),
                    "Divide by the stations of the line, not by the number of tasks.",
                ),
                Mistake(
                    "the longest task for the cycle",
                    lambda data: work(data) / (least(data) * fastest(data)),
                    "The line runs at takt; the longest task only says how fast it could run.",
                ),
            ),
        ),
        Choice(
            name="fastest",
            text="Demand grows. Which task keeps the line from running faster, whatever you do?",
            answer=lambda data: max(data["times"], key=data["times"].get),
            options=lambda data: list(data["times"]),
            working=lambda data: Steps(
                [
                    Step(
                        "A task cannot be divided: the longest counts.",
                        r"\max t",
                        fastest(data),
                        "s",
                    )
                ]
            ),
            mistakes=(
                Mistake(
                    "the shortest task",
                    lambda data: min(data["times"], key=data["times"].get),
                    "That is the shortest. A task cannot be divided, so the longest one counts.",
                ),
            ),
        ),
    ),
)
