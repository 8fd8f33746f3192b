"""Functions of bare figures: whatever is given, an answer or a `ProblemError` comes out."""

import math
from contextlib import suppress

import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from strategies import cells

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import (
    analyse,
    batch_capacity,
    best_case,
    build_up,
    flow_time_efficiency,
    inventory_turns,
    littles_law,
    practical_worst_case,
    smallest_batch,
    worst_case,
)

SCOOTER, GATE = datasets.load("kick_scooter"), datasets.load("security_gate")

FUNCTIONS = {
    "littles_law": lambda a, b, c: littles_law(inventory=a, flow_rate=b, flow_time=c),
    "two figures": lambda a, b, c: littles_law(inventory=a, flow_rate=b),
    "tolerance": lambda a, b, c: littles_law(inventory=1, flow_rate=1, flow_time=1, tolerance=a),
    "turns": lambda a, b, c: inventory_turns(cost_of_goods_sold=a, inventory=b, days_per_year=c),
    "turns by": lambda a, b, c: inventory_turns(sales=a, inventory=b, by=c),
    "efficiency": lambda a, b, c: flow_time_efficiency(a, b),
    "batch_capacity": lambda a, b, c: batch_capacity(a, setup=b, unit_time=c),
    "smallest_batch": lambda a, b, c: smallest_batch(a, setup=b, unit_time=c),
    "best": lambda a, b, c: best_case(a, bottleneck_rate=b, raw_process_time=c),
    "practical": lambda a, b, c: practical_worst_case(a, bottleneck_rate=b, raw_process_time=c),
    "worst": lambda a, b, c: worst_case(a, bottleneck_rate=b, raw_process_time=c),
    "analyse": lambda a, b, c: analyse(SCOOTER, demand=a, wage=b),
    "build_up": lambda a, b, c: build_up(GATE, initial=a),
    "window": lambda a, b, c: datasets.load("radiology_month").measure(start=a, end=b),
}
figures = st.one_of(cells, st.floats(1e-9, 1e12), st.integers(1, 50))


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@given(a=figures, b=figures, c=figures)
def test_an_answer_or_a_problem_error(function, a, b, c):
    with suppress(ProblemError):
        answer = function(a, b, c)
        values = [answer] if isinstance(answer, float) else answer.measures.values()
        assert all(math.isfinite(value) for value in values)


def test_a_convention_that_nobody_knows():
    assert complaint(inventory_turns, cost_of_goods_sold=1, inventory=1, by="profit") == (
        "ProblemError: inventory_turns, by: 'profit' is not known. "
        "Choose cost_of_goods_sold or sales."
    )
