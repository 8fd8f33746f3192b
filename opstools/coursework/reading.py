"""Reading what students write: numbers with units, per cent, lists, tables, with kindness.

A number is read whole or not at all. A comma or a point is the decimal sign, except where it can
only part thousands: `1,234` and `1,234.5` are English, `1.234,5` and `1.234.567` European, and
`1.234` is little more than one. Nobody parts thousands after a leading 0: `0,125` is one eighth.
Blanks and apostrophes part thousands. `217/105` and `1 1/2` are fractions.
"""

from __future__ import annotations

import math
import numbers
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from ..core import ProblemError, fail
from ..core.numbers import listing, quoted, show
from ..core.table import COMMAS, suggestion
from ..core.table import name as text_of
from . import units

LONGEST = 80  # characters of a number with its unit
MOST_SAID = 5  # sentences about one table
POINT = "Python's decimal sign is the point: 7.5. A comma parts two numbers."
LARGEST_SHARE = 1.5  # a bare number above it is per cent
NUMBER = re.compile(
    r"""[=≈~]?\s*(?P<sign>[+-]?)\s*(?P<money>[$€£¥]?)\s*
    (?:(?:(?P<whole>\d+)\s)?(?P<top>\d+)/(?P<bottom>\d+)
    |(?:(?P<english>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?)
    |(?P<european>[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}))
    |(?P<plain>[1-9]\d{0,2}(?:[ ']\d{3})+(?:[.,]\d*)?|\d+[.,]?\d*|[.,]\d+))
    (?P<power>[eE][+-]?\d+)?)
    (?!\d)(?P<unit>\D.*)?""",
    re.ASCII | re.DOTALL | re.VERBOSE,
)
SIGNS = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width
        **dict.fromkeys("−–‒﹣", "-"),
        **dict.fromkeys("’‘ʼ′", "'"),
        **dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\u3000\t", " "),
        "。": ".",
        "￥": "¥",
        "\u200b": "",
        "\ufeff": "",
    }
)


def number(value: Any, unit: str = "") -> float:
    """A number as a student may give it, in `unit`: 52.5, "52.5 s", "0.875 min", "97 %".

    For the unit "%" the number is a share: 0.97, "97 %" and 97 are all read as 0.97; a bare number
    above 1.5 is taken for per cent.

    >>> number("0.875 min", "s"), number(97, "%"), number("97 %", "%"), number("1,250.5")
    (52.5, 0.97, 0.97, 1250.5)
    """
    given, written = _split(value, unit)
    if unit == "%":
        per_cent = _is_per_cent(written)
        if written and not per_cent:
            _refuse(value, f"a share is asked for, not {written}", unit)
        return given / 100 if per_cent or abs(given) > LARGEST_SHARE else given
    if _is_per_cent(written):
        _refuse(value, "a number is asked for, not per cent", unit)
    scale = units.factor(written, unit)
    if scale is None:
        _refuse(value, f"the unit asked for is {unit}, not {written}", unit)
    return given * scale


def shares(value: Any) -> tuple[float, ...]:
    """What a share may be meant to be: a bare number above 1 is per cent, or more than the whole.

    >>> shares(0.97), shares("97 %"), shares(183), shares(1.83)
    ((0.97,), (0.97,), (1.83, 183.0), (0.0183, 1.83))
    """
    given, written = _split(value, "%")
    meant = number(value, "%")
    return (meant,) if written or abs(given) <= 1 else (given / 100, given)


def _is_per_cent(written: str) -> bool:
    return units.parts(written).of == "%"


