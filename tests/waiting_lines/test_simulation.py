"""Formulas and simulation tell the same story, and so does Ciw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.simulation import (
    Arrivals,
    Exponential,
    Failures,
    Fixed,
    Gamma,
    Model,
    Station,
    interval,
    many_servers,
    replicate,
)
from opstools.waiting_lines import (
    effective_process_time,
    finite_source,
    md1,
    mg1,
    mm1,
    mmc,
    mmck,
    priorities,
    simulate_queue,
)

SURE = 0.99


def holds(estimate, truth):
    assert estimate.low <= truth <= estimate.high, f"{estimate} does not hold {truth}"
    assert estimate.half_width < 0.12 * truth, "too wide to tell anything"


def runs(station, arrivals, *, customers=20_000):
    return replicate(
        Model((station,), arrivals),
        runs=15, customers=customers, seed=3, warm_up=customers / 20, confidence=SURE,
    )  # fmt: skip


CASES = {
    "M/M/1": (mm1(0.8, 1), Exponential(1), 1, 0.8),
    "M/M/3": (mmc(2.4, 1, servers=3), Exponential(1), 3, 2.4),
    "M/D/1": (md1(0.8, 1), Fixed(1), 1, 0.8),
    "M/G/1": (mg1(0.7, 1, service_cv=1.5), Gamma(1, 1.5), 1, 0.7),
}


@pytest.mark.parametrize("name", CASES)
def test_formula_lies_in_the_interval(name):
    queue, service, servers, rate = CASES[name]
    found = runs(Station("s", service, servers=servers), Arrivals(Exponential(1 / rate)))
    holds(found["waiting_time"], queue.time_in_queue)
    holds(found["flow_time"], queue.time_in_system)
    holds(found["inventory"], queue.in_system)
    holds(found["s: in_queue"], queue.in_queue)
    holds(found["s: utilisation"], queue.utilisation)


def test_few_places():
    queue = mmck(1.2, 1, servers=2, capacity=4)
    found = runs(
        Station("s", Exponential(1), servers=2, capacity=4), Arrivals(Exponential(1 / 1.2))
    )
    holds(found["lost"], queue.lost)
    holds(found["inventory"], queue.in_system)
    holds(found["flow_time"], queue.time_in_system)


def test_cobham():
    queue = priorities([0.2, 0.3, 0.3], 1, servers=1, service_cv=0.5)
    model = Model(
        (Station("s", Gamma(1, 0.5), discipline="priority"),),
        tuple(
            Arrivals(Exponential(1 / rate), kind=f"{k}", priority=k)
            for k, rate in enumerate([0.2, 0.3, 0.3])
        ),
    )
    from opstools.simulation import simulate

    waits = []
    for seed in range(20, 40):
        log = simulate(model, customers=20_000, seed=seed).log.iloc[1000:]
        waits.append((log["start"] - log["arrival"]).groupby(log["kind"], observed=True).mean())
    for k, truth in enumerate(queue.time_in_queue):
        holds(interval([wait[f"{k}"] for wait in waits], SURE), truth)


def machines(population, servers, mean_up, mean_service, repairs, seed):
    """Machines that break down, are repaired and break down again: a loop without arrivals."""
    random = np.random.default_rng(seed)
    ups = random.exponential(mean_up, repairs + population).tolist()
    works = random.exponential(mean_service, repairs).tolist()
    import heapq

    calls, free, waits = sorted(ups[:population]), [0.0] * servers, []
    for work, up in zip(works, ups[population:], strict=True):
        call = heapq.heappop(calls)
        start = max(call, free[0])
        heapq.heapreplace(free, start + work)
        heapq.heappush(calls, start + work + up)
        waits.append(start - call)
    return np.mean(waits[repairs // 20 :])


def test_few_customers():
    queue = finite_source(0.1, 0.5, population=6, servers=2)
    found = interval([machines(6, 2, 10, 2, 20_000, seed) for seed in range(30)], SURE)
    holds(found, queue.time_in_queue)


def test_who_is_served_in_no_time_comes_before_leaving():
    queue = simulate_queue(customers=2, seed=1, interarrival=1, service=0)
    assert [step.text for step in queue.steps()][:4] == [
        "At 1 h customer 1 comes and is served at once.",
        "At 1 h customer 1 leaves.",
        "At 2 h customer 2 comes and is served at once.",
        "At 2 h customer 2 leaves.",
    ]
    assert [state.gone for state in queue.states()[:5]] == [0, 0, 1, 1, 2]


def test_a_batch_that_comes_at_one_moment_has_no_rate():
    gaps = [0] * 500 + [1] * 500
    queue = simulate_queue(customers=1000, seed=1, interarrival=gaps, service=1)
    assert set(queue.intervals) == {"time_in_system", "time_in_queue"}
    low, high = queue.intervals["time_in_queue"]
    assert low < high


def test_failures_in_the_engine():
    times = effective_process_time(1, 0.5, time_to_failure=8, time_to_repair=2)
    station = Station("s", Gamma(1, 0.5), failures=Failures(Exponential(8), Exponential(2)))
    from opstools.simulation import simulate

    log = simulate(Model((station,), Arrivals(Fixed(50))), customers=100_000, seed=1).log
    took = log["departure"] - log["start"]
    assert took.mean() == pytest.approx(times.time, rel=0.02)
    assert took.std() / took.mean() == pytest.approx(times.cv, rel=0.03)


def test_ciw_agrees():
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=2.4)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[3],
    )
    waits = []
    for seed in range(6):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(2000)
        records = [r for r in simulation.get_all_records() if r.arrival_date > 200]
        waits.append(np.mean([record.waiting_time for record in records]))
    error = np.std(waits, ddof=1) / np.sqrt(len(waits))
    found = runs(Station("s", Exponential(1), servers=3), Arrivals(Exponential(1 / 2.4)))
    own = found["waiting_time"]
    spread = np.hypot(error, own.half_width / 2.98)  # 2.98: t for 15 runs at 99 %
    assert abs(np.mean(waits) - own.mean) < 3 * spread


def test_simulate_queue_holds_the_formula():
    queue = simulate_queue(
        customers=200_000,
        seed=2,
        interarrival=Exponential(1 / 1.6),
        service=Exponential(1),
        servers=2,
    )
    truth = mmc(1.6, 1, servers=2)
    for name, (low, high) in queue.intervals.items():
        assert low <= getattr(truth, name) <= high, name
    for n in range(6):
        assert queue.probability(n) == pytest.approx(truth.probability(n), abs=0.01)
    assert queue.in_system == pytest.approx(queue.arrival_rate * queue.time_in_system)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    truth = mm1(0.7, 1).time_in_queue
    held = 0
    for seed in range(300):
        queue = simulate_queue(
            customers=20_000, seed=seed, interarrival=Exponential(1 / 0.7), service=Exponential(1)
        )
        low, high = queue.intervals["time_in_queue"]
        held += low <= truth <= high
    assert 0.90 <= held / 300 <= 0.98


def test_ten_patients_by_hand():
    settings = datasets.about("ten_patients").settings
    queue = simulate_queue(**settings)
    assert queue.time_in_queue == 15
    assert queue.intervals == {}
    assert [step.text for step in queue.steps()[:5]] == [
        "At 0 min customer 1 comes and is served at once.",
        "At 30 min customer 2 comes and waits until 40 min.",
        "At 40 min customer 1 leaves.",
        "At 50 min customer 3 comes and waits until 70 min.",
        "At 70 min customer 2 leaves.",
    ]
    now = queue.states()[4]
    assert (now.in_service, now.waiting, now.gone) == ((2,), (3,), 1)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=2, max_size=60),
    st.integers(1, 3),
)
def test_the_events_are_those_of_the_line(times, servers):
    gaps, services = (np.array(column, float) for column in zip(*times, strict=True))
    gaps[-1] += 1
    queue = simulate_queue(
        customers=len(times),
        seed=0,
        interarrival=gaps,
        service=services,
        servers=servers,
        warm_up=0,
    )
    arrivals = np.cumsum(gaps)
    starts, _ = many_servers(arrivals, services, servers)
    assert queue.time_in_queue == pytest.approx((starts - arrivals).mean())
    for now in queue.states()[:-1]:
        assert len(now.in_service) <= servers
        assert not now.waiting or len(now.in_service) == servers


def test_other_servers_meet_the_same_customers():
    settings = {
        "customers": 2000,
        "seed": 1,
        "interarrival": Exponential(1),
        "service": Gamma(0.9, 2),
    }
    one, two = simulate_queue(**settings), simulate_queue(**settings, servers=2)
    assert one.service_time == pytest.approx(two.service_time)
    assert two.time_in_queue < one.time_in_queue


def test_the_log_is_read_by_the_chapter_on_flow():
    from opstools.flow import FlowLog
    from opstools.simulation import simulate

    run = simulate(
        Model((Station("s", Exponential(0.8)),), Arrivals(Exponential(1))), until=2000, seed=1
    )
    flow = FlowLog.from_frame(run.items).measure(start=0, end=2000)
    assert flow.inventory == pytest.approx(run.figures()["inventory"])
