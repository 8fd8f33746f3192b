"""A web shop's funnel: rates, how sure they are, and where one point more pays."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.funnel import funnel

STAGES = ("visit", "product page", "basket", "order")


def draw(random):
    """Four stages, what an order is worth, and what a point costs at each stage."""
    visits = 100 * random.randint(40, 120)
    rates = (random.uniform(0.4, 0.6), random.uniform(0.12, 0.25), random.uniform(0.4, 0.6))
    counts = [visits]
    for rate in rates:
        counts.append(round(counts[-1] * rate))
    costs = ["", *(10 * random.randint(*span) for span in ((5, 30), (80, 150), (5, 30)))]
    rows = [{"stage": s, "count": n, "cost": c}
            for s, n, c in zip(STAGES, counts, costs, strict=True)]  # fmt: skip
    return {"funnel": rows, "value": 5 * random.randint(6, 20)}


@remembered
def found(data):
    return funnel(pd.DataFrame(data["funnel"]), value=data["value"])


def working(data):
    return found(data).steps()


def count(data, stage):
    return data["funnel"][STAGES.index(stage)]["count"]


def nets(data):
    return {s: each.net for s, each in zip(STAGES[1:], found(data).passages, strict=True)}


def sound(data):
    """A point pays somewhere, by a clear lead, and not where the rate is lowest."""
    best = sorted(nets(data).values())
    return (best[-1] > 0 and best[-1] > best[-2] + 20
            and found(data).act_first != found(data).lowest)  # fmt: skip


def textbook(data):
    """The interval's lower end without Wilson's correction."""
    rate, trials = found(data).conversion["basket"], count(data, "product page")
    return rate - 1.96 * (rate * (1 - rate) / trials) ** 0.5


def width(data):
    low, high = found(data).interval["basket"]
    return high - low


def point(data):
    return found(data).value_of_point["basket"]


EXERCISE = Exercise(
    title="One point more",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="overall",
            text="What share of the visitors order?",
            points=1,
            unit="%",
            answer=lambda data: found(data).overall,
            working=working,
            mistakes=(
                Mistake("of the last stage", lambda d: found(d).conversion["order"],
                        "That is of those with a basket. Divide by the visitors."),
                Mistake("mean", lambda d: sum(found(d).conversion.values()) / 3,
                        "Rates of stages are multiplied, not averaged."),
                Mistake("to the basket", lambda d: count(d, "basket") / count(d, "visit"),
                        "That is who fills a basket. Go on to the order."),
            ),
        ),
        Number(
            name="range",
            text="How wide is Wilson's 95 % interval of the rate from product page to basket?",
            points=2,
            unit="%",
            tolerance=0.01,
            answer=width,
            working=working,
            mistakes=(
                Mistake("half of it", lambda d: width(d) / 2,
                        "That is half the width. The interval goes both ways."),
                Mistake("by the visitors", lambda d: 2 * (found(d).conversion["basket"]
                        - textbook(d)) * (count(d, "product page") / count(d, "visit")) ** 0.5,
                        "The trials are those who came to the product page, not all visitors."),
                Mistake("one standard error", lambda d: width(d) / 1.96,
                        "That is one standard error each way. 95 % takes 1.96."),
            ),
        ),
        Number(
            name="point",
            text="What is one percentage point more from product page to basket worth, in yuan?",
            points=2,
            unit="yuan",
            answer=point,
            working=working,
            mistakes=(
                Mistake("not all order", lambda d: point(d) / found(d).conversion["order"],
                        "Not everybody with a basket orders."),
                Mistake("of all visitors", lambda d: point(d) * count(d, "visit")
                        / count(d, "product page"),
                        "The point is one of those who come to the product page."),
                Mistake("one per cent of the rate", lambda d: 0.01 * count(d, "order") * d["value"],
                        "That is one per cent of the rate, not one percentage point."),
            ),
        ),
        Number(
            name="first",
            text="What does one point more bring after its cost, where it brings most, in yuan?",
            points=2,
            unit="yuan",
            answer=lambda data: nets(data)[found(data).act_first],
            working=working,
            mistakes=(
                Mistake("the lowest rate", lambda d: nets(d)[found(d).lowest],
                        "That is where the rate is lowest. Elsewhere more is left."),
                Mistake("before its cost",
                        lambda d: found(d).value_of_point[found(d).act_first],
                        "Take off what the point costs."),
                Mistake("most before its cost", lambda d: max(found(d).value_of_point.values()),
                        "A point is worth most there, before its cost."),
            ),
        ),
    ),
)  # fmt: skip
