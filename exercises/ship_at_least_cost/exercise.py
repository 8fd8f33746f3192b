"""A shipment of least cost, found by any means and judged by what it costs."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Plan, remembered
from opstools.facility_location import (
    Transport,
    least_cost,
    modi,
    north_west_corner,
    ship_optimally,
)

SOURCES, PLACES = ("North", "East", "South"), ("Oslo", "Bonn", "Nice", "Rome")


def draw(random):
    """Three plants and four customers; there is more supply than demand."""
    demand = [random.randrange(20, 80, 10) for _ in PLACES]
    supply = [random.randrange(40, 120, 10) for _ in SOURCES]
    supply[-1] = max(20, sum(demand) - sum(supply[:-1]) + random.randrange(5, 60, 5))
    rows = [
        {"source": source, **{place: random.randint(3, 25) for place in PLACES}, "supply": amount}
        for source, amount in zip(SOURCES, supply, strict=True)
    ]
    return {
        "table": rows, "demand": dict(zip(PLACES, demand, strict=True)),
        "unit": "pallets", "money": "€",
    }  # fmt: skip


@remembered
def transport(data):
    settings = {name: data[name] for name in ("demand", "unit", "money")}
    return Transport.from_frame(pd.DataFrame(data["table"]), **settings)


@remembered
def best(data):
    return ship_optimally(transport(data))


@remembered
def start(data):
    return north_west_corner(transport(data))


def sound(data):
    """There is more than is needed, and two rules miss a best plan that is not degenerate."""
    total, needed = sum(row["supply"] for row in data["table"]), sum(data["demand"].values())
    cheap, corner = (float(rule(transport(data)).cost) for rule in (least_cost, north_west_corner))
    return (
        total > needed
        and len({cheap, corner, float(best(data).cost)}) == 3
        and not best(data).degenerate
        and idle(data) not in (0, needed)
    )


def idle(data):
    """What stays at the sources."""
    return sum(row["supply"] for row in data["table"]) - sum(data["demand"].values())


EXERCISE = Exercise(
    title="Ship at least cost",
    data=draw,
    sound=sound,
    picture=lambda data: transport(data).plot(),
    questions=(
        Number(
            name="left",
            text="How many pallets stay at the plants (the dummy's demand)?",
            points=1,
            unit="pallets",
            tolerance=0,
            answer=idle,
            mistakes=(
                Mistake("all supply", lambda d: sum(row["supply"] for row in d["table"]),
                        "That is all supply. Take off what is needed."),
                Mistake("all demand", lambda d: sum(d["demand"].values()),
                        "That is what is needed. Take it off the supply."),
                Mistake("the wrong sign", lambda d: -idle(d),
                        "There is more supply than demand: the rest is positive."),
            ),
        ),
        Plan(
            name="plan",
            text="Ship at least cost: a list of [plant, customer, pallets] for each way.",
            points=5,
            answer=best,
            judge_with=("facility_location", "Transport", "ship_by_hand"),
            table="table",
            settings=("demand", "unit", "money"),
            measure="cost",
            best=lambda data: float(best(data).cost),
            credit=((0, 1.0), (0.05, 0.6), (0.2, 0.3)),
            relative=True,
            working=lambda data: modi(start(data)).steps(),
            mistakes=(
                Mistake("the corner", start,
                        "That is the north-west corner. Improve it by loops."),
                Mistake("the cheapest cells", lambda d: least_cost(transport(d)),
                        "That is the plan of the cheapest cells. Look for a loop that saves."),
            ),
        ),
        Number(
            name="saved",
            text="How much cheaper is the best plan than the north-west corner?",
            points=2,
            unit="€",
            answer=lambda data: float(start(data).cost) - float(best(data).cost),
            working=lambda data: modi(start(data)).steps(),
            mistakes=(
                Mistake("the best cost", lambda d: best(d).cost,
                        "That is the cost of the best plan. Asked is the difference."),
                Mistake("the corner's cost", lambda d: start(d).cost,
                        "That is the cost of the north-west corner. Take off the best one's."),
                Mistake("from the cheapest cells",
                        lambda d: float(start(d).cost) - float(least_cost(transport(d)).cost),
                        "That is what the rule of the cheapest cells saves. More is possible."),
            ),
        ),
    ),
)  # fmt: skip
