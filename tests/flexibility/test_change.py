"""The penalty of change, by hand and as it is drawn."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.flexibility import Changes, penalty_of_change

TABLE = {"change": ["new part", "growth"], "line": [90, 20], "cells": [30, 25]}


def test_the_penalty_of_change_by_hand():
    found = penalty_of_change(pd.DataFrame(TABLE), probability={"growth": 0.2, "new part": 0.5})
    assert found.penalty == {"line": 90 * 0.5 + 20 * 0.2, "cells": 30 * 0.5 + 25 * 0.2}
    assert found.best == "cells"
    assert (
        repr(found.steps()[0]) == "What changes cost line.\n    ∑p c = 0.5 × 90 + 0.2 × 20 = 49 $"
    )


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 99)), min_size=1, max_size=9))
def test_the_penalty_is_a_weighted_sum(pairs):
    table = pd.DataFrame({"S": [c for _, c in pairs]}, [f"c{k}" for k in range(len(pairs))])
    found = penalty_of_change(table, probability=[p / 10 for p, _ in pairs])
    assert found.penalty["S"] == pytest.approx(sum(p * c for p, c in pairs) / 10)


def test_changes_with_faults():
    assert complaint(Changes.from_frame, pd.DataFrame(TABLE), probability=[0.5, 1.5]) == (
        "ProblemError: changes, probability of growth: 1.5 is outside the range 1e-09 to 1. "
        "Write a share from 0 to 1."
    )
    assert complaint(Changes.from_frame, pd.DataFrame(TABLE)) == (
        "ProblemError: changes, probability: new part and growth missing. "
        "Give a number for every change."
    )


def test_stacked_bars_add_up():
    ax = penalty_of_change(datasets.load("three_systems")).plot()
    ends = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        assert bar.get_x() == pytest.approx(ends.get(row, 0))
        ends[row] = bar.get_x() + bar.get_width()
    assert ends == pytest.approx({1: 135, 2: 81, 3: 70.5})
    numbers = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
    assert numbers == ["1", "2", "3", "4"] * 3
    assert "2 demand doubles" in ax.get_xlabel()
    assert len(penalty_of_change(datasets.load("three_systems")).plot(step=2).patches) == 8
