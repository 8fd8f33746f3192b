"""The door for files: tables as spreadsheets of all countries write them, and what is refused."""

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.core.reader import read_table

quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def written(tmp_path):
    """Write a file, and give its path."""

    def write(content: str | bytes, name: str = "table.csv", code: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(code))
        return path

    return write


def cells(path: Path) -> list[list[object]]:
    frame = read_table(path)
    return [list(frame.columns), *frame.to_numpy(object).tolist()]


PLAIN = [["item", "time"], ["A", 4], ["B", 5]]
SAME = {
    "commas": "item,time\nA,4\nB,5\n",
    "semicolons": "item;time\nA;4\nB;5\n",
    "tabs": "item\ttime\nA\t4\nB\t5\n",
    "bars": "item|time\nA|4\nB|5\n",
    "Excel's first line": "sep=;\nitem;time\nA;4\nB;5\n",
    "the same in quotes": '"sep=;"\r\nitem;time\r\nA;4\r\nB;5\r\n',
    "a delimiter at the end of rows": "item,time\nA,4,\nB,5,\n",
    "a delimiter at the end of all": "item,time,\nA,4,\nB,5,\n",
    "blank rows": "\n,\nitem,time\n\nA,4\n,\nB,5\n , \n",
    "an index of pandas": ",item,time\n0,A,4\n1,B,5\n",
    "blanks around headings": " item ,time \nA,4\nB,5",
    "old line ends": "item,time\rA,4\rB,5",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_all_ways_to_write_a_table_read_alike(written, text):
    assert cells(written(text)) == PLAIN


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_chinese_is_read_in_every_encoding(written, code):
    assert cells(written("任务,时间\n装配前轴,4\n", code=code)) == [
        ["任务", "时间"],
        ["装配前轴", 4],
    ]


KEPT = [
    "01",
    "007",
    "1.10",
    "1.0",
    "NA",
    "Null",
    "1e5",
    "891e3",
    "inf",
    "nan",
    "True",
    "1_000",
    "-",
]


@pytest.mark.parametrize("name", KEPT)
def test_what_would_not_write_back_stays_text(written, name):
    assert cells(written(f"task,time\n{name},4\n")) == [["task", "time"], [name, 4]]


def test_numbers_that_write_back_are_numbers(written):
    frame = read_table(written("a,b,c\n1,4,9\n-2,5.5,\n"))
    assert [str(kind) for kind in frame.dtypes] == ["int64", "float64", "object"]
    assert list(frame["c"]) == ["9", ""]


def test_two_headings_of_one_name_stay_two(written):
    assert list(read_table(written("a,a\n1,2\n")).columns) == ["a", "a"]


def test_decimal_commas_are_noted_where_no_point_contradicts(written):
    def noted(text: str) -> bool:
        return read_table(written(text)).attrs["decimal_comma"]

    assert noted("a;b\nx;8,5\n")
    assert noted("a;b\nx;1.250,75\n")
    assert noted("a;b\nx;1,250\n")
    assert noted("a\tb\nx\t8,5\n")
    assert not noted("a\tb\nx\t1,250\n")
    assert not noted('a,b\nx,"8,5"\n')
    assert not noted("a;b\n8.5;8,5\n")
    assert not noted("a;b\nx;8\n")


def test_excel_is_read_too(tmp_path):
    book = openpyxl.Workbook()
    moment = datetime.datetime(2024, 5, 1, 9, 30)
    for row in (["task", "time", "when"], ["01", 4.0, moment], [None] * 3, ["B", 2.5, None]):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")
    frame = read_table(tmp_path / "table.xlsx")
    assert list(frame["task"]) == ["01", "B"]
    assert list(frame["time"]) == [4, 2.5]
    assert list(frame["when"]) == [moment, ""]


def test_zeros_that_excel_shows_are_read(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "pieces"], [12345, 7], [98, 12]):
        book.active.append(row)
    for row in (2, 3):
        book.active.cell(row, 1).number_format = "0000000"
        book.active.cell(row, 2).number_format = "0"
    book.save(tmp_path / "table.xlsx")
    frame = read_table(tmp_path / "table.xlsx")
    assert list(frame["id"]) == ["0012345", "0000098"]
    assert list(frame["pieces"]) == [7, 12]


