"""Place six departments in six rooms: any layout, judged by what it costs."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Plan, remembered
from opstools.facility_layout import Departments, best_layout, by_hand

NAMES = ("Cutting", "Milling", "Welding", "Paint", "Store", "Packing")
ROOMS = ("1", "2", "3", "4", "5", "6")


def draw(random):
    """Loads between most pairs, written into the upper half of the chart."""
    rows = []
    for i, name in enumerate(NAMES):
        later = {
            other: random.choice([0, 0, random.randrange(5, 60, 5)]) for other in NAMES[i + 1 :]
        }
        rows.append({"department": name, **{other: later.get(other, 0) for other in NAMES}})
    return {"chart": rows, "distances": "2 x 3", "load": "pallets", "unit_cost": 2, "money": "€"}


@remembered
def problem(data):
    settings = {name: data[name] for name in ("distances", "load", "unit_cost", "money")}
    return Departments.from_frame(pd.DataFrame(data["chart"]), **settings)


@remembered
def today(data):
    return by_hand(problem(data), list(ROOMS))


@remembered
def best(data):
    return best_layout(problem(data))


def rearranged(data, order):
    return by_hand(problem(data), list(order))


def total(data):
    return sum(each.load for each in problem(data).loads)


def sound(data):
    """There is something to gain, and today's layout has loads of both kinds."""
    apart, turned = today(data).nonadjacent_load, rearranged(data, "321456")
    gain = float(today(data).cost) / float(best(data).cost)
    return gain > 1.15 and 0 < apart != total(data) / 2 and turned.cost > best(data).cost


EXERCISE = Exercise(
    title="Place the departments",
    data=draw,
    sound=sound,
    picture=lambda data: problem(data).plot(),
    questions=(
        Number(
            name="today",
            text="What does today's layout cost?",
            points=2,
            unit="€",
            tolerance=0,
            answer=lambda data: today(data).cost,
            working=lambda data: today(data).steps(),
            mistakes=(
                Mistake("no price", lambda d: today(d).cost / 2,
                        "You left out the price of 2 € for a pallet and a metre."),
                Mistake("each pair twice", lambda d: 2 * today(d).cost,
                        "You counted each pair twice, there and back."),
                Mistake("loads alone", lambda d: 2 * total(d),
                        "Those are the pallets times the price. Multiply by the distance too."),
            ),
        ),
        Number(
            name="apart",
            text="How many pallets move between rooms that are not side by side, today?",
            points=1,
            unit="pallets",
            tolerance=0,
            answer=lambda data: today(data).nonadjacent_load,
            working=lambda data: today(data).steps(),
            mistakes=(
                Mistake("side by side", lambda d: total(d) - today(d).nonadjacent_load,
                        "Those move between neighbours."),
                Mistake("all", total, "Those are all pallets."),
            ),
        ),
        Plan(
            name="layout",
            text="A layout of least cost: the room of each department.",
            points=5,
            answer=best,
            judge_with=("facility_layout", "Departments", "by_hand"),
            table="chart",
            settings=("distances", "load", "unit_cost", "money"),
            measure="cost",
            best=lambda data: float(best(data).cost),
            credit=((0, 1.0), (0.05, 0.7), (0.12, 0.4)),
            relative=True,
            working=lambda data: best(data).steps(),
            mistakes=(
                Mistake("today", today, "That is today's layout. Exchange two that move much."),
                Mistake("a row turned", lambda d: rearranged(d, "321456"),
                        "Only the first row is turned round. Look for the largest loads first."),
            ),
        ),
    ),
)  # fmt: skip
