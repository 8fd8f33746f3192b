"""Answers are read kindly and judged exactly."""

from __future__ import annotations

import math
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.coursework import Choice, Mistake, Number, Order, Status, Table
from opstools.coursework.reading import number

READ = {
    ("52.5", "s"): 52.5,
    ("52,5", "s"): 52.5,
    ("52.5 s", "s"): 52.5,
    ("52.5 seconds", "s"): 52.5,
    ("0.875 min", "s"): 52.5,
    ("52.5 秒", "s"): 52.5,
    ("1,250", ""): 1250,
    ("1.250,5", ""): 1250.5,
    ("−3", ""): -3,
    ("1e3", ""): 1000,
    ("0.97", "%"): 0.97,
    ("97 %", "%"): 0.97,
    ("97", "%"): 0.97,
    (97, "%"): 0.97,
    (0.97, "%"): 0.97,
    (1, "%"): 1,
}


@pytest.mark.parametrize(("value", "unit"), READ)
def test_numbers_as_students_write_them(value, unit):
    assert number(value, unit) == pytest.approx(READ[value, unit])


REFUSED = ["", "abc", "5 apples", "97 %", None, True, math.nan, math.inf, [5], "9" * 100, {}]


@pytest.mark.parametrize("value", REFUSED)
def test_what_is_no_number_of_seconds(value):
    with pytest.raises(ProblemError):
        number(value, "s")


TAKT = Number(
    name="takt",
    text="?",
    unit="s",
    answer=lambda data: 52.5,
    mistakes=(Mistake("upside down", lambda data: 1 / 52.5, "Upside down."),),
)


@pytest.mark.parametrize(
    ("value", "status", "mistake"),
    [
        (52.5, Status.CORRECT, ""),
        (52.6, Status.CORRECT, ""),
        ("52.5 s", Status.CORRECT, ""),
        (0.875, Status.WRONG, "factor 60"),
        (1 / 52.5, Status.WRONG, "upside down"),
        (53, Status.WRONG, ""),
    ],
)
def test_a_number_is_judged(value, status, mistake):
    said = TAKT.judge(value, {})
    assert (said.status, said.mistake) == (status, mistake)


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_rounding_to_the_decimals_asked_for_is_right(value, decimals):
    question = Number(name="x", text="?", answer=lambda d: value, tolerance=0, decimals=decimals)
    assert question.judge(round(value, decimals), {}).share == 1


@given(st.text() | st.floats() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
def test_whatever_is_written_is_read_or_refused(value):
    with suppress(ProblemError):
        TAKT.judge(value, {})


def test_choice_by_word_or_letter():
    options = ["Push", "Pull"]
    question = Choice(name="c", text="?", options=lambda d: options, answer=lambda d: "Pull")
    assert question.judge("pull", {}).share == 1
    assert question.judge("b", {}).share == 1
    assert question.judge("Push", {}).share == 0
    with pytest.raises(ProblemError, match="Choose Push and Pull"):
        question.judge("shove", {})


def test_order_tells_how_far_off_it_is():
    question = Order(name="o", text="?", answer=lambda d: ["A", "B", "C"])
    assert question.judge("A, B, C", {}).share == 1
    assert question.judge("A C B", {}).message == "2 of 3 pairs stand in the right order."
    with pytest.raises(ProblemError, match="not the things asked for"):
        question.judge("A B", {})


def test_table_cells_earn_their_share():
    right = {"1": {"time": 10, "idle": 2}, "2": {"time": 12, "idle": 0}}
    question = Table(name="t", text="?", answer=lambda d: right)
    assert question.judge(right, {}).share == 1
    said = question.judge({1: {"time": "10", "idle": 3}, 2: {"time": None}}, {})
    assert (said.status, said.message) == (Status.PARTLY, "1 of 4 cells are right.")


def test_a_question_whose_mistake_is_right_is_refused():
    both = Mistake("same", lambda data: 52.6, "…")
    question = Number(name="x", text="?", answer=lambda d: 52.5, mistakes=(both,))
    with pytest.raises(ProblemError, match="gives the right answer too"):
        question.check({})


def test_fractions_are_numbers():
    assert number(Fraction(1, 4)) == 0.25
