"""A future state: what a supermarket, a lane and a cell do to lead time and operators."""

import math

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.value_stream import ValueStream, compare, current_state

NAMES = ("mill", "drill", "assemble", "test")
PLACES = (*NAMES, "customer")
IDEAS = ("lane", "supermarket", "finished goods")


def draw(random):
    """A stream of four processes, and three ideas."""
    demand = random.choice([200, 240, 300, 320, 400])
    takt = 28_800 / demand
    times = [round(random.uniform(0.3, 0.9) * takt) for _ in NAMES]
    waiting = [round(random.uniform(1, 7) * demand / 10) * 10 for _ in PLACES]
    return {
        "demand": demand,
        "processes": [{"process": n, "cycle_time": t} for n, t in zip(NAMES, times, strict=True)],
        "waiting": [{"before": p, "pieces": w} for p, w in zip(PLACES, waiting, strict=True)],
        "lane": random.choice([20, 30, 40, 50]),
        "supermarket": random.choice([0.5, 1, 1.5]),
        "finished": random.choice([0.5, 1, 1.5, 2]),
    }


def stream(data, ideas=()):
    """The stream with some of the ideas."""
    waiting = [dict(row) for row in data["waiting"]]
    if "lane" in ideas:
        waiting[2] |= {"pieces": data["lane"], "flow": "fifo"}
    if "supermarket" in ideas:
        waiting[1] |= {"pieces": data["supermarket"] * data["demand"], "flow": "pull"}
    if "finished goods" in ideas:
        waiting[4] |= {"pieces": data["finished"] * data["demand"]}
    return current_state(
        ValueStream.from_frame(
            pd.DataFrame(data["processes"]), demand=data["demand"], available_time=28_800,
            inventories=waiting, title="Your stream",
        )
    )  # fmt: skip


@remembered
def now(data):
    return stream(data)


@remembered
def then(data):
    return stream(data, IDEAS)


@remembered
def saved(data):
    return {idea: now(data).lead_time - stream(data, (idea,)).lead_time for idea in IDEAS}


def content(data):
    return sum(row["cycle_time"] for row in data["processes"])


def sound(data):
    """Each idea saves something, one of them most; operators are no whole number."""
    gains = sorted(saved(data).values())
    people = content(data) / now(data).takt
    return gains[0] > 0.1 and gains[-1] > gains[-2] + 0.1 and 0.05 < people % 1 < 0.95


def working(data):
    return then(data).steps()


EXERCISE = Exercise(
    title="Choose the improvement",
    data=draw,
    sound=sound,
    picture=lambda data: now(data).problem.plot(),
    questions=(
        Number(
            name="now",
            text="What is the lead time now, in days?",
            points=1,
            unit="days",
            answer=lambda data: now(data).lead_time,
            working=lambda data: now(data).steps(),
            mistakes=(
                Mistake("without finished goods",
                        lambda d: now(d).lead_time - now(d).days_before("customer"),
                        "What waits for the customer is part of the way."),
                Mistake("pieces", lambda d: sum(row["pieces"] for row in d["waiting"]),
                        "Those are pieces. Divide by the daily demand."),
                Mistake("future", lambda d: then(d).lead_time, "That is with all three ideas."),
            ),
        ),
        Number(
            name="best",
            text="By how many days does the best of the ideas alone shorten the lead time?",
            points=2,
            unit="days",
            answer=lambda data: max(saved(data).values()),
            working=working,
            mistakes=(
                Mistake("the least", lambda d: min(saved(d).values()),
                        "One idea saves more. Compare what waits there before and after."),
                Mistake("what is left", lambda d: now(d).lead_time - max(saved(d).values()),
                        "That is the lead time with that idea. Asked is what it saves."),
                Mistake("all three", lambda d: sum(saved(d).values()),
                        "That is what all three save together. Take the best one alone."),
            ),
        ),
        Number(
            name="then",
            text="What is the lead time with all three, in days?",
            points=2,
            unit="days",
            answer=lambda data: then(data).lead_time,
            working=working,
            mistakes=(
                Mistake("only the best", lambda d: now(d).lead_time - max(saved(d).values()),
                        "That is with the best idea alone."),
                Mistake("added on top",
                        lambda d: now(d).lead_time + d["supermarket"] + d["finished"]
                        + d["lane"] / d["demand"],
                        "The new amounts stand in place of the old ones, not on top of them."),
                Mistake("forgot the lane", lambda d: then(d).lead_time - d["lane"] / d["demand"],
                        "What is in the lane waits too."),
            ),
        ),
        Number(
            name="fall",
            text="By which share does the lead time fall?",
            points=1,
            unit="%",
            answer=lambda data: compare(now(data), then(data)).saved,
            working=lambda data: compare(now(data), then(data)).steps(),
            mistakes=(
                Mistake("what is left", lambda d: then(d).lead_time / now(d).lead_time,
                        "That is the share that is left."),
                Mistake("of the new", lambda d: now(d).lead_time / then(d).lead_time - 1,
                        "Divide by the lead time of today."),
                Mistake("days", lambda d: now(d).lead_time - then(d).lead_time,
                        "Those are days. Divide by the lead time of today."),
            ),
        ),
        Number(
            name="operators",
            text="How many operators does the work need at takt, before rounding up?",
            points=1,
            answer=lambda data: content(data) / now(data).takt,
            working=working,
            mistakes=(
                Mistake("one each", lambda d: len(NAMES),
                        "One for each process is not the question: all work over takt."),
                Mistake("rounded up", lambda d: math.ceil(content(d) / now(d).takt),
                        "So many people it takes. Asked is the number before it is rounded."),
                Mistake("upside down", lambda d: now(d).takt / content(d),
                        "Work over takt, not the reverse."),
            ),
        ),
    ),
)  # fmt: skip
