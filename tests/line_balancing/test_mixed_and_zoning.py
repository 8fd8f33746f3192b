"""Mixed models by hand and by sums; zoning against every way to share out tasks."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from strategies import lines

from opstools import datasets
from opstools.core import Infeasible
from opstools.line_balancing import (
    Line,
    MixedLine,
    ModelTask,
    Task,
    fewest_stations,
    mixed_model,
    zoned_line,
)

BIKES = datasets.load("two_bicycles")


def test_the_average_is_weighted_by_demand():
    assert BIKES.average.times["brakes"] == (3 * 4 + 8) / 4
    assert BIKES.average.times["rack"] == 2
    assert sum(BIKES.average.times.values()) == 39


def test_each_model_brings_its_own_work():
    found = mixed_model(BIKES)
    for k, model in enumerate(BIKES.demand):
        assert sum(found.loads[model]) == sum(task.times[k] for task in BIKES.tasks)
    assert found.overloads == {"touring": (2,)}
    for station, average in enumerate(found.balance.station_times):
        mean = (3 * found.loads["city"][station] + found.loads["touring"][station]) / 4
        assert mean == pytest.approx(average)


def test_loads_are_drawn_model_by_model():
    found = mixed_model(BIKES)
    heights = [bar.get_height() for bar in found.plot().patches]
    assert heights == [*found.loads["city"], *found.loads["touring"]]


def test_what_a_mixed_line_refuses():
    table = BIKES.to_frame()
    told = {"demand": {"city": 1}, "cycle_time": 12}
    assert "touring would be passed over" in complaint(MixedLine.from_frame, table, **told)
    told = {"demand": {"city": 1, "turing": 2}, "cycle_time": 12}
    assert "Did you mean touring?" in complaint(MixedLine.from_frame, table, **told)
    assert "demand" in complaint(mixed_model, table, demand=3, cycle_time=12)
    none = (ModelTask("A", (0, 0)),)
    assert "no model needs it" in complaint(MixedLine, none, {"a": 1, "b": 1}, 5)
    settings = {"demand": BIKES.demand, "cycle_time": 12, "time_unit": "min"}
    assert MixedLine.from_frame(table, **settings) == BIKES


def fewest_by_trying(line, together, apart):
    """Every station for every task."""
    names = [task.name for task in line.tasks]
    for number in range(1, len(names) + 1):
        for at in product(range(number), repeat=len(names)):
            station = dict(zip(names, at, strict=True))
            loads = [line.work_of([n for n in names if station[n] == k]) for k in range(number)]
            if (
                max(loads) <= line.cycle_time
                and all(station[p] <= station[t.name] for t in line.tasks for p in t.predecessors)
                and all(station[a] == station[b] for a, b in together)
                and all(station[a] != station[b] for a, b in apart)
            ):
                return number
    return None


@limits(max_examples=25, deadline=None)
@given(lines(most=5), st.randoms(use_true_random=False))
def test_zoning_against_every_line(line, random):
    names = [task.name for task in line.tasks]
    if len(names) < 2:
        return
    together, apart = [tuple(random.sample(names, 2))], [tuple(random.sample(names, 2))]
    best = fewest_by_trying(line, together, apart)
    if best is None:
        with pytest.raises(Infeasible):
            zoned_line(line, together=together, apart=apart)
        return
    found = zoned_line(line, together=together, apart=apart)
    assert len(found.stations) == best
    assert found.proven


def test_without_pairs_it_is_the_usual_optimum():
    wing = datasets.load("boeing_wing")
    assert zoned_line(wing).number_of_stations == fewest_stations(wing).number_of_stations


def test_pairs_that_no_line_can_keep():
    line = Line((Task("A", 4), Task("B", 3, ("A",)), Task("C", 3, ("A",))), 6)
    assert complaint(zoned_line, line, together=[("A", "B")]) == (
        "Infeasible: zoning, together: A and B take 7 s together. "
        "That is more than 6 s: take the pair out."
    )
    both = {"together": [("B", "C")], "apart": [("C", "B")]}
    assert "must stand together and apart" in complaint(zoned_line, line, **both)
    assert "there is no task D" in complaint(zoned_line, line, apart=[("A", "D")])
    assert "is no pair of tasks" in complaint(zoned_line, line, apart=["A"])


def test_names_of_every_kind_find_their_stations():
    table = pd.DataFrame({"task": ["锯 1", "a-b", "C"], "time": [2, 3, 4],
                          "predecessors": ["", "锯 1", ""]})  # fmt: skip
    line = Line.from_frame(table, cycle_time=5)
    found = zoned_line(line, apart=[("锯 1", "a-b")])
    assert sorted(task for station in found.stations for task in station) == ["C", "a-b", "锯 1"]


def test_a_mean_time_beyond_the_cycle_time_is_told_of_when_the_line_is_made():
    tasks = (ModelTask("A", (4, 8)), ModelTask("B", (1, 2)))
    assert complaint(MixedLine, tasks, {"S": 1, "L": 1}, 5) == (
        "Infeasible: mixed line, cycle_time: 5 s is too short, A (6 s) takes longer. "
        "The smallest feasible cycle time is 6 s for the average of the mix."
    )


def test_all_faults_of_a_mixed_line_are_told_at_once():
    told = complaint(MixedLine, (ModelTask("A", (4, -8)),), {"S": 1, "L": 0}, 0)
    assert "mixed line, 3 faults" in told


def test_several_stations_and_columns_are_told_of_as_several():
    tasks = tuple(ModelTask(name, (2, 6)) for name in "AB")
    found = mixed_model(MixedLine(tasks, {"S": 1, "L": 1}, 4))
    assert found.headline == (
        "2 stations for the average of S and L; L exceeds 4 s at stations 1 and 2."
    )
    table = pd.DataFrame({"task": ["A"], "S": [1], "M": [2], "L": [3], "predecessors": [""]})
    assert "Give a demand for each of them, or take them out of the table." in complaint(
        MixedLine.from_frame, table, demand={"S": 1}, cycle_time=12
    )


def test_a_solver_that_gives_up_proves_nothing(monkeypatch):
    monkeypatch.setattr("pulp.LpProblem.solve", lambda *_, **__: 0)  # not solved
    assert complaint(zoned_line, datasets.load("boeing_wing")) == (
        "ProblemError: zoning, tasks: the solver ended without an answer. "
        "Run it again, or take a smaller line."
    )
