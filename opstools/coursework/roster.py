"""Who is in the class: read once, with every fault listed."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..core import Faults
from ..core.table import name as text_of
from ..core.table import rows

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {"student": "id", "name": "name", "email": "email", "canvas_id": "canvas_id"}
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


def read_roster(source: str | Path | pd.DataFrame) -> tuple[Student, ...]:
    """The class from a CSV file or a table, in its order.

    Columns: student (the id), name, and where wanted email and canvas_id (the number that Canvas
    exports as ID). A file is UTF-8, with or without a byte order mark, with commas or semicolons.
    Empty rows are passed over. One `ProblemError` lists every fault: a missing column, an id that
    is blank, holds a control character or is there twice (ids that differ in case only would be
    one file name on many disks), two students with one address.

    >>> import pandas as pd
    >>> read_roster(pd.DataFrame({"student": [1, 2], "name": ["Ann", "李明"]}))
    (Student(id='1', name='Ann', ...), Student(id='2', name='李明', ...))
    """
    faults = Faults("roster")
    frame = _frame(Path(source), faults) if isinstance(source, (str, Path)) else source
    table = rows(
        frame,
        faults,
        required={"student": "?", "name": "?"},
        optional={"email": None, "canvas_id": None},
        most=MOST_STUDENTS,
    )
    faults.raise_any()
    numbered = {
        k: Student(**{COLUMNS[column]: text_of(cell) for column, cell in row.items()})
        for k, row in enumerate(table, 1)
        if any(map(text_of, row.values()))
    }
    if not numbered:
        faults.add("table", "it names nobody", "Give one row for each student.")
    for k, student in numbered.items():
        _check(k, student, faults)
    for column, field in COLUMNS.items():
        if field != "name":
            _check_unique(column, {k: getattr(s, field) for k, s in numbered.items()}, faults)
    faults.raise_any()
    return tuple(numbered.values())


def _check(row: int, student: Student, faults: Faults) -> None:
    if not student.id:
        faults.add(f"row {row}, student", "there is no id", "Give every student one.")
    for column, field in COLUMNS.items():
        value = getattr(student, field)
        if CONTROL.search(value):
            problem = f"{value[:40]!r} holds a line break or another control character"
            faults.add(f"row {row}, {column}", problem, "Write it in one line of plain text.")
        if len(value) > LONGEST:
            problem = f"it has {len(value):,} characters"
            faults.add(f"row {row}, {column}", problem, f"At most {LONGEST} are allowed.")


def _check_unique(column: str, values: dict[int, str], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for row, value in values.items():
        first = seen.setdefault(normalize("NFC", value).casefold(), row) if value else row
        if first != row:
            same = "" if values[first] == value else f" as {values[first]}"
            problem = f"{value} is there already{same} (row {first})"
            faults.add(f"row {row}, {column}", problem, "Give every student their own.")


def _frame(path: Path, faults: Faults) -> pd.DataFrame:
    """A CSV file as a table of texts: 007 stays 007, and a student may be called Null."""
    import pandas as pd

    lines: list[list[str]] = []
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.partition("\n")[0]
        comma = ";" if head.count(";") > head.count(",") else ","
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=comma) if line]
    except OSError as error:
        faults.add(str(path), error.strerror or "it cannot be read", "Name the roster's CSV file.")
    except UnicodeDecodeError:
        faults.add(str(path), "it is not UTF-8", "Save it as “CSV UTF-8” in the spreadsheet.")
    except csv.Error as error:
        faults.add(str(path), f"it is no CSV ({error})", "Save it as “CSV UTF-8”.")
    if not faults.found and not lines:
        faults.add(str(path), "it is empty", "Begin with the line student,name.")
    faults.raise_any()
    head_cells, *body = lines
    for k, cells in enumerate(body, 1):
        if any(cell.strip() for cell in cells[len(head_cells) :]):
            problem = f"{len(cells)} cells under {len(head_cells)} columns"
            faults.add(f"row {k}", problem, "Put a name that holds a comma in double quotes.")
    wide = len(head_cells)
    return pd.DataFrame(
        [(cells + [""] * wide)[:wide] for cells in body], columns=head_cells, dtype=object
    )


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
