"""A month of a tea house: how much of the variance is price, volume and mix."""

import pandas as pd

from opstools.budgeting import variance_analysis
from opstools.coursework import Exercise, Mistake, Number, remembered

ITEMS = ("tea", "cake", "coffee")
PARTS = ("price", "volume", "mix")


def draw(random):
    """Three things that are sold, at prices and volumes other than planned."""
    rows = []
    for item in ITEMS:
        price, volume = random.randint(8, 25), 10 * random.randint(20, 80)
        rows.append({"item": item, "budget_price": price, "budget_volume": volume,
                     "actual_price": price + random.randint(-3, 3),
                     "actual_volume": volume + 10 * random.randint(-15, 15)})  # fmt: skip
    return {"month": rows}


@remembered
def found(data):
    return variance_analysis(pd.DataFrame(data["month"]), money="yuan")


def working(data):
    return found(data).steps()


def sums(data, formula):
    return sum(formula(row) for row in data["month"])


def total(data, what):
    return sums(data, lambda row: row[f"{what}_volume"])


def parts(data):
    return {part: getattr(found(data), part) for part in PARTS}


def planned(data):
    return sums(data, lambda row: row["budget_price"] * row["budget_volume"])


def sound(data):
    """All parts can be seen, they differ, and so do actual and budgeted revenue."""
    sizes = sorted(abs(x) for x in parts(data).values())
    signs = {x > 0 for x in parts(data).values()}
    lasting = abs(found(data).total) > 0.03 * planned(data)
    return sizes[0] > 100 and sizes[2] > 1.2 * sizes[1] and len(signs) == 2 and lasting


EXERCISE = Exercise(
    title="Price, volume and mix",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="price",
            text="What is the price variance of all three, at actual volumes?",
            points=2,
            unit="yuan",
            answer=lambda data: found(data).price,
            working=working,
            mistakes=(
                Mistake("budgeted volumes", lambda d: sums(d, lambda r: r["budget_volume"]
                        * (r["actual_price"] - r["budget_price"])),
                        "You took the budgeted volumes. Prices are paid on what was sold."),
                Mistake("turned round", lambda d: -found(d).price,
                        "Take the budgeted price from the actual one."),
                Mistake("all", lambda d: found(d).total,
                        "That is the whole variance. Part of it comes from the volumes."),
            ),
        ),
        Number(
            name="volume",
            text="What is the volume variance, had the mix stayed as budgeted?",
            points=2,
            unit="yuan",
            answer=lambda data: found(data).volume,
            working=working,
            mistakes=(
                Mistake("with the mix", lambda d: found(d).volume + found(d).mix,
                        "Each item by its own change mixes volume and mix. Let all change alike."),
                Mistake("plain mean price", lambda d: (total(d, "actual") - total(d, "budget"))
                        * sums(d, lambda r: r["budget_price"]) / len(ITEMS),
                        "You took the plain mean of the prices. Weigh them by budgeted volumes."),
                Mistake("actual prices", lambda d: (total(d, "actual") - total(d, "budget"))
                        * sums(d, lambda r: r["actual_price"] * r["budget_volume"])
                        / total(d, "budget"),
                        "You took actual prices. Their change is in the price variance already."),
            ),
        ),
        Number(
            name="mix",
            text="What is the mix variance?",
            points=2,
            unit="yuan",
            answer=lambda data: found(data).mix,
            working=working,
            mistakes=(
                Mistake("with the volume", lambda d: found(d).volume + found(d).mix,
                        "That holds the volume variance too. Take it off."),
                Mistake("turned round", lambda d: -found(d).mix,
                        "Take what the budgeted mix would have sold from what was sold."),
                Mistake("the rest without price", lambda d: found(d).total - found(d).volume,
                        "That holds the price variance too. Take it off."),
            ),
        ),
        Number(
            name="share",
            text="By which share of the budgeted revenue did the three together move it?",
            points=1,
            unit="%",
            answer=lambda data: found(data).total / planned(data),
            working=working,
            mistakes=(
                Mistake("of the actual", lambda d: found(d).total / (planned(d) + found(d).total),
                        "Divide by the budgeted revenue, not by the actual one."),
                Mistake("turned round", lambda d: -found(d).total / planned(d),
                        "Less revenue than budgeted is negative."),
                Mistake("price left out", lambda d: (found(d).volume + found(d).mix) / planned(d),
                        "Prices moved it too. Add all three."),
            ),
        ),
    ),
)  # fmt: skip
