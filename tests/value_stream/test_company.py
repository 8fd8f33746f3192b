"""Company C: its printed figures, what its improvements do, and the rules of the model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from opstools import datasets
from opstools.core import Infeasible, ProblemError
from opstools.value_stream import (
    BatchProcess,
    OrderStream,
    company_c,
    current_state,
    lead_times,
    simulate_orders,
)
from opstools.value_stream.company.plots import time_per_order
from opstools.value_stream.company.simulate import IMPROVEMENTS, PULL
from opstools.value_stream.picture.map import map_sketch

PRINTED = {"current": (10.1, 26.7, 36.8), "future": (20.0, 13.3, 33.3)}
SHARES = {"current": 0.2745, "future": 0.6006}


def means(state, seeds=(1,), **changes):
    runs = [company_c(state, days=10, seed=seed, **changes) for seed in seeds]
    before = np.mean([run.segments[0].mean for run in runs])
    total = np.mean([run.total.mean for run in runs])
    last = np.mean([run.segments[-1].mean for run in runs])
    on_time = np.mean([run.on_time for run in runs])
    return before, total - before, total, last, on_time


@pytest.mark.parametrize("state", PRINTED)
def test_the_printed_times_come_out_within_three_per_cent(state):
    found = means(state, range(1, 6))
    assert found[:3] == pytest.approx(PRINTED[state], rel=0.03)
    assert found[0] / found[2] == pytest.approx(SHARES[state], abs=0.015)
    if state == "current":
        assert found[3] == pytest.approx(12.0, rel=0.03)
        assert found[3] / found[2] == pytest.approx(0.3261, abs=0.015)


def test_one_solution_to_one_decimal():
    for after, share, total in ((26.7, 27.45, 36.8), (13.3, 60.06, 33.3)):
        fits = [t / 10 for t in range(140, 900) if round(100 * (1 - after / (t / 10)), 2) == share]
        assert fits == [total]


def test_the_promise_cuts_the_tail_and_pull_moves_the_wait():
    now = company_c("current", days=10)
    promise = company_c("current", days=10, **IMPROVEMENTS["promise"])
    assert promise.total.max < 0.8 * now.total.max
    before, after, total, *_ = means("current")
    pulled = means("current", **IMPROVEMENTS["pull"])
    assert pulled[0] > 2 * before
    assert pulled[1] < 0.6 * after
    assert pulled[2] > total


def test_pull_without_the_release_rule_barely_helps():
    rest = {**IMPROVEMENTS["promise"], "processes": PULL["processes"]}
    without = means("current", **rest)
    capped = means("current", **rest, cap=PULL["cap"])
    both = means("current", **rest, cap=PULL["cap"], release=PULL["release"])
    assert abs(capped[1] - without[1]) < 2
    assert both[1] < without[1] - 5


def test_stagger_gives_back_on_time_delivery_once_pull_is_tight():
    seeds = range(1, 4)
    assert means("future", seeds)[4] > means("future", seeds, stagger=0)[4]


def test_the_same_seed_gives_the_same_orders():
    one, two, other = (company_c("future", days=2, seed=seed) for seed in (3, 3, 4))
    assert one == two != other


def test_moments_rise_and_littles_law_holds():
    run = company_c("current", days=5)
    moments = run.moments
    assert list(moments.columns) == list(run.problem.points)
    assert (np.diff(moments.to_numpy(), axis=1) >= -1e-9).all()
    assert run.total.orders == len(moments)
    slots = set(run.problem.slots)
    assert set(np.round(moments["carrier"] % 24, 6)) == slots
    for place in ("P1", "P2", "P3"):
        hours = moments[f"{place} start"] % 24
        assert hours.min() >= 9 - 1e-9
        assert hours.max() <= 18 + 1e-9


def test_batches_keep_their_sizes_classes_and_times():
    stream = OrderStream(
        (BatchProcess("only", 0.5, 0.01, 20, 40),), orders=300, promise=(0.5, 0.5), least=2
    )
    moments = simulate_orders(stream, days=4, seed=2).moments
    for (start, end), orders in moments.groupby(["only start", "only end"]):
        if 24 * 4 < start < 24 * 6:  # not those that began with orders of the days before
            assert 20 <= len(orders) <= 40
            assert end - start == pytest.approx(0.5 + 0.01 * len(orders))


def test_a_release_holds_orders_back_and_stagger_shifts_the_hours():
    run = company_c("future", days=4, release=5)
    early = run.moments["carrier"] - run.moments["P1 start"]
    assert (early.round(6) >= 0).all()
    on_time = run.moments[early < 24]
    assert (on_time["carrier"] - on_time["P1 start"]).max() < 24
    shifted = company_c("future", days=4, stagger=1).moments
    assert (shifted["P3 start"] % 24).min() >= 11 - 1e-9


def test_too_tight_a_cap_is_told():
    with pytest.raises(Infeasible, match="had not left in time") as caught:
        company_c("future", days=2, cap=100)
    assert "Add workers" in str(caught.value)


def test_faults_are_told_all_at_once():
    with pytest.raises(ProblemError) as caught:
        OrderStream(
            (BatchProcess("a", -1, 0.1, 5, 3), BatchProcess("a", 0.1, 0.1, by_class="maybe")),
            orders=0, profile=(1, 2), classes=(0.5, 0.6), slots=(15, 11), opens=18, closes=9,
        )  # fmt: skip
    text = str(caught.value)
    for part in ("setup", "smallest", "by_class", "orders", "profile", "add up to 1.1",
                 "no rising hours", "closes before it opens", "there 2 times"):  # fmt: skip
        assert part in text
    with pytest.raises(ProblemError, match="Did you mean release"):
        company_c("current", relaese=5)
    with pytest.raises(ProblemError, match="at most 300,000 orders"):
        company_c("current", days=1000)


def test_a_blank_set_up_is_not_an_hour():
    frame = datasets.load("company_c").to_frame().astype(object)
    frame.loc[0, ["setup", "largest", "workers"]] = [None, 50, None]
    with pytest.raises(ProblemError, match=r"^order stream, row 1 .*setup: there is no number"):
        OrderStream.from_frame(frame)
    frame.loc[0, "setup"] = 0
    assert OrderStream.from_frame(frame).processes[0].workers == 1


def test_one_wrong_share_is_told_once():
    with pytest.raises(ProblemError, match=r"^order stream, promise, number 1: 'half' is not"):
        OrderStream((BatchProcess("pack", 0.1, 0.002),), promise=("half", 0.25))


def test_a_stream_without_an_order():
    stream = OrderStream((BatchProcess("pack", 0.1, 0.002),), orders=1e-4)
    with pytest.raises(ProblemError) as caught:
        simulate_orders(stream, days=1)
    assert str(caught.value) == (
        "order stream, orders: none came in 1 day. Take more days, or more orders a day."
    )


def test_the_curves_are_the_work_of_an_order():
    stream = datasets.load("company_c")
    ax = stream.plot()
    for each, k in zip(stream.processes, (0, 2, 4), strict=True):
        sizes, work = ax.lines[k].get_data()
        expected = [60 * (each.setup + each.unit_time * n) / n for n in sizes]
        assert work == pytest.approx(expected)
        own, marks = ax.lines[k + 1].get_data()
        assert set(own) == {each.smallest, each.largest}
        assert marks == pytest.approx([time_per_order(each, n) for n in own])


def test_lead_times_become_a_stream_with_their_spread():
    run = company_c("current", days=3)
    stream = run.stream(demand=1000, available_time=9, flows={"P3": "fifo"}, unit="orders")
    assert [each.name for each in stream.processes] == ["P1", "P2", "P3"]
    assert [each.cycle_time for each in stream.processes] == [
        run.mean(f"{name} start → {name} end") for name in ("P1", "P2", "P3")
    ]
    waits = dict(zip(["P1", "P2", "P3", "customer"], run.segments[::2], strict=True))
    for place, segment in waits.items():
        assert stream.inventory(place).days == pytest.approx(segment.mean / 24)
        assert stream.inventory(place).flow == ("fifo" if place == "P3" else "push")
    found = current_state(stream, day="24h")
    work = sum(each.mean for each in run.segments[1::2])
    assert found.lead_time * 24 + work == pytest.approx(run.total.mean)
    texts = " ".join(each.text for each in map_sketch(stream, found).texts())
    assert f"{run.segments[0].mean:.0f} h" in texts
    with pytest.raises(ProblemError, match="P4"):
        run.stream(demand=1000, available_time=9, flows={"P4": "pull"})
    plain = lead_times(pd.DataFrame({"order": [1, 1], "point": ["a", "b"], "time": [0, 2]}))
    with pytest.raises(ProblemError, match='no process has a "start" and an "end"'):
        plain.stream(demand=1, available_time=1)


def test_a_promise_tells_the_share_on_time():
    log = datasets.load("three_orders")
    assert lead_times(log).on_time is None
    assert lead_times(log, promise=14).on_time == pytest.approx(2 / 3)
    assert lead_times(log, promise=10).on_time == pytest.approx(1 / 3)
    assert lead_times(log, promise=14).measures["on_time"] == pytest.approx(2 / 3)
    with pytest.raises(ProblemError, match="promise"):
        lead_times(log, promise=-1)


def test_on_time_is_the_last_promised_day_at_the_latest():
    run = company_c("future", days=6)
    days = run.moments["carrier"] // 24 - run.moments["order"] // 24
    assert run.on_time == pytest.approx((days <= 2).mean())
    assert run.on_time < 1


def test_bars_do_not_reach_beyond_the_least_and_the_most():
    run = company_c("current", days=3)
    ax = run.plot()
    for bar, each in zip(ax.patches, run.segments, strict=True):
        assert bar.get_x() == pytest.approx(max(each.min, each.mean - each.sd))
        assert bar.get_x() + bar.get_width() == pytest.approx(min(each.max, each.mean + each.sd))
    assert any(each.mean - each.sd < each.min for each in run.segments)