def _split(value: Any, unit: str) -> tuple[float, str]:
    """The number, and the unit that stands behind it."""
    if hasattr(value, "item") and not getattr(value, "shape", ()):
        value = value.item()  # numpy scalars
    if isinstance(value, str):
        result, written = _written(value, unit)
    elif isinstance(value, (numbers.Real, Decimal)) and not isinstance(value, bool):
        result, written = _float(value), ""
    elif isinstance(value, (list, tuple)) and len(value) > 1:
        _refuse(value, f"those are {len(value)} things, not one number", unit, remedy=POINT)
    else:
        _refuse(value, "that is no number", unit)
    if not math.isfinite(result):
        _refuse(value, "that is not finite", unit)
    return result, written


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _written(value: str, unit: str) -> tuple[float, str]:
    found = NUMBER.fullmatch(plain_signs(value)) if len(value) <= LONGEST else None
    behind = (found["unit"] or found["money"]).strip() if found else ""
    if not found or not units.is_unit(behind):
        digits = any(sign.isdigit() for sign in value)
        _refuse(value, f"that is {'not one' if digits else 'no'} number", unit)
    size = _fraction(found, value, unit) if found["bottom"] else _decimal(found)
    return (-size if found["sign"] == "-" else size), behind


def _fraction(found: re.Match[str], value: str, unit: str) -> float:
    """217/105, or 1 1/2, whose fraction is a proper one; 1 250/500 may be meant otherwise."""
    whole, top, bottom = (int(found[part] or 0) for part in ("whole", "top", "bottom"))
    if not bottom or (found["whole"] and not (top < bottom and top < 100)):
        _refuse(value, "that is not one number", unit)
    return _float(whole + Fraction(top, bottom))


def _decimal(found: re.Match[str]) -> float:
    if found["english"]:
        digits = found["english"].replace(",", "")
    elif found["european"]:
        digits = found["european"].replace(".", "").replace(",", ".")
    else:
        digits = re.sub("[ ']", "", found["plain"]).replace(",", ".")
    return float(digits + (found["power"] or ""))


def plain_signs(text: str) -> str:
    """A text with the digits, blanks, signs and simple fractions of a plain keyboard.

    >>> plain_signs("１２．５"), plain_signs("−1½")
    ('12.5', '-1 1/2')
    """
    return "".join(map(_plain_sign, text.translate(SIGNS))).strip()


def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "No" and "⁄" in (wide := unicodedata.normalize("NFKC", sign)):
        return " " + wide.replace("⁄", "/")
    return sign


def names(value: Any) -> list[str]:
    """A list of names, given as a list or as text parted by commas or blanks.

    >>> names("A, B C"), names(("A", "B"))
    (['A', 'B', 'C'], ['A', 'B'])
    """
    if isinstance(value, str):
        return [name for name in re.split(rf"[{COMMAS}\s]+", value) if name]
    if isinstance(value, (list, tuple)) and all(
        isinstance(name, (str, int, float)) for name in value
    ):
        return [key(name) for name in value]
    _refuse(value, "that is no list of names", remedy='Write them as ["A", "B"] or "A, B".')


def order(value: Any, things: Iterable[str], some: bool = False) -> list[str]:
    """The things, each once, in the order in which the student puts them: all, or `some` of them.

    >>> order("Gantt Chart, lean production", ["lean production", "Gantt chart"])
    ['Gantt chart', 'lean production']
    """
    wanted = sorted(things)
    if isinstance(value, str) and any(" " in thing for thing in wanted):
        value = [part for part in re.split(rf"[{COMMAS}\n]", value) if part.strip()]
    usual = {thing.casefold(): thing for thing in wanted}
    given = [name if name in wanted else usual.get(name.casefold(), name) for name in names(value)]
    asked = sorted(set(given).intersection(wanted)) if some else wanted
    if sorted(given) != asked or not given:
        differing = _differing(given, asked) or "none is named"
        problem = f"not the things asked for ({differing})"
        remedy = f"Put in order{' those that belong of' if some else ''}: {listing(wanted)}."
        fail("answer", "order", problem, remedy)
    return given


def _differing(given: Iterable[str], wanted: Iterable[str]) -> str:
    extra, missing = Counter(given) - Counter(wanted), Counter(wanted) - Counter(given)
    parts = {"too many": map(quoted, extra), "missing": missing}
    said = {word: listing(names, most=MOST_SAID, nothing="") for word, names in parts.items()}
    return "; ".join(f"{word}: {names}" for word, names in said.items() if names)


