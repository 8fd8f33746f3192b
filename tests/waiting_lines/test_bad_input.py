"""Bad figures end in sentences, and nothing else comes out of them."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from strategies import cells

from opstools.core import ProblemError
from opstools.simulation import Exponential
from opstools.waiting_lines import (
    effective_process_time,
    finite_source,
    ggc,
    hockey_stick,
    md1,
    mg1,
    mm1,
    mmc,
    mmck,
    priorities,
    servers_at_least_cost,
    simulate_queue,
)


def test_too_many_customers_for_one():
    assert complaint(mm1, 12, 10) == (
        "Infeasible: M/M/1, arrival_rate: 12 per h is not below the 10 per h that 1 server can do "
        "(utilisation 120 %): the queue would grow without end. Use 2 servers, let fewer than 10 "
        "per h come, or serve more than 12 per h."
    )


def test_exactly_full_is_too_full():
    assert complaint(mmc, 0.3, 0.1, servers=3, time_unit="min") == (
        "Infeasible: M/M/3, arrival_rate: 0.3 per min is not below the 0.3 per min that 3 servers "
        "can do (utilisation 100 %): the queue would grow without end. Use 4 servers, let fewer "
        "than 0.3 per min come, or serve more than 0.1 per min each."
    )


def test_what_is_advised_is_stable():
    assert mm1(9.999, 10).utilisation < 1
    assert mmc(12, 10, servers=2).utilisation == pytest.approx(0.6)
    assert mmc(0.3, 0.1, servers=4).utilisation == pytest.approx(0.75)


def test_all_faults_at_once():
    assert complaint(ggc, -1, "soon", servers=1.5, arrival_cv=float("nan"), service_cv=-0.1) == (
        "ProblemError: G/G/c, 5 faults:\n"
        "  1. servers: 1.5 is not a whole number from 1 to 1,000,000. Write one.\n"
        "  2. arrival_cv: nan is not a finite number. Write 0 or a number above it.\n"
        "  3. service_cv: -0.1 is below 0. Write 0 or a number above it.\n"
        "  4. arrival_rate: -1 customers per h is not above 0. "
        "Write a number above 0, in customers per h.\n"
        "  5. service_time: 'soon' is not a number. Write a number above 0, in h."
    )


def test_fewer_places_than_servers():
    assert complaint(mmck, 1, 1, servers=3, capacity=2) == (
        "ProblemError: M/M/c/K, capacity: 2 places are fewer than 3 servers. "
        "Count the places at the servers too."
    )

    assert complaint(mmck, 1, 1, servers=2, capacity=1) == (
        "ProblemError: M/M/c/K, capacity: 1 place is fewer than 2 servers. "
        "Count the places at the servers too."
    )


def test_so_nearly_full_that_a_float_cannot_tell():
    rate, speed = "0.12345678901234567", "0.123456789012345671"
    for told in (complaint(each, rate, speed) for each in (mm1, md1)):
        assert told.startswith("Infeasible")
        assert "Use 2 servers" in told


@pytest.mark.parametrize("given", ["12", {"urgent": 2}, {2, 4}])
def test_classes_that_have_no_order(given):
    assert complaint(priorities, given, 0.1) == (
        "ProblemError: priorities, arrival_rates: there is no class. "
        "Give a list of 1 to 100 rates, the highest priority first."
    )


def test_a_class_of_several_is_not_empty_whenever_the_server_does_not_serve_it():
    first, last = priorities([2, 4], 0.1)
    assert complaint(first.probability, 0) == (
        "ProblemError: class 1 of 2, probability(0): with priorities it is not determined class by "
        "class. Simulate the queue (simulate_queue), or use mm1, mmc or md1 where their "
        "assumptions hold."
    )
    assert "empty" not in first.measures
    assert "empty" not in last.measures
    assert priorities([2, 4], 0.1, service_cv=2).empty == pytest.approx(0.4)


def test_classes_that_are_none():
    assert complaint(priorities, [], 1, servers=1, service_cv=1) == (
        "ProblemError: priorities, arrival_rates: there is no class. "
        "Give a list of 1 to 100 rates, the highest priority first."
    )


def test_classes_that_are_too_much():
    assert complaint(priorities, [4, 8], 0.1, servers=1, service_cv=1) == (
        "Infeasible: priorities, arrival_rates: 12 per h is not below the 10 per h that 1 server "
        "can do (utilisation 120 %): the queue would grow without end. Use 2 servers, let fewer "
        "than 10 per h come, or serve more than 12 per h."
    )


def test_chances_that_nobody_knows():
    assert complaint(mg1(8, 0.1, service_cv=0.5).probability, 2) == (
        "ProblemError: M/G/1, probability(2): means and coefficients of variation do not determine "
        "it. Simulate the queue (simulate_queue), or use mm1, mmc or md1 where their assumptions "
        "hold."
    )
    assert complaint(mm1(8, 10).probability, -1) == (
        "ProblemError: M/M/1, probability: -1 is not a whole number from 0 to 1,000,000,000. "
        "Write one."
    )


def test_simulated_data_with_faults():
    assert complaint(
        simulate_queue, customers=3, seed=1, interarrival=[1, -2, 3], service=[1, 2]
    ) == (
        "ProblemError: simulated line, 2 faults:\n"
        "  1. interarrival, time 2: -2 is not a time. "
        "Give times of at least 0 and at most 10¹².\n"
        "  2. service: its shape (2,) does not hold 3 times. "
        "Give one time for each customer, or ask for fewer customers."
    )


def test_simulated_data_in_rows():
    rows = [[1, -1], [2, 3]]
    assert complaint(simulate_queue, customers=2, seed=1, interarrival=rows, service=1) == (
        "ProblemError: simulated line, 2 faults:\n"
        "  1. interarrival: its shape (2, 2) does not hold 2 times. "
        "Give one time for each customer, or ask for fewer customers.\n"
        "  2. interarrival, time 2: -1 is not a time. "
        "Give times of at least 0 and at most 10¹²."
    )


def test_one_fault_is_told_once():
    told = complaint(simulate_queue, customers="many", seed=1, interarrival=1, service=1, warm_up=5)
    assert told.startswith("ProblemError: simulated line, customers: 'many' is not a number.")


def test_time_that_stands_still():
    assert complaint(simulate_queue, customers=3, seed=1, interarrival=0, service=0) == (
        "ProblemError: simulated line, service: no time passes from the first arrival to the end. "
        "Give some times above 0."
    )


def test_draws_that_are_no_times():
    assert complaint(
        simulate_queue,
        customers=3,
        seed=1,
        interarrival=Exponential(1),
        service=lambda random, size: np.full(size, -1.0),
    ) == (
        "ProblemError: simulated line, station server, service: time 1 drawn is -1. "
        "Draw times of at least 0 and at most 10¹²."
    )


def test_a_wrong_choice():
    assert complaint(
        servers_at_least_cost, 1, 1, server_cost=1, waiting_cost=1, waiting_counts="in_quene"
    ) == (
        "ProblemError: servers_at_least_cost, waiting_counts: 'in_quene' is not known. "
        "Choose in_system or in_queue."
    )


def test_more_servers_than_are_tried():
    assert complaint(servers_at_least_cost, 1e9, 1, server_cost=1, waiting_cost=1) == (
        "ProblemError: servers at least cost, arrival_rate: it takes 1,000,000,001 servers at "
        "least, and 10,000 are tried at most. Plan for a part of the customers."
    )


def test_more_servers_than_can_be_told():
    told = complaint(servers_at_least_cost, 1e12, 1e-9, server_cost=1, waiting_cost=1)
    assert told.endswith("10,000 are tried at most. Plan for a part of the customers.")


def test_all_faults_of_the_stick():
    assert complaint(hockey_stick, utilisation=2, arrival_cv=-1) == (
        "ProblemError: hockey stick, 2 faults:\n"
        "  1. utilisation: 200 % is not below 100 %. Write a share such as 0.8.\n"
        "  2. arrival_cv: -1 is below 0. Write 0 or a number above it."
    )


def test_a_share_out_of_reach():
    assert complaint(hockey_stick, utilisation=1) == (
        "ProblemError: hockey stick, utilisation: 100 % is not below 100 %. "
        "Write a share such as 0.8."
    )


CALLS = [
    lambda a, b, c, d: mm1(a, b),
    lambda a, b, c, d: md1(a, b),
    lambda a, b, c, d: mg1(a, b, service_cv=c),
    lambda a, b, c, d: mmc(a, b, servers=c),
    lambda a, b, c, d: mmck(a, b, servers=c, capacity=d),
    lambda a, b, c, d: finite_source(a, b, population=c, servers=d),
    lambda a, b, c, d: ggc(a, b, servers=1, arrival_cv=c, service_cv=d),
    lambda a, b, c, d: priorities(a, b, servers=c, service_cv=d),
    lambda a, b, c, d: effective_process_time(a, b, time_to_failure=c, time_to_repair=d),
    lambda a, b, c, d: simulate_queue(customers=5, seed=c, interarrival=a, service=b, servers=1),
]


@pytest.mark.parametrize("call", CALLS)
@given(cells, cells, cells, cells)
def test_nothing_but_sentences(call, a, b, c, d):
    try:
        result = call(a, b, c, d)
    except ProblemError as error:
        message = str(error)
    else:
        message = ""
        assert result.headline.endswith(".")
        assert all(value == value for value in result.measures.values())
    assert message.endswith(".") or not message
