"""Generic strategies and trade-offs: who is where, at which rate, and what the pictures show."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.priorities import Options, Rival, Rivals, generic_strategies, trade_offs

AIRLINES = datasets.load("airlines")
PLANTS = datasets.load("seven_plants")


def test_strategies_of_the_airlines():
    found = generic_strategies(AIRLINES)
    assert dict(found.strategies) == {
        "Swift": "cost leadership", "National": "stuck in the middle", "Royal": "differentiation",
        "Island hopper": "cost focus", "Jet club": "differentiation focus",
        "Coastal": "stuck in the middle",
    }  # fmt: skip
    assert found.margins["Royal"] == 60
    assert (found.best, found.stuck) == ("Jet club", ("National", "Coastal"))
    row = found.to_frame().set_index("firm").loc["Swift"]
    assert row["by_cost"] == pytest.approx(670 / 6 - 45)
    assert row["by_price"] == pytest.approx(95 - 905 / 6)


def test_how_narrow_a_focus_is_may_be_told():
    assert generic_strategies(AIRLINES, narrow=0.7).strategies["Royal"] == "differentiation focus"
    half = generic_strategies(AIRLINES, segments=8)
    assert half.strategies["Royal"] == "differentiation focus", "4 of 8 are still narrow"
    assert generic_strategies(AIRLINES, narrow=0.1).strategies["Jet club"] == "differentiation"


@pytest.mark.parametrize(
    ("price", "cost", "strategy"),
    [
        (100, 60, "cost leadership"), (140, 100, "differentiation"),
        (100, 80, "stuck in the middle"), (110, 90, "stuck in the middle"),
        (119, 98, "cost leadership"), (121, 100, "differentiation"), (120, 99, "cost leadership"),
        (122, 101, "differentiation"),
    ],
)  # fmt: skip
def test_a_margin_above_the_mean_comes_from_the_larger_part(price, cost, strategy):
    """The others hold the means at 120 and 100: what is at the mean margin of 20 is stuck."""
    others = (Rival("x", 240 - price, 200 - cost, 4),)
    found = generic_strategies(Rivals((Rival("it", price, cost, 4), *others), segments=4))
    assert found.measures["mean_price"] == 120
    assert found.measures["mean_cost"] == 100
    assert found.strategies["it"] == strategy


firms = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=6)


@given(firms)
def test_advantages_add_up_to_nothing_and_somebody_is_stuck(figures):
    rivals = Rivals(tuple(Rival(f"f{k}", p, c, 1) for k, (p, c) in enumerate(figures)), segments=2)
    frame = generic_strategies(rivals).to_frame()
    assert frame["by_cost"].sum() == pytest.approx(0, abs=1e-9)
    assert frame["by_price"].sum() == pytest.approx(0, abs=1e-9)
    assert (frame["strategy"] == "stuck in the middle").any(), "not all are above the mean"
    best = frame.loc[frame["margin"].idxmax()]
    assert frame["margin"].nunique() == 1 or best["strategy"] != "stuck in the middle"


def test_rivals_with_faults():
    frame = pd.DataFrame({"firm": ["a", "b"], "price": [4, 5], "cost": [-1, 3],
                          "segments": [7, 1.5]})  # fmt: skip
    assert complaint(generic_strategies, frame, segments=6) == (
        "ProblemError: rivals, 3 faults:\n"
        "  1. row 1 (firm a), cost: -1 $ is below 0. Write 0 or a number above it, in $.\n"
        "  2. row 1 (firm a), segments: 7 is not a whole number from 1 to 6. Write one.\n"
        "  3. row 2 (firm b), segments: 1.5 is not a whole number from 1 to 6. Write one."
    )
    assert complaint(Rivals, (Rival("a", 1, 1, 1),), segments=2) == (
        "ProblemError: rivals, firms: there is only one. "
        "Add a rival: a strategy is against somebody."
    )


def test_dots_lines_and_signs_of_the_market():
    found = generic_strategies(AIRLINES)
    ax = found.plot()
    dots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    for each, dot in zip(AIRLINES.rivals, dots, strict=True):
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (each.cost, each.price)
        stuck = found.strategies[each.firm] == "stuck in the middle"
        assert dot.get_marker() == ("X" if stuck else "o")
        assert (dot.get_markerfacecolor() == "white") is (each.segments <= 3)
    slanted = next(line for line in ax.lines if line.get_linestyle() == "-"
                   and len(line.get_xdata()) == 2)  # fmt: skip
    margins = [y - x for x, y in zip(*slanted.get_data(), strict=True)]
    assert margins == pytest.approx([235 / 6] * 2), "the mean margin"
    at = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]
    assert at[0] == pytest.approx(670 / 6)


def test_the_frontier_of_the_plants():
    found = trade_offs(PLANTS)
    assert found.frontier == found.answer == ("South", "East", "West", "River")
    assert dict(found.beaten_by) == {"North": "East", "Lake": "East", "Old town": "East"}
    assert found.rates == pytest.approx((6 / 8, 2 / 12, 1 / 15))
    assert found.steps()[-1].unit == "day/$"


def test_more_may_be_better():
    frame = pd.DataFrame({"option": list("abc"), "cost": [1, 2, 3], "quality": [1, 4, 3]})
    found = trade_offs(frame, more="quality")
    assert found.frontier == ("a", "b")
    assert dict(found.beaten_by) == {"c": "b"}
    assert found.rates == (3.0,)
    assert trade_offs(frame).frontier == ("a",)
    assert trade_offs(frame, more=["cost", "quality"]).frontier == ("b", "c")


def test_twins_do_not_beat_each_other_and_count_once():
    frame = pd.DataFrame({"option": list("abc"), "x": [1, 1, 2], "y": [3, 3, 1]})
    found = trade_offs(frame)
    assert found.frontier == ("a", "b", "c")
    assert found.rates == (2.0,)
    equal = pd.DataFrame({"option": ["a", "b"], "x": [1, 1], "y": [3, 2]})
    assert dict(trade_offs(equal).beaten_by) == {"a": "b"}, "as good in one, better in the other"


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8))
def test_everybody_beaten_is_beaten_by_someone_on_the_frontier(figures):
    frame = pd.DataFrame(figures, columns=["x", "y"], index=[f"o{k}" for k in range(len(figures))])
    found = trade_offs(frame)
    assert set(found.frontier) | set(found.beaten_by) == set(frame.index)
    best = frame.loc[list(found.frontier)]
    for name in found.beaten_by:
        assert ((best <= frame.loc[name]).all(axis=1)).any()
    assert best["y"].is_monotonic_decreasing
    assert all(rate > 0 for rate in found.rates)


def test_options_with_faults():
    frame = pd.DataFrame({"option": ["a", "b"], "x": [1, 2], "y": [1, 2], "z": [0, 0]})
    assert complaint(trade_offs, frame, more=["w"]) == (
        "ProblemError: options, 2 faults:\n"
        "  1. measures: there are 3. Give two columns of numbers beside the names.\n"
        "  2. more: there is no measure w. The measures are x, y and z."
    )
    two = frame[["option", "x", "y"]]
    assert complaint(Options.from_frame, two, more=7) == (
        "ProblemError: options, more: 7 is no list. Give a list."
    )
    assert complaint(Options.from_frame, two, units=("x", "$")) == (
        "ProblemError: options, units: ('x', '$') is no mapping. Give {measure: unit}."
    )


def test_points_and_line_of_the_frontier():
    ax = trade_offs(PLANTS).plot()
    dots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    frame = PLANTS.to_frame()
    assert [(d.get_xdata()[0], d.get_ydata()[0]) for d in dots] == list(
        zip(frame["cost"], frame["delivery"], strict=True)
    )
    hollow = [d.get_markerfacecolor() == "white" for d in dots]
    assert hollow == [True, False, False, False, True, False, True]
    (line,) = [each for each in ax.lines if len(each.get_xdata()) > 1]
    assert list(line.get_xdata()) == [40, 48, 60, 75]
    assert list(line.get_ydata()) == [12, 6, 4, 3]
    assert ax.get_xlabel() == "cost ($): less is better"


def test_many_options_are_held_against_each_other_in_time():
    names = [f"option {k}" for k in range(100)]
    figures = [(k / 7 + 0.123456789012345, (100 - k) / 7) for k in range(100)]
    table = pd.DataFrame(figures, columns=["cost", "days"], index=names)
    begin = time.perf_counter()
    assert len(trade_offs(table).frontier) == len(names)
    assert time.perf_counter() - begin < 3
