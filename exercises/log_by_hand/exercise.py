"""A log of eight patients on squared paper: count the area two ways."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Table, remembered
from opstools.flow import FlowLog, measure

ITEMS = "ABCDEFGH"


def draw(random):
    """Eight patients who come and go within a shift; the first comes at 0, some come together."""
    arrivals = [0, *sorted(random.choices(range(random.randint(3, 8)), k=7))]
    stays = [random.randint(1, 7) for _ in ITEMS]
    return {
        "log": [
            {"item": item, "arrival": arrival, "departure": arrival + stay}
            for item, arrival, stay in zip(ITEMS, arrivals, stays, strict=True)
        ]
    }


def stays(data):
    return [row["departure"] - row["arrival"] for row in data["log"]]


def end(data):
    return max(row["departure"] for row in data["log"])


@remembered
def flow(data):
    """From the first arrival to the last departure, as the package measures it."""
    return measure(FlowLog.from_frame(pd.DataFrame(data["log"])), start=0, end=end(data))


def present(data):
    """How many are inside during each hour."""
    return {
        str(hour): {"inside": sum(row["arrival"] <= hour < row["departure"] for row in data["log"])}
        for hour in range(end(data))
    }


EXERCISE = Exercise(
    title="A log by hand",
    data=draw,
    sound=lambda data: end(data) != len(ITEMS) and sum(stays(data)) % len(ITEMS) != 0,
    questions=(
        Table(
            name="inside",
            text="How many patients are inside during each hour (0 is the first)?",
            points=3,
            answer=present,
            tolerance=0,
        ),
        Number(
            name="flow_time",
            text="What is the average flow time, in hours?",
            points=2,
            unit="h",
            answer=lambda data: flow(data).flow_time,
            working=lambda data: flow(data).steps(),
            mistakes=(
                Mistake(
                    "time between arrivals",
                    lambda data: end(data) / len(ITEMS),
                    "That is the time over the patients. Average the stays, one for each patient.",
                ),
                Mistake(
                    "sum, not mean",
                    lambda data: sum(stays(data)),
                    "That is the sum of all stays. Divide by the number of patients.",
                ),
            ),
        ),
        Number(
            name="inventory",
            text="How many patients are inside on average, from the first arrival to the end?",
            points=2,
            unit="patients",
            answer=lambda data: flow(data).inventory,
            working=lambda data: flow(data).steps(),
            mistakes=(
                Mistake(
                    "the flow time",
                    lambda data: sum(stays(data)) / len(ITEMS),
                    "You divided the area by the patients; that is the flow time. Divide by time.",
                ),
                Mistake(
                    "everybody at once",
                    lambda data: len(ITEMS),
                    "That is how many came in all. They are not inside all the time.",
                ),
                Mistake(
                    "upside down",
                    lambda data: end(data) / sum(stays(data)),
                    "Area over time, not time over area.",
                ),
            ),
        ),
    ),
)
