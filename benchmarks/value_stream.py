"""A map of twelve processes, a month of Company C, and lead times from a log beside pandas.

There is no other open program that draws such maps; the targets of the first two stand alone.
"""

from collections.abc import Iterator

import pandas as pd

from opstools.core.drawing import png
from opstools.value_stream import OrderLog, ValueStream, company_c, current_state, lead_times

from .measure import Options, Row, Table, duration, medians

MOST_DRAWING, MOST_MONTH = 2.0, 1.0  # seconds


def long_stream() -> ValueStream:
    """Twelve processes with full data boxes, and something before each."""
    names = [f"Process number {k}" for k in range(1, 13)]
    rows = [(name, 40 + k, 600, 0.9, 3) for k, name in enumerate(names)]
    frame = pd.DataFrame(
        rows, columns=["process", "cycle_time", "changeover", "uptime", "variants"]
    )
    waiting = dict.fromkeys((*names, "customer"), 500)
    return ValueStream.from_frame(frame, demand=460, available_time=27_600, inventories=waiting)


def by_pandas(log: pd.DataFrame) -> pd.DataFrame:
    """The same statistics as a user would work them out."""
    wide = log.pivot(index="order", columns="point", values="time")
    spans = (
        wide[sorted(wide.columns, key=lambda point: wide[point].mean())].diff(axis=1).iloc[:, 1:]
    )
    return spans.agg(["mean", "std", "min", "max"]).T


def tables(options: Options) -> Iterator[Table]:
    found = current_state(long_stream())
    times = 3 if options.quick else 7
    took = medians({"opstools, map laid out and drawn as PNG": lambda: png(found.plot()),
                    "opstools, map written as SVG": found.svg}, times)  # fmt: skip
    drawing = next(iter(took.values()))
    rows = tuple(Row(name, seconds) for name, seconds in took.items())
    note = f"Target: drawn within {duration(MOST_DRAWING)}."
    yield Table("Value stream, map of 12 processes", rows, note, met=drawing <= MOST_DRAWING)

    took = medians({"opstools, 30 days × 1,000 orders": lambda: company_c("current")}, times)
    month = next(iter(took.values()))
    note = f"Target: within {duration(MOST_MONTH)}."
    rows = tuple(Row(name, seconds) for name, seconds in took.items())
    yield Table("Company C, one replication", rows, note, met=month <= MOST_MONTH)

    moments = company_c("current", days=3 if options.quick else 10).moments
    moments = moments.rename(columns={"order": "placed"}).rename_axis("order")
    frame = moments.reset_index().melt("order", None, "point", "time")
    log = OrderLog.from_frame(frame, points=tuple(moments.columns))
    calls = {"opstools, lead times": lambda: lead_times(log), "pandas": lambda: by_pandas(frame)}
    rows = tuple(Row(name, seconds) for name, seconds in medians(calls, times).items())
    yield Table(f"Lead times of {len(moments):,} orders past 8 points", rows)
