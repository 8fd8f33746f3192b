"""Generic strategies from prices and costs, and the frontier of cost and time."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, Order, remembered
from opstools.priorities import generic_strategies, trade_offs

FIRMS = ("Ash", "Birch", "Cedar", "Elm", "Fir")
STRATEGIES = ("cost leadership", "differentiation", "cost focus", "differentiation focus",
              "stuck in the middle")  # fmt: skip
SEGMENTS = 8


def draw(random):
    """Five firms with prices, costs, segments and delivery times."""
    costs = [random.randrange(40, 160, 5) for _ in FIRMS]
    margins = [random.randrange(*(25, 75) if firm == "Ash" else (5, 60), 5) for firm in FIRMS]
    return {"firms": [
        {"firm": firm, "price": cost + margin, "cost": cost,
         "segments": random.randint(1, SEGMENTS), "days": random.randint(2, 20)}
        for firm, cost, margin in zip(FIRMS, costs, margins, strict=True)
    ]}  # fmt: skip


@remembered
def market(data):
    table = pd.DataFrame(data["firms"])[["firm", "price", "cost", "segments"]]
    return generic_strategies(table, segments=SEGMENTS)


@remembered
def frontier(data):
    return trade_offs(pd.DataFrame(data["firms"])[["firm", "cost", "days"]])


def column(data, name):
    return [row[name] for row in data["firms"]]


def mean(values):
    return sum(values) / len(values)


def ahead(data):
    """By how much the margin of Ash is above the mean."""
    margins = [row["price"] - row["cost"] for row in data["firms"]]
    return margins[0] - mean(margins)


def by_cost(data):
    return mean(column(data, "cost")) - data["firms"][0]["cost"]


def whatever_the_margin(data):
    """The strategy by the segments and by the larger advantage."""
    own = data["firms"][0]
    by_price = own["price"] - mean(column(data, "price"))
    kinds = ("cost leadership", "differentiation")
    if own["segments"] <= SEGMENTS / 2:
        kinds = ("cost focus", "differentiation focus")
    return kinds[by_cost(data) < by_price]


def without_the_margin(data):
    """Stuck in the middle for a firm that is not, and a strategy for one that is."""
    stuck = market(data).strategies["Ash"] == "stuck in the middle"
    return whatever_the_margin(data) if stuck else "stuck in the middle"


def wider(data):
    """The strategy with the width of the market taken the wrong way."""
    turned = {"cost leadership": "cost focus", "differentiation": "differentiation focus"}
    turned |= {narrow: wide for wide, narrow in turned.items()}
    own = market(data).strategies["Ash"]
    return turned.get(own, without_the_margin(data))


def cheapest_first(data):
    return [row["firm"] for row in sorted(data["firms"], key=lambda row: row["cost"])]


def sound(data):
    """A margin that is clearly above or below, and a frontier with two neighbours at least."""
    costs, days = column(data, "cost"), column(data, "days")
    dear = data["firms"][0]["price"] - mean(column(data, "price"))
    return (
        abs(ahead(data)) > 2
        and abs(by_cost(data)) > 3
        and abs(dear) > 3
        and abs(by_cost(data) - dear) > 5
        and len(set(costs)) == len(set(days)) == len(FIRMS)
        and 2 <= len(frontier(data).frontier) <= 4
        and abs(frontier(data).rates[0] - 1) > 0.1
    )


EXERCISE = Exercise(
    title="Stuck in the middle",
    data=draw,
    sound=sound,
    picture=lambda data: market(data).plot(),
    questions=(
        Number(
            name="by_cost",
            text="How far is the cost of Ash below the mean of all five?",
            points=1,
            unit="$",
            answer=by_cost,
            working=lambda data: market(data).steps()[1:2],
            mistakes=(
                Mistake("above", lambda d: -by_cost(d),
                        "A cost below the mean is a number above 0, one above it is negative."),
                Mistake("of the others",
                        lambda d: mean(column(d, "cost")[1:]) - d["firms"][0]["cost"],
                        "The mean is of all five, Ash among them."),
            ),
        ),
        Number(
            name="margin",
            text="How far is the margin of Ash above the mean margin?",
            points=2,
            unit="$",
            answer=ahead,
            working=lambda data: market(data).steps()[:3],
            mistakes=(
                Mistake("the cost alone", by_cost, "That is by cost. Add what the price brings."),
                Mistake("its margin", lambda d: d["firms"][0]["price"] - d["firms"][0]["cost"],
                        "That is its margin. Take off the mean margin."),
            ),
        ),
        Choice(
            name="strategy",
            text="Which strategy does Ash follow?",
            points=2,
            options=lambda data: STRATEGIES,
            answer=lambda data: market(data).strategies["Ash"],
            working=lambda data: market(data).steps()[:3],
            mistakes=(
                Mistake("the margin", without_the_margin,
                        "Only a margin above the mean is an advantage; without one it is stuck."),
                Mistake("the width", wider,
                        "Look at the segments: half of them or fewer are a narrow market."),
            ),
        ),
        Order(
            name="frontier",
            text="Which firms lie on the frontier of cost and days, the cheapest first?",
            points=2,
            among=lambda data: FIRMS,
            answer=lambda data: list(frontier(data).frontier),
            working=lambda data: frontier(data).steps(),
            mistakes=(
                Mistake("the fastest first", lambda d: list(frontier(d).frontier)[::-1],
                        "The right firms, but the cheapest comes first."),
                Mistake("everybody", cheapest_first,
                        "Somebody else is cheaper and faster than some of these."),
            ),
        ),
        Number(
            name="rate",
            text="How many days does one dollar buy between the two cheapest of them?",
            points=2,
            unit="day",
            answer=lambda data: frontier(data).rates[0],
            working=lambda data: frontier(data).steps()[len(FIRMS):],
            mistakes=(
                Mistake("upside down", lambda d: 1 / frontier(d).rates[0],
                        "That is dollars for a day. Divide days by dollars."),
            ),
        ),
    ),
)  # fmt: skip
