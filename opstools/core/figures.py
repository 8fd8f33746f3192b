"""Reading a figure that somebody wrote: exact, or noted as a fault with its place and remedy.

What cannot be read stands in as 1, so that the rest can still be checked.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from .errors import Faults
from .numbers import Number, exact, is_number, show

PER_CENT = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*[%％]\s*")
SMALLEST, LARGEST = Fraction(1, 10**9), Fraction(10**12)


def positive(value: Any, place: str, faults: Faults, unit: str = "") -> Fraction:
    """A number above 0, exact.

    >>> positive("2.5", "row 1, time", Faults("line"))
    Fraction(5, 2)
    """
    return _read(
        value, place, faults, unit, f"a number above 0{_in(unit)}", "not above 0", SMALLEST
    )


def not_negative(
    value: Any, place: str, faults: Faults, unit: str = "", *, most: Fraction | int = LARGEST
) -> Fraction:
    """A number from 0 to `most`, exact.

    >>> not_negative(0, "row 1, arrival_rate", Faults("build-up"))
    Fraction(0, 1)
    """
    wanted = f"0 or a number above it{_in(unit)}"
    return _read(value, place, faults, unit, wanted, "below 0", Fraction(0), Fraction(most))


def signed(value: Any, place: str, faults: Faults, unit: str = "") -> Fraction:
    """A number of either sign, exact; 0 too.

    >>> signed(-2, "row 1, x", Faults("points"))
    Fraction(-2, 1)
    """
    return _read(value, place, faults, unit, f"a number{_in(unit)}", "too far below 0", -LARGEST)


def as_it_is(value: Any, above: float = -float(LARGEST)) -> Number | None:
    """A plain number well in range, which needs no closer look; None for any other.

    >>> as_it_is(2.5), as_it_is("2.5"), as_it_is(-1, above=0)
    (2.5, None, None)
    """
    fine = type(value) in (int, float) and above < value < float(LARGEST)
    return value if fine else None


def share(value: Any, place: str, faults: Faults) -> Fraction:
    """A number from 0 to 1, exact.

    >>> share(0.25, "probability", Faults("flows"))
    Fraction(1, 4)
    """
    return _read(
        value, place, faults, "", "a share from 0 to 1", "below 0", Fraction(0), Fraction(1)
    )


def per_cent(cell: Any) -> Any:
    """A cell such as 12.5 % as the share that it stands for; any other as it is.

    >>> per_cent("12,5 %"), per_cent("12.5")
    (Fraction(1, 8), '12.5')
    """
    told = PER_CENT.fullmatch(cell) if isinstance(cell, str) else None
    number = told[1].replace(",", ".") if told else None
    return exact(number) / 100 if is_number(number) else cell


def whole(
    value: Any, place: str, faults: Faults, most: int | None = None, *, least: int = 1
) -> int:
    """A whole number from `least` to `most`.

    >>> whole(3, "servers", Faults("M/M/c"))
    3
    """
    wanted = (
        f"a whole number {f'of at least {least}' if most is None else f'from {least} to {most:,}'}"
    )
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), f"Write {wanted}.")
        return max(1, least)
    if number < least or number.denominator != 1 or (most is not None and number > most):
        faults.add(place, f"{show(number)} is not {wanted}", "Write one.")
        return max(1, least)
    return int(number)


def time_limit(seconds: Any, faults: Faults) -> float | None:
    """How many seconds a search may take; None: as many as it needs.

    >>> time_limit("2.5", Faults("layout")), time_limit(None, Faults("layout"))
    (2.5, None)
    """
    return None if seconds is None else float(positive(seconds, "seconds", faults, "s"))


def _read(
    value: Any,
    place: str,
    faults: Faults,
    unit: str,
    wanted: str,
    too_small: str,
    least: Fraction,
    most: Fraction = LARGEST,
) -> Fraction:
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), f"Write {wanted}.")
        return Fraction(1)
    if number == 0 >= least or (abs(number) >= SMALLEST and least <= number <= most):
        return number
    what = f"outside the range {show(SMALLEST)} to {show(most)}"
    if number <= 0:
        what = too_small if number < least else f"nearer to 0 than {show(-SMALLEST)}"
    faults.add(place, f"{show(number, unit)} is {what}", f"Write {wanted}.")
    return Fraction(1)


def _in(unit: str) -> str:
    return f", in {unit}" if unit else ""
