"""Cost and volume of four plants: break-even volumes, the cheapest plant, a profit."""

from itertools import pairwise

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.facility_location import break_even

SITES = ("Aston", "Burley", "Corby", "Dover")


def draw(random):
    """Four plants, each dearer to open and cheaper to run than the one before."""
    fixed, variable = random.randrange(10, 40, 5), random.randrange(60, 100, 2)
    rows = []
    for site in SITES:
        rows.append({"site": site, "fixed": 1000 * fixed, "variable": variable})
        fixed += random.randrange(20, 70, 5)
        variable -= random.randrange(6, 24, 2)
    edges = [0, *(crossing({"plants": rows}, k, k + 1) for k in range(len(SITES) - 1))]
    edges.append(1.4 * edges[-1])
    plant = random.randrange(len(SITES))
    inside = random.uniform(edges[plant], max(edges[plant], edges[plant + 1]))
    return {
        "plants": rows,
        "volume": 100 * max(3, round(inside / 100)),
        "price": rows[0]["variable"] + random.randrange(10, 60, 5),
    }


@remembered
def analysis(data):
    return break_even(pd.DataFrame(data["plants"]), revenue=data["price"])


def crossing(data, one=0, other=1):
    a, b = data["plants"][one], data["plants"][other]
    return (b["fixed"] - a["fixed"]) / (a["variable"] - b["variable"])


def cheapest(data):
    return analysis(data).best(data["volume"])


def total(data):
    return analysis(data).cost(data["volume"])[cheapest(data)]


def profit(data):
    return analysis(data).profit(data["volume"])[cheapest(data)]


def sound(data):
    """All four are cheapest somewhere, and the volume is not near a break-even."""
    edges = [crossing(data, k, k + 1) for k in range(len(SITES) - 1)]
    apart = all(abs(data["volume"] - each) > 60 for each in edges)
    rising = all(a + 200 < b for a, b in pairwise(edges))
    variable = data["plants"][-1]["variable"]
    return rising and apart and variable > 5 and abs(profit(data)) > 1000


def cheapest_plant(data):
    return next(each for each in data["plants"] if each["site"] == cheapest(data))


def working(data):
    return analysis(data).steps()


EXERCISE = Exercise(
    title="Which plant at which volume",
    data=draw,
    sound=sound,
    picture=lambda data: analysis(data).plot(),
    questions=(
        Number(
            name="first",
            text="At which volume do Aston and Burley cost the same?",
            points=2,
            unit="units",
            answer=crossing,
            working=working,
            mistakes=(
                Mistake("upside down", lambda d: 1 / crossing(d),
                        "Divide the difference of the fixed costs by that of the variable ones."),
                Mistake("added", lambda d: (d["plants"][1]["fixed"] - d["plants"][0]["fixed"])
                        / (d["plants"][1]["variable"] + d["plants"][0]["variable"]),
                        "What counts is the difference of the variable costs, not their sum."),
                Mistake("Burley and Corby", lambda d: crossing(d, 1, 2),
                        "That is where Burley and Corby cost the same."),
            ),
        ),
        Choice(
            name="cheapest",
            text="Which plant is cheapest at the expected volume?",
            points=2,
            options=lambda data: SITES,
            answer=cheapest,
            working=working,
        ),
        Number(
            name="cost",
            text="What does that volume cost there in all?",
            points=2,
            unit="$",
            answer=total,
            working=working,
            mistakes=(
                Mistake("variable only", lambda d: cheapest_plant(d)["variable"] * d["volume"],
                        "The fixed cost is paid too."),
                Mistake("fixed only", lambda d: cheapest_plant(d)["fixed"],
                        "That is the fixed cost. Each unit costs its variable cost on top."),
                Mistake("for one unit", lambda d: total(d) / d["volume"],
                        "That is the cost of one unit. Asked is the cost of all."),
            ),
        ),
        Number(
            name="profit",
            text="What profit does it bring, when each unit sells at the price given?",
            points=2,
            unit="$",
            answer=profit,
            working=working,
            mistakes=(
                Mistake("the wrong sign", lambda d: -profit(d),
                        "Profit is revenue less cost."),
                Mistake("revenue", lambda d: d["price"] * d["volume"],
                        "That is the revenue. Take off the cost."),
                Mistake("before the fixed cost",
                        lambda d: (d["price"] - cheapest_plant(d)["variable"]) * d["volume"],
                        "That is the contribution. Take off the fixed cost too."),
            ),
        ),
    ),
)  # fmt: skip
