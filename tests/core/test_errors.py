"""Errors that teach: every fault in one message, without a traceback."""

import pickle

import pytest
from helpers import complaint
from IPython.core.interactiveshell import InteractiveShell

from opstools.core import Fault, Faults, Infeasible, ProblemError


def faulty(number: int) -> Faults:
    faults = Faults("line")
    for row in range(1, number + 1):
        faults.add(f"row {row}", "it is bad", "Mend it.")
    return faults


def test_one_fault_is_one_sentence():
    assert complaint(faulty(1).raise_any) == "ProblemError: line, row 1: it is bad. Mend it."
    assert (
        complaint(faulty(1).raise_any, Infeasible) == "Infeasible: line, row 1: it is bad. Mend it."
    )


def test_several_faults_are_numbered():
    assert complaint(faulty(3).raise_any) == (
        """\
ProblemError: line, 3 faults:
  1. row 1: it is bad. Mend it.
  2. row 2: it is bad. Mend it.
  3. row 3: it is bad. Mend it."""
    )


def test_of_many_faults_twenty_are_shown_and_all_are_kept():
    with pytest.raises(ProblemError) as caught:
        faulty(1030).raise_any()
    first, *middle, last = str(caught.value).splitlines()
    assert first == "line, 1,030 faults:"
    assert middle == [f"  {row}. row {row}: it is bad. Mend it." for row in range(1, 21)]
    assert last == "  … and 1,010 more (error.faults has all)"
    assert len(caught.value.faults) == 1030


def test_the_same_fault_is_told_once_and_none_is_no_error():
    faults = faulty(1)
    faults.add("row 1", "it is bad", "Mend it.")
    assert complaint(faults.raise_any) == "ProblemError: line, row 1: it is bad. Mend it."
    faulty(0).raise_any()


def test_faults_of_several_checks_are_collected():
    def both() -> None:
        with faulty(1).collect():
            raise ProblemError("line", (Fault("row 9", "it is worse", "Mend it."),))

    assert complaint(both) == (
        "ProblemError: line, 2 faults:\n"
        "  1. row 1: it is bad. Mend it.\n"
        "  2. row 9: it is worse. Mend it."
    )


@pytest.mark.parametrize(("before", "kind"), [(0, "Infeasible"), (1, "ProblemError")])
def test_infeasible_counts_only_where_the_data_is_sound(before, kind):
    def infeasible() -> None:
        with faulty(before).collect():
            faulty(1).raise_any(Infeasible)

    assert complaint(infeasible) == f"{kind}: line, row 1: it is bad. Mend it."


@pytest.mark.parametrize("kind", [ProblemError, Infeasible])
def test_an_error_survives_pickling(kind):
    error = kind("line", (Fault("row 1", "it is bad", "Mend it."),))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.faults) == (kind, str(error), error.faults)


def test_a_notebook_shows_the_sentence_alone(capsys):
    shell = InteractiveShell()
    shell.run_cell("from opstools.line_balancing import Line, Task\nLine((Task('A', 0),), 6)")
    assert capsys.readouterr().out == (
        "ProblemError: line, row 1 (task A), time: 0 s is not above 0. "
        "Write a number above 0, in\n     s.\n"
    )
    shell.run_cell("1 / 0")
    assert "Traceback" in capsys.readouterr().out
