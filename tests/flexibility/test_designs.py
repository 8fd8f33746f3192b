"""Designs on the same demands: pairs of runs, intervals, tables, pictures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from scipy.stats import t

from opstools import datasets
from opstools.flexibility import Designs, Links, chain, compare, expected_sales, sales_at
from opstools.flexibility.network.demands import drawn

TEN = {"capacity": 100, "mean_demand": 100, "sd": 40}


def three(plants: int = 4) -> dict[str, pd.DataFrame]:
    kinds = {"none": 1, "chain": 2, "full": plants}
    return {name: chain(plants, reach=reach) for name, reach in kinds.items()}


def test_each_design_sells_what_it_sells_alone():
    found = compare(three(), **TEN, runs=400, seed=3)
    for row, links in zip(found.rows, three().values(), strict=True):
        alone = expected_sales(links, **TEN, runs=400, seed=3)
        assert row.mean == pytest.approx(alone.mean)
        assert (row.mean - row.half, row.mean + row.half) == pytest.approx(alone.interval)
    assert found.full == pytest.approx(found.rows[2].mean)
    assert found.best == max(found.rows, key=lambda row: row.mean).design


def test_gains_are_measured_run_by_run():
    """Against a t test of pairs, written out."""
    runs = 50
    found = compare(three(), **TEN, runs=runs, seed=4)
    networks = [Links.from_frame(table, **TEN) for table in three().values()]
    demand = np.vstack(list(drawn(networks[0], runs, 4)))
    sold = [[sales_at(each, demand=row) for row in demand] for each in networks]
    for row, own in zip(found.rows, sold, strict=True):
        gain = np.subtract(own, sold[0])
        half = t.ppf(0.975, runs - 1) * gain.std(ddof=1) / runs**0.5
        assert row.gain == pytest.approx(gain.mean())
        assert row.gain_half == pytest.approx(half)
    assert found.rows[0].gain == found.rows[0].gain_half == 0


def test_the_same_demands_make_the_difference_sure():
    found = compare(datasets.load("four_designs"), runs=1000, seed=1)
    none, pairs, chained, full = found.rows
    assert pairs.links == chained.links == 20
    assert none.mean < pairs.mean < chained.mean <= full.mean
    apart = (none.half**2 + chained.half**2) ** 0.5
    assert chained.gain_half < 0.5 * apart
    assert full.gain - chained.gain < 0.1 * chained.gain


def test_ties_go_to_the_fewest_links():
    designs = {"two": chain(2), "all": chain(2, reach=2), "none": chain(2, reach=1)}
    table = Designs.as_table(designs)
    assert compare(table, capacity=100, mean_demand=60, sd=0, runs=5).best == "none"


def test_a_table_of_pairs_and_a_mapping_are_the_same():
    from_mapping = Designs.from_frame(Designs.as_table(three()), **TEN)
    table = pd.DataFrame({
        "plant": ["P", "P", "Q", "Q"], "product": ["a", "b", "a", "b"],
        "now": ["x", "", "-", 1], "later": [1, 1, 0, "yes"],
    })  # fmt: skip
    found = Designs.from_frame(table, **TEN)
    assert [each.links.cells for each in found.designs] == [((1, 0), (0, 1)), ((1, 1), (0, 1))]
    assert Designs.from_frame(from_mapping.to_frame(), **TEN) == from_mapping
    less = Designs.from_frame(table.iloc[[0, 3]], **TEN)  # pairs without a row are not linked
    assert less.designs[0] == found.designs[0]


def test_faults_of_designs_come_together():
    table = pd.DataFrame({
        "plant": ["P", "P", "Q"], "product": ["a", "b", "b"], "now": [1, 0, 7], "later": [0, 1, 1],
    })  # fmt: skip
    assert complaint(compare, table, capacity=100, mean_demand=50, sd=5) == (
        "ProblemError: designs, 2 faults:\n"
        "  1. now, Q, b: 7 is neither 0 nor 1. Write 1 for a link, 0 for none.\n"
        "  2. later, product a: no plant can make it. Give it a link."
    )
    table.loc[2, "now"] = 1
    assert complaint(compare, table, capacity=[-1, 5], mean_demand=50, sd=5) == (
        "ProblemError: designs, capacity of P: -1 is below 0. Write 0 or a number above it."
    )
    twice = pd.concat([table, table.iloc[:1]])
    assert complaint(Designs.from_frame, twice, **TEN) == (
        "ProblemError: designs, P, a: this pair is there 2 times. Give every pair one row."
    )
    assert complaint(compare, {"now": chain(2), "later": 3}, **TEN).startswith(
        "ProblemError: designs, later, table: a int is not a table."
    )
    assert complaint(compare, table[["plant", "product"]], **TEN) == (
        "ProblemError: designs, designs: there are none. Give at least one design."
    )


def test_dots_and_intervals_stand_at_their_figures():
    found = compare(datasets.load("four_designs"), runs=200, seed=1)
    ax = found.plot()
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines
            if line.get_marker() == "o"]  # fmt: skip
    assert dots == [(row.mean, k) for k, row in enumerate(found.rows, 1)]
    spans = [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"]
    assert spans == [(row.mean - row.half, row.mean + row.half) for row in found.rows]
    levels = [line.get_xdata()[0] for line in ax.lines if list(line.get_ydata()) == [0, 1]]
    assert levels == [found.full, 1000]
    assert sum(line.get_marker() == "o" for line in found.plot(step=1).lines) == 1


def test_designs_are_drawn_side_by_side():
    designs = datasets.load("four_designs")

    def links(ax):
        return [line for line in ax.lines if len(line.get_xdata()) == 2]

    drawn_ = links(designs.plot())
    left = [round(line.get_xdata()[0], 2) for line in drawn_]
    assert [left.count(x) for x in sorted(set(left))] == [10, 20, 20, 100]
    assert all(line.get_xdata()[1] - line.get_xdata()[0] == pytest.approx(1) for line in drawn_)
    assert len(links(designs.plot(step=2))) == 30


def test_links_may_be_told_as_truths():
    table = pd.DataFrame({"plant": ["N", "S"], "product": ["car", "car"], "one": [True, False]})
    assert Designs.from_frame(table, **TEN).designs[0].links.cells == ((1,), (0,))
    wide = pd.DataFrame({"car": [True, True], "van": [False, True]}, index=["N", "S"])
    assert Links.from_frame(wide, **TEN).links.cells == ((1, 0), (1, 1))
