"""The weighted profile: scores, gaps, tables that are wrong, and what the picture shows."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from opstools import datasets
from opstools.priorities import Profile, competitive_profile

MAKERS = datasets.load("bicycle_makers")


def table(**marks):
    return pd.DataFrame(marks, index=["cost", "quality"])


def test_scores_and_gaps_by_hand():
    profile = competitive_profile(MAKERS)
    velo = 0.2 * 3 + 0.2 * 4 + 0.1 * 3 + 0.25 * 2 + 0.15 * 5 + 0.1 * 3.5
    assert profile.scores["Velo"] == pytest.approx(velo)
    assert profile.scores["Rapid"] == pytest.approx(
        0.2 * 5 + 0.2 * 3 + 0.1 * 2 + 0.25 * 4 + 0.15 * 3 + 0.1 * 2
    )
    assert dict(profile.gaps) == {
        "cost": -0.4, "quality": 0, "variety": -0.2, "time": -0.5, "service": 0.3,
        "environment": -0.05,
    }  # fmt: skip
    assert (profile.improve, profile.answer) == ("time", "time")
    assert profile.strengths == ("service",)
    assert profile.measures["rank"] == 2
    assert profile.measures["largest_gap"] == -0.5


def test_who_asks_may_be_another_firm():
    profile = competitive_profile(MAKERS, own="Rapid")
    assert profile.problem.firms == ("Rapid", "Velo", "Alpin")
    assert profile.measures["rank"] == 1
    assert profile.measures["lead"] == pytest.approx(3.45 - 3.3)
    assert profile.gaps["variety"] == pytest.approx(0.1 * (2 - 5))


def test_weights_are_shares_whatever_they_sum_to():
    ten = MAKERS.replace(weights=tuple(10 * w for w in MAKERS.weights))
    assert competitive_profile(ten).scores == competitive_profile(MAKERS).scores
    assert sum(MAKERS.shares) == pytest.approx(1)


def test_ahead_in_everything_has_nothing_to_improve():
    best = competitive_profile(table(us=[5, 5], them=[1, 2]), weights=[1, 1])
    assert (best.improve, best.answer) == ("", "none")
    assert best.measures["largest_gap"] == 0
    assert best.headline == (
        "us is 1st of 2 with 5 points; ahead in cost and quality, behind in nothing."
    )


def test_which_of_the_six_factors_nobody_rated():
    assert MAKERS.not_rated == ()
    few = Profile.from_frame(table(us=[5, 5], them=[1, 2]).rename({"quality": "质量"}),
                             weights=[1, 1])  # fmt: skip
    assert few.not_rated == ("variety", "time", "service", "environment")
    assert few.note == "Not rated: variety, time, service and environment."


def test_every_fault_of_a_table_is_told():
    marks = pd.DataFrame({"us": [6, "good"], "them": [0, 3]}, index=["cost", "quality"])
    assert complaint(competitive_profile, marks, weights={"cost": 1, "qualty": 2}, own="uss") == (
        "ProblemError: profile, 6 faults:\n"
        "  1. quality, us: 'good' is not a number. Write 0 or a number above it.\n"
        "  2. cost, us: 6 is off the scale. Write a mark from 1 to 5.\n"
        "  3. cost, them: 0 is off the scale. Write a mark from 1 to 5.\n"
        "  4. weight: there is no factor qualty. Did you mean quality?\n"
        "  5. weight: quality missing. Give a number for every factor.\n"
        "  6. own: there is no firm uss. Did you mean us?"
    )


def test_marks_off_the_scale_and_a_firm_that_is_not_there():
    said = complaint(competitive_profile, table(us=[6, 2], them=[0, 3]), weights=[1, 2], own="uss")
    assert said == (
        "ProblemError: profile, 3 faults:\n"
        "  1. cost, us: 6 is off the scale. Write a mark from 1 to 5.\n"
        "  2. cost, them: 0 is off the scale. Write a mark from 1 to 5.\n"
        "  3. own: there is no firm uss. Did you mean us?"
    )
    wide = competitive_profile(table(us=[6, 2], them=[1, 3]), weights=[1, 2], best=10)
    assert wide.gaps["cost"] == pytest.approx(5 / 3)


def test_one_firm_or_no_weight_is_refused():
    alone = "ProblemError: profile, firms: there is only one. Add a column for at least one rival."
    assert complaint(competitive_profile, table(us=[1, 2]), weights=[1, 1]) == alone
    two = table(us=[1, 2], them=[3, 4])
    weightless = "ProblemError: profile, weights: all are 0. Give at least one weight above 0."
    assert complaint(competitive_profile, two, weights=[0, 0]) == weightless
    low = "ProblemError: profile, best: 1 is not above 1. Give the best mark there is."
    assert complaint(competitive_profile, two, weights=[1, 1], best=1) == low


marks = st.lists(st.integers(1, 5), min_size=3, max_size=3)


@given(marks, marks, marks, st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_gaps_against_one_rival_add_up_to_the_lead(us, them, more, weights):
    frame = pd.DataFrame({"us": us, "them": them}, index=["a", "b", "c"])
    profile = competitive_profile(frame, weights=weights)
    assert sum(profile.gaps.values()) == pytest.approx(profile.measures["lead"])
    better = [max(a, b) for a, b in zip(us, more, strict=True)]
    assert (
        competitive_profile(frame.assign(us=better), weights=weights).points[0]
        >= (profile.points[0])
    )


def test_areas_of_the_picture_are_the_weighted_gaps():
    profile = competitive_profile(MAKERS)
    ax = profile.plot()
    bars = [bar for bar in ax.patches if hasattr(bar, "get_width") and bar.get_zorder() == 1]
    areas = [bar.get_width() * bar.get_height() for bar in bars]
    assert areas == pytest.approx(list(profile.gaps.values()))
    hatched = [bool(bar.get_hatch()) for bar in bars]
    assert hatched == [gap < 0 for gap in profile.gaps.values()]
    assert [text.get_text() for text in ax.texts] == ["−0.4", "0", "−0.2", "−0.5", "+0.3", "−0.05"]


def test_lines_of_the_picture_stand_at_the_marks():
    ax = competitive_profile(MAKERS).plot()
    points = [line for line in ax.lines if line.get_linestyle() == "None"]
    for firm, line in zip(MAKERS.firms, points, strict=True):
        assert list(line.get_xdata()) == [MAKERS.marks[f, firm] for f in MAKERS.factors]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(MAKERS.firms)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows[0] == "cost 20 %"
    assert list(ax.get_yticks()) == pytest.approx([0.1, 0.3, 0.45, 0.625, 0.825, 0.95])
    assert ax.get_ylim() == (1, 0), "the first factor stands on top"


def test_a_picture_of_the_table_shows_no_gaps():
    ax = MAKERS.plot()
    assert not ax.texts
    assert to_hex(ax.lines[0].get_color()) == "#222222"
