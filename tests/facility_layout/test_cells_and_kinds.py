"""Machine cells and the kind of layout: orders, cuts and choices worked out another way."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from helpers import complaint

from opstools import datasets
from opstools.facility_layout import (
    Incidence,
    Product,
    Products,
    layout_kind,
    rank_order_clustering,
)
from opstools.facility_layout.cells.groups import best_cut


def drawn(seed, most=7):
    dice = np.random.default_rng(seed)
    m, n = dice.integers(2, most, 2)
    cells = (dice.random((m, n)) < 0.4).astype(int)
    cells[np.arange(m), dice.integers(0, n, m)] = 1
    cells[dice.integers(0, m, n), np.arange(n)] = 1
    machines, parts = [f"M{i}" for i in range(m)], [f"P{j}" for j in range(n)]
    return pd.DataFrame(cells, machines, parts)


def words(frame):
    """Rows as binary words."""
    return ["".join(map(str, row)) for row in frame.to_numpy()]


@pytest.mark.parametrize("seed", range(15))
def test_rows_and_columns_end_sorted_as_binary_words(seed):
    frame = drawn(seed)
    cells = rank_order_clustering(frame)
    assert sorted(cells.rows) == sorted(frame.index)
    assert sorted(cells.columns) == sorted(frame.columns)
    ordered = frame.loc[list(cells.rows), list(cells.columns)]
    assert words(ordered) == sorted(words(ordered), reverse=True)
    assert words(ordered.T) == sorted(words(ordered.T), reverse=True)
    for step in cells.steps():
        if step.text.startswith(("Row ", "Column ")):
            name, _, read = step.text.removesuffix(".").split()[1:]
            assert int(read, 2) == step.value, name


def efficacy_of(table, cuts):
    inside = room = 0
    for (a, b), (c, d) in cuts:
        block = table[a:b, c:d]
        inside, room = inside + block.sum(), room + block.size
    return inside / (table.sum() + room - inside)


def all_cuts(m, n):
    for k in range(min(m, n)):
        for downs in combinations(range(1, m), k):
            for acrosses in combinations(range(1, n), k):
                rows, columns = [0, *downs, m], [0, *acrosses, n]
                yield list(zip(pairwise(rows), pairwise(columns), strict=True))


@pytest.mark.parametrize("seed", range(25))
def test_the_cut_is_the_best_of_all(seed):
    cells = rank_order_clustering(drawn(seed, most=6))
    table = np.array([[cells.problem.needs[m, p] for p in cells.columns] for m in cells.rows])
    tried = max(efficacy_of(table, cut) for cut in all_cuts(*table.shape))
    assert cells.efficacy == pytest.approx(tried)
    groups, families = cells.groups, cells.families
    assert [m for group in groups for m in group] == list(cells.rows)
    assert [p for family in families for p in family] == list(cells.columns)
    home = {p: k for k, family in enumerate(families) for p in family}
    outside = [(m, p) for k, group in enumerate(groups) for m in group for p in cells.columns
               if cells.problem.needs[m, p] and home[p] != k]  # fmt: skip
    assert sorted(cells.exceptions) == sorted(outside)
    ones = table.sum()
    assert cells.efficacy == pytest.approx((ones - len(outside)) / (ones + cells.voids))


def test_blocks_that_are_hidden_are_found():
    dice = random.Random(2)
    blocks = np.kron(np.eye(4, dtype=int), np.ones((3, 5), int))
    rows, columns = dice.sample(range(12), 12), dice.sample(range(20), 20)
    frame = pd.DataFrame(blocks[np.ix_(rows, columns)]).rename(index=str, columns=str)
    frame.index.name = "machine"
    cells = rank_order_clustering(frame)
    assert cells.efficacy == 1
    assert len(cells.families) == 4
    assert not cells.exceptions


def test_one_block_stays_whole_and_a_larger_table_is_quick():
    assert best_cut(np.ones((3, 4), int)) == ((3, 4),)
    dice = np.random.default_rng(1)
    table = (dice.random((40, 100)) < 0.1).astype(int)
    table[np.arange(40), np.arange(40)] = 1
    table[np.arange(100) % 40, np.arange(100)] = 1
    frame = pd.DataFrame(table, [f"M{i}" for i in range(40)], [f"P{j}" for j in range(100)])
    assert rank_order_clustering(frame).efficacy > 0.1


def test_marks_of_the_field_are_read():
    frame = pd.DataFrame([["x", ""], [".", "✓"]], ["saw", "mill"], ["P1", "P2"])
    read = Incidence.from_frame(frame)
    assert read.needs.cells == ((1, 0), (0, 1))
    assert Incidence.from_frame(read.to_frame()) == read


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([[1, 2], [0, 1]], "saw, P2: 2 is not 1 or 0. Write 1 where the part needs it, or 0."),
        ([[0, 0], [1, 1]], "machine saw: no part needs it. Leave it out."),
        ([[1, 0], [1, 0]], "part P2: it needs no machine. Leave it out."),
    ],
)
def test_bad_tables_are_told(cells, message):
    frame = pd.DataFrame(cells, ["saw", "mill"], ["P1", "P2"])
    assert message in complaint(rank_order_clustering, frame)


def products(*told):
    return Products(tuple(Product(*each) for each in told))


@pytest.mark.parametrize(
    ("told", "kind", "questions"),
    [
        ([("ship", 3, ("weld", "paint"), False), ("boat", 1, ("weld",))], "fixed position", 1),
        ([("car", 90, ("press", "weld", "paint")), ("van", 10, ("press", "weld"))], "product", 2),
        ([("chair", 50, ("saw", "sand")), ("lamp", 50, ("bend", "weld"))], "cells", 3),
        ([("a", 40, ("x", "y", "z")), ("b", 30, ("z", "w")), ("c", 30, ("y", "w", "x")),
          ("d", 30, ("x", "z", "v", "w"))], "process", 4),
    ],
)  # fmt: skip
def test_each_kind_is_chosen_where_it_fits(told, kind, questions):
    found = layout_kind(products(*told))
    assert found.kind == kind
    assert found.answer == kind
    assert len(found.asked) == questions
    assert found.measures["questions"] == questions


def test_limits_are_arguments():
    furniture = datasets.load("furniture")
    assert layout_kind(furniture).kind == "cells"
    assert layout_kind(furniture, efficacy=0.9).kind == "process"
    assert layout_kind(furniture, one_route=0.4).kind == "product"
    one = layout_kind(furniture).asked[1]
    assert one.value == pytest.approx(1500 / 3400)
    assert complaint(layout_kind, furniture, efficacy=7) == (
        "ProblemError: products, efficacy: 7 is outside the range 1e-09 to 1. "
        "Write a share from 0 to 1."
    )


def test_a_share_that_just_meets_its_limit_is_enough():
    table = pd.DataFrame({"product": ["a", "b"], "volume": [80, 20], "route": ["x, y", "y, z"]})
    assert layout_kind(table, one_route=0.8).kind == "product"
    assert layout_kind(table, one_route=0.81).kind != "product"


def test_products_from_a_spreadsheet(tmp_path):
    (tmp_path / "p.csv").write_text(
        "产品;产量;工艺路线;可移动\n船;2,5;焊、漆;否\n", encoding="utf-8"
    )
    read = Products.from_csv(tmp_path / "p.csv")
    assert read.products == (Product("船", 2.5, ("焊", "漆"), False),)
    frame = pd.DataFrame({"product": ["A"], "volume": [1], "route": ["saw"], "movable": ["maybe"]})
    assert complaint(Products.from_frame, frame) == (
        "ProblemError: products, row 1 (product A), movable: 'maybe' is not known. Write yes or no."
    )
