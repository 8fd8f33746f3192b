"""Rank order clustering by hand: a binary word, the first order, and the efficacy."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Order, remembered
from opstools.facility_layout import rank_order_clustering

MACHINES = ("M1", "M2", "M3", "M4", "M5")
PARTS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")


def draw(random):
    """Two hidden cells, with exceptions, many or few, and an empty square or two, well shuffled."""
    group = {machine: int(k > 2) for k, machine in enumerate(random.sample(MACHINES, 5))}
    family = {part: int(k > 3) for k, part in enumerate(random.sample(PARTS, 8))}
    strays = random.uniform(0.05, 0.35)
    rows = []
    for machine in MACHINES:
        row = {"machine": machine}
        for part in PARTS:
            inside = group[machine] == family[part]
            row[part] = int(random.random() < (0.85 if inside else strays))
        rows.append(row)
    return {"table": rows}


@remembered
def cells(data):
    return rank_order_clustering(pd.DataFrame(data["table"]))


def word(row, reverse=False):
    bits = [row[part] for part in PARTS]
    return int("".join(map(str, bits[::-1] if reverse else bits)), 2)


def sorted_once(data, reverse=False):
    rows = sorted(data["table"], key=lambda row: -word(row, reverse))
    return [row["machine"] for row in rows]


def operations(data):
    return cells(data).problem.operations


def sound(data):
    """Two cells with an exception and a void, words that differ, every line in use."""
    columns = [any(row[part] for row in data["table"]) for part in PARTS]
    words = {word(row) for row in data["table"]}
    if not all(columns) or 0 in words or len(words) < len(MACHINES):
        return False
    found = cells(data)
    return (
        len(found.families) == 2
        and len(found.exceptions) >= 1
        and found.voids >= 1
        and len({word(row, True) for row in data["table"]}) == len(MACHINES)
        and sorted_once(data) != sorted_once(data, True)
        and sorted_once(data) != list(MACHINES)
        and word(data["table"][2]) != word(data["table"][2], True)
        and found.efficacy < 0.95
    )


EXERCISE = Exercise(
    title="Families of parts",
    data=draw,
    sound=sound,
    picture=lambda data: cells(data).problem.plot(),
    questions=(
        Number(
            name="word",
            text="Which number does row M3 read as?",
            points=1,
            tolerance=0,
            answer=lambda data: word(data["table"][2]),
            working=lambda data: cells(data).steps(),
            mistakes=(
                Mistake("backwards", lambda d: word(d["table"][2], True),
                        "You read it from the right. The first column weighs most."),
                Mistake("twice as much", lambda d: 2 * word(d["table"][2]),
                        "The last column weighs 1, not 2."),
            ),
        ),
        Order(
            name="order",
            text="In which order do the machines stand after the first sorting?",
            points=2,
            answer=sorted_once,
            working=lambda data: cells(data).steps(),
            mistakes=(
                Mistake("backwards", lambda d: sorted_once(d, True),
                        "You read the rows from the right. The first column weighs most."),
                Mistake("smallest first", lambda d: sorted_once(d)[::-1],
                        "The largest word comes first."),
            ),
        ),
        Number(
            name="outside",
            text="How many operations are outside the cells in the end?",
            points=2,
            tolerance=0,
            answer=lambda data: len(cells(data).exceptions),
            working=lambda data: cells(data).steps(),
            mistakes=(
                Mistake("the others", lambda d: operations(d) - len(cells(d).exceptions),
                        "Those are inside."),
                Mistake("all", operations, "Those are all operations."),
            ),
        ),
        Number(
            name="efficacy",
            text="What is the grouping efficacy?",
            points=2,
            unit="%",
            answer=lambda data: cells(data).efficacy,
            working=lambda data: cells(data).steps(),
            mistakes=(
                Mistake("no voids",
                        lambda d: 1 - len(cells(d).exceptions) / operations(d),
                        "The empty squares inside the cells count too, below the line."),
                Mistake("no exceptions",
                        lambda d: operations(d) / (operations(d) + cells(d).voids),
                        "Operations outside do not count above the line."),
                Mistake("the whole table", lambda d: operations(d)
                        / (len(MACHINES) * len(PARTS)),
                        "That is the share of 1s in the whole table."),
            ),
        ),
    ),
)  # fmt: skip
