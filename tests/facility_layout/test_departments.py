"""Departments in places: costs counted anew, optima by trying all, bad input told in sentences."""

from __future__ import annotations

import random
import time
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from scipy.optimize import linear_sum_assignment

from opstools import datasets
from opstools.facility_layout import (
    Departments,
    best_layout,
    by_hand,
    grid_distances,
    pairwise_exchange,
    search_layout,
)
from opstools.facility_layout.departments.exact import Tree

GRIDS = ("1 x 5", "2 x 2", "2 x 3", "2 x 3 adjacent", "1 x 6", "2 x 3 euclidean", "3 x 2")


def counted(flows, distances, places, *, ordered=False, price=None, fees=None):
    """The cost of a layout straight from the tables, knowing nothing of the package."""
    n = len(flows)
    both = not ordered and (flows == flows.T).all()
    cost = 0.0
    for i in range(n):
        for j in range(n):
            if both and i > j:
                continue
            unit = 1 if price is None else price if np.isscalar(price) else price[i, j]
            cost += flows[i, j] * unit * distances[places[i], places[j]]
        if fees is not None:
            cost += fees[i, places[i]]
    return cost


def drawn(seed):
    """A small case of any kind: its arrays, its problem, and the places allowed for each."""
    dice = random.Random(seed)
    ordered = dice.random() < 0.4
    table = grid_distances(*divmod_grid(dice), metric=dice.choice(["rectilinear", "adjacent"]))
    far = table.to_numpy().astype(float)
    if ordered and dice.random() < 0.5:
        far = np.array([[0 if i == j else dice.randint(1, 9) for j in range(len(far))]
                        for i in range(len(far))])  # fmt: skip
    m = len(far)
    n = dice.randint(2, m)
    flows = np.array([[0 if i == j else dice.choice([0, dice.randint(1, 20)]) for j in range(n)]
                      for i in range(n)])  # fmt: skip
    flows[0, 1] = 7
    if dice.random() < 0.3:
        flows = np.triu(flows) + np.triu(flows).T
    names, places = [f"D{i}" for i in range(n)], [str(k + 1) for k in range(m)]
    settings = {"ordered_pairs": ordered}
    settings["distances"] = pd.DataFrame(far, places, places)
    price = fees = None
    if dice.random() < 0.3:
        price = dice.choice([0.5, 2, 1.25])
        settings["unit_cost"] = price
    if dice.random() < 0.3:
        fees = np.array([[dice.randint(0, 60) for _ in places] for _ in names])
        settings["placement_costs"] = pd.DataFrame(fees, names, places)
    pinned = {}
    if dice.random() < 0.3:
        pinned = {names[0]: dice.choice(places)}
        settings["fixed"] = pinned
    problem = Departments.from_frame(pd.DataFrame(flows, names, names), **settings)
    return problem, (flows, far, ordered, price, fees), pinned


def divmod_grid(dice):
    return dice.choice([(1, 4), (2, 2), (1, 5), (2, 3), (3, 2), (1, 6)])


def tried(problem, arrays, pinned):
    """The least cost over all layouts."""
    flows, far, ordered, price, fees = arrays
    n, best = len(flows), np.inf
    for places in permutations(range(len(far)), n):
        if all(problem.places[places[problem.names.index(d)]] == p for d, p in pinned.items()):
            best = min(best, counted(flows, far, places, ordered=ordered, price=price, fees=fees))
    return best


@pytest.mark.parametrize("block", range(4))
def test_the_best_layout_is_that_of_trying_all(block):
    for seed in range(50 * block, 50 * block + 50):
        problem, arrays, pinned = drawn(seed)
        best = best_layout(problem)
        assert best.proven, seed
        assert best.cost == pytest.approx(tried(problem, arrays, pinned)), seed
        flows, far, ordered, price, fees = arrays
        again = counted(flows, far, best.assigned, ordered=ordered, price=price, fees=fees)
        assert best.cost == pytest.approx(again), seed
        for department, place in pinned.items():
            assert best.places[department] == place
        found = search_layout(problem, seed=seed)
        assert found.cost == best.cost, seed
        assert found.proven
        start = [problem.places[k] for k in best.assigned[::-1]]
        if not pinned:
            better = pairwise_exchange(problem, start)
            assert best.cost <= better.cost <= by_hand(problem, start).cost
            assert better.lower_bound == best.cost


