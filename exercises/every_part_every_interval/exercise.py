"""EPEI, pitch and kanban cards: how often each variant can be made, and what a loop holds."""

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.value_stream import Process, ValueStream, current_state, epei, kanban_cards


def draw(random):
    """A press with variants, and the loop that it supplies."""
    variants = random.randint(3, 8)
    return {
        "hours": random.choice([8, 15, 16]),
        "demand": random.choice([600, 800, 900, 1200]),
        "cycle": random.choice([12, 15, 18, 20, 24, 30]),
        "variants": variants,
        "changeover": random.choice([20, 30, 40, 45, 60]),
        "uptime": random.choice([80, 85, 90, 95]),
        "pack": random.choice([10, 20, 24, 40]),
        "loop": random.choice([1, 1.5, 2, 2.5]),
        "safety": random.choice([10, 15, 20, 25]),
    }


def interval(data):
    """In days; all in minutes."""
    return epei(
        changeovers=data["variants"] * data["changeover"],
        available_time=60 * data["hours"],
        uptime=data["uptime"] / 100,
        run_time=data["demand"] * data["cycle"] / 60,
    )


def left(data):
    """Minutes a day for changeovers."""
    return 60 * data["hours"] * data["uptime"] / 100 - data["demand"] * data["cycle"] / 60


def cards(data):
    return kanban_cards(
        demand=data["demand"], lead_time=data["loop"], safety=data["safety"] / 100,
        container=data["pack"],
    )  # fmt: skip


@remembered
def stream(data):
    press = Process(
        "press", data["cycle"], 60 * data["changeover"], data["uptime"] / 100,
        variants=data["variants"],
    )  # fmt: skip
    return current_state(
        ValueStream((press,), demand=data["demand"], available_time=3600 * data["hours"],
                    pack=data["pack"])
    )  # fmt: skip


def working(data):
    return stream(data).steps()


def sound(data):
    """Time is left, but not for every variant every day."""
    return (
        left(data) > 20
        and 1.2 < interval(data) < 12
        and cards(data) != data["demand"] * data["loop"] / data["pack"]
    )


EXERCISE = Exercise(
    title="Every part every interval",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="left",
            text="How many minutes a day are left for changeovers?",
            points=1,
            unit="min",
            answer=left,
            working=working,
            mistakes=(
                Mistake("no uptime", lambda d: 60 * d["hours"] - d["demand"] * d["cycle"] / 60,
                        "The press stands still at times: multiply by the uptime."),
                Mistake("run time", lambda d: d["demand"] * d["cycle"] / 60,
                        "That is the time that it runs. What is left?"),
                Mistake("in seconds", lambda d: 60 * left(d), "Those are seconds."),
            ),
        ),
        Number(
            name="epei",
            text="After how many days can each variant be made again (EPEI)?",
            points=2,
            unit="days",
            answer=interval,
            working=working,
            mistakes=(
                Mistake("one changeover", lambda d: interval(d) / d["variants"],
                        "Each variant needs a changeover of its own."),
                Mistake("upside down", lambda d: 1 / interval(d),
                        "That is how often a day. Asked is after how many days."),
                Mistake("of the whole day",
                        lambda d: d["variants"] * d["changeover"] / (60 * d["hours"]),
                        "Only the time that is left can be used for changeovers."),
            ),
        ),
        Number(
            name="target",
            text="How many minutes may a changeover take, for each variant to be made daily?",
            points=1,
            unit="min",
            answer=lambda data: left(data) / data["variants"],
            working=working,
            mistakes=(
                Mistake("halved", lambda d: d["changeover"] / 2,
                        "That is half of today's. What is left for each of the variants?"),
                Mistake("all together", left, "That is the time for all variants together."),
                Mistake("times EPEI", lambda d: d["changeover"] * interval(d),
                        "Changeovers must become shorter: divide by the EPEI."),
            ),
        ),
        Number(
            name="pitch",
            text="What is the pitch, in minutes?",
            points=1,
            unit="min",
            answer=lambda data: 60 * data["hours"] / data["demand"] * data["pack"],
            working=working,
            mistakes=(
                Mistake("takt", lambda d: 60 * d["hours"] / d["demand"],
                        "That is takt. A pitch is takt for a whole pack."),
                Mistake("cycle", lambda d: d["cycle"] * d["pack"] / 60,
                        "Pitch follows the customers' pace, takt, not the cycle time."),
                Mistake("in seconds", lambda d: 3600 * d["hours"] / d["demand"] * d["pack"],
                        "Those are seconds."),
            ),
        ),
        Number(
            name="cards",
            text="How many kanban cards does the loop need?",
            points=2,
            tolerance=0,
            answer=cards,
            mistakes=(
                Mistake("no safety",
                        lambda d: kanban_cards(demand=d["demand"], lead_time=d["loop"],
                                               container=d["pack"]),
                        "Add the safety share."),
                Mistake("pieces", lambda d: d["demand"] * d["loop"] * (1 + d["safety"] / 100),
                        "Those are pieces. How many packs, rounded up?"),
                Mistake("one day",
                        lambda d: kanban_cards(demand=d["demand"], lead_time=1,
                                               safety=d["safety"] / 100, container=d["pack"])
                        if d["loop"] != 1 else -1,
                        "The loop takes longer than a day."),
            ),
        ),
    ),
)  # fmt: skip
