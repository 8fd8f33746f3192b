"""The grades as tables: one for the instructor, one for Canvas, one for Moodle."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core import Faults
from ..core.files import atomic_write
from .judgement import Status
from .records import Mark, Record
from .roster import CONTROL, Student

TOTAL = "total"
GRADEBOOK, CANVAS, MOODLE = "gradebook.csv", "canvas.csv", "moodle.csv"
# A cell is a formula to a spreadsheet if it begins so; a comma or semicolon may begin a cell too,
# where the file is opened with the other separator. After OWASP's advice on CSV injection, which
# also names the full-width signs. A sign alone is none.
FORMULA = re.compile(r"(^|[,;|])(\s*)(?=[=+\-@＝＋－＠].)")
# Canvas takes columns of these names for its own and drops them; a hyphen keeps them.
RESERVED = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
Cell = str | float
Key = tuple[str, str]  # exercise, question


@dataclass(frozen=True)
class Layout:
    """How the gradebooks look beyond what every one has.

    `columns` maps an exercise, or "total", to its heading in Canvas and Moodle; `added` holds
    columns of an instructor's own, heading -> student -> cell; `codes` student -> the name that
    stands in gradebook.csv in place of id and name.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def finished(
        self, table: list[list[Cell]], records: Sequence[Record], roster: Sequence[Student]
    ) -> list[list[Cell]]:
        """The gradebook's rows with sections, comments, added columns, and names hidden."""
        sections = {each.id: each.section for each in roster}
        head, *rows = table
        if any(sections.values()):
            head.insert(2, "section")
            for row, record in zip(rows, records, strict=True):
                row.insert(2, sections.get(record.student, ""))
        if any(record.comment for record in records):
            head.append("comment")
            for row, record in zip(rows, records, strict=True):
                row.append(record.comment)
        for heading, cells in self.added.items():
            head.append(heading)
            for row, record in zip(rows, records, strict=True):
                row.append(cells.get(record.student, ""))
        return [head, *self._hidden(head, rows)] if self.codes else [head, *rows]

    def _hidden(self, head: list[Cell], rows: list[list[Cell]]) -> list[list[Cell]]:
        """Rows in the order of their codes, without anything that names a student."""
        blank = [head.index(name) for name in ("name", "file", "remarks")]
        for row in rows:
            row[0] = self.codes.get(str(row[0]), "?")
            for k in blank:
                row[k] = ""
        return sorted(rows, key=lambda row: str(row[0]))


def write_gradebook(
    records: Sequence[Record],
    roster: Sequence[Student],
    out: Path,
    *,
    title: str = "Exercises",
    layout: Layout | None = None,
) -> tuple[Path, Path, Path]:
    """Write gradebook.csv, canvas.csv and moodle.csv into the folder `out`; the same every time.

    Students stand in the order of the roster, questions in the order in which the first student
    has them. `title` heads the grade in Canvas and Moodle; to fill a column that Canvas has, give
    its heading as Canvas exports it, such as "Week 3 (4711)". `layout` gives columns for single
    exercises, what an instructor added, and names that hide who is who.

    gradebook.csv is for eyes: it begins with a byte order mark, without which Excel takes UTF-8
    for another encoding. The other two are for machines and do without.
    """
    by_student, known = _by_student(records), {student.id for student in roster}
    unknown = [record for record in records if record.student not in known]
    ordered = [by_student.get(each.id, Record(each.id, each.name, ())) for each in roster]
    layout = layout or Layout()
    book = layout.finished(gradebook_rows([*ordered, *unknown]), [*ordered, *unknown], roster)
    columns = layout.columns or {TOTAL: title}
    tables = {
        GRADEBOOK: "\ufeff" + as_csv(book),
        CANVAS: as_csv(canvas_rows(ordered, roster, columns)),
        MOODLE: as_csv(moodle_rows(ordered, roster, columns)),
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
    records: Sequence[Record], roster: Sequence[Student], columns: Mapping[str, str]
) -> list[list[Cell]]:
    """Grades as Canvas imports them: five columns that say who, a grade for each of `columns`.

    Canvas looks for its own ID, then for the SIS user id, then for the login, then for the name;
    the student's id is offered as both of the SIS ids. Who handed nothing in, or nothing that can
    be read, has an empty cell, so that the course's own rule for missing work applies.
    """
    who = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    heads = [RESERVED.sub(lambda found: found[0].replace(" ", "-"), c) for c in columns.values()]
    worth = [_possible(records, exercise) for exercise in columns]
    table: list[list[Cell]] = [[*who, *heads], ["Points Possible", "", "", "", "", *worth]]
    for record, each in zip(records, roster, strict=True):
        grades = [_grade(record, exercise, "") for exercise in columns]
        table.append([each.name, each.canvas_id, each.id, each.id, each.section, *grades])
    return table


def moodle_rows(
    records: Sequence[Record], roster: Sequence[Student], columns: Mapping[str, str]
) -> list[list[Cell]]:
    """Grades with comments as Moodle's gradebook imports them from CSV.

    Moodle asks which column identifies the students: ID number (or user name, whichever the
    roster's ids are) or Email address. Addresses are given only where everybody has one, because a
    row without leaves its grade with the student of the row before. A dash is no grade.
    """
    addresses = all(each.email for each in roster)
    heads = ["ID number", *(["Email address"] if addresses else []), "Full name"]
    table: list[list[Cell]] = [[*heads, *columns.values(), "Feedback comments"]]
    for record, each in zip(records, roster, strict=True):
        who = [each.id, *([each.email] if addresses else []), each.name]
        grades = [_grade(record, exercise, "-") for exercise in columns]
        table.append([*who, *grades, _comment(record)])
    return table


def _grade(record: Record, exercise: str, none: str) -> Cell:
    """The points of one exercise, or of all; `none` where there is no grade."""
    if not _handed_in(record):
        return none
    if exercise == TOTAL:
        return record.earned
    return sum(mark.earned for mark in record.marks if mark.exercise == exercise)


def _possible(records: Sequence[Record], exercise: str) -> float:
    return sum(points for key, points in _questions(records).items() if exercise in (TOTAL, key[0]))


def _comment(record: Record) -> str:
    """What Moodle shows beside a grade: statuses, and no word of a submission."""
    if record.note and not _handed_in(record):
        return record.note
    if not _handed_in(record):
        return "Nothing was handed in."
    several = len({mark.exercise for mark in record.marks}) > 1
    return "; ".join(
        f"{f'{mark.exercise}.' if several else ''}{mark.question} {mark.judgement.status}"
        for mark in record.marks
    )


def _handed_in(record: Record) -> bool:
    """Whether there is a grade: nothing that could be read is none, unless somebody gives one."""
    if record.total is not None or any(mark.override is not None for mark in record.marks):
        return True
    return not record.note and _something(record)


def _something(record: Record) -> bool:
    return bool(record.file) or any(
        mark.judgement.status is not Status.NOT_ATTEMPTED for mark in record.marks
    )


def _questions(records: Iterable[Record]) -> dict[Key, float]:
    """Every question with its points (none on top), in the order of their first appearance."""
    return {
        (m.exercise, m.question): 0 if m.bonus else m.points
        for record in records
        for m in record.marks
    }


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
