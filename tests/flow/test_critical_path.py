"""Critical path: against all paths, broken tables."""

import pickle
from contextlib import suppress

import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import Activities, Activity, critical_path


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["activity", "time", "predecessors"])


@st.composite
def networks(draw):
    number = draw(st.integers(1, 8))
    activities = []
    for i in range(number):
        before = draw(st.sets(st.integers(0, i - 1), max_size=3)) if i else ()
        time = draw(st.integers(0, 9))
        activities.append(Activity(f"A{i}", time, tuple(f"A{j}" for j in sorted(before))))
    return Activities(tuple(draw(st.permutations(activities))))


def paths(problem):
    """Every chain from a start to an end."""

    def onwards(label):
        after = problem.just_after[label]
        return [[label, *rest] for each in after for rest in onwards(each)] or [[label]]

    starts = [label for label, before in problem.just_before.items() if not before]
    return [path for label in starts for path in onwards(label)]


@given(networks())
def test_the_longest_of_all_paths(problem):
    result = critical_path(problem)
    lengths = {tuple(path): sum(problem.times[each] for each in path) for path in paths(problem)}
    assert result.duration == max(lengths.values())
    assert lengths[result.path] == result.duration
    for label, slack in result.slack.items():
        through = max(length for path, length in lengths.items() if label in path)
        assert slack == result.duration - through


def test_slack_may_be_used_up_but_not_more():
    problem = datasets.load("admission")
    result = critical_path(problem)
    for label, slack in result.slack.items():
        for more, later in ((slack, 0), (slack + 1, 1)):
            changed = tuple(
                Activity(each.name, each.time + (more if each.name == label else 0),
                         each.predecessors)
                for each in problem.activities
            )  # fmt: skip
            assert critical_path(problem.replace(activities=changed)).duration == 60 + later


def test_a_result_can_be_sent_to_another_process_and_not_be_changed():
    result = critical_path(datasets.load("admission"))
    assert pickle.loads(pickle.dumps(result)) == result
    with pytest.raises(TypeError):
        result.slack["bed"] = 1


BAD = {
    "misspelt": (
        table(("scan", 5, ""), ("send", 1, "scna")),
        "row 2 (activity send), predecessors: there is no activity scna. Did you mean scan?",
    ),
    "a circle": (
        table(("scan", 5, "send"), ("send", 1, "scan")),
        "predecessors: they run in a circle, scan → send → scan. "
        "No activity may wait for itself; take out one of these predecessors.",
    ),
    "twice": (
        table(("scan", 5, ""), ("scan", 1, "")),
        "rows 1 and 2: activity scan is there 2 times. Give every activity a name of its own.",
    ),
    "negative": (
        table(("scan", -5, "")),
        "row 1 (activity scan), time: -5 h is below 0. Write 0 or a number above it, in h.",
    ),
    "a column missing": (
        table(("scan", 5, "")).rename(columns={"activity": "work"}),
        "column activity: it is missing. The table has work, time and predecessors. "
        "Add a column named activity.",
    ),
}


@pytest.mark.parametrize(("frame", "message"), BAD.values(), ids=BAD)
def test_what_it_refuses(frame, message):
    assert complaint(critical_path, frame) == f"ProblemError: activities, {message}"


@given(broken_tables(["activity", "time", "predecessors"]))
def test_nothing_but_a_problem_error_comes_out(frame):
    with suppress(ProblemError):
        result = critical_path(frame)
        repr(result), result.steps(), result.measures
        assert Activities.from_frame(result.problem.to_frame()) == result.problem
