"""Lead times in and between processes from a log of events."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.value_stream import lead_times

POINTS = ("order", "start", "end", "carrier")
PARTS = ("order → start", "start → end", "end → carrier")


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


def sound(data):
    """One part is clearly the longest, and mean and median differ."""
    means = sorted(each.mean for each in found(data).segments)
    return (
        means[-1] > means[-2] + 1
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
                Mistake("median", lambda d: float(ways(d).median()), "That is the median."),
                Mistake("from the start",
                        lambda d: float((wide(d)["carrier"] - wide(d)["start"]).mean()),
                        "The customer waits from the order on."),
                Mistake("the sum", lambda d: float(ways(d).sum()), "Divide by the orders."),
            ),
        ),
        Choice(
            name="longest",
            text="Which part takes longest in the mean?",
            points=1,
            options=lambda data: PARTS,
            answer=lambda data: found(data).longest.segment,
            working=working,
            mistakes=(
                Mistake("the work", lambda d: PARTS[1], "The work is the shortest part here."),
            ),
        ),
        Number(
            name="share",
            text="Which share of the lead time passes before work starts?",
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
                Mistake("variance", lambda d: float(waits(d).var()), "Take the root of it."),
                Mistake("of the whole way", lambda d: float(ways(d).std()),
                        "That is of the whole lead time."),
            ),
        ),
    ),
)  # fmt: skip
