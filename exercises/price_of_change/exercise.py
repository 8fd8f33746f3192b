"""The penalty of change of three systems, where the choice turns, and routes by entropy."""

from math import exp, log

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.flexibility import penalty_of_change, routing_entropy

SYSTEMS = ("line", "cells", "flexible")


# What a change costs a system that is at home with it, one that is not, and the line; in tens.
COSTS = {
    "new variety": ((3, 8), (6, 12), (8, 18)),
    "demand doubles": ((5, 10), (6, 12), (6, 16)),
    "new technology": ((15, 26), (2, 8), (15, 30)),
}
CHANCES = {"new variety": (8, 14), "demand doubles": (4, 8), "new technology": (1, 8)}


def draw(random):
    """What three changes would cost, how likely they are, and shares of three routes."""
    first, second = random.randint(36, 64) / 100, random.randint(10, 30) / 100
    systems = [*random.sample(("cells", "flexible"), 2), "line"]
    changes = []
    for change, spans in COSTS.items():
        told = {each: 10 * random.randint(*span) for each, span in zip(systems, spans, strict=True)}
        chance = random.randint(*CHANCES[change]) / 20
        changes.append({"change": change, "probability": chance, **{s: told[s] for s in SYSTEMS}})
    routes = {"hand": first, "machine": second, "bought": round(1 - first - second, 2)}
    return {"changes": changes, "routes": routes}


@remembered
def penalties(data):
    return penalty_of_change(pd.DataFrame(data["changes"]))


def turning(data):
    """The probability of a new technology at which cells and the flexible system are alike."""
    rows = {row["change"]: row for row in data["changes"]}
    last = rows.pop("new technology")
    rest = sum(row["probability"] * (row["cells"] - row["flexible"]) for row in rows.values())
    slope = last["flexible"] - last["cells"]
    return rest / slope if slope else -1.0


def simple(data, system):
    return sum(row[system] for row in data["changes"])


def cheapest_without_chances(data):
    return min(SYSTEMS, key=lambda system: simple(data, system))


def sound(data):
    """One best system, another one by costs alone; a turning point that is a probability."""
    found = {each: sum(r["probability"] * r[each] for r in data["changes"]) for each in SYSTEMS}
    today, least = data["changes"][-1]["probability"], sorted(found.values())
    return (
        least[1] - least[0] > 1
        and cheapest_without_chances(data) != min(found, key=found.get)
        and 0.02 < turning(data) < 0.98
        and abs(turning(data) - today) > 0.02
        and abs(turning(data) - 0.5) > 0.02
        and min(data["routes"].values()) > 0.05
    )


def working(data):
    return penalties(data).steps()


EXERCISE = Exercise(
    title="Price of change",
    data=draw,
    sound=sound,
    picture=lambda data: penalties(data).plot(),
    questions=(
        Number(
            name="line",
            text="What are changes expected to cost the line?",
            points=1,
            unit="k$",
            answer=lambda data: penalties(data).penalty["line"],
            working=working,
            mistakes=(
                Mistake("costs alone", lambda d: simple(d, "line"),
                        "Weigh each cost with its probability."),
                Mistake("the mean", lambda d: simple(d, "line") / 3,
                        "That is the plain mean. Weigh each cost with its probability."),
                Mistake("shares of one",
                        lambda d: penalties(d).penalty["line"]
                        / sum(r["probability"] for r in d["changes"])
                        if abs(sum(r["probability"] for r in d["changes"]) - 1) > 0.01 else -1,
                        "Changes may come together: probabilities need not sum to 1."),
            ),
        ),
        Number(
            name="best",
            text="What are changes expected to cost the system that they cost least?",
            points=1,
            unit="k$",
            answer=lambda data: min(penalties(data).penalty.values()),
            working=working,
            mistakes=(
                Mistake("costs alone", lambda d: penalties(d).penalty[cheapest_without_chances(d)],
                        "That one is cheapest if all changes come. How likely are they?"),
                Mistake("without chances", lambda d: simple(d, penalties(d).best),
                        "Weigh each cost with its probability."),
                Mistake("the dearest", lambda d: max(penalties(d).penalty.values()),
                        "Changes cost another system less."),
            ),
        ),
        Number(
            name="turning",
            text="At which probability of a new technology do cells and the flexible system cost "
            "alike?",
            points=3,
            unit="%",
            answer=turning,
            working=working,
            mistakes=(
                Mistake("today", lambda d: d["changes"][-1]["probability"],
                        "That is its probability today, at which one of the two costs less."),
                Mistake("one half", lambda d: 0.5,
                        "Write both penalties with an unknown p and set them equal."),
                Mistake("the rest", lambda d: 1 - turning(d),
                        "That is the probability that it does not come."),
            ),
        ),
        Number(
            name="entropy",
            text="What is the routing entropy?",
            points=2,
            unit="nats",
            answer=lambda data: routing_entropy(data["routes"]),
            mistakes=(
                Mistake("bits", lambda d: routing_entropy(d["routes"]) / log(2),
                        "That is in bits. Take the natural logarithm."),
                Mistake("all alike", lambda d: log(3),
                        "That would be so if the three were used alike."),
                Mistake("sign", lambda d: -routing_entropy(d["routes"]),
                        "Logarithms of shares are below 0; the minus makes it positive."),
            ),
        ),
        Number(
            name="ways",
            text="How many routes, used alike, would be as flexible?",
            points=1,
            answer=lambda data: exp(routing_entropy(data["routes"])),
            mistakes=(
                Mistake("all", lambda d: 3, "There are three, but they are not used alike."),
                Mistake("the entropy", lambda d: routing_entropy(d["routes"]),
                        "That is the entropy H. How many routes used alike have ln n = H?"),
                Mistake("2 to the H", lambda d: 2 ** routing_entropy(d["routes"]),
                        "With the natural logarithm the base is e."),
            ),
        ),
    ),
)  # fmt: skip
