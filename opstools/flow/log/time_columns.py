"""Reading the time columns of a log: numbers, dates, texts; every row that is wrong is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, Any

from ..core import Faults
from ..core.errors import MOST_SHOWN
from ..core.figures import LARGEST
from ..core.numbers import count, show
from ..core.table import name

if TYPE_CHECKING:
    import pandas as pd

OFFSET = re.compile(r"(?<=\d)\s*(Z|UTC|[+-]\d\d:?\d\d)$", re.IGNORECASE)
EXAMPLE = "2024-05-31 14:30"
Where = Callable[[int], str]


@dataclass(frozen=True)
class Stamps:
    """One column: float64 with NaN, or datetime64[us] in UTC with NaT, where nothing is given.

    `zone` is the time zone of the stamps; blank for numbers and for stamps that name none.
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


def read(column: Any, what: str, where: Where, faults: Faults) -> Stamps:
    """A column of numbers or of points in time; `where` tells the place of a row in messages."""
    import pandas as pd

    series = column if isinstance(column, pd.Series) else pd.Series(column)
    series = series.infer_objects()
    kind = series.dtype.kind
    if kind == "M":
        zone = _zone_name(series.dt.tz)
        plain = series.dt.tz_convert("UTC").dt.tz_localize(None) if series.dt.tz else series
        return Stamps(plain.to_numpy("datetime64[us]"), zone)
    if kind in "iuf":
        return _numbers(series, what, where, faults)
    return _texts(series, what, where, faults)


def flag(rows: Any, faults: Faults, note: Callable[[int], tuple[str, str, str]]) -> None:
    """One fault for each row that is True, up to what a message shows; then one for all others."""
    import numpy as np

    wrong = np.flatnonzero(rows)
    for row in wrong[:MOST_SHOWN]:
        faults.add(*note(int(row)))
    if len(wrong) > MOST_SHOWN:
        more = count(len(wrong) - MOST_SHOWN, "further row")
        faults.add(more, "the same is wrong there", "Correct them likewise.")


def _numbers(series: pd.Series[Any], what: str, where: Where, faults: Faults) -> Stamps:
    import numpy as np

    values = series.to_numpy("float64", na_value=np.nan)
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
    return Stamps(values, unreadable=too_large)


def _texts(series: pd.Series[Any], what: str, where: Where, faults: Faults) -> Stamps:
    import numpy as np
    import pandas as pd

    absent = series.isna()
    cells = zip(series.tolist(), absent.tolist(), strict=True)  # much faster than over a series
    texts = pd.Series([None if empty else _text(cell) for cell, empty in cells], dtype=object)
    given = texts[texts.notna()]
    numbers = pd.to_numeric(given, errors="coerce").astype(float)
    odd = numbers.isna()
    if len(given) and odd.sum() > len(given) / 2:
        return _times(texts, what, where, faults)
    remedy = f"Write a number as in the other rows; times such as {EXAMPLE} must stand in all."
    positions = given.index.to_numpy()
    wrong = np.zeros(len(texts), bool)
    wrong[positions[odd.to_numpy()]] = True
    flag(
        wrong,
        faults,
        lambda k: (f"{where(k)}, {what}", f"{_quoted(texts[k])} is no number", remedy),
    )
    values = np.full(len(texts), np.nan)
    values[positions] = numbers.to_numpy()
    read = _numbers(pd.Series(values), what, where, faults)
    return Stamps(read.values, unreadable=read.unreadable | wrong)


def _times(texts: pd.Series[Any], what: str, where: Where, faults: Faults) -> Stamps:
    import pandas as pd

    zones = [_offset(text) if text is not None else None for text in texts]
    values = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
    wrong = (values.isna() & texts.notna()).to_numpy()
    flag(
        wrong,
        faults,
        lambda k: (
            f"{where(k)}, {what}",
            f"{_quoted(texts[k])} is not a time",
            f"Write times as {EXAMPLE}.",
        ),
    )
    kinds = dict.fromkeys(
        zone for zone, bad in zip(zones, wrong, strict=True) if zone is not None and not bad
    )
    if len(kinds) > 1:
        shown = [f"{zone or 'none'} in {where(zones.index(zone))}" for zone in list(kinds)[:4]]
        remedy = "Bring all to one zone, for instance with pd.to_datetime(column, utc=True)."
        faults.add(f"column {what}", f"it mixes time zones ({', '.join(shown)})", remedy)
    plain = values.dt.tz_localize(None).to_numpy("datetime64[us]")
    return Stamps(plain, next(iter(kinds), ""), wrong)


def _text(cell: Any) -> str | None:
    """A cell as text that reads back as the same number or time; None where it is blank."""
    import numpy as np
    import pandas as pd

    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, (date, np.datetime64)):
        return pd.Timestamp(cell).isoformat()
    if isinstance(cell, Real) and not isinstance(cell, (bool, np.bool_)):
        try:
            return repr(float(cell))
        except OverflowError:
            return "inf"
    return name(cell) or None


def _offset(text: str) -> str:
    if text[-1:].isdigit() and "+" not in text and "-" not in text[10:]:
        return ""  # most have none, and a search in a million texts takes its time
    found = OFFSET.search(text)
    if not found:
        return ""
    mark = found[1].upper()
    return "UTC" if mark in ("Z", "UTC") else f"UTC{mark[:3]}:{mark[-2:]}"


def _quoted(text: object) -> str:
    short = str(text)
    return repr(short if len(short) < 40 else f"{short[:36]}…")


def _zone_name(zone: Any) -> str:
    """The name under which pandas finds the zone again."""
    import pandas as pd

    if zone is None:
        return ""
    try:
        return str(zone) if pd.Timestamp(0, tz=str(zone)) else ""
    except (KeyError, ValueError, TypeError, OSError):
        return "UTC"
