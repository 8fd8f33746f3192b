"""What is declared wrongly is explained, all of it at once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from helpers import complaint

from opstools.core import ProblemError
from opstools.simulation import (
    Arrivals,
    Batch,
    Calendar,
    Cap,
    Empirical,
    Escalation,
    Exponential,
    Failures,
    Fixed,
    Gamma,
    Model,
    Profile,
    Slots,
    Station,
    Triangular,
    interval,
    replicate,
    simulate,
)

DESK = Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5)))


def test_many_faults_at_once():
    stations = (
        Station("desk", -1, servers=0, discipline="fifo", to={"dsek": 0.7, "lab": 0.6}),
        Station("lab", 1, batch=Batch(2, smallest=5), release=3),
        Station("lab", 1),
    )
    caps = (Cap(("desk", "lab", "desk"), most=0),)
    assert complaint(Model, stations, Arrivals(5, profile=Profile((1,)), to="lob"), caps) == (
        "ProblemError: model, 12 faults:\n"
        "  1. station lab: it is there more than once. Give each its own name.\n"
        "  2. station desk, servers: 0 is not a whole number of at least 1. Write one.\n"
        "  3. station desk, discipline: there is no discipline 'fifo'. "
        "Choose arrival, priority, due and shortest.\n"
        "  4. station desk, service: -1 is below 0. Give a time of at least 0, or a draw.\n"
        "  5. station desk, to: there is no station dsek. Did you mean desk?\n"
        "  6. station desk, to: the probabilities add up to 1.3. "
        "Let them add up to 1 at most; the rest leaves.\n"
        "  7. station lab: it needs due moments, and no arrivals have any. Give `due` there.\n"
        "  8. station lab, batch: the smallest, 5, is above the largest, 2. "
        "Give smallest ≤ largest.\n"
        "  9. arrivals 1 (item): it is not clear when items come. "
        "Give one of between, profile, at.\n"
        "  10. arrivals 1 (item), to: there is no station lob. Did you mean lab?\n"
        "  11. cap 1, most: 0 is not a whole number of at least 1. Write one.\n"
        "  12. cap 1: desk is under a cap already. Cap a station once."
    )


def test_a_loop_without_a_way_out():
    stations = (Station("a", 1), Station("b", 1, to="a"))
    assert complaint(Model, stations, Arrivals(5)) == (
        "ProblemError: model, 2 faults:\n"
        "  1. station a, to: nobody who comes here ever leaves the model. "
        "Let the probabilities of one station on the way add up to less than 1.\n"
        "  2. station b, to: nobody who comes here ever leaves the model. "
        "Let the probabilities of one station on the way add up to less than 1."
    )


def test_when_to_stop():
    assert complaint(simulate, DESK, seed=1) == (
        "ProblemError: simulation, length: it is not clear when to stop. "
        "Give one of customers and until."
    )
    assert complaint(simulate, DESK, customers=2.5, seed=-1) == (
        "ProblemError: simulation, 2 faults:\n"
        "  1. customers: 2.5 is not a whole number of at least 1. Write one.\n"
        "  2. seed: -1 is not a whole number of at least 0. Write one, such as 1."
    )


def test_too_long_a_run():
    assert complaint(simulate, DESK, until=1e9, seed=1) == (
        "ProblemError: simulation, arrivals 1 (item): more than 20,000,000 items would come. "
        "Choose a shorter `until`, or longer times between arrivals."
    )


def test_not_too_long_a_run():
    run = simulate(Model((Station("desk", 0),), Arrivals(1e-4)), until=1200, seed=1)
    assert len(run.item) == pytest.approx(12_000_000, rel=1e-6)


def test_times_that_are_all_nothing():
    station = Station("desk", 1, failures=Failures(Fixed(0), repair=1))
    assert complaint(simulate, Model((station,), Arrivals(5)), customers=2, seed=1) == (
        "ProblemError: random times, station desk, failure: 1,024 times drawn are all 0. "
        "Draw some times above 0."
    )


def test_an_early_release_is_not_the_same_as_none():
    model = Model((Station("desk", 1, release=0),), Arrivals(5, due=3))
    assert simulate(model, customers=2, seed=1).log["start"].tolist() == [8, 13]


def test_numbers_in_another_form():
    """Texts, fractions, numpy's: what can be read is read, once."""
    plain = Station("desk", 1, servers=2, capacity=3, release=1, escalation=Escalation(3, "lab"))
    told = Station("desk", "1", servers="2.0", capacity=np.int64(3), release=Fraction(1),
                   escalation=Escalation("3", "lab"))  # fmt: skip
    assert repr(told) == repr(plain).replace("'desk', service=1", "'desk', service='1'")
    lab = Station("lab", 1, batch=Batch("2", smallest=Decimal(1)))
    model = Model((Station("desk", 1, servers="2"), lab), Arrivals("5", due="3"), Cap("lab", "4"))
    run = simulate(model, customers="20.0", seed=np.int64(1))
    usual = Model(
        (Station("desk", 1, servers=2), Station("lab", 1, batch=Batch(2))),
        Arrivals(5, due=3),
        Cap("lab", 4),
    )
    assert run.figures() == simulate(usual, customers=20, seed=1).figures()
    assert Calendar(((9, 12),), period="24") == Calendar(((9, 12),))
    assert Slots((11,), period="24").next_change(12) == 35
    assert Profile(("1", 2), period="24").in_a_period == 36
    assert Triangular("9", "10", "11") == Triangular(9, 10, 11)
    assert len(replicate(DESK, customers=5, runs="2.0", seed=1).by_run) == 2


