"""Answers are read kindly and judged exactly."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError, Step, Steps
from opstools.coursework import (
    Choice,
    Exercise,
    Mistake,
    Number,
    Order,
    Plan,
    Status,
    Table,
    variant,
)
from opstools.coursework.json_data import as_data
from opstools.coursework.sheet import Sheet, header
from opstools.line_balancing import fewest_stations, longest_task_time

TAKT = Number(
    name="takt",
    text="?",
    unit="s",
    answer=lambda data: 52.5,
    mistakes=(Mistake("upside down", lambda data: 1 / 52.5, "Upside down."),),
)


@pytest.mark.parametrize(
    ("value", "status", "mistake"),
    [
        (52.5, Status.CORRECT, ""),
        (52.6, Status.CORRECT, ""),
        ("52.5 s", Status.CORRECT, ""),
        (0.875, Status.WRONG, "factor 60"),
        (1 / 52.5, Status.WRONG, "upside down"),
        (53, Status.WRONG, ""),
    ],
)
def test_a_number_is_judged(value, status, mistake):
    said = TAKT.judge(value, {})
    assert (said.status, said.mistake) == (status, mistake)


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_rounding_to_the_decimals_asked_for_is_right(value, decimals):
    question = Number(name="x", text="?", answer=lambda d: value, tolerance=0, decimals=decimals)
    assert question.judge(round(value, decimals), {}).share == 1


@given(st.text() | st.floats() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
def test_whatever_is_written_is_read_or_refused(value):
    with suppress(ProblemError):
        TAKT.judge(value, {})


def test_choice_by_word_or_letter():
    options = ["Push", "Pull"]
    question = Choice(name="c", text="?", options=lambda d: options, answer=lambda d: "Pull")
    assert question.judge("pull", {}).share == 1
    assert question.judge("b", {}).share == 1
    assert question.judge("Push", {}).share == 0
    with pytest.raises(ProblemError, match="Choose one of these: Push, Pull"):
        question.judge("shove", {})
    with pytest.raises(ProblemError, match="Did you mean Pull"):
        question.judge("Pul", {})
    assert question.wanted({}) == "Write one of these, in quotes: Push or Pull."


def test_order_tells_how_far_off_it_is():
    question = Order(name="o", text="?", answer=lambda d: ["A", "B", "C"])
    assert question.judge("A, B, C", {}).share == 1
    assert question.judge("A C B", {}).message == "2 of 3 pairs stand in the right order."
    with pytest.raises(ProblemError, match="not the things asked for"):
        question.judge("A B", {})


def test_an_order_may_ask_which_things_belong_as_well():
    question = Order(name="o", text="?", answer=lambda d: ["C", "A"], among=lambda d: "ABCD")
    assert "C and A" not in question.wanted({})
    assert "A, B, C and D" in question.wanted({})
    assert question.public({})["things"] == ["A", "B", "C", "D"]
    assert question.judge("C, A", {}).share == 1
    assert question.judge("A, C", {}).message == "0 of 1 pairs stand in the right order."
    assert question.judge("A, B, C", {}).message == "2 of the 3 belong, and 2 do in all."
    assert question.judge(["B"], {}).share == 0
    for wrong, said in (("A, E", "too many: 'E'"), ("A, A", "too many: 'A'"), ("", "none is")):
        with pytest.raises(ProblemError, match=said):
            question.judge(wrong, {})


def test_what_is_asked_for_is_among_the_things_shown():
    question = Order(name="o", text="?", answer=lambda d: ["E", "A"], among=lambda d: "ABC")
    with pytest.raises(ProblemError, match="the answer has what `among` lacks: E"):
        question.check({})


def test_things_of_several_words_are_parted_by_commas_and_written_in_any_case():
    things = ["moving assembly line", "Gantt chart"]
    question = Order(name="o", text="?", answer=lambda d: things)
    assert question.judge("Moving assembly line, Gantt Chart", {}).share == 1
    assert question.judge(["gantt chart", "moving assembly line"], {}).share == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-72, "Its size is right, its sign is not."),
        (72 / 3600, "Off by a factor of 3,600: are hours and seconds mixed up?"),
    ],
)
def test_what_is_said_of_a_sign_and_of_hours_left_as_they_are(value, said):
    question = Number(name="takt", text="?", unit="s", answer=lambda d: 72)
    assert question.judge(value, {}).message == said


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("%", "Write a share, such as 0.97 or 97 %; 0.5 % of it more or less is right."),
        ("day", "Write a number in days; 0.5 % of it more or less is right."),
    ],
)
def test_what_is_wanted_is_said_as_one_says_it(unit, wanted):
    assert Number(name="n", text="?", unit=unit, answer=lambda d: 1).wanted({}) == wanted


def test_table_cells_earn_their_share():
    right = {"1": {"time": 10, "idle": 2}, "2": {"time": 12, "idle": 0}}
    question = Table(name="t", text="?", answer=lambda d: right)
    assert question.judge(right, {}).share == 1
    said = question.judge({1: {"time": "10", "idle": 3}, 2: {"time": None}}, {})
    assert (said.status, said.message) == (Status.PARTLY, "1 of 4 cells are right.")


def test_a_question_whose_mistake_is_right_is_refused():
    both = Mistake("same", lambda data: 52.6, "…")
    question = Number(name="x", text="?", answer=lambda d: 52.5, mistakes=(both,))
    with pytest.raises(ProblemError, match="gives the right answer too"):
        question.check({})


@pytest.mark.parametrize(
    ("settings", "value", "right"),
    [
        ({"tolerance": 0, "decimals": 2}, 52.504, True),
        ({"tolerance": 0, "decimals": 2}, 52.506, False),
        ({"tolerance": 0, "decimals": 0}, 52.95, True),
        ({"tolerance": 0, "decimals": 0}, 53.05, False),
        ({"tolerance": 0.01}, 53.02, True),
        ({"tolerance": 0.01}, 53.03, False),
        ({"tolerance": 0, "absolute": 0.2}, 52.69, True),
        ({"tolerance": 0, "absolute": 0.2}, 52.71, False),
        ({"tolerance": 0}, 52.5, True),
        ({"tolerance": 0}, 52.500001, False),
    ],
)
def test_a_tolerance_is_as_wide_as_it_says(settings, value, right):
    question = Number(name="x", text="?", answer=lambda d: 52.5, **settings)
    assert (question.judge(value, {}).status is Status.CORRECT) == right


@given(st.floats(1, 1000), st.integers(0, 4))
def test_what_rounds_to_another_number_is_wrong(value, decimals):
    question = Number(name="x", text="?", answer=lambda d: value, tolerance=0, decimals=decimals)
    assert question.judge(value + 0.6 * 10.0**-decimals, {}).share == 0


# ------------------------------------------------------------------ results that stand for answers


def best(data):
    return fewest_stations(datasets.load("jackson"))


def by_rule(data):
    return longest_task_time(datasets.load("jackson"))


class Named:
    """Another result's faces, with an answer of our own."""

    def __new__(cls, answer):
        made = type("Named", (type(best({})),), {"answer": property(lambda self: answer)})
        return made(**vars(best({})))


