"""A value stream from its walk: takt, days before each process, lead time and efficiency."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.value_stream import ValueStream, current_state

NAMES = ("cut", "weld", "paint", "pack")
PLACES = (*NAMES, "customer")


def draw(random):
    """Four processes, what waits before them, and a day."""
    hours = random.choice([7, 7.5, 8])
    shifts = random.choice([1, 2])
    demand = random.choice([240, 300, 360, 400, 480])
    takt = hours * shifts * 3600 / demand
    times = [round(random.uniform(0.35, 0.95) * takt) for _ in NAMES]
    waiting = [round(random.uniform(0.4, 6) * demand / 10) * 10 for _ in PLACES]
    return {
        "hours": hours, "shifts": shifts, "demand": demand,
        "processes": [{"process": n, "cycle_time": t} for n, t in zip(NAMES, times, strict=True)],
        "waiting": [{"before": p, "pieces": w} for p, w in zip(PLACES, waiting, strict=True)],
    }  # fmt: skip


@remembered
def found(data):
    stream = ValueStream.from_frame(
        pd.DataFrame(data["processes"]),
        demand=data["demand"],
        available_time=data["hours"] * data["shifts"] * 3600,
        inventories=pd.DataFrame(data["waiting"]),
        title="Your stream",
    )
    return current_state(stream)


def working(data):
    return found(data).steps()


def days(data):
    return {rung.place: rung.days for rung in found(data).ladder}


def most(data):
    return max(days(data), key=days(data).get)


def times(data):
    return [row["cycle_time"] for row in data["processes"]]


def sound(data):
    """One place is clearly the longest, and it is not the one before which a slow process is."""
    waiting = sorted(days(data).values())
    return waiting[-1] > waiting[-2] + 0.05 and len(set(times(data))) == len(NAMES)


EXERCISE = Exercise(
    title="Walk the stream",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="takt",
            text="What is takt, in seconds?",
            points=1,
            unit="s",
            answer=lambda data: found(data).takt,
            working=working,
            mistakes=(
                Mistake("slowest", lambda d: max(times(d)),
                        "That is the longest cycle time. Takt comes from the customers."),
                Mistake("24 hours", lambda d: 86_400 / d["demand"],
                        "Divide the working time of a day, not 24 hours."),
                Mistake("one shift", lambda d: found(d).takt / d["shifts"]
                        if d["shifts"] > 1 else found(d).takt * 2,
                        "Count the shifts that are worked."),
            ),
        ),
        Number(
            name="days",
            text="For how many days does what waits before paint last?",
            points=1,
            unit="days",
            answer=lambda data: days(data)["paint"],
            working=working,
            mistakes=(
                Mistake("before weld", lambda d: days(d)["weld"], "That is before weld."),
                Mistake("before pack", lambda d: days(d)["pack"], "That is before pack."),
                Mistake("upside down", lambda d: 1 / days(d)["paint"],
                        "Pieces over daily demand, not the reverse."),
            ),
        ),
        Choice(
            name="longest",
            text="Before which place do pieces wait longest?",
            points=1,
            options=lambda data: PLACES,
            answer=most,
            working=working,
            mistakes=(
                Mistake("the slowest process",
                        lambda d: max(d["processes"], key=lambda r: r["cycle_time"])["process"],
                        "That is the process with the longest cycle time. Look at what waits."),
            ),
        ),
        Number(
            name="lead_time",
            text="What is the lead time, in days?",
            points=2,
            unit="days",
            answer=lambda data: found(data).lead_time,
            working=working,
            mistakes=(
                Mistake("without finished goods",
                        lambda d: found(d).lead_time - days(d)["customer"],
                        "What waits for the customer is part of the way."),
                Mistake("the longest alone", lambda d: max(days(d).values()),
                        "Add what waits before all places."),
                Mistake("the mean", lambda d: found(d).lead_time / len(PLACES),
                        "Add the days, do not average them."),
            ),
        ),
        Number(
            name="efficiency",
            text="What is the process cycle efficiency, with days of working time?",
            points=2,
            unit="%",
            answer=lambda data: found(data).process_cycle_efficiency,
            working=working,
            mistakes=(
                Mistake("24 hours", lambda d: sum(times(d)) / found(d).lead_time / 86_400,
                        "That counts days of 24 hours. Here a day is its working time."),
                Mistake("slowest alone",
                        lambda d: max(times(d)) / sum(times(d)) * found(d).process_cycle_efficiency,
                        "All cycle times add value, not only the longest."),
                Mistake("in days", lambda d: sum(times(d)) / found(d).lead_time,
                        "Seconds over days is no share. Turn both into seconds."),
            ),
        ),
    ),
)  # fmt: skip