@pytest.mark.parametrize("seed", range(3))
def test_eight_departments_and_an_empty_place(seed):
    dice = np.random.default_rng(seed)
    flows = dice.integers(0, 12, (7, 7)) * (dice.random((7, 7)) < 0.5)
    np.fill_diagonal(flows, 0)
    names = list("ABCDEFG")
    problem = Departments.from_frame(pd.DataFrame(flows, names, names), distances="2 x 4")
    far = grid_distances(2, 4).to_numpy()
    both = flows + flows.T
    if (flows == flows.T).all():
        both = flows
    orders = np.array(list(permutations(range(8), 7)))
    costs = np.zeros(len(orders))
    for i in range(7):
        for j in range(i):
            costs += both[i, j] * far[orders[:, i], orders[:, j]]
    assert best_layout(problem).cost == costs.min()


def test_walters_is_as_in_the_book():
    walters = datasets.load("walters")
    first = by_hand(walters, dict(zip(walters.names, "123456", strict=True)))
    assert first.cost == 570
    assert first.lower_bound == 430
    assert not first.proven
    assert by_hand(walters, list("213456")).cost == 480  # Assembly and Painting exchanged
    better = pairwise_exchange(walters, first)
    assert better.cost == 430
    made = better.exchanges.query("made")
    assert made["change"].sum() == 430 - 570
    for number, table in better.exchanges.groupby("round"):
        assert len(table) == 15, number
        assert (table.loc[table["made"], "change"] == table["change"].min()).all()


def test_pairs_or_ordered_pairs():
    flows = pd.DataFrame([[0, 5], [5, 0]], list("AB"), list("AB"))
    assert by_hand(flows, ["1", "2"], distances="1 x 2").cost == 5
    assert by_hand(flows, ["1", "2"], distances="1 x 2", ordered_pairs=True).cost == 10
    flows.iloc[1, 0] = 4
    assert by_hand(flows, ["1", "2"], distances="1 x 2").cost == 9
    half = pd.DataFrame([[None, 5], [None, None]], list("AB"), list("AB"))
    assert by_hand(half, ["1", "2"], distances="1 x 2").cost == 5


def test_one_way_aisles_count_each_way():
    flows = pd.DataFrame([[0, 5], [3, 0]], list("AB"), list("AB"))
    far = pd.DataFrame([[0, 1], [4, 0]], list("xy"), list("xy"))
    assert by_hand(flows, ["x", "y"], distances=far, ordered_pairs=True).cost == 5 + 12
    assert best_layout(flows, distances=far, ordered_pairs=True).cost == 17
    flows.iloc[0, 1] = 1
    assert best_layout(flows, distances=far, ordered_pairs=True).places == {"A": "y", "B": "x"}
    assert complaint(best_layout, flows, distances=far) == (
        "ProblemError: departments, distances: x to y is 1, the way back 4. "
        "Write the same both ways, or set ordered_pairs=True for one-way aisles."
    )


def test_distances_of_grids():
    assert grid_distances(2, 3).loc["1", "6"] == 3
    assert grid_distances(2, 3, metric="euclidean").loc["1", "6"] == pytest.approx(5**0.5)
    touching = grid_distances(3, 3, metric="adjacent")
    assert touching.loc["5"].tolist() == [1, 1, 1, 1, 0, 1, 1, 1, 1]
    assert touching.loc["1", ["2", "5", "3", "9"]].tolist() == [1, 1, 2, 2]
    assert complaint(grid_distances, 0, 3) == (
        "ProblemError: grid, rows: 0 is not a whole number from 1 to 60. Write one."
    )
    assert complaint(grid_distances, 2, 3, metric="manhattan") == (
        "ProblemError: grid_distances, metric: 'manhattan' is not known. "
        "Choose rectilinear, euclidean or adjacent."
    )


