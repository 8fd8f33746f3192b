"""Exchange two departments of a row, again and again, and fill in the table by hand."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.facility_layout import Departments, by_hand, pairwise_exchange

NAMES = ("A", "B", "C", "D")
ROOMS = ("1", "2", "3", "4")
PAIRS = [f"{a} and {b}" for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]


def draw(random):
    """Loads there and back between four departments."""
    rows = [{"from": a, **{b: 0 if a == b else random.choice([0, random.randint(1, 20)])
                           for b in NAMES}} for a in NAMES]  # fmt: skip
    return {"chart": rows, "distances": "1 x 4"}


@remembered
def problem(data):
    return Departments.from_frame(pd.DataFrame(data["chart"]), distances=data["distances"])


@remembered
def today(data):
    return by_hand(problem(data), list(ROOMS))


@remembered
def improved(data):
    return pairwise_exchange(problem(data), list(ROOMS))


def row_cost(data, order):
    """Trips × metres of a row, straight from the table."""
    at = {name: k for k, name in enumerate(order)}
    return sum(row[b] * abs(at[row["from"]] - at[b]) for row in data["chart"] for b in NAMES)


@remembered
def first_round(data):
    """Pair -> change of the cost in the first round."""
    now, found = row_cost(data, NAMES), {}
    for pair in PAIRS:
        a, b = pair.split(" and ")
        order = [b if name == a else a if name == b else name for name in NAMES]
        found[pair] = row_cost(data, order) - now
    return found


def ends(data):
    """The change of exchanging the two ends of the row."""
    return first_round(data)["A and D"]


def one_way(data):
    """The change of exchanging the ends if only loads above the diagonal are seen."""
    half = [{b: load if b == "from" or b > row["from"] else 0 for b, load in row.items()}
            for row in data["chart"]]  # fmt: skip
    seen = {**data, "chart": half}
    return row_cost(seen, "DBCA") - row_cost(seen, "ABCD")


def sound(data):
    """One exchange is the best, a second round changes something, and the ends matter."""
    changes = sorted(first_round(data).values())
    return (
        changes[0] < changes[1] < 0
        and ends(data) != 0
        and abs(one_way(data) - ends(data)) > 1
        and improved(data).exchanges["round"].max() >= 3
    )


def working(data):
    return improved(data).steps()


def best(data):
    """What the best exchange of the first round saves."""
    return -min(first_round(data).values())


EXERCISE = Exercise(
    title="Exchange in pairs",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="today",
            text="What does the row A, B, C, D cost, in trips times metres?",
            points=1,
            tolerance=0,
            answer=lambda data: today(data).cost,
            working=lambda data: today(data).steps(),
            mistakes=(
                Mistake("loads alone", lambda d: sum(e.load for e in problem(d).loads),
                        "Those are the trips. Multiply each by its distance."),
                Mistake("twice", lambda d: 2 * today(d).cost,
                        "You counted each pair twice. Loads there and back are added once."),
            ),
        ),
        Number(
            name="ends",
            text="By how much does the cost change if A and D change places (less is negative)?",
            points=2,
            tolerance=0,
            answer=ends,
            working=working,
            mistakes=(
                Mistake("the sign", lambda d: -ends(d), "Less cost is a negative change."),
                Mistake("one way only", one_way, "Loads below the diagonal count too."),
                Mistake("the new cost", lambda d: today(d).cost + ends(d),
                        "That is the new cost. Asked is the change."),
            ),
        ),
        Number(
            name="exchange",
            text="How much does the best of all exchanges of two save in the first round?",
            points=2,
            tolerance=0,
            answer=best,
            working=working,
            mistakes=(
                Mistake("the second best", lambda d: -sorted(first_round(d).values())[1],
                        "One exchange saves more than that one."),
                Mistake("the ends", lambda d: -ends(d) if -ends(d) != best(d) else -1,
                        "That is what A and D save. Another exchange saves more."),
                Mistake("the new cost", lambda d: today(d).cost - best(d),
                        "That is the new cost. Asked is what is saved."),
            ),
        ),
        Number(
            name="final",
            text="What does the row cost when no exchange saves anything any more?",
            points=2,
            tolerance=0,
            answer=lambda data: improved(data).cost,
            working=working,
            mistakes=(
                Mistake("after one", lambda d: today(d).cost - best(d),
                        "That is after the first exchange. Look again."),
                Mistake("all that save",
                        lambda d: today(d).cost + sum(c for c in first_round(d).values() if c < 0),
                        "Savings of exchanges do not add up: each changes all others."),
            ),
        ),
    ),
)  # fmt: skip
