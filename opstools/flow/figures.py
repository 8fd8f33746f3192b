"""Reading the figures that flow needs besides those above 0."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..core import Faults
from ..core.numbers import exact, plain, show
from ..core.table import LARGEST, SMALLEST


def not_negative(value: Any, place: str, faults: Faults, unit: str = "") -> Fraction:
    """A number of 0 or more, exact; anything else is noted as a fault and read as 1.

    >>> not_negative(0, "row 1, arrival_rate", Faults("build-up"))
    Fraction(0, 1)
    """
    remedy = f"Write 0 or a number above it{f', in {unit}' if unit else ''}."
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), remedy)
        return Fraction(1)
    if number == 0 or SMALLEST <= number <= LARGEST:
        return number
    limits = f"outside the range {show(SMALLEST)} to {show(LARGEST)}"
    problem = limits if number > 0 else "below 0"
    faults.add(place, f"{show(plain(number), unit)} is {problem}", remedy)
    return Fraction(1)
