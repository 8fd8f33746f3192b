"""The event loop: equal to the recursions, equal to SimPy, and true to what is declared."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulation import peers

from opstools.simulation import (
    Arrivals,
    Batch,
    Calendar,
    Cap,
    Exponential,
    Failures,
    Fixed,
    Gamma,
    Lognormal,
    Model,
    Profile,
    Slots,
    Station,
    simulate,
)
from opstools.simulation.drawn_inputs import draw_inputs
from opstools.simulation.run import by_events

TOLERANCE = 1e-8


def tandem(*servers, load=0.9):
    stations = [Station(f"s{k}", Exponential(load * c), servers=c) for k, c in enumerate(servers)]
    return Model(tuple(stations), Arrivals(Exponential(1)))


def sorted_log(run):
    return run.log.sort_values(["station", "item"], ignore_index=True)


@pytest.mark.parametrize("servers", [[1], [3], [1, 1, 1, 1], [2, 1, 3]])
def test_three_ways_to_the_same_numbers(servers):
    model = tandem(*servers)
    fast = simulate(model, customers=3000, seed=7)
    slow = by_events(model, draw_inputs(model, customers=3000, until=None, seed=7), 7, np.inf)
    drawn = fast.inputs
    services = [times.tolist() for times in drawn.services]
    starts, departures = peers.fifo(drawn.arrivals.tolist(), services, servers)
    for run in (fast, slow):
        log = sorted_log(run)
        assert np.abs(log["start"] - np.concatenate(starts)).max() < TOLERANCE
        assert np.abs(log["departure"] - np.concatenate(departures)).max() < TOLERANCE


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=30),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
)
def test_recursion_and_events_agree_with_ties_too(times, servers):
    """Whole numbers make many events fall on the same moment."""
    moments = tuple(np.cumsum([gap for gap, _ in times]).tolist())
    work = np.array([service for _, service in times], float)
    stations = [Station(f"s{k}", lambda _, n: work[:n], servers=c) for k, c in enumerate(servers)]
    model = Model(tuple(stations), Arrivals(at=moments))
    fast = simulate(model, customers=len(times), seed=1)
    slow = by_events(model, draw_inputs(model, customers=len(times), until=None, seed=1), 1, np.inf)
    assert sorted(fast.left) == pytest.approx(sorted(slow.left))


def test_priorities_calendar_and_batches_as_in_simpy():
    model = Model(
        (
            Station("desk", Exponential(0.1), servers=2, discipline="priority"),
            Station(
                "oven", Gamma(0.02, 0.5), calendar=Calendar(((8, 20),)), batch=Batch(20, setup=0.2)
            ),
        ),
        (
            Arrivals(Exponential(0.1), kind="urgent", priority=0),
            Arrivals(Exponential(0.2), kind="usual", priority=1),
        ),
    )
    run = simulate(model, customers=3000, seed=1)
    departures = peers.workshop(
        run.inputs.arrivals.tolist(), run.inputs.source.tolist(),
        [times.tolist() for times in run.inputs.services],
        servers=2, setup=0.2, most=20, opens=8, closes=20,
    )  # fmt: skip
    assert np.abs(run.left - np.array(departures)).max() < TOLERANCE
    oven = run.log[run.log["station"] == "oven"]
    assert oven.groupby("job").size().max() <= 20
    assert (oven["start"] % 24 >= 8 - TOLERANCE).all()


def test_the_log_of_a_run_until_a_moment():
    model = tandem(1, 2)
    whole, cut = simulate(model, customers=3000, seed=3), simulate(model, until=500, seed=3)
    slow = by_events(model, draw_inputs(model, customers=None, until=500, seed=3), 3, 500)
    table = whole.log[whole.log["arrival"] <= 500].sort_values(["station", "item"])
    for run in (cut, slow):
        log = sorted_log(run)
        assert len(log) == len(table)
        known = log["departure"].notna().to_numpy()
        assert (known == (table["departure"] <= 500).to_numpy()).all()
        assert np.allclose(log["departure"][known], table["departure"].to_numpy()[known])
    assert cut.items["departure"].isna().sum() > 0


def test_little_on_the_log():
    run = simulate(tandem(1, 1), customers=5000, seed=2)
    figures = run.figures()
    stays = (run.items["departure"] - run.items["arrival"]).sum()
    assert figures["inventory"] * run.end == pytest.approx(stays)
    assert figures["inventory"] == pytest.approx(figures["flow_rate"] * figures["flow_time"])


def test_the_same_seed_and_another():
    model = tandem(2)
    log = simulate(model, customers=100, seed=1).log
    pd.testing.assert_frame_equal(log, simulate(model, customers=100, seed=1).log)
    assert not log.equals(simulate(model, customers=100, seed=2).log)


def test_common_random_numbers():
    """A change at one station leaves arrivals and all other services as they were."""
    before = Model(
        (Station("a", Exponential(1)), Station("b", Lognormal(2, 1), servers=3)),
        Arrivals(Exponential(2)),
    )
    faster = (Station("new", Fixed(1)), Station("a", Exponential(0.5)), before.stations[1])
    first, second = (
        simulate(model, customers=500, seed=4).inputs
        for model in (before, Model(faster, before.arrivals))
    )
    assert (first.arrivals == second.arrivals).all()
    assert (first.services[1] == second.services[2]).all()
    assert np.allclose(first.services[0], 2 * second.services[1])


def test_a_full_station_blocks_the_one_before():
    model = Model((Station("a", 1), Station("b", 5, capacity=1)), Arrivals(at=(0, 0, 0)))
    log = simulate(model, customers=3, seed=1).log
    a = log[log["station"] == "a"]
    assert a["start"].tolist() == [0, 1, 6]  # a stays with the second until b is free at 6
    assert a["departure"].tolist() == [1, 6, 11]


def test_a_batch_blocks_until_all_of_it_have_left():
    stations = (Station("a", 1, batch=Batch(2, smallest=2)), Station("b", 10, capacity=1))
    log = simulate(Model(stations, Arrivals(at=(0, 0, 0, 0))), customers=4, seed=1).log
    assert log[log["station"] == "a"]["start"].tolist() == [0, 0, 12, 12]
    assert log[log["station"] == "b"]["start"].tolist() == [2, 12, 22, 32]


def test_outsiders_are_lost_at_a_full_station():
    model = Model((Station("a", 10, capacity=2),), Arrivals(at=(0, 1, 2, 11)))
    items = simulate(model, customers=4, seed=1).items
    assert items["lost"].tolist() == [False, False, True, False]
    assert items["departure"].tolist()[-1] == 30


def test_stations_that_block_one_another_for_ever():
    from helpers import complaint

    stations = (Station("a", 1, capacity=1, to="b"), Station("b", 2, capacity=1, to={"a": 0.99}))
    model = Model(stations, Arrivals(1))
    assert complaint(simulate, model, customers=50, seed=1) == (
        "Infeasible: model, capacity: the stations block one another for ever: b waits for a place "
        "at a; a waits for a place at b. Give more places to one of them, or cap the loop."
    )


def test_a_cap_prevents_that():
    stations = (Station("a", 1, to="b"), Station("b", 2, capacity=1, to={"a": 0.5}))
    model = Model(stations, Arrivals(Exponential(8)), (Cap(("a", "b"), most=2),))
    run = simulate(model, customers=300, seed=1)
    assert not np.isnan(run.left).any()


def test_a_cap_limits_what_is_inside():
    stations = (Station("a", Exponential(1)), Station("b", Exponential(1)))
    arrivals = Arrivals(Exponential(1.2))
    run = simulate(Model(stations, arrivals, (Cap(("a", "b"), most=3),)), customers=2000, seed=1)
    log = run.log
    entered = log[log["station"] == "a"].set_index("item")["start"]
    left = log[log["station"] == "b"].set_index("item")["departure"]
    moments = np.concatenate([entered, left])
    steps = np.concatenate([np.ones(len(entered)), -np.ones(len(left))])
    assert np.cumsum(steps[np.lexsort((steps, moments))]).max() <= 3
    free = simulate(Model(stations, arrivals), customers=2000, seed=1)
    assert run.left.max() >= free.left.max()


def test_rework_comes_back_as_often_as_it_should():
    stations = (Station("make", Exponential(1)), Station("test", 0.1, to={"make": 0.25}))
    run = simulate(Model(stations, Arrivals(Exponential(3))), customers=20_000, seed=1)
    visits = (run.log["station"] == "make").sum() / 20_000
    assert visits == pytest.approx(1 / 0.75, rel=0.02)
    assert not np.isnan(run.left).any()


def test_routes_split():
    stations = (
        Station("desk", 0.1, to={"x": 0.3, "y": 0.5}),
        Station("x", 1, to={}),
        Station("y", 1),
    )
    run = simulate(Model(stations, Arrivals(Exponential(4))), customers=20_000, seed=1)
    shares = run.log["station"].value_counts() / 20_000
    assert shares["x"] == pytest.approx(0.3, abs=0.01)
    assert shares["y"] == pytest.approx(0.5, abs=0.01)


def test_shifts_finish_what_is_begun():
    model = Model(
        (Station("a", 3, calendar=Calendar(((9, 12), (13, 17)))),), Arrivals(at=(8, 8, 8))
    )
    log = simulate(model, customers=3, seed=1).log
    assert log["start"].tolist() == [9, 13, 16]
    assert log["departure"].tolist() == [12, 16, 19]


def test_work_that_rests_overnight():
    calendar = Calendar(((9, 12), (13, 17)), interrupt=True)
    log = simulate(
        Model((Station("a", 4, calendar=calendar),), Arrivals(at=(8, 8))), customers=2, seed=1
    ).log
    assert log["start"].tolist() == [9, 14]
    assert log["departure"].tolist() == [14, 24 + 10]


def test_more_servers_in_one_shift():
    calendar = Calendar(((0, 8, 1), (8, 16, 3)))
    model = Model((Station("a", 4, servers=3, calendar=calendar),), Arrivals(at=(0,) * 6))
    assert simulate(model, customers=6, seed=1).log["start"].tolist() == [0, 4, 8, 8, 8, 12]


def test_slots_take_all_that_waits():
    carrier = Station("carrier", 0, servers=None, calendar=Slots((11, 15)))
    run = simulate(Model((carrier,), Arrivals(at=(1, 10, 12, 16))), customers=4, seed=1)
    assert run.left.tolist() == [11, 11, 15, 35]


def test_batches_of_one_kind():
    oven = Station("oven", 1, batch=Batch(10, smallest=2, setup=5, by_kind=True))
    sources = (Arrivals(at=(0, 2, 3), kind="a"), Arrivals(at=(1, 2.5), kind="b"))
    run = simulate(Model((oven,), sources), until=100, seed=1)
    assert run.log["start"].tolist()[:4] == [2, 9, 2, 9]
    assert np.isnan(run.left[-1])  # the last a waits for a second one
    for _, batch in run.log.dropna().groupby("job"):
        assert batch["kind"].nunique() == 1


def test_due_first_and_not_too_early():
    desk = Station("desk", 2, discipline="due", release=10)
    sources = (Arrivals(at=(0, 0), kind="later", due=30), Arrivals(at=(0,), kind="soon", due=12))
    run = simulate(Model((desk,), sources), customers=3, seed=1)
    log = run.log.set_index("kind")
    assert log.loc["soon", "start"] == 2
    assert log.loc["later", "start"].tolist() == [20, 22]
    assert run.figures()["on_time"] == 1


def test_shortest_first():
    model = Model(
        (Station("a", lambda _, n: np.array([5.0, 3, 1, 2])[:n], discipline="shortest"),),
        Arrivals(at=(0, 1, 1, 1)),
    )
    assert simulate(model, customers=4, seed=1).log["start"].tolist() == [0, 8, 5, 6]


def test_failures_stretch_work():
    station = Station("a", 10, failures=Failures(between=25, repair=5))
    log = simulate(Model((station,), Arrivals(at=(0, 0, 0))), customers=3, seed=1).log
    assert (log["departure"] - log["start"]).tolist() == [10, 10, 15]


def test_a_profile_is_followed():
    profile = Profile(tuple([0.0] * 8 + [20.0] * 4 + [5.0] * 12))
    run = simulate(Model((Station("a", 0),), Arrivals(profile=profile)), until=24 * 400, seed=1)
    hours = np.bincount((run.inputs.arrivals % 24).astype(int), minlength=24) / 400
    assert hours[:8].sum() == 0
    assert hours[8:12].mean() == pytest.approx(20, rel=0.03)
    assert hours[12:].mean() == pytest.approx(5, rel=0.03)


def test_kinds_with_their_own_times():
    station = Station("a", {"quick": 1, "slow": 7})
    sources = (Arrivals(at=(0,), kind="quick"), Arrivals(at=(0,), kind="slow"))
    log = simulate(Model((station,), sources), customers=2, seed=1).log
    assert (log["departure"] - log["start"]).tolist() == [1, 7]


@given(
    st.floats(0, 100),
    st.floats(0, 60),
    st.lists(st.integers(0, 24), min_size=2, max_size=6, unique=True),
)
def test_working_hours_by_small_steps(start, work, hours):
    ends = sorted(hours)[: len(hours) // 2 * 2]
    calendar = Calendar(tuple(zip(ends[::2], ends[1::2], strict=True)), interrupt=True)
    done = calendar.finish(start, work)
    moments = sorted({start, done, *(h + 24 * day for day in range(80) for h in ends)})
    between = [(a, b) for a, b in pairwise(m for m in moments if start <= m <= done)]
    worked = sum(b - a for a, b in between if calendar.servers_at((a + b) / 2, 1))
    assert worked == pytest.approx(work, abs=1e-6)
