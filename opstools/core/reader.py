"""The one door for files: a table as people's spreadsheets write it, its cells as written.

Names that look like numbers (007, 1.10) stay text; nothing is shifted, renamed or dropped in
silence. Rows are counted from 1 below the headings, blank ones passed over.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import Faults, ProblemError, fail
from .numbers import count, listing, quoted
from .table import DECIMAL_COMMA, held, with_point

if TYPE_CHECKING:
    import pandas as pd

Rows = list[list[Any]]

LARGEST_FILE = 200_000_000  # bytes
SEPARATORS = ",;\t|"
OTHERS = (".xls", ".ods", ".numbers", ".pdf", ".docx")
SAVE = "Save the table as CSV UTF-8, or as .xlsx."
ZEROS = re.compile("00+")
MOST_TRIED = 100  # cells of a column before all are read as numbers
COMMON = 0.5  # of the Chinese characters in a Chinese text are among the 3,755 most common


def read_table(path: str | Path, subject: str = "table", *, corner: str = "") -> pd.DataFrame:
    """A CSV, TSV or Excel file as a table; `subject` is what messages call it.

    `corner` is what a first column without a heading is called, as square tables have one.
    A column becomes numeric only where each of its cells writes back as it stands. Where a file
    has decimal commas, `attrs` says so. What cannot be read raises one `ProblemError`.

    >>> read_table("no_such.csv")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: table, no_such.csv: there is no such file. \
Give the path of a CSV or Excel file.
    """
    file = _found(path, subject)
    excel = file.suffix.casefold() == ".xlsx"
    sheet, mark = (_excel(file, subject), "") if excel else _text(file, subject)
    head, *body = [row for row in sheet if any(map(held, row))] or [[]]
    if not head:
        fail(subject, str(path), "it is empty", "The first row holds the names of the columns.")
    if corner and not held(head[0]):
        head[0] = corner
    frame = _frame(head, body, subject)
    frame.attrs[DECIMAL_COMMA] = _has_decimal_commas(frame, mark)
    return frame


def _found(path: str | Path, subject: str) -> Path:
    remedy = "Give the path of a CSV or Excel file."
    try:
        file = Path(path)
        place = str(path) or "path"
        if not file.exists():
            fail(subject, place, "there is no such file", remedy)
        if not file.is_file():
            fail(subject, place, "it is no file", remedy)
        if file.stat().st_size > LARGEST_FILE:
            problem = f"it has more than {LARGEST_FILE:,} bytes"
            fail(subject, place, problem, "Take a part of it.")
        file.open("rb").close()
    except ProblemError:
        raise
    except PermissionError:
        remedy = "Close it in other programs, or ask its owner for the right to read it."
        fail(subject, str(path), "it may not be read", remedy)
    except (TypeError, ValueError, OSError):
        fail(subject, quoted(path), "it is no path", remedy)
    if file.suffix.casefold() in OTHERS:
        fail(subject, str(path), f"{file.suffix} files are not read", SAVE)
    return file


def _excel(file: Path, subject: str) -> Rows:
    """The first sheet; whole numbers come without .0, dates as dates."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = [[_as_seen(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
        book.close()
    except Exception as error:  # a damaged zip or XML fails in many ways
        problem = f"it cannot be read as Excel ({type(error).__name__})"
        fail(subject, str(file), problem, "Open it in the spreadsheet and save it again.")
    faults = Faults(subject)
    for number, row in enumerate(sheet, 1):
        for cell in row:
            if isinstance(cell, str) and re.fullmatch(
                r"#(REF|N/A|VALUE|DIV/0|NAME\?|NUM|NULL)!?", cell
            ):
                faults.add(f"row {number} of the sheet", f"a cell shows {cell}", "Correct it.")
    faults.raise_any()
    wide = max((k + 1 for row in sheet for k, cell in enumerate(row) if held(cell)), default=0)
    return [row[:wide] for row in sheet]


def _as_seen(cell: Any) -> Any:
    """What a cell holds; a number under a format of zeros with them, 0012345 and not 12345."""
    value = cell.value
    if type(value) is int and value >= 0 and ZEROS.fullmatch(cell.number_format):
        return f"{value:0{len(cell.number_format)}d}"
    return value


def _text(file: Path, subject: str) -> tuple[Rows, str]:
    """The rows of a text, and what parts their cells."""
    text = _decoded(file.read_bytes(), str(file), subject)
    first, _, rest = text.partition("\n")
    mark = ""
    if named := re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE):
        mark, text = named[1], rest
    mark = mark or _separator(text)
    try:
        csv.field_size_limit(LARGEST_FILE)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        problem = f"it cannot be read as CSV ({error})"
        fail(subject, str(file), problem, "A quotation mark may be open. " + SAVE)
    return rows, mark


