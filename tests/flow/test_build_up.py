"""Build-ups: by hand, against small steps of time, broken tables."""

from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import Infeasible, ProblemError
from opstools.flow import Periods, build_up

COLUMNS = ["duration", "arrival_rate", "service_rate"]


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_the_gate_by_hand():
    """Up by 150 an hour for three hours and down again: a triangle of 450 × 6 / 2."""
    gate = build_up(datasets.load("security_gate"))
    assert (gate.inventories, gate.moments) == ((0, 0, 450, 0), (0, 1, 4, 7))
    assert gate.area == 1350
    assert float(gate.flow_time) == pytest.approx(1350 / 1950)


def test_what_is_left_is_served_on():
    late = build_up(table((2, 100, 60)), initial=20)
    assert late.inventories == (20, 100, 0)
    assert late.time_until_empty == pytest.approx(2 + 100 / 60)
    assert late.flow_rate == late.problem.units / late.length


def test_it_may_empty_within_a_period_and_fill_again():
    twice = build_up(table((1, 10, 5), (2, 0, 5), (1, 10, 5), (4, 0, 5)))
    assert twice.inventories == (0, 5, 0, 0, 5, 0, 0)
    assert twice.time_until_empty == 5
    assert build_up(table((3, 2, 5))).time_until_empty == 0


rows = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=6
)


@given(rows=rows, initial=st.integers(0, 20))
def test_against_small_steps_of_time(rows, initial):
    if not initial and not any(a for _, a, _ in rows):
        return
    result = build_up(table(*rows), initial=initial)
    held, area, step = float(initial), 0.0, 1 / 200
    served_on = [(float(result.length) - float(result.problem.length), 0, rows[-1][2])]
    for duration, came, served in [*rows, *served_on]:
        for _ in range(round(duration / step)):
            after = max(0.0, held + (came - served) * step)
            area, held = area + (held + after) / 2 * step, after
    assert area == pytest.approx(float(result.area), rel=0.02, abs=0.3)
    law = float(result.flow_rate) * float(result.flow_time)
    assert float(result.average_inventory) == pytest.approx(law)
    assert np.all(np.diff(list(map(float, result.moments))) > 0)


def test_it_never_empties():
    with pytest.raises(Infeasible):
        build_up(table((2, 100, 0)))
    assert complaint(build_up, table((2, 100, 0)), flow_unit="guests") == (
        "Infeasible: build-up, service_rate: it is 0 in the last period, and 200 guests are left. "
        "Add a period in which they are served."
    )


def test_what_it_refuses():
    text = complaint(build_up, table((0, -1, 5), (1, "x", None)))
    assert "row 1 (period 1), duration: 0 h is not above 0" in text
    assert "row 1 (period 1), arrival_rate: -1 units/h is below 0" in text
    assert "row 2 (period 2), arrival_rate: 'x' is not a number" in text
    assert "row 2 (period 2), service_rate: there is no number" in text
    assert complaint(build_up, table((1, 0, 5))) == (
        "ProblemError: build-up, arrival_rate: nothing comes in any period. Give a rate above 0."
    )


@given(broken_tables(["period", *COLUMNS]))
def test_nothing_but_a_problem_error_comes_out(frame):
    with suppress(ProblemError):
        result = build_up(frame)
        repr(result), result.steps(), result.measures
        assert Periods.from_frame(result.problem.to_frame()) == result.problem
