"""Importance, planning, cascade: against matrices in numpy, and what a house must not depend on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.facility_location.comparisons.result import RANDOM_INDEX
from opstools.house_of_quality import (
    House,
    Phases,
    ahp_weights,
    cascade,
    kano_category,
    planning_matrix,
    technical_importance,
)

MARKS = ["strong", "medium", "weak", "", 2, 0.5]
NUMBERS = {"strong": 9, "medium": 3, "weak": 1, "": 0}


@st.composite
def houses(draw, *, roof=False):
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = draw(st.lists(st.lists(st.sampled_from(MARKS), min_size=m, max_size=m),
                          min_size=n, max_size=n))  # fmt: skip
    needs, hows = [f"n{i}" for i in range(n)], [f"h{j}" for j in range(m)]
    weights = draw(st.lists(st.integers(1, 9), min_size=n, max_size=n))
    pairs = [(a, b) for k, a in enumerate(hows) for b in hows[k + 1 :]]
    marks = draw(st.lists(st.sampled_from(["++", "+", "-", "--", ""]), min_size=len(pairs),
                          max_size=len(pairs))) if roof else []  # fmt: skip
    told = [(a, b, mark) for (a, b), mark in zip(pairs, marks, strict=False) if mark]
    frame = pd.DataFrame(cells, needs, hows, dtype=object)
    return House.from_frame(frame, weights=weights, roof=told)


def matrix(house: House) -> np.ndarray:
    return np.array(
        [[NUMBERS.get(c or "", c) or 0 for c in row] for row in house.relationships.cells], float
    )


@given(houses())
def test_importance_is_the_matrix_product(house):
    found = technical_importance(house)
    product = np.array(house.weights, float) @ matrix(house)
    assert list(found.absolute.values()) == pytest.approx(list(product))
    if product.any():
        assert sum(map(float, found.relative.values())) == pytest.approx(1)
    order = sorted(product, reverse=True)
    assert list(found.rank.values()) == [1 + order.index(each) for each in product]
    assert found.contributions.sum().to_numpy() == pytest.approx(product)


@given(houses(), st.randoms())
def test_importance_does_not_depend_on_the_order(house, random):
    frame = house.to_frame().set_index("need")
    rows, columns = list(house.needs), list(house.requirements)
    random.shuffle(rows)
    random.shuffle(columns)
    other = House.from_frame(frame.loc[rows, ["weight", *columns]])
    for normalise in (None, "lyman"):
        found = technical_importance(other, normalise=normalise).absolute
        assert found == technical_importance(house, normalise=normalise).absolute


@given(houses(roof=True))
def test_wasserman_is_lyman_without_a_roof_and_the_formula_with_one(house):
    bare = house.replace(roof=())
    lyman = technical_importance(bare, normalise="lyman")
    assert technical_importance(bare, normalise="wasserman").absolute == lyman.absolute
    r, m = matrix(house), len(house.requirements)
    gamma = np.eye(m)
    for a, b, mark in house.roof:
        j, k = house.requirements.index(a), house.requirements.index(b)
        gamma[j, k] = gamma[k, j] = {"++": 0.9, "--": 0.9, "+": 0.3, "-": 0.3}[mark]
    shared = r @ gamma
    rows = shared.sum(axis=1, keepdims=True)
    shared = np.divide(shared, rows, out=np.zeros_like(shared), where=rows > 0)
    found = technical_importance(house, normalise="wasserman")
    assert list(found.absolute.values()) == pytest.approx(list(np.array(house.weights) @ shared))


@given(houses())
def test_lyman_gives_each_need_its_weight(house):
    found = technical_importance(house, normalise="lyman")
    served = sum(w for w, row in zip(house.weights, matrix(house), strict=True) if row.any())
    assert sum(map(float, found.absolute.values())) == pytest.approx(served)


def test_scales_are_an_argument_and_signs_are_read():
    table = pd.DataFrame({"a": ["●", "s"], "b": ["○", "M"], "c": ["△", ""]}, index=["x", "y"])
    house = House.from_frame(table, weights=[1, 2])
    found = {scale: dict(technical_importance(house, scale=scale).absolute)
             for scale in ((9, 3, 1), "5/3/1", (4, 2, 1))}  # fmt: skip
    assert found == {
        (9, 3, 1): {"a": 27, "b": 9, "c": 1}, "5/3/1": {"a": 15, "b": 9, "c": 1},
        (4, 2, 1): {"a": 12, "b": 6, "c": 1},
    }  # fmt: skip
    assert complaint(technical_importance, house, scale=(1, 3, 9)) == (
        "ProblemError: scale, scale: it does not fall from strong to weak. Give such as (9, 3, 1)."
    )


def test_groups_multiply_weights():
    house = datasets.load("car_door").replace(group_weights={"use": 2, "comfort": 0.5})
    assert house.effective_weights == {"easy to close": 14, "stays open on a hill": 10,
                                       "no leak in rain": 1.5, "no road noise": 1}  # fmt: skip
    deep = house.replace(
        groups=dict.fromkeys(house.needs, "door > use"), group_weights={"door": 3, "door > use": 2}
    )
    assert deep.effective_weights["easy to close"] == 42


marks = st.integers(1, 5)


@given(
    st.lists(st.tuples(marks, marks, marks, st.sampled_from([1, 1.2, 1.5])), min_size=1, max_size=5)
)
def test_the_planning_matrix_multiplies(rows):
    needs = [f"n{k}" for k in range(len(rows))]
    importance, current, goal, sales = (
        dict(zip(needs, each, strict=True)) for each in zip(*rows, strict=True)
    )
    found = planning_matrix(importance, current=current, goal=goal, sales_point=sales)
    weights = [Fraction(i) * Fraction(g, c) * Fraction(str(s)) for i, c, g, s in rows]
    assert list(found.absolute_weight.values()) == pytest.approx([float(w) for w in weights])
    assert sum(map(float, found.relative_weight.values())) == pytest.approx(1)
    table = pd.DataFrame(rows, columns=["importance", "current", "goal", "sales_point"])
    table.insert(0, "need", needs)
    assert planning_matrix(table).absolute_weight == found.absolute_weight


def test_what_is_told_by_name_stands_before_a_column():
    table = pd.DataFrame({"need": ["quiet"], "importance": [5], "current": [2], "goal": [4]})
    assert planning_matrix(table).absolute_weight == {"quiet": 10}
    assert planning_matrix(table, current={"quiet": 1}).absolute_weight == {"quiet": 20}
    assert planning_matrix(table, sales_point=1.5).absolute_weight == {"quiet": 15}
    sold = table.assign(sales_point=[1.2])
    assert planning_matrix(sold).absolute_weight == {"quiet": 12}
    assert planning_matrix(sold, sales_point=1.5).absolute_weight == {"quiet": 15}


def test_a_relationship_is_told_once():
    table = pd.DataFrame(
        [(1, "a", "b", "strong", 1), (1, "a", "c", "weak", 2), (1, "a", "b", "weak", None)],
        columns=["phase", "what", "how", "relationship", "weight"],
    )
    assert complaint(Phases.from_frame, table) == (
        "ProblemError: phases, 2 faults:\n"
        "  1. phase 1, weight of a: it is 1 and 2. Tell one.\n"
        "  2. phase 1, a and b: their relationship is told twice. Keep one of the rows."
    )


def test_a_planning_matrix_with_faults_lists_them():
    assert complaint(planning_matrix, {"quiet": 5, "light": 0}, current=[2], goal={"quiet": 4}) == (
        "ProblemError: planning matrix, 4 faults:\n"
        "  1. current: 1 number for 2 needs. Give one for each: quiet and light.\n"
        "  2. goal: light missing. Give a number for every need.\n"
        "  3. row 2 (need light), importance: 0 is not above 0. Write a number above 0.\n"
    ).replace("4 faults", "3 faults").rstrip("\n")


@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.randoms())
def test_a_cascade_is_a_product_of_matrices(sizes, random):
    names = [[f"{k}.{i}" for i in range(size)] for k, size in enumerate(sizes)]
    chain, product = [], None
    weights = [random.randint(1, 9) for _ in names[0]]
    for k in range(len(sizes) - 1):
        cells = [[random.choice(MARKS[:4]) for _ in names[k + 1]] for _ in names[k]]
        frame = pd.DataFrame(cells, names[k], names[k + 1], dtype=object)
        chain.append(House.from_frame(frame, weights=weights if k == 0 else [1] * len(names[k])))
        r = np.array([[NUMBERS[c] for c in row] for row in cells], float)
        product = (np.array(weights, float) if product is None else product) @ r
        product = product / product.sum() if product.any() else product
    found = cascade(chain)
    assert list(found.relative(len(chain)).values()) == pytest.approx(list(product))
    for control, share in found.relative(len(chain)).items():
        assert sum(map(float, found.trace(control).values())) == pytest.approx(float(share))


def test_phases_that_do_not_fit_are_refused():
    one = House.from_frame(pd.DataFrame({"h": ["strong"]}, index=["w"]), weights=[2])
    two = House.from_frame(pd.DataFrame({"part": ["weak"]}, index=["g"]), weights=[1])
    assert complaint(cascade, [one, two]) == (
        "ProblemError: phases, phase 2: its needs are not the requirements of the phase before: "
        "h missing, g new. Name them alike."
    )


def test_a_trace_leads_back_to_the_customers():
    found = cascade(datasets.load("coffee_phases"))
    trace = found.trace("check the grinder each hour")
    assert max(trace, key=lambda need: trace[need]) == "strong taste"
    assert complaint(found.trace, "check the grindr") == (
        "ProblemError: cascade, control: there is no control check the grindr. "
        "Did you mean check the grinder each hour?"
    )


def test_ahp_is_the_principal_eigenvector_by_another_way():
    table = pd.DataFrame([[1, 3, 5], [None, 1, 2], [None, None, 1]], list("ABC"), list("ABC"))
    found = ahp_weights(table)
    a = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    w = np.ones(3)
    for _ in range(200):  # the power method
        w = a @ w / (a @ w).sum()
    assert list(found.weights.values()) == pytest.approx(list(w))
    largest = float((a @ w / w).mean())
    assert found.consistency_ratio == pytest.approx((largest - 3) / 2 / 0.58)


@pytest.mark.parametrize("n", [3, 4, 5, 6])
def test_random_judgements_are_as_inconsistent_as_published(n):
    random, found = np.random.default_rng(n), []
    scale = [*(1 / k for k in range(9, 1, -1)), *range(1, 10)]
    for _ in range(2000):
        a = np.ones((n, n))
        for i in range(n):
            for j in range(i + 1, n):
                a[i, j] = random.choice(scale)
                a[j, i] = 1 / a[i, j]
        found.append((np.linalg.eigvals(a).real.max() - n) / (n - 1))
    assert np.mean(found) == pytest.approx(RANDOM_INDEX[n - 1], rel=0.12)


def test_kinds_of_needs_by_kano():
    kinds = {(a, b): kano_category(a, b) for a in range(1, 6) for b in range(1, 6)}
    assert [kinds[a, b] for a, b in ((1, 1), (1, 2), (1, 5), (2, 5), (3, 3), (5, 1), (5, 5))] == [
        "questionable", "attractive", "one-dimensional", "must-be", "indifferent", "reverse",
        "questionable",
    ]  # fmt: skip
    assert "6 is not a whole number from 1 to 5" in complaint(kano_category, 6, 1)
