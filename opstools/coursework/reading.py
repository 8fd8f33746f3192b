"""Reading what students write: numbers with units, per cent, lists, with kindness."""

from __future__ import annotations

import math
import numbers
import re
from typing import Any

from ..core import Faults
from ..core.numbers import show

NUMBER = re.compile(r"^\s*([-+−]?[\d.,\s']*\d(?:\.|,)?(?:[eE][-+]?\d+)?)\s*([^\d\s].*)?$")
UNITS = {  # how often students write a unit; factor to the first of its row
    "s": ("s", "sec", "secs", "second", "seconds", "秒"),
    "min": ("min", "mins", "minute", "minutes", "分", "分钟"),
    "h": ("h", "hr", "hrs", "hour", "hours", "小时"),
    "day": ("day", "days", "d", "天"),
    "%": ("%", "percent", "per cent", "％"),
}
SECONDS = {"s": 1, "min": 60, "h": 3600}


def number(value: Any, unit: str = "") -> float:
    """A number as a student may give it, in `unit`: 52.5, "52.5 s", "0.875 min", "97 %".

    For the unit "%" the number is a share: 0.97, "97 %" and 97 are all read as 0.97; a bare number
    above 1.5 is taken for per cent.

    >>> number("0.875 min", "s"), number(97, "%"), number("97 %", "%"), number("1,250.5")
    (52.5, 0.97, 0.97, 1250.5)
    """
    given, written = _split(value)
    named = _unit(written)
    if unit == "%":
        if named not in ("", "%"):
            raise _unreadable(value, f"a share is asked for, not {written}")
        return given / 100 if named == "%" or abs(given) > 1.5 else given
    if named == "%":
        raise _unreadable(value, "a number is asked for, not per cent")
    if named and unit in SECONDS and named in SECONDS:
        return given * SECONDS[named] / SECONDS[unit]
    if named and unit and named != _unit(unit):
        raise _unreadable(value, f"the unit asked for is {unit}, not {written}")
    return given


def shares(value: Any) -> tuple[float, ...]:
    """What a share may be meant to be: a bare number above 1 is per cent, or more than the whole.

    >>> shares(0.97), shares("97 %"), shares(183), shares(1.83)
    ((0.97,), (0.97,), (1.83, 183.0), (0.0183, 1.83))
    """
    given, written = _split(value)
    meant = number(value, "%")
    return (meant,) if _unit(written) == "%" or abs(given) <= 1 else (given / 100, given)


def _split(value: Any) -> tuple[float, str]:
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, bool) or value is None:
        raise _unreadable(value, "that is no number")
    if isinstance(value, numbers.Real):
        result, unit = float(value), ""
    else:
        found = NUMBER.match(value) if isinstance(value, str) and len(value) < 80 else None
        if not found:
            raise _unreadable(value, "that is no number")
        result, unit = _digits(found[1], value), (found[2] or "").strip()
    if not math.isfinite(result):
        raise _unreadable(value, "that is not finite")
    return result, unit


def _digits(text: str, value: Any) -> float:
    """1,250.5 and 1 250,5 and 0,5 all mean what their writers mean."""
    text = text.replace("−", "-").replace("'", "").replace(" ", "").replace("\u00a0", "")
    if "," in text and "." in text:
        thousands = "," if text.rfind(".") > text.rfind(",") else "."
        text = text.replace(thousands, "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise _unreadable(value, "that is no number") from None


def _unit(written: str) -> str:
    word = written.strip().rstrip(".").casefold()
    return next((unit for unit, names in UNITS.items() if word in names), word)


def names(value: Any) -> list[str]:
    """A list of names, given as a list or as text parted by commas or blanks.

    >>> names("A, B C"), names(("A", "B"))
    (['A', 'B', 'C'], ['A', 'B'])
    """
    if isinstance(value, str):
        return [name for name in re.split(r"[,;,、;\s]+", value) if name]
    if isinstance(value, (list, tuple)) and all(isinstance(name, (str, int)) for name in value):
        return [str(name).strip() for name in value]
    raise _unreadable(value, "a list of names is asked for")


def _unreadable(value: Any, problem: str) -> Exception:
    shown = show(value) if isinstance(value, (int, float)) and value == value else repr(value)
    faults = Faults("answer")
    faults.add(shown[:60], problem, "Correct it and run the cell again.")
    try:
        faults.raise_any()
    except Exception as error:
        return error
    raise AssertionError("a fault always raises")
