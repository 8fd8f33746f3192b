"""What CRAFT promises by exchanging two centroids, and what comes of it."""

from statistics import mean

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.facility_layout import craft

NAMES = ("store", "press", "lathe", "paint", "pack")
GRIDS = (("AAABB", "AAABB", "CCDDE", "CCDDE"), ("AAAABB", "AAAABB", "CCCDDE", "CCCDDE"))
LETTERS = "ABCDE"
PAIRS = ((0, "AC"), (0, "AD"), (0, "AE"), (1, "AD"), (1, "AE"))  # all of other distances


def draw(random):
    """Who stands where, and loads between most pairs."""
    order = random.sample(NAMES, len(NAMES))
    who = dict(zip(LETTERS, order, strict=True))
    grid, pair = random.choice(PAIRS)
    plan = [[who[letter] for letter in row] for row in GRIDS[grid]]
    rows = []
    for i, name in enumerate(NAMES):
        later = {other: random.choice([0, random.randint(2, 30)]) for other in NAMES[i + 1 :]}
        rows.append({"department": name, **{other: later.get(other, 0) for other in NAMES}})
    return {"plan": plan, "chart": rows, "pair": [who[letter] for letter in pair]}


def flows(data):
    return pd.DataFrame(data["chart"]).set_index("department")


@remembered
def improved(data):
    return craft(data["plan"], flows(data), unit_cost=1)


def standing(data):
    """Department -> the middle of its squares, across and down."""
    squares = {name: [] for name in NAMES}
    for down, row in enumerate(data["plan"]):
        for across, name in enumerate(row):
            squares[name].append((across + 0.5, down + 0.5))
    return {name: tuple(map(mean, zip(*its, strict=True))) for name, its in squares.items()}


def apart(middles, one, other):
    (x0, y0), (x1, y1) = middles[one], middles[other]
    return abs(x0 - x1) + abs(y0 - y1)


def cost(data, middles):
    """Σ load × distance for middles by department."""
    table = flows(data)
    return sum(float(table.loc[one, other]) * apart(middles, one, other)
               for one in NAMES for other in NAMES if table.loc[one, other])  # fmt: skip


def promised(data):
    """The change if the two middles are exchanged."""
    one, other = data["pair"]
    now = standing(data)
    return cost(data, {**now, one: now[other], other: now[one]}) - cost(data, now)


def straight(data):
    one, other = data["pair"]
    (x0, y0), (x1, y1) = standing(data)[one], standing(data)[other]
    return ((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5


def down(data):
    (_, y0), (_, y1) = (standing(data)[name] for name in data["pair"])
    return abs(y0 - y1)


def sound(data):
    """Something improves, a promise is not kept to the dollar, and the pair matters."""
    swaps = improved(data).swaps
    made = [swap for swap in swaps if swap.made]
    return (
        len(made) >= 1
        and any(swap.estimated != swap.actual for swap in swaps)
        and abs(promised(data)) > 3
        and improved(data).cost < 0.97 * cost(data, standing(data))
        and abs(made[0].estimated - (cost(data, standing(data)) - improved(data).cost)) > 1
    )


def kept(data):
    return next(swap for swap in improved(data).swaps if swap.made)


EXERCISE = Exercise(
    title="Promised and kept",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="distance",
            text="How far apart are the middles of the two departments named, along aisles?",
            points=1,
            unit="squares",
            tolerance=0,
            answer=lambda data: apart(standing(data), *data["pair"]),
            mistakes=(
                Mistake("straight", straight, "That is the straight line. Add the steps across "
                        "and the steps down."),
                Mistake("only down", down, "Those are the steps down. Add those across."),
                Mistake("only across", lambda d: apart(standing(d), *d["pair"]) - down(d),
                        "Those are the steps across. Add those down."),
            ),
        ),
        Number(
            name="cost",
            text="What does the plan cost, at 1 dollar for a load and a square?",
            points=2,
            unit="$",
            tolerance=0,
            answer=lambda data: cost(data, standing(data)),
            working=lambda data: improved(data).steps()[:1],
            mistakes=(
                Mistake("loads alone", lambda d: float(flows(d).to_numpy().sum()),
                        "Those are the loads. Multiply each by its distance."),
                Mistake("twice", lambda d: 2 * cost(d, standing(d)), "Each pair counts once."),
            ),
        ),
        Number(
            name="promised",
            text="By how much does the estimate say that the cost changes if these two are "
                 "exchanged (less is negative)?",
            points=2,
            unit="$",
            tolerance=0,
            answer=promised,
            mistakes=(
                Mistake("the sign", lambda d: -promised(d), "Less cost is a negative change."),
                Mistake("the new cost", lambda d: cost(d, standing(d)) + promised(d),
                        "That is the new cost. Asked is the change."),
            ),
        ),
        Number(
            name="final",
            text="What does the plan cost when CRAFT is done?",
            points=2,
            unit="$",
            answer=lambda data: improved(data).cost,
            working=lambda data: improved(data).steps(),
            mistakes=(
                Mistake("no improvement", lambda d: cost(d, standing(d)),
                        "That is the plan at the beginning."),
                Mistake("the saving", lambda d: cost(d, standing(d)) - improved(d).cost,
                        "That is what is saved. Asked is the cost that is left."),
                Mistake("promises believed",
                        lambda d: cost(d, standing(d)) + kept(d).estimated,
                        "That is the first promise. Draw the exchange, work out its actual cost, "
                        "and go on."),
            ),
        ),
    ),
)  # fmt: skip
