"""Technical importance of a small house: one sum, the first, a share, another scale."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.house_of_quality import House, technical_importance

NEEDS = ("light to carry", "lasts a day", "survives a fall")
HOWS = ("mass", "battery", "shell", "screen", "camera")
MARKS = ("", "weak", "medium", "strong")


def draw(random):
    """Three needs and five requirements, each of which does something."""
    rows = [{"need": need, "weight": random.randint(1, 9),
             **{how: random.choice(MARKS) for how in HOWS}} for need in NEEDS]  # fmt: skip
    return {"house": rows}


@remembered
def house(data):
    return House.from_frame(pd.DataFrame(data["house"]))


@remembered
def found(data):
    return technical_importance(house(data))


@remembered
def flatter(data):
    return technical_importance(house(data), scale=(4, 2, 1))


def plain_sum(data, how):
    """The marks added up without weights."""
    numbers = {"strong": 9, "medium": 3, "weak": 1, "": 0}
    return sum(numbers[row[how]] for row in data["house"])


def sound(data):
    """Every requirement does something, all sums differ, and weights matter for the first."""
    values = list(found(data).absolute.values())
    by_marks = max(HOWS, key=lambda how: plain_sum(data, how))
    filled = all(any(row[how] for row in data["house"]) for how in HOWS)
    weights = len({row["weight"] for row in data["house"]}) == 3
    differ = len(set(flatter(data).absolute.values())) == len(HOWS)
    return (
        filled and weights and differ and len(set(values)) == len(HOWS) and by_marks != first(data)
    )


def first(data):
    return found(data).ordered[0]


def working(data):
    return found(data).steps()


EXERCISE = Exercise(
    title="What counts most",
    data=draw,
    sound=sound,
    picture=lambda data: house(data).plot(),
    questions=(
        Number(
            name="battery",
            text="What is the absolute importance of the battery at 9/3/1?",
            points=2,
            tolerance=0,
            answer=lambda data: found(data).absolute["battery"],
            working=working,
            mistakes=(
                Mistake("no weights", lambda d: plain_sum(d, "battery"),
                        "Multiply each mark by the weight of its need."),
                Mistake("another scale", lambda d: flatter(d).absolute["battery"],
                        "That is at 4/2/1. Asked is 9/3/1."),
                Mistake("the next column", lambda d: found(d).absolute["shell"],
                        "That is the shell's. Asked is the battery's."),
            ),
        ),
        Choice(
            name="first",
            text="Which requirement counts most?",
            points=1,
            options=lambda data: HOWS,
            answer=first,
            working=working,
            mistakes=(
                Mistake("the most marks", lambda d: max(HOWS, key=lambda how: plain_sum(d, how)),
                        "It has the largest marks. Weigh them by the needs."),
            ),
        ),
        Number(
            name="share",
            text="What is its relative importance? Write a share or per cent.",
            points=2,
            unit="%",
            answer=lambda data: found(data).relative[first(data)],
            working=working,
            mistakes=(
                Mistake("one of all", lambda d: 1 / len(HOWS),
                        "That would be so if all counted alike."),
                Mistake("of the marks", lambda d: plain_sum(d, first(d))
                        / sum(plain_sum(d, how) for how in HOWS),
                        "Take the weighted sums, not the marks."),
                Mistake("absolute", lambda d: found(d).absolute[first(d)],
                        "That is the absolute importance. Divide by the sum of all."),
            ),
        ),
        Number(
            name="flatter",
            text="What is its relative importance at 4/2/1?",
            points=2,
            unit="%",
            answer=lambda data: flatter(data).relative[first(data)],
            working=lambda data: flatter(data).steps(),
            mistakes=(
                Mistake("at 9/3/1", lambda d: found(d).relative[first(d)],
                        "That is at 9/3/1. Asked is 4/2/1."),
                Mistake("at 5/3/1", lambda d: technical_importance(
                    house(d), scale=(5, 3, 1)).relative[first(d)],
                        "That is at 5/3/1. Asked is 4/2/1."),
                Mistake("absolute", lambda d: flatter(d).absolute[first(d)],
                        "That is the absolute importance. Divide by the sum of all."),
            ),
        ),
    ),
)  # fmt: skip