COMMON = {"name": "q", "text": "?"}
STATIONS = Plan(
    **COMMON,
    answer=best,
    mistakes=(Mistake("rule", by_rule, "That is the rule's."),),
    judge_with=("line_balancing", "Line", "by_hand"),
    table="tasks",
    settings=("cycle_time", "time_unit"),
    measure="stations",
    best=lambda d: best(d).number_of_stations,
)
OF_RESULTS = [
    (Number(**COMMON, answer=lambda d: Named(5.5)), 5.5),
    (
        Choice(**COMMON, options=lambda d: ["Push", "Pull"], answer=lambda d: Named("Pull")),
        "pull",
    ),
    (Order(**COMMON, answer=lambda d: Named(["B", "A"])), "B A"),
    (Table(**COMMON, answer=lambda d: Named({"1": {"time": 9}})), {"1": {"time": 9}}),
    (
        Table(**COMMON, answer=lambda d: Named(pd.DataFrame({"time": [9]}, [1.0]))),
        {"1": {"time": 9}},
    ),
]


@pytest.mark.parametrize(("question", "value"), OF_RESULTS)
def test_a_result_stands_for_its_answer(question, value):
    question.check({})
    assert question.judge(value, {}).status is Status.CORRECT
    assert question.shown({})


def test_a_mistakes_result_stands_for_its_answer_too():
    wrong = Mistake("late", lambda d: Named(7), "Too late.")
    question = Number(**COMMON, answer=lambda d: Named(5), mistakes=(wrong,))
    assert question.judge(7, {}).mistake == "late"


