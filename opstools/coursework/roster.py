"""Who is in the class: read once, with every fault listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..core import Column, Faults
from ..core.reader import read_table
from ..core.table import name as text_of
from ..core.table import rows
from .roster_exports import WHOLE, from_platform, with_whole_names

if TYPE_CHECKING:
    import pandas as pd

STUDENT = ("student id", "id", "student number", "student no", "matrikelnummer", "学号")
EMAIL = ("e-mail", "mail", "email address", "e-mail address", "邮箱", "电子邮箱")
COLUMNS = (
    Column("student", STUDENT, stand_in="?"),
    Column("name", WHOLE, stand_in="?"),
    Column("email", EMAIL, needed=False),
    Column("canvas_id", needed=False),
    Column("section", ("group", "class", "班级"), needed=False),
    Column("moodle_id", needed=False),
)
FIELDS = {**{each.name: each.name for each in COLUMNS}, "student": "id"}  # column -> of a Student
FREE = ("name", "section")  # that several students may share
SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
MOST_STUDENTS = 100_000
LONGEST = 200  # characters of an id, a name, an address
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,62}[A-Za-z0-9]|[A-Za-z0-9]")
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # no names on Windows


@dataclass(frozen=True)
class Student:
    """One student: the id that the course knows them by, and what learning platforms ask for."""

    id: str
    name: str
    email: str = ""
    canvas_id: str = ""
    section: str = ""
    moodle_id: str = ""


def read_rosters(
    source: str | Path | pd.DataFrame | Sequence[str | Path],
) -> tuple[Student, ...]:
    """The class from one roster or from those of its sections, in their order.

    The section is the name of the file where the roster has no column for it. Who is in two of
    them under one name is in both sections.
    """
    if isinstance(source, (list, tuple)) and len(source) == 1:
        source = source[0]
    if not isinstance(source, (list, tuple)):
        return read_roster(source)  # type: ignore[arg-type]
    merged: dict[str, Student] = {}
    faults = Faults("roster")
    for path in source:
        for student in read_roster(path):
            section = student.section or Path(path).stem
            known = merged.get(student.id)
            if known and known.name != student.name:
                problem = f"{student.id} is {known.name} and {student.name}"
                faults.add(str(path), problem, "Give every student an id of their own.")
            both = f"{known.section} and {section}" if known else section
            merged[student.id] = replace(known or student, section=both)
    students = tuple(merged.values())
    for column, field in FIELDS.items():
        if field not in FREE:
            _check_unique(column, [getattr(each, field) for each in students], faults)
    faults.raise_any()
    return students


def read_roster(source: str | Path | pd.DataFrame) -> tuple[Student, ...]:
    """The class from a CSV or Excel file or a table, in its order.

    Columns: student (the id), name (or first name and last name), and where wanted email, section,
    canvas_id (the number that Canvas exports as ID) and moodle_id (of a participant). Exports of
    Canvas, Moodle and Blackboard are taken as they are; ids are text, and 2.02E+11 is none. Blank
    rows are passed over and not counted. One `ProblemError` lists every fault: a missing column, an
    id that is blank, holds a control character or is there twice (ids that differ in case only
    would be one file name on many disks), a student without a name, two with one address.

    >>> import pandas as pd
    >>> read_roster(pd.DataFrame({"student": [1, 2], "name": ["Ann", "李明"]}))
    (Student(id='1', name='Ann', ...), Student(id='2', name='李明', ...))
    """
    faults = Faults("roster")
    frame = read_table(source, "roster") if isinstance(source, (str, Path)) else source
    if hasattr(frame, "columns"):
        frame = with_whole_names(from_platform(frame))
    table = rows(frame, faults, COLUMNS, most=MOST_STUDENTS)
    faults.raise_any()
    students = tuple(
        Student(**{FIELDS[column]: text_of(cell) for column, cell in row.items()}) for row in table
    )
    for k, student in enumerate(students, 1):
        _check(k, student, faults)
    for column, field in FIELDS.items():
        if field not in FREE:
            values = [getattr(each, field) for each in students]
            if field == "email":  # what is no address is told of already
                values = [value if "@" in value else "" for value in values]
            _check_unique(column, values, faults)
    faults.raise_any()
    return students


def _check(row: int, student: Student, faults: Faults) -> None:
    if not student.id:
        faults.add(f"row {row}, student", "there is no id", "Give every student one.")
    elif not student.name:
        remedy = "Give every student one, and take out rows that are none, such as a total."
        faults.add(f"row {row} (student {student.id[:40]!r})", "there is no name", remedy)
    for column, field in FIELDS.items():
        value = getattr(student, field)
        if CONTROL.search(value):
            problem = f"{value[:40]!r} holds a line break or another control character"
            faults.add(f"row {row}, {column}", problem, "Write it in one line of plain text.")
        if field not in FREE and SHORTENED.fullmatch(value):
            problem = f"{value} is a number that a spreadsheet has cut short"
            remedy = "Format the column as text, and export it again."
            faults.add(f"row {row}, {column}", problem, remedy)
        if field == "email" and value and "@" not in value:
            remedy = "Is it another column's? Correct it, or leave the cell empty."
            faults.add(f"row {row}, {column}", f"{value[:40]!r} is no address", remedy)
        if len(value) > LONGEST:
            problem = f"it has {len(value):,} characters"
            faults.add(f"row {row}, {column}", problem, f"At most {LONGEST} are allowed.")


def _check_unique(column: str, values: list[str], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for row, value in enumerate(values, 1):
        first = seen.setdefault(normalize("NFC", value).casefold(), row) if value else row
        if first != row:
            same = "" if values[first - 1] == value else f" as {values[first - 1]}"
            problem = f"{value} is there already{same} (row {first})"
            faults.add(f"row {row}, {column}", problem, "Give every student their own.")


def file_name(student: str) -> str:
    """A file name for an id, the same everywhere, never the same for two ids.

    A plain id serves as it is; from any other the unsafe characters are taken, and a digest of the
    id is put behind a tilde, which no plain id holds.

    >>> file_name("s-101"), file_name("../2024/7")
    ('s-101', '2024_7~099ff94e')
    """
    if SAFE.fullmatch(student) and not DEVICE.match(student):
        return student
    digest = hashlib.sha256(student.encode("utf-8", errors="surrogatepass")).hexdigest()[:8]
    plain = re.sub(r"[^A-Za-z0-9]+", "_", student).strip("_")[:40]
    return f"{plain or 'student'}~{digest}"
