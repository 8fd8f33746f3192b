"""Factors on the importance–performance matrix: bound, zone, shortfall, what to improve first."""

from itertools import pairwise

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, Order, remembered
from opstools.priorities import importance_performance

FACTORS = ("price", "quality", "range", "speed", "help", "look")
ZONES = ("urgent action", "improve", "appropriate", "excess?")


def draw(random):
    """Six factors with mean marks from 1, the best, to 9; the price in any of the zones."""
    [zone] = random.choices(ZONES, (4, 14, 9, 13))  # `sound` passes the first most easily
    while True:
        rows = [[round(random.uniform(1, 9), 1) for _ in range(2)] for _ in FACTORS]
        zones = [zone_of(*row) for row in rows]
        if zones[0] == zone and sum(each in ZONES[:2] for each in zones) in (3, 4):
            break
    columns = ("factor", "importance", "performance")
    return {"factors": [dict(zip(columns, (factor, *row), strict=True))
                        for factor, row in zip(FACTORS, rows, strict=True)]}  # fmt: skip


def zone_of(importance, performance):
    """The zone of a factor, by the three lines."""
    step = (importance - 1) / 8
    lines = (5 + 8 * step, 3 + 3.5 * step, -1 + 4.5 * step)
    return next((z for z, line in zip(ZONES, lines, strict=False) if performance > line), ZONES[-1])


@remembered
def matrix(data):
    return importance_performance(pd.DataFrame(data["factors"]))


def marks(data, factor):
    return next(row for row in data["factors"] if row["factor"] == factor)


def bound(data):
    """The bound of the first factor."""
    return matrix(data).steps()[0].value


def below(data):
    """How far the factors lie below the bound, those above it left out."""
    lacks = (row["performance"] - (6.5 + (9 - row["importance"]) / 8 * (3 - 6.5))
             for row in data["factors"])  # fmt: skip
    return sorted(lack for lack in lacks if lack > 0)


def sound(data):
    """Three or four factors to improve in a clear order; the price's bound is not at an end."""
    lacks = below(data)
    known = {(row["importance"], row["performance"]) for row in data["factors"]}
    clear = all(b - a > 0.05 for a, b in pairwise(lacks))
    importance = marks(data, "price")["importance"]
    middle = 1.5 < importance < 8.5 and abs(importance - 5) > 0.3
    if not (3 <= len(lacks) <= 4 and clear and middle and len(known) == len(FACTORS)):
        return False
    zones = [matrix(data).zones[factor] for factor in matrix(data).order]
    price = matrix(data).zones["price"]
    return (
        zones[0] != zones[-1]
        and turned(data) != price
        and worst_first(data) != list(matrix(data).order)
    )


def turned(data):
    """The zone that the price would have with its marks taken the wrong way."""
    wrong = pd.DataFrame(data["factors"])
    return importance_performance(wrong, best=9).zones["price"]


def from_the_other_end(data):
    return 6.5 + (marks(data, "price")["importance"] - 1) / 8 * (3 - 6.5)


def worst_first(data):
    """As many factors as are to be improved, those that do worst."""
    by_performance = sorted(data["factors"], key=lambda row: -row["performance"])
    return [row["factor"] for row in by_performance][: len(below(data))]


EXERCISE = Exercise(
    title="Improve first",
    data=draw,
    sound=sound,
    picture=lambda data: matrix(data).plot(),
    questions=(
        Number(
            name="bound",
            text="Which performance is just acceptable for the price?",
            points=2,
            answer=bound,
            working=lambda data: matrix(data).steps()[:1],
            mistakes=(
                Mistake("from the other end", from_the_other_end,
                        "The bound is 6.5 at importance 9 and 3 at 1, not the other way round."),
                Mistake("upwards", lambda d: 13 - bound(d),
                        "From 6.5 at importance 9 the bound falls to 3 at importance 1."),
                Mistake("of nine", lambda d: 6.5 - (6.5 - bound(d)) * 8 / 9,
                        "From 9 to 1 there are 8 steps."),
            ),
        ),
        Choice(
            name="zone",
            text="In which zone does the price lie?",
            points=1,
            options=lambda data: ZONES,
            answer=lambda data: matrix(data).zones["price"],
            working=lambda data: matrix(data).steps()[:1],
            mistakes=(
                Mistake("nine is best", turned,
                        "On both scales 1 is the best: important, and done better than by others."),
            ),
        ),
        Number(
            name="shortfall",
            text="How far does the factor that lies farthest below the bound lie below it?",
            points=2,
            unit="points",
            answer=lambda data: matrix(data).measures["largest_shortfall"],
            working=lambda data: matrix(data).steps(),
            mistakes=(
                Mistake("the performance",
                        lambda d: max(marks(d, f)["performance"] for f in matrix(d).order),
                        "Take off the bound at its importance."),
                Mistake("to the best",
                        lambda d: max(marks(d, f)["performance"] for f in matrix(d).order) - 1,
                        "Not the distance to the best mark, but to the bound."),
            ),
        ),
        Order(
            name="order",
            text="What is to be improved, first things first?",
            points=3,
            among=lambda data: FACTORS,
            answer=lambda data: list(matrix(data).order),
            working=lambda data: matrix(data).steps(),
            mistakes=(
                Mistake("the worst first", worst_first,
                        "That is by performance alone. What counts is how far below the bound."),
                Mistake("the last first", lambda d: list(matrix(d).order)[::-1],
                        "The right factors, but what is urgent comes first."),
            ),
        ),
    ),
)  # fmt: skip
