"""Scorecards: each direction by its formula, caps, what is missing, messages, marks."""

from math import isclose

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from pictures import overlapping

from opstools import datasets
from opstools.scorecard import Indicator, Indicators, scorecard


def one(**fields):
    """The score of a single indicator."""
    settings = {key: fields.pop(key) for key in ("lower", "floor_", "cap_") if key in fields}
    settings = {key.rstrip("_"): value for key, value in settings.items()}
    return scorecard(Indicators((Indicator("x", 1, **fields),), **settings))


@pytest.mark.parametrize(
    ("fields", "score"),
    [
        ({"target": 100, "actual": 90}, 0.9),
        ({"target": 100, "actual": 150}, 1.2),
        ({"target": 100, "actual": -5}, 0),
        ({"target": 10, "actual": 12, "direction": "down"}, 0.8),
        ({"target": 10, "actual": 9, "direction": "down"}, 1.1),
        ({"target": 10, "actual": 12, "direction": "down", "lower": "ratio"}, 10 / 12),
        ({"target": 10, "actual": 0, "direction": "down", "lower": "ratio"}, 1.2),
        ({"target": 10, "actual": 12, "direction": "on target"}, 0.8),
        ({"target": 10, "actual": 8, "direction": "on target"}, 0.8),
        ({"target": 0, "actual": 1, "direction": "down", "baseline": 5}, 0.8),
        ({"target": 98, "actual": 91, "baseline": 80}, 11 / 18),
        ({"target": 98, "actual": 70, "baseline": 80}, 0),
        ({"target": 100, "actual": 90, "cap": 1}, 0.9),
        ({"target": 100, "actual": 130, "cap": 1.5}, 1.3),
        ({"target": 100, "actual": 20, "floor": 0.5}, 0.5),
        ({"target": 100, "actual": 20, "floor_": 0.4}, 0.4),
        ({"target": 100, "actual": 150, "cap_": 2}, 1.5),
    ],
)
def test_a_score_by_its_formula(fields, score):
    found = one(**fields)
    assert found.scores["x"] == pytest.approx(score)
    assert found.points == pytest.approx(100 * score)


@st.composite
def cards(draw):
    """Indicators of every direction, some not known."""
    directions = ("up", "down", "on target")
    told = draw(st.lists(st.tuples(
        st.integers(1, 9), st.integers(1, 50), st.one_of(st.none(), st.integers(0, 100)),
        st.sampled_from(directions)), min_size=1, max_size=6))  # fmt: skip
    first = Indicator("first", 1, 10, draw(st.integers(0, 20)))
    rest = [Indicator(f"I{k}", w, t, a, d) for k, (w, t, a, d) in enumerate(told)]
    return (first, *rest)


@given(cards(), st.sampled_from(["share", "zero"]), st.sampled_from(["linear", "ratio"]))
def test_points_are_the_weighted_scores(indicators, missing, lower):
    found = scorecard(Indicators(indicators, missing=missing, lower=lower))
    known = [e for e in indicators if e.actual is not None]
    total = sum(e.weight for e in (known if missing == "share" else indicators))
    points = 0.0
    for each in known:
        ratio = each.actual / each.target
        raw = ratio
        if each.direction == "down":
            raw = 2 - ratio if lower == "linear" else (1 / ratio if ratio else 9)
        elif each.direction == "on target":
            raw = 1 - abs(ratio - 1)
        points += 100 * each.weight / total * min(1.2, max(0, raw))
    assert isclose(found.points, points, abs_tol=1e-9)
    assert isclose(sum(found.weights.values()), 1 if missing == "share" else
                   sum(e.weight for e in known) / total + sum(
                       found.weights[e.name] for e in indicators if e.actual is None))  # fmt: skip
    assert sum(found.lost.values()) == pytest.approx(100 * sum(found.weights.values()) - points)


@given(cards())
def test_a_cap_never_helps(indicators):
    tight, loose = (scorecard(Indicators(indicators, cap=cap)).points for cap in (1, 3))
    assert tight <= loose


