"""Rows of stations packed anew: what comes out is a plan, and idle time wanders to the fullest."""

import random
from contextlib import suppress

import pytest
from brute_force import shortest_cycles
from strategies import large_line

from opstools.line_balancing import Line, Task
from opstools.line_balancing.proof import rows
from opstools.line_balancing.proof.budget import Budget, OutOfBudget
from opstools.line_balancing.proof.rows import Rows
from opstools.line_balancing.proof.search import Packing


def begun(line, stations, nodes=10**9):
    """A plan that fills one station after the other, to be made better."""
    packing = Packing(line.whole_times, line.bits_before, line.bits_after)
    cycle = sum(packing.times)
    while cycle > max(packing.times) and len(packing.greedy(cycle - 1)) <= stations:
        cycle -= 1
    plan = packing.greedy(cycle)
    return Rows(packing, stations, plan, Budget(nodes))


def is_plan(found):
    """Whether every task is in one load, and none before what it waits for."""
    packing, done = found.packing, 0
    for load in found.plan:
        assert not load & done
        done |= load
        needed = (packing.before[i] for i in range(len(packing.times)) if load >> i & 1)
        assert not any(need & ~done for need in needed)
    return done == (1 << len(packing.times)) - 1


@pytest.mark.parametrize("seed", range(40))
def test_class_size_lines_get_the_shortest_cycle(seed):
    dice = random.Random(seed)
    times = [dice.randint(1, 30) for _ in range(dice.randint(4, 8))]
    line = Line(
        tuple(
            Task(f"T{i}", time, tuple(f"T{j}" for j in range(i) if dice.random() < 0.3))
            for i, time in enumerate(times)
        ),
        sum(times),
    )
    for stations, shortest in enumerate(shortest_cycles(line), 1):
        found = begun(line, stations)
        while found.improve(shortest, found.budget.nodes + 20_000):
            assert is_plan(found)
            assert len(found.plan) <= stations
            assert found.cycle == max(map(found.packing.work, found.plan))
        assert found.cycle == shortest


@pytest.mark.parametrize(
    ("first", "work"), [(0, [9, 9, 0, 10, 4, 9, 5]), (4, [5, 9, 4, 10, 0, 9, 9])]
)
def test_idle_time_wanders_to_the_fullest_station(monkeypatch, first, work):
    times = (5, 4, 5, 4, 6, 4, 4, 5, 4, 5)  # by stations: 5, 4 + 5, 4, the fullest 6 + 4, …
    line = Line(tuple(Task(f"T{i}", time) for i, time in enumerate(times)), 10)
    packing = Packing(line.whole_times, line.bits_before, line.bits_after)
    plan = [sum(1 << i for i in load) for load in [(0,), (1, 2), (3,), (4, 5), (6,), (7, 8), (9,)]]
    found = Rows(packing, 7, plan, Budget(10**6))
    monkeypatch.setattr(rows, "WIDTHS", (3,))
    monkeypatch.setattr(found.random, "randrange", lambda places: first)
    assert not found.improve(1, 200)
    assert [*map(packing.work, found.loads)] == work
    assert found.cycle == 10


def test_nothing_is_lost_when_the_allowance_ends():
    found = begun(large_line(60, 80, seed=1), 12, nodes=20_000)
    first = found.cycle
    with suppress(OutOfBudget):
        while found.improve(1, 10**9):
            assert is_plan(found)
    assert found.budget.nodes > 20_000
    assert found.cycle < first
    assert max(map(found.packing.work, found.plan)) == found.cycle
