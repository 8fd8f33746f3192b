"""Total closeness, the order of CORELAP, and the score of a plan."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, Order, remembered
from opstools.facility_layout import Relationships, corelap

ROOMS = ("desk", "files", "copier", "archive", "kitchen")
WORTH = {"A": 4, "E": 3, "I": 2, "O": 1, "U": 0, "X": -1}
PLAN = (("desk", "files", "copier"), ("archive", "kitchen", ""))
SIDES = [("desk", "files"), ("files", "copier"), ("archive", "kitchen"), ("desk", "archive"),
         ("files", "kitchen")]  # fmt: skip
CORNERS = [("desk", "kitchen"), ("files", "archive"), ("copier", "kitchen")]


def draw(random):
    """A letter for each pair."""
    rows = []
    for i, name in enumerate(ROOMS):
        later = {other: random.choice("AEIOUX") for other in ROOMS[i + 1 :]}
        rows.append({"department": name, **{other: later.get(other, "") for other in ROOMS}})
    return {"chart": rows, "plan": [list(row) for row in PLAN]}


@remembered
def chart(data):
    return Relationships.from_frame(pd.DataFrame(data["chart"]))


@remembered
def built(data):
    return corelap(chart(data), rows=2, columns=3)


def totals(data):
    """Room -> total closeness rating."""
    known = chart(data)
    return {room: sum(WORTH[known.rating(room, other)] for other in ROOMS if other != room)
            for room in ROOMS}  # fmt: skip


def score(data, pairs):
    return sum(WORTH[chart(data).rating(*pair)] for pair in pairs)


def by_total(data):
    found = totals(data)
    return sorted(ROOMS, key=lambda room: -found[room])


def row_alone(data):
    """The total of the copier if only its own row of the upper half is seen."""
    known = chart(data)
    return sum(WORTH[known.rating("copier", other)] for other in ROOMS[3:])


def sound(data):
    """No two totals are equal, the order is not that of the totals, letters vary."""
    found = sorted(totals(data).values())
    letters = {cell for row in data["chart"] for cell in list(row.values())[1:] if cell}
    return (
        len(set(found)) == len(found)
        and len(letters) >= 4
        and row_alone(data) != totals(data)["copier"]
        and score(data, CORNERS) != 0
        and score(data, SIDES) > 0
        and list(built(data).order) != by_total(data)
    )


def working(data):
    return built(data).steps()


EXERCISE = Exercise(
    title="Who belongs together",
    data=draw,
    sound=sound,
    picture=lambda data: chart(data).plot(),
    questions=(
        Number(
            name="total",
            text="What is the total closeness rating of the copier?",
            points=1,
            tolerance=0,
            answer=lambda data: totals(data)["copier"],
            working=working,
            mistakes=(
                Mistake("its row alone", row_alone,
                        "Only its row: the letters in its column count too."),
                Mistake("six to one", lambda d: totals(d)["copier"] + 8,
                        "That is with 6, 5, 4, 3, 2, 1. Here A weighs 4 and X −1."),
            ),
        ),
        Choice(
            name="first",
            text="Which room does CORELAP place first?",
            points=1,
            options=lambda data: ROOMS,
            answer=lambda data: built(data).order[0],
            working=working,
            mistakes=(
                Mistake("the last", lambda d: by_total(d)[-1],
                        "That one has the smallest total. The greatest comes first."),
                Mistake("the second", lambda d: by_total(d)[1],
                        "One room has a greater total."),
            ),
        ),
        Order(
            name="order",
            text="In which order does CORELAP place the rooms?",
            points=3,
            answer=lambda data: list(built(data).order),
            working=working,
            mistakes=(
                Mistake("by total", by_total,
                        "That is by total alone. Next comes the strongest letter to one that "
                        "stands; totals only break ties."),
            ),
        ),
        Number(
            name="score",
            text="What is the adjacency score of the plan shown, edges only?",
            points=2,
            tolerance=0,
            answer=lambda data: score(data, SIDES),
            mistakes=(
                Mistake("corners too", lambda d: score(d, SIDES + CORNERS),
                        "You counted corners. Here an edge in common is touching."),
                Mistake("twice", lambda d: 2 * score(d, SIDES), "Each pair counts once."),
            ),
        ),
    ),
)  # fmt: skip
