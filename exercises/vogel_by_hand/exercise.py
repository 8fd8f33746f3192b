"""Vogel's approximation on a small table: the first penalties, the first cell, the cost."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.facility_location import (
    Transport,
    least_cost,
    north_west_corner,
    vogel,
)

SOURCES, PLACES = ("Mine A", "Mine B", "Mine C"), ("Port", "Mill", "Town")


def parted(random, total, parts):
    """A total in so many parts, each a multiple of 5."""
    cuts = sorted(random.sample(range(5, total, 5), parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def draw(random):
    """Three mines and three customers; supply equals demand."""
    total = random.randrange(60, 130, 5)
    supply, demand = parted(random, total, 3), parted(random, total, 3)
    rows = [
        {"source": source, **{place: random.randint(2, 19) for place in PLACES}, "supply": amount}
        for source, amount in zip(SOURCES, supply, strict=True)
    ]
    return {"table": rows, "demand": dict(zip(PLACES, demand, strict=True)), "unit": "t"}


@remembered
def transport(data):
    return Transport.from_frame(pd.DataFrame(data["table"]), demand=data["demand"], unit="t")


@remembered
def plan(data):
    return vogel(transport(data))


@remembered
def costs(data):
    return {each.__name__: float(each(transport(data)).cost)
            for each in (north_west_corner, least_cost, vogel)}  # fmt: skip


def penalties(data):
    """The difference of the two lowest costs of each row and column."""
    found = {row["source"]: sorted(row[place] for place in PLACES) for row in data["table"]}
    found |= {place: sorted(row[place] for row in data["table"]) for place in PLACES}
    return {line: prices[1] - prices[0] for line, prices in found.items()}


def left_open(data):
    """Whether the rule leaves a choice on its way, or crosses out a row and a column at once."""
    for step in plan(data).steps()[:-1]:
        rows, columns = ([float(each) for each in line if each]
                         for line in (step.state.rows, step.state.columns))  # fmt: skip
        if min(len(rows), len(columns)) > 1 and len({*sorted(rows + columns)[-2:]}) == 1:
            return True
    return plan(data).degenerate


def sound(data):
    """No tie is left to decide, and the plans differ."""
    told = sorted(penalties(data).values())
    known = costs(data)
    different = known["vogel"] < known["north_west_corner"] and len(set(known.values())) == 3
    return told[-1] > told[-2] and different and told[0] > 0 and not left_open(data)


def served_first(data):
    i, j = plan(data).steps()[0].state.chosen
    return f"{SOURCES[i]} to {PLACES[j]}"


def working(data):
    return plan(data).steps()


EXERCISE = Exercise(
    title="A first plan by Vogel",
    data=draw,
    sound=sound,
    picture=lambda data: transport(data).plot(),
    questions=(
        Number(
            name="penalty",
            text="What is the largest penalty of all rows and columns at the beginning?",
            points=2,
            tolerance=0,
            answer=lambda data: max(penalties(data).values()),
            working=working,
            mistakes=(
                Mistake("the smallest", lambda d: min(penalties(d).values()),
                        "That is the smallest penalty. Serve first what would cost most later."),
                Mistake("the dearest less the cheapest",
                        lambda d: max(max(row[p] for p in PLACES) - min(row[p] for p in PLACES)
                                      for row in d["table"]),
                        "A penalty is the difference of the two lowest costs."),
                Mistake("rows only",
                        lambda d: max(penalties(d)[source] for source in SOURCES)
                        if max(penalties(d)[source] for source in SOURCES)
                        < max(penalties(d).values())
                        else -1,
                        "Look at the columns too."),
            ),
        ),
        Choice(
            name="cell",
            text="Which way is filled first?",
            points=2,
            options=lambda data: [f"{s} to {p}" for s in SOURCES for p in PLACES],
            answer=served_first,
            working=working,
        ),
        Number(
            name="cost",
            text="What does the whole plan of Vogel's method cost?",
            points=4,
            unit="$",
            tolerance=0,
            answer=lambda data: costs(data)["vogel"],
            working=working,
            mistakes=(
                Mistake("the corner", lambda d: costs(d)["north_west_corner"],
                        "That is the north-west corner, which looks at no cost."),
                Mistake("the cheapest cells", lambda d: costs(d)["least_cost"],
                        "That is the plan of the cheapest cells."),
                Mistake("no amounts", lambda d: sum(
                    d["table"][i][PLACES[j]] for (i, j), x in plan(d).basis if x),
                        "Multiply the cost of each way by what is shipped on it."),
            ),
        ),
        Number(
            name="above",
            text="How much more does the plan of the north-west corner cost?",
            points=2,
            unit="$",
            absolute=0.01,
            answer=lambda data: costs(data)["north_west_corner"] - costs(data)["vogel"],
            working=lambda data: north_west_corner(transport(data)).steps(),
            mistakes=(
                Mistake("the corner", lambda d: costs(d)["north_west_corner"],
                        "That is what the corner's plan costs. Asked is the difference."),
                Mistake("over the cheapest cells", lambda d: costs(d)["north_west_corner"]
                        - costs(d)["least_cost"],
                        "That is what the plan of the cheapest cells saves."),
                Mistake("the wrong way round", lambda d: costs(d)["vogel"]
                        - costs(d)["north_west_corner"],
                        "The corner looks at no cost, and is the dearer one: take Vogel's off."),
            ),
        ),
    ),
)  # fmt: skip
