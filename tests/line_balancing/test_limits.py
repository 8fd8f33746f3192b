"""When nodes, seconds or patience run out: the best balance so far, and nothing claimed of it."""

import time

import pytest
from helpers import complaint
from strategies import large_line

from opstools import datasets
from opstools.core.progress import Progress
from opstools.line_balancing import (
    RULES,
    Line,
    by_hand,
    comsoal,
    exact,
    fewest_stations,
    most_efficient,
    shortest_cycle,
)
from opstools.line_balancing.proof import budget
from opstools.line_balancing.proof.budget import Budget
from opstools.line_balancing.result import achieved

HARD = large_line(50, 20, seed=1)  # open after 200,000 nodes: 29 or 30 stations
EASY = large_line(30, 20, seed=2)  # the rules need 14 stations, the optimum is 13

METHODS = {
    "fewest_stations": lambda line, **limits: fewest_stations(line, **limits),
    "shortest_cycle": lambda line, **limits: shortest_cycle(line, stations=29, **limits),
    "most_efficient": lambda line, **limits: most_efficient(line, stations=(28, 30), **limits),
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())


def best_rule(line):
    return min(rule(line).number_of_stations for rule in RULES.values())


def remarks(balance):
    return [step.text for step in balance.steps() if "this is the best found" in step.text]


@pytest.mark.parametrize("nodes", [0, 1, 100, 20_000])
def test_out_of_nodes_the_best_so_far_is_given(nodes):
    best = fewest_stations(HARD, max_nodes=nodes)
    assert not best.proven
    assert 29 == best.lower_bound < best.number_of_stations == best_rule(HARD) == 30
    number = f"{nodes:,} node{'s' * (nodes != 1)}"
    assert remarks(best) == [
        f"The search reached its limit after {number}; this is the best found."
    ]
    assert best.headline.endswith(f", stations cannot be below {best.lower_bound}.")
    assert best.steps()[-1].text.startswith("Whether it can be better is open: ")


def test_with_enough_nodes_the_optimum_is_proven():
    short, enough = fewest_stations(EASY, max_nodes=10), fewest_stations(EASY)
    assert (short.number_of_stations, short.lower_bound, short.proven) == (14, 13, False)
    assert (enough.number_of_stations, enough.lower_bound, enough.proven) == (13, 13, True)
    assert remarks(enough) == []


@every_method
def test_a_limit_never_claims_too_much(method):
    short, longer = (method(HARD, max_nodes=nodes) for nodes in (1, 20_000))
    assert short.lower_bound <= longer.lower_bound
    assert short.number_of_stations * short.problem.cycle_time >= longer.lower_bound
    assert not short.proven
    assert remarks(short)


@every_method
def test_the_same_nodes_give_the_same_answer(method):
    one, other = (method(HARD, max_nodes=5_000) for _ in range(2))
    assert one == other
    assert repr(one.steps()) == repr(other.steps())


@every_method
def test_seconds_end_the_search_too(method):
    started = time.perf_counter()
    balance = method(HARD, seconds=0)
    assert time.perf_counter() - started < 2
    assert not balance.proven
    assert "reached its limit after 1,024 nodes" in remarks(balance)[0]


@every_method
@pytest.mark.parametrize("looks", [1, 7])
def test_an_interrupt_gives_the_best_so_far(method, looks, monkeypatch):
    look, looked = Budget.look, []

    def interrupted(budget):
        looked.append(budget)
        if len(looked) == looks:
            raise KeyboardInterrupt
        look(budget)

    monkeypatch.setattr(Budget, "look", interrupted)
    balance = method(HARD)
    assert not balance.proven
    assert balance.status == "feasible, the search was interrupted"
    assert "The search was interrupted after " in remarks(balance)[0]
    assert len(looked) == looks
    assert by_hand(balance.problem, balance.stations).stations == balance.stations


