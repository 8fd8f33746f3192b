"""The importance–performance matrix: zones, bounds, order, wrong tables, marks of the picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.priorities import RatedFactor, RatedFactors, importance_performance

HOTEL = datasets.load("hotel_factors")
ORDER = ["excess?", "appropriate", "improve", "urgent action"]


def zone_at(importance, performance, **settings):
    factor = RatedFactor("it", importance, performance)
    return importance_performance(RatedFactors((factor,), **settings)).zones["it"]


def test_zones_of_the_hotel():
    result = importance_performance(HOTEL)
    assert dict(result.zones) == {
        "cleanliness": "improve", "speed of check-in": "urgent action",
        "quiet rooms": "appropriate", "price": "appropriate", "breakfast": "appropriate",
        "staff who help": "appropriate", "gym": "excess?", "minibar": "appropriate",
    }  # fmt: skip
    assert result.order == result.answer == ("speed of check-in", "cleanliness")
    assert result.in_zone("excess?") == ("gym",)
    assert result.shortfalls["speed of check-in"] == 8 - (6.5 - 6 / 8 * 3.5)
    assert result.shortfalls["gym"] == 0


def test_what_slack_says_of_his_figure():
    """Of little importance, the same as competitors will do; of much, it must be better."""
    assert zone_at(9, 6) == zone_at(8, 6) == "appropriate"
    assert zone_at(9, 7) == "improve"
    assert zone_at(1, 3) == "appropriate"
    assert zone_at(1, 3.01) == "improve"
    assert zone_at(1, 9) == zone_at(2, 9) == "urgent action"
    assert zone_at(9, 1) == "excess?"
    assert zone_at(1, 1) == "appropriate", "what wins orders cannot be too good"


@pytest.mark.parametrize(
    ("importance", "on_line", "zone", "beyond"),
    [(5, 4.75, "appropriate", "improve"), (3, 7, "improve", "urgent action")],
)
def test_on_a_line_is_the_better_side(importance, on_line, zone, beyond):
    assert zone_at(importance, on_line) == zone
    assert zone_at(importance, on_line + 0.001) == beyond


def test_the_upper_line_parts_excess():
    at = 3.5 + 1 / 8 * (-1 - 3.5)
    assert zone_at(8, at) == "appropriate"
    assert zone_at(8, at - 0.001) == "excess?"


@given(st.integers(1, 9), st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_a_worse_performance_is_never_in_a_better_zone(importance, marks):
    zones = [ORDER.index(zone_at(importance, mark)) for mark in sorted(marks)]
    assert all(a <= b for a, b in pairwise(zones))


@given(st.integers(1, 9), st.integers(1, 9))
def test_more_important_is_never_less_urgent(importance, performance):
    lower = ORDER.index(zone_at(9, performance))
    assert lower <= ORDER.index(zone_at(importance, performance))


def test_nine_may_be_the_best():
    turned = HOTEL.to_frame()
    turned[["importance", "performance"]] = 10 - turned[["importance", "performance"]]
    again = importance_performance(turned, best=9)
    assert again.zones == importance_performance(HOTEL).zones
    assert again.shortfalls == importance_performance(HOTEL).shortfalls
    assert "9 is the most" in again.note


def test_quadrants_cross_at_middle_mean_or_median():
    frame = pd.DataFrame({"factor": list("abc"), "importance": [1, 2, 9], "performance": [2, 7, 9]})
    middle = importance_performance(frame, zones="quadrants")
    assert list(middle.zones.values()) == ["keep up the good work", "concentrate here",
                                           "low priority"]  # fmt: skip
    mean = importance_performance(frame, zones="quadrants", cross="mean")
    assert mean.steps()[0].value == 6
    assert mean.shortfalls == {"a": 0, "b": 1, "c": 3}
    median = importance_performance(frame, zones="quadrants", cross="median")
    assert list(median.zones.values())[1] == "keep up the good work", "it lies on the cross"
    assert median.order == ()
    assert median.headline == "Every factor that matters is done well enough."
    overkill = pd.DataFrame({"factor": ["d"], "importance": [8], "performance": [1]})
    assert importance_performance(overkill, zones="quadrants").zones["d"] == "possible overkill"


def test_equal_shortfalls_go_by_importance():
    frame = pd.DataFrame({"factor": ["x", "y"], "importance": [4, 2], "performance": [6, 6]})
    flat = importance_performance(frame, acceptable=(4, 4), urgent=(9, 9))
    assert flat.order == ("y", "x")
    assert flat.headline == "Improve y first; then x. 2 of 2 factors lie below the bound."


def test_faults_are_told_with_their_places():
    frame = pd.DataFrame({"factor": ["a", "a"], "importance": [0, 3], "performance": [2, "x"]})
    assert complaint(importance_performance, frame) == (
        "ProblemError: rated factors, 3 faults:\n"
        "  1. rows 1 and 2: factor a is there 2 times. Give every factor a name of its own.\n"
        "  2. row 1 (factor a), importance: 0 is off the scale. Write a mark from 1 to 9.\n"
        "  3. row 2 (factor a), performance: 'x' is not a number. Write a mark from 1 to 9."
    )
    assert complaint(importance_performance, HOTEL, acceptable=(2, 3)) == (
        "ProblemError: rated factors, excess: its line is not above that of acceptable. "
        "Performance counts from 1, the best: excess ≤ acceptable ≤ urgent."
    )
    assert complaint(importance_performance, HOTEL, urgent=7) == (
        "ProblemError: rated factors, urgent: 7 is no pair. "
        "Give the performance at importance 9 and at importance 1, as (6.5, 3)."
    )


def test_dots_of_the_picture_stand_at_the_marks():
    ax = importance_performance(HOTEL).plot()
    dots = [line for line in ax.lines if line.get_linestyle() == "None"]
    places = [(line.get_xdata()[0], line.get_ydata()[0]) for line in dots]
    assert places == list(HOTEL.places)
    assert dots[1].get_marker() == "X", "what is urgent has a sign of its own"
    assert ax.get_xlim() == ax.get_ylim() == (9.5, 0.5), "important right, good on top"


def test_lines_and_areas_of_the_picture_are_the_bounds():
    ax = HOTEL.plot(step=0)
    lines = [line for line in ax.lines if len(line.get_xdata()) == 2]
    for line, (low, high) in zip(lines, [(3.5, -1), (6.5, 3), (13, 5)], strict=True):
        x, y = line.get_data()
        for at, own in zip(x, y, strict=True):
            assert own == pytest.approx(low + (9 - at) / 8 * (high - low))
    tops = [area.get_paths()[0].vertices[:, 1].min() for area in ax.collections]
    assert len(tops) == 4
    heights = [np.ptp(area.get_paths()[0].vertices[:, 1]) for area in ax.collections]
    assert all(height > 0 for height in heights)


def test_quadrants_of_the_picture_meet_at_the_cross():
    ax = HOTEL.replace(zones="quadrants", cross="mean").plot()
    upright, level = (line for line in ax.lines if line.get_linestyle() == "-")
    assert upright.get_xdata()[0] == pytest.approx(34 / 8)
    assert level.get_ydata()[0] == pytest.approx(32.5 / 8)
