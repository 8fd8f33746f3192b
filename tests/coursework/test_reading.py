"""What students write is read whole, or refused with a sentence that says what to write."""

from __future__ import annotations

import math
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.coursework.reading import key, names, number, option, shares, table
from opstools.coursework.units import spellings

READ = [
    # a decimal comma or point
    ("52.5", "s", 52.5),
    ("52,5", "s", 52.5),
    ("12。5", "", 12.5),
    (".5", "", 0.5),
    (",5", "", 0.5),
    ("52.", "", 52),
    ("0,125", "", 0.125),
    ("-0,125", "", -0.125),
    ("0,689", "%", 0.689),
    ("0,689 %", "%", 0.00689),
    ("0,029 h", "s", 104.4),
    ("1.234", "", 1.234),
    ("1234,567", "", 1234.567),
    # thousands parted
    ("1,234", "", 1234),
    ("1,250.5", "", 1250.5),
    ("12,345,678", "", 12_345_678),
    ("1.234,5", "", 1234.5),
    ("1.234.567", "", 1_234_567),
    ("1 250,5", "", 1250.5),
    ("1\u202f250", "", 1250),
    ("1\u2009250\u2009s", "s", 1250),
    ("1\u00a0250", "", 1250),
    ("1'250", "", 1250),
    ("1’250.5", "", 1250.5),
    # other signs
    ("１２．５", "", 12.5),
    ("１，２５０", "", 1250),
    ("１２，５", "", 12.5),
    ("−3", "", -3),
    ("–3", "", -3),
    ("+3", "", 3),
    ("≈ 52.5", "", 52.5),
    ("1e3", "", 1000),
    ("1,5E-1", "", 0.15),
    # fractions
    ("217/105", "", 217 / 105),
    ("1 1/2", "", 1.5),
    ("-1 1/2", "", -1.5),
    ("1/2 h", "min", 30),
    ("1½", "", 1.5),
    ("½", "", 0.5),
    # units
    ("52.5 s", "s", 52.5),
    ("52.5s.", "s", 52.5),
    ("52.5 seconds", "s", 52.5),
    ("0.875 min", "s", 52.5),
    ("52.5 秒", "s", 52.5),
    ("2 个小时", "min", 120),
    ("48 s/unit", "s", 48),
    ("48 s per unit", "s", 48),
    ("0.8 min a unit", "s", 48),
    ("48 s", "s per unit", 48),
    ("7.5 customers an hour", "customers per hour", 7.5),
    ("7.5 customers per hour", "customers per hour", 7.5),
    ("7.5 people/h", "customers per hour", 7.5),
    ("0.125 customers a minute", "customers per hour", 7.5),
    ("7.5 customers", "customers per hour", 7.5),
    ("7.5/h", "customers per hour", 7.5),
    ("7.5 / h", "per hour", 7.5),
    ("7.5 an hour", "per hour", 7.5),
    ("12 units/h", "units/h", 12),
    ("12 件/小时", "units per hour", 12),
    ("12 件每小时", "units/h", 12),
    ("10.15 people", "patients", 10.15),
    ("10.15 人", "patients", 10.15),
    ("5 个", "stations", 5),
    ("5 workstations", "stations", 5),
    ("5 stations", "", 5),
    ("12 m2", "m²", 12),
    ("$5", "dollars", 5),
    ("¥1,200", "CNY", 1200),
    # shares
    ("0.97", "%", 0.97),
    ("97 %", "%", 0.97),
    ("97％", "%", 0.97),
    ("97 per cent", "%", 0.97),
    ("97", "%", 0.97),
    (97, "%", 0.97),
    (0.97, "%", 0.97),
    (1, "%", 1),
    # Python's own
    (Fraction(1, 4), "", 0.25),
    (Decimal("0.25"), "", 0.25),
    (np.float64(2.5), "", 2.5),
    (np.array(3), "", 3),
]


@pytest.mark.parametrize(("value", "unit", "expected"), READ)
def test_what_is_read(value, unit, expected):
    assert number(value, unit) == pytest.approx(expected, rel=1e-12)


NOT_ONE = "that is not one number. Write one number, such as 12.5"
REFUSED = [
    *(
        (text, "", f"answer, {text!r}: {NOT_ONE}.")
        for text in (
            *("5 or 6", "5-6", "5–6", "5 to six", "4^0", "5²", "1.5x10^3", "1.5×10³", "5 e3"),
            *("3..4", "1,2,3", "1,234,5", "12,34,567", "0 125", "0,125,000", "0.125.000", "1 2"),
            *("1,23 4", "5、6", "5;6", "=1+1", "7*3", "1/2/3", "1/0", "1 5/4", "1 250/500"),
            *("5?", "(5)", "5k", "5 thousand", "5万", "1:30", "#5", "1_000", "5 x"),
        )
    ),
    ("4 min 30 s", "s", f"answer, '4 min 30 s': {NOT_ONE} s."),
    ("", "s", "answer, '': that is no number. Write one number, such as 12.5 s."),
    ("soon", "s", "answer, 'soon': that is no number. Write one number, such as 12.5 s."),
    ("half", "%", "answer, 'half': that is no number. Write one number, such as 0.97 or 97 %."),
    (
        *("5 apples", "s"),
        "answer, '5 apples': the unit asked for is s, not apples. "
        "Write one number, such as 12.5 s.",
    ),
    (
        *("5 h", "per hour"),
        "answer, '5 h': the unit asked for is per hour, not h. "
        "Write one number, such as 12.5 per hour.",
    ),
    (
        *("5 customers an hour", "customers"),
        "answer, '5 customers an hour': the unit asked for is customers, not customers an hour. "
        "Write one number, such as 12.5 customers.",
    ),
    (
        *("48 s/h", "s"),
        "answer, '48 s/h': the unit asked for is s, not s/h. Write one number, such as 12.5 s.",
    ),
    (
        *("97 %", "s"),
        "answer, '97 %': a number is asked for, not per cent. Write one number, such as 12.5 s.",
    ),
    (
        *("97 s", "%"),
        "answer, '97 s': a share is asked for, not s. Write one number, such as 0.97 or 97 %.",
    ),
    (math.nan, "", "answer, nan: that is not finite. Write one number, such as 12.5."),
    ("1e999", "", "answer, '1e999': that is not finite. Write one number, such as 12.5."),
    (None, "", "answer, None: that is no number. Write one number, such as 12.5."),
    (True, "", "answer, True: that is no number. Write one number, such as 12.5."),
    ([5], "", "answer, [5]: that is no number. Write one number, such as 12.5."),
]


