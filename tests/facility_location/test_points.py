"""One facility among points: conditions of the optimum, hard cases, and what is no place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from opstools import datasets
from opstools.facility_location import (
    Point,
    Points,
    by_hand,
    centre_of_gravity,
    compare,
    minimax_point,
    rectilinear_median,
    several_facilities,
    weber_point,
)
from opstools.facility_location.points.distances import distances
from opstools.facility_location.several import several_facilities as search

places = st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.integers(0, 4))
many = st.lists(places, min_size=1, max_size=7).filter(lambda rows: any(w for *_, w in rows))


def points(rows) -> Points:
    return Points(tuple(Point(f"p{k}", x, y, w) for k, (x, y, w) in enumerate(rows)))


def cost(problem: Points, at, metric="euclidean") -> float:
    return float(problem.weights @ distances(problem.xy, at, metric))


def searched(problem: Points, metric="euclidean") -> float:
    """The least cost by a search that knows nothing, from every point."""
    starts = problem.xy[:4] + 0.01
    fine = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000}

    def search(begin):
        return minimize(
            lambda at: cost(problem, at, metric), begin, method="Nelder-Mead", options=fine
        )

    found = [search(begin).fun for begin in starts]
    return min(*found, *(cost(problem, at, metric) for at in problem.xy))


@given(many)
def test_no_place_costs_less_than_the_weber_point(rows):
    problem = points(rows)
    found = weber_point(problem)
    assert found.proven
    assert float(found.cost) <= searched(problem) + 1e-7
    assert float(found.cost) == pytest.approx(cost(problem, (found.x, found.y)), abs=1e-9)


@given(many)
def test_no_place_on_the_globe_costs_less(rows):
    problem = points([(25 * x, 15 * y, w) for x, y, w in rows])
    found = weber_point(problem, metric="great_circle")
    assert float(found.cost) <= searched(problem, "great_circle") + 1e-3


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([(0, 0, 1), (2, 0, 1), (0, 2, 1), (-2, 0, 1), (0, -2, 1)], (0, 0)),  # starts there
        ([(0, 0, 10), (1, 0, 1), (0, 1, 1), (5, 5, 3)], (0, 0)),
        ([(0, 0, 1), (1, 1, 5), (5, 5, 1), (9, 9, 1)], (1, 1)),  # on a line
        ([(3, 4, 2)], (3, 4)),
        ([(3, 4, 2), (3, 4, 1), (10, 10, 1)], (3, 4)),  # one above the other
        ([(0, 0, 5), (1e-12, 0, 5), (100, 0, 1), (0, 100, 1)], (0, 0)),
        ([(59, 0, 5), (20, 0, 5), (-20, 48, 13), (-20, -48, 13)], (0, 0)),
    ],
)
def test_weber_points_that_are_known(rows, at):
    found = weber_point(points(rows))
    assert (found.x, found.y) == pytest.approx(at, abs=1e-9)


@pytest.mark.parametrize("apart", [1e-3, 1e-6, 1e-9])
def test_points_that_nearly_coincide(apart):
    problem = points([(0, 0, 1), (apart, 0, 1), (0, apart, 1), (1, 1, 1)])
    found = weber_point(problem)
    assert np.isfinite([found.x, found.y]).all()
    assert float(found.cost) <= min(cost(problem, at) for at in problem.xy)


def test_very_many_points_agree_with_weiszfeld():
    r = np.random.default_rng(5)
    xy, w = r.uniform(0, 100, (40_000, 2)), r.uniform(1, 2, 40_000)
    frame = pd.DataFrame({"name": range(40_000), "x": xy[:, 0], "y": xy[:, 1], "weight": w})
    found, at = weber_point(frame), np.array([50.0, 50.0])
    for _ in range(200):
        a = w / np.hypot(*(xy - at).T)
        at = a @ xy / a.sum()
    assert (found.x, found.y) == pytest.approx(tuple(at), abs=1e-6)


@given(many)
def test_the_centre_of_gravity_minimises_squares_and_not_the_cost(rows):
    problem = points(rows)
    found = centre_of_gravity(problem)
    at = np.array([found.x, found.y], float)
    square = problem.weights @ ((problem.xy - at) ** 2).sum(axis=1)
    for step in ((0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1)):
        assert square <= problem.weights @ ((problem.xy - at - step) ** 2).sum(axis=1) + 1e-9
    assert found.lower_bound <= found.cost
    assert float(found.lower_bound) == pytest.approx(float(weber_point(problem).cost))


@given(many)
def test_no_crossing_of_given_lines_costs_less_than_the_median(rows):
    problem = points(rows)
    found = rectilinear_median(problem)
    crossings = ((x, y) for x in problem.xy[:, 0] for y in problem.xy[:, 1])
    assert float(found.cost) == pytest.approx(
        min(cost(problem, at, "rectilinear") for at in crossings)
    )


@given(many)
def test_the_circle_holds_all_points_and_none_is_smaller(rows):
    problem = points(rows)
    found = minimax_point(problem)
    radius = found.measures["farthest"]

    def farthest(at):
        return float(np.hypot(*(problem.xy - at).T).max())

    assert radius == pytest.approx(farthest((found.x, found.y)))
    best = min(minimize(farthest, at + 0.01, method="Nelder-Mead").fun for at in problem.xy[:3])
    assert radius <= best + 1e-3


@pytest.mark.parametrize("seed", range(20))
def test_the_circle_is_the_same_far_from_the_origin(seed):
    near = np.random.default_rng(seed).integers(0, 2**20, (7, 2)) / 2**20
    tables = [pd.DataFrame({"name": list("ABCDEFG"), "x": x, "y": y})
              for x, y in (near.T, (near + 2**29).T)]  # fmt: skip
    here, there = map(minimax_point, tables)
    assert here.measures["farthest"] == pytest.approx(there.measures["farthest"], abs=1e-5)
    assert here.steps()[0].text == there.steps()[0].text


def test_half_of_the_weight_lies_to_the_left_and_below():
    left, below, _ = rectilinear_median(points([(0, 0, 1), (4, 3, 2)])).steps()
    assert left.text.startswith("x: from the left, 3 of 3 loads")
    assert below.text.startswith("y: from below, 3 of 3 loads")


def test_all_places_are_compared_by_their_cost():
    table = compare(datasets.load("quain"), at=(60, 60)).set_index("method")
    assert list(table.index) == [
        "weber_point", "centre_of_gravity", "rectilinear_median", "minimax_point", "by_hand",
    ]  # fmt: skip
    assert table["cost"].min() == table.loc["weber_point", "cost"]
    assert table["farthest"].min() == table.loc["minimax_point", "farthest"]
    saved = 1 - table.loc["weber_point", "cost"] / table["cost"]
    assert table["could_save"].to_numpy() == pytest.approx(saved.to_numpy())
    on_globe = compare(datasets.load("german_cities"), metric="great_circle")
    assert on_globe["method"].tolist() == ["weber_point", "centre_of_gravity"]


def test_great_circles_are_as_long_as_they_are():
    # Half the way round, a quarter, and one degree of a meridian on a ball of 6,371 km.
    far = distances(np.array([[180.0, 0.0], [0.0, 90.0], [0.0, 1.0]]), (0, 0), "great_circle")
    assert far == pytest.approx([np.pi * 6371, np.pi / 2 * 6371, np.pi / 180 * 6371])


def test_a_place_by_hand_stands_beside_the_best():
    quain = datasets.load("quain")
    found = by_hand(quain, (60, 100), metric="rectilinear")
    assert found.cost == 2000 * 50 + 1000 * 40 + 1000 * 100 + 2000 * 60
    assert found.lower_bound == rectilinear_median(quain).cost


def test_a_place_by_hand_is_on_the_globe():
    told = complaint(by_hand, points([(0, 0, 1)]), (500, 100), metric="great_circle")
    assert told == (
        "ProblemError: place, 2 faults:\n"
        "  1. longitude: 500 is outside the range -180 to 180. "
        "x is the longitude and y the latitude, in degrees.\n"
        "  2. latitude: 100 is outside the range -90 to 90. "
        "x is the longitude and y the latitude, in degrees."
    )


def test_an_interrupted_search_for_facilities_keeps_the_best(monkeypatch):
    settle, asked = search._settle, []

    def interrupted(*given):
        asked.append(given)
        if len(asked) > 2:
            raise KeyboardInterrupt
        return settle(*given)

    monkeypatch.setattr(search, "_settle", interrupted)
    found = several_facilities(points([(0, 0, 1), (5, 5, 1), (0, 5, 1)]), facilities=1)
    assert found.steps()[-1].text.startswith("The best of 2 beginnings;")
    assert found.headline.startswith("1 facility costs ")


def test_several_facilities_are_never_worse_than_at_the_points():
    cities = datasets.load("german_cities")
    one = several_facilities(cities, facilities=1, metric="great_circle", starts=2)
    assert float(one.cost) == pytest.approx(float(weber_point(cities, metric="great_circle").cost))
    costs = [several_facilities(cities, facilities=k, metric="great_circle", starts=3).cost
             for k in (1, 2, 3)]  # fmt: skip
    assert costs == sorted(costs, reverse=True)
    every = several_facilities(datasets.load("quain"), facilities=4)
    assert every.cost == 0


def test_many_rows_are_read_at_once():
    frame = pd.DataFrame({"city": [f"c{k}" for k in range(5000)], "lon": 1.5, "lat": 2.25})
    assert len(Points.from_frame(frame).points) == 5000


@pytest.mark.parametrize(
    ("rows", "metric", "message"),
    [
        ([("A", 0, 95, 1)], "great_circle",
         "points, row 1 (point A), latitude: 95 is outside the range -90 to 90. "
         "x is the longitude and y the latitude, in degrees."),
        ([("A", 200, 5, 1)], "great_circle",
         "points, row 1 (point A), longitude: 200 is outside the range -180 to 180. "
         "x is the longitude and y the latitude, in degrees."),
        ([("A", 0, 5, -1)], "euclidean",
         "points, row 1 (point A), weight: -1 loads is below 0. "
         "Write 0 or a number above it, in loads."),
        ([("A", 0, 5, 0)], "euclidean",
         "points, weight: no point weighs anything. Give at least one weight above 0."),
        ([("A", float("nan"), 5, 1)], "euclidean",
         "points, row 1 (point A), x: there is no number. Write a number."),
    ],
)  # fmt: skip
def test_bad_points_are_explained(rows, metric, message):
    frame = pd.DataFrame(rows, columns=["name", "x", "y", "weight"])
    assert complaint(weber_point, frame, metric=metric) == f"ProblemError: {message}"
