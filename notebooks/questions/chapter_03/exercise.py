"""The questions at the end of chapter 03: fixed numbers, which its text tells."""

import pandas as pd

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.flow import (
    analyse,
    build_up,
    littles_law,
    smallest_batch,
    time_to_make,
    two_stations,
)

CANTEEN = pd.DataFrame({"duration": [20, 40], "arrival_rate": [15, 6], "service_rate": [10, 10]})


def numbers(random):
    """What the text says."""
    return {
        "claims_a_year": 10_000, "weeks_a_year": 50, "claims_inside": 400,
        "beds_taken": 34, "days": 4, "fewer_days": 3.5,
        "change_over": 30, "minutes_a_loaf": 0.5, "loaves_a_minute": 1.5,
    }  # fmt: skip


def claims(data):
    rate = data["claims_a_year"] / data["weeks_a_year"]
    inside = data["claims_inside"]
    return littles_law(inventory=inside, flow_rate=rate, flow_unit="claims", time_unit="week")


def ward(data, days):
    beds = data["beds_taken"]
    return littles_law(inventory=beds, flow_time=days, flow_unit="patients", time_unit="day")


def more_patients(data):
    return ward(data, data["fewer_days"]).flow_rate - ward(data, data["days"]).flow_rate


def with_a_third_server(data):
    table = datasets.table("radiology_steps")
    table.loc[table["step"] == "x-ray", "servers"] = 3
    rates = {"out-patient": 0.05, "ward patient": 0.06}
    return analyse(table, demand=rates, flow_unit="patients", time_unit="min")


def batch(data):
    setup, each = data["change_over"], data["minutes_a_loaf"]
    return smallest_batch(data["loaves_a_minute"], setup=setup, unit_time=each)


def canteen(data):
    return build_up(CANTEEN, flow_unit="guests", time_unit="min")


def sixty(data):
    return time_to_make(datasets.load("kick_scooter"), units=60)


def places(data):
    lines = (two_stations(10, 10, buffer=k) for k in range(100))
    return next(line.buffer for line in lines if line.throughput >= 9 - 1e-9)


EXERCISE = Exercise(
    title="Questions of chapter 03",
    data=numbers,
    questions=(
        Number(
            name="weeks",
            text="How many weeks does a claim take?",
            unit="weeks",
            answer=lambda data: claims(data).flow_time,
            working=lambda data: claims(data).steps(),
            mistakes=(
                Mistake("in years", lambda d: d["claims_inside"] / d["claims_a_year"],
                        "That is a share of a year. Make the rate one of weeks."),
                Mistake("turns", lambda d: d["claims_a_year"] / d["claims_inside"],
                        "That is how often the desks are emptied in a year, the turns."),
            ),
        ),
        Number(
            name="more",
            text="How many more patients a day can be taken in?",
            unit="patients/day",
            answer=more_patients,
            working=lambda data: ward(data, data["fewer_days"]).steps(),
            mistakes=(
                Mistake("all of them", lambda d: d["beds_taken"] / d["fewer_days"],
                        "So many can be taken in altogether. How many more is that?"),
                Mistake("empty beds too", lambda d: 40 / d["fewer_days"] - 40 / d["days"],
                        "Little's law counts the beds that are taken, not all there are."),
            ),
        ),
        Choice(
            name="edge",
            text="When is the edge of a window negative?",
            options=lambda data: ("spent before", "spent after", "nobody left"),
            answer=lambda data: "spent before",
            mistakes=(
                Mistake("the other end", lambda d: "spent after",
                        "Time that those who are still inside have spent makes the edge larger."),
                Mistake("no departures", lambda d: "nobody left",
                        "Then nobody who left spent time before: the edge is not below 0."),
            ),
        ),
        Choice(
            name="bottleneck",
            text="Where is the bottleneck now?",
            options=lambda data: tuple(with_a_third_server(data).capacity),
            answer=lambda data: with_a_third_server(data).bottleneck,
            working=lambda data: with_a_third_server(data).steps(),
        ),
        Number(
            name="loaves",
            text="What is the smallest batch?",
            unit="loaves",
            answer=batch,
            mistakes=(
                Mistake("time for set-ups is all time",
                        lambda d: d["loaves_a_minute"] * d["change_over"],
                        "The oven bakes the rest of the time; only 1 − R·p of it is left for "
                        "changing over."),
                Mistake("only baking", lambda d: d["change_over"] / d["minutes_a_loaf"],
                        "So many loaves could be baked while it changes over. What is asked for?"),
            ),
        ),
        Number(
            name="gone",
            text="How many minutes after 12:00 is the queue gone?",
            unit="min",
            answer=lambda data: canteen(data).time_until_empty,
            working=lambda data: canteen(data).steps(),
            mistakes=(
                Mistake("after 12:20", lambda d: canteen(d).time_until_empty - 20,
                        "That is counted from 12:20, when the queue is longest."),
                Mistake("nobody comes later", lambda d: 20 + 100 / 10,
                        "Guests keep coming while the queue gets shorter."),
            ),
        ),
        Number(
            name="wait",
            text="How long does a guest wait on average?",
            unit="min",
            answer=lambda data: canteen(data).flow_time,
            working=lambda data: canteen(data).steps(),
            mistakes=(
                Mistake("the longest wait", lambda d: 100 / 10,
                        "That is the wait of whoever comes when the queue is longest."),
                Mistake("over the first 20 minutes", lambda d: canteen(d).area / (15 * 20),
                        "Those who come later wait too, or not at all: count all guests."),
            ),
        ),
        Number(
            name="sixtieth",
            text="After how many minutes is the sixtieth scooter done?",
            unit="min",
            answer=lambda data: sixty(data).total,
            working=lambda data: sixty(data).steps(),
            tolerance=0.001,
            mistakes=(
                Mistake("the line is full", lambda d: 60 * sixty(d).each,
                        "That would be so if the line were full at the start: the first takes all "
                        "three steps."),
                Mistake("one cycle too many",
                        lambda d: sixty(d).first + 60 * sixty(d).each,
                        "After the first one only 59 are to come."),
            ),
        ),
        Number(
            name="places",
            text="How many places does it take?",
            unit="places",
            tolerance=0,
            answer=places,
            working=lambda data: two_stations(10, 10, buffer=places(data)).steps(),
            mistakes=(
                Mistake("with the stations", lambda d: places(d) + 2,
                        "That counts the places at the stations too."),
            ),
        ),
    ),
)  # fmt: skip
