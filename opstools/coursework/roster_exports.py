"""Rosters as learning platforms export them, brought to the columns that `read_roster` takes.

Canvas: the gradebook's export. Moodle: participants, the grader report, or the grading worksheet of
an assignment. Blackboard: the grade centre's download. Headings are those of the English versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, str]  # heading in small letters -> cell
FIRST = ("first name", "given name", "forename", "vorname", "名")
LAST = ("last name", "family name", "surname", "nachname", "姓")
WHOLE = ("student name", "full name", "姓名")  # what a column `name` may be called
HAN = re.compile("[\u3400-\u9fff]+")  # 李 and 明 are 李明
NO_STUDENT = ("points possible", "student, test", "test student")


def from_platform(frame: pd.DataFrame) -> pd.DataFrame:
    """The roster in an export; any other table is returned as it is."""
    import pandas as pd

    heads = [str(column).strip().casefold() for column in frame.columns]
    for needed, convert in EXPORTS.items():
        if set(needed) <= set(heads):
            cells = frame.astype(object).itertuples(index=False)
            rows = [{h: _text(c) for h, c in zip(heads, line, strict=True)} for line in cells]
            return pd.DataFrame(convert([row for row in rows if any(row.values())]), dtype=object)
    return frame


def with_whole_names(frame: pd.DataFrame) -> pd.DataFrame:
    """A table that has first and last names apart with a column for both; any other as it is."""
    heads = [str(column).strip().casefold() for column in frame.columns]
    first, last = (next((h for h in heads if h in known), None) for known in (FIRST, LAST))
    if not first or not last or {"name", *WHOLE} & set(heads):
        return frame
    firsts, lasts = (
        [_text(cell) for cell in frame.iloc[:, heads.index(head)]] for head in (first, last)
    )
    names = [
        f"{after}{before}" if HAN.fullmatch(after + before) else f"{before} {after}".strip()
        for before, after in zip(firsts, lasts, strict=True)
    ]
    return frame.assign(name=names)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell != cell else str(cell).strip()


def _canvas(rows: list[Row]) -> list[Row]:
    """The second row says how many points are possible; one of the students is there for tests."""
    real = [row for row in rows if row["id"] and row["student"].casefold() not in NO_STUDENT]
    column = _filled(real, "sis user id", "sis login id", "id")
    return [
        {
            "student": row[column],
            "name": _in_order(row["student"]),
            "canvas_id": row["id"],
            "email": row["sis login id"] if "@" in row.get("sis login id", "") else "",
            "section": row.get("section", ""),
        }
        for row in real
    ]


def _moodle(rows: list[Row]) -> list[Row]:
    column = _filled(rows, "id number", "username", "email address")
    return [
        {
            "student": row[column],
            "name": f"{row['first name']} {row.get('last name', row.get('surname'))}".strip(),
            "email": row["email address"],
            "section": row.get("groups", row.get("group", "")),
        }
        for row in rows
    ]


def _worksheet(rows: list[Row]) -> list[Row]:
    column = _filled(rows, "id number", "username", "email address", "identifier")
    return [
        {
            "student": row[column],
            "name": row["full name"],
            "email": row.get("email address", ""),
            "moodle_id": row["identifier"].casefold().removeprefix("participant").strip(),
        }
        for row in rows
    ]


def _blackboard(rows: list[Row]) -> list[Row]:
    return [
        {"student": row["username"], "name": f"{row['first name']} {row['last name']}".strip()}
        for row in rows
    ]


EXPORTS: Mapping[tuple[str, ...], Callable[[list[Row]], list[Row]]] = {
    ("student", "id", "section"): _canvas,
    ("identifier", "full name"): _worksheet,
    ("last name", "first name", "username", "student id"): _blackboard,
    ("first name", "last name", "email address"): _moodle,
    ("first name", "surname", "email address"): _moodle,
}


def _filled(rows: list[Row], *columns: str) -> str:
    """The first of the columns that has an id for everybody."""
    for column in columns:
        if rows and all(row.get(column) for row in rows):
            return column
    return next((column for column in columns if rows and column in rows[0]), columns[-1])


def _in_order(name: str) -> str:
    """Ann Lee, where Canvas writes Lee, Ann."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name
