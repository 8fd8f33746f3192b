"""Numbers stay as they were written, and hostile ones are refused at once."""

import math
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core.numbers import ceiling, common_denominator, count, exact, listing, plain, show

decimals = st.decimals("-1e6", "1e6", places=6)

NO_NUMBERS = {
    "None": (None, "there is no number"),
    "blank": ("  ", "there is no number"),
    "NaT": (np.datetime64("NaT"), "there is no number"),
    "words": ("four", "'four' is not a number"),
    "a fraction as text": ("1/3", "'1/3' is not a number"),
    "a decimal comma": ("2,5", "'2,5' is not a number (write 2.5, with a point)"),
    "a truth": (True, "True is not a number"),
    "a numpy truth": (np.True_, "True is not a number"),
    "a list": ([], "[] is not a number"),
    "an array": (np.array([1]), "array([1]) is not a number"),
    "bytes": (b"3", "b'3' is not a number"),
    "complex": (3 + 4j, "(3+4j) is not a number"),
    "inf": (math.inf, "inf is not a finite number"),
    "nan": (math.nan, "nan is not a finite number"),
    "text inf": ("-Infinity", "'-Infinity' is not a finite number"),
    "signalling nan": (Decimal("sNaN"), "Decimal('sNaN') is not a finite number"),
    "tiny": ("1e-999999999", "'1e-999999999' is too small"),
    "huge": ("1e999999999", "'1e999999999' is too large"),
    "huge int": (10**5000, "this int is too large"),
    "huge in a list": ([10**5000], "this list is not a number"),
    "long": ("0." + "3" * 10**6, "'0.333333333333333333333333333333333… has more than 40 digits"),
}


@given(decimals)
def test_a_decimal_is_the_same_however_it_is_written(decimal):
    number = Fraction(decimal)
    ways = [decimal, str(decimal), f" {decimal} ", float(decimal), np.float64(decimal), number]
    assert {exact(way) for way in ways} == {number}


@given(decimals, decimals)
def test_sums_of_decimals_are_exact(one, other):
    assert exact(float(one)) + exact(float(other)) == Fraction(one + other)


@pytest.mark.parametrize(("value", "message"), NO_NUMBERS.values(), ids=NO_NUMBERS.keys())
def test_what_is_no_number_is_refused_at_once(value, message):
    started = time.perf_counter()
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message follows
        exact(value)
    assert str(caught.value) == message
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("zero", [0, -0.0, "0", "0e999999999", Decimal("0e-99999")])
def test_zero_is_zero(zero):
    assert exact(zero) == 0


@given(st.fractions(-1000, 1000, max_denominator=10_000) | st.integers() | decimals.map(float))
def test_what_is_handed_out_reads_back_as_the_same_number(value):
    handed_out = plain(value)
    assert exact(handed_out) == exact(value)
    assert isinstance(handed_out, int) == (exact(value).denominator == 1)


@given(st.floats(1e-6, 1e12) | st.fractions(Fraction(1, 1000), 10**6).map(float))
def test_reading_what_is_handed_out_changes_nothing_more(value):
    assert plain(plain(value)) == plain(value) == pytest.approx(value, rel=1e-14)


@given(st.integers(1, 3599), st.integers(1, 3600))
def test_parts_of_an_hour_fill_it(part, hour):
    part = min(part, hour)
    assert exact(part / hour) + exact((hour - part) / hour) == 1
    fifteen = [exact(f"{each / hour:.15g}") for each in (part, hour - part)]
    assert sum(fifteen) == 1


@given(st.integers(1, 10**6), st.integers(1, 10**4))
def test_a_ceiling_forgives_only_the_last_digits(whole, divisor):
    part = whole / divisor
    assert ceiling(part * divisor) == whole
    assert ceiling(whole * (1 - 1e-12)) == whole
    assert ceiling(whole * (1 + 1e-12)) == whole + 1
    assert ceiling(whole + 0.01) == whole + 1
    assert ceiling(Fraction(whole, divisor)) == -(-whole // divisor)


@given(st.lists(st.fractions(max_denominator=100), max_size=5))
def test_a_common_denominator_makes_all_whole(values):
    assert all((value * common_denominator(values)).denominator == 1 for value in values)


SHOWN = {
    (0, ""): "0",
    (-0.0, "s"): "0 s",
    (46, "min"): "46 min",
    (Fraction(2, 3), ""): "0.6667",
    (999.96, ""): "1,000",
    (-1234.56, ""): "-1,234.6",
    (10**12, "s"): "1,000,000,000,000 s",
    (0.00001, ""): "1e-05",
    (0.9999, "%"): "100 %",
    (0.11111, "%"): "11.1 %",
    (math.inf, "s"): "inf s",
}


@pytest.mark.parametrize(("figure", "text"), SHOWN.items(), ids=SHOWN.values())
def test_a_number_is_shown_with_four_digits(figure, text):
    assert show(*figure) == text


def test_things_are_counted_and_listed():
    assert [count(1, "box", "boxes"), count(2000, "box", "boxes"), count(0, "task")] == [
        "1 box",
        "2,000 boxes",
        "0 tasks",
    ]
    assert listing(["A"]) == "A"
    assert listing("AB") == "A and B"
    assert listing(range(1, 2001), most=3) == "1, 2, 3 and 1,997 more"
    assert listing([], nothing="nobody") == "nobody"


def test_a_step_too_long_to_write_is_no_step():
    plot = datasets.load("jackson").plot
    assert complaint(plot, step=10**5000) == (
        "ProblemError: steps, step: there is no step this int. Give a number from 0 to 6."
    )
