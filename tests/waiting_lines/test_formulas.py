"""Every formula against a second way to the same numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools import catalogue, datasets
from opstools.core.numbers import exact
from opstools.waiting_lines import (
    effective_process_time,
    erlang_b,
    erlang_c,
    finite_source,
    ggc,
    md1,
    mg1,
    mm1,
    mmc,
    mmck,
    priorities,
    servers_at_least_cost,
)

rates = st.floats(0.01, 1e4)
loads = st.floats(0.02, 0.98)
cvs = st.floats(0, 3).map(lambda cv: round(cv, 3))

KNOWN = [
    pytest.param(name, answer, id=f"{name}-{answer.method}")
    for name in datasets.names("waiting_lines")
    for answer in datasets.about(name).answers
]


@pytest.mark.parametrize(("name", "answer"), KNOWN)
def test_known_answers(name, answer):
    dataset = datasets.about(name)
    method = catalogue.method("waiting_lines", answer.method or dataset.method)
    result = method.function(**{**dataset.settings, **answer.settings})
    for measure, value in answer.measures.items():
        assert result.measures[measure] == pytest.approx(value, abs=6e-5, rel=1e-4), measure


def birth_death(births, deaths):
    """Chances of 0, 1, 2 … by exact fractions, and the mean number beyond c."""
    weights = [Fraction(1)]
    for birth, death in zip(births, deaths, strict=True):
        weights.append(weights[-1] * birth / death)
    return [weight / sum(weights) for weight in weights]


@given(st.integers(1, 12), st.integers(0, 12), st.integers(1, 50), st.integers(1, 20))
def test_few_places_by_exact_fractions(servers, more, arrival, service):
    places = servers + more
    deaths = [service * min(n, servers) for n in range(1, places + 1)]
    shares = birth_death([arrival] * places, deaths)
    queue = mmck(arrival, service, servers=servers, capacity=places)
    assert [queue.probability(n) for n in range(places + 2)] == pytest.approx(
        [*map(float, shares), 0], abs=1e-12
    )
    assert queue.lost == pytest.approx(float(shares[-1]), abs=1e-12)
    assert queue.in_system == pytest.approx(
        float(sum(n * share for n, share in enumerate(shares))), rel=1e-9
    )


@given(st.integers(1, 6), st.integers(1, 15), st.integers(1, 20), st.integers(1, 20))
def test_few_customers_by_exact_fractions(servers, people, arrival, service):
    births = [arrival * (people - n) for n in range(people)]
    deaths = [service * min(n, servers) for n in range(1, people + 1)]
    shares = birth_death(births, deaths)
    queue = finite_source(arrival, service, population=people, servers=servers)
    assert [queue.probability(n) for n in range(people + 1)] == pytest.approx(
        [*map(float, shares)], abs=1e-12
    )
    assert queue.in_system == pytest.approx(
        float(sum(n * share for n, share in enumerate(shares))), rel=1e-9
    )


@given(rates, loads, st.integers(1, 30))
def test_many_servers_is_the_limit_of_many_places(service, load, servers):
    queue = mmc(load * servers * service, service, servers=servers)
    places = servers + int(40 / (1 - load))
    limit = mmck(load * servers * service, service, servers=servers, capacity=places)
    assert queue.in_system == pytest.approx(limit.in_system, rel=1e-6)
    assert queue.probability(3) == pytest.approx(limit.probability(3), rel=1e-6, abs=1e-12)


@given(rates, loads)
def test_one_server_every_way(service, load):
    arrival = load * service
    ways = [
        mm1(arrival, service),
        mmc(arrival, service, servers=1),
        mg1(arrival, 1 / service, service_cv=1),
        ggc(arrival, 1 / service, servers=1, arrival_cv=1, service_cv=1),
        priorities([arrival], 1 / service, servers=1, service_cv=1)[0],
    ]
    for queue in ways:
        assert queue.in_system == pytest.approx(load / (1 - load), rel=1e-6)
        assert queue.empty == pytest.approx(1 - load, rel=1e-6)


@given(rates, loads)
def test_equal_times_wait_half(service, load):
    queue = md1(load * service, service)
    assert queue.time_in_queue == pytest.approx(mm1(load * service, service).time_in_queue / 2)


@given(st.floats(0.05, 0.97))
def test_chances_of_equal_times(load):
    """The closed form (alternating, so only for few customers), the sum and the mean."""
    queue = md1(load, 1)
    assert queue.probability(0) == pytest.approx(1 - load)
    assert queue.probability(1) == pytest.approx((1 - load) * (math.exp(load) - 1))
    two = (1 - load) * (math.exp(2 * load) - math.exp(load) * (1 + load))
    assert queue.probability(2) == pytest.approx(two)
    shares = np.array([queue.probability(n) for n in range(4000)])
    assert shares.sum() == pytest.approx(1, abs=1e-6)
    assert shares @ np.arange(4000) == pytest.approx(queue.in_system, rel=1e-4)


@given(rates, st.lists(st.floats(0.01, 0.2), min_size=1, max_size=4), st.integers(1, 5), cvs)
def test_little_holds_in_every_queue(service, shares, servers, cv):
    arrivals = [share * servers * service for share in shares]
    arrival = sum(arrivals)
    each = priorities(arrivals, 1 / service, servers=servers, service_cv=cv)
    queues = [
        mm1(arrival / servers, service),
        mmc(arrival, service, servers=servers),
        md1(arrival / servers, service),
        mg1(arrival / servers, 1 / service, service_cv=cv),
        mmck(arrival, service, servers=servers, capacity=servers + 3),
        finite_source(arrival, service, population=7, servers=servers),
        ggc(arrival, 1 / service, servers=servers, arrival_cv=cv, service_cv=1),
        each.overall,
        *each,
    ]
    for queue in queues:
        assert queue.in_system == pytest.approx(queue.arrival_rate * queue.time_in_system)
        assert queue.in_queue == pytest.approx(queue.arrival_rate * queue.time_in_queue)
        busy = queue.in_system - queue.in_queue
        assert busy == pytest.approx(queue.servers * queue.utilisation, rel=1e-6)
        assert queue.time_in_system == pytest.approx(queue.time_in_queue + queue.service_time)


@given(rates, st.lists(st.floats(0.01, 0.2), min_size=1, max_size=4), st.integers(1, 5), cvs)
def test_priorities_conserve_the_work(service, shares, servers, cv):
    """With the same times for all, who goes first changes who waits, not how many wait."""
    arrivals = [share * servers * service for share in shares]
    each = priorities(arrivals, 1 / service, servers=servers, service_cv=cv)
    one = priorities([sum(arrivals)], 1 / service, servers=servers, service_cv=cv)
    assert each.overall.in_queue == pytest.approx(one[0].in_queue, rel=1e-6)
    assert list(each.time_in_queue) == sorted(each.time_in_queue)
    assert sum(each.in_queue) == pytest.approx(each.overall.in_queue)


def loss_by_recursion(load, servers):
    lost = 1.0
    for n in range(1, servers + 1):
        lost = load * lost / (n + load * lost)
    return lost


@pytest.mark.parametrize(("load", "servers"), [(0.1, 1), (8, 10), (95, 100), (9_900, 10_000)])
def test_erlang_by_the_recursion(load, servers):
    lost = loss_by_recursion(load, servers)
    assert erlang_b(load, servers) == pytest.approx(lost, rel=1e-9)
    waiting = lost / (1 - load / servers * (1 - lost))
    assert erlang_c(load, servers) == pytest.approx(waiting, rel=1e-9)


def test_ten_thousand_servers():
    queue = mmc(9_900, 1, servers=10_000)
    waiting = erlang_c(9_900, 10_000)
    assert queue.time_in_queue == pytest.approx(waiting / 100)
    shares = sum(queue.probability(n) for n in range(10_000))
    assert shares == pytest.approx(1 - waiting, rel=1e-9)
    assert queue.probability(0) == 0.0  # 10⁻⁴³⁰⁰, below what a float can hold
    assert mmck(20_000, 1, servers=10_000, capacity=12_000).lost == pytest.approx(0.5, rel=1e-3)


def test_failures_by_simulation():
    """Two-point check of the moments: draw jobs on a machine that fails while it works."""
    random = np.random.default_rng(5)
    found = effective_process_time(15, 0.2236, time_to_failure=114, time_to_repair=38)
    jobs = random.gamma(1 / 0.2236**2, 15 * 0.2236**2, 400_000)
    failures = random.poisson(jobs / 114)
    times = jobs + random.gamma(np.maximum(failures, 1), 38) * (failures > 0)
    assert times.mean() == pytest.approx(found.time, rel=0.005)
    assert times.std() / times.mean() == pytest.approx(found.cv, rel=0.01)


@given(st.floats(0.5, 30), st.floats(0.1, 50), st.floats(0.1, 50))
def test_least_cost_is_least(load, server_cost, waiting_cost):
    choice = servers_at_least_cost(load, 1, server_cost=server_cost, waiting_cost=waiting_cost)
    fewest = int(exact(load)) + 1  # 1.9999999999999964 is 2
    for servers in range(fewest, fewest + 39):
        queue = mmc(load, 1, servers=servers)
        assert choice.cost(choice.best) <= choice.cost(queue) + 1e-9


@pytest.mark.parametrize(("arrival", "service"), [(1e12, 1e-9), (1e-9, 1e12)])
def test_the_edges_of_what_may_be_given(arrival, service):
    """Nobody gets in, or nobody comes: still numbers, and no crash."""
    for queue in (
        mmck(arrival, service, servers=2, capacity=50),
        finite_source(arrival, service, population=50, servers=2),
    ):
        assert all(math.isfinite(value) for value in queue.measures.values())
        assert queue.in_system == pytest.approx(queue.arrival_rate * queue.time_in_system)
