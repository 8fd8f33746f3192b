"""Checks that several parts of a model share."""

from __future__ import annotations

from typing import Any

from ..core import Faults
from ..core.numbers import exact, show


def time(value: Any, place: str, faults: Faults, *, above_zero: bool = False) -> None:
    """Note a fault unless the value is a function or a number of at least (or above) 0.

    >>> faults = Faults("model")
    >>> time(-1, "service", faults)
    >>> print(*faults.found)
    service: -1 is below 0. Give a time of at least 0, or a draw.
    """
    if callable(value):
        return
    remedy = f"Give a time {'above' if above_zero else 'of at least'} 0, or a draw."
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), remedy)
        return
    if number < 0 or (above_zero and number == 0):
        word = "not above 0" if above_zero else "below 0"
        faults.add(place, f"{show(number)} is {word}", remedy)


def fits(
    value: Any, kinds: type | tuple[type, ...], place: str, faults: Faults, remedy: str
) -> bool:
    """Whether a value is of one of the kinds (or None); anything else is noted as a fault.

    >>> faults = Faults("model")
    >>> fits("9-17", int, "calendar", faults, "Give a Calendar.")
    False
    >>> print(*faults.found)
    calendar: a str is not what belongs here. Give a Calendar.
    """
    if value is None or isinstance(value, kinds):
        return True
    faults.add(place, f"a {type(value).__name__} is not what belongs here", remedy)
    return False


def listed(value: Any, kind: type, place: str, faults: Faults) -> tuple[Any, ...]:
    """The things of one kind in a list; whatever is not of that kind is noted as a fault.

    >>> listed([1, 2], int, "numbers", Faults("model"))
    (1, 2)
    """
    try:
        things = (value,) if isinstance(value, kind) else tuple(value)
    except TypeError:
        things = (value,)
    remedy = f"Give a list of {kind.__name__}."
    return tuple(each for each in things if fits(each or 0, kind, place, faults, remedy))