REFUSED = {
    "too many cells": (
        "a,b\n1,Lee, Ann\n",
        "row 1: 3 cells under 2 columns. Put a text that holds the separator in double quotes, "
        "or name every column.",
    ),
    "a column without a name": (
        "a,,c\n1,x,2\n", "column 2: it has no name (it holds x). Name it."
    ),
    "a title above the table": (
        "Class 3,,\nid,name,mail\n7,Ann,a@x\n",
        "columns: the first row holds Class 3 alone. Take titles above the table out: "
        "the first row holds the names of the columns.",
    ),
    "nothing": ("", "{}: it is empty. The first row holds the names of the columns."),
    "an open quotation": (
        'a,b\n"x,1\n',
        "{}: it cannot be read as CSV (unexpected end of data). A quotation mark may be open. "
        "Save the table as CSV UTF-8, or as .xlsx.",
    ),
    "Western letters in an old code": (
        "name,b\nGröße,1\nMünchen,2\n".encode("cp1252"),
        "{}: its characters cannot be read for sure. Save the table as CSV UTF-8, or as .xlsx.",
    ),
    "bytes": (
        b"\x00\x01\x02",
        "{}: its characters cannot be read for sure. Save the table as CSV UTF-8, or as .xlsx.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_explained(written, content, message):
    path = written(content)
    assert complaint(read_table, path, "log") == f"ProblemError: log, {message.format(path)}"


def test_files_of_other_kinds_are_refused(written, tmp_path):
    path = written(b"", "table.xls")
    assert complaint(read_table, path) == (
        f"ProblemError: table, {path}: .xls files are not read. "
        "Save the table as CSV UTF-8, or as .xlsx."
    )
    path = written(b"PK\x03\x04 broken", "table.xlsx")
    assert complaint(read_table, path) == (
        f"ProblemError: table, {path}: it cannot be read as Excel (BadZipFile). "
        "Open it in the spreadsheet and save it again."
    )
    remedy = "Give the path of a CSV or Excel file."
    assert (
        complaint(read_table, tmp_path)
        == f"ProblemError: table, {tmp_path}: it is no file. {remedy}"
    )
    assert complaint(read_table, 7) == f"ProblemError: table, 7: it is no path. {remedy}"


texts = st.text(st.sampled_from("ab1,;\t|\"' \n.装配é")).map(str.strip)
tables = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(texts, min_size=wide, max_size=wide), min_size=1, max_size=5)
)


@quick
@given(tables, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_table_is_read_as_it_was_written(written, table, mark, code):
    wide = len(table[0])
    frame = pd.DataFrame([row for row in table if any(row)], columns=[f"c{k}" for k in range(wide)])
    if not len(frame) or wide == 1:
        return
    path = written(frame.to_csv(index=False, sep=mark), code=code)
    assert read_table(path).astype(str).to_numpy().tolist() == frame.to_numpy().tolist()


@quick
@given(st.binary(max_size=60), st.sampled_from(["table.csv", "table.xlsx"]))
def test_whatever_the_bytes_only_a_problem_error_comes_out(written, content, name):
    try:
        assert isinstance(read_table(written(content, name)), pd.DataFrame)
    except ProblemError as error:
        assert str(error)  # noqa: PT017


def test_a_blank_corner_gets_the_name_that_is_asked_for(tmp_path):
    file = tmp_path / "square.csv"
    file.write_text(",A,B\nA,0,1\nB,2,0\n", encoding="utf-8")
    assert list(read_table(file, corner="department").columns) == ["department", "A", "B"]
    file.write_text("to,A\nA,0\n", encoding="utf-8")
    assert list(read_table(file, corner="department").columns) == ["to", "A"]


def test_a_file_that_may_not_be_read_is_told_of(tmp_path, monkeypatch):
    file = tmp_path / "open.csv"
    file.write_text("task,time\n")

    def refused(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert complaint(read_table, file) == (
        f"ProblemError: table, {file}: it may not be read. "
        "Close it in other programs, or ask its owner for the right to read it."
    )


def test_no_path_at_all_is_told_of():
    assert complaint(read_table, "") == (
        "ProblemError: table, path: it is no file. Give the path of a CSV or Excel file."
    )
    assert complaint(read_table, 10**5000) == (
        "ProblemError: table, this int: it is no path. Give the path of a CSV or Excel file."
    )
