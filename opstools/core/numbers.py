"""Numbers kept exact where the input is exact, and printed the way a textbook prints them."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

Number = int | float | Fraction

CEILING_TOLERANCE = 1e-9  # relative: 7.2 / 1.2 is 6.000000000000001 in floating point, and needs 6
SMALLEST, LARGEST = 1e-9, 1e12


def exact(value: Any) -> Fraction:
    """The number as it was written: 0.1 is one tenth. `ValueError` says what is wrong with it.

    >>> exact(0.1) + exact("0.2") == exact(0.3)
    True
    """
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()  # numpy scalars
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError("there is no number")
    shown = repr(value) if len(repr(value)) < 40 else f"{repr(value)[:36]}…"
    if isinstance(value, bool) or not isinstance(value, (str, Decimal, numbers.Real)):
        raise ValueError(f"{shown} is not a number")
    try:
        size = abs(float(value))
    except (ValueError, OverflowError):
        raise ValueError(f"{shown} is not a number") from None
    if not math.isfinite(size):
        raise ValueError(f"{shown} is not a finite number")
    if size and not SMALLEST <= size <= LARGEST:
        raise ValueError(f"{shown} is outside the range {SMALLEST:g} to {LARGEST:g}")
    return _read(value) if size else Fraction(0)


def _read(value: Any) -> Fraction:
    return Fraction(str(value).strip() if isinstance(value, (str, float)) else value)


def plain(value: Number) -> Number:
    """The simplest type that holds the number exactly: int, else float as written, else Fraction.

    >>> plain(Fraction(6, 2)), plain(Fraction(1, 10)), plain(Fraction(1, 3))
    (3, 0.1, Fraction(1, 3))
    """
    number = exact(value)
    if number.denominator == 1:
        return number.numerator
    return float(number) if exact(float(number)) == number else number


def ceiling(value: Number) -> int:
    """Round up, forgiving the last digits of floating point.

    >>> ceiling(7.2 / 1.2), ceiling(6.1), ceiling(6)
    (6, 7, 6)
    """
    return math.ceil(value - CEILING_TOLERANCE * max(1, abs(value)))


def common_denominator(values: Iterable[Fraction]) -> int:
    """The smallest whole number that makes every value whole.

    >>> common_denominator([Fraction(1, 10), Fraction(1, 4)])
    20
    """
    return math.lcm(*(value.denominator for value in values))


def show(value: Number, unit: str = "") -> str:
    """A number for a sentence: four digits, thousands parted, the unit behind it.

    >>> show(46, "s"), show(2 / 3), show(25200, "s"), show(1234.56), show(0.766, "%")
    ('46 s', '0.6667', '25,200 s', '1,234.6', '76.6 %')
    """
    if unit == "%":
        return f"{_digits(round(100 * float(value), 1))} %"
    return f"{_digits(value)} {unit}".strip()


def _digits(value: Number) -> str:
    number = float(value)
    if number == int(number) or abs(number) >= 1000:
        return f"{number:,.1f}".removesuffix(".0")
    return f"{number:.4g}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number of things.

    >>> count(1, "station"), count(6, "station")
    ('1 station', '6 stations')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listing(names: Iterable[object], *, nothing: str = "none", most: int = 30) -> str:
    """Names for a sentence.

    >>> listing(["A", "B", "C"]), listing([])
    ('A, B and C', 'none')
    """
    words = [str(name) for name in names]
    if len(words) > most:
        words = [*words[:most], f"{len(words) - most:,} more"]
    if len(words) < 2:
        return words[0] if words else nothing
    return f"{', '.join(words[:-1])} and {words[-1]}"
