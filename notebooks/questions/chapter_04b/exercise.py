"""The questions at the end of chapter 04b: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Exercise, Mistake, Number, Plan
from opstools.facility_layout import (
    best_layout,
    by_hand,
    corelap,
    pairwise_exchange,
    rank_order_clustering,
)

CORELAP = dict(zip("AEIOUX", (6, 5, 4, 3, 2, 1), strict=True))
SCORE = dict(zip("AEIOUX", (4, 3, 2, 1, 0, -1), strict=True))


def numbers(random):
    """What the text says, and the chart as a table."""
    chart = datasets.table("walters").to_dict("records")
    return {
        "chart": chart, "distances": "2 x 3 adjacent", "load": "loads", "unit_cost": 1,
        "fixed": {"Receiving": "4", "Shipping": "1"}, "exchanged": ["1", "2", "5", "4", "3", "6"],
    }  # fmt: skip


def walters(data, fixed=()):
    return datasets.load("walters", fixed=fixed or {})


def today(data):
    return by_hand(walters(data), ["1", "2", "3", "4", "5", "6"])


def exchanged(data):
    return by_hand(walters(data), data["exchanged"])


def bound(data):
    return walters(data, data["fixed"])


def best(data):
    return best_layout(bound(data))


def in_order(data):
    """The others put into the rooms that are left as the table lists them."""
    rooms = {"Assembly": "2", "Painting": "3", "Machining": "5", "Testing": "6"}
    return by_hand(bound(data), {**data["fixed"], **rooms})


def total(data, worth):
    clinic = datasets.load("clinic")
    others = [each for each in clinic.names if each != "laboratory"]
    return sum(worth[clinic.rating("laboratory", other)] for other in others)


def shop(data):
    table = datasets.table("five_machines").set_index("machine")
    table.loc["M4", "P5"] = 0
    return rank_order_clustering(table)


EXERCISE = Exercise(
    title="Questions of chapter 04b",
    data=numbers,
    questions=(
        Number(
            name="cost",
            text="What does the layout cost with Machining and Shipping exchanged?",
            unit="$",
            tolerance=0,
            answer=lambda data: exchanged(data).cost,
            working=lambda data: exchanged(data).steps(),
            mistakes=(
                Mistake("today", lambda d: today(d).cost,
                        "That is today's layout. Two departments change places."),
                Mistake("loads alone", lambda d: 430,
                        "Those are the loads. Rooms that do not touch count twice."),
                Mistake("along aisles",
                        lambda d: by_hand(datasets.load("walters", distances="2 x 3"),
                                          d["exchanged"]).cost,
                        "That is along aisles. Here rooms that touch count 1, others 2."),
            ),
        ),
        Number(
            name="apart",
            text="How many loads move between rooms that do not touch after that exchange?",
            unit="loads",
            tolerance=0,
            answer=lambda data: exchanged(data).nonadjacent_load,
            working=lambda data: exchanged(data).steps(),
            mistakes=(
                Mistake("those that touch", lambda d: 430 - exchanged(d).nonadjacent_load,
                        "Those move between rooms that touch."),
                Mistake("the cost", lambda d: exchanged(d).cost,
                        "That is what the layout costs. Asked are the loads."),
                Mistake("today", lambda d: today(d).nonadjacent_load,
                        "That is today's layout. Two departments change places."),
            ),
        ),
        Plan(
            name="layout",
            text="A layout of least cost with Receiving in room 4 and Shipping in room 1.",
            answer=best,
            judge_with=("facility_layout", "Departments", "by_hand"),
            table="chart",
            settings=("distances", "load", "unit_cost", "fixed"),
            measure="cost",
            best=lambda data: float(best(data).cost),
            credit=((0, 1.0), (0.05, 0.6), (0.15, 0.3)),
            relative=True,
            working=lambda data: pairwise_exchange(bound(data), in_order(data)).steps(),
            mistakes=(
                Mistake("in order", in_order,
                        "That is the order of the table. Bring together two that move much."),
            ),
        ),
        Number(
            name="closeness",
            text="What is the total closeness rating of the laboratory, with 6, 5, 4, 3, 2, 1?",
            tolerance=0,
            answer=lambda data: total(data, CORELAP),
            working=lambda data: corelap(datasets.load("clinic"), rows=2, columns=3,
                                         weights="corelap").steps(),
            mistakes=(
                Mistake("the other weights", lambda d: total(d, SCORE),
                        "That is with 4, 3, 2, 1, 0 and −1."),
                Mistake("U forgotten", lambda d: total(d, CORELAP) - 2,
                        "U weighs 2 on this scale, and there is one."),
                Mistake("only the strong", lambda d: 6,
                        "That is the A alone. All five ratings count."),
            ),
        ),
        Number(
            name="word",
            text="Which number does column P5 read as, once the rows are sorted?",
            tolerance=0,
            answer=lambda data: int("10110", 2),
            working=lambda data: rank_order_clustering(datasets.load("five_machines")).steps(),
            mistakes=(
                Mistake("backwards", lambda d: int("01101", 2),
                        "You read it from below. The first row weighs most."),
                Mistake("not sorted", lambda d: int("00111", 2),
                        "That is with the rows as given. Sort them first."),
                Mistake("ones", lambda d: 3, "That is how many 1s there are."),
                Mistake("decimal", lambda d: 10110, "Read it as a binary number."),
            ),
        ),
        Number(
            name="efficacy",
            text="What is the grouping efficacy if P5 does not need M4?",
            unit="%",
            answer=lambda data: shop(data).efficacy,
            working=lambda data: shop(data).steps(),
            mistakes=(
                Mistake("as before",
                        lambda d: rank_order_clustering(datasets.load("five_machines")).efficacy,
                        "That is with P5 on M4."),
                Mistake("no voids", lambda d: 1.0,
                        "No operation is outside any more, but an empty square is inside."),
                Mistake("the whole table", lambda d: 14 / 30,
                        "That is the share of 1s in the whole table. Only cells count."),
            ),
        ),
    ),
)  # fmt: skip
