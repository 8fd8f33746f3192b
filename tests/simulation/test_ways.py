"""Items part and meet again, escalate, and find servers in common."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import complaint

from opstools.simulation import (
    Arrivals,
    Batch,
    Calendar,
    Cap,
    Escalation,
    Exponential,
    Fixed,
    Model,
    Split,
    Station,
    simulate,
)
from opstools.waiting_lines import priorities

OUT: dict[str, float] = {}


def rows(run):
    """(item, station, arrival, start, departure), in order."""
    log = run.log.sort_values(["item", "arrival", "station"])
    return [tuple(r) for r in log[["item", "station", "arrival", "start", "departure"]].to_numpy()]


def test_parts_go_side_by_side_and_wait_for_each_other():
    model = Model(
        (
            Station("part", 1, to=Split(("long", "short"))),
            Station("long", 5, to="meet"),
            Station("short", 2, to="meet"),
            Station("meet", 1, parts=2),
        ),
        Arrivals(at=(0, 3)),
    )
    assert rows(simulate(model, customers=2, seed=1)) == [
        (1, "part", 0, 0, 1), (1, "long", 1, 1, 6), (1, "short", 1, 1, 3), (1, "meet", 6, 6, 7),
        (2, "part", 3, 3, 4), (2, "long", 4, 6, 11), (2, "short", 4, 4, 6), (2, "meet", 11, 11, 12),
    ]  # fmt: skip


def test_parts_that_never_meet_leave_one_by_one():
    model = Model(
        (
            Station("part", 1, to=Split(("a", "b", "c"))),
            Station("a", 5, to=OUT),
            Station("b", 2, to=OUT),
            Station("c", 3, to=OUT),
        ),
        Arrivals(at=(0,)),
    )
    run = simulate(model, customers=1, seed=1)
    assert run.items["departure"].tolist() == [6]
    assert len(run.log) == 4


def test_of_three_servers_the_slowest_counts():
    names = ("a", "b", "c")
    ways = [Station(n, Exponential(1), servers=None, to="meet") for n in names]
    model = Model((Station("part", 0, to=Split(names)), *ways, Station("meet", 0, parts=3)),
                  Arrivals(Fixed(10)))  # fmt: skip
    flow = simulate(model, customers=40_000, seed=3).figures()["flow_time"]
    assert flow == pytest.approx(1 + 1 / 2 + 1 / 3, rel=0.02)  # the largest of three


def test_a_pool_does_one_thing_at_a_time():
    model = Model(
        (Station("a", 3, pool="clerk", to="b"), Station("b", 2, pool="clerk")),
        Arrivals(at=(0, 1)),
    )
    assert rows(simulate(model, customers=2, seed=1)) == [
        (1, "a", 0, 0, 3), (1, "b", 3, 6, 8), (2, "a", 1, 3, 6), (2, "b", 6, 8, 10),
    ]  # fmt: skip


def test_a_pool_of_two_stations_is_one_queue_with_priorities():
    """Two classes at stations of their own, one clerk: Cobham's formula holds across them."""
    common = {"pool": "clerk", "discipline": "priority", "to": OUT}
    model = Model(
        (Station("u", Exponential(0.1), **common), Station("n", Exponential(0.1), **common)),
        (
            Arrivals(Exponential(1 / 2), kind="urgent", priority=0, to="u"),
            Arrivals(Exponential(1 / 5), kind="normal", priority=1, to="n"),
        ),
    )
    log = simulate(model, customers=200_000, seed=5).log
    waits = (log["start"] - log["arrival"]).groupby(log["kind"], observed=True).mean()
    exact = priorities([2, 5], 0.1).time_in_queue
    assert waits["urgent"] == pytest.approx(exact[0], rel=0.03)
    assert waits["normal"] == pytest.approx(exact[1], rel=0.05)


def test_two_servers_of_a_pool_are_two_in_all():
    model = Model(
        (
            Station("a", 4, servers=2, pool="p", to=OUT),
            Station("b", 4, servers=2, pool="p", to=OUT),
        ),
        (Arrivals(at=(0, 0, 0), to="a"), Arrivals(at=(1,), to="b", kind="b")),
    )
    log = simulate(model, customers=4, seed=1).log
    assert sorted(log["start"]) == [0, 0, 4, 4]


