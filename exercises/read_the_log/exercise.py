"""Lead times in and between processes from a log of events."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.value_stream import lead_times

POINTS = ("order", "start", "end", "carrier")


def draw(random):
    """Six orders of a workshop, hour by hour from the first midnight."""
    rows = []
    for k in range(1, 7):
        placed = random.randint(8, 40)
        start = placed + random.randint(2, 20)
        end = start + random.randint(1, 5)
        carrier = end + random.randint(3, 24)
        rows.append({"number": k, **dict(zip(POINTS, (placed, start, end, carrier), strict=True))})
    return {"orders": rows}


@remembered
def found(data):
    events = [(row["number"], point, row[point]) for row in data["orders"] for point in POINTS]
    log = pd.DataFrame(events, columns=["order", "point", "time"])
    return lead_times(log, points=POINTS)


def working(data):
    return found(data).steps()


def wide(data):
    return pd.DataFrame(data["orders"])


def ways(data):
    return wide(data)["carrier"] - wide(data)["order"]


def waits(data):
    return wide(data)["start"] - wide(data)["order"]


def whole(row):
    return row["carrier"] - row["order"]


def largest(data, by=whole):
    """The number of the order that has most of something."""
    return str(max(data["orders"], key=by)["number"])


def last(data):
    return largest(data, lambda row: row["carrier"])


def waits_longest(data):
    return largest(data, lambda row: row["start"] - row["order"])


def sound(data):
    """One order alone is the slowest, neither the last nor by its wait; mean and median differ."""
    longest = sorted(map(whole, data["orders"]))
    return (
        longest[-1] > longest[-2]
        and largest(data) not in (last(data), waits_longest(data))
        and abs(ways(data).mean() - ways(data).median()) > 0.1
        and waits(data).std() > 1
    )


EXERCISE = Exercise(
    title="Read the log",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="mean",
            text="What is the mean lead time, from the order to the carrier?",
            points=1,
            unit="h",
            answer=lambda data: found(data).total.mean,
            working=working,
            mistakes=(
                Mistake("median", lambda d: float(ways(d).median()),
                        "That is the median. The mean is the sum over the number of orders."),
                Mistake("from the start",
                        lambda d: float((wide(d)["carrier"] - wide(d)["start"]).mean()),
                        "The customer waits from the order on."),
                Mistake("the sum", lambda d: float(ways(d).sum()),
                        "That is the sum. Divide by the number of orders."),
            ),
        ),
        Choice(
            name="slowest",
            text="Which order takes longest, from its coming to the carrier?",
            points=1,
            options=lambda data: [str(row["number"]) for row in data["orders"]],
            answer=largest,
            working=working,
            mistakes=(
                Mistake("the last", last,
                        "That one leaves last. Count from when it came."),
                Mistake("the longest wait", waits_longest,
                        "It waits longest for its start. Add what comes after."),
            ),
        ),
        Number(
            name="share",
            text="Which share of the mean lead time passes before work starts?",
            points=2,
            unit="%",
            answer=lambda data: found(data).segments[0].share,
            working=working,
            mistakes=(
                Mistake("of the rest",
                        lambda d: float(waits(d).mean() / (ways(d) - waits(d)).mean()),
                        "That is the wait over the rest. Divide by the whole."),
                Mistake("mean of shares", lambda d: float((waits(d) / ways(d)).mean()),
                        "That averages the shares. A map divides the means."),
                Mistake("the last part", lambda d: found(d).segments[2].share,
                        "That is the share after work has ended."),
            ),
        ),
        Number(
            name="sd",
            text="What is the standard deviation of the wait before work starts (sample, n − 1)?",
            points=2,
            unit="h",
            answer=lambda data: found(data).segments[0].sd,
            working=working,
            mistakes=(
                Mistake("population", lambda d: float(waits(d).std(ddof=0)),
                        "That divides by n. A sample divides by n − 1."),
                Mistake("variance", lambda d: float(waits(d).var()),
                        "That is the variance. Take the root of it."),
                Mistake("of the whole way", lambda d: float(ways(d).std()),
                        "That is of the whole lead time. Asked is the wait before work starts."),
            ),
        ),
    ),
)  # fmt: skip
