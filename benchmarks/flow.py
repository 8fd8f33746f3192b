"""A log of 1,000,000 rows: time-average inventory and mean flow time, beside pandas and pm4py.

pm4py is no dependency: it is run by the Python that the variable PM4PY_PYTHON names, else by this
one, and left out where it is not installed. Reading and checking the table is timed on its own;
pandas and pm4py get tables that are ready to use.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from opstools.flow import FlowLog

from .measure import Options, Row, Table, duration, medians

MOST_SECONDS, FASTER_THAN_PANDAS, FASTER_THAN_PM4PY = 0.1, 20, 50
PM4PY = """
import json, sys, time
import numpy as np, pandas as pd, pm4py
data = np.load(sys.argv[1])
n, stamps = len(data["came"]), np.concatenate([data["came"], data["left"]])
events = pm4py.format_dataframe(pd.DataFrame({
    "case": np.tile(np.arange(n).astype(str), 2), "activity": np.repeat(["in", "out"], n),
    "time": pd.to_datetime(stamps, unit="s", utc=True)}),
    case_id="case", activity_key="activity", timestamp_key="time")
start = time.process_time()
stays = pm4py.get_all_case_durations(events)
mean = sum(stays) / len(stays)
window = (events["time:timestamp"].max() - events["time:timestamp"].min()).total_seconds()
print(json.dumps([time.process_time() - start, sum(stays) / window, mean]))
"""


def tables(options: Options) -> Iterator[Table]:
    rows, repeats = (10**5, 3) if options.quick else (10**6, 7)
    frame = _frame(rows)
    log = FlowLog.from_frame(frame)
    ours, theirs = _opstools(log), _pandas(frame)
    assert np.allclose(ours, theirs), (ours, theirs)
    seconds = medians(
        {
            "opstools FlowLog.measure": partial(_opstools_fresh, frame, log),
            "pandas, events sorted and summed up": partial(_pandas, frame),
            "opstools, a window that cuts stays": partial(_opstools_cut, frame, log),
            "opstools, reading and checking the table": partial(FlowLog.from_frame, frame),
        },
        repeats,
    )
    names = list(seconds)
    results = dict.fromkeys(names, f"I = {ours[0]:.4f}, T = {ours[1]:.4f}")
    results |= {names[2]: "with its edge term", names[3]: "checked"}
    lines = [Row(name, each, results[name]) for name, each in seconds.items()]
    mine = seconds[names[0]]
    met = [
        (f"under {duration(MOST_SECONDS)}", mine < MOST_SECONDS),
        (f"{FASTER_THAN_PANDAS} × pandas", seconds[names[1]] >= FASTER_THAN_PANDAS * mine),
    ]
    if (found := _pm4py(frame)) is None:
        absent = "pm4py is not installed: set PM4PY_PYTHON to a Python that has it. "
    else:
        absent = ""
        assert np.allclose(ours, found[1:], rtol=1e-3), (ours, found)
        lines.append(Row("pm4py get_all_case_durations", found[0], f"T = {found[2]:.4f}"))
        met.append((f"{FASTER_THAN_PM4PY} × pm4py", found[0] >= FASTER_THAN_PM4PY * mine))
    note = ", ".join(f"{target} {'met' if ok else 'MISSED'}" for target, ok in met)
    title = f"A log of {rows:,} rows in mixed order: time-average inventory, mean flow time"
    yield Table(title, tuple(lines), f"{absent}Targets: {note}.", all(ok for _, ok in met))


def _frame(rows: int) -> pd.DataFrame:
    random = np.random.default_rng(1)
    came = np.cumsum(random.exponential(60, rows))
    left = came + random.gamma(2, 120, rows)
    order = random.permutation(rows)
    return pd.DataFrame({"item": order, "arrival": came[order], "departure": left[order]})


def _opstools(log: FlowLog) -> tuple[float, float]:
    flow = log.measure()
    return flow.inventory, flow.flow_time


def _opstools_fresh(frame: pd.DataFrame, log: FlowLog) -> tuple[float, float]:
    """Without what an earlier call has left behind."""
    for cached in ("since_origin", "last"):
        vars(log).pop(cached, None)
    return _opstools(log)


def _opstools_cut(frame: pd.DataFrame, log: FlowLog) -> None:
    for cached in ("since_origin", "last"):
        vars(log).pop(cached, None)
    middle = 30.0 * len(frame)  # half of the time that the log covers
    log.measure(start=middle / 2, end=middle * 3 / 2)


def _pandas(frame: pd.DataFrame) -> tuple[float, float]:
    """As most would write it: +1 and −1 events in order of time, a running sum, its integral."""
    came = pd.DataFrame({"time": frame["arrival"], "change": 1})
    left = pd.DataFrame({"time": frame["departure"], "change": -1})
    events = pd.concat([came, left]).sort_values("time", ignore_index=True)
    inside = events["change"].cumsum()
    length = events["time"].diff().shift(-1)
    inventory = (inside * length).sum() / (events["time"].iloc[-1] - events["time"].iloc[0])
    return inventory, (frame["departure"] - frame["arrival"]).mean()


def _pm4py(frame: pd.DataFrame) -> list[float] | None:
    """CPU seconds, inventory and flow time; None where it is not installed."""
    python = os.environ.get("PM4PY_PYTHON", sys.executable)
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.npz")
        np.savez(path, came=frame["arrival"], left=frame["departure"])
        run = subprocess.run(
            [python, "-W", "ignore", "-c", PM4PY, path], capture_output=True, text=True, check=False
        )
    if run.returncode and "No module named 'pm4py'" in run.stderr:
        return None
    if run.returncode:
        raise RuntimeError(run.stderr)
    answer: list[float] = json.loads(run.stdout.strip().splitlines()[-1])
    return answer