def test_a_balance_stands_for_its_stations():
    line = datasets.load("jackson")
    data = {
        "tasks": line.to_frame().to_dict("records"),
        "cycle_time": float(line.cycle_time),
        "time_unit": line.time_unit,
    }
    STATIONS.check(data)
    assert STATIONS.judge(as_data(best(data)), data).status is Status.CORRECT
    assert STATIONS.judge(as_data(by_rule(data)), data).mistake == "rule"
    assert as_data(best(data)) == [list(station) for station in best(data).stations]


# --------------------------------------------------------------- what a released notebook may say


def sheet_of(*questions, data=None):
    exercise = Exercise("Any", lambda random: data or {"x": 1}, questions)
    return Sheet(header(variant(exercise, student="a", secret="a secret")))


def test_a_cell_says_at_once_that_an_answer_is_no_option():
    question = Choice(**COMMON, options=lambda d: ["A", "B"], answer=lambda d: "B")
    sheet = sheet_of(question)
    assert repr(sheet.answer("q", "a")) == "q: recorded. Read as A."
    for value, quotes in (("Task A", ""), (0, ", in quotes")):
        said = sheet.answer("q", value)
        assert repr(said) == (
            f"q: recorded, but it cannot be read: answer, {value!r}: that is no option. "
            f"Choose one of these{quotes}: A, B."
        )
        assert said.record["value"] == value
        with pytest.raises(ProblemError, match="that is no option"):
            question.judge(value, {})


def test_a_cell_says_at_once_that_an_order_has_other_things():
    sheet = sheet_of(Order(**COMMON, answer=lambda d: ["B", "A"]))
    assert repr(sheet.answer("q", "C, B, B")) == (
        "q: recorded, but it cannot be read: answer, order: not the things asked for "
        "(too many: 'C' and 'B'; missing: A). Put in order: A and B."
    )


def practised(*questions):
    exercise = Exercise("Any", lambda random: {"x": 1, "rows": [{"a": 1}]}, questions)
    drawn = variant(exercise, student="a", secret="practice")
    return Sheet(header(drawn), exercise)


def test_practice_records_nothing_and_takes_an_empty_cell_for_no_answer():
    sheet = practised(Number(**COMMON, answer=lambda d: 1))
    wanted = "q: – No answer yet. Write a number; 0.5 % of it more or less is right."
    assert {repr(sheet.answer("q", value)) for value in ((), "", " ", None, ...)} == {wanted}
    assert repr(sheet.answer("q")) == wanted
    assert repr(sheet.answer("q", "soon")) == (
        "q: ✘ cannot be read: answer, 'soon': that is no number. Write one number, such as 12.5."
    )


def test_a_decimal_comma_in_python_is_explained():
    sheet = practised(Number(**COMMON, answer=lambda d: 1))
    assert repr(sheet.answer("q", (7, 40.0))) == (
        "q: ✘ cannot be read: answer, [7, 40.0]: those are 2 things, not one number. "
        "Python's decimal sign is the point: 7.5. A comma parts two numbers."
    )


