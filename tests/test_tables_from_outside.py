"""Tables as people bring them: read as their writers mean them, or refused with what to do.

Each stands for a kind that was once read wrongly in silence, or refused without a remedy.
"""

from __future__ import annotations

from contextlib import suppress

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from opstools.cli import main
from opstools.core import ProblemError
from opstools.flow import FlowLog
from opstools.line_balancing import Line, fewest_stations
from opstools.waiting_lines import erlang_b, erlang_c

SOLVED = {
    "the field's heading": ("task,time,Immediate Predecessor\nA,4,\nB,5,A\n", [["A", "B"]]),
    "its plural in brackets": ("Task(s),Task Time,Predecessor(s)\nA,4,\nB,5,A\n", [["A", "B"]]),
    "Chinese headings": ("作业,时间,紧前作业\nA,4,\nB,5,A\n", [["A", "B"]]),
    "a delimiter too many": ("task,time,predecessors\nA,4,,\nB,5,A,\n", [["A", "B"]]),
    "names with zeros": (
        'task,time,predecessors\n01,4,\n02,5,01\n03,3,"01,02"\n', [["01", "02"], ["03"]]
    ),
    "names like decimals": ("task,time,predecessors\n1.10,4,\n1.1,5,1.10\n", [["1.10", "1.1"]]),
    "0 for none": ("task,time,predecessors\n1,4,0\n2,5,1\n", [["1", "2"]]),
    "NA for none": ("task,time,predecessors\nA,4,NA\nB,5,A\n", [["A", "B"]]),
    "a blank row": ("task,time,predecessors\nA,4,\nB,5,A\n,,\n", [["A", "B"]]),
    "decimal commas": ("task;time;predecessors\nA;4,5;\nB;5,5;A\n", [["A", "B"]]),
    "a task called NA": ("task,time,predecessors\nNA,4,\nB,5,NA\n", [["NA", "B"]]),
    "a task called 0": ("task,time,predecessors\n0,4,\nB,5,0\n", [["0", "B"]]),
    "thirds as a spreadsheet writes them": (
        "task,time,predecessors\nA,3.33333333333333,\nB,6.66666666666667,A\n", [["A", "B"]]
    ),
    "a sum in floating point": (
        "task,time,predecessors\nA,9.7,\nB,0.30000000000000004,A\n", [["A", "B"]]
    ),
}  # fmt: skip

REFUSED = {
    "a heading misspelt": (
        "task,time,predecesors\nA,4,\nB,5,A\nC,9,B\n",
        "column predecesors: it would be passed over; did you mean predecessors. "
        "Rename it, or take it out of the table.",
    ),
    "the other way round": (
        "task,time,successors\nA,4,B\nB,5,\n",
        "column successors: it would be passed over; did you mean predecessors. "
        "Rename it, or take it out of the table.",
    ),
    "one heading twice": (
        "task,time,time,predecessors\nA,4,9,\nB,5,9,A\n",
        "column time: it is there 2 times (time and time). Keep one of them.",
    ),
    "two headings for one column": (
        "task,time,predecessors,Immediate Predecessors\nA,4,,\nB,5,A,\n",
        "column predecessors: it is there 2 times (predecessors and Immediate Predecessors). "
        "Keep one of them.",
    ),
    "a decimal comma between commas": (
        'task,time,predecessors\nA,"4,5",\nB,5,A\n',
        "row 1 (task A), time: '4,5' is not a number (write 4.5, with a point). "
        "Write a number above 0, in s.",
    ),
    "a unit in the heading": (
        "task,time (min),predecessors\nA,4,\nB,5,A\n",
        "column time: it is missing. The table has task, time (min) and predecessors. "
        "Did you mean time (min)?",
    ),
    "a cell too many": (
        "task,time,predecessors\nA,4,\nB,5,A,C\n",
        "row 2: 4 cells under 3 columns. Put a text that holds the separator in double quotes, "
        "or name every column.",
    ),
}


