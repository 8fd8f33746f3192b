"""Waits and their spread, and customers who do not wait: against limits, simulation, pictures."""

from __future__ import annotations

import heapq
import math

import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools.waiting_lines import (
    erlang_b,
    erlang_c,
    ggc,
    impatient,
    mm1,
    mmc,
    random_arrivals,
)

rates = st.floats(0.5, 20)


def simulated(rate, speed, servers, balking, patience, customers, seed):
    """Event by event: who balks, who gives up, and how long those who join wait on average."""
    random = np.random.default_rng(seed)
    free = [0.0] * servers  # when each server is free
    heapq.heapify(free)
    clock, balked, reneged, waits = 0.0, 0, 0, []
    for _ in range(customers):
        clock += random.exponential(1 / rate)
        wait = max(0.0, free[0] - clock)
        if wait and random.random() < balking:
            balked += 1
            continue
        limit = random.exponential(patience) if patience else math.inf
        if wait > limit:
            reneged += 1
            waits.append(limit)
            continue
        waits.append(wait)
        heapq.heapreplace(free, clock + wait + random.exponential(1 / speed))
    return balked / customers, reneged / customers, float(np.mean(waits))


@pytest.mark.parametrize(
    ("servers", "balking", "patience"), [(1, 0.3, 0.2), (2, 0.0, 0.1), (3, 0.5, 1.0)]
)
def test_against_simulation(servers, balking, patience):
    rate, speed = 12.0 * servers, 10.0
    queue = impatient(rate, speed, servers=servers, balking=balking, patience=patience)
    seen = simulated(rate, speed, servers, balking, patience, 200_000, seed=5)
    known = (queue.balked, queue.reneged, queue.time_in_queue)
    for one, other in zip(known, seen, strict=True):
        assert one == pytest.approx(other, rel=0.04, abs=0.002)


@given(rate=rates, speed=rates, servers=st.integers(1, 5))
def test_if_all_turn_round_it_is_erlang_b(rate, speed, servers):
    queue = impatient(rate, speed, servers=servers, balking=1)
    assert queue.lost == pytest.approx(erlang_b(rate / speed, servers), rel=1e-9)
    assert queue.in_queue == 0


@given(share=st.floats(0.05, 0.95), speed=rates, servers=st.integers(1, 5))
def test_if_nobody_leaves_it_is_mmc(share, speed, servers):
    rate = share * speed * servers
    queue, usual = impatient(rate, speed, servers=servers), mmc(rate, speed, servers=servers)
    assert queue.lost == 0
    assert queue.in_queue == pytest.approx(usual.in_queue, rel=1e-6)
    assert queue.must_wait == pytest.approx(erlang_c(rate / speed, servers), rel=1e-6)
    patient = impatient(rate, speed, servers=servers, patience=1e6 / speed)
    assert patient.in_queue == pytest.approx(usual.in_queue, rel=1e-2)


@given(
    rate=rates,
    speed=rates,
    balking=st.integers(0, 100).map(lambda k: k / 100),
    patience=st.floats(0.01, 10),
)
def test_what_goes_in_comes_out(rate, speed, balking, patience):
    queue = impatient(rate, speed, servers=2, balking=balking, patience=patience)
    busy = queue.in_system - queue.in_queue
    assert queue.throughput == pytest.approx(busy * speed, rel=1e-6)
    assert queue.served + queue.balked + queue.reneged == pytest.approx(1)
    assert 0 <= queue.utilisation <= 1 + 1e-9


def test_a_line_that_grows_without_end():
    assert complaint(impatient, 30, 10, servers=2) == (
        "Infeasible: impatience, patience: 30 per h join, and nobody gives up: the queue grows "
        "without end. Give a patience, or use more than 2 servers."
    )
    # exactly full, although 1 × (1 − 0.9) is a little less than 0.1 in floats
    assert complaint(impatient, 1, 0.1, servers=1, balking=0.9) == (
        "Infeasible: impatience, patience: 0.1 per h join, and nobody gives up: the queue grows "
        "without end. Give a patience, or use more than 1 server."
    )
    assert "balking" in complaint(impatient, 3, 10, servers=2, balking=1.2)


