"""The line: what it refuses, in whole messages; what it keeps exactly; what it survives."""

import time

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from strategies import amounts, broken_tables, lines, names

from opstools.core import ProblemError
from opstools.line_balancing import Line, Task, fewest_stations

COLUMNS = ["task", "time", "predecessors"]


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


THREE = table(("A", 4, ""), ("B", 3, "A"), ("C", 3, "A"))

NOT_A_TABLE = {
    "a column misspelt": (
        THREE.rename(columns={"time": "tiem"}),
        "column time: it is missing. The table has task, tiem and predecessors. Did you mean tiem?",
    ),
    "a column missing": (
        THREE.drop(columns="task"),
        "column task: it is missing. The table has time and predecessors. Add a column named task.",
    ),
    "a column twice": (
        pd.concat([THREE, THREE[["time"]]], axis=1),
        "column time: it is there 2 times (time and time). Keep one of them.",
    ),
    "no rows": (THREE.head(0), "table: it has no rows. Give one row for each thing."),
    "too many rows": (
        THREE.sample(10_000, replace=True),
        "table: it has 10,000 rows. At most 1,000 are allowed; take a part of the table.",
    ),
    "no frame": ([("A", 4)], "table: a list is not a table. Give a pandas DataFrame."),
}

BAD_PRECEDENCE = {
    "misspelt": (
        table(("drill hole", 4, ""), ("paint", 3, "dril hole")),
        "row 2 (task paint), predecessors: there is no task dril hole. Did you mean drill hole?",
    ),
    "unknown": (
        table(("A", 4, ""), ("B", 3, "A Z")),
        "row 2 (task B), predecessors: there is no task Z. The tasks are A and B.",
    ),
    "a circle": (
        table(("A", 4, "C"), ("B", 3, "A"), ("C", 3, "B"), ("D", 1, "C")),
        "predecessors: they run in a circle, A → B → C → A. "
        "No task may wait for itself; take out one of these predecessors.",
    ),
    "itself": (
        table(("A", 4, "A")),
        "predecessors: they run in a circle, A → A. "
        "No task may wait for itself; take out one of these predecessors.",
    ),
    "the same task twice": (
        table(("A", 4, ""), ("B", 1, ""), ("A", 3, "")),
        "rows 1 and 3: task A is there 2 times. Give every task a name of its own.",
    ),
    "no name": (
        table(("A", 4, ""), (np.nan, 3, "A")),
        "row 2, task: it has no name. Name every task.",
    ),
    "a comma in a name": (
        table(("drill, then ream", 4, "")),
        "row 1 (task drill, then ream): the name has a comma. "
        "Commas part names in a cell; use another mark.",
    ),
    "a Chinese comma in a name": (
        table(("钻孔、铰孔", 4, "")),
        "row 1 (task 钻孔、铰孔): the name has a comma. "
        "Commas part names in a cell; use another mark.",
    ),
}

BAD_TIMES = {
    0: "0 min is not above 0",
    -2.5: "-2.5 min is not above 0",
    None: "there is no number",
    "abc": "'abc' is not a number",
    "4 min": "'4 min' is not a number",
    True: "True is not a number",
    np.inf: "inf is not a finite number",
    1e15: "1,000,000,000,000,000 min is outside the range 1e-09 to 1,000,000,000,000",
    "1e-999999999": "'1e-999999999' is too small",
}


@pytest.mark.parametrize(
    ("frame", "message"),
    (NOT_A_TABLE | BAD_PRECEDENCE).values(),
    ids=(NOT_A_TABLE | BAD_PRECEDENCE).keys(),
)
def test_a_bad_table_is_explained(frame, message):
    assert complaint(Line.from_frame, frame, cycle_time=6) == f"ProblemError: line, {message}"


@pytest.mark.parametrize(("value", "problem"), BAD_TIMES.items(), ids=map(str, BAD_TIMES))
def test_a_bad_time_is_explained(value, problem):
    remedy = "Write a number above 0, in min."
    frame = table(("A", 4, ""), ("B", value, "A"))
    message = f"ProblemError: line, row 2 (task B), time: {problem}. {remedy}"
    assert complaint(Line.from_frame, frame, cycle_time=9, time_unit="min") == message
    message = f"ProblemError: line, cycle_time: {problem}. {remedy}"
    assert complaint(Line.from_frame, THREE, cycle_time=value, time_unit="min") == message


def test_a_cycle_time_that_is_too_short_is_infeasible():
    assert complaint(Line.from_frame, THREE, cycle_time=3.6, time_unit="min") == (
        "Infeasible: line, cycle_time: 3.6 min is too short, A (4 min) takes longer. "
        "The smallest feasible cycle time is 4 min; or give long_tasks='parallel'."
    )
    line = Line.from_frame(THREE, cycle_time=4)
    assert complaint(line.replace, cycle_time=2) == (
        "Infeasible: line, cycle_time: 2 s is too short, A (4 s), B (3 s) and C (3 s) take longer. "
        "The smallest feasible cycle time is 4 s; or give long_tasks='parallel'."
    )


def test_an_unknown_convention_is_explained():
    assert complaint(Line.from_frame, THREE, cycle_time=6, long_tasks="split") == (
        "ProblemError: line, long_tasks: 'split' is not known. Choose error or parallel."
    )


