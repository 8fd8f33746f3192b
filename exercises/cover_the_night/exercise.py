"""Shifts around the clock: duties, people at least, the rest between shifts, the hours."""

from functools import cache

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number
from opstools.process_map import Shifts, duty_roster


def draw(random):
    """Three shifts with their people, days of duty, hours of rest."""
    start = random.choice([5, 6, 7])
    return {
        "shifts": [
            {"shift": "early", "start": start, "end": start + 8, "needed": random.randint(2, 4)},
            {"shift": "late", "start": start + 8, "end": start + 16,
             "needed": random.randint(1, 3)},
            {"shift": "night", "start": start + 16, "end": start, "needed": random.randint(1, 2)},
        ],
        "most_days": random.choice([4, 5]),
        "rest": 11,
    }  # fmt: skip


def roster(data):
    needed = tuple(row["needed"] for row in data["shifts"])
    return best(needed, data["most_days"], data["rest"])


@cache
def best(needed, most_days, rest):
    """The roster, whatever the hour at which the day begins."""
    shifts = pd.DataFrame({"shift": ["early", "late", "night"], "start": [6, 14, 22],
                           "end": [14, 22, 6], "needed": needed})  # fmt: skip
    return duty_roster(shifts, most_days=most_days, rest=rest)


def a_day(data):
    return sum(row["needed"] for row in data["shifts"])


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
            answer=lambda data: 8,
            working=working,
            mistakes=(
                Mistake("the whole day", lambda d: 24, "Count from the end of the late shift."),
                Mistake("from its start", lambda d: 16, "That counts from the late start."),
            ),
        ),
        Number(
            name="hours",
            text="How many hours does each work in the week on average, with the fewest people?",
            points=2,
            unit="h",
            answer=lambda data: 8 * 7 * a_day(data) / roster(data).measures["people"],
            working=working,
            mistakes=(
                Mistake("as allowed", lambda d: 8 * d["most_days"],
                        "That is what the rule allows. Share out the duties that there are."),
                Mistake("duties", lambda d: 7 * a_day(d) / roster(d).measures["people"],
                        "That is duties. Each has eight hours."),
            ),
        ),
    ),
)  # fmt: skip
