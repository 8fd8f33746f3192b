"""Shifts around the clock: duties, people at least, the rest between shifts, the hours."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.process_map import Shifts, duty_roster


def draw(random):
    """Three shifts with their people, days of duty, hours of rest."""
    start, early, late = random.choice([5, 6, 7]), random.randint(6, 10), random.randint(6, 10)
    starts = {"early": start, "late": start + early, "night": (start + early + late) % 24}
    ends = [*list(starts.values())[1:], start]
    needed = (random.randint(2, 6), random.randint(1, 5), random.randint(1, 3))
    return {
        "shifts": [
            {"shift": shift, "start": starts[shift], "end": end, "needed": people}
            for shift, end, people in zip(starts, ends, needed, strict=True)
        ],
        "most_days": random.choice([4, 5]),
        "rest": 11,
    }


@remembered
def roster(data):
    shifts = pd.DataFrame(data["shifts"])
    return duty_roster(shifts, most_days=data["most_days"], rest=data["rest"])


def a_day(data):
    return sum(row["needed"] for row in data["shifts"])


def length(row):
    """The hours of a shift."""
    return (row["end"] - row["start"]) % 24


def mean_length(data):
    """Hours of a duty, on average over duties."""
    return sum(row["needed"] * length(row) for row in data["shifts"]) / a_day(data)


def sound(data):
    """The bound is not a whole number of its own, and the roster reaches it."""
    exactly = 7 * a_day(data) / data["most_days"]
    return exactly % 1 != 0 and roster(data).measures["people"] == roster(data).lower_bound


def working(data):
    return roster(data).steps()


EXERCISE = Exercise(
    title="Cover the night",
    data=draw,
    sound=sound,
    picture=lambda data: Shifts.from_frame(pd.DataFrame(data["shifts"])).plot(),
    questions=(
        Number(
            name="duties",
            text="How many duties does a week have?",
            tolerance=0,
            answer=lambda data: roster(data).measures["duties"],
            working=working,
            mistakes=(
                Mistake("of a day", a_day, "That is a day. A week has seven."),
                Mistake("shifts", lambda d: 21, "Several people may be needed in one shift."),
            ),
        ),
        Number(
            name="people",
            text="How many people are needed at least?",
            points=2,
            tolerance=0,
            answer=lambda data: roster(data).measures["people"],
            working=working,
            mistakes=(
                Mistake("every day", a_day, "Nobody works seven days a week here."),
                Mistake("rounded down", lambda d: int(7 * a_day(d) / d["most_days"]),
                        "Round up: with fewer people some duties stay open."),
                Mistake("shifts alone", lambda d: 3, "That is one for each shift, every day."),
            ),
        ),
        Number(
            name="rest",
            text="How many hours of rest lie between a late shift and an early one the next day?",
            unit="h",
            tolerance=0,
            answer=lambda data: length(data["shifts"][2]),
            working=working,
            mistakes=(
                Mistake("the other way", lambda d: 24,
                        "That lies between an early shift and a late one the next day."),
                Mistake("from its start", lambda d: 24 - length(d["shifts"][0]),
                        "That counts from the start of the late shift. Rest begins at its end."),
                Mistake("late and late", lambda d: 24 - length(d["shifts"][1]),
                        "That lies between a late shift and the next late one."),
            ),
        ),
        Number(
            name="hours",
            text="How many hours does each work in the week on average, with the fewest people?",
            points=2,
            unit="h",
            answer=lambda data: 7 * a_day(data) * mean_length(data)
            / roster(data).measures["people"],
            working=working,
            mistakes=(
                Mistake("as allowed", lambda d: mean_length(d) * d["most_days"],
                        "That is what the rule allows. Share out the duties that there are."),
                Mistake("duties", lambda d: 7 * a_day(d) / roster(d).measures["people"],
                        "That is duties. Weigh each with its hours."),
                Mistake("eight hours each",
                        lambda d: 8 * 7 * a_day(d) / roster(d).measures["people"]
                        if mean_length(d) != 8 else -1,
                        "Not every shift has eight hours."),
            ),
        ),
    ),
)  # fmt: skip