def _separator(text: str) -> str:
    """What parts the headings, those in quotation marks aside."""
    lines = (line for line in text.splitlines() if line.strip(f" {SEPARATORS}"))
    heading = re.sub(r'"[^"]*"', "", next(lines, ""))
    return max(SEPARATORS, key=heading.count)


def _decoded(data: bytes, place: str, subject: str) -> str:
    """Text in UTF-8, UTF-16 with its mark, or as a Chinese spreadsheet writes it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codes = ["utf-16"]
    else:
        codes = [] if b"\0" in data else ["utf-8-sig", "gb18030"]
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeError:
            continue
        if "\0" not in text and (code != "gb18030" or _is_chinese(text)):
            return text
    fail(subject, place, "its characters cannot be read for sure", SAVE)


def _is_chinese(text: str) -> bool:
    """Whether a text reads as Chinese, and not as Größe taken for it."""
    strange = [letter for letter in text if ord(letter) > 127]
    codes = [letter.encode("gb2312", errors="replace") for letter in strange]
    common = sum(len(code) == 2 and (code[0] < 0xA4 or 0xB0 <= code[0] <= 0xD7) for code in codes)
    return common >= COMMON * len(strange)


def _frame(head: list[Any], body: Rows, subject: str) -> pd.DataFrame:
    import pandas as pd

    faults = Faults(subject)
    wide = len(head)
    for k, row in enumerate(body, 1):
        if any(map(held, row[wide:])):
            problem = f"{count(len(row), 'cell')} under {count(wide, 'column')}"
            remedy = "Put a text that holds the separator in double quotes, or name every column."
            faults.add(f"row {k}", problem, remedy)
    columns = [[row[k] if k < len(row) else "" for row in body] for k in range(wide)]
    named = [str(cell).strip() if held(cell) else "" for cell in head]
    kept = [k for k in range(wide) if named[k] or not _passed_over(columns[k])]
    if len(kept) > 2 and sum(bool(named[k]) for k in kept) == 1:
        problem = f"the first row holds {listing(filter(None, named))} alone"
        remedy = "Take titles above the table out: the first row holds the names of the columns."
        fail(subject, "columns", problem, remedy)
    for k in kept:
        if not named[k]:
            some = listing(list(dict.fromkeys(columns[k]))[:3])
            faults.add(f"column {k + 1}", f"it has no name (it holds {some})", "Name it.")
    faults.raise_any()
    frame = pd.concat([_series(columns[k]) for k in kept], axis=1)
    frame.columns = pd.Index([named[k] for k in kept], dtype=object)
    return frame


def _passed_over(cells: list[Any]) -> bool:
    """A column without a name that says nothing: blank, or the numbers of the rows."""
    numbers = [str(k) for k in range(len(cells))]
    return not any(map(held, cells)) or [str(cell) for cell in cells] == numbers


def _series(cells: list[Any]) -> pd.Series[Any]:
    """Cells as numbers where each writes back as it stands; else as they are."""
    import pandas as pd

    series = pd.Series(["" if cell is None else cell for cell in cells], dtype=object)
    for part in (series.head(MOST_TRIED), series):
        try:
            numbers = pd.to_numeric(part)
        except (ValueError, TypeError, OverflowError):
            return series
        written = numbers.astype(str).str.removesuffix(".0")
        if numbers.dtype.kind not in "if" or (written != part.map(str)).any():
            return series
    return numbers if not numbers.isin([float("inf"), -float("inf")]).any() else series


def _has_decimal_commas(frame: pd.DataFrame, mark: str) -> bool:
    """Whether some cells hold numbers with a decimal comma, and none with a point.

    Semicolons part cells where the comma is taken for decimals. Elsewhere 1,234 may be a thousand,
    and between commas so may all others.
    """
    if mark == ",":
        return False
    sure = r"[^,]*,\d+" if mark == ";" else r"[^,]*,(\d{1,2}|\d{4,})"
    commas = points = 0
    for _, cells in frame.items():
        if cells.dtype.kind == "f":
            points += int((cells % 1 != 0).sum())
        elif cells.dtype == object:
            texts = cells.map(lambda cell: cell if isinstance(cell, str) else "")
            commas += int(((texts.map(with_point) != texts) & texts.str.fullmatch(sure)).sum())
            points += int(texts.str.fullmatch(r"\s*[-+]?\d+\.\d+\s*").sum())
    return commas > 0 == points
