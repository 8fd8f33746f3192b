"""Numbers kept exact where the input is exact, and printed the way a textbook prints them."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

Number = int | float

MOST_DIGITS = 40  # that a number may be written with
LARGEST_EXPONENT = 300
# A number of so many digits (Excel's 15, Python's 17) came out of a calculation, as 50 / 60 did,
# not out of anybody's pen: it stands for the simplest fraction that is written so.
CALCULATED_DIGITS = 13  # the last ones may be zeros and not written
ROUNDING = Fraction(5, 10**15)  # relative: half a unit of the last of 15 digits
SMALL_SHARE = 0.1  # per cent, below which two digits are told
CALENDAR = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
SINGULAR = {"people": "person"}
ENDINGS = {"ies": "y", "ches": "ch", "shes": "sh", "sses": "ss", "xes": "x", "ss": "ss", "s": ""}
CHANCE = Fraction(1, 100)  # that so simple a fraction lies there by accident is smaller


def exact(value: Any) -> Fraction:
    """The number as it was written or meant: 0.1 is one tenth, 50 / 60 five sixths.

    `ValueError` says what is wrong with it.

    >>> exact(0.1) + exact("0.2") == exact(0.3) == exact(0.1 + 0.2)
    True
    >>> exact(50 / 60) + exact(10 / 60)
    Fraction(1, 1)
    """
    if hasattr(value, "item") and not getattr(value, "shape", ()):
        short = type(value).__name__ in ("float32", "float16")  # 0.1 there is not 0.1 here
        value = str(value) if short else value.item()  # numpy scalars
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError("there is no number")
    if isinstance(value, bool) or not isinstance(value, (str, Decimal, numbers.Real)):
        raise ValueError(f"{quoted(value)} is not a number")
    if isinstance(value, numbers.Rational):
        if abs(value) >= 10**LARGEST_EXPONENT:
            raise ValueError(f"{quoted(value)} is too large")
        return Fraction(value)
    return _as_written(value)


def _as_written(value: Any) -> Fraction:
    """A text, Decimal or float; `Decimal` reads even 1e999999999 at once."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        comma = re.fullmatch(r"([-+]?\d+),(\d+)", str(value).strip())
        hint = f" (write {comma[1]}.{comma[2]}, with a point)" if comma else ""
        if comma and len(comma[2]) == 3:
            hint = f" (write {comma[1]}{comma[2]} or {comma[1]}.{comma[2]}, as it is meant)"
        raise ValueError(f"{quoted(value)} is not a number{hint}") from None
    if not number.is_finite():
        raise ValueError(f"{quoted(value)} is not a finite number")
    if number and abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ValueError(f"{quoted(value)} is too {'large' if number.adjusted() > 0 else 'small'}")
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"{quoted(value)} has more than {MOST_DIGITS} digits")
    return _meant(number)