def test_figures_that_there_are_not():
    runs = replicate(DESK, runs=2, customers=5, seed=1)
    with pytest.raises(ProblemError, match="Did you mean flow_time"):
        runs["flow_tme"]
    assert complaint(replicate, DESK, runs=2, customers=5, seed=1, confidence=95) == (
        "ProblemError: replications, confidence: 95 does not lie between 0 and 1. Write 0.95, say."
    )


def test_too_many_customers():
    assert complaint(simulate, DESK, customers="30000000", seed=1) == (
        "ProblemError: simulation, customers: 30,000,000 are too many. At most 20,000,000 can come."
    )


def test_one_item_is_said_of_one():
    desk = Station("desk", 3, capacity=1)
    run = simulate(Model((desk,), Arrivals(at=(0, 1))), customers=2, seed=1)
    assert repr(run) == "Run until 3: 2 items came, 1 left, 1 was lost."
    run = simulate(Model((desk,), Arrivals(at=(0,))), customers=1, seed=1)
    assert repr(run) == "Run until 3: 1 item came, 1 left, 0 were lost."


def test_warm_up_beyond_the_end():
    run = simulate(DESK, until=10, seed=1)
    assert complaint(run.figures, warm_up=11) == (
        "ProblemError: simulation, warm_up: 11 does not lie within the run, which ends at 10. "
        "Give a time of at least 0 and before the end."
    )


def test_one_run_tells_nothing():
    assert complaint(replicate, DESK, runs=1, customers=10, seed=1) == (
        "ProblemError: replications, runs: 1 run tells nothing about chance. Ask for at least 2."
    )
    assert complaint(interval, [1.0]) == (
        "ProblemError: interval, values: 1 given are not enough. Give at least 2."
    )


def test_calendars():
    assert complaint(Calendar, ((9, 8), (10, 25), (1, 2, 0))) == (
        "ProblemError: calendar, 3 faults:\n"
        "  1. shift 1: 9 to 8 does not lie in the period. Give 0 ≤ from < to ≤ 24.\n"
        "  2. shift 2: 10 to 25 does not lie in the period. Give 0 ≤ from < to ≤ 24.\n"
        "  3. shift 3: 0 servers. Give a whole number of at least 1."
    )
    assert complaint(Calendar, ((9, 12), (11, 15))) == (
        "ProblemError: calendar, shift 2: it starts at 11, before 12. "
        "List shifts in order, none over another."
    )
    assert complaint(Slots, (15, 11)) == (
        "ProblemError: slots, times: (15, 11) are no moments of the period. "
        "Give rising times from 0 to below 24."
    )
    assert complaint(Profile, (0, 0)) == (
        "ProblemError: profile, rates: nobody ever arrives. Give at least one rate above 0."
    )


def test_draws():
    assert complaint(Gamma, 0, -1) == (
        "ProblemError: Gamma, 2 faults:\n"
        "  1. mean: 0 is not above 0. Write a number above 0.\n"
        "  2. cv: -1 is below 0. Write 0 or a number above it."
    )
    assert complaint(Triangular, 5, 3, 9) == (
        "ProblemError: Triangular, low, mode, high: 5, 3, 9 do not rise. "
        "Give low ≤ mode ≤ high with low < high."
    )
    assert complaint(Empirical, ()) == (
        "ProblemError: Empirical, values: there are none. Give at least one observed time."
    )


ANYTHING = [
    None,
    5,
    -1,
    float("nan"),
    "x",
    "9",
    "",
    (),
    (1,),
    ("a",),
    {"a": 1},
    object(),
    len,
    10**400,
    True,
]
MAKERS = [
    lambda a, b: Gamma(a, b),
    lambda a, b: Triangular(a, b, 9),
    lambda a, b: Empirical(a),
    lambda a, b: Calendar(a, period=24 if b is None else b),
    lambda a, b: Calendar((a, b)),
    lambda a, b: Calendar(((a, b),)),
    lambda a, b: Slots(a, b),
    lambda a, b: Slots((a, b)),
    lambda a, b: Profile(a, b),
    lambda a, b: Profile((a, b)),
    lambda a, b: Cap(a, b),
    lambda a, b: Model(a, b),
    lambda a, b: Model(Station("s", 1), Arrivals(5), (Cap(a, b),)),
    lambda a, b: Model(Station("s", 1), Arrivals(5), a),
    lambda a, b: Model(Station("s", a, servers=b), Arrivals(5)),
    lambda a, b: Model(Station(a, 1, calendar=b), Arrivals(5)),
    lambda a, b: Model(Station("s", {"item": a}, failures=b), Arrivals(5)),
    lambda a, b: Model(Station("s", 1, discipline=a, capacity=b), Arrivals(5)),
    lambda a, b: Model(Station("s", 1, batch=a, to=b), Arrivals(5)),
    lambda a, b: Model(Station("s", 1, batch=Batch(a, smallest=b)), Arrivals(5)),
    lambda a, b: Model(Station("s", 1, to={"s": a}), Arrivals(5, priority=b)),
    lambda a, b: Model(Station("s", 1, release=a), Arrivals(5, due=b)),
    lambda a, b: Model(Station("s", 1), Arrivals(a, profile=b)),
    lambda a, b: Model(Station("s", 1), Arrivals(at=a, to=b)),
    lambda a, b: simulate(DESK, customers=a, seed=b),
    lambda a, b: simulate(DESK, until=5, seed=b).figures(warm_up=a),
    lambda a, b: replicate(DESK, customers=5, runs=2, seed=1, warm_up=a, confidence=b)["flow_time"],
]


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_but_sentences(make):
    for a in ANYTHING:
        for b in ANYTHING:
            try:
                make(a, b)
            except ProblemError as error:
                message = str(error)
            else:
                message = "."
            assert message.endswith(".")