@pytest.mark.parametrize("grid", GRIDS)
def test_a_grid_is_recognised_from_its_distances(grid):
    problem = Departments.from_frame(
        pd.DataFrame([[0, 1], [0, 0]], list("AB"), list("AB")), distances=grid
    )
    rows, columns = (int(k) for k in grid.split()[::2][:2])
    spots = [(x, y) for y in range(rows) for x in range(columns)]
    assert problem.spots == tuple(spots)


def test_a_search_with_limits_returns_a_bound():
    dice = np.random.default_rng(3)
    flows = np.triu(dice.integers(0, 9, (14, 14)), 1)
    names = [f"D{i}" for i in range(14)]
    problem = Departments.from_frame(pd.DataFrame(flows, names, names), distances="2 x 7")
    cut = best_layout(problem, max_nodes=50)
    assert cut.lower_bound < cut.cost
    assert not cut.proven
    assert 0 < cut.gap < 1
    found = search_layout(problem, seed=5)
    assert found == search_layout(problem, seed=5)
    assert found.cost <= cut.cost
    assert found.lower_bound <= cut.lower_bound <= found.cost


def test_twenty_departments_reach_what_is_known():
    """A regular case whose optimum can be seen: a ring of neighbours on a 4 x 5 grid."""
    names = [f"D{i:02}" for i in range(20)]
    flows = np.zeros((20, 20), int)
    for i in range(20):
        flows[i, (i + 1) % 20] = 1
    frame = pd.DataFrame(flows, names, names)
    found = search_layout(frame, distances="4 x 5", seed=2)
    assert found.cost == 20
    assert found.nonadjacent_load == 0


NAMES = list("ABC")
FLOWS = pd.DataFrame([[0, 1, 2], [0, 0, 3], [0, 0, 0]], NAMES, NAMES)


def changed(i, j, value):
    frame = FLOWS.astype(object).copy()
    frame.iloc[i, j] = value
    return frame


@pytest.mark.parametrize(
    ("frame", "settings", "message"),
    [
        (FLOWS, {"distances": "1 x 2"},
         "distances: 3 departments for 2 places. Give at least as many places as departments."),
        (FLOWS, {"distances": "1 x 3", "fixed": {"D": "1"}},
         "fixed: there is no department D. The departments are A, B and C."),
        (FLOWS, {"distances": "1 x 3", "fixed": {"A": "1", "B": "1"}},
         "fixed: A and B are both in place 1. A place holds one department."),
        (changed(1, 1, 4), {"distances": "1 x 3"},
         "B to itself: 4 loads. Leave it blank: what stays in a department goes no way."),
        (changed(0, 1, -1), {"distances": "1 x 3"},
         "A, B: -1 is below 0. Write 0 or a number above it."),
        (changed(0, 1, "many"), {"distances": "1 x 3"},
         "A, B: 'many' is not a number. Write 0 or a number above it."),
        (FLOWS.rename(columns={"C": "D"}), {"distances": "1 x 3"},
         "table: C only down, D only across. Name every department once down and once across."),
        (FLOWS * 0, {"distances": "1 x 3"},
         "flows: nothing moves at all. Give at least one load above 0."),
        (FLOWS, {"distances": "1 x 3", "unit_cost": -1},
         "unit_cost: -1 is below 0. Write 0 or a number above it."),
        (FLOWS, {"distances": 7},
         "distances: 7 is no table. Give a table with one row and one column for each place."),
    ],
)  # fmt: skip
def test_bad_tables_are_told_in_sentences(frame, settings, message):
    told = complaint(Departments.from_frame, frame, **settings)
    assert told == f"ProblemError: departments, {message}"


