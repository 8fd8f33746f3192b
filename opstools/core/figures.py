"""Reading a figure that somebody wrote: exact, or noted as a fault with its place and remedy.

What cannot be read stands in as 1, so that the rest can still be checked.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .errors import Faults
from .numbers import exact, show

SMALLEST, LARGEST = Fraction(1, 10**9), Fraction(10**12)


def positive(value: Any, place: str, faults: Faults, unit: str = "") -> Fraction:
    """A number above 0, exact.

    >>> positive("2.5", "row 1, time", Faults("line"))
    Fraction(5, 2)
    """
    return _read(value, place, faults, unit, f"Write a number above 0{_in(unit)}.", "not above 0")


def not_negative(
    value: Any, place: str, faults: Faults, unit: str = "", *, most: Fraction | int = LARGEST
) -> Fraction:
    """A number from 0 to `most`, exact.

    >>> not_negative(0, "row 1, arrival_rate", Faults("build-up"))
    Fraction(0, 1)
    """
    remedy = f"Write 0 or a number above it{_in(unit)}."
    return _read(value, place, faults, unit, remedy, "below 0", zero=True, most=most)


def whole(value: Any, place: str, faults: Faults, most: int | None = None) -> int:
    """A whole number from 1 to `most`.

    >>> whole(3, "servers", Faults("M/M/c"))
    3
    """
    wanted = f"a whole number {f'from 1 to {most:,}' if most else 'of at least 1'}"
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), f"Write {wanted}.")
        return 1
    if number < 1 or number.denominator != 1 or (most and number > most):
        faults.add(place, f"{show(number)} is not {wanted}", "Write one.")
        return 1
    return int(number)


def _read(
    value: Any,
    place: str,
    faults: Faults,
    unit: str,
    remedy: str,
    too_small: str,
    *,
    zero: bool = False,
    most: Fraction | int = LARGEST,
) -> Fraction:
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), remedy)
        return Fraction(1)
    if (zero and number == 0) or SMALLEST <= number <= most:
        return number
    limits = f"outside the range {show(SMALLEST)} to {show(most)}"
    faults.add(place, f"{show(number, unit)} is {limits if number > 0 else too_small}", remedy)
    return Fraction(1)


def _in(unit: str) -> str:
    return f", in {unit}" if unit else ""