@pytest.fixture
def line(tmp_path):
    """A table in a file as a line at a cycle time of 10 s."""

    def read(text: str) -> Line:
        (tmp_path / "tasks.csv").write_text(text, encoding="utf-8")
        return Line.from_csv(tmp_path / "tasks.csv", cycle_time=10)

    return read


@pytest.mark.parametrize(("text", "plan"), SOLVED.values(), ids=SOLVED.keys())
def test_a_sound_table_is_read_as_it_is_meant(line, text, plan):
    assert fewest_stations(line(text)).answer == plan


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_table_that_would_be_misread_is_refused(tmp_path, text, message):
    (tmp_path / "tasks.csv").write_text(text, encoding="utf-8")
    words = ["solve", "line_balancing", str(tmp_path / "tasks.csv"), "--set", "cycle_time=10"]
    done = CliRunner().invoke(main, [*words, "--method", "fewest_stations"])
    assert done.stderr == f"ProblemError: line, {message}\n"


@given(st.integers(1, 59), st.sampled_from([60, 3600, 7, 90]))
def test_what_fills_a_cycle_in_one_unit_fills_it_in_another(part, whole):
    part = part % whole or 1
    table = pd.DataFrame(
        {"task": ["A", "B"], "time": [part, whole - part], "predecessors": ["", "A"]}
    )
    line = Line.from_frame(table[table["time"] > 0], cycle_time=whole)
    table["time"] /= whole
    other = Line.from_frame(table[table["time"] > 0], cycle_time=1, time_unit="min")
    for each in (line, other):
        assert fewest_stations(each).number_of_stations == 1


@pytest.fixture
def log(tmp_path):
    """A table in a file as a log."""

    def read(text: str, **settings: object) -> FlowLog:
        (tmp_path / "log.csv").write_text(text, encoding="utf-8")
        return FlowLog.from_csv(tmp_path / "log.csv", **settings)

    return read


HEAD = "item,arrival,departure\n"
MEASURED = {  # items in the log, mean stay in h, first moment
    "a delimiter too many": (HEAD + "1,2,3,\n2,3,4,\n", 2, 1, "2 h"),
    "names that differ by zeros": (HEAD + "007,1,2\n7,1,3\n", 2, 1.5, "1 h"),
    "short offsets": (
        HEAD + "A,2024-05-31 14:00:00+02,2024-05-31 15:00:00+02\n", 1, 1, "2024-05-31 14:00",
    ),
    "offsets without a colon": (
        HEAD + "A,2024-05-31T14:00+0530,2024-05-31T15:30+0530\n", 1, 1.5, "2024-05-31 14:00",
    ),
    "Z and +00:00": (
        HEAD + "A,2024-05-31T14:00:00Z,2024-05-31T15:00:00+00:00\n", 1, 1, "2024-05-31 14:00",
    ),
    "a night when clocks change": (
        HEAD + "A,2024-10-27T01:30:00+02:00,2024-10-27T02:30:00+01:00\n"
        "B,2024-10-27T02:30:00+02:00,2024-10-27T03:30:00+01:00\n", 2, 2, "2024-10-26 23:30",
    ),
    "decimal commas": ("item;arrival;departure\nA;8,5;9,25\nB;9,0;10,75\n", 2, 1.25, "8.5 h"),
    "NA for still inside": (HEAD + "A,1,2\nB,2,NA\n", 2, 1, "1 h"),
    "a dash for still inside": (
        HEAD + "A,2024-05-31 14:00,2024-05-31 15:00\nB,2024-05-31 14:30,-\n", 2, 1,
        "2024-05-31 14:00",
    ),
    "a line that tells the separator": ("sep=;\nitem;arrival;departure\nA;1;2\n", 1, 1, "1 h"),
    "Chinese headings": ("项目,到达时间,离开时间\n甲,8,9.5\n", 1, 1.5, "8 h"),
    "blank rows": (HEAD + "A,1,2\n,,\n", 1, 1, "1 h"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "items", "stay", "first"), MEASURED.values(), ids=MEASURED)
