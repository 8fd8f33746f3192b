"""Days of the calendar as tables hold them: texts, dates, or what Excel makes of them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from .errors import Faults
from .numbers import quoted

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
STAND_IN = date(2000, 1, 1)


def day(value: Any, place: str, faults: Faults) -> date:
    """A day: a date, or a text that begins with the year.

    >>> day("2025/5/31", "row 1, asked", Faults("requests"))
    datetime.date(2025, 5, 31)
    """
    return _read(value, place, faults, DAY, "a day as 2025-05-31")


def month(value: Any, place: str, faults: Faults) -> date:
    """The first day of a month, which may be told by any of its days.

    >>> month("2025-06", "row 1, month", Faults("requests"))
    datetime.date(2025, 6, 1)
    """
    pattern = MONTH if isinstance(value, str) and MONTH.fullmatch(value.strip()) else DAY
    return _read(value, place, faults, pattern, "a month as 2025-06").replace(day=1)


def months_later(start: date, months: int) -> date:
    """The same day so many months on; the last of a month that is shorter.

    >>> months_later(date(2025, 1, 31), 1), months_later(date(2025, 1, 15), -2)
    (datetime.date(2025, 2, 28), datetime.date(2024, 11, 15))
    """
    whole = start.year * 12 + start.month - 1 + months
    year, number = divmod(whole, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, number + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _read(value: Any, place: str, faults: Faults, pattern: re.Pattern[str], wanted: str) -> date:
    if isinstance(value, datetime) and value == value:  # NaT is a datetime too, and no day
        return value.date()
    if isinstance(value, date) and value == value:
        return value
    found = pattern.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        numbers = [int(each) for each in found.groups()] if found else []
        return date(*[*numbers, 1][:3])
    except (ValueError, TypeError):
        pass
    missing = value is None or (isinstance(value, str) and not value.strip())
    problem = "there is none" if missing else f"{quoted(value)} is no day"
    faults.add(place, problem, f"Write {wanted}.")
    return STAND_IN
