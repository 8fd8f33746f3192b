"""The questions at the end of chapter 04c: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Exercise, Mistake, Number, Plan
from opstools.line_balancing import (
    Line,
    fewest_stations,
    shortest_task_time,
    takt_time,
    u_line,
)


def numbers(random):
    """What the text says, and the wing as a table."""
    wing = datasets.load("boeing_wing")
    return {
        "minutes_a_day": 420, "wagons_a_day": 450,
        "wing": wing.to_frame().to_dict("records"),
        "cycle_time": wing.cycle_time, "time_unit": wing.time_unit,
    }  # fmt: skip


def takt(data):
    return takt_time(60 * data["minutes_a_day"], data["wagons_a_day"])


def wagon(data):
    return datasets.load("model_j_wagon").replace(cycle_time=takt(data))


def wing(data):
    import pandas as pd

    settings = {"cycle_time": data["cycle_time"], "time_unit": data["time_unit"]}
    return Line.from_frame(pd.DataFrame(data["wing"]), **settings)


def bent(data):
    return u_line(wing(data).replace(cycle_time=18))


def straight(data):
    return fewest_stations(wing(data).replace(cycle_time=18))


EXERCISE = Exercise(
    title="Questions of chapter 04c",
    data=numbers,
    questions=(
        Number(
            name="takt",
            text="What is the takt time?",
            unit="s",
            answer=takt,
            mistakes=(
                Mistake("upside down", lambda d: 1 / takt(d),
                        "Takt is time over demand: how often one must be finished."),
                Mistake("of 500 wagons", lambda d: takt_time(60 * d["minutes_a_day"], 500),
                        "That is the takt of the chapter's 500 wagons."),
            ),
        ),
        Number(
            name="stations",
            text="How many stations does it take at least, by the total work?",
            tolerance=0,
            answer=lambda data: wagon(data).minimum_stations,
            working=lambda data: fewest_stations(wagon(data)).steps(),
            mistakes=(
                Mistake("rounded down", lambda d: wagon(d).minimum_stations - 1,
                        "A part of a station is a station: round up."),
                Mistake("one a task", lambda d: len(wagon(d).tasks),
                        "Tasks may share a station."),
            ),
        ),
        Plan(
            name="wing",
            text="A feasible line with as few stations as you can.",
            answer=lambda data: fewest_stations(wing(data)),
            working=lambda data: fewest_stations(wing(data)).steps(),
            judge_with=("line_balancing", "Line", "by_hand"),
            table="wing",
            settings=("cycle_time", "time_unit"),
            measure="stations",
            best=lambda data: len(fewest_stations(wing(data)).stations),
            mistakes=(
                Mistake("the rule", lambda d: shortest_task_time(wing(d)),
                        "That is what the shortest task time finds."),
            ),
        ),
        Number(
            name="bends",
            text="How many stations does the wing need in a U at 18 minutes?",
            tolerance=0,
            answer=lambda data: len(bent(data).stations),
            working=lambda data: bent(data).steps(),
            mistakes=(
                Mistake("the straight line",
                        lambda d: len(straight(d).stations),
                        "So many has the straight line. A U may join tasks of both ends."),
            ),
        ),
    ),
)  # fmt: skip