def test_all_faults_are_told_at_once():
    frame = table(("A", 4, ""), ("", 3, "A"), ("A", 0, "X"), ("D", "x", "E"), ("E", 1, "D"))
    assert complaint(Line.from_frame, frame, cycle_time=-1, efficiency_by="C") == (
        """\
ProblemError: line, 8 faults:
  1. efficiency_by: 'C' is not known. Choose cycle_time or largest_load.
  2. row 3 (task A), time: 0 s is not above 0. Write a number above 0, in s.
  3. row 4 (task D), time: 'x' is not a number. Write a number above 0, in s.
  4. cycle_time: -1 s is not above 0. Write a number above 0, in s.
  5. row 2, task: it has no name. Name every task.
  6. rows 1 and 3: task A is there 2 times. Give every task a name of its own.
  7. row 3 (task A), predecessors: there is no task X. The tasks are A, D and E.
  8. predecessors: they run in a circle, D → E → D. \
No task may wait for itself; take out one of these predecessors."""
    )


def test_what_follows_from_a_fault_is_not_told():
    frame = THREE.drop(columns="task").assign(time=["abc", 3, 3])
    assert complaint(Line.from_frame, frame, cycle_time=0.5) == (
        """\
ProblemError: line, 2 faults:
  1. column task: it is missing. The table has time and predecessors. Add a column named task.
  2. row 1 (task row 1), time: 'abc' is not a number. Write a number above 0, in s."""
    )


def test_a_line_made_by_hand_is_checked_too():
    assert (
        complaint(Line, (), 6)
        == "ProblemError: line, tasks: there are none. Give at least one task."
    )
    line = Line((Task(1, "0.5"), Task(" 2 ", 1, [1, "1"])), "1.50")
    assert line.tasks == (Task("1", 0.5), Task("2", 1, ("1",)))
    assert line.cycle_time == 1.5


@given(st.data())
def test_a_line_goes_through_its_table_unchanged(data):
    named = data.draw(st.lists(names, min_size=1, max_size=6, unique=True))
    tasks = tuple(
        Task(
            name,
            data.draw(amounts),
            tuple(data.draw(st.sets(st.sampled_from(named[:i])))) if i else (),
        )
        for i, name in enumerate(named)
    )
    line = Line(tasks, max(task.time for task in tasks), time_unit="min")
    again = Line.from_frame(line.to_frame(), cycle_time=line.cycle_time, time_unit="min")
    assert again == line
    assert hash(again) == hash(line)


@given(broken_tables(), st.sampled_from([6, 0, None, "x", 1e300]))
def test_whatever_the_table_only_a_problem_error_comes_out(frame, cycle_time):
    started = time.process_time()
    try:
        line = Line.from_frame(frame, cycle_time=cycle_time, long_tasks="parallel")
        repr(line), line._repr_html_(), repr(fewest_stations(line, max_nodes=100))
    except ProblemError as error:
        str(error)
    assert time.process_time() - started < 1


def test_a_thousand_faulty_rows_are_told_quickly():
    misspelt = [" ".join(f"u{i}_{k}" for k in range(20)) for i in range(1000)]
    frame = pd.DataFrame({"task": [f"task number {i}" for i in range(1000)], "time": 1})
    started = time.process_time()
    message = complaint(Line.from_frame, frame.assign(predecessors=misspelt), cycle_time=6)
    assert message.endswith("\n  … and 980 more (error.faults has all)")
    assert time.process_time() - started < 5


def test_columns_are_found_in_spite_of_case_and_blanks():
    assert Line.from_frame(
        THREE.set_axis([" Task", "TIME", "Predecessors "], axis=1), cycle_time=6
    ) == (Line.from_frame(THREE, cycle_time=6))


def test_numbers_that_a_spreadsheet_made_floats_are_names():
    frame = pd.DataFrame({"task": [1, 2, 3], "time": 1, "predecessors": [np.nan, 1, 2]})
    assert Line.from_frame(frame, cycle_time=6).tasks[2] == Task("3", 1, ("2",))


def test_names_may_hold_blanks_and_chinese():
    frame = table(("安装", 1, ""), ("drill hole", 1, "—"), ("C", 1, "安装、drill hole"))
    assert Line.from_frame(frame, cycle_time=6).tasks[2].predecessors == ("安装", "drill hole")


def test_decimal_times_are_exact():
    three_tenths = Line.from_frame(
        table(("A", 0.1, ""), ("B", 0.1, ""), ("C", 0.1, "")), cycle_time=0.3
    )
    assert three_tenths.minimum_stations == fewest_stations(three_tenths).number_of_stations == 1
    assert three_tenths.work_content == 0.3


@given(lines())
def test_sets_of_tasks_agree_with_the_arrows(line):
    before = {task.name: set(task.predecessors) for task in line.tasks}
    for _ in line.tasks:
        before = {
            name: some.union(*(before[each] for each in some)) for name, some in before.items()
        }
    after = {name: {other for other in before if name in before[other]} for name in before}
    assert {name: set(line.predecessors(name)) for name in line.index} == before
    assert {name: set(line.followers(name)) for name in line.index} == after
    assert {
        name: set(line.members(line.bits_before[i])) for name, i in line.index.items()
    } == before
    ordered = [line.tasks[i].name for i in line.order]
    assert all(before[name] <= set(ordered[:k]) for k, name in enumerate(ordered))


def test_a_line_reads_as_a_sentence_and_a_table():
    line = Line.from_frame(THREE, cycle_time=6)
    assert repr(line).splitlines() == [
        "3 tasks with 10 s of work at a cycle time of 6 s: at least 2 stations.",
        "task time predecessors",
        "   A    4             ",
        "   B    3            A",
        "   C    3            A",
    ]
    assert (
        "<p>3 tasks with 10 s of work at a cycle time of 6 s: at least 2 stations.</p>"
        in line._repr_html_()
    )
    risky = Line((Task("<b>", 1),), 1)
    assert "<b>" not in risky._repr_html_()
