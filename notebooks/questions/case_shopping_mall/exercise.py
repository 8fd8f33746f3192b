"""The questions of the mall case: fixed numbers, which its text tells."""

import pandas as pd

from opstools import datasets
from opstools.coursework import Exercise, Mistake, Number
from opstools.process_map import ProcessMap, analyse, duty_roster


def numbers(random):
    """What the text says."""
    return {"supervisors": 2, "shifts": 3, "most_days": 5}


def mall(staff=1):
    map_ = ProcessMap.from_file(datasets.case("shopping_mall"))
    return analyse(map_.changed(resources={"Supervisor": {"staff": staff}}))


def work():
    return next(each.work for each in mall().loads if each.name == "Supervisor")


def roster(data):
    shifts = pd.DataFrame({"shift": ["early", "late", "night"], "start": [6, 14, 22],
                           "end": [14, 22, 6]})  # fmt: skip
    return duty_roster(shifts, most_days=data["most_days"])


EXERCISE = Exercise(
    title="Questions of the case of a shopping mall",
    data=numbers,
    questions=(
        Number(
            name="work",
            text="How many minutes of the supervisor does an incident take?",
            unit="min",
            answer=lambda data: work(),
            working=lambda data: mall().steps(),
            mistakes=(
                Mistake("every step", lambda d: 6 + 10 + 3 + 2,
                        "Not every incident is a quarrel, or has a result to be checked."),
                Mistake("no check", lambda d: work() - 2.1,
                        "Seven in ten are checked afterwards."),
                Mistake("always checked", lambda d: work() + 0.9,
                        "Only what was mended or cleaned is checked, seven in ten."),
            ),
        ),
        Number(
            name="two",
            text="How many incidents an hour could two supervisors do?",
            unit="incidents per hour",
            answer=lambda data: mall(data["supervisors"]).capacity["Supervisor"],
            working=lambda data: mall(data["supervisors"]).steps(),
            mistakes=(
                Mistake("one", lambda d: mall().capacity["Supervisor"], "That is one of them."),
                Mistake("the demand", lambda d: 7, "That is twice the demand, not the capacity."),
            ),
        ),
        Number(
            name="people",
            text="How many supervisors are needed at least?",
            tolerance=0,
            answer=lambda data: roster(data).measures["people"],
            working=lambda data: roster(data).steps(),
            mistakes=(
                Mistake("of a day", lambda d: 3, "Nobody works seven days a week."),
                Mistake("rounded down", lambda d: 4, "21 duties over 5 days each: round up."),
                Mistake("two for each", lambda d: 6, "Everybody works five days of seven."),
            ),
        ),
    ),
)  # fmt: skip
