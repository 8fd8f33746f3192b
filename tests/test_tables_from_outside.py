"""Tables as people bring them: read as their writers mean them, or refused with what to do.

Each stands for a kind that was once read wrongly in silence, or refused without a remedy.
"""

from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from opstools.cli import main
from opstools.line_balancing import Line, fewest_stations

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
