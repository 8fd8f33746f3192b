"""What holds for every method on every line, and what brute force and a solver say."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import chain

import pulp
import pytest
from brute_force import fewest_places, shortest_cycles
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import lines

from opstools import datasets
from opstools.line_balancing import (
    RULES,
    Balance,
    Line,
    Task,
    by_hand,
    comsoal,
    fewest_stations,
    integer_program,
    most_efficient,
    shortest_cycle,
)
from opstools.line_balancing.bounds import best_bound

METHODS: dict[str, Callable[[Line], Balance]] = {
    **RULES,
    **{f"{name} with ties": partial(rule, ties=list(RULES)) for name, rule in RULES.items()},
    "comsoal": partial(comsoal, runs=5),
    "fewest_stations": fewest_stations,
    "by_hand": lambda line: by_hand(line, fewest_stations(line).stations),
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
lines_of_both_kinds = lines(most=6) | lines(most=6, parallel=True)


@every_method
@given(line=lines_of_both_kinds)
def test_a_balance_keeps_all_rules_and_claims_only_what_is_true(method, line):
    balance = method(line)
    placed = list(chain(*balance.stations))
    assert sorted(placed) == sorted(line.times)
    station = {task: k for k, tasks in enumerate(balance.stations) for task in tasks}
    assert all(station[p] <= station[task.name] for task in line.tasks for p in task.predecessors)
    for tasks, places in zip(balance.stations, balance.workplaces, strict=True):
        assert places == max(-(-line.times[task] // line.cycle_time) for task in tasks)
        assert sum(map(line.times.get, tasks)) <= places * line.cycle_time
    optimum = fewest_places(line)
    assert line.minimum_stations <= best_bound(line).stations <= balance.lower_bound <= optimum
    assert balance.number_of_stations == sum(balance.workplaces) >= optimum
    assert balance.proven == (balance.lower_bound == balance.number_of_stations)


@given(line=lines_of_both_kinds)
def test_figures_agree_with_their_definitions(line):
    balance = fewest_stations(line)
    shares = [
        Fraction(time, places)
        for time, places in zip(balance.station_times, balance.workplaces, strict=True)
        for _ in range(places)
    ]
    m, cycle, work = len(shares), line.cycle_time, line.work_content
    assert balance.actual_cycle_time == pytest.approx(float(max(shares)))
    assert max(shares) <= cycle
    assert sum(balance.idle_times) == m * cycle - work == balance.measures["idle_time"]
    assert balance.efficiency == pytest.approx(work / (m * cycle))
    assert balance.balance_delay == pytest.approx(1 - balance.efficiency)
    unevenness = sum((max(shares) - share) ** 2 for share in shares) ** 0.5
    assert balance.smoothness_index == pytest.approx(unevenness)
    other = line.replace(efficiency_by="largest_load", smoothness_by="cycle_time")
    balance = fewest_stations(other)
    assert balance.efficiency == pytest.approx(float(work / (m * max(shares))))
    assert balance.smoothness_index == pytest.approx(
        sum((cycle - share) ** 2 for share in shares) ** 0.5
    )


@given(lines(most=9))
def test_fewest_stations_agrees_with_brute_force(line):
    best = fewest_stations(line)
    assert (best.number_of_stations, best.proven) == (fewest_places(line), True)


@given(lines(most=9, parallel=True))
def test_parallel_stations_agree_with_brute_force(line):
    best = fewest_stations(line)
    assert (best.number_of_stations, best.proven) == (fewest_places(line), True)


@given(lines(most=7), st.data())
def test_shortest_cycles_agree_with_brute_force(line, data):
    shortest = shortest_cycles(line)
    for stations, cycle in enumerate(shortest, 1):
        best = shortest_cycle(line, stations=stations)
        assert (best.problem.cycle_time, best.actual_cycle_time) == (cycle, cycle)
        assert (best.number_of_stations, best.lower_bound, best.proven) == (stations, cycle, True)
        assert by_hand(best.problem, best.stations).stations == best.stations
    fewest = data.draw(st.integers(1, len(shortest)))
    most = data.draw(st.integers(fewest, len(shortest)))
    best = most_efficient(line, stations=(fewest, most))
    least = min(m * shortest[m - 1] for m in range(fewest, most + 1))
    assert best.number_of_stations * best.problem.cycle_time == best.lower_bound == least
    assert best.efficiency == pytest.approx(line.work_content / least)
    assert best.proven
    assert fewest <= best.number_of_stations <= most


def solved(line: Line) -> tuple[str, float]:
    model = integer_program(line)
    status = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return pulp.LpStatus[status], model.objective.value()


ODD_NAMES = Line(
    (
        Task("task_2", 0.1),
        Task("装配", 0.2, ("task_2",)),
        Task("a b", Fraction(1, 3), ("装配",)),
        Task("task2", 0.3, ("task_2",)),
        Task("x", 0.1),
    ),
    0.4,
)
TEXTBOOK = [
    name for name in datasets.names("line_balancing") if datasets.about(name).problem == "Line"
]
TEXTBOOK_LINES = map(datasets.load, TEXTBOOK)


@pytest.mark.parametrize("line", [*TEXTBOOK_LINES, ODD_NAMES], ids=[*TEXTBOOK, "odd names"])
def test_the_integer_program_finds_the_same_optimum(line):
    assert solved(line) == ("Optimal", fewest_stations(line).number_of_stations)


@settings(max_examples=5)
@given(lines(most=6))
def test_the_integer_program_agrees_on_any_line(line):
    assert solved(line) == ("Optimal", fewest_stations(line).number_of_stations)


def test_the_integer_program_reads_like_the_textbook():
    model = str(integer_program(Line((Task("A", 4), Task("B", 3, ("A",))), 6)))
    assert "MINIMIZE\n1*y_1 + 1*y_2" in model
    assert "once_A: x_A_1 + x_A_2 = 1" in model
    assert "cycle_time_1: 4 x_A_1 + 3 x_B_1 - 6 y_1 <= 0" in model
    assert "A_before_B: x_A_1 + 2 x_A_2 - x_B_1 - 2 x_B_2 <= 0" in model


@pytest.mark.parametrize(
    "scaled",
    [lambda t: t / 10, lambda t: Fraction(t, 3), lambda t: 7 * t],
    ids=["tenths", "thirds", "sevens"],
)
@given(line=lines_of_both_kinds)
def test_the_unit_of_time_changes_nothing(scaled, line):
    tasks = tuple(Task(task.name, scaled(task.time), task.predecessors) for task in line.tasks)
    other = line.replace(tasks=tasks, cycle_time=scaled(line.cycle_time))
    for method in METHODS.values():
        assert method(other).stations == method(line).stations
    best = shortest_cycle(line, stations=1)
    assert shortest_cycle(other, stations=1).problem.cycle_time == pytest.approx(
        float(scaled(best.problem.cycle_time))
    )


def test_decimal_loads_are_exact():
    tenths = Line(tuple(Task(name, 0.1) for name in "ABC"), 0.3)
    for method in METHODS.values():
        assert method(tenths).number_of_stations == 1
    assert shortest_cycle(tenths, stations=1).problem.cycle_time == 0.3
