"""Visits, capacities, hand-offs and costs: by hand, by the linear system, by walking at random."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from process_map.random_maps import random_map

from opstools import datasets
from opstools.flow import analyse as analyse_steps
from opstools.process_map import ProcessMap, Step, analyse, compare


def simple(names: str, flows, **settings) -> ProcessMap:
    steps = tuple(Step(n, ("X",), ("X",), time=k + 1) for k, n in enumerate(names))
    return ProcessMap(steps, flows=flows, **settings)


def test_visits_by_hand():
    loop = simple("abc", [("a", "b"), ("b", "a", 0.2), ("b", "c", 0.8)])
    assert dict(analyse(loop).visits) == {"a": 1.25, "b": 1.25, "c": 1}
    split = simple("abcd", [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])
    assert dict(analyse(split).visits) == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert split.network.joins == {"d": ("a",)}
    apart = simple("abc", [("a", "b"), ("a", "c")])
    assert dict(analyse(apart).visits) == {"a": 1, "b": 1, "c": 1}
    flows = [("a", "b"), ("a", "c"), ("b", "d", 0.25), ("b", "e", 0.75), ("d", "e"), ("c", "e")]
    assert dict(analyse(simple("abcde", flows)).visits) == {
        "a": 1,
        "b": 1,
        "c": 1,
        "d": 0.25,
        "e": 1,
    }


def test_branches_inside_branches_meet_as_one_item():
    nested = simple("abcdefg", [("a", "b"), ("a", "c"), ("b", "d"), ("b", "e"), ("d", "f"),
                                ("e", "f"), ("f", "g"), ("c", "g")])  # fmt: skip
    assert set(analyse(nested).visits.values()) == {1}
    assert nested.network.joins == {"f": ("b",), "g": ("a",)}
    together = simple("abcdef", [("a", "b"), ("a", "c"), ("b", "d"), ("b", "e"), ("d", "f"),
                                 ("e", "f"), ("c", "f")])  # fmt: skip
    assert set(analyse(together).visits.values()) == {1}
    assert together.network.joins == {"f": ("a", "b")}


def test_a_split_after_a_decision_is_visited_as_often_as_the_decision_tells():
    flows = [("a", "b", 0.4), ("a", "e", 0.6), ("b", "c"), ("b", "d"), ("c", "e"), ("d", "e")]
    visits = analyse(simple("abcde", flows)).visits
    assert dict(visits) == {"a": 1, "b": 0.4, "c": 0.4, "d": 0.4, "e": 1}


def by_numpy(process: ProcessMap) -> np.ndarray:
    """v = (I - Aᵀ)⁻¹ e in floating point."""
    names = [each.name for each in process.steps]
    a = np.zeros((len(names), len(names)))
    for source, ways in process.network.weights.items():
        for target, weight in ways.items():
            a[names.index(source), names.index(target)] = float(weight)
    start = np.zeros(len(names))
    start[names.index(process.network.first)] = 1
    return np.linalg.solve(np.eye(len(names)) - a.T, start)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_visits_are_those_of_the_linear_system(seed, steps):
    process = random_map(seed, 4, steps)
    visits = list(map(float, analyse(process).visits.values()))
    assert visits == pytest.approx(list(by_numpy(process)), abs=1e-9)


def walked(process: ProcessMap, items: int, seed: int) -> Counter[str]:
    """Visits counted by walking: tokens part at splits and meet by counting at joins."""
    r, net, counted = np.random.default_rng(seed), process.network, Counter[str]()
    for _ in range(items):
        waiting, come = [net.first], Counter[str]()
        while waiting:
            step = waiting.pop()
            if step in net.joins:
                come[step] += 1
                needed = 1 + sum(len(net.out[split]) - 1 for split in net.joins[step])
                if come[step] < needed:
                    continue
                come[step] = 0
            counted[step] += 1
            shares = net.shares(step)
            if net.is_split(step):
                waiting += shares
            elif shares:
                chances = np.cumsum([float(each) for each in shares.values()])
                waiting.append(list(shares)[int(np.searchsorted(chances, r.random()))])
    return counted


@pytest.mark.parametrize("seed", [2, 6])
def test_visits_are_what_walking_at_random_counts(seed):
    process, items = random_map(seed, 4, 14), 4000
    counted, visits = walked(process, items, 1), analyse(process).visits
    assert max(visits.values()) > 1
    for step, ratio in visits.items():
        assert counted[step] / items == pytest.approx(float(ratio), rel=0.08, abs=0.03), step


def test_the_claims_come_out_as_worked_by_hand():
    found = analyse(datasets.load("expense_claims"))
    assert dict(found.capacity) == {"Clerk": 12, "Head": 30, "Cashier": 20}
    assert dict(found.utilisation) == {"Clerk": 0.75, "Head": 0.3, "Cashier": 0.45}
    assert (found.bottleneck, found.hand_offs, found.work) == ("Clerk", 4, 15)
    assert found.critical_path == ("enter", "check receipts", "approve", "pay", "close")
    assert found.duration == 42
    assert found.value_added_share == pytest.approx(8 / 45)  # 5 + 3 of 15 min and a wait of 30
    # 7.5 + 2.5 min of clerks at 30, 2 of the head at 60, 3 of the cashier at 36, and 0.2.
    assert found.cost_per_item == pytest.approx(10 / 60 * 30 + 2 / 60 * 60 + 3 / 60 * 36 + 0.2)
    work = analyse(datasets.load("expense_claims"), share_of="work")
    assert work.value_added_share == pytest.approx(8 / 15)


def test_without_loops_it_is_process_analysis():
    """The same capacities and implied utilisations as `flow.analyse` of the steps in a row."""
    table = pd.DataFrame({"step": ["a", "b", "c"], "servers": [1, 2, 1], "unit_time": [5, 12, 4]})
    steps = [Step(n, (n,), ("X",), time=t) for n, t in zip("abc", [5, 12, 4], strict=True)]
    process = ProcessMap(tuple(steps), flows=[("a", "b"), ("b", "c")],
                         resources={"a": 1, "b": 2, "c": 1}, demand={"items": 0.15})  # fmt: skip
    found, other = analyse(process), analyse_steps(table, demand=0.15)
    assert found.bottleneck == other.bottleneck == "b"
    assert list(found.capacity.values()) == pytest.approx(list(other.capacity.values()))
    assert list(found.utilisation.values()) == pytest.approx(
        list(other.implied_utilisation.values())
    )


def test_classes_may_start_at_steps_of_their_own():
    flows = [("chat", "solve"), ("ticket", "solve")]
    steps = [Step("chat", ("Desk",), time=2), Step("ticket", ("Desk",), time=10),
             Step("solve", ("Engineer",), time=6)]  # fmt: skip
    demand = [{"class": "urgent", "rate": 3, "start": "chat"},
              {"class": "other", "rate": 1, "start": "ticket"}]  # fmt: skip
    process = ProcessMap(tuple(steps), flows=flows, demand=demand, rate_unit="h",
                         resources={"Desk": 1, "Engineer": 1})  # fmt: skip
    found = analyse(process)
    assert dict(found.visits) == {"chat": 0.75, "ticket": 0.25, "solve": 1}
    assert dict(found.utilisation) == {"Desk": (3 * 2 + 10) / 60, "Engineer": 4 * 6 / 60}
    assert process.check() == () or all("accountable" in each or "one person" in each
                                        for each in process.check())  # fmt: skip


@pytest.mark.parametrize(
    ("rate_unit", "calendar", "capacity"),
    [
        ("h", "", 2 * 60 / 10),
        ("day", "", 2 * 8 * 60 / 10),
        ("day", "9-12, 13-18", 2 * 8 * 60 / 10),
        ("day", "8-20", 2 * 12 * 60 / 10),
        ("day", "8-12 x3, 12-20", (12 + 16) * 60 / 10),
        ("h", "8-20", 2 * 12 * 60 / 10 / 8),
        ("min", "", 2 / 10),
    ],
)
def test_capacity_counts_the_hours_of_shifts(rate_unit, calendar, capacity):
    process = ProcessMap(
        (Step("serve", ("Clerk",), time=10),), rate_unit=rate_unit, demand={"items": 1},
        resources=[{"resource": "Clerk", "staff": 2, "calendar": calendar}],
    )  # fmt: skip
    found = analyse(process)
    assert found.capacity["Clerk"] == pytest.approx(capacity)
    assert found.utilisation["Clerk"] == pytest.approx(1 / capacity)


def test_hours_of_arrival_tell_how_many_come_in_a_day():
    process = ProcessMap(
        (Step("serve", ("Clerk",), time=10),), rate_unit="h", resources={"Clerk": 1},
        demand=[{"class": "items", "rate": 4, "hours": "10-12"}],
    )  # fmt: skip
    assert analyse(process).utilisation["Clerk"] == pytest.approx(4 * 2 * 10 / 60 / 8)


def test_hand_offs_count_what_crosses_lanes():
    steps = [Step(n, (lane,)) for n, lane in zip("abcd", "XXYX", strict=True)]
    flows = [("a", "b"), ("b", "c", 0.5), ("b", "d", 0.5), ("c", "d")]
    assert analyse(ProcessMap(tuple(steps), flows=flows)).hand_offs == 1  # 0.5 there and back


def test_messages_carry_no_item():
    flows = [("a", "b"), ("a", "c", None, "information"), ("b", "c")]
    process = simple("abc", flows)
    assert process.network.joins == {}
    assert dict(analyse(process).visits) == {"a": 1, "b": 1, "c": 1}


def test_names_with_commas_have_a_longest_way_too():
    steps = (Step("scan, sort", ("X",), time=2), Step("file；store", ("X",), time=3, wait=4))
    found = analyse(ProcessMap(steps, flows=[("scan, sort", "file；store")]))
    assert found.critical_path == ("scan, sort", "file；store")
    assert found.duration == 9


def test_maps_that_have_no_figures_are_explained():
    loop = simple("ab", [("a", "b"), ("b", "a")])
    assert complaint(analyse, loop) == (
        "ProblemError: process map, steps a and b: whoever comes here goes round for ever. "
        "Let a branch lead out of the loop."
    )
    short = simple("abc", [("a", "b", 0.5), ("a", "c", 0.4)])
    assert "step a: the shares of its branches add up to 0.9." in complaint(analyse, short)
    assert "compare, after: 3 is no MapAnalysis." in complaint(
        compare, analyse(datasets.load("expense_claims")), 3
    )


def test_a_change_is_told_figure_by_figure():
    now = datasets.load("expense_claims")
    flows = [f for f in now.flows if f.target != "enter"]
    flows = [(f.source, f.target) for f in flows]
    found = compare(analyse(now), analyse(now.replace(flows=flows)))
    table = found.to_frame().set_index("figure")
    assert table.loc["work", "before"] == 15
    assert table.loc["work", "after"] == 13.5
    assert table.loc["work", "difference"] == found.answer["work"] == -1.5
    assert found.measures["work"] == 0.9
    assert found.headline.startswith("capacity 12 items/h → 14.12 items/h")


def test_a_list_of_duties_has_no_order():
    duties = pd.DataFrame({"step": ["lock", "report"], "responsible": ["A", "B"], "time": [5, 10]})
    found = analyse(duties)
    assert (found.hand_offs, found.work) == (0, 15)
    assert set(found.visits.values()) == {1}


def test_the_longest_way_is_one_that_items_take():
    steps = [Step("chat", time=2), Step("ticket", time=50), Step("solve", time=6)]
    flows = [("chat", "solve"), ("ticket", "solve")]
    demand = [{"class": "urgent", "rate": 3, "start": "chat"}]
    process = ProcessMap(tuple(steps), flows=flows, demand=demand).changed(
        steps={"ticket": {"shape": "start"}}
    )
    found = analyse(process)
    assert (found.critical_path, found.duration) == (("chat", "solve"), 8)


def test_figures_in_other_units_are_not_compared():
    now = simple("ab", [("a", "b")])
    text = complaint(compare, analyse(now), analyse(now.replace(steps=now.steps, time_unit="h")))
    assert "1. work: it is told in min before and in h after. Tell both maps in the same" in text
    text = complaint(compare, analyse(now), analyse(now, share_of="work"))
    assert "value_added_share: one is a share of the time, the other of the work." in text
