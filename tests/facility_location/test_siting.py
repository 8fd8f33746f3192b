"""Which sites to open: every exact method against every choice, and against a model in PuLP."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pulp
import pytest
from helpers import complaint

from opstools import datasets
from opstools.core import Infeasible
from opstools.facility_location import (
    Distances,
    Points,
    fixed_charge,
    maximal_covering,
    p_centre,
    p_median,
    set_covering,
)

CASES, MODELS = 500, 100


def case(seed: int, *, ends: bool = True):
    """Distances of a few customers and sites, some out of reach, weights, and a number of sites."""
    r = np.random.default_rng(seed)
    n, m = r.integers(1, 7), r.integers(1, 6)
    far = r.integers(0, 20, (n, m)).astype(float)
    if seed % 3 == 0:
        far = far / 10
    if ends and seed % 5 == 0:
        far[r.random((n, m)) < 0.15] = np.nan
        far[np.isnan(far).all(axis=1), 0] = 5
    frame = pd.DataFrame(far, [f"c{i}" for i in range(n)], [f"s{j}" for j in range(m)])
    return frame, r.integers(0, 5, n), int(r.integers(1, m + 1)), r


def least(values):
    """The least of the finite values, or None."""
    found = [v for v in values if np.isfinite(v)]
    return min(found) if found else None


@pytest.mark.parametrize("seed", range(CASES))
def test_the_choice_of_sites_is_the_best_of_all(seed):
    frame, w, p, _ = case(seed)
    d = frame.fillna(np.inf).to_numpy()
    choices = list(combinations(range(d.shape[1]), p))
    nearest = [d[:, c].min(axis=1) for c in choices]
    free = [np.where((w == 0) & np.isfinite(each), 0, each) for each in nearest]
    median = least((np.where(w > 0, w * each, each)).sum() for each in free)
    centre = least(each.max() for each in nearest)
    for method, best, given in ((p_median, median, {"weights": w}), (p_centre, centre, {})):
        if best is None:
            with pytest.raises(Infeasible):
                method(frame, sites=p, **given)
            continue
        found = method(frame, sites=p, **given)
        assert float(found.cost) == pytest.approx(best)
        assert found.proven
        assert found.lower_bound == found.cost
        assert len(found.open) == p
        assert set(found.assignment.values()) <= set(found.open)


@pytest.mark.parametrize("seed", range(CASES))
def test_coverings_are_the_best_of_all(seed):
    frame, w, p, _ = case(seed, ends=seed % 2 == 0)
    d = frame.fillna(np.inf).to_numpy()
    reach = float(np.nanmedian(frame.to_numpy()))
    within, m = d <= reach, d.shape[1]
    left = min(w[~within[:, c].any(axis=1)].sum() for c in combinations(range(m), p))
    found = maximal_covering(frame, reach=reach, sites=p, weights=w)
    assert float(found.cost) == pytest.approx(left)
    assert found.proven
    assert sum(w[int(c[1:])] for c in found.assignment) == w.sum() - left
    sizes = [k for k in range(1, m + 1) for c in combinations(range(m), k)
             if within[:, c].any(axis=1).all()]  # fmt: skip
    if not sizes:
        with pytest.raises(Infeasible):
            set_covering(frame, reach=reach)
        return
    found = set_covering(frame, reach=reach)
    assert (len(found.open), found.cost, found.lower_bound) == (sizes[0],) * 3
    assert len(found.assignment) == len(frame)


@pytest.mark.parametrize("seed", range(CASES))
def test_fixed_charges_are_the_least_of_all(seed):
    frame, w, _, r = case(seed)
    c, opening = frame.fillna(np.inf).to_numpy(), r.integers(0, 30, frame.shape[1])
    n, m = c.shape
    named = dict(zip(frame.columns, opening.tolist(), strict=True))
    every = [list(s) for k in range(1, m + 1) for s in combinations(range(m), k)]
    best = least(opening[s].sum() + c[:, s].min(axis=1).sum() for s in every)
    found = fixed_charge(named, frame)
    assert float(found.cost) == pytest.approx(best)
    assert found.proven
    capacities = r.integers(1, 12, m)
    if n > 5 or m > 4:
        return
    costs = []
    for who in product(range(m), repeat=n):
        loads = np.bincount(who, weights=w, minlength=m)
        if (loads <= capacities).all():
            used = sorted(set(who))
            costs.append(opening[used].sum() + c[range(n), who].sum())
    bound = least(costs)
    if bound is None:
        with pytest.raises(Infeasible):
            fixed_charge(named, frame, capacities=capacities, demands=w)
        return
    limited = fixed_charge(named, frame, capacities=capacities, demands=w)
    assert float(limited.cost) == pytest.approx(bound)
    assert limited.proven
    shared = fixed_charge(named, frame, capacities=capacities, demands=w, split=True)
    assert float(shared.cost) <= float(limited.cost) + 1e-6


def model(c, opening, number):
    """The model of a textbook: y opens, x serves."""
    n, m = c.shape
    problem = pulp.LpProblem("siting", pulp.LpMinimize)
    y = [pulp.LpVariable(f"y{j}", cat="Binary") for j in range(m)]
    x = [[pulp.LpVariable(f"x{i}_{j}", 0, 1) for j in range(m)] for i in range(n)]
    problem += pulp.lpSum(opening[j] * y[j] for j in range(m)) + pulp.lpSum(
        c[i, j] * x[i][j] for i in range(n) for j in range(m)
    )
    for i in range(n):
        problem += pulp.lpSum(x[i]) == 1
        for j in range(m):
            problem += x[i][j] <= y[j]
    if number:
        problem += pulp.lpSum(y) == number
    problem.solve(pulp.PULP_CBC_CMD(msg=False))
    return pulp.value(problem.objective) or 0.0


@pytest.mark.parametrize("seed", range(MODELS))
def test_a_model_in_pulp_finds_the_same(seed):
    r = np.random.default_rng(1000 + seed)
    n, m = r.integers(4, 12), r.integers(3, 9)
    c, opening = r.integers(1, 60, (n, m)), r.integers(5, 80, m)
    frame = pd.DataFrame(c, [f"c{i}" for i in range(n)], [f"s{j}" for j in range(m)])
    if seed % 2:
        p = int(r.integers(1, m))
        assert float(p_median(frame, sites=p).cost) == pytest.approx(model(c, [0] * m, p))
    else:
        named = dict(zip(frame.columns, opening.tolist(), strict=True))
        assert float(fixed_charge(named, frame).cost) == pytest.approx(model(c, opening, None))


def test_when_time_runs_out_a_plan_comes_with_its_bound():
    r = np.random.default_rng(2)
    xy = r.uniform(0, 1000, (150, 2))
    frame = pd.DataFrame({"name": [f"p{k}" for k in range(150)], "x": xy[:, 0], "y": xy[:, 1]})
    table = Distances.between(Points.from_frame(frame))
    cut, whole = p_median(table, sites=12, seconds=0.001), p_median(table, sites=12)
    assert whole.proven
    assert cut.lower_bound <= whole.cost <= cut.cost
    assert "ended before its proof" in cut.steps()[-1].text or cut.proven


def test_a_search_that_was_cut_short_claims_nothing():
    r = np.random.default_rng(1)
    far = r.uniform(0, 100, (300, 200)).round(3)
    table = pd.DataFrame(far, [f"c{i}" for i in range(300)], [f"s{j}" for j in range(200)])
    cut = set_covering(table, reach=12, seconds=1e-9)
    assert not cut.proven
    assert cut.steps()[-1].text == "The integer program: its time ran out before the proof."
    cut = maximal_covering(table, reach=5, sites=4, seconds=1e-9)
    assert not cut.proven
    assert cut.steps()[-1].text == "The integer program: its time ran out before the proof."
    cut = p_centre(table, sites=4, seconds=1e-9)
    assert not cut.proven
    assert cut.steps()[-1].text.startswith("The search ended before its proof;")
    assert "time ran out before 4 sites were found" in cut.steps()[0].text
    few = table.mask(r.random(far.shape) < 0.93)
    few = few[few.notna().any(axis=1)]
    for method in (p_median, p_centre):
        assert complaint(method, few, sites=25, seconds=1e-9) == (
            "ProblemError: distances, seconds: no plan of 25 sites that reaches everybody was "
            "found in that time. Give more seconds, or open more sites."
        )


def test_small_distances_are_told_apart():
    table = pd.DataFrame({"S": [1e-8, 3e-8], "T": [3e-8, 2e-8]}, index=["A", "B"])
    found = p_median(table, sites=1)
    assert (found.open, found.cost, found.proven) == (("S",), 4e-8, True)


def test_what_weighs_nothing_leaves_no_dust():
    far = [1] * 4 + [9] + [1] * 6
    table = pd.DataFrame({"S": far, "T": [20] * 11}, index=[f"c{i}" for i in range(11)])
    weights = [0.7, 0.1, 0.6, 0.2, 0, 0.9, 0.3, 0.1, 0.4, 0.3, 0.1]
    assert maximal_covering(table, reach=5, sites=1, weights=weights).cost == 0


def test_a_customer_and_a_site_of_one_name_are_one_place():
    table = pd.DataFrame({"A": [2]}, index=["A"])
    assert complaint(Distances.from_frame, table, places=[("A", 0, 0), ("A", 5, 5)]) == (
        "ProblemError: distances, places: A is at (5, 5) and elsewhere. "
        "Give each place a name of its own."
    )
    here, there = (pd.DataFrame({"name": ["A"], "x": [x], "y": [0]}) for x in (0, 5))
    apart = Distances.between(Points.from_frame(here), Points.from_frame(there))
    assert (apart.distances["A", "A"], apart.places) == (5, ())


def test_distances_between_points_keep_places_and_weights():
    cities = datasets.load("german_cities")
    table = Distances.between(cities, metric="great_circle")
    assert table.distances["Berlin", "Berlin"] == 0
    assert round(table.distances["Berlin", "Munich"]) == 506
    assert table.weights == tuple(each.weight for each in cities.points)
    siting = p_median(table, sites=3)
    assert siting.open == ("Berlin", "Dortmund", "Munich") or siting.proven


def test_serving_costs_may_be_turned_round_by_mistake():
    serving = pd.DataFrame({"A": [2, 9], "B": [7, 1]}, index=["S", "T"])
    assert complaint(fixed_charge, {"S": 4, "T": 5}, serving) == (
        "ProblemError: plants, serving_costs: its rows are the sites. "
        "Customers stand down and sites across: give serving_costs.T."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t: p_median(t, sites=3), "ProblemError: distances, sites: 3 is not a whole number "
         "from 1 to 2. Write one."),
        (lambda t: p_median(t, sites=1, weights=[1]), "ProblemError: distances, weight: 1 number "
         "for 2 customers. Give one for each: A and B."),
        (lambda t: set_covering(t, reach=1), "Infeasible: distances, reach: within 1 km no site "
         "has A. It must be at least 2 km."),
        (lambda t: p_median(t.assign(S=[2, None], T=[None, 1]), sites=1),
         "Infeasible: distances, sites: 1 site cannot reach everybody, A among those left out. "
         "Open more sites."),
        (lambda t: fixed_charge({"S": 4, "T": 5}, t, capacities={"S": 1, "T": 0}),
         "Infeasible: plants, capacities: all together 1 unit for a demand of 2 units. "
         "Add capacity."),
        (lambda t: fixed_charge({"S": 4, "T": 5}, t.assign(T=[None, 1]), split=True,
         capacities={"S": 1, "T": 9}, demands=[2, 1]), "Infeasible: plants, capacities: they "
         "cannot serve everybody. Add capacity where customers can be served."),
        (lambda t: fixed_charge({"S": 4, "T": 5}, t.assign(S=[None, 1], T=[None, 1])),
         "Infeasible: plants, customer A: no site can serve it. Give it a cost."),
        (lambda t: fixed_charge({"S": 4, "U": 5}, t), "ProblemError: plants, 2 faults:\n"
         "  1. serving_costs: there is no site T. The sites are S and U.\n"
         "  2. serving_costs: U missing. Give a column for every site."),
    ],
)  # fmt: skip
def test_bad_questions_are_explained(call, message):
    assert complaint(call, pd.DataFrame({"S": [2, 9], "T": [7, 1]}, index=["A", "B"])) == message
