"""U-lines against every way to share out tasks; the saw against its formula."""

from __future__ import annotations

from itertools import product
from math import ceil

import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import settings as limits
from strategies import lines

from opstools import datasets
from opstools.line_balancing import (
    Line,
    Task,
    efficiency_saw,
    fewest_stations,
    kilbridge_wester,
    u_line,
)


def fewest_by_trying(line):
    """Every station and every arm for every task; the back is worked backwards."""
    names = [task.name for task in line.tasks]
    arcs = [(p, task.name) for task in line.tasks for p in task.predecessors]
    for number in range(1, len(names) + 1):
        for at in product(range(number), repeat=len(names)):
            station = dict(zip(names, at, strict=True))
            loads = [line.work_of([n for n in names if station[n] == k]) for k in range(number)]
            if max(loads) > line.cycle_time:
                continue
            for arms in product("FB", repeat=len(names)):
                arm = dict(zip(names, arms, strict=True))
                if all(
                    (arm[q] != "F" or (arm[p] == "F" and station[p] <= station[q]))
                    and (arm[p] != "B" or (arm[q] == "B" and station[q] <= station[p]))
                    for p, q in arcs
                ):
                    return number
    raise AssertionError


@limits(max_examples=60, deadline=None)
@given(lines(most=5))
def test_no_u_line_has_fewer(line):
    found = u_line(line)
    assert found.proven
    assert len(found.stations) == fewest_by_trying(line)


@given(lines(most=9))
def test_a_u_is_never_worse_and_always_feasible(line):
    found = u_line(line)
    assert len(found.stations) <= fewest_stations(line).number_of_stations
    assert max(found.station_times) <= line.cycle_time
    done: set[str] = set()
    for front, back in found.stations:
        assert all(set(line.predecessors(task)) <= done | {*front} for task in front)
        taken = done | {*front, *back}
        assert all(set(line.followers(task)) <= taken for task in back)
        done = taken
    assert done == {task.name for task in line.tasks}


def test_a_bend_saves_a_station():
    line = Line((Task("A", 3), Task("B", 6, ("A",)), Task("C", 6, ("B",)), Task("D", 3, ("C",))), 6)
    assert fewest_stations(line).number_of_stations == 4
    assert u_line(line).stations == ((("A",), ("D",)), (("B",), ()), (("C",), ()))


def test_a_long_line_gets_a_bound():
    tasks = tuple(Task(f"T{k}", 1 + k % 5, (f"T{k - 1}",) if k else ()) for k in range(40))
    found = u_line(Line(tasks, 11))
    assert found.lower_bound == ceil(sum(1 + k % 5 for k in range(40)) / 11)
    assert len(found.stations) <= fewest_stations(Line(tasks, 11)).number_of_stations


def test_what_a_u_cannot_do():
    line = datasets.load("jackson").replace(cycle_time=6, long_tasks="parallel")
    assert complaint(u_line, line).startswith("Infeasible: U-line, cycle_time:")


def test_the_u_is_drawn_station_by_station():
    found = u_line(datasets.load("jackson"))
    ax = found.plot()
    boxes = sum(bool(front) + bool(back) for front, back in found.stations)
    assert len(ax.patches) == boxes
    assert {round(p.get_x() + p.get_width() / 2) for p in ax.patches} == {1, 2, 3, 4, 5}
    feet = {(k, y) for k, arms in enumerate(found.stations, 1)
            for y, names in zip((1, 0), arms, strict=True) if names}  # fmt: skip
    drawn = {(round(p.get_x() + p.get_width() / 2), round(p.get_y() + p.get_height() / 2))
             for p in ax.patches}  # fmt: skip
    assert drawn == feet


@pytest.mark.parametrize("name", ["jackson", "model_j_wagon"])
def test_the_saw_is_its_formula(name):
    line = datasets.load(name)
    found = efficiency_saw(line, available_time=480)
    work = float(line.work_content)
    curve, points, *_ = found.plot().lines
    for cycle, height in zip(curve.get_xdata(), curve.get_ydata(), strict=True):
        assert height == pytest.approx(100 * work / (ceil(work / cycle - 1e-9) * cycle))
    for cycle, height, pace in zip(
        points.get_xdata(), points.get_ydata(), found.paces, strict=True
    ):
        stations = fewest_stations(line.replace(cycle_time=pace.cycle_time)).number_of_stations
        assert height == pytest.approx(100 * work / (stations * cycle))
    assert found.shortest == max(line.times.values())
    assert found.measures["largest_output"] == pytest.approx(480 / float(found.shortest))


def test_efficiency_never_passes_the_bound():
    found = efficiency_saw(datasets.load("boeing_wing"), available_time=480)
    assert all(pace.stations >= pace.bound for pace in found.paces)
    outputs = np.array([pace.output for pace in found.paces])
    assert (np.diff(outputs) < 0).all()
    line = datasets.load("jackson")
    assert "points" in complaint(efficiency_saw, line, available_time=1, points=1)


def test_the_saw_goes_to_its_end():
    tasks = tuple(Task(f"T{k}", 10 + 7 * k % 23) for k in range(30))
    line = Line(tasks, 40)
    found = efficiency_saw(line, available_time=480, points=60)
    cycles = [pace.cycle_time for pace in found.paces]
    assert len(cycles) == 60
    assert (cycles[0], cycles[-1]) == (found.shortest, found.longest)
    assert cycles == sorted(set(cycles))


def test_the_best_of_the_saw_is_a_line():
    found = efficiency_saw(datasets.load("mertens"), available_time=480)
    best = found.best
    assert best.stations > 1
    assert found.steps()[-1].value == found.efficiency(best.stations, best.cycle_time) < 1


def test_a_saw_without_all_proofs_says_so(monkeypatch):
    line = datasets.load("jackson")
    proven = efficiency_saw(line, available_time=480)
    assert proven.proven
    assert proven.note == ""
    monkeypatch.setattr("opstools.line_balancing.pace.efficiency_saw.fewest_stations",
                        lambda line, max_nodes: kilbridge_wester(line))  # fmt: skip
    found = efficiency_saw(line, available_time=480)
    assert found.note == "Where a proof took too long, the best line found stands."
    assert found.steps()[-2].text.startswith("Lines at 24 cycle times, ")
    assert "best line found" in [text.get_text() for text in found.plot().get_legend().texts]


def test_a_single_task_makes_one_station():
    found = efficiency_saw(Line((Task("A", 4),), 5), available_time=480)
    assert found.headline.endswith("best at 4 s: 1 station, 100 %.")
