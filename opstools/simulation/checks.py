"""Checks that several parts of a model share: they note faults, all but `check_numbers`."""

from __future__ import annotations

from contextlib import suppress
from numbers import Integral
from typing import Any

from ..core import Faults
from ..core.figures import not_negative, positive
from ..core.numbers import exact, plain, show


def check_time(value: Any, place: str, faults: Faults, *, above_zero: bool = False) -> None:
    """Note a fault unless the value is a function or a number of at least (or above) 0.

    >>> faults = Faults("model")
    >>> check_time(-1, "service", faults)
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


def check_type(
    value: Any, wanted: type | tuple[type, ...], place: str, faults: Faults, remedy: str
) -> bool:
    """Whether a value is of one of the types (or None); anything else is noted as a fault.

    >>> faults = Faults("model")
    >>> check_type("9-17", int, "calendar", faults, "Give a Calendar.")
    False
    >>> print(*faults.found)
    calendar: a str is not what belongs here. Give a Calendar.
    """
    if value is None or isinstance(value, wanted):
        return True
    faults.add(place, f"a {type(value).__name__} is not what belongs here", remedy)
    return False


def check_list(value: Any, wanted: type, place: str, faults: Faults) -> tuple[Any, ...]:
    """The things of one type in a list; whatever is not of that type is noted as a fault.

    >>> check_list([1, 2], int, "numbers", Faults("model"))
    (1, 2)
    """
    try:
        things = (value,) if isinstance(value, wanted) else tuple(value)
    except TypeError:
        things = (value,)
    remedy = f"Give a list of {wanted.__name__}."
    return tuple(each for each in things if check_type(each or 0, wanted, place, faults, remedy))


def check_sequence(value: Any, place: str, faults: Faults) -> tuple[Any, ...]:
    """The things in a list; what is no list is noted as a fault.

    >>> check_sequence([1, 2], "values", Faults("Empirical"))
    (1, 2)
    """
    try:
        return tuple(value)
    except TypeError:
        faults.add(place, f"a {type(value).__name__} is not a list", "Give a list of numbers.")
        return ()


def check_numbers(
    subject: str,
    *,
    above_zero: dict[str, Any] | None = None,
    least_zero: dict[str, Any] | None = None,
) -> None:
    """Raise one `ProblemError` for all that are no numbers, or too small, or too large.

    >>> check_numbers("Gamma", above_zero={"mean": 3}, least_zero={"cv": -1})
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: Gamma, cv: -1 is below 0. Write 0 or a number above it.
    """
    faults = Faults(subject)
    for place, value in (above_zero or {}).items():
        positive(value, place, faults)
    for place, value in (least_zero or {}).items():
        not_negative(value, place, faults)
    faults.raise_any()


def read_numbers(part: Any, *fields: str) -> None:
    """Fields of a part of a model that hold numbers in another form, as plain numbers.

    What is no number stays, for the checks to tell of it.

    >>> from types import SimpleNamespace
    >>> part = SimpleNamespace(servers="2", capacity=None)
    >>> read_numbers(part, "servers", "capacity")
    >>> part
    namespace(servers=2, capacity=None)
    """
    for each in fields:
        value = getattr(part, each)
        if value is not None and type(value) not in (int, float) and not callable(value):
            with suppress(ValueError):
                object.__setattr__(part, each, plain(exact(value)))


def check_seed(seed: Any, faults: Faults) -> None:
    """Note a fault unless a seed is a whole number of at least 0, so that a run can be repeated.

    >>> faults = Faults("simulation")
    >>> check_seed(-1, faults)
    >>> print(*faults.found)
    seed: -1 is not a whole number of at least 0. Write one, such as 1.
    """
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        problem = f"{seed!r} is not a whole number of at least 0"
        faults.add("seed", problem, "Write one, such as 1.")