def test_a_sound_log_is_read_as_it_is_meant(log, text, items, stay, first):
    read = log(text)
    assert len(read.items) == items
    assert read.measure().flow_time == pytest.approx(stay)
    assert f" from {first} to " in read.headline


DATED = HEAD + "A,2024-05-31 14:00,2024-05-31 15:00\n"
NO_LOGS = {
    "dates without marks": (HEAD + "A,20240630,20240701\nB,20240730,20240802\n", "look like dates"),
    "days first": (HEAD + "A,31.05.2024,01.06.2024\n", "'31.05.2024' is not a time"),
    "months by name": (HEAD + "A,May 31 2024,June 1 2024\n", "'May 31 2024' is not a time"),
    "times without a date": (HEAD + "A,14:00,15:00\n", "'14:00' is not a time"),
    "months alone": (HEAD + "A,2024-05,2024-06\n", "'2024-05' is not a time"),
    "offsets that none has": (
        HEAD + "A,2024-05-31 14:00+25,2024-05-31 15:00+25\n", "'2024-05-31 14:00+25' is not a time",
    ),
    "an offset in some": (
        HEAD + "A,2024-05-31 14:00Z,2024-05-31 15:00Z\nB,2024-05-31 14:00,2024-05-31 15:00Z\n",
        "Write the offset in every row, or in none",
    ),
    "a heading misspelt": ("item,arival,departure\nA,1,2\n", "Did you mean arival?"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), NO_LOGS.values(), ids=NO_LOGS)
def test_a_log_that_may_be_misread_is_refused(log, text, words):
    with pytest.raises(ProblemError) as caught:
        log(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "moment", [9, 9.5, "9", "14:00", "10/04/2024", "April 10", "2024", True, "", [], b"x"]
)
def test_a_window_is_held_to_the_rules_of_its_log(log, moment):
    with pytest.raises(ProblemError, match="start"):
        log(DATED).measure(start=moment)


@pytest.mark.parametrize(
    "moment", ["2024-05-31 14:30", "2024-05-31T14:30", pd.Timestamp("2024-05-31 14:30")]
)
def test_a_window_in_the_words_of_its_log(log, moment):
    assert log(DATED).measure(start=moment).inventory == 1


def test_times_of_clocks_in_a_zone(log):
    told = log(DATED, zone="Europe/Berlin")
    assert "from 2024-05-31 14:00" in told.headline
    assert told.measure(start="2024-05-31 12:30Z").length == 0.5
    with pytest.raises(ProblemError, match="twice or not at all in Europe/Berlin"):
        log(HEAD + "A,2024-10-27 02:30,2024-10-27 04:00\n", zone="Europe/Berlin")
    with pytest.raises(ProblemError, match="twice or not at all in Europe/Berlin"):
        told.measure(start="2024-03-31 02:30")


def test_a_dated_log_is_told_in_another_unit_and_one_of_numbers_is_not(log):
    assert log(DATED).replace(time_unit="min").measure().flow_time == 60
    with pytest.raises(ProblemError, match="would only be called min"):
        log(HEAD + "A,1,2\n").replace(time_unit="min")


def test_check_finds_which_problem_a_table_is(tmp_path):
    (tmp_path / "log.csv").write_text(HEAD + "1,2,3\n")
    run = CliRunner().invoke(main, ["check", "flow", str(tmp_path / "log.csv")])
    assert run.exit_code == 0, run.output


@pytest.mark.parametrize(
    ("load", "servers"), [(12, 10), (0.5, -3), (float("nan"), 3), (-1, 10), ("9x", 10), (0.5, 0)]
)
def test_erlang_is_a_share_or_a_fault(load, servers):
    for erlang in (erlang_b, erlang_c):
        with suppress(ProblemError):
            assert 0 <= erlang(load, servers) <= 1
    with pytest.raises(ProblemError):
        erlang_c(load, servers)
