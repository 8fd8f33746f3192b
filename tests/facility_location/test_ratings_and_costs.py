"""Ratings, cost lines, pairwise comparisons and trials."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from opstools import datasets
from opstools.facility_location import (
    CostLine,
    CostLines,
    Factors,
    Point,
    Points,
    ahp_weights,
    break_even,
    factor_rating,
    simulate_sites,
    simulate_weights,
)

scores = st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=4)


@given(scores, st.data())
def test_the_winner_changes_just_beyond_the_weights_told(rows, data):
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(rows), max_size=len(rows)))
    frame = pd.DataFrame(rows, [f"f{i}" for i in range(len(rows))], list("ABC"))
    rating = factor_rating(frame, weights=weights)
    exact = np.array(weights) / sum(weights) @ frame.to_numpy()
    assert [float(each) for each in rating.scores.values()] == pytest.approx(list(exact))
    assert exact.max() == pytest.approx(float(rating.scores[rating.best]))
    total = sum(weights)
    for k, row in enumerate(rating.sensitivity.to_dict("records")):
        rest = total - weights[k]

        def best_at(share, k=k, rest=rest):
            others = [
                Fraction(w) * (1 - share) / rest if j != k else share for j, w in enumerate(weights)
            ]
            points = [sum(w * r[s] for w, r in zip(others, rows, strict=True)) for s in range(3)]
            return {"ABC"[s] for s in range(3) if points[s] == max(points)}

        low, high = Fraction(row["from"]), Fraction(row["to"])
        inside = (low + high) / 2
        if low < high:
            assert rating.best in best_at(inside)
        if row["below"] and low > 0:
            assert rating.best not in best_at(low * Fraction(99, 100))
        if row["above"] and high < 1:
            assert rating.best not in best_at(high + (1 - high) / 100)


def test_thresholds_put_sites_out_and_weights_may_count_as_given():
    rating = factor_rating(datasets.load("site_factors"))
    assert rating.out == ("Old mill",)
    assert rating.to_frame()["passes"].tolist() == [True, True, False]
    given_ = factor_rating(datasets.load("theme_park"), weigh="as_given", weights=[1, 1, 1, 1, 1])
    assert given_.scores["France"] == 70 + 50 + 85 + 75 + 60
    assert given_.note == "Weights count as given."
    assert complaint(
        factor_rating, datasets.load("theme_park"), thresholds={"tax structure": 99}
    ) == ("Infeasible: factors, thresholds: no site has tax structure 99. Lower one of them.")


def test_a_table_of_factors_is_read_as_people_write_it():
    table = datasets.table("country_factors")
    assert Factors.from_frame(table) == datasets.load("country_factors")
    text = complaint(Factors.from_frame, table.drop(columns="weight"), weights={"labor": 3})
    assert "weight: there is no factor labor. Did you mean labour?" in text


lines = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=6)


@given(lines, st.fractions(0, 40, max_denominator=100))
def test_the_cheapest_site_is_that_of_its_range(rows, volume):
    sites = CostLines(tuple(CostLine(f"s{k}", f, v) for k, (f, v) in enumerate(rows)))
    found = break_even(sites)
    costs = {
        name: f + v * volume
        for name, (f, v) in zip([s.site for s in sites.sites], rows, strict=True)
    }
    least = min(costs.values())
    assert costs[found.best(volume)] == least
    ranges = found.ranges.to_dict("records")
    assert [r["from"] for r in ranges[1:]] == [r["to"] for r in ranges[:-1]]
    mine = next(r["site"] for r in ranges if r["from"] <= float(volume) <= r["to"])
    assert costs[mine] == pytest.approx(float(least))
    equal = {site for each in found.equal for site in each}
    assert set(found.dominated) | equal | {r["site"] for r in ranges} == set(costs)
    assert not equal & set(found.dominated)


def test_sites_with_the_same_costs_are_both_the_cheapest():
    table = pd.DataFrame({"site": list("ABCD"), "fixed": [1, 1, 5, 5], "variable": [2, 2, 3, 3]})
    found = break_even(table)
    assert (found.equal, found.dominated) == ((("A", "B"),), ("C", "D"))
    assert found.note == "Cheapest at no volume: C and D. A and B cost the same at every volume."
    assert found.steps()[-1].text == "Cheapest at no volume: C and D."
    assert complaint(found.profit, 3) == (
        "ProblemError: cost lines, revenue: there is none to make a profit of. "
        "Give the problem a revenue: what a unit sells for."
    )


def test_profit_ranges_and_sites_that_meet_in_one_point():
    table = pd.DataFrame({"site": list("ABC"), "fixed": [0, 10, 20], "variable": [3, 2, 1]})
    found = break_even(table, revenue=5)
    assert found.ties == (("A", "B", "C"),)
    assert found.dominated == ("B",)
    assert found.profit(10) == {"A": 20, "B": 20, "C": 20}
    assert "B makes a profit beyond this volume." in [step.text for step in found.steps()]
    assert complaint(found.best, -1) == (
        "ProblemError: volume, volume: -1 units is below 0. Write 0 or a number above it, in units."
    )


@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=5),
    st.sampled_from(["eigenvector", "column_average"]),
)
def test_judgements_without_contradiction_give_back_their_weights(weights, method):
    names = [f"k{i}" for i in range(len(weights))]
    table = pd.DataFrame([[a / b for b in weights] for a in weights], names, names)
    found = ahp_weights(table, method=method)
    assert list(found.weights.values()) == pytest.approx([w / sum(weights) for w in weights])
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


def test_the_judgement_that_contradicts_is_named():
    # B is 3 times A, C 3 times B, and yet A is said to be as important as C.
    table = pd.DataFrame([[1, "1/3", 1], [3, 1, "1/3"], [1, 3, 1]], list("ABC"), list("ABC"))
    found = ahp_weights(table)
    assert found.consistency_ratio > 0.1
    assert "too high, look at" in found.headline
    wrong = pd.DataFrame([[1, 3], [3, 1]], list("AB"), list("AB"))
    assert complaint(ahp_weights, wrong) == (
        "ProblemError: comparisons, A against B: 3 and 3 contradict each other. "
        "B against A must be 1/3."
    )


def test_one_half_of_the_judgements_may_be_decimal():
    table = pd.DataFrame([[1, None], [0.11, 1]], list("AB"), list("AB"))
    assert ahp_weights(table).weights["A"] == pytest.approx(1 / 1.11)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([[1, None], [None, 1]], "there is no judgement. Write one, from 1/9 to 9."),
        ([[1, 20], [None, 1]], "20 is not from 1/9 to 9. Use Saaty's scale."),
    ],
)
def test_a_judgement_is_complained_of_once(cells, message):
    table = pd.DataFrame(cells, list("AB"), list("AB"))
    assert complaint(ahp_weights, table) == f"ProblemError: comparisons, A against B: {message}"


def test_chances_agree_with_the_formula():
    # Two points, two sites: A wins where its weight is above B's; gammas of the same shape, so the
    # chance is that of a beta variable.
    points = Points((Point("A", 0, 0, 10), Point("B", 10, 0, 8)))
    sites = [("a", 0, 0), ("b", 10, 0)]
    trial = simulate_sites(points, sites, spread=0.1, runs=200_000, seed=4)
    chance = norm.cdf(2 / (0.1 * (100 + 64) ** 0.5))  # nearly normal at so small a spread
    low, high = trial.interval("a")
    assert trial.probability["a"] == pytest.approx(chance, abs=0.01)
    assert low < trial.probability["a"] < high
    assert trial.mean["a"] == pytest.approx(80, rel=0.01)
    assert sum(trial.probability.values()) == pytest.approx(1)


def test_a_service_may_want_another_site_than_a_plant():
    points = Points(
        (Point("town", 0, 0, 60), Point("far", 100, 0, 40), Point("near far", 90, 0, 30))
    )
    sites = [("middle", 55, 0), ("in town", 0, 0)]
    plant = simulate_sites(points, sites, spread=0.1, runs=500)
    shop = simulate_sites(points, sites, spread=0.1, runs=500, objective="revenue", reach=10)
    assert (plant.best, shop.best) == ("middle", "in town")
    assert shop.value_unit == "loads"


def test_uncertain_weights_settle_nothing_where_sites_are_alike():
    frame = pd.DataFrame({"A": [60, 40], "B": [40, 60]}, index=["x", "y"])
    trial = simulate_weights(frame, weights=[1, 1], spread=0.5, runs=20_000, seed=3)
    assert trial.probability["A"] == pytest.approx(0.5, abs=0.02)
    same = pd.DataFrame({"A": [5, 5], "B": [5, 5]}, index=["x", "y"])
    assert simulate_weights(same, weights=[1, 1], runs=10).probability == {"A": 0.5, "B": 0.5}
