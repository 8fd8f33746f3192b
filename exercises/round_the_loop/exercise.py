"""Visits with a loop and a branch, work, capacity, the bottleneck."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.process_map import ProcessMap, analyse

WHO = {"enter": "Clerk", "check": "Checker", "visit": "Surveyor", "pay": "Cashier"}


def draw(random):
    """A check that sends some back and some to a surveyor."""
    back, out = random.randint(8, 35), random.randint(15, 45)
    return {
        "back": back, "out": out, "demand": random.randint(4, 9),
        "times": {step: random.randint(*ends) for step, ends in
                  (("enter", (4, 9)), ("check", (3, 8)), ("visit", (15, 40)), ("pay", (2, 6)))},
        "staff": {who: random.randint(1, 3) for who in WHO.values()},
    }  # fmt: skip


@remembered
def found(data):
    steps = pd.DataFrame({"step": list(WHO), "responsible": list(WHO.values()),
                          "time": list(data["times"].values())})  # fmt: skip
    on = 100 - data["back"] - data["out"]
    flows = [("enter", "check"), ("check", "enter", data["back"] / 100),
             ("check", "visit", data["out"] / 100), ("check", "pay", on / 100),
             ("visit", "pay")]  # fmt: skip
    return analyse(ProcessMap.from_frame(
        steps, flows=flows, resources=data["staff"], demand={"claims": data["demand"]},
        rate_unit="h"))  # fmt: skip


def once(data, step):
    """Capacity of a step's people if each item came once."""
    return data["staff"][WHO[step]] * 60 / data["times"][step]


def sound(data):
    """One bottleneck, well apart, which a look that is blind to loops does not find."""
    rates = sorted(found(data).capacity.values())
    blind = min(WHO, key=lambda step: once(data, step))
    return rates[1] > 1.05 * rates[0] and found(data).bottleneck != WHO[blind] and used(data) < 1.4


def capacity(data):
    return found(data).capacity[found(data).bottleneck]


def step_of(data):
    """The step that the bottleneck does."""
    return next(step for step, who in WHO.items() if who == found(data).bottleneck)


def working(data):
    return found(data).steps()


def used(data):
    return found(data).utilisation[found(data).bottleneck]


EXERCISE = Exercise(
    title="Round the loop",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="checks",
            text="How often is an average claim checked?",
            points=2,
            answer=lambda data: found(data).visits["check"],
            working=working,
            mistakes=(
                Mistake("one loop", lambda d: 1 + d["back"] / 100,
                        "What comes back can come back again: 1 + p + p² and so on."),
                Mistake("upside down", lambda d: 1 - d["back"] / 100,
                        "More than once. Divide 1 by the share that does not come back."),
                Mistake("the other branch", lambda d: 1 / (1 - d["out"] / 100),
                        "Only what is sent back is checked again."),
            ),
        ),
        Number(
            name="visits",
            text="How often is an average claim visited by the surveyor?",
            points=2,
            answer=lambda data: found(data).visits["visit"],
            working=working,
            mistakes=(
                Mistake("of one check", lambda d: d["out"] / 100,
                        "That is per check. A claim is checked more than once."),
                Mistake("all", lambda d: found(d).visits["check"],
                        "That is how often it is checked."),
            ),
        ),
        Number(
            name="capacity",
            text="How many claims an hour can the bottleneck do?",
            points=2,
            unit="claims per hour",
            answer=capacity,
            working=working,
            mistakes=(
                Mistake("blind to loops", lambda d: min(once(d, s) for s in WHO),
                        "Each step counts as often as it is visited: time × visits."),
                Mistake("its visits left out", lambda d: once(d, step_of(d)),
                        "The bottleneck is right. Divide by time × visits, not by the time."),
                Mistake("the mean", lambda d: sum(found(d).capacity.values()) / len(WHO),
                        "The slowest alone sets the pace, not the mean of all."),
            ),
        ),
        Number(
            name="used",
            text="Which share of the bottleneck's time does demand take?",
            points=2,
            unit="%",
            answer=used,
            working=working,
            mistakes=(
                Mistake("upside down", lambda d: 1 / used(d),
                        "That is capacity over demand."),
                Mistake("blind to loops", lambda d: max(d["demand"] / once(d, s) for s in WHO),
                        "Count visits: claims come to a step more or less than once."),
                Mistake("what is left", lambda d: 1 - used(d),
                        "That is the share that is left over."),
            ),
        ),
    ),
)  # fmt: skip
