"""Reading the time columns of a log: numbers, dates, texts; every row that is wrong is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, Any

from ...core import Faults
from ...core.errors import MOST_SHOWN
from ...core.figures import LARGEST
from ...core.numbers import count, quoted, show
from ...core.table import NO_NAMES, name

if TYPE_CHECKING:
    import pandas as pd

OFFSET = re.compile(r"(.*[T ]\d[\d:.]*?)\s*(Z|UTC|GMT|[+-]\d\d?(?::?\d\d)?)", re.IGNORECASE)
DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?!\d)|\d{8}(?!\d)")  # what a point in time begins with
WRITTEN_DATE = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}|\d{6})?")
EXAMPLE = "2024-05-31 14:30"
NOTHING = frozenset(NO_NAMES) - {"0"}  # what people write where no time is known
Where = Callable[[int], str]


@dataclass(frozen=True)
class TimeColumn:
    """One column: float64 with NaN, or datetime64[us] in UTC with NaT, where nothing is given.

    `zone` is the time zone of the points in time; blank for numbers and for times that name none.
    `unreadable` is True where something is given that could not be read.
    """

    values: Any
    zone: str = ""
    unreadable: Any = False

    @property
    def are_times(self) -> bool:
        """Whether these are points of the calendar."""
        return bool(self.values.dtype.kind == "M")

    @property
    def missing(self) -> Any:
        """True where nothing is given."""
        import numpy as np

        return np.isnat(self.values) if self.are_times else np.isnan(self.values)

    def as_kind_of(self, other: TimeColumn) -> TimeColumn:
        """A column in which nothing is given, of the same kind as another."""
        import numpy as np

        nothing = np.full(len(self.values), np.nan).astype(other.values.dtype)
        return TimeColumn(nothing, other.zone, self.unreadable)


def read(column: Any, what: str, where: Where, faults: Faults, zone: str = "") -> TimeColumn:
    """A column of numbers or of points in time; `where` tells the place of a row in messages.

    Points in time that name no zone are told in `zone`, save those of a numpy array, which is how
    a log keeps them: in UTC.
    """
    import numpy as np
    import pandas as pd

    series = column if isinstance(column, pd.Series) else pd.Series(column)
    series = series.infer_objects()
    kind = series.dtype.kind
    if kind == "M":
        plain = series
        if series.dt.tz is not None:
            zone, plain = _zone_name(series.dt.tz), series.dt.tz_convert("UTC").dt.tz_localize(None)
        elif zone and not isinstance(column, np.ndarray):
            return _placed(series, series.astype(str), zone, what, where, faults)
        return TimeColumn(plain.to_numpy("datetime64[us]"), zone)
    if kind in "iuf":
        return _numbers(series, what, where, faults)
    return _texts(series, what, where, faults, zone)


def flag(rows: Any, faults: Faults, note: Callable[[int], tuple[str, str, str]]) -> None:
    """One fault for each row that is True, up to what a message shows; then one for all others."""
    import numpy as np

    wrong = np.flatnonzero(rows)
    for row in wrong[:MOST_SHOWN]:
        faults.add(*note(int(row)))
    if len(wrong) > MOST_SHOWN:
        more = count(len(wrong) - MOST_SHOWN, "further row")
        faults.add(more, "the same is wrong there", "Correct them likewise.")


def _numbers(series: pd.Series[Any], what: str, where: Where, faults: Faults) -> TimeColumn:
    import numpy as np

    values = series.to_numpy("float64", na_value=np.nan)
    given = values[~np.isnan(values)][:MOST_SHOWN]
    dates = [WRITTEN_DATE.fullmatch(f"{each:.0f}") for each in given if float(each).is_integer()]
    if len(given) and len(dates) == len(given) and all(dates):
        year, month, day = dates[0][0][:4], dates[0][2], dates[0][3]  # type: ignore[index]
        remedy = f"Write points in time as {year}-{month}-{day} or {EXAMPLE}."
        faults.add(f"column {what}", f"{given[0]:.0f} and all others look like dates", remedy)
        return TimeColumn(values, unreadable=~np.isnan(values))
    too_large = np.abs(values) > float(LARGEST)  # NaN is missing, infinity is too large
    flag(
        too_large,
        faults,
        lambda k: (
            f"{where(k)}, {what}",
            f"{values[k]:g} is too large",
            f"Write a number of at most {show(LARGEST)}.",
        ),
    )
    if too_large.any():
        values = np.where(too_large, np.nan, values)
    return TimeColumn(values, unreadable=too_large)


def _texts(
    series: pd.Series[Any], what: str, where: Where, faults: Faults, zone: str
) -> TimeColumn:
    import numpy as np
    import pandas as pd

    absent = series.isna()
    cells = zip(series.tolist(), absent.tolist(), strict=True)  # much faster than over a series
    texts = pd.Series([None if empty else _text(cell) for cell, empty in cells], dtype=object)
    given = texts[texts.notna()]
    numbers = pd.to_numeric(given, errors="coerce").astype(float)
    odd = numbers.isna()
    if len(given) and odd.sum() > len(given) / 2:
        return _times(texts, what, where, faults, zone)
    remedy = f"Write a number as in the other rows; times such as {EXAMPLE} must stand in all."
    positions = given.index.to_numpy()
    wrong = np.zeros(len(texts), bool)
    wrong[positions[odd.to_numpy()]] = True
    flag(
        wrong,
        faults,
        lambda k: (f"{where(k)}, {what}", f"{quoted(texts[k])} is no number", remedy),
    )
    values = np.full(len(texts), np.nan)
    values[positions] = numbers.to_numpy()
    read = _numbers(pd.Series(values), what, where, faults)
    return TimeColumn(read.values, unreadable=read.unreadable | wrong)


def _times(texts: pd.Series[Any], what: str, where: Where, faults: Faults, zone: str) -> TimeColumn:
    """Texts as instants: exact with any offsets, but all with one or all without."""
    import pandas as pd

    parted = [_parted(text) for text in texts]
    local = pd.Series([time for time, _ in parted], dtype=object)
    offsets = [offset for _, offset in parted]
    values = pd.to_datetime(local, format="ISO8601", errors="coerce")
    wrong = (values.isna() & texts.notna()).to_numpy()
    flag(
        wrong,
        faults,
        lambda k: (
            f"{where(k)}, {what}",
            f"{quoted(texts[k])} is not a time",
            f"Write times as {EXAMPLE}.",
        ),
    )
    used = {
        offset: row
        for row, (offset, bad, text) in enumerate(zip(offsets, wrong, texts, strict=True))
        if text is not None and not bad
    }
    if used.keys() <= {None}:
        if zone:
            return _placed(values, texts, zone, what, where, faults, wrong)
        return TimeColumn(values.to_numpy("datetime64[us]"), "", wrong)
    if None in used:
        offset = next(offset for offset in used if offset is not None)
        problem = f"{quoted(texts[used[offset]])} names its time zone, and "
        problem += f"{where(used[None])} does not: {quoted(texts[used[None]])}"
        faults.add(f"column {what}", problem, "Write the offset in every row, or in none.")
    passed = pd.to_timedelta([offset or 0 for offset in offsets], unit="min")
    zone = offset_name(next(iter(used))) if len(used) == 1 else "UTC"
    return TimeColumn((values - passed).to_numpy("datetime64[us]"), zone, wrong)


def _placed(
    local: pd.Series[Any],
    written: pd.Series[Any],
    zone: str,
    what: str,
    where: Where,
    faults: Faults,
    wrong: Any = False,
) -> TimeColumn:
    """Times of clocks in a zone as instants; where clocks are changed, some are none or two."""
    import pandas as pd

    try:
        placed = local.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    except (KeyError, ValueError, TypeError, OSError):  # there is no such zone: told elsewhere
        return TimeColumn(local.to_numpy("datetime64[us]"), zone, wrong)
    unclear = (placed.isna() & local.notna()).to_numpy()
    flag(
        unclear,
        faults,
        lambda k: (
            f"{where(k)}, {what}",
            f"{quoted(written[k])} is there twice or not at all in {zone}, where clocks change",
            f"Write the offset too, as {EXAMPLE}+01:00, in every row.",
        ),
    )
    plain = placed.dt.tz_convert("UTC").dt.tz_localize(None)
    return TimeColumn(pd.Series(plain).to_numpy("datetime64[us]"), zone, wrong | unclear)


def offset_name(minutes: int | None) -> str:
    """The zone of a fixed offset.

    >>> offset_name(120), offset_name(-210), offset_name(0)
    ('UTC+02:00', 'UTC-03:30', 'UTC')
    """
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _parted(text: str | None) -> tuple[str | None, int | None]:
    """A point in time as the clock shows it, and its offset in minutes; None for what is none."""
    if text is None or not DATE.match(text):
        return None, None
    if text[-1].isdigit() and not set(text[10:]) & set("+-"):
        return text, None  # most have none, and a search in a million texts takes its time
    found = OFFSET.fullmatch(text)
    if not found:
        return text, None
    mark = found[2].upper()
    if mark in ("Z", "UTC", "GMT"):
        return found[1], 0
    hours, _, minutes = mark[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    if int(hours) > 14 or int(minutes or 0) > 59:
        return None, None
    return found[1], (60 * int(hours) + int(minutes or 0)) * (-1 if mark[0] == "-" else 1)


def _text(cell: Any) -> str | None:
    """A cell as text that reads back as the same number or time; None where nothing is told."""
    import numpy as np
    import pandas as pd

    if isinstance(cell, str):
        text = cell.strip()
        return text if text and text.casefold() not in NOTHING else None
    if isinstance(cell, (date, np.datetime64)):
        return pd.Timestamp(cell).isoformat()
    if isinstance(cell, Real) and not isinstance(cell, (bool, np.bool_)):
        try:
            return repr(float(cell))
        except OverflowError:
            return "inf"
    return name(cell) or None


def _zone_name(zone: Any) -> str:
    """The name under which pandas finds the zone again."""
    import pandas as pd

    try:
        return str(zone) if pd.Timestamp(0, tz=str(zone)) else ""
    except (KeyError, ValueError, TypeError, OSError):
        return "UTC"