@every_method
def test_an_interrupt_while_rules_are_tried_gives_a_plan_too(method, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    first, *others = exact.RULES
    monkeypatch.setattr(exact, "RULES", {first: exact.RULES[first], others[0]: interrupted})
    monkeypatch.setattr(exact.Packing, "greedy", interrupted)
    balance = method(HARD)
    assert balance.status == "feasible, the search was interrupted"
    assert by_hand(balance.problem, balance.stations).stations == balance.stations


@every_method
def test_out_of_memory_the_best_so_far_is_given(method, monkeypatch):
    monkeypatch.setattr(budget, "MOST_STATES", 500)
    balance = method(HARD)
    assert balance.status == "feasible, the search ran out of memory"
    assert "ran out of memory after " in remarks(balance)[0]
    assert balance.nodes < 200_000


@every_method
def test_progress_tells_the_best_and_the_bound_as_they_close_in(method):
    heard = []
    balance = method(HARD, max_nodes=20_000, progress=heard.append)
    incumbents = [each.incumbent for each in heard]
    bounds = [each.bound for each in heard]
    assert incumbents == sorted(incumbents, reverse=True)
    assert bounds == sorted(bounds)
    assert all(bound <= best for best, bound, _ in heard)
    assert bounds[-1] == balance.lower_bound
    assert incumbents[-1] == achieved(balance, balance.objective)
    assert heard[-1].nodes == balance.nodes == 20_000


@every_method
def test_who_is_told_of_progress_gets_no_bar_besides(method, monkeypatch):
    bars = []
    monkeypatch.setattr(budget.Progress, "at", lambda bar, *_: bars.append(bar))
    method(HARD, max_nodes=2_000, progress=lambda standing: None)
    assert not bars
    method(HARD, max_nodes=2_000)
    assert bars


@every_method
def test_an_answer_that_is_no_balance_is_never_given(method, monkeypatch):
    monkeypatch.setattr(Line, "members", lambda line, bits: ("T0",))
    with pytest.raises(AssertionError, match="found what is no balance: stations 1, "):
        method(large_line(30, 20, seed=2), **{})


def test_progress_is_told_to_a_function():
    assert complaint(fewest_stations, HARD, progress=3) == (
        "ProblemError: limits, progress: 3 is not a function. "
        "Give a function of one argument, which has incumbent, bound and nodes."
    )


def test_drawing_lots_is_reproducible():
    line = datasets.load("jackson")
    assert comsoal(line, runs=20, seed=3) == comsoal(line, runs=20, seed=3)
    assert len({comsoal(line, runs=1, seed=seed).stations for seed in range(20)}) > 1
    few, many = comsoal(line, runs=5), comsoal(line, runs=50)
    assert (many.number_of_stations, many.smoothness_index) <= (
        few.number_of_stations,
        few.smoothness_index,
    )


@pytest.mark.parametrize("runs", [0, -1, 2.5])
def test_lots_are_drawn_at_least_once(runs):
    assert complaint(comsoal, HARD, runs=runs) == (
        f"ProblemError: comsoal, runs: {runs} is not a whole number from 1 to 100,000. Write one."
    )


@pytest.mark.parametrize("runs", [True, "many"])
def test_lots_are_counted(runs):
    assert complaint(comsoal, HARD, runs=runs) == (
        f"ProblemError: comsoal, runs: {runs!r} is not a number. "
        "Write a whole number from 1 to 100,000."
    )


@pytest.mark.parametrize("stations", [0, 12, 2.5, -1])
def test_stations_are_a_whole_number_up_to_the_tasks(stations):
    message = (
        f"ProblemError: stations, stations: {stations} is not a whole number from 1 to 11. "
        "Write one."
    )
    line = datasets.load("jackson")
    assert complaint(shortest_cycle, line, stations=stations) == message
    assert complaint(most_efficient, line, stations=(stations, 3)) == message


def test_a_range_of_stations_has_two_ends_in_order():
    line = datasets.load("jackson")
    assert complaint(most_efficient, line, stations=4) == (
        "ProblemError: stations, stations: 4 is not a range. Give (fewest, most), as in (3, 6)."
    )
    assert complaint(most_efficient, line, stations=(5, 3)) == (
        "ProblemError: stations, stations: 5 is more than 3. Give the smaller one first."
    )


def test_interrupted_lots_keep_the_best(monkeypatch):
    line, draws = datasets.load("jackson"), []

    def interrupted(bar, run):
        draws.append(run)
        if run == 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "at", interrupted)
    found = comsoal(line, runs=1000)
    assert found.status == "feasible, the search was interrupted" or found.proven
    assert draws[-1] == 20
    monkeypatch.undo()
    assert found.stations == comsoal(line, runs=20).stations


def test_a_range_too_long_to_write():
    assert "this int is not a range" in complaint(
        most_efficient, datasets.load("jackson"), stations=10**5000
    )
