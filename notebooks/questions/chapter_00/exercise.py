"""The one question of the start page: fixed numbers, which its text tells."""

from opstools.core import Step, Steps
from opstools.coursework import Exercise, Mistake, Number
from opstools.line_balancing import takt_time


def numbers(random):
    """What the text says."""
    return {"hours": 7.5, "demand": 500}


def working(data):
    hours, demand = data["hours"], data["demand"]
    time, takt = hours * 3600, takt_time(hours * 3600, demand)
    return Steps(
        (
            Step("The working time of a day.", rf"{hours} \times 3600", time, "s"),
            Step("Takt: working time over demand.", rf"\frac{{{time:g}}}{{{demand}}}", takt, "s"),
        )
    )


EXERCISE = Exercise(
    title="A first question",
    data=numbers,
    questions=(
        Number(
            name="takt",
            text="How many seconds may pass between two units?",
            unit="s",
            tolerance=0,
            working=working,
            answer=lambda data: takt_time(data["hours"] * 3600, data["demand"]),
            mistakes=(
                Mistake("upside down", lambda d: d["demand"] / d["hours"] / 3600,
                        "That is units a second. Takt is time over demand."),
                Mistake("in minutes", lambda d: d["hours"] * 60 / d["demand"],
                        "That is in minutes. An hour has 3,600 seconds."),
                Mistake("a whole day", lambda d: 86_400 / d["demand"],
                        "The line does not run 24 hours, only its working time."),
            ),
        ),
    ),
)  # fmt: skip
