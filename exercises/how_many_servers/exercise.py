"""How many agents a hotline needs: M/M/c and a promise to callers."""

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.waiting_lines import mmc

MOST = 40


def draw(random):
    """Calls an hour, minutes for each, and the average wait that is promised."""
    return {
        "calls_an_hour": random.randint(30, 90),
        "minutes_each": random.choice([4, 5, 6, 7]),
        "promised_wait_in_minutes": random.choice([0.5, 1, 2]),
    }


def rate(data):
    return 60 / data["minutes_each"]


def at_least(data):
    """The fewest agents that keep up at all."""
    return int(data["calls_an_hour"] / rate(data)) + 1


@remembered
def needed(data):
    return next(
        servers
        for servers in range(at_least(data), MOST)
        if 60 * mmc(data["calls_an_hour"], rate(data), servers=servers).time_in_queue
        <= data["promised_wait_in_minutes"]
    )


def hotline(data):
    return mmc(data["calls_an_hour"], rate(data), servers=needed(data))


def sound(data):
    load = data["calls_an_hour"] / rate(data)
    return needed(data) >= at_least(data) + 1 and abs(load - round(load)) > 0.05


EXERCISE = Exercise(
    title="How many agents",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="agents",
            text="How many agents are needed to keep the promise on average?",
            points=3,
            tolerance=0,
            answer=needed,
            working=lambda data: hotline(data).steps(),
            mistakes=(
                Mistake(
                    "just enough to keep up",
                    at_least,
                    "So many keep up with the calls, but the wait is longer than promised.",
                ),
                Mistake(
                    "not rounded",
                    lambda data: data["calls_an_hour"] / rate(data),
                    "That is the load. Agents come whole, and a reserve keeps the queue short.",
                ),
                Mistake(
                    "one too few",
                    lambda data: needed(data) - 1,
                    "With so many the wait is still longer than promised. Work it out.",
                ),
            ),
        ),
        Number(
            name="wait",
            text="How long do callers wait on average with that many agents, in seconds?",
            points=2,
            unit="s",
            tolerance=0.02,
            answer=lambda data: 3600 * hotline(data).time_in_queue,
            working=lambda data: hotline(data).steps(),
            mistakes=(
                Mistake(
                    "with the call itself",
                    lambda data: 3600 * hotline(data).time_in_system,
                    "That counts the call itself too.",
                ),
                Mistake(
                    "one fast agent",
                    lambda data: (
                        3600
                        * mmc(
                            data["calls_an_hour"], rate(data) * needed(data), servers=1
                        ).time_in_queue
                    ),
                    "That is one agent who is as fast as all together, which is not the same.",
                ),
            ),
        ),
        Number(
            name="utilisation",
            text="What share of their time are the agents busy?",
            unit="%",
            answer=lambda data: hotline(data).utilisation,
            mistakes=(
                Mistake(
                    "the load",
                    lambda data: data["calls_an_hour"] / rate(data),
                    "That is the work for how many agents. Divide by the agents there are.",
                ),
                Mistake(
                    "the idle share",
                    lambda data: 1 - hotline(data).utilisation,
                    "That is the share of the time in which they are idle.",
                ),
            ),
        ),
    ),
)