@pytest.mark.parametrize(
    ("rate", "patience"), [(9.99999, None), (100, 1e6)], ids=["nearly full", "too patient"]
)
def test_a_line_too_long_to_be_worked_out(rate, patience):
    assert complaint(impatient, rate, 10, servers=1, patience=patience) == (
        "ProblemError: impatience, patience: lines of 1,000,000 customers and more would not be "
        "rare. Give a short patience, or use more servers."
    )


def test_a_line_just_short_enough():
    long = impatient(9.999, 10, servers=1)
    assert long.in_queue == pytest.approx(mm1(9.999, 10).in_queue, rel=1e-6)
    patient = impatient(100, 10, servers=1, patience=1e4)  # 90 of 100 in an hour give up
    assert patient.in_queue == pytest.approx(90 * 1e4, rel=1e-6)


def test_the_fates_are_as_long_as_their_shares():
    queue = impatient(12, 10, servers=1, balking=0.2, patience=0.5)
    ax = queue.plot()
    shares = [queue.balked, queue.reneged, queue.served]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([100 * s for s in shares])
    assert [bar.get_x() for bar in ax.patches] == [0, 0, 0]
    assert len(queue.plot(step=2).patches) == 1


@given(
    share=st.floats(0.05, 0.95),
    servers=st.integers(1, 6),
    time=st.integers(0, 500).map(lambda k: k / 100),
)
def test_the_tail_of_waits(share, servers, time):
    queue = mmc(share * servers, 1, servers=servers)
    assert queue.must_wait == pytest.approx(erlang_c(share * servers, servers))
    assert queue.must_wait * queue.wait_if_waiting == pytest.approx(queue.time_in_queue)
    expected = queue.must_wait * math.exp(-(servers - share * servers) * time)
    assert queue.waits_longer(time) == pytest.approx(expected, rel=1e-9)


def test_waits_against_simulation():
    random = np.random.default_rng(3)
    waits, wait = [], 0.0
    for gap, service in zip(random.exponential(1 / 8, 300_000), random.exponential(0.1, 300_000),
                            strict=True):  # fmt: skip
        waits.append(wait)
        wait = max(0.0, wait + service - gap)
    seen, queue = np.array(waits), mm1(8, 10)
    assert (seen > 0).mean() == pytest.approx(queue.must_wait, rel=0.02)
    assert (seen > 1).mean() == pytest.approx(queue.waits_longer(1), rel=0.1)
    assert seen[seen > 0].mean() == pytest.approx(queue.wait_if_waiting, rel=0.05)


def test_where_the_spread_of_waits_is_not_known():
    rough = ggc(8, 0.1, servers=1, arrival_cv=1, service_cv=0.5)
    assert "how waits are spread is not determined" in complaint(rough.waits_longer, 1)
    assert "time" in complaint(mm1(8, 10).waits_longer, -1)


def test_the_tail_that_is_drawn_is_the_formula():
    queue = mmc(16, 10, servers=2)
    curve, _, point = queue.plot_waits().lines
    for t, beyond in zip(curve.get_xdata(), curve.get_ydata(), strict=True):
        assert beyond == pytest.approx(100 * queue.waits_longer(float(t)))
    assert point.get_xdata()[0] == queue.wait_if_waiting


def test_random_arrivals_follow_their_laws():
    ax = random_arrivals(rate=3, length=20_000, seed=2)
    (law,) = ax.lines
    chances = [100 * math.exp(-3) * 3**n / math.factorial(n) for n in range(len(law.get_xdata()))]
    assert list(law.get_ydata()) == pytest.approx(chances)
    seen = [bar.get_height() for bar in ax.patches]
    assert seen == pytest.approx(chances, abs=1)
    gaps = random_arrivals(rate=3, length=20_000, seed=2, what="gaps")
    density = gaps.lines[0]
    assert density.get_ydata()[0] == pytest.approx(3)
    bars = gaps.patches
    middles = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    assert [bar.get_height() for bar in bars] == pytest.approx(
        [3 * math.exp(-3 * t) for t in middles], abs=0.06
    )
