"""The grades as tables: one for the instructor, one for Canvas, one for Moodle."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..core import Faults
from ..core.files import atomic_write
from .judgement import Status
from .records import Mark, Record
from .roster import CONTROL, Student

GRADEBOOK, CANVAS, MOODLE = "gradebook.csv", "canvas.csv", "moodle.csv"
# A cell is a formula to a spreadsheet if it begins so; a comma or semicolon may begin a cell too,
# where the file is opened with the other separator. After OWASP's advice on CSV injection, which
# also names the full-width signs. A sign alone is none.
FORMULA = re.compile(r"(^|[,;|])(\s*)(?=[=+\-@＝＋－＠].)")
# Canvas takes columns of these names for its own and drops them; a hyphen keeps them.
RESERVED = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
Cell = str | float
Key = tuple[str, str]  # exercise, question


def write_gradebook(
    records: Sequence[Record],
    roster: Sequence[Student],
    out: Path,
    *,
    title: str = "Exercises",
) -> tuple[Path, Path, Path]:
    """Write gradebook.csv, canvas.csv and moodle.csv into the folder `out`; the same every time.

    Students stand in the order of the roster, questions in the order in which the first student
    has them. `title` heads the grade in Canvas and Moodle; to fill a column that Canvas has, give
    its heading as Canvas exports it, such as "Week 3 (4711)".

    gradebook.csv is for eyes: it begins with a byte order mark, without which Excel takes UTF-8
    for another encoding. The other two are for machines and do without.
    """
    by_student, known = _by_student(records), {student.id for student in roster}
    unknown = [record for record in records if record.student not in known]
    ordered = [by_student.get(each.id, Record(each.id, each.name, ())) for each in roster]
    tables = {
        GRADEBOOK: "\ufeff" + as_csv(gradebook_rows([*ordered, *unknown])),
        CANVAS: as_csv(canvas_rows(ordered, roster, title)),
        MOODLE: as_csv(moodle_rows(ordered, roster, title)),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        atomic_write(out / name, text)
    return out / GRADEBOOK, out / CANVAS, out / MOODLE


def _by_student(records: Sequence[Record]) -> Mapping[str, Record]:
    faults = Faults("gradebook")
    found = {record.student: record for record in records}
    for student, times in Counter(record.student for record in records).items():
        if times > 1:
            faults.add(f"student {student}", f"there are {times} records", "Give one of each.")
    faults.raise_any()
    return found


def gradebook_rows(records: Sequence[Record]) -> list[list[Cell]]:
    """Points and status of every question, a row for each record; no zero without a status.

    >>> from opstools.coursework.judgement import graded
    >>> mark = Mark("line", "takt", 2, graded(0.5, "Half."))
    >>> for row in gradebook_rows([Record("s1", "Ann", (mark,))]):
    ...     print(row)
    ['student', 'name', 'total', 'possible', 'line.takt', 'line.takt status', 'file', 'remarks']
    ['s1', 'Ann', 1.0, 2, 1.0, 'partly', '', '']
    """
    worth = _questions(records)
    possible = sum(worth.values())
    names = [f"{exercise}.{question}" for exercise, question in worth]
    heads = [head for name in names for head in (name, f"{name} status")]
    table: list[list[Cell]] = [["student", "name", "total", "possible", *heads, "file", "remarks"]]
    for record in records:
        marks = _marks(record)
        cells: list[Cell] = []
        for key in worth:
            mark = marks.get(key)
            status = mark.judgement.status if mark else Status.NOT_ATTEMPTED
            cells += [mark.earned if mark else 0, status.value]
        remarks = "; ".join(record.remarks)
        who: list[Cell] = [record.student, record.name, record.earned, possible]
        table.append([*who, *cells, record.file, remarks])
    return table


def canvas_rows(
    records: Sequence[Record], roster: Sequence[Student], title: str
) -> list[list[Cell]]:
    """One assignment as Canvas imports it: five columns that say who, one grade, points possible.

    Canvas looks for its own ID, then for the SIS user id, then for the login, then for the name;
    the student's id is offered as both of the SIS ids. Who handed nothing in has an empty cell,
    so that the course's own rule for missing work applies.
    """
    who = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    possible = sum(_questions(records).values())
    heading = RESERVED.sub(lambda found: found[0].replace(" ", "-"), title)
    table: list[list[Cell]] = [[*who, heading], ["Points Possible", "", "", "", "", possible]]
    for record, each in zip(records, roster, strict=True):
        grade: Cell = record.earned if _handed_in(record) else ""
        table.append([each.name, each.canvas_id, each.id, each.id, "", grade])
    return table


def moodle_rows(
    records: Sequence[Record], roster: Sequence[Student], title: str
) -> list[list[Cell]]:
    """Grades with comments as Moodle's gradebook imports them from CSV.

    Moodle asks which column identifies the students: ID number (or user name, whichever the
    roster's ids are) or Email address. Addresses are given only where everybody has one, because a
    row without leaves its grade with the student of the row before. A dash is no grade.
    """
    addresses = all(each.email for each in roster)
    heads = ["ID number", *(["Email address"] if addresses else []), "Full name"]
    table: list[list[Cell]] = [[*heads, title, "Feedback comments"]]
    for record, each in zip(records, roster, strict=True):
        who = [each.id, *([each.email] if addresses else []), each.name]
        grade: Cell = record.earned if _handed_in(record) else "-"
        table.append([*who, grade, _comment(record)])
    return table


def _comment(record: Record) -> str:
    """What Moodle shows beside a grade: statuses, and no word of a submission."""
    if not _handed_in(record):
        return "Nothing was handed in."
    several = len({mark.exercise for mark in record.marks}) > 1
    return "; ".join(
        f"{f'{mark.exercise}.' if several else ''}{mark.question} {mark.judgement.status}"
        for mark in record.marks
    )


def _handed_in(record: Record) -> bool:
    return bool(record.file) or any(
        mark.judgement.status is not Status.NOT_ATTEMPTED for mark in record.marks
    )


def _questions(records: Iterable[Record]) -> dict[Key, float]:
    """Every question with its points, in the order of their first appearance."""
    return {(m.exercise, m.question): m.points for record in records for m in record.marks}


def _marks(record: Record) -> dict[Key, Mark]:
    return {(mark.exercise, mark.question): mark for mark in record.marks}


def as_csv(table: Iterable[Iterable[Cell]]) -> str:
    r"""Rows as CSV (RFC 4180): no text is a formula to a spreadsheet, numbers stay numbers.

    >>> as_csv([["=1+1", -1.50, 2.0, "a\r\nb"]])
    "'=1+1,-1.5,2,a b\r\n"
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_cell(cell) for cell in row] for row in table)
    return text.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return FORMULA.sub(r"\1\2'", CONTROL.sub(" ", cell).strip())
    number = round(float(cell), 4)
    return str(int(number)) if number.is_integer() else repr(number)
