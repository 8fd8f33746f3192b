"""Nothing that is claimed to be proved is wrong: by brute force, a solver, and rule by rule."""

import math
import random
from itertools import pairwise, product
from types import SimpleNamespace

import pytest
from brute_force import fewest_places, shortest_cycles
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import large_line, lines

from opstools import datasets
from opstools.line_balancing import Line, Task, fewest_stations, shortest_cycle
from opstools.line_balancing.exact import _CycleSearch
from opstools.line_balancing.proof import search
from opstools.line_balancing.proof.budget import Budget, OutOfBudget
from opstools.line_balancing.proof.learning import Learner
from opstools.line_balancing.proof.loads import Question
from opstools.line_balancing.proof.search import Packing, Proof, Search, by_turns
from opstools.line_balancing.proof.side import Side, members
from opstools.line_balancing.proof.weights import strongest


def faults(line, stations):
    """What is wrong with an assignment, by the definition alone; the checker of every answer."""
    place = {task: k for k, tasks in enumerate(stations) for task in tasks}
    once = sorted(place) == sorted(line.times) == sorted(t for tasks in stations for t in tasks)
    turned = [
        (before, task.name)
        for task in line.tasks
        for before in task.predecessors
        if place[before] > place[task.name]
    ]
    loads = [sum(line.whole_times[line.index[task]] for task in tasks) for tasks in stations]
    cycle = line.whole_cycle
    room = [
        max(-(-line.whole_times[line.index[task]] // cycle) for task in tasks) * cycle
        for tasks in stations
    ]
    full = [k for k, (load, most) in enumerate(zip(loads, room, strict=True)) if load > most]
    return [] if once and not turned and not full else [once, turned, full]


def random_line(seed, most, *, parallel=False):
    """A line whose times, order strength and cycle time vary widely."""
    dice = random.Random(seed)
    number, share = dice.randint(2, most), dice.choice((0.05, 0.1, 0.2, 0.4))
    longest = dice.choice((4, 12, 50))
    times = [dice.randint(1, longest) for _ in range(number)]
    tasks = tuple(
        Task(f"T{i}", time, tuple(f"T{j}" for j in range(i) if dice.random() < share))
        for i, time in enumerate(times)
    )
    top = max(times)
    if parallel:
        return Line(tasks, dice.randint(1, top), long_tasks="parallel")
    return Line(tasks, dice.randint(top, 2 * top + 2))


def agrees_with_brute_force(line):
    best, fewest = fewest_stations(line), fewest_places(line)
    assert (best.number_of_stations, best.lower_bound) == (fewest, fewest)
    assert faults(line, best.stations) == []
    packing = Packing(line.whole_times, line.bits_before, line.bits_after)
    for ask in (packing.complete, packing.quick):
        answer = ask(line.whole_cycle, fewest, Budget(10**6))
        plan = [line.members(load) for load in answer.loads]
        assert faults(line, plan) == []
        assert sum(map(line.workplaces, plan)) == fewest
        impossible = ask(line.whole_cycle, fewest - 1, Budget(10**6)) if fewest > 1 else None
        assert impossible is None or impossible.loads is None


@pytest.mark.parametrize("parallel", [False, True], ids=["plain", "parallel"])
def test_every_search_agrees_with_brute_force(parallel):
    for seed in range(100):
        agrees_with_brute_force(random_line(seed, 7, parallel=parallel))


@pytest.mark.slow
@pytest.mark.parametrize("thousand", [1, 2])
def test_every_search_agrees_with_brute_force_a_thousand_times(thousand):
    for seed in range(1000):
        agrees_with_brute_force(random_line(1000 * thousand + seed, 8, parallel=seed % 3 == 0))


def by_solver(line):
    """The fewest stations as CP-SAT finds them."""
    cp = pytest.importorskip("ortools.sat.python.cp_model")
    model, most = cp.CpModel(), len(line.tasks)
    at = {task: model.new_int_var(0, most - 1, task) for task in line.times}
    last = model.new_int_var(0, most - 1, "last")
    inside = {}
    for task, k in product(at, range(most)):
        inside[task, k] = model.new_bool_var(f"{task} {k}")
        model.add(at[task] == k).only_enforce_if(inside[task, k])
    for task in line.tasks:
        model.add_exactly_one(inside[task.name, k] for k in range(most))
        model.add(at[task.name] <= last)
        for before in task.predecessors:
            model.add(at[before] <= at[task.name])
    for k in range(most):
        work = zip(at, line.whole_times, strict=True)
        model.add(sum(time * inside[task, k] for task, time in work) <= line.whole_cycle)
    model.minimize(last)
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp.OPTIMAL
    return round(solver.objective_value) + 1


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(5))
def test_a_solver_agrees_on_lines_of_up_to_twenty_tasks(hundred):
    pytest.importorskip("ortools", reason="the oracle is not installed")
    for seed in range(100):
        line = random_line(5000 + 100 * hundred + seed, 20)
        best = fewest_stations(line)
        assert (best.number_of_stations, best.proven) == (by_solver(line), True)
        assert faults(line, best.stations) == []


@given(lines(most=7), st.data())
def test_shortest_cycles_are_proved(line, data):
    shortest = shortest_cycles(line)
    stations = data.draw(st.integers(1, len(shortest)))
    best = shortest_cycle(line, stations=stations)
    assert (best.problem.cycle_time, best.proven) == (shortest[stations - 1], True)
    assert faults(best.problem, best.stations) == []


@given(st.lists(st.integers(1, 30), min_size=1, max_size=9), st.integers(0, 30))
def test_no_station_holds_more_than_the_weights_say(times, more):
    cycle = max(times) + more
    learner = Learner(times, cycle)
    learned = [learner.weights(times, stations) for stations in range(1, len(times))]
    for weights in (*strongest(tuple(times), cycle), *filter(None, learned)):
        for chosen in range(1 << len(times)):
            if sum(times[i] for i in members(chosen)) <= cycle:
                assert sum(weights.values[i] for i in members(chosen)) <= weights.capacity


def test_what_is_learned_is_stronger_than_what_is_known():
    times = [9, 9, 9, 7, 7, 7, 5, 5, 5, 5]
    learner = Learner(times, 19)
    known = max(weights.stations for weights in strongest(tuple(times), 19))
    assert known == 4
    assert learner.weights(times, 3).stations == 4
    assert learner.weights(times, 4) is None


def test_what_is_learned_holds_even_where_the_solver_errs(monkeypatch):
    """Prices and the bound come from floating-point numbers; what is concluded must not."""
    prices = Learner._prices

    def erring(learner, demands):
        found, needed = prices(learner, demands)
        return [price * 13 // 10 for price in found], needed + 1

    monkeypatch.setattr(Learner, "_prices", erring)
    times = [9, 9, 9, 7, 7, 7, 5, 5, 5, 5]
    learned = {m: Learner(times, 19).weights(times, m) for m in (3, 4)}
    assert learned[3].stations == 4
    assert learned[4] is None
    for chosen in range(1 << len(times)):
        if sum(times[i] for i in members(chosen)) <= 19:
            held = sum(learned[3].values[i] for i in members(chosen))
            assert held <= learned[3].capacity


def test_a_wide_station_may_hold_what_follows_a_long_task():
    tasks = Task("X", 10), Task("A", 15, ("X",)), Task("B", 5, ("A",))
    line = Line(tasks, 10, long_tasks="parallel")
    assert fewest_stations(line).stations == (("X",), ("A", "B"))
    agrees_with_brute_force(line)


@settings(max_examples=30)
@given(line=lines(most=7))
def test_loads_keep_precedence_time_and_the_room_they_tell(line):
    side = Side(line.whole_times, line.bits_before, line.bits_after, 0.1)
    stations = len(line.tasks)
    question = Question(
        side, line.whole_cycle, stations, strongest(line.whole_times, line.whole_cycle)
    )
    loads = question.loads(0, stations, 10**6, Budget(10**6))
    assert len({load for load, _, _ in loads}) == len(loads) > 0
    for load, room, copies in loads:
        assert copies == 1
        assert room == line.whole_cycle - sum(side.times[i] for i in members(load)) >= 0
        assert all(not side.before[i] & ~load for i in members(load))
        outside = [i for i in members(side.full & ~load) if not side.before[i] & ~load]
        assert all(side.times[i] > room for i in outside)


@given(line=lines(most=7))
def test_tails_leave_every_optimal_line_its_place(line):
    fewest = fewest_places(line)
    plan = fewest_stations(line).stations
    side = Side(line.whole_times, line.bits_before, line.bits_after, 0)
    tails = side.tails(line.whole_cycle)
    for k, tasks in enumerate(plan):
        for task in tasks:
            tail = tails[side.order.index(line.index[task])]
            assert tail <= (fewest - k) * line.whole_cycle


class Scripted:
    """A question whose loads are told: for a set, the loads that follow and the room they leave."""

    def __init__(self, stations, full, loads):
        self.stations, self.told, self.asked = stations, loads, []
        self.side = SimpleNamespace(full=full, tasks=lambda load: load, backward=False)

    def loads(self, done, left, most, budget):
        budget.nodes += 1
        self.asked.append((done, left))
        return [(load, room, 1) for load, room in self.told.get(done, [])][:most] * (left > 0)


A, B, C, D, E = (1 << i for i in range(5))
# A, B, C one by one come first; A, B and C in two stations come later and leave one station more.
LATE = {0: [(A, 0), (B, 9)], A: [(B, 0)], A | B: [(C, 0)], B: [(A | C, 0)],
        A | B | C: [(D, 0)], A | B | C | D: [(E, 0)]}  # fmt: skip


def test_a_set_reached_with_one_station_more_is_looked_at_again():
    question = Scripted(4, A | B | C | D | E, LATE)
    found = Search(question, 100)
    assert found.run(Budget(10**6)) is True
    assert found.plan() == (B, A | C, D, E)
    first, again = (question.asked.index((A | B | C, left)) for left in (1, 2))
    assert first < again


def test_a_set_reached_with_no_more_stations_is_not_looked_at_again():
    same = {0: [(A, 0), (B, 9)], A: [(B, 0)], B: [(A, 0)], A | B: [(C, 0)]}
    question = Scripted(4, A | B | C | D | E, same)
    assert Search(question, 100).run(Budget(10**6)) is False
    assert question.asked.count((A | B, 2)) == 1


def test_a_pass_that_dropped_loads_proves_nothing():
    question = Scripted(4, A | B | C | D | E, LATE)
    few, all_ = Search(question, 1), Search(question, 3)
    assert (few.run(Budget(10**6)), few.cut) == (False, True)
    assert (all_.run(Budget(10**6)), all_.cut) == (True, False)


def test_a_plan_found_from_the_other_end_is_told_from_the_first_station_on():
    stuck = Search(Scripted(4, A | B | C | D | E, LATE), 1)
    line = datasets.load("jackson")
    packing = Packing(line.whole_times, line.bits_before, line.bits_after)
    _, backward = packing._questions(line.whole_cycle, 5, 0.0)
    answer = by_turns([stuck, Search(backward, 100)], Budget(10**6), math.inf)
    plan = [line.members(load) for load in answer.loads]
    assert (len(plan), faults(line, plan)) == (5, [])


def test_a_complete_search_that_had_to_drop_loads_says_that_memory_ran_out():
    dropped = Proof([Search(Scripted(4, A | B | C | D | E, LATE), 1)])
    with pytest.raises(OutOfBudget, match="ran out of memory"):
        dropped.go_on(Budget(10**6))


def test_while_a_proof_stays_open_long_passes_find_the_plan(monkeypatch):
    monkeypatch.setattr(Proof, "go_on", lambda proof, budget, nodes: budget.charge(1000))
    monkeypatch.setattr(_CycleSearch, "glance", lambda search: None)
    best = shortest_cycle(datasets.load("jackson"), stations=5, max_nodes=10**6)
    assert (best.problem.cycle_time, best.proven) == (10, True)


def test_a_proof_that_stays_open_is_gone_on_with_each_time_twice_as_long(monkeypatch):
    turns, go_on = [], Proof.go_on

    def watched(proof, budget, nodes):
        turns.append((proof, nodes))
        return go_on(proof, budget, nodes)

    monkeypatch.setattr(Proof, "go_on", watched)
    line = large_line(50, 20, seed=1)
    shortest_cycle(line, stations=29, max_nodes=200_000)
    assert len(turns) > 2
    for (proof, nodes), (then, more) in pairwise(turns):
        assert more == (2 * nodes if then is proof else more)
        assert more >= nodes
    assert any(proof is then for (proof, _), (then, _) in pairwise(turns))


def test_a_turn_that_ends_with_the_last_state_leaves_the_answer_impossible(monkeypatch):
    monkeypatch.setattr(search, "TURN", 1)  # each state ends a turn
    ends = [Search(Scripted(3, A | B | C | D | E, LATE), 100) for _ in range(2)]
    assert Proof(ends).go_on(Budget(10**6)).loads is None
