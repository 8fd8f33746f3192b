"""Logs: what they refuse, in whole messages; times of every kind; what they survive."""

import contextlib
from datetime import datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.flow import FlowLog


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["item", "arrival", "departure"])


THREE = table(("A", 0, 3), ("B", 1, 2), ("C", 2, 5))

BAD = {
    "departure before arrival": (
        table(("A", 0, 3), ("B", 4, 2)),
        "row 2 (item B), departure: 2 h is before its arrival, 4 h. Correct one of the two.",
    ),
    "times the wrong way round": (
        table(("A", "2024-05-01 09:00", "2024-05-01 08:00")),
        "row 1 (item A), departure: 2024-05-01 08:00 is before its arrival, 2024-05-01 09:00. "
        "Correct one of the two.",
    ),
    "duplicate items": (
        table(("A", 0, 3), ("B", 1, 2), ("A", 4, 5)),
        "rows 1 and 3: item A is there 2 times. "
        "Give every visit a name of its own; one row is one arrival and one departure.",
    ),
    "no name": (table((None, 0, 3)), "row 1, item: it has no name. Name it."),
    "missing stamp": (
        table(("A", 0, 3), ("B", None, 2)),
        "row 2 (item B), arrival: there is none. "
        "Every item needs one; for items inside from the beginning write an early time.",
    ),
    "a word": (
        table(("A", 0, 3), ("B", "noon", 2), ("C", 2, 4)),
        "row 2 (item B), arrival: 'noon' is no number. "
        "Write a number as in the other rows; times such as 2024-05-31 14:30 must stand in all.",
    ),
    "not a time": (
        table(("A", "2024-05-01 09:00", ""), ("B", "05/31/2024 9 am", ""), ("C", "2024-05-02", "")),
        "row 2 (item B), arrival: '05/31/2024 9 am' is not a time. "
        "Write times as 2024-05-31 14:30.",
    ),
    "infinite": (
        table(("A", 0, np.inf)),
        "row 1 (item A), departure: inf is too large. "
        "Write a number of at most 1,000,000,000,000.",
    ),
    "zones mixed with none": (
        table(("A", "2024-05-01 09:00Z", ""), ("B", "2024-05-01 09:30", "")),
        "column arrival: '2024-05-01 09:00Z' names its time zone, and row 2 (item B) does not: "
        "'2024-05-01 09:30'. Write the offset in every row, or in none.",
    ),
    "a zone in one column": (
        table(("A", "2024-05-01 09:00Z", "2024-05-01 10:00")),
        "columns: arrivals are in UTC, departures in no time zone. "
        "Write the offset in both, or in none.",
    ),
    "dates as numbers": (
        table(("A", 20240630, 20240701)),
        "2 faults:\n  1. column arrival: 20240630 and all others look like dates. "
        "Write points in time as 2024-06-30 or 2024-05-31 14:30.\n"
        "  2. column departure: 20240701 and all others look like dates. "
        "Write points in time as 2024-07-01 or 2024-05-31 14:30.",
    ),
    "numbers and times": (
        table(("A", 9, "2024-05-01 10:00")),
        "columns: arrivals are numbers and departures times. Write both in the same way.",
    ),
    "empty": (THREE.head(0), "table: it has no rows. Give one row for each thing."),
    "a column misspelt": (
        THREE.rename(columns={"arrival": "arival"}),
        "column arrival: it is missing. The table has item, arival and departure. "
        "Did you mean arival?",
    ),
    "no frame": (
        THREE.to_dict("records"), "table: a list is not a table. Give a pandas DataFrame.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("frame", "message"), BAD.values(), ids=BAD)
def test_what_a_log_refuses(frame, message):
    assert complaint(FlowLog.from_frame, frame) == f"ProblemError: log, {message}"


def test_all_faults_at_once():
    rows = ("A", 5, 3), ("A", "x", 2), ("B", 1, 2), ("C", 0, 2), (None, None, 1)
    text = complaint(FlowLog.from_frame, table(*rows))
    assert text == (
        "ProblemError: log, 5 faults:\n"
        "  1. row 2 (item A), arrival: 'x' is no number. Write a number as in the other rows; "
        "times such as 2024-05-31 14:30 must stand in all.\n"
        "  2. row 5, item: it has no name. Name it.\n"
        "  3. rows 1 and 2: item A is there 2 times. Give every visit a name of its own; "
        "one row is one arrival and one departure.\n"
        "  4. row 5, arrival: there is none. Every item needs one; for items inside from the "
        "beginning write an early time.\n"
        "  5. row 1 (item A), departure: 3 h is before its arrival, 5 h. Correct one of the two."
    )


def test_a_flood_of_faults_is_cut_short():
    late = pd.DataFrame({"item": range(1000), "arrival": 1, "departure": 0})
    text = complaint(FlowLog.from_frame, late)
    assert len(text.splitlines()) < 30
    with pytest.raises(ProblemError) as caught:
        FlowLog.from_frame(late)
    assert str(caught.value.faults[-1]).startswith("980 further rows: the same is wrong there")


def test_unit_of_times_and_settings():
    stamps = table(("A", "2024-05-01 09:00", ""))
    assert complaint(FlowLog.from_frame, stamps, time_unit="hour") == (
        "ProblemError: log, time_unit: 'hour' is no unit for points in time. "
        "Choose s, min, h, day or week."
    )
    assert complaint(FlowLog.from_frame, THREE, arrival="item") == (
        "ProblemError: log, columns: item, item and departure are not three. Name three columns."
    )


SAME = [datetime(2024, 5, 1, 8), datetime(2024, 5, 1, 9, 30)]
BERLIN = pd.to_datetime(SAME).tz_localize("Europe/Berlin")
WAYS = {
    "texts": [str(time) for time in SAME],
    "texts with T": [time.isoformat() for time in SAME],
    "texts with an offset": [f"{time.isoformat()}+02:00" for time in SAME],
    "datetimes": pd.Series(SAME, dtype=object),
    "datetime64": pd.to_datetime(SAME),
    "numpy": np.array(SAME, "datetime64[s]"),
    "a zone": BERLIN,
    "objects with a zone": pd.Series(list(BERLIN), dtype=object),
    "own zone": pd.Series([t.replace(tzinfo=timezone(timedelta(hours=2))) for t in SAME]),
    "numbers": [8, 9.5],
    "texts of numbers": ["8", " 9.50 "],
    "whole numbers": pd.array([8, None], dtype="Int64"),
}


@pytest.mark.parametrize("stamps", WAYS.values(), ids=WAYS)
def test_stamps_of_every_kind(stamps):
    arrivals = pd.Series(stamps).reset_index(drop=True)
    frame = pd.DataFrame({"item": ["A"], "arrival": arrivals[:1], "departure": arrivals[1:].array})
    log = FlowLog.from_frame(frame)
    stay = log.to_frame()["departure"] - log.to_frame()["arrival"]
    if not pd.isna(arrivals[1]):
        assert log.measure().flow_time == pytest.approx(1.5)
        assert stay[0] in (1.5, pd.Timedelta(hours=1.5))
    assert FlowLog.from_frame(log.to_frame()) == log


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_log_from_a_file(tmp_path, mark):
    path = tmp_path / "log.csv"
    table(("Łi", "2024-05-01 09:00", "2024-05-01 10:30"), ("NA", "2024-05-01 09:30", "")).to_csv(
        path, index=False, sep=mark, encoding="utf-8-sig"
    )
    log = FlowLog.from_csv(path, flow_unit="patients")
    assert list(log.items) == ["Łi", "NA"]
    assert log.headline == "2 patients from 2024-05-01 09:00 to 2024-05-01 10:30, 1 still inside."


def test_files_that_are_no_logs(tmp_path):
    for content in (b"", b"\xff\xfe\x00", b'a,b\n"1'):
        path = tmp_path / "log.csv"
        path.write_bytes(content)
        assert complaint(FlowLog.from_csv, path).startswith("ProblemError: log,")
    assert "it is no file" in complaint(FlowLog.from_csv, tmp_path)


def test_the_time_zone_survives_and_windows_are_read_in_it():
    log = FlowLog(["A", "B"], BERLIN, BERLIN + pd.Timedelta(hours=2))
    assert str(log.to_frame()["arrival"].dt.tz) == "Europe/Berlin"
    assert "2024-05-01 08:00 to 2024-05-01 11:30" in log.headline
    local = log.measure(start="2024-05-01 09:00", end="2024-05-01 10:00")
    utc = log.measure(start="2024-05-01 07:00Z", end="2024-05-01 08:00Z")
    assert local == utc
    assert local.inventory == 1.5


def test_a_change_to_summer_time_is_counted_as_it_passed():
    night = pd.to_datetime(["2024-03-31 01:00"]).tz_localize("Europe/Berlin")
    morning = pd.to_datetime(["2024-03-31 04:00"]).tz_localize("Europe/Berlin")
    assert FlowLog(["A"], night, morning).measure().flow_time == 2


def test_columns_may_have_other_names_and_any_order_and_index():
    frame = THREE.set_axis(["Patient", "In", "Out"], axis=1).iloc[::-1].set_index([[7, 7, 1]])
    log = FlowLog.from_frame(frame, item="patient", arrival="in", departure="out")
    assert log.measure().inventory == FlowLog.from_frame(THREE).measure().inventory


def test_the_table_it_came_from_may_change():
    frame = THREE.astype({"arrival": float})
    log = FlowLog.from_frame(frame)
    frame.loc[0, "arrival"] = 2.5
    assert log.arrivals[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        log.arrivals[0] = 1


def test_items_still_inside_are_in_no_departure():
    log = FlowLog(["A", "B"], [0, 1], [2, None])
    assert log.headline == "2 items from 0 h to 2 h, 1 still inside."
    assert log.measure().departed == 1
    assert FlowLog(["A"], [3], [None]).measure(end=5).inventory == 1


@given(broken_tables(["item", "arrival", "departure"]))
def test_nothing_but_a_problem_error_comes_out(frame):
    try:
        log = FlowLog.from_frame(frame)
        flow = log.measure()
        repr(flow), flow.steps(), repr(log)
        assert FlowLog.from_frame(log.to_frame()) == log
    except ProblemError:
        pass


@given(st.one_of(st.none(), st.floats(), st.text(max_size=12), st.datetimes(), st.booleans()))
def test_any_window_is_measured_or_refused(moment):
    for log in (FlowLog.from_frame(THREE), FlowLog(["A"], ["2024-05-01"], ["2024-05-02"])):
        for window in ({"start": moment}, {"end": moment}):
            with contextlib.suppress(ProblemError):
                assert log.measure(**window).inventory >= 0


def test_a_log_in_which_nobody_comes_is_refused():
    text = complaint(FlowLog.from_frame, table(("A", None, "2024-05-01")))
    assert text.startswith("ProblemError: log, row 1 (item A), arrival: there is none.")