def option(value: Any, options: Sequence[str]) -> str:
    """The option that a student chooses, by its words or its letter.

    >>> option("pull", ["Push", "Pull"]), option("a", ["Push", "Pull"])
    ('Pull', 'Push')
    """
    word = "" if isinstance(value, (Mapping, list, bool)) else key(value).casefold()
    found = [each for each in options if each.casefold() == word]
    if not found and re.fullmatch("[a-z]", word):
        found = list(options[ord(word) - ord("a") :][:1])
    if not found:
        near = "" if isinstance(value, (Mapping, list)) else suggestion(key(value), options)
        quotes = "" if isinstance(value, str) else ", in quotes"
        remedy = near or f"Choose one of these{quotes}: {', '.join(options)}."
        _refuse(value, "that is no option", remedy=remedy)
    return found[0]


def table(
    value: Any, like: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, dict[str, Any]]:
    """Row -> column -> cell, from mappings or a DataFrame; names are spelled as in `like`.

    >>> table({1.0: {"time": 9}})
    {'1': {'time': 9}}
    """
    if hasattr(value, "columns"):
        value = value.to_dict("index")
    if not isinstance(value, Mapping) or not all(isinstance(r, Mapping) for r in value.values()):
        remedy = "Give {row: {column: number}}."
        fail("answer", "table", "rows and columns are asked for", remedy)
    columns = [column for line in (like or {}).values() for column in line]
    lines = {row: _named(line, "column", columns) for row, line in value.items()}
    return _named(lines, "row", like or ())


def _named(cells: Mapping[Any, Any], kind: str, known: Collection[str]) -> dict[str, Any]:
    usual = {name.casefold(): name for name in known}
    found: dict[str, Any] = {}
    for each, cell in cells.items():
        name = key(each) if key(each) in known else usual.get(key(each).casefold(), key(each))
        if name in found:
            fail("answer", f"{kind} {name}", "it is there twice", "Give it once.")
        found[name] = cell
    return found


def key(name: Any) -> str:
    """The name of a row, a column or a thing; 1.0, as pandas makes it of 1, is 1.

    >>> key(1.0), key("1.0"), key(" drill "), key("v1.0")
    ('1', '1', 'drill', 'v1.0')
    """
    return re.sub(r"^(-?\d+)\.0+$", r"\1", text_of(name))


def strange_cells(
    cells: Mapping[str, Mapping[str, Any]],
    unit: str,
    columns: Iterable[str],
    rows: Iterable[str] = (),
) -> list[str]:
    """A sentence for each row or column that is not asked for, and each cell that is no number."""
    said = [_unknown("row", name, rows) for name in cells]
    said += [_unknown("column", name, columns) for row in cells.values() for name in row]
    filled = ((row, name, cell) for row, line in cells.items() for name, cell in line.items())
    for row, column, cell in filled:
        try:
            number(0 if cell is None or cell == "" or cell != cell else cell, unit)
        except ProblemError as error:
            said.append(f"Row {row}, column {column}, {error.faults[0]}")
    return list(dict.fromkeys(filter(None, said)))[:MOST_SAID]


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    known = list(known)
    if not known or name.casefold() in map(str.casefold, known):
        return ""
    return f"There is no {kind} {name}. {suggestion(name, known) or naming(kind, known)}"


def naming(kind: str, names: Iterable[str]) -> str:
    """A sentence with the names that there are.

    >>> naming("column", ["time"]), naming("row", ["A", "B"])
    ('The column is time.', 'The rows are A and B.')
    """
    known = list(names)
    if not known:
        return f"There are no {kind}s."
    return f"The {kind}{' is' if len(known) == 1 else 's are'} {listing(known)}."


def _refuse(value: Any, problem: str, unit: str = "", remedy: str = "") -> NoReturn:
    try:
        shown = repr(value) if len(repr(value)) <= LONGEST else f"{repr(value)[:LONGEST]}…"
    except ValueError:  # Python writes no int of more than 4,300 digits
        shown = f"a very long {type(value).__name__}"
    example = "0.97 or 97 %" if unit == "%" else show(12.5, unit)
    fail("answer", shown, problem, remedy or f"Write one number, such as {example}.")
