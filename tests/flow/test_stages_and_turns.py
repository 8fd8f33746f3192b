"""Stages, kinds of flow units, turns, efficiency, batches, the cases of a line."""

import math
from contextlib import suppress

import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import (
    Stages,
    batch_capacity,
    batch_curve,
    best_case,
    flow_time_efficiency,
    inventory_turns,
    littles_law,
    littles_law_stages,
    practical_worst_case,
    smallest_batch,
    worst_case,
)

figures = st.floats(0.01, 1e4)


def test_the_emergency_room_of_anupindi():
    room = littles_law_stages(datasets.load("emergency_room"))
    assert float(room.flow_time) * 60 == pytest.approx(54.2, abs=0.05)
    assert float(room.flow_time_efficiency) == pytest.approx((2 + 0.9 * 5 + 0.1 * 30) / 54.2, 0.01)


def test_kinds_of_flow_units_add_up():
    both = littles_law_stages(
        pd.DataFrame({"flow_unit": ["in", "out"], "flow_rate": [5, 20], "flow_time": [6, 0.2]})
    )
    assert (both.inventory, both.flow_rate, both.flow_time) == (34, 25, 1.36)
    assert both.by_flow_unit["in"].inventory == 30


@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=6), figures)
def test_times_add_up_where_all_pass(stages, rate):
    frame = pd.DataFrame(
        {"stage": range(len(stages)), "flow_rate": rate, "flow_time": [t for t, _ in stages]}
    )
    whole = littles_law_stages(frame)
    assert float(whole.flow_time) == pytest.approx(sum(t for t, _ in stages))
    assert float(whole.inventory) == pytest.approx(float(whole.flow_rate * whole.flow_time))


STAGE_FAULTS = {
    "one figure": (
        {"stage": ["wait"], "inventory": [7]},
        "row 1 (wait): 1 figure given. Give two of inventory, flow_rate and flow_time.",
    ),
    "three that disagree": (
        {"stage": ["wait"], "inventory": [7], "flow_rate": [2], "flow_time": [3]},
        "row 1 (wait), inventory: 7 is not flow_rate × flow_time, 2 × 3 = 6. "
        "Correct one of the three, or leave one out.",
    ),
    "a negative rate": (
        {"stage": ["wait"], "inventory": [7], "flow_rate": [-2]},
        "row 1 (wait), flow_rate: -2 is not above 0. Write a number above 0.",
    ),
    "a stage twice": (
        {"stage": ["wait", "wait"], "inventory": [7, 1], "flow_rate": [2, 2]},
        "row 2 (wait): it is there twice. Give every stage one row a flow unit.",
    ),
    "no rate to be had": (
        {"stage": ["wait", "see"], "inventory": [0, 1], "flow_time": [0, 2]},
        "row 1 (wait): inventory or flow_time is 0. "
        "Give the flow rate: nothing inside for no time tells nothing about it.",
    ),
    "no names": (
        {"inventory": [7], "flow_rate": [2]},
        "column stage: it is missing. The table has inventory and flow_rate. "
        "Add a column named stage.",
    ),
}


@pytest.mark.parametrize(("columns", "message"), STAGE_FAULTS.values(), ids=STAGE_FAULTS)
def test_what_stages_refuse(columns, message):
    text = complaint(littles_law_stages, pd.DataFrame(columns))
    assert text == f"ProblemError: stages, {message}"


@given(broken_tables(["stage", "flow_unit", "inventory", "flow_rate", "flow_time", "work_time"]))
def test_nothing_but_a_problem_error_comes_out_of_stages(frame):
    with suppress(ProblemError):
        result = littles_law_stages(frame)
        repr(result), result.steps(), result.measures
        assert Stages.from_frame(result.problem.to_frame()) == result.problem


def test_turns_and_days_and_the_other_convention():
    flow = inventory_turns(cost_of_goods_sold=300, inventory=25)
    assert flow.turns == 12
    assert float(flow.measures["days_of_supply"]) == pytest.approx(365 / 12)
    assert flow.time_unit == "year"
    assert "cost of goods sold over inventory" in repr(flow)
    sales = inventory_turns(sales=420, inventory=25, by="sales", days_per_year=360)
    assert sales.turns == 16.8
    assert "too high" in repr(sales)
    assert complaint(inventory_turns, inventory=25) == (
        "ProblemError: inventory turns, cost_of_goods_sold: it is needed. "
        "Give cost_of_goods_sold of a year, in the same money as inventory."
    )
    assert "by: 'profit' is not known" in complaint(inventory_turns, inventory=2, by="profit")


