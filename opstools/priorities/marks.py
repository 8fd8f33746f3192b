"""Marks that people give: a number between two ends of a scale."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..core import Faults
from ..core.numbers import Number, exact, plain, show

LEAST, MOST = 1, 5


def mark(
    value: Any, place: str, faults: Faults, *, least: Number = LEAST, most: Number = MOST
) -> Fraction:
    """A mark on a scale, exact; what cannot be read stands in as the least one.

    >>> mark(4.5, "row 1, volume", Faults("operations"))
    Fraction(9, 2)
    """
    wanted = f"Write a mark from {show(least)} to {show(most)}."
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), wanted)
        return exact(least)
    if exact(least) <= number <= exact(most):
        return number
    faults.add(place, f"{show(number)} is off the scale", wanted)
    return exact(least)


def kept(
    value: Any, place: str, faults: Faults, *, least: Number = LEAST, most: Number = MOST
) -> Number:
    """A mark as a problem keeps it."""
    return plain(mark(value, place, faults, least=least, most=most))
