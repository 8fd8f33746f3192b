"""Two houses one behind the other: shares handed down, and where a control comes from."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.house_of_quality import House, cascade

NEEDS, HOWS, PARTS = (
    ("crisp", "fresh"),
    ("oven", "dough"),
    ("check heat", "check mix", "check time", "check salt", "check colour"),
)
MARKS = ("", "weak", "medium", "strong")
NUMBERS = {"": 0, "weak": 1, "medium": 3, "strong": 9}


def draw(random):
    """A bakery: two needs, two requirements, five controls."""
    first = [{"need": need, "weight": random.randint(1, 5),
              **{how: random.choice(MARKS) for how in HOWS}} for need in NEEDS]  # fmt: skip
    second = [{"need": how, **{part: random.choice(MARKS) for part in PARTS}} for how in HOWS]
    return {"product": first, "process": second}


@remembered
def houses(data):
    one = House.from_frame(pd.DataFrame(data["product"]))
    two = House.from_frame(pd.DataFrame(data["process"]), weights=[1, 1])
    return [one, two]


@remembered
def found(data):
    return cascade(houses(data))


def alone(data):
    """The shares of the second house with equal weights."""
    sums = {part: sum(NUMBERS[row[part]] for row in data["process"]) for part in PARTS}
    return {part: value / sum(sums.values()) for part, value in sums.items()}


def best(data):
    return found(data).best


def ways(data):
    """What comes to the control that counts most, along each way from a need by a requirement."""
    second = {row["need"]: NUMBERS[row[best(data)]] for row in data["process"]}
    return {f"{row['need']}, {how}": row["weight"] * NUMBERS[row[how]] * second[how]
            for row in data["product"] for how in HOWS}  # fmt: skip


def source(data):
    """The way along which most of it comes."""
    return max(ways(data), key=ways(data).get)


def oven(data):
    return float(found(data).relative(1)["oven"])


def sound(data):
    """All shares are there and differ, and weights handed down change them."""
    if not all(any(row[k] for row in rows) for rows, names in
               ((data["product"], HOWS), (data["process"], PARTS)) for k in names):  # fmt: skip
        return False
    if not all(any(row[how] for how in HOWS) for row in data["product"]):
        return False
    last, shares = sorted(found(data).relative(2).values()), sorted(ways(data).values())
    plain = [NUMBERS[row["oven"]] for row in data["product"]]
    unweighted = sum(plain) / max(
        1, sum(NUMBERS[row[how]] for row in data["product"] for how in HOWS)
    )
    return (
        last[-1] > 1.05 * last[-2] and shares[-1] > 1.2 * shares[-2]
        and abs(alone(data)[best(data)] - last[-1]) > 0.02 and abs(unweighted - oven(data)) > 0.02
        and abs(oven(data) - 0.5) > 0.02 and oven(data) < 0.98
    )  # fmt: skip


EXERCISE = Exercise(
    title="Down to the shop floor",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="oven",
            text="What is the relative importance of the oven in the first house?",
            points=2,
            unit="%",
            answer=oven,
            working=lambda data: found(data).steps(),
            mistakes=(
                Mistake("the dough", lambda d: 1 - oven(d),
                        "That is the dough's share."),
                Mistake("no weights",
                        lambda d: sum(NUMBERS[row["oven"]] for row in d["product"])
                        / sum(NUMBERS[row[how]] for row in d["product"] for how in HOWS),
                        "Multiply each mark by the weight of its need."),
                Mistake("one half", lambda d: 0.5,
                        "That would be so if both counted alike."),
            ),
        ),
        Choice(
            name="control",
            text="Which control counts most at the end?",
            points=2,
            options=lambda data: PARTS,
            answer=best,
            working=lambda data: found(data).steps(),
        ),
        Number(
            name="share",
            text="What is its share? Write a share or per cent.",
            points=2,
            unit="%",
            answer=lambda data: found(data).relative(2)[best(data)],
            working=lambda data: found(data).steps(),
            mistakes=(
                Mistake("equal weights", lambda d: alone(d)[best(d)],
                        "Weigh the second house with the shares of the first."),
                Mistake("one of all", lambda d: 1 / len(PARTS),
                        "That would be so if all counted alike."),
                Mistake("of the others", lambda d: 1 - float(found(d).relative(2)[best(d)]),
                        "That is the share of all others."),
            ),
        ),
        Choice(
            name="source",
            text="From which need, and by which requirement, does most of that importance come?",
            points=1,
            options=lambda data: list(ways(data)),
            answer=source,
            working=lambda data: found(data).steps(),
        ),
    ),
)  # fmt: skip