@pytest.mark.parametrize(
    ("places", "message"),
    [
        ({"A": "1", "B": "2"},
         "places: C without a place. Give {department: place}, one place for each."),
        ({"A": "1", "B": "2", "C": "9"}, "places: there is no place 9. The places are 1, 2 and 3."),
        (["1", "2"], "places: 2 for 3 departments. Give {department: place}, one place for each."),
        (7, "places: 7 is no mapping. Give {department: place}, one place for each."),
        ({"A": "1", "B": "1", "C": "1"},
         "place 1: A, B and C all stand there. Give each a place of its own; 2 and 3 are empty."),
    ],
)  # fmt: skip
def test_bad_layouts_are_told_in_sentences(places, message):
    assert (
        complaint(by_hand, FLOWS, places, distances="1 x 3") == f"ProblemError: layout, {message}"
    )


def test_a_fixed_department_that_was_moved_is_told():
    settings = {"distances": "1 x 3", "fixed": {"A": "2"}}
    assert complaint(by_hand, FLOWS, ["1", "2", "3"], **settings) == (
        "ProblemError: layout, A: it is fixed, and stands in place 1. Leave it in place 2."
    )
    better = pairwise_exchange(FLOWS, ["2", "1", "3"], **settings)
    assert better.places["A"] == "2"


def test_charts_as_spreadsheets_write_them(tmp_path):
    text = "From/To;A;B;C;Total\nA;;1,5;2;3,5\nB;-;;3;3\nC;;;;0\nTotal;0;1,5;5;6,5\n"
    (tmp_path / "chart.csv").write_text(text, encoding="utf-8")
    problem = Departments.from_csv(tmp_path / "chart.csv", distances="1 x 3")
    assert problem.names == ("A", "B", "C")
    assert problem.composite == {("A", "B"): 1.5, ("A", "C"): 2, ("B", "C"): 3}
    far = "place,x,y,z\nx,,10,25\ny,,,15\nz,,,\n"
    (tmp_path / "far.csv").write_text(far, encoding="utf-8")
    told = Departments.from_csv(tmp_path / "chart.csv", distances=str(tmp_path / "far.csv"))
    assert by_hand(told, ["x", "y", "z"]).cost == 15 + 50 + 45


def test_a_list_of_loads_is_a_chart_too(tmp_path):
    text = "From;To;Trips\nA;B;1,5\nB;A;2\nA;C;4\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    problem = Departments.from_csv(tmp_path / "list.csv", distances="1 x 3")
    assert problem.composite == {("A", "B"): 3.5, ("A", "C"): 4}
    assert (problem.flows["A", "B"], problem.flows["B", "A"], problem.flows["C", "A"]) == (
        1.5,
        2,
        0,
    )
    twice = pd.DataFrame({"from": ["A", "A"], "to": ["B", "B"], "load": [1, 2]})
    assert complaint(Departments.from_frame, twice, distances="1 x 3") == (
        "ProblemError: departments, row 2, A to B: it is there already. Give one load in one row."
    )


CORNERS = ("", "from", "From/To", "from \\ to", "从至表", "Activity")


@pytest.mark.parametrize("corner", CORNERS)
def test_the_corner_of_a_chart_may_be_blank_or_say_which_way(corner, tmp_path):
    (tmp_path / "t.csv").write_text(f"{corner},A,B\nA,NA,5\nB,3,-\n", encoding="utf-8")
    problem = Departments.from_csv(tmp_path / "t.csv", distances="1 x 2")
    assert problem.composite == {("A", "B"): 8}


def test_a_blank_corner_is_read_in_distances_too(tmp_path):
    (tmp_path / "far.csv").write_text(",x,y\nx,0,7\ny,7,0\n", encoding="utf-8")
    flows = pd.DataFrame([[0, 2], [0, 0]], list("AB"), list("AB"))
    layout = by_hand(flows, {"A": "x", "B": "y"}, distances=str(tmp_path / "far.csv"))
    assert layout.cost == 14


