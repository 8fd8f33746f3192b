"""Takt and workers."""

import pytest
from helpers import complaint

from opstools.line_balancing import takt_time, workers_needed


def test_takt_is_time_over_demand_and_workers_are_work_over_takt():
    assert takt_time(420 * 60, 500) == 50.4
    assert takt_time("7.2", "1.2") == 6
    assert workers_needed(195, 50.4) == pytest.approx(3.8690476)
    assert workers_needed(0.3, 0.1) == 3
    assert isinstance(takt_time(10, 5), float)


def test_what_cannot_be_divided_is_explained():
    assert complaint(takt_time, 0, "many") == (
        """\
ProblemError: takt, 2 faults:
  1. available_time: 0 is not above 0. Write a number above 0.
  2. demand: 'many' is not a number. Write a number above 0."""
    )
    assert complaint(workers_needed, 195, None) == (
        "ProblemError: takt, takt: there is no number. Write a number above 0."
    )