def test_missing_figures_in_three_ways():
    table = datasets.load("holding_scorecard").to_frame()
    shared, zero = scorecard(table), scorecard(table, missing="zero")
    assert zero.points == pytest.approx(0.9 * shared.points)
    assert shared.missing == zero.missing == ("satisfaction",)
    assert zero.weights["satisfaction"] == 0.1
    assert shared.weights["satisfaction"] == 0
    assert complaint(scorecard, table, missing="refuse") == (
        "ProblemError: scorecard, indicator satisfaction, actual: there is none. "
        'Give what was reached, or missing="share" or "zero".'
    )
    nothing = table.assign(actual="n/a")
    assert complaint(scorecard, nothing) == (
        "Infeasible: scorecard, actual: no indicator that weighs has an actual figure, so there is "
        "nothing to score. Give what was reached for at least one."
    )


def test_weights_by_name_or_in_the_table():
    table = pd.DataFrame({"指标": ["营收", "投诉"], "目标": [100, 5], "实际": [90, 6],
                          "方向": ["正向", "逆向"]})  # fmt: skip
    found = scorecard(table, weights={"营收": 3, "投诉": 1})
    assert found.points == pytest.approx(0.75 * 90 + 0.25 * 80)
    assert scorecard(table).points == 85
    twice = table.assign(权重=[3, 1])
    assert "they are told twice" in complaint(scorecard, twice, weights=[1, 1])


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"target": 0}, "target: 0 is not above 0, so no share of it can be told. "
                        "Give a baseline: the figure that scores 0."),
        ({"direction": "sideways"}, "direction: 'sideways' is not known. "
                                    "Write up, down or on target."),
        ({"baseline": 100}, "baseline: it is the target, 100. "
                            "The baseline scores 0, the target 1."),
        ({"baseline": 120}, "baseline: 120 is not below the target, 100. "
                            "What scores 0 is worse than the target."),
        ({"baseline": 50, "direction": "on target"}, "baseline: an indicator on target has none. "
         "Take the baseline out, or give the direction up or down."),
        ({"cap": 0.9}, "cap: scores from 0 to 0.9 do not hold 1, the score of the target. "
                       "Give a floor up to 1 and a cap of 1 or more."),
        ({"weight": 0}, "weights: all are 0. Give at least one weight above 0."),
        ({"actual": -1, "direction": "down"}, "actual: -1 is below 0. Give a baseline."),
    ],
)  # fmt: skip
def test_what_cannot_be_scored(row, part):
    fields = {"indicator": "x", "weight": 1, "target": 100, "actual": 90, **row}
    assert complaint(scorecard, pd.DataFrame([fields])).endswith(part)


def test_bars_show_points_of_points():
    found = scorecard(datasets.load("holding_scorecard"))
    ax = found.plot()
    wide = [patch.get_width() for patch in ax.patches]
    whole, earned = wide[0::2], wide[1::2]
    assert whole == pytest.approx([100 * x for x in found.weights.values()])
    assert earned == pytest.approx([each.points for each in found.marks])
    assert all(patch.get_x() == 0 for patch in ax.patches)
    hatched = [bool(patch.get_hatch()) for patch in ax.patches[1::2]]
    assert hatched == [True, False, False, False, False, False]
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "40 of 33.33 (capped)"
    assert texts[-1] == "missing"
    assert ax.get_title(loc="left") == "92.79 points, 100 on target"
    plt.close("all")


def test_weights_are_drawn_to_scale():
    ax = datasets.load("holding_scorecard").plot()
    assert [p.get_width() for p in ax.patches] == pytest.approx([30, 20, 10, 20, 10, 10])
    plt.close("all")


@pytest.mark.parametrize("number", [3, 30])
def test_texts_of_a_scorecard_do_not_overlap(number):
    rows = [
        Indicator(f"第{k}项指标 with a long name", k + 1, 100, 50 + 5 * k) for k in range(number)
    ]
    ax = scorecard(Indicators(tuple(rows))).plot()
    ax.figure.canvas.draw()
    assert not overlapping([*ax.texts, *ax.get_yticklabels()])
    plt.close("all")


def test_where_all_is_missing_and_counts_nothing():
    table = pd.DataFrame({"indicator": ["x"], "target": [1], "actual": [None]})
    found = scorecard(table, missing="zero")
    assert found.points == 0
    assert found.steps()[-1].formula == "100(0)"
