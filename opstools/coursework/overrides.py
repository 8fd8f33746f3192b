"""What an instructor changes by hand: points and comments that grading again leaves as they are.

They stand in overrides.csv. Whoever edits gradebook.csv instead finds the edits there after the
next run: what we wrote is kept beside it, so that every cell that was changed is known.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..core import Faults, ProblemError
from ..core.files import atomic_write
from ..core.numbers import listing, show
from ..core.reader import read_table
from ..core.table import suggestion
from .gradebook import GRADEBOOK, as_csv
from .records import Record

OVERRIDES, WRITTEN, EDITED = "overrides.csv", ".gradebook.csv", "gradebook.edited.csv"
HEADS = ("student", "question", "points", "comment")
TOTAL, COMMENT = "total", "comment"
MOST_SAID = 5  # students that a note names
GUARD = re.compile(r"(^|[,;|])(\s*)'(?=[=+\-@＝＋－＠])")  # put there by `as_csv`
Cells = dict[str, dict[str, str]]  # student -> column -> what stands there


@dataclass(frozen=True)
class Override:
    """Points in place of those earned, or none, and a comment for the student."""

    points: float | None = None
    comment: str = ""


@dataclass
class Overrides:
    """By (student, "exercise.question"), where "total" stands for the sum; columns of their own.

    `columns` are those that somebody added to the gradebook: heading -> student -> cell.
    """

    given: dict[tuple[str, str], Override] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: list[list[str]] = field(default_factory=list)  # rows of who is not on the roster
    taken: int = 0  # edits that were found in gradebook.csv
    notes: list[str] = field(default_factory=list)  # what counts for nothing, in sentences

    def by_student(self) -> dict[str, dict[str, Override]]:
        """Student -> question -> what is given there."""
        found: dict[str, dict[str, Override]] = {}
        for (who, question), each in self.given.items():
            found.setdefault(who, {})[question] = each
        return found


def read_overrides(
    out: Path, students: Collection[str], questions: Collection[str], codes: Mapping[str, str]
) -> Overrides:
    """All overrides, with what was edited in gradebook.csv since it was written.

    `codes` are the names that stand in an anonymous gradebook, code -> student. One `ProblemError`
    lists all rows of overrides.csv that serve not.
    """
    found = Overrides()
    if (out / OVERRIDES).exists():
        _read_file(out / OVERRIDES, students, questions, codes, found)
    _take_edits(out, {*questions, TOTAL}, codes, found)
    return found


def _read_file(
    path: Path,
    students: Collection[str],
    questions: Collection[str],
    codes: Mapping[str, str],
    found: Overrides,
) -> None:
    faults, first = Faults(OVERRIDES), dict[tuple[str, str], int]()
    for k, row in enumerate(_rows(path, faults), 1):
        who, what = (row.get(head, "").strip() for head in HEADS[:2])
        student, question = codes.get(who, who), what or TOTAL
        if not any(row.values()):
            continue
        if student not in students:  # who has left keeps the row, for when they come back
            near = suggestion(student, students)
            said = f"overrides.csv, row {k}: {student} is not on the roster, the row waits."
            found.notes.append(f"{said} {near}".strip())
            found.waiting.append([row.get(head, "") for head in HEADS])
            continue
        if (row_before := first.setdefault((student, question), k)) != k:
            problem = f"{who} has a row for {question} already (row {row_before})"
            faults.add(f"row {k}", problem, "Put them into one.")
        if question not in questions and question != TOTAL:
            remedy = "Write exercise.question as in gradebook.csv, or total."
            faults.add(f"row {k}, question", f"there is no {question}", remedy)
        points = number_or_none(row.get("points", ""))
        if row.get("points", "").strip() and points is None:
            faults.add(f"row {k}, points", f"{row['points']!r} is no number", "Write one, as 2.5.")
        found.given[student, question] = Override(points, row.get("comment", "").strip())
    faults.raise_any()


def _rows(path: Path, faults: Faults) -> list[dict[str, str]]:
    with faults.collect():
        frame = read_table(path, OVERRIDES)
    heads = [str(name).strip().casefold() for name in frame.columns]
    for head in HEADS[:3]:
        if head not in heads:
            faults.add(f"column {head}", "it is missing", f"The columns are {', '.join(HEADS)}.")
    faults.raise_any()
    return [
        {head: _text(cell) for head, cell in zip(heads, row, strict=True)}
        for row in frame.itertuples(index=False)
    ]


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return GUARD.sub(r"\1\2", cell).strip()
    return "" if cell is None or cell != cell else str(cell).removesuffix(".0")


def number_or_none(text: str) -> float | None:
    """A finite number, also with a decimal comma; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def _take_edits(
    out: Path, questions: Collection[str], codes: Mapping[str, str], found: Overrides
) -> None:
    """Cells of gradebook.csv that differ from what was written there, and columns added to it."""
    path, before = out / GRADEBOOK, out / WRITTEN
    if not path.exists() or not before.exists():
        return
    try:
        now, then = _cells(path), _cells(before)
    except ProblemError:  # not as a spreadsheet saves it: kept, so that nothing is lost
        if path.read_bytes() != before.read_bytes():
            shutil.copyfile(path, out / EDITED)
        return
    ours = _our_columns(before)
    for row, cells in now.items():
        student = codes.get(row, row)
        for column, cell in cells.items():
            if column == COMMENT or column in questions:
                if row in then and not _equal(cell, then[row].get(column, "")):
                    _take(student, column, cell, found)
            elif column and column not in ours:
                found.columns.setdefault(column, {})[student] = cell