def test_a_list_with_a_misspelt_heading_is_told_so():
    table = pd.DataFrame({"from": ["A"], "to": ["B"], "laod": [1]})
    assert complaint(Departments.from_frame, table, distances="1 x 2") == (
        "ProblemError: departments, column load: it is missing. "
        "The table has from, to and laod. Did you mean laod?"
    )
    across = pd.DataFrame([[0, 5, 0]], columns=["A", "B", "C"], index=["A"])
    assert "table: B and C only across." in complaint(
        Departments.from_frame, across, distances="1 x 3"
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_first_bound_is_gilmores_and_lawlers(seed):
    dice = np.random.default_rng(seed)
    n, names = 6, list("ABCDEF")
    flows = np.triu(dice.integers(0, 9, (n, n)), 1)
    problem = Departments.from_frame(pd.DataFrame(flows, names, names), distances="2 x 3")
    both, far = flows + flows.T, grid_distances(2, 3).to_numpy()
    costs = np.array([
        [np.sort(np.delete(both[i], i)) @ np.sort(np.delete(far[k], k))[::-1] for k in range(n)]
        for i in range(n)
    ])  # fmt: skip
    rows, columns = linear_sum_assignment(costs)
    least = -(-int(costs[rows, columns].sum()) // 2)
    told = {step.text[:15]: step.value for step in best_layout(problem).steps()}
    assert told["Before anything"] == least


def test_what_a_headline_says_of_the_best():
    walters = datasets.load("walters")
    assert by_hand(walters, list("123456")).headline == (
        "570 $; the best layout is at most 24.6 % cheaper, not below 430 $."
    )
    assert best_layout(walters).headline == "430 $: no layout costs less."


def test_a_hundred_departments_are_searched_within_their_time():
    names = [f"D{k}" for k in range(100)]
    flows = np.triu(np.random.default_rng(1).integers(0, 3, (100, 100)), 1)
    problem = Departments.from_frame(pd.DataFrame(flows, names, names), distances="10 x 10")
    begun = time.perf_counter()
    found = search_layout(problem, seconds=0.5)
    assert time.perf_counter() - begun < 30  # generous: the machine may be busy
    assert found.lower_bound < found.cost < by_hand(problem, list(problem.places)).cost


def test_prices_differ_by_pair():
    prices = pd.DataFrame([[0, 2, 1], [2, 0, 0.5], [1, 0.5, 0]], NAMES, NAMES)
    layout = by_hand(FLOWS, ["1", "2", "3"], distances="1 x 3", unit_cost=prices)
    assert layout.cost == 1 * 2 * 1 + 2 * 1 * 2 + 3 * 0.5 * 1
    assert layout.unit("cost") == "$"
    assert by_hand(FLOWS, ["1", "2", "3"], distances="1 x 3").unit("cost") == "trips·m"


CHART = pd.DataFrame([[0, 9, 2], [1, 0, 4], [0, 0, 0]], list("ABC"), list("ABC"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"placement_costs": pd.DataFrame([["a", 1, 2]] * 3, list("ABC"), list("123"))},
         "departments, 3 faults:\n"
         "  1. placement_costs, A, 1: 'a' is not a number. Write a number.\n"
         "  2. placement_costs, B, 1: 'a' is not a number. Write a number.\n"
         "  3. placement_costs, C, 1: 'a' is not a number. Write a number."),
        ({"distances": pd.DataFrame()}, "departments, distances, table: it has 0 rows and 0 "
         "columns of numbers. Give one row for each place and one column for each place."),
    ],
)  # fmt: skip
def test_a_fault_says_in_which_table_it_is(given, message):
    told = complaint(Departments.from_frame, CHART, **{"distances": "1 x 3", **given})
    assert told == f"ProblemError: {message}"


def test_a_department_has_one_place():
    pairs = [("A", "1"), ("A", "2"), ("B", "3"), ("C", "1")]
    assert complaint(by_hand, CHART, pairs, distances="1 x 3").startswith(
        "ProblemError: layout, A: it is put into 1 and into 2. Give {department: place}"
    )


def test_the_search_before_the_proof_takes_of_its_time(monkeypatch):
    given, run = [], Tree.run
    monkeypatch.setattr(Tree, "run", lambda tree, *told: given.append(told[1]) or run(tree, *told))
    flows = pd.DataFrame(1 - np.eye(12, dtype=int), range(12), range(12))
    best_layout(flows, distances="3 x 4", seconds=0.4)
    assert given[-1] < 0.4
