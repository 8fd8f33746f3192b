"""The door for tables."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from helpers import complaint

from opstools.core import Column, Faults
from opstools.core.figures import per_cent, positive, signed, whole
from opstools.core.table import name, names, rows, suggestion

COLUMNS = (
    Column("site"),
    Column("cost", ("price",), number=True, stand_in=1),
    Column("note", needed=False),
)


def read(frame: object, **settings: object) -> list[dict[str, object]]:
    faults = Faults("sites")
    table = rows(frame, faults, COLUMNS, **settings)
    faults.raise_any()
    return table


TWO = pd.DataFrame({"site": ["Ulm", None], "cost": [3.5, np.nan], "more": 1})

REFUSED = {
    "column cost: it is missing. The table has site and more. Add a column named cost.": (
        TWO.drop(columns="cost")
    ),
    "column site: it is missing. The table has Stie and cost. Did you mean Stie?": (
        TWO.rename(columns={"site": "Stie "})[["Stie ", "cost"]]
    ),
    "column note: it is there 2 times (note and Note). Keep one of them.": (
        TWO.assign(note=1, Note=2)
    ),
    "column cost: it is there 2 times (cost and Price). Keep one of them.": TWO.assign(Price=2),
    "column Notse: it would be passed over; did you mean note. Rename it, or take it out of the "
    "table.": TWO.assign(Notse=1),
    "table: it has no rows. Give one row for each thing.": TWO.head(0),
    "table: it has 10,000 rows. At most 1,000 are allowed; take a part of the table.": (
        TWO.sample(10_000, replace=True)
    ),
    "table: a dict is not a table. Give a pandas DataFrame.": {"site": ["Ulm"]},
    "table: a Series is not a table. Give a pandas DataFrame.": TWO["site"],
    "table: a NoneType is not a table. Give a pandas DataFrame.": None,
}  # fmt: skip


def test_rows_hold_what_is_asked_for_and_empty_cells_are_none():
    cells = [("Ulm", 3.5), (None, None), (None, 4)]
    table = pd.DataFrame(cells, columns=["site", "cost"], dtype=object)
    assert read(table) == [
        {"site": "Ulm", "cost": 3.5, "note": None},
        {"site": None, "cost": 4, "note": None},
    ]


@pytest.mark.parametrize(("message", "frame"), REFUSED.items())
def test_a_table_that_cannot_be_read_is_explained(message, frame):
    assert complaint(read, frame) == f"ProblemError: sites, {message}"


def test_a_frame_without_columns_lacks_columns_not_rows():
    assert complaint(read, pd.DataFrame(index=[0, 1])) == (
        "ProblemError: sites, 2 faults:\n"
        "  1. column site: it is missing. The table has no columns. Add a column named site.\n"
        "  2. column cost: it is missing. The table has no columns. Add a column named cost."
    )


@pytest.mark.parametrize("labels", [["SITE", " Cost "], ["site", "cost"], [" sItE", "Prices"]])
def test_columns_match_without_case_or_outer_blanks(labels):
    assert read(TWO[["site", "cost"]].set_axis(labels, axis=1))[0]["cost"] == 3.5


@pytest.mark.parametrize(
    "label", [7, None, ("a", 1), np.nan, "", pytest.param(10**5000, id="huge")]
)
def test_labels_of_any_kind_do_no_harm(label):
    assert len(read(TWO.rename(columns={"more": label}))) == 1


@pytest.mark.parametrize("absent", [None, np.nan, pd.NA, pd.NaT, np.datetime64("NaT")])
def test_every_kind_of_absence_is_none(absent):
    frame = pd.DataFrame({"site": pd.Series([absent], dtype=object), "cost": 1})
    assert read(frame)[0]["site"] is None


def test_names_are_read_as_people_write_them():
    cells = {3.0: "3", 3.5: "3.5", 7: "7", " a b ": "a b", None: "", 10**5000: "a very long int"}
    assert [name(cell) for cell in cells] == list(cells.values())


def test_several_names_stand_in_one_cell():
    for cell in ("A;B, C D", "A，B、C；D", ["A", " B", None, "C", "D"]):
        assert names(cell) == ("A", "B", "C", "D")
    assert [names(nothing) for nothing in ("", " ", "-", "–", "—", None, [], ",")] == [()] * 8
    assert names("-", {"-"}) == ("-",)
    known = {"drill hole", "A", "B"}
    assert names("drill hole", known) == ("drill hole",)
    assert names("A B, drill hole", known) == ("A", "B", "drill hole")
    assert names("dril hole", known) == ("dril hole",)


def test_a_suggestion_is_near_or_nothing():
    assert suggestion("tiem", ["task", "time"]) == "Did you mean time?"
    assert suggestion("xyz", ["task", "time"]) == ""
    assert suggestion("x" * 10**6, ["y" * 10**6]) == ""


POSITIVE = {
    0: "0 km is not above 0",
    -1: "-1 km is not above 0",
    "x": "'x' is not a number",
    "1e-10": "1e-10 km is outside the range 1e-09 to 1,000,000,000,000",
    1e13: "10,000,000,000,000 km is outside the range 1e-09 to 1,000,000,000,000",
}


@pytest.mark.parametrize(("value", "problem"), POSITIVE.items())
def test_a_number_above_zero_is_asked_for_with_its_unit(value, problem):
    faults = Faults("sites")
    assert positive(value, "row 1", faults, "km") == 1
    assert complaint(faults.raise_any) == (
        f"ProblemError: sites, row 1: {problem}. Write a number above 0, in km."
    )


def test_a_number_above_zero_is_kept_exactly():
    faults = Faults("sites")
    assert positive("0.1", "row 1", faults) == Fraction(1, 10)
    assert faults.found == []


def test_a_share_beyond_all_size_is_left_to_the_check():
    huge = f"{'9' * 400} %"
    assert per_cent(huge) is huge


@pytest.mark.parametrize(("value", "problem"), [
    (-2 * 10**12, "-2,000,000,000,000 is too far below 0"),
    ("-0.0000000001", "-1e-10 is nearer to 0 than -1e-09"),
    ("0.0000000001", "1e-10 is outside the range 1e-09 to 1,000,000,000,000"),
])  # fmt: skip
def test_a_figure_out_of_range_is_told_on_which_side(value, problem):
    faults = Faults("points")
    assert signed(value, "row 1, x", faults) == 1
    assert [fault.problem for fault in faults.found] == [problem]


def test_a_whole_number_up_to_none_is_told_its_range():
    faults = Faults("plan")
    whole(1, "swaps", faults, 0, least=0)
    assert [fault.problem for fault in faults.found] == ["1 is not a whole number from 0 to 0"]