def _take(student: str, column: str, cell: str, found: Overrides) -> None:
    """One edited cell: points, an emptied cell for those earned, or a comment on the whole."""
    points = number_or_none(cell)
    if column != COMMENT and cell.strip() and points is None:
        said = f"gradebook.csv, {student}, {column}: {cell!r} is no number and was not taken over."
        found.notes.append(said)
        return
    key = (student, TOTAL if column == COMMENT else column)
    given = found.given.get(key, Override())
    new = replace(given, comment=cell) if column == COMMENT else replace(given, points=points)
    found.given[key] = new
    found.taken += 1


def _our_columns(before: Path) -> list[str]:
    """The columns that we write; those of others stand behind the remarks."""
    text = before.read_text(encoding="utf-8-sig", errors="replace")
    heads = next(csv.reader(io.StringIO(text)), [])
    return heads[: heads.index("remarks") + 1] if "remarks" in heads else heads


def _cells(path: Path) -> Cells:
    frame = read_table(path, GRADEBOOK)
    heads = [str(name).strip() for name in frame.columns]
    if "student" not in heads or len(set(heads)) < len(heads):
        raise ProblemError(GRADEBOOK, ())
    rows = [
        {head: _text(cell) for head, cell in zip(heads, row, strict=True)}
        for row in frame.itertuples(index=False)
    ]
    return {row["student"]: row for row in rows}


def _equal(one: str, other: str) -> bool:
    a, b = number_or_none(one), number_or_none(other)
    return one.strip() == other.strip() or (a is not None and a == b)


def write_overrides(out: Path, overrides: Overrides) -> None:
    """Write overrides.csv, where there are any; rows of students who left stay in it."""
    rows = [
        [who, question, "" if each.points is None else each.points, each.comment]
        for (who, question), each in sorted(overrides.given.items())
        if each.points is not None or each.comment
    ]
    if rows or (out / OVERRIDES).exists():
        atomic_write(out / OVERRIDES, "\ufeff" + as_csv([HEADS, *rows, *overrides.waiting]))


def beyond_worth(overrides: Overrides, worth: Mapping[str, float]) -> list[str]:
    """A sentence on points above what a question is `worth`, or below 0: they count all the same.

    Extra points may be meant; a slip of the finger is not.
    """
    most = {**worth, TOTAL: sum(worth.values())}
    said = [
        f"{who}, {question} ({show(each.points)} of {show(most[question])})"
        for (who, question), each in sorted(overrides.given.items())
        if each.points is not None and not 0 <= each.points <= most[question]
    ]
    if not said:
        return []
    few = listing(said, most=MOST_SAID)
    return [f"Points by hand above the most there is, or below 0, count as they stand: {few}."]


def remember_written(out: Path) -> None:
    """Keep what gradebook.csv says now, to know later what somebody changed."""
    atomic_write(out / WRITTEN, (out / GRADEBOOK).read_bytes())


def applied(record: Record, overrides: Mapping[str, Override]) -> Record:
    """The record with the instructor's points and comments in it."""
    none = Override()  # also in place of one that was taken back
    marks = []
    for mark in record.marks:
        given = overrides.get(f"{mark.exercise}.{mark.question}", none)
        marks.append(replace(mark, override=given.points, comment=given.comment))
    whole = overrides.get(TOTAL, none)
    return replace(record, marks=tuple(marks), total=whole.points, comment=whole.comment)
