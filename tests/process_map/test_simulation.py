"""Simulated maps: true to Cobham, to the analysis, to calendars, splits, escalation, due times."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import complaint
from process_map.random_maps import random_map

from opstools import datasets
from opstools.process_map import ProcessMap, Step, analyse, simulate
from opstools.process_map.as_model import build
from opstools.simulation import simulate as run_model
from opstools.waiting_lines import mmc, priorities


def desk(**settings) -> ProcessMap:
    told = {"resources": {"Clerk": 1}, "rate_unit": "h", "demand": {"items": 5}, **settings}
    return ProcessMap((Step("serve", ("Clerk",), ("Head",), time=6),), **told)


def test_priorities_agree_with_cobham():
    rates = {"green": 1, "urgent": 2, "normal": 5}
    demand = [(name, rate, k) for k, (name, rate) in enumerate(rates.items(), 1)]
    found = simulate(desk(demand=demand), items=20_000, runs=8, seed=4)
    exact = priorities(list(rates.values()), 0.1).time_in_queue  # in hours
    for name, hours in zip(rates, exact, strict=True):
        estimate = found.waiting[name]
        slack = 0.02 * 60 * hours
        assert estimate.low - slack < 60 * hours < estimate.high + slack, name
        assert estimate.half_width < 0.12 * 60 * hours


def test_without_priorities_all_wait_alike():
    demand = [("urgent", 2, 1), ("normal", 5, 2)]
    found = simulate(desk(demand=demand), items=20_000, runs=6, discipline="arrival")
    wait = 60 * mmc(7, 10, servers=1).time_in_queue
    for name in ("urgent", "normal"):
        assert found.waiting[name].mean == pytest.approx(wait, rel=0.1)


def test_several_hands_are_several_servers():
    process = desk(resources={"Clerk": 3}, demand={"items": 24})
    found = simulate(process, items=20_000, runs=6)
    wait = 60 * mmc(24, 10, servers=3).time_in_queue
    assert found.waiting["items"].low * 0.97 < wait < found.waiting["items"].high * 1.03


def test_work_times_vary_as_told():
    """Pollaczek–Khinchine: steady work waits half as long."""
    step = Step("serve", ("Clerk",), time=6, cv=0)
    process = ProcessMap((step,), resources={"Clerk": 1}, rate_unit="h", demand={"items": 8})
    found = simulate(process, items=20_000, runs=6)
    assert found.waiting["items"].mean == pytest.approx(60 * 0.8 / (1 - 0.8) * 0.1 / 2, rel=0.08)


@pytest.mark.parametrize("seed", [1, 2, 6])
def test_visits_and_utilisation_are_those_of_the_analysis(seed):
    process = random_map(seed, 4, 12)
    process = process.replace(flows=[f for f in process.flows if f.kind != "escalation"])
    busiest = max(analyse(process).utilisation.values())
    process = process.replace(demand={"items": 0.7 / float(busiest)})
    found, sure = simulate(process, items=4000, runs=3), analyse(process)
    for name, used in sure.utilisation.items():
        assert found.utilisation[name] == pytest.approx(float(used), rel=0.08, abs=0.01)
    run = run_model(build(process, "priority").model, customers=4000, seed=9)
    counted = run.log["station"].value_counts()
    for step, ratio in sure.visits.items():
        assert counted[step] / 4000 == pytest.approx(float(ratio), rel=0.06, abs=0.02), step


def test_an_item_that_parts_waits_for_its_last_part():
    steps = [Step("part", time=0), Step("a", time=6), Step("b", time=12), Step("c", time=4),
             Step("meet", time=0)]  # fmt: skip
    flows = [("part", n) for n in "abc"] + [(n, "meet") for n in "abc"]
    process = ProcessMap(tuple(steps), flows=flows, demand={"items": 1}, rate_unit="h")
    found = simulate(process, items=20_000, runs=4)
    rates = [1 / 6, 1 / 12, 1 / 4]
    longest = sum(1 / each for each in rates) + 1 / sum(rates)
    for i, one in enumerate(rates):
        longest -= sum(1 / (one + other) for other in rates[i + 1 :])
    assert found.flow_time["items"].mean == pytest.approx(longest, rel=0.03)
    first = 1 / sum(rates)
    assert found.meetings().loc[0, "first_waits"] == pytest.approx(longest - first, rel=0.04)
    assert found.waiting["items"].mean == 0


def test_branches_inside_branches_come_together():
    flows = [("a", "b"), ("a", "c"), ("b", "d"), ("b", "e"), ("d", "f"), ("e", "f"), ("c", "f")]
    steps = tuple(Step(n, time=5, cv=0) for n in "abcdef")
    process = ProcessMap(steps, flows=flows, demand={"items": 1}, rate_unit="h")
    found = simulate(process, items=200, runs=2)
    assert found.flow_time["items"].mean == pytest.approx(20)  # a, b, d or e, f


def test_a_told_wait_takes_no_hands():
    steps = (Step("enter", ("Clerk",), time=1, cv=0), Step("post", wait=30, time=0))
    process = ProcessMap(steps, flows=[("enter", "post")], demand={"items": 6}, rate_unit="h",
                         resources={"Clerk": 1})  # fmt: skip
    found = simulate(process, items=3000, runs=3)
    wait = 60 * 0.1 / (1 - 0.1) / 60 / 2  # M/D/1 of a minute
    assert found.flow_time["items"].mean == pytest.approx(31 + wait, rel=0.01)
    assert found.waiting["items"].mean == pytest.approx(wait, rel=0.15)


def test_nothing_is_done_outside_the_shifts():
    resources = [{"resource": "Clerk", "staff": 1, "calendar": "9-12, 13-18"}]
    process = desk(resources=resources, demand=[{"class": "items", "rate": 2, "hours": "0-24"}])
    run = run_model(build(process, "priority").model, customers=3000, seed=1)
    hour = run.log["start"] % 24
    assert (((hour >= 9) & (hour < 12)) | ((hour >= 13) & (hour < 18))).all()
    assert (run.log["arrival"] % 24 < 8).any()
    night = simulate(process, items=2000, runs=3).flow_time["items"].mean
    day = simulate(process.replace(demand=[{"class": "items", "rate": 4, "hours": "9-12"}]),
                   items=2000, runs=3).flow_time["items"].mean  # fmt: skip
    assert night > 5 * 60 > day


def test_as_many_come_in_a_day_as_the_analysis_counts():
    resources = [{"resource": "Clerk", "staff": 1, "calendar": "8-18"}]
    for demand, a_day in (
        ([{"class": "items", "rate": 4, "hours": "10-12"}], 8),
        ([{"class": "items", "rate": 3}], 24),  # over the hours of the day, 8 of them
    ):
        process = desk(resources=resources, demand=demand)
        arrivals = run_model(
            build(process, "arrival").model, customers=4000, seed=1
        ).inputs.arrivals
        assert 4000 / (arrivals[-1] / 24) == pytest.approx(a_day, rel=0.05)
        assert analyse(process).utilisation["Clerk"] == pytest.approx(a_day * 0.1 / 10)
    hours = np.floor(arrivals % 24)
    assert set(hours) == set(range(8, 18)), "over the hours of the shifts"


def test_shifts_with_few_people_slow_the_work():
    def waits(calendar: str) -> float:
        resources = [{"resource": "Clerk", "staff": 3, "calendar": calendar}]
        process = desk(resources=resources, demand=[{"class": "a", "rate": 12, "hours": "8-16"}])
        return simulate(process, items=3000, runs=2).waiting["a"].mean

    assert waits("8-16 x2") > waits("8-12 x2, 12-16 x3") > waits("8-16")


def test_who_waits_too_long_goes_to_the_boss():
    steps = (Step("desk", ("Clerk",), time=6), Step("boss", ("Boss",), time=3))
    flows = [("desk", "boss", None, "escalation", "", 10)]
    process = ProcessMap(steps, flows=flows, demand={"calls": 9}, rate_unit="h",
                         resources={"Clerk": 1, "Boss": 5})  # fmt: skip
    run = run_model(build(process, "arrival").model, customers=5000, seed=1)
    at_desk = run.log[run.log["station"] == "desk"]
    waits = 60 * (at_desk["start"] - at_desk["arrival"])
    assert waits.max() == pytest.approx(10)
    assert (run.log["station"] == "boss").sum() == (waits > 10 - 1e-6).sum() > 500
    patient = simulate(process.replace(flows=()).replace(steps=steps[:1]), items=4000, runs=2)
    assert (
        simulate(process, items=4000, runs=2).waiting["calls"].mean
        < 10
        < (patient.waiting["calls"].mean)
    )


def test_more_than_can_be_done_is_bearable_where_it_escalates():
    steps = (Step("desk", ("Clerk",), time=6), Step("boss", time=3))
    process = ProcessMap(steps, demand={"calls": 15}, rate_unit="h", resources={"Clerk": 1},
                         flows=[("desk", "boss", None, "escalation", "", 10)])  # fmt: skip
    assert simulate(process, items=2000, runs=2).waiting["calls"].mean < 10


def test_what_is_due_first_goes_first():
    demand = [{"class": "short", "rate": 4, "due": 15, "priority": 2},
              {"class": "long", "rate": 4, "due": 120, "priority": 1}]  # fmt: skip
    by_due = simulate(desk(demand=demand), items=4000, runs=3, discipline="due")
    by_priority = simulate(desk(demand=demand), items=4000, runs=3)
    assert by_due.on_time["short"].mean > by_priority.on_time["short"].mean + 0.2
    assert by_due.waiting["short"].mean < by_due.waiting["long"].mean
    times = by_due.to_frame().set_index("class")
    assert times.loc["short", "on_time"] == pytest.approx(by_due.on_time["short"].mean)


def test_on_time_is_the_share_of_the_exponential():
    """M/M/1: the time in the system is exponential with mean 1/(μ − λ)."""
    process = desk(demand=[{"class": "items", "rate": 5, "due": 20}])
    found = simulate(process, items=20_000, runs=6)
    assert found.on_time["items"].mean == pytest.approx(1 - np.exp(-20 / 12), abs=0.02)


def test_the_same_seed_gives_the_same_figures():
    claims = datasets.load("expense_claims")
    one, two = (simulate(claims, items=300, runs=2, seed=s) for s in (3, 3))
    assert one.runs == two.runs
    assert simulate(claims, items=300, runs=2, seed=4).runs != one.runs


def test_the_overall_figures_weigh_classes_by_their_items():
    found = simulate(datasets.load("expense_claims"), items=500, runs=2)
    table = found.to_frame()
    by_hand = sum(run.flow_time[k] * run.items[k] for run in found.runs for k in range(2)) / sum(
        sum(run.items) for run in found.runs
    )
    assert found.measures["flow_time"] == pytest.approx(by_hand)
    assert table["items"].sum() == 2 * 450


@pytest.mark.parametrize(
    ("settings", "call", "message"),
    [
        ({"demand": ()}, {}, "ProblemError: process map, demand: there is none."),
        ({"demand": {"items": 10}}, {},
         "Infeasible: process map, resource Clerk: demand takes 100 % of its time"),
        ({}, {"items": 5}, "simulate, items: 5 is not a whole number from 20 to 200,000."),
        ({}, {"runs": 1}, "simulate, runs: 1 is not a whole number from 2 to 100."),
        ({}, {"seed": -1}, "simulate, seed: -1 is not a whole number of at least 0."),
        ({}, {"discipline": "fifo"}, "'fifo' is not known. Choose priority, arrival or due."),
    ],
)  # fmt: skip
def test_what_cannot_be_simulated_is_explained(settings, call, message):
    assert message in complaint(simulate, desk(**settings), **call)


def test_ways_that_the_engine_does_not_know_are_explained():
    steps = (Step("a", time=1), Step("b", time=1))
    process = ProcessMap(steps, demand={"x": 1})
    assert "flows: there are none, and nobody knows" in complaint(simulate, process)
    flows = [("a", "b", None, "escalation", "", 5)]
    process = ProcessMap(steps, demand={"x": 1}, flows=flows)
    assert "step a: nobody waits there, so nobody escalates." in complaint(simulate, process)


def test_any_number_may_be_the_seed():
    assert simulate(desk(), items=50, runs=2, seed="3.0").seed == 3


def test_hours_of_demand_hold_without_a_calendar_too():
    process = desk(demand=[("items", 12, 1, None, "", "9-12")])
    found = simulate(process, items=2000, runs=3)
    used = analyse(process).utilisation["Clerk"]
    assert used == 0.45
    assert found.utilisation["Clerk"] == pytest.approx(used, rel=0.05)


def test_a_step_may_be_called_as_one_likes():
    def waits(label: str, wait: float = 0) -> float:
        steps = (Step("A", ("Clerk",), time=3, wait=wait), Step(label, ("Head",), time=10))
        process = ProcessMap(
            steps, flows=[("A", label)], resources={"Clerk": 1, "Head": 1}, rate_unit="h",
            demand={"items": 5},
        )  # fmt: skip
        return simulate(process, items=2000, runs=4).waiting["items"].mean

    assert waits("A (wait)") == pytest.approx(waits("B"), rel=0.3)
    assert waits("A (wait)", wait=5) > 20