def test_a_pool_keeps_its_calendar():
    day = Calendar(((9, 12), (13, 18)))
    common = {"pool": "p", "calendar": day}
    model = Model((Station("a", 2, **common, to="b"), Station("b", 1, **common)),
                  Arrivals(at=(8, 11)))  # fmt: skip
    assert rows(simulate(model, customers=2, seed=1)) == [
        (1, "a", 8, 9, 11), (1, "b", 11, 11, 12), (2, "a", 11, 13, 15), (2, "b", 15, 15, 16),
    ]  # fmt: skip


def test_who_waits_too_long_goes_elsewhere():
    model = Model(
        (
            Station("desk", 10, to=OUT, escalation=Escalation(3, to="boss")),
            Station("boss", 1, to=OUT),
        ),
        Arrivals(at=(0, 1, 8)),
    )
    assert rows(simulate(model, customers=3, seed=1)) == [
        (1, "desk", 0, 0, 10), (2, "desk", 1, 4, 4), (2, "boss", 4, 4, 5), (3, "desk", 8, 10, 20),
    ]  # fmt: skip


def test_who_escalates_out_of_a_cap_returns_the_card():
    model = Model(
        (
            Station("desk", 10, to=OUT, escalation=Escalation(3, to="boss")),
            Station("boss", 1, to=OUT),
        ),
        Arrivals(at=(0, 1, 20, 21)),
        Cap("desk", most=2),
    )
    assert rows(simulate(model, customers=4, seed=1)) == [
        (1, "desk", 0, 0, 10), (2, "desk", 1, 4, 4), (2, "boss", 4, 4, 5),
        (3, "desk", 20, 20, 30), (4, "desk", 21, 24, 24), (4, "boss", 24, 24, 25),
    ]  # fmt: skip


def test_parts_of_one_item_return_one_card():
    model = Model(
        (
            Station("part", 0, to=Split(("long", "short"))),
            Station("long", 5, servers=None, to=OUT),
            Station("short", 2, servers=None, to=OUT),
        ),
        Arrivals(at=(0, 20, 21)),
        Cap(("long", "short"), most=1),
    )
    log = simulate(model, customers=3, seed=1).log
    assert log[log["station"] == "long"]["start"].tolist() == [0, 20, 22]


def test_nobody_waits_longer_than_the_escalation():
    model = Model(
        (
            Station("desk", Exponential(1), to=OUT, escalation=Escalation(2, to="boss")),
            Station("boss", Exponential(0.5), servers=None, to=OUT),
        ),
        Arrivals(Exponential(0.9)),
    )
    run = simulate(model, customers=20_000, seed=2)
    desk = run.log[run.log["station"] == "desk"]
    waits = desk["start"] - desk["arrival"]
    assert waits.max() == pytest.approx(2)
    gone = desk["start"] == desk["departure"]
    assert np.allclose(waits[gone], 2)
    assert gone.sum() == (run.log["station"] == "boss").sum() > 1000


@pytest.mark.parametrize(
    ("stations", "part"),
    [
        ((Station("a", 1, parts=0),), "station a, parts: 0 is not a whole number of at least 1."),
        ((Station("a", 1, escalation=Escalation(-1, "a")),), "escalation, after: -1 is below 0."),
        ((Station("a", 1, escalation=Escalation(1, "b")),), "escalation: there is no station b."),
        ((Station("a", 1, escalation=Escalation(1, "a")),), "it leads to the same station."),
        ((Station("a", 1, escalation="boss"),), "escalation: a str is not what belongs here."),
        ((Station("a", 1, to=Split(("b", "c"))), Station("b", 1)), "to: there is no station c."),
        ((Station("a", 1, pool="p", batch=Batch(3)),), "do not go with pools"),
        ((Station("a", 1, pool="p"), Station("b", 1, servers=2, pool="p")),
         "station b, pool: its number of servers differs from that of a in the same pool."),
    ],
)  # fmt: skip
def test_ways_that_cannot_be_are_explained(stations, part):
    assert part in complaint(Model, stations, Arrivals(1))


def test_a_split_has_several_branches():
    assert complaint(Split, ("a",)).startswith("ProblemError: split, stations: a do not lie")
    assert "Give two or more, each once." in complaint(Split, ("a", "a"))