def test_the_working_ends_with_the_answer_and_is_not_promised_where_there_is_none():
    steps = Steps([Step("One.", "1", 1), Step("Two.", "2", 2), Step("Three.", "3", 3)])
    question = Number(**COMMON, answer=lambda d: 2, working=lambda d: steps)
    assert [step.text for step in practised(question).answer("q", 7).working] == ["One.", "Two."]
    assert (
        question.judge(7, {}).message == "Not right. Compare the working step by step with yours."
    )
    bare = replace(question, working=None)
    assert bare.judge(7, {}).message == "Not right. Read the question again."


def test_a_wrong_name_of_a_question_or_a_table_is_explained():
    sheet = practised(Number(**COMMON, answer=lambda d: 1))
    assert complaint(sheet.answer, 52.5, "q") == (
        "ProblemError: sheet, question: 52.5 is no name of a question. "
        'Write its name first: sheet.answer("q", …).'
    )
    assert complaint(sheet.table, "x") == (
        "ProblemError: sheet, table: there is no table 'x'. "
        "The table is rows; the rest is in sheet.data."
    )
    assert sheet.table("rows").to_dict("list") == {"a": [1]}


LOADS = Table(
    **COMMON,
    unit="s",
    answer=lambda d: {"1": {"time": 10.0}, "2": {"time": 12.0}, "3": {"time": 9}},
)


def test_a_table_of_one_column_or_of_several_says_which():
    assert LOADS.wanted({}) == (
        "Write a table or a mapping with the column time; number in s; "
        "0.5 % of it more or less is right."
    )
    both = replace(LOADS, answer=lambda d: {"1": {"time": 10, "idle": 2}})
    assert "with the columns time and idle; " in both.wanted({})


def test_stations_that_pandas_made_decimals_are_stations():
    table = pd.DataFrame({"time": [10, 12, 9]}, index=[1.0, 2.0, 3.0])
    said = sheet_of(LOADS).answer("q", table)
    assert repr(said) == "q: recorded. Read: 3 cells."
    assert LOADS.judge(said.value, {}).status is Status.CORRECT


def test_names_of_rows_and_columns_match_in_any_case():
    assert LOADS.judge({"1 ": {"TIME": "10 s"}, 2: {"Time": 12}, 3: {"time": 9}}, {}).share == 1


def test_what_a_table_has_wrong_is_named():
    given = {"1": {"time": 10}, "2": {"tiem": 12}, "5": {"time": "soon"}}
    assert LOADS.judge(given, {}).message == (
        "1 of 3 cells are right. There is no row 5. The rows are 1, 2 and 3. "
        "There is no column tiem. Did you mean time? "
        "Row 5, column time, 'soon': that is no number. Write one number, such as 12.5 s."
    )
    assert sheet_of(LOADS).answer("q", given).judgement.message == (
        "Read: 3 cells. There is no column tiem. Did you mean time? "
        "Row 5, column time, 'soon': that is no number. Write one number, such as 12.5 s."
    )


def test_a_table_with_two_rows_of_one_name_cannot_be_read():
    table = pd.DataFrame({"time": [10, 12]}, index=["1", "1"])
    assert sheet_of(LOADS).answer("q", table).judgement.message == (
        "answer, table: a name is there twice. Give every row and every column a name of its own."
    )


def test_a_mistake_that_is_read_as_the_right_share_is_refused():
    """27 is read as 27 % too: an absolute importance of 27 would be right by chance."""
    absolute = Mistake("absolute", lambda data: data["x"], "Divide it.")
    share = Number(
        name="s", text="", unit="%", answer=lambda data: data["x"] / 100, mistakes=(absolute,)
    )
    assert share.judge(27, {"x": 27}).share == 1
    with pytest.raises(ProblemError, match="gives the right answer too"):
        share.check({"x": 27})
    share.check({"x": 0.5})
