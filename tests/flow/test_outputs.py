"""Start-up, buffers, yields, capacities: against simulation, by hand, and as they are drawn."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import (
    YieldStep,
    YieldSteps,
    analyse,
    capacity_use,
    inventory_cost_per_unit,
    rolled_yield,
    time_to_make,
    two_stations,
)

SCOOTER = datasets.load("kick_scooter")
shares = st.integers(1, 100).map(lambda k: k / 100)


def by_stepping(times, servers, units):
    """When the last unit is done: each starts a step when it is there and a server is free."""
    clock = [0.0] * units
    for time, number in zip(times, servers, strict=True):
        free = [0.0] * number
        for k in range(units):
            start = max(clock[k], min(free))
            free[free.index(min(free))] = start + time
            clock[k] = start + time
    return clock[-1]


@given(st.lists(st.integers(1, 20), min_size=1, max_size=5), st.integers(1, 30))
def test_time_to_make_against_stepping(times, units):
    table = pd.DataFrame({"step": range(len(times)), "servers": 1, "unit_time": times})
    assert time_to_make(table, units=units).total == by_stepping(times, [1] * len(times), units)
    slow = time_to_make(table, units=units, paced="machine")
    assert slow.total == max(times) * (len(times) + units - 1)


def test_units_on_their_way_are_drawn_where_they_are():
    start = time_to_make(SCOOTER, units=3)
    bars = [(p.get_x(), p.get_width()) for p in start.plot().patches]
    assert bars == [(each.start, each.end - each.start) for each in start.shown]
    assert len(start.plot(step=1).patches) == 3
    assert "flow_units" in complaint(time_to_make, datasets.load("radiology_steps"), units=3)


def passing(first, second, places, units, seed):
    """Throughput of two stations with blocking, unit by unit."""
    random = np.random.default_rng(seed)
    one, two = random.exponential(1 / first, units), random.exponential(1 / second, units)
    left, done = np.zeros(units), np.zeros(units)
    for k in range(units):
        ready = (left[k - 1] if k else 0.0) + one[k]
        room = done[k - places - 1] if k > places else 0.0  # a place in the buffer or at station 2
        left[k] = max(ready, room)
        done[k] = max(left[k], done[k - 1] if k else 0.0) + two[k]
    return units / done[-1]


@pytest.mark.parametrize(("first", "second", "places"), [(10, 10, 0), (10, 8, 3), (6, 10, 1)])
def test_two_stations_against_simulation(first, second, places):
    line = two_stations(first, second, buffer=places)
    assert line.throughput == pytest.approx(passing(first, second, places, 200_000, 4), rel=0.01)


@given(st.floats(0.5, 50), st.floats(0.5, 50), st.integers(0, 50))
def test_what_goes_in_comes_out(first, second, places):
    line = two_stations(first, second, buffer=places)
    assert first * (1 - line.blocked) == pytest.approx(line.throughput, rel=1e-6)
    assert line.throughput <= line.without_variation * (1 + 1e-12)
    assert line.with_buffer(places + 1).throughput > line.throughput * (1 - 1e-12)
    total = sum(line.chance(n) for n in range(places + 3))
    assert total == pytest.approx(1)


def test_the_buffer_curve_is_its_formula():
    line = two_stations(10, 10, buffer=2)
    _, curve, point = line.plot().lines
    for size, rate in zip(curve.get_xdata(), curve.get_ydata(), strict=True):
        assert rate == pytest.approx(10 * (size + 2) / (size + 3))
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (2, pytest.approx(8))


@given(st.lists(st.tuples(st.integers(0, 20), shares, st.integers(0, 99)), min_size=1, max_size=4))
def test_yields_against_chances(rows):
    steps = tuple(YieldStep(f"S{k}", t, y, r / 100) for k, (t, y, r) in enumerate(rows))
    found = rolled_yield(YieldSteps(steps))
    share, work = 1.0, 0.0
    for each in steps:
        visits = sum(((1 - each.good) * each.rework) ** k for k in range(3000))
        work += share * visits * each.unit_time
        share *= each.good * visits
    assert found.rolled == pytest.approx(share, rel=1e-6)
    assert found.work == pytest.approx(work / share, rel=1e-6)
    widths = [p.get_width() for p in found.plot().patches]
    plt.close("all")
    assert sum(widths[1::2]) + widths[-2] == pytest.approx(100)


@given(broken_tables(["step", "unit_time", "yield", "rework"]))
def test_nothing_but_a_problem_error_comes_out(frame):
    try:
        found = rolled_yield(frame)
        repr(found), found.steps()
        assert YieldSteps.from_frame(found.problem.to_frame()) == found.problem
    except ProblemError:
        pass


def test_what_a_capacity_cannot_be():
    assert complaint(capacity_use, design=50, effective=60, output=70) == (
        "ProblemError: capacity, 2 faults:\n"
        "  1. effective: 60 units/day is above the design capacity, 50 units/day. "
        "Ideal conditions are never worse: correct one.\n"
        "  2. output: 70 units/day is above the effective capacity, 60 units/day. "
        "Then more can be expected than was said: correct one."
    )
    use = capacity_use(design=50, effective=40, output=36)
    assert [p.get_width() for p in use.plot().patches] == [50, 40, 36]


def test_inventory_cost():
    assert inventory_cost_per_unit(holding_rate=0.2, turns=4, unit_cost=100) == 5


def test_the_process_flow_shows_every_step_and_marks_the_bottleneck():
    chart = analyse(SCOOTER)
    ax = chart.plot_flow()
    words = [text.get_text() for text in ax.texts if text.get_text()]
    assert words == ["step 1\n1 × 13\n0.07692", "step 2\n1 × 11\n0.09091", "step 3\n1 × 8\n0.125"]
    wide = [p.get_linewidth() for p in ax.patches if p.get_width() > 1]
    assert wide == [2, 1, 1]


def test_yields_are_told_as_they_are():
    steps = (YieldStep("solder", 1, 0.9973), YieldStep("test", 1, 0.5))
    assert YieldSteps(steps).headline == "2 steps with yields from 50 % to 99.7 %."
    assert YieldSteps(steps[:1]).headline == "1 step with a yield of 99.7 %."
    page = rolled_yield(YieldSteps(steps)).table_html()
    assert "unit time (min)" in page
    assert "99.7 %" in page


def test_a_single_unit_has_no_others():
    assert time_to_make(datasets.load("kick_scooter"), units=1).headline == "1 unit takes 32 min."


def test_a_long_process_is_analysed_at_once():
    """Every figure of every step is worked out once, not once a bar or once a step."""
    steps = pd.DataFrame({"step": [f"s{k}" for k in range(400)], "servers": 1, "unit_time": 2.5})
    found = analyse(steps)
    assert found.capacity is found.capacity
    assert len(found.bottlenecks) == 400
