"""Relationship charts and block plans: scores counted anew, CRAFT's log, bad charts told."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from helpers import complaint

from opstools import datasets
from opstools.facility_layout import Departments, Plan, Relationships, aldep, corelap, craft
from opstools.facility_layout.plans import craft as search
from opstools.facility_layout.plans.grid import pieces, squares
from opstools.facility_layout.plans.optimum import best_scores
from opstools.facility_layout.relationships.ratings import weights_of

WORTH = dict(zip("AEIOUX", (4, 3, 2, 1, 0, -1), strict=True))


def adjacent(grid, one, other, *, corners=False):
    """Whether two departments touch, square against square."""
    for a in np.argwhere(np.array(grid) == one):
        for b in np.argwhere(np.array(grid) == other):
            down, across = abs(a - b)
            if down + across == 1 or (corners and max(down, across) == 1):
                return True
    return False


def centroid(grid, name):
    return np.argwhere(np.array(grid) == name).mean(axis=0) + 0.5


def apart(grid, one, other):
    return np.abs(centroid(grid, one) - centroid(grid, other)).sum()


def rescored(plan, chart, worth=WORTH, *, corners=False):
    """Both scores straight from the grid and the letters."""
    touch = way = 0.0
    for one, other in chart.pairs:
        weight = worth[chart.rating(one, other)]
        touch += weight * adjacent(plan.grid, one, other, corners=corners)
        way += weight * apart(plan.grid, one, other)
    return touch, way


def drawn(seed, *, areas=False):
    dice = random.Random(seed)
    n = dice.randint(3, 8)
    names = [f"R{k}" for k in range(n)]
    cells = [[dice.choice("AEIOUUX") if i < j else "" for j in range(n)] for i in range(n)]
    told = {name: dice.randint(1, 6) for name in names} if areas else None
    return Relationships.from_frame(pd.DataFrame(cells, names, names), areas=told)


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_the_grid(seed):
    chart = drawn(seed, areas=seed % 2 == 1)
    side = int(np.ceil(np.sqrt(2 * sum(chart.areas)))) + 1
    corners = seed % 3 == 0
    for plan in (
        corelap(chart, rows=side, columns=side, corners=corners),
        aldep(chart, rows=side, columns=side, seed=seed, runs=5, corners=corners),
    ):
        touch, way = rescored(plan, chart, corners=corners)
        assert plan.adjacency_score == pytest.approx(touch)
        assert plan.distance_score == pytest.approx(way)
        where = squares(plan.grid)
        assert {name: len(cells) for name, cells in where.items()} == chart.area
        assert sorted(plan.order) == sorted(chart.names)
        parted = tuple(name for name, cells in where.items() if len(pieces(cells)) > 1)
        assert plan.in_pieces == parted
        assert not parted or (plan.method == "aldep" and "In pieces" in plan.note)


@pytest.mark.parametrize("seed", range(6))
def test_the_best_scores_are_those_of_trying_all(seed):
    dice = random.Random(seed)
    n = dice.randint(4, 6)
    names = list("PQRSTU")[:n]
    cells = [[dice.choice("AEIOUX") if i < j else "" for j in range(n)] for i in range(n)]
    chart = Relationships.from_frame(pd.DataFrame(cells, names, names))
    corners = seed % 2 == 0
    best = best_scores(chart, (("",) * 3,) * 2, weights_of("score"), corners)
    touch, way = [], []
    for order in permutations([*names, *[""] * (6 - n)]):
        grid = (order[:3], order[3:])
        scores = rescored(type("plan", (), {"grid": grid}), chart, corners=corners)
        touch.append(scores[0])
        way.append(scores[1])
    assert best.adjacency == max(touch)
    assert best.distance == min(way)


def test_corelap_starts_with_the_closest_and_follows_ratings():
    chart = datasets.load("clinic")
    plan = corelap(chart, rows=2, columns=3)
    totals = {
        name: sum(WORTH[chart.rating(name, other)] for other in chart.names if other != name)
        for name in chart.names
    }
    assert plan.order[0] == max(totals, key=totals.get)
    told = {step.text.split(":")[0]: step.value for step in plan.steps()[:6]}
    assert told == totals
    placed = list(plan.order[:1])
    for name in plan.order[1:]:
        strongest = {
            each: min("AEIOUX".index(chart.rating(each, other)) for other in placed)
            for each in chart.names if each not in placed
        }  # fmt: skip
        least = min(strongest.values())
        tied = [each for each in strongest if strongest[each] == least]
        assert name == max(tied, key=totals.get)
        placed.append(name)


@pytest.mark.parametrize("seed", range(6))
def test_each_department_is_placed_where_its_rating_is_largest(seed):
    chart = drawn(seed)
    plan = corelap(chart, rows=4, columns=3)
    placing = [step for step in plan.steps() if step.state is not None and step.state.moved]
    for before, step in pairwise(placing):
        name = step.state.moved[0]
        grid = np.array(before.state.grid, dtype=object)
        stand = [other for other in chart.names if other in grid]
        weigh = {other: WORTH[chart.rating(name, other)] for other in stand}
        found = {}
        for r, c in np.argwhere(grid == ""):
            trial = grid.copy()
            trial[r, c] = name
            near = [other for other in stand if adjacent(trial, name, other)]
            if near:  # of equal ratings the place nearest to those it belongs to
                pull = sum(max(weigh[other], 0) * apart(trial, name, other) for other in stand)
                found[int(r), int(c)] = sum(weigh[other] for other in near), -pull
        (at,) = map(tuple, np.argwhere(np.array(step.state.grid, dtype=object) == name).tolist())
        assert found[at] == max(found.values())
        assert step.value == found[at][0]


def test_aldep_keeps_the_best_of_its_runs():
    chart = datasets.load("clinic")
    scores = [aldep(chart, rows=2, columns=3, sweep=1, runs=k, seed=3).adjacency_score
              for k in (1, 5, 40)]  # fmt: skip
    assert scores == sorted(scores)
    assert aldep(chart, rows=2, columns=3, runs=9) == aldep(chart, rows=2, columns=3, runs=9)


def test_aldep_follows_its_sweep_and_its_threshold():
    chart = datasets.load("clinic")
    plan = aldep(chart, rows=3, columns=2, sweep=1, threshold="A", runs=1, seed=4)
    grid = np.array(plan.grid)
    assert (*grid[:, 0], *grid[::-1, 1]) == plan.order
    for before, name in pairwise(plan.order):
        left = plan.order[plan.order.index(name) :]
        if any(chart.rating(before, each) == "A" for each in left):
            assert chart.rating(before, name) == "A"


SCALES = {"score": "4, 3, 2, 1, 0, -1", "corelap": "6, 5, 4, 3, 2, 1",
          "aldep": "64, 16, 4, 1, 0, -1024"}  # fmt: skip


@pytest.mark.parametrize(("scale", "told"), SCALES.items())
def test_each_scale_scores_by_its_weights(scale, told):
    chart = datasets.load("clinic")
    plan = corelap(chart, rows=2, columns=3, weights=scale)
    worth = dict(zip("AEIOUX", map(int, told.split(", ")), strict=True))
    assert rescored(plan, chart, worth) == (plan.adjacency_score, plan.distance_score)
    assert plan.note.startswith(f"A-E-I-O-U-X weigh {told}.")


def test_weights_are_a_choice_that_is_told():
    chart = datasets.load("clinic")
    own = aldep(chart, rows=2, columns=3, weights=(10, 5, 2, 1, 0, -10))
    assert own.note.startswith("A-E-I-O-U-X weigh 10, 5, 2, 1, 0, -10.")
    assert complaint(corelap, chart, rows=2, columns=3, weights=(1, 2, 3)) == (
        "ProblemError: weights, weights: (1, 2, 3) are not six numbers. "
        "Give six, for A, E, I, O, U and X, as (4, 3, 2, 1, 0, -1)."
    )
    assert "do not fall" in complaint(corelap, chart, rows=2, columns=3, weights=(0, 1, 2, 3, 4, 5))


def moved_cost(grid, flows):
    """Σ load × rectilinear distance of centroids, from the frame and the grid."""
    return sum(
        flows.loc[one, other] * apart(grid, one, other)
        for one in flows.index for other in flows.columns if flows.loc[one, other]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_craft_never_raises_its_cost_and_logs_what_it_did(seed):
    dice = random.Random(seed)
    chart = drawn(seed, areas=True)
    side = int(np.ceil(np.sqrt(sum(chart.areas)))) + 1
    plan = corelap(chart, rows=side, columns=side)
    names = list(chart.names)
    loads = [[0 if i >= j else dice.choice([0, dice.randint(1, 30)]) for j in range(len(names))]
             for i in range(len(names))]  # fmt: skip
    loads[0][1] = 9
    flows = pd.DataFrame(loads, names, names)
    stays = names[-1] if seed % 4 == 0 else None
    better = craft(plan, flows, fixed=[stays] if stays else ())
    cost = moved_cost(plan.grid, flows)
    for swap in better.swaps:
        assert swap.made == (swap.actual < 0)
        assert swap.estimated < 0
        cost += float(swap.actual) if swap.made else 0
        assert stays not in (swap.one, swap.other)
    assert better.distance_score == pytest.approx(moved_cost(better.grid, flows))
    assert better.distance_score == pytest.approx(cost)
    costs = [moved_cost(state.grid, flows) for state in better.states()[1:]]
    assert all(a >= b - 1e-9 for a, b in pairwise(costs))
    assert {k: len(v) for k, v in squares(better.grid).items()} == chart.area
    assert all(len(pieces(v)) == 1 for v in squares(better.grid).values())
    if stays:
        assert squares(better.grid)[stays] == squares(plan.grid)[stays]


def test_craft_estimates_by_exchanging_centroids():
    plan = datasets.load("workshop_plan")
    settings = datasets.about("workshop_plan").answers[0].settings
    better = craft(plan, **settings)
    swap = better.swaps[0]
    assert (swap.one, swap.other) == ("press", "lathe")
    flows = pd.DataFrame(settings["flows"])  # frame[to][from]: only sums over both matter
    at = {name: centroid(plan.grid, name) for name in plan.names}
    then = {**at, "press": at["lathe"], "lathe": at["press"]}

    def cost(where):
        return sum(
            flows.loc[one, other] * np.abs(where[one] - where[other]).sum()
            for one in flows.index for other in flows.columns
        )  # fmt: skip

    assert swap.estimated == pytest.approx(cost(then) - cost(at))
    assert swap.actual != swap.estimated
    assert list(better.log.columns) == ["round", "one", "other", "estimated", "actual", "made"]
    assert better.unit("distance_score") == "$"


def test_craft_prices_differ():
    flows = pd.DataFrame([[0, 1, 9], [0, 0, 1], [0, 0, 0]], list("ABC"), list("ABC"))
    assert craft(["ABC"], flows, unit_cost=2).cost == 24
    prices = pd.DataFrame([[0, 50, 1], [50, 0, 1], [1, 1, 0]], list("ABC"), list("ABC"))
    better = craft(["ABC"], flows, unit_cost=prices)
    assert better.cost == 50 * 1 + 1 * 9 + 1 * 2
    assert craft(["ABC"], flows, fixed=["A", "B", "C"]).grid == (("A", "B", "C"),)


@pytest.mark.parametrize(
    ("cells", "settings", "message"),
    [
        ([["", "B"], ["", ""]], {},
         "P, Q: 'B' is no rating. Write A, E, I, O, U or X, with the reasons' numbers behind it "
         "as in A 1, or nothing for U."),
        ([["", "A"], ["E", ""]], {},
         "P and Q: A in one half, E in the other. Write one of them."),
        ([["A", "A"], ["", ""]], {},
         "P and P: A for a department and itself. Leave the diagonal blank."),
        ([["", "A"], ["", ""]], {"areas": {"P": 0, "Q": 2}},
         "area of P: 0 is not a whole number from 1 to 1,000. Write one."),
        ([["", "A"], ["", ""]], {"areas": {"R": 1, "Q": 2, "P": 1}},
         "areas: there is no department R. The departments are P and Q."),
        ([["", "A"], ["", ""]], {"areas": [1, 2, 3]},
         "areas: [1, 2, 3] are not one for each. Give {department: squares}."),
        ([["", "A"], ["", ""]], {"reasons": "noise"},
         "reasons: 'noise' is no mapping. Give {number: words}."),
    ],
)  # fmt: skip
def test_bad_charts_are_told_in_sentences(cells, settings, message):
    frame = pd.DataFrame(cells, list("PQ"), list("PQ"))
    told = complaint(Relationships.from_frame, frame, **settings)
    assert told == f"ProblemError: relationships, {message}"


def test_areas_that_do_not_fit_are_told():
    chart = datasets.load("clinic").replace(areas=[3] * 6)
    for method in (corelap, aldep):
        assert complaint(method, chart, rows=4, columns=4) == (
            "ProblemError: relationships, grid: 4 × 4 are 16 squares for areas of 18. "
            "Give more rows or columns, or smaller areas."
        )


def test_room_that_is_not_in_one_piece_is_told():
    names = list("PQR")
    cells = [["", "A", "A"], ["", "", "U"], ["", "", ""]]
    chart = Relationships.from_frame(pd.DataFrame(cells, names, names), areas=[1, 2, 2])
    assert corelap(chart, rows=2, columns=3).order == ("P", "Q", "R")
    large = chart.replace(areas=[2, 1, 3])
    assert complaint(corelap, large, rows=1, columns=6) == (
        "Infeasible: relationships, R: there is no room in one piece for its 3 squares. "
        "Give a grid with more rows or columns."
    )


def test_reasons_stand_in_cells_or_in_a_table():
    names = list("PQR")
    beside = pd.DataFrame([["", "a/1,2", "X-3"], ["", "", "i"], ["", "", ""]], names, names)
    chart = Relationships.from_frame(beside, reasons={1: "staff", 2: "files", 3: "noise"})
    assert chart.rating("Q", "P") == "A"
    assert chart.why("P", "Q") == ("staff", "files")
    assert chart.why("R", "Q") == ()
    letters = pd.DataFrame([["", "A", "X"], ["", "", "I"], ["", "", ""]], names, names)
    numbers = pd.DataFrame([["", "1, 2", 3], ["", "", ""], ["", "", ""]], names, names)
    apart_ = Relationships.from_frame(letters, reasons=numbers)
    assert apart_.ratings == chart.ratings
    assert Relationships.from_frame(chart.to_frame(), reasons=chart.reasons) == chart


def test_a_list_of_ratings_is_a_chart_too(tmp_path):
    text = "from,to,closeness\nA,B,E 2\nC,A,x\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    chart = Relationships.from_csv(tmp_path / "list.csv", reasons={2: "noise"})
    assert [chart.rating(*pair) for pair in chart.pairs] == ["E", "X", "U"]
    assert chart.why("B", "A") == ("noise",)
    twice = pd.DataFrame({"from": list("AA"), "to": list("BB"), "rating": list("EE")})
    assert complaint(Relationships.from_frame, twice) == (
        "ProblemError: relationships, row 2, A to B: it is there already. "
        "Give one rating in one row."
    )


def test_charts_as_spreadsheets_write_them(tmp_path):
    text = "Activity;门诊;药房;area\n门诊;;A 1;2\n药房;;;3\n"
    (tmp_path / "chart.csv").write_text(text, encoding="utf-8")
    chart = Relationships.from_csv(tmp_path / "chart.csv")
    assert chart.area == {"门诊": 2, "药房": 3}
    assert chart.rating("药房", "门诊") == "A"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["ABA"], "department A: it is in 2 pieces. Let its squares hang together by their edges."),
        (["AAA"], "plan: it has 1 department. Give two at least."),
        (["AB", "A"], "plan: rows of 1 and 2 squares. Give every row as many squares, . for an "
                      "empty one."),
    ],
)  # fmt: skip
def test_bad_plans_are_told_in_sentences(rows, message):
    flows = pd.DataFrame([[0, 1], [0, 0]], list("AB"), list("AB"))
    assert complaint(craft, rows, flows) == f"ProblemError: plan, {message}"


def test_a_plan_and_flows_that_differ_are_told():
    flows = pd.DataFrame([[0, 1], [0, 0]], list("AD"), list("AD"))
    assert complaint(craft, ["ABC"], flows) == (
        "ProblemError: plan, 2 faults:\n"
        "  1. flows: there is no department D. The departments are A, B and C.\n"
        "  2. flows: B and C stand in the plan and have no row. "
        "Add a row of zeros for each, or leave their squares empty."
    )


def test_a_file_without_headings_is_not_read_wrongly(tmp_path):
    (tmp_path / "plan.csv").write_text("A,A,B\nA,A,B\n")
    assert complaint(Plan.from_csv, tmp_path / "plan.csv").startswith("ProblemError: plan, ")
    (tmp_path / "plan.csv").write_text("1,2,3\nA,A,B\nA,A,.\n")
    plan = Plan.from_csv(tmp_path / "plan.csv")
    assert plan.rows == (("A", "A", "B"), ("A", "A", ""))
    assert Plan.from_frame(Plan.as_table(["AAB", "AA."])) == plan
    assert Plan.from_frame(Plan.as_table(np.array([list("AAB"), list("AA.")]))) == plan


def test_what_standing_somewhere_costs_is_no_price_of_moving():
    flows = pd.DataFrame([[0, 1, 9], [0, 0, 1], [0, 0, 0]], list("ABC"), list("ABC"))
    fees = pd.DataFrame(np.ones((3, 3)), list("ABC"), list("123"))
    told = Departments.from_frame(flows, distances="1 x 3", placement_costs=fees)
    assert craft(["ABC"], told).far_unit == "trips·squares"


def test_a_long_list_of_loads_is_read():
    names = [f"d{k}" for k in range(22)]
    pairs = [(a, b, 1) for a in names for b in names if a != b]
    loads = pd.DataFrame(pairs, columns=["from", "to", "load"])
    assert len(loads) > 400
    assert craft([names], loads).cost == sum(abs(i - j) for i in range(22) for j in range(i))


def test_an_interrupted_exchange_keeps_the_plan_so_far(monkeypatch):
    promising, asked = search._promising, []

    def interrupted(*given):
        asked.append(given)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return promising(*given)

    monkeypatch.setattr(search, "_promising", interrupted)
    flows = pd.DataFrame([[0, 1, 9], [0, 0, 1], [0, 0, 0]], list("ABC"), list("ABC"))
    found = craft(["ABC"], flows)
    assert (found.grid, found.cost) == ((("B", "A", "C"),), 12)
    assert "The search was interrupted" in repr(found.steps())
