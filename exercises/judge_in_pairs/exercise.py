"""Weights from comparisons in pairs, and how consistent they are."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.facility_location import Comparisons
from opstools.house_of_quality import ahp_weights

THINGS = ("price", "comfort", "range")


def draw(random):
    """Three judgements on Saaty's scale, that fit each other more or less."""
    a, c = random.randint(2, 8), random.randint(2, 7)
    return {"judgements": {
        "price against comfort": a, "comfort against range": c,
        "price against range": random.randint(2, 9),
    }}  # fmt: skip


@remembered
def table(data):
    a, c, b = data["judgements"].values()
    rows = [[1, a, b], [None, 1, c], [None, None, 1]]
    return Comparisons.from_frame(pd.DataFrame(rows, THINGS, THINGS))


@remembered
def found(data):
    return ahp_weights(table(data), method="column_average")


@remembered
def exact(data):
    return ahp_weights(table(data))


def price_row(data):
    a, _, b = data["judgements"].values()
    return [1, a, b]


def sound(data):
    """Some contradiction, and a weight that is not the plain share of the row."""
    a, c, b = data["judgements"].values()
    ratio = exact(data).consistency_ratio
    mean = sum(price_row(data)) / sum(x for row in table(data).judgements.cells for x in row)
    return b != a * c and 0.01 < ratio < 0.4 and abs(mean - found(data).parts[0]) > 0.01


def working(data):
    return found(data).steps()


def index(data):
    return (exact(data).largest - 3) / 2


EXERCISE = Exercise(
    title="Judge in pairs",
    data=draw,
    sound=sound,
    picture=lambda data: table(data).plot(),
    questions=(
        Number(
            name="weight",
            text="What does the price weigh, by the averages of scaled columns?",
            points=3,
            unit="%",
            answer=lambda data: found(data).parts[0],
            working=working,
            mistakes=(
                Mistake("the row's share",
                        lambda d: sum(price_row(d))
                        / sum(x for row in table(d).judgements.cells for x in row),
                        "Scale each column to 1 first, then average the row."),
                Mistake("the comfort", lambda d: found(d).parts[1],
                        "That is what comfort weighs."),
                Mistake("one third", lambda d: 1 / 3,
                        "That would be so if all weighed alike."),
            ),
        ),
        Number(
            name="index",
            text="What is the consistency index, (λ_max − n)/(n − 1), by the eigenvector?",
            points=2,
            tolerance=0.02,
            answer=index,
            working=lambda data: exact(data).steps(),
            mistakes=(
                Mistake("the ratio", lambda d: exact(d).consistency_ratio,
                        "That is the ratio. The index is not yet divided by 0.58."),
                Mistake("λ itself", lambda d: exact(d).largest,
                        "That is λ_max. Take off n and divide by n − 1."),
                Mistake("by n", lambda d: (exact(d).largest - 3) / 3,
                        "Divide by n − 1, not by n."),
            ),
        ),
        Number(
            name="ratio",
            text="What is the consistency ratio (random index of three: 0.58)?",
            points=1,
            tolerance=0.02,
            answer=lambda data: exact(data).consistency_ratio,
            working=lambda data: exact(data).steps(),
            mistakes=(
                Mistake("the index", index,
                        "That is the index. Divide it by the random index."),
                Mistake("for four", lambda d: index(d) / 0.9,
                        "0.90 is the random index of four things."),
                Mistake("multiplied", lambda d: index(d) * 0.58,
                        "Divide by the random index."),
            ),
        ),
        Number(
            name="fitting",
            text="Which judgement of the price against the range would contradict nothing?",
            points=1,
            tolerance=0,
            answer=lambda data: price_row(data)[1] * data["judgements"]["comfort against range"],
            working=lambda data: exact(data).steps(),
            mistakes=(
                Mistake("what was said", lambda d: price_row(d)[2],
                        "That is what was said. What follows from the other two judgements?"),
                Mistake("added",
                        lambda d: price_row(d)[1] + d["judgements"]["comfort against range"],
                        "Times as important multiplies: a times b, and b times c."),
                Mistake("divided",
                        lambda d: price_row(d)[1] / d["judgements"]["comfort against range"],
                        "From price to range by way of comfort: multiply."),
            ),
        ),
    ),
)  # fmt: skip