def _meant(written: Decimal) -> Fraction:
    number = Fraction(written)
    if len(written.as_tuple().digits) < CALCULATED_DIGITS or not number:
        return number
    slack = abs(number) * ROUNDING
    simple = _simplest(abs(number) - slack, abs(number) + slack)
    if simple.denominator**2 * slack > CHANCE:
        return number
    return simple if number > 0 else -simple


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator between two positive ones."""
    whole = math.ceil(low)
    if whole <= high:
        return Fraction(whole)
    return whole - 1 + 1 / _simplest(1 / (high - whole + 1), 1 / (low - whole + 1))


def is_number(value: Any) -> bool:
    """Whether something can be read as a number.

    >>> is_number("2.5"), is_number("A"), is_number(None)
    (True, False, False)
    """
    try:
        exact(value)
    except ValueError:
        return False
    return True


def undusted(value: float) -> Number:
    """A figure of floating arithmetic without the dust of its rounding, as plain as `plain`.

    >>> undusted(0.1 + 0.2), undusted(11.999999999999998)
    (0.3, 12)
    """
    return plain(float(f"{value:.13g}"))


def quoted(value: object) -> str:
    """What somebody gave, for a sentence, cut where it gets long.

    >>> quoted("8,5"), quoted(None)
    ("'8,5'", 'None')
    """
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python writes no int of more than 4,300 digits
        text = f"this {type(value).__name__}"
    return text if len(text) < 40 else f"{text[:36]}…"


def plain(value: Number | Fraction) -> Number:
    """The number as results hand it out: whole ones as int, others as float.

    >>> plain(Fraction(6, 2)), plain(Fraction(1, 10)), plain(Fraction(1, 3))
    (3, 0.1, 0.3333333333333333)
    """
    number = value if isinstance(value, Fraction) else exact(value)
    return number.numerator if number.denominator == 1 else float(number)


def ceiling(value: Number | Fraction) -> int:
    """Round up what the number is meant to be.

    >>> ceiling(7.2 / 1.2), ceiling(6.1), ceiling(6)
    (6, 7, 6)
    """
    return math.ceil(exact(value))


def common_denominator(values: Iterable[Fraction]) -> int:
    """The smallest whole number that makes every value whole.

    >>> common_denominator([Fraction(1, 10), Fraction(1, 4)])
    20
    """
    return math.lcm(*(value.denominator for value in values))


def show(value: Number | Fraction, unit: str = "") -> str:
    """A number for a sentence: four digits, thousands parted, the unit behind it.

    >>> show(46, "s"), show(2 / 3), show(25200, "s"), show(1234.56), show(0.766, "%")
    ('46 s', '0.6667', '25,200 s', '1,234.6', '76.6 %')
    >>> show(1, "jobs"), show(5, "week"), show(1, "patients/day")
    ('1 job', '5 weeks', '1 patient/day')
    """
    if unit == "%":
        part = 100 * float(value)
        return f"{_digits(round(part, 1) if abs(part) >= SMALL_SHARE else float(f'{part:.2g}'))} %"
    digits = _digits(value)
    return f"{digits} {in_number(unit, one=digits == '1')}".strip()


def in_formula(value: Number | Fraction) -> str:
    """A number inside a formula, in brackets where it is below 0.

    >>> in_formula(1.5), in_formula(-2)
    ('1.5', '(-2)')
    """
    text = show(value)
    return f"({text})" if text.startswith("-") else text


def in_number(unit: str, *, one: bool) -> str:
    """A unit as it is said of one or of several."""
    noun, slash, rest = unit.partition("/")
    if one:
        noun = singular(noun)
    elif noun in CALENDAR:
        noun = plural(noun)
    return f"{noun}{slash}{rest}"


def singular(noun: str) -> str:
    """One of things.

    >>> singular("units"), singular("people"), singular("t")
    ('unit', 'person', 't')
    """
    noun = SINGULAR.get(noun, noun)
    ending = next((end for end in ENDINGS if len(noun) > 3 and noun.endswith(end)), "")
    return noun.removesuffix(ending) + ENDINGS.get(ending, "")


def _digits(value: Number | Fraction) -> str:
    try:
        number = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return "-∞" if value < 0 else "∞"
    if abs(number) < 1000:
        number = float(f"{number:.4g}") + 0.0  # + 0.0 makes -0 plain 0
    if number.is_integer() or abs(number) >= 1000:
        return f"{number:,.1f}".removesuffix(".0")
    return f"{number:.4g}"


def count(number: int, noun: str, many: str = "") -> str:
    """A number of things.

    >>> count(1, "station"), count(6, "station")
    ('1 station', '6 stations')
    """
    return f"{number:,} {noun if number == 1 else many or plural(noun)}"


def plural(noun: str) -> str:
    """Several of a thing.

    >>> plural("station"), plural("activity"), plural("class")
    ('stations', 'activities', 'classes')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def listing(
    names: Iterable[object], *, nothing: str = "none", most: int = 30, last: str = "and"
) -> str:
    """Names for a sentence.

    >>> listing(["A", "B", "C"]), listing([])
    ('A, B and C', 'none')
    """
    words = [str(name) for name in names]
    if len(words) > most:
        words = [*words[:most], f"{len(words) - most:,} more"]
    if len(words) < 2:
        return words[0] if words else nothing
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