def test_flow_time_efficiency():
    assert flow_time_efficiency(32, 120) == pytest.approx(0.2667, abs=1e-4)
    assert complaint(flow_time_efficiency, 5, 4) == (
        "ProblemError: flow-time efficiency, theoretical: 5 is more than the average flow time, 4. "
        "Nothing is faster than without waiting: correct one."
    )


@given(setup=st.floats(0.1, 100), unit_time=st.floats(0.1, 10), load=st.floats(0.01, 0.95))
def test_the_smallest_batch_has_just_the_capacity(setup, unit_time, load):
    rate = load / unit_time
    batch = smallest_batch(rate, setup=setup, unit_time=unit_time, divisible=True)
    assert isinstance(batch, float)
    whole = smallest_batch(rate, setup=setup, unit_time=unit_time)
    assert whole == max(1, math.ceil(batch - 1e-9 * batch))
    assert batch_capacity(batch, setup=setup, unit_time=unit_time) == pytest.approx(rate)
    assert batch_capacity(2 * batch, setup=setup, unit_time=unit_time) > rate


def test_no_batch_is_large_enough():
    assert complaint(smallest_batch, 0.125, setup=60, unit_time=10) == (
        "Infeasible: batch, flow_rate: 0.125 × 10 = 1.25 leaves no time for set-ups. "
        "A flow rate below 0.1 is feasible."
    )
    text = complaint(batch_capacity, 0, setup=-1, unit_time="x")
    assert "batch: 0 is not above 0" in text
    assert "setup: -1 is below 0" in text
    assert "unit_time: 'x' is not a number" in text


@given(w=st.integers(1, 200), machines=st.integers(1, 20), time=st.floats(0.1, 10))
def test_the_cases_stand_in_order_and_obey_littles_law(w, machines, time):
    line = {"bottleneck_rate": 1 / time, "raw_process_time": machines * time}
    best, practical, worst = (
        case(w, **line) for case in (best_case, practical_worst_case, worst_case)
    )
    slack = 1e-9
    assert worst.throughput <= practical.throughput * (1 + slack)
    assert practical.throughput <= best.throughput * (1 + slack)
    for each in (best, practical, worst):
        assert float(each.throughput * each.cycle_time) == pytest.approx(w)
    formula = machines * time + (w - 1) * time
    assert float(practical.cycle_time) == pytest.approx(formula)


def test_cases_refuse_what_is_no_line():
    assert complaint(best_case, 0.5, bottleneck_rate=1, raw_process_time=3) == (
        "ProblemError: best case, wip: 0.5 jobs is less than one job. "
        "Give the number of jobs that are always in the line."
    )
    assert complaint(worst_case, 3, bottleneck_rate=0.5, raw_process_time=1) == (
        "ProblemError: worst case, raw_process_time: 1 h is shorter than the 2 h between two jobs "
        "at the bottleneck. The time of a job holds its time at the bottleneck; correct one of "
        "the two."
    )
    assert "bottleneck_rate: -1 jobs/h is not above 0" in complaint(
        best_case, 3, bottleneck_rate=-1, raw_process_time=1
    )


def test_a_closed_line_of_equal_exponential_machines_is_the_practical_worst_case():
    """Mean value analysis, which knows nothing of the formula."""
    machines, time, jobs = 4, 2.0, 10
    waiting = [0.0] * machines
    for w in range(1, jobs + 1):
        stays = [time * (1 + each) for each in waiting]
        throughput = w / sum(stays)
        waiting = [throughput * stay for stay in stays]
    line = practical_worst_case(jobs, bottleneck_rate=0.5, raw_process_time=8)
    assert float(line.throughput) == pytest.approx(throughput)


def test_tolerance_that_is_none():
    given_ = {"inventory": 1, "flow_rate": 1, "flow_time": 1}
    assert "tolerance: 'x' is not a number" in complaint(littles_law, **given_, tolerance="x")


def test_no_stage_works_faster_than_it_passes_on():
    table = pd.DataFrame({"stage": ["see"], "inventory": [6], "flow_rate": [3], "work_time": [4]})
    assert complaint(littles_law_stages, table) == (
        "ProblemError: stages, row 1 (see), work_time: 4 h is more than the flow time, 2 h. "
        "Nothing is faster than without waiting: correct one."
    )
    assert littles_law_stages(table.assign(work_time=2)).flow_time_efficiency == 1


def test_all_faults_of_a_batch_curve_are_told_at_once():
    told = complaint(batch_curve, setup=-1, unit_time=10, batch=0, flow_rate=-2)
    assert "batch, 3 faults" in told