@pytest.mark.parametrize(("value", "unit", "message"), REFUSED)
def test_what_is_refused(value, unit, message):
    with pytest.raises(ProblemError) as raised:
        number(value, unit)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "value", [10**400, "9" * 100, np.array([1, 2]), 10**5000, 1j, {}], ids=range(6)
)
def test_odd_values_are_refused(value):
    with pytest.raises(ProblemError):
        number(value)


def grouped(digits: str, separator: str) -> str:
    head = len(digits) % 3 or 3
    return separator.join(
        [digits[:head], *(digits[k : k + 3] for k in range(head, len(digits), 3))]
    )


def notations(whole: int, decimals: str) -> list[str]:
    """Every way to write a number of at least 1,000 with decimals, or without."""
    digits = str(whole)
    pairs = [(",", "."), (".", ","), (" ", "."), (" ", ","), ("'", "."), ("\u2009", ","), ("", ".")]
    if not decimals:
        return [grouped(digits, mark) for mark in (",", " ", "'", "\u202f", "’", "")]
    return [f"{grouped(digits, mark)}{point}{decimals}" for mark, point in pairs]


FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(
    st.integers(1000, 10**12),
    st.text("0123456789", max_size=6),
    st.sampled_from(["", "-", "−"]),
    st.sampled_from([("", 1), (" min", 60), ("s", 1), (" hours", 3600)]),
    st.booleans(),
)
def test_any_number_reads_back_in_every_notation(whole, decimals, sign, unit, wide):
    name, seconds = unit
    value = float(f"{whole}.{decimals or 0}") * seconds * (-1 if sign else 1)
    for text in notations(whole, decimals):
        written = sign + text + name
        written = written.translate(FULL_WIDTH) if wide else written
        assert number(written, "s") == pytest.approx(value, rel=1e-12), written


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=9), st.sampled_from(",."))
def test_small_numbers_read_back(whole, decimals, point):
    thousands = point == "," and whole and len(decimals) == 3  # 1,234, as documented
    value = float(f"{whole}{decimals}") if thousands else float(f"{whole}.{decimals}")
    assert number(f"{whole}{point}{decimals}") == value


@given(st.fractions(min_value=-50, max_value=50, max_denominator=99))
def test_fractions_read_back(value):
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    assert number(f"{value.numerator}/{value.denominator}") == float(value)
    assert number(f"{sign}{whole} {rest.numerator}/{rest.denominator}") == float(value)


@pytest.mark.parametrize("unit", ["s", "customers", "per hour", "customers per hour", "m²", "%"])
def test_every_spelling_of_a_unit_is_read(unit):
    for name, scale in spellings(unit).items():
        share = 0.01 if unit == "%" else 1
        assert number(f"3 {name}", unit) == pytest.approx(3 * scale * share), name


@given(st.text(max_size=30), st.sampled_from(["", "s", "%", "customers per hour"]))
def test_any_text_is_read_or_refused(text, unit):
    with suppress(ProblemError):
        assert math.isfinite(number(text, unit))


@given(
    st.integers(1, 9),
    st.sampled_from([" or ", "-", "+", "*", "^", "x10^", ";", ":", " ", "..", "、", "×"]),
    st.integers(1, 9),
)
def test_two_numbers_are_never_one(first, between, second):
    with pytest.raises(ProblemError):
        number(f"{first}{between}{second}")


def test_a_bare_share_may_be_meant_two_ways():
    assert shares("97 %") == (0.97,)
    assert shares("183") == (1.83, 183.0)


def test_names_are_parted_by_what_people_part_them():
    assert names("A，B、C; D；E F") == list("ABCDEF")
    assert names([1.0, "B "]) == ["1", "B"]
    with pytest.raises(ProblemError) as raised:
        names({"A": 1})
    assert str(raised.value) == (
        'answer, {\'A\': 1}: that is no list of names. Write them as ["A", "B"] or "A, B".'
    )


def test_an_option_that_is_a_number_may_come_as_one():
    assert option(3.0, ["2", "3"]) == "3"


def test_keys_are_names_whatever_pandas_made_of_them():
    frame = pd.DataFrame({"time": [9, 8]}, index=[1.0, 2.0])
    assert table(frame) == {"1": {"time": 9}, "2": {"time": 8}}
    assert table({"1.0": {1.0: 5}}) == {"1": {"1": 5}}
    assert key("v1.0") == "v1.0"
    with pytest.raises(ProblemError) as raised:
        table({"1": {}, "1.0": {}})
    assert str(raised.value) == "answer, row 1: it is there twice. Give it once."
