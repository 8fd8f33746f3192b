"""A student's assignment: every fault in a whole message, every right answer accepted."""

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from strategies import lines

from opstools import datasets
from opstools.line_balancing import RULES, Line, Task, by_hand, fewest_stations
from opstools.line_balancing.bounds import best_bound

MERTENS = datasets.load("mertens")  # A 1, B 5, C 4, D 3, E 5, F 6, G 5 min at 7 min
RIGHT = [["A", "D"], ["B"], ["C"], ["E"], ["F"], ["G"]]

FAULTS = {
    "unknown": (
        [["A", "D"], ["B"], ["C"], ["E"], ["F"], ["G", "Gg"]],
        "station 6: there is no task Gg. Did you mean G?",
    ),
    "nothing near": (
        [["A", "D"], ["B"], ["C"], ["E"], ["F"], ["G"], ["weld"]],
        "station 7: there is no task weld. The tasks are A, B, C, D, E, F and G.",
    ),
    "missing": (
        [["A", "D"], ["B"], ["C"], ["E"]],
        "stations: F and G are in no station. Every task needs a station.",
    ),
    "one missing": (
        [["A", "D"], ["B"], ["C"], ["E"], ["F"]],
        "stations: G is in no station. Every task needs a station.",
    ),
    "twice": (
        [["A", "D"], ["B"], ["C"], ["E"], ["F"], ["G"], ["C"]],
        "stations 3 and 7: C is there 2 times. Keep one of them.",
    ),
    "before its predecessor": (
        [["A", "C"], ["B"], ["D"], ["E"], ["F"], ["G"]],
        "station 1: C comes before its predecessor B in station 2. "
        "Move C to station 2 or later, or B forward.",
    ),
    "too much work": (
        [["A", "D", "B"], ["C"], ["E"], ["F"], ["G"]],
        "station 1: 9 min of work is 2 min more than the 7 min allowed. "
        "Move at least 2 min of work elsewhere.",
    ),
    "an empty station": ([*RIGHT, []], "station 7: it is empty. Leave the station out."),
    "a text": ("A, B, C", "stations: 'A, B, C' is not a list. Give one list of tasks a station."),
    "a number": (6, "stations: 6 is not a list. Give one list of tasks a station."),
    "nothing": (None, "stations: None is not a list. Give one list of tasks a station."),
    "no stations": (
        [],
        "stations: A, B, C, D, E, F and G are in no station. Every task needs a station.",
    ),
}


@pytest.mark.parametrize(("stations", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_explained(stations, message):
    assert complaint(by_hand, MERTENS, stations) == f"ProblemError: assignment, {message}"


def test_all_faults_are_told_at_once():
    assert complaint(by_hand, MERTENS, [["A", "E", "D"], [], ["B", "X"], ["C", "F"], ["D"]]) == (
        """\
ProblemError: assignment, 7 faults:
  1. station 2: it is empty. Leave the station out.
  2. stations 1 and 5: D is there 2 times. Keep one of them.
  3. station 3: there is no task X. The tasks are A, B, C, D, E, F and G.
  4. stations: G is in no station. Every task needs a station.
  5. station 1: E comes before its predecessor B in station 3. \
Move E to station 3 or later, or B forward.
  6. station 1: 9 min of work is 2 min more than the 7 min allowed. \
Move at least 2 min of work elsewhere.
  7. station 4: 10 min of work is 3 min more than the 7 min allowed. \
Move at least 3 min of work elsewhere."""
    )


def test_parallel_stations_hold_a_multiple():
    line = Line((Task("A", 5), Task("B", 1), Task("C", 1)), 3, long_tasks="parallel")
    assert by_hand(line, [["A", "B"], ["C"]]).workplaces == (2, 1)
    assert complaint(by_hand, line, [["A", "B", "C"]]) == (
        "ProblemError: assignment, station 1: 7 s of work is 1 s more than the 6 s allowed. "
        "Move at least 1 s of work elsewhere."
    )


@pytest.mark.parametrize(
    "stations",
    [
        RIGHT,
        tuple(map(tuple, RIGHT)),
        ["A, D", "B", "C", "E", "F", "G"],
        (set(tasks) for tasks in RIGHT),
        pd.Series(["D A", "B", "C", "E", "F", "G"]),
        [[" A ", "D"], "B", "C", "E", "F", "G"],
    ],
    ids=["lists", "tuples", "texts", "sets", "a column", "blanks"],
)
def test_an_assignment_may_be_written_in_many_ways(stations):
    balance = by_hand(MERTENS, stations)
    assert [set(tasks) for tasks in balance.stations] == [set(tasks) for tasks in RIGHT]
    assert (balance.method, balance.number_of_stations, balance.proven) == ("by_hand", 6, False)


def test_every_optimum_is_right():
    boeing = datasets.load("boeing_wing")
    one = by_hand(boeing, ["A", "B", "C D F", "E", "H", "G I"])
    other = by_hand(boeing, ["A", "E", "B", "C D F", "H", "G I"])
    assert one.stations != other.stations
    for balance in (one, other):
        assert (balance.measures["stations"], balance.proven) == (6, True)


@given(lines())
def test_what_a_method_finds_is_accepted_and_measured_alike(line):
    for method in (*RULES.values(), fewest_stations):
        found = method(line)
        again = by_hand(line, found.to_frame()["tasks"])
        assert again.stations == found.stations
        assert again.measures["smoothness_index"] == found.measures["smoothness_index"]
        assert again.working.states[-1].stations == found.stations


def test_the_working_adds_up_each_station():
    steps = by_hand(MERTENS, RIGHT).steps()
    assert repr(steps[1:3]) == (
        """\
2. Station 1: A and D, 2 tasks.
    1 + 3 = 4 min
3. Station 2: B, 1 task.
    5 min"""
    )


def test_an_optimum_above_the_bounds_is_told_as_one():
    line = datasets.load("bowman")
    best = by_hand(line, fewest_stations(line).stations)
    assert best.lower_bound == 5
    assert best_bound(line).stations == 4
    assert best.headline.endswith("proven optimal.")


def test_twice_in_one_station():
    told = complaint(by_hand, MERTENS, [["A", "A"], ["D", "X", "X"], *"BCEFG"])
    assert "station 1: A is there 2 times. Keep one of them." in told
    assert "station 2: there is no task X." in told
    assert "this int is not a list" in complaint(by_hand, MERTENS, 10**5000)
