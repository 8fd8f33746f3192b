"""Exports: a platform judges as the questions themselves would judge."""

from __future__ import annotations

import math

import pytest
from coursework import platforms
from coursework.exported import BOTH, N, as_read, choices, from_moodle, from_qti, judged, pairs
from coursework.platforms import QTI12, QTI21, cloze, moodle, qti, text_of
from coursework.samples import FIRST, SECOND, WRONG_WAY
from hypothesis import given
from hypothesis import strategies as st

from opstools.coursework import (
    Choice,
    Exercise,
    Mistake,
    Number,
    Order,
    Table,
    export_moodle,
)
from opstools.coursework.platforms.export import drawn_variants
from opstools.coursework.platforms.markup import clean

# ----------------------------------------------------------------------- judged like the question


def numbers_to_try(question, data):
    right = float(question.answer(data))
    wrong = [float(mistake.answer(data)) for mistake in question.mistakes]
    around = [right * factor for factor in (0.9, 0.996, 1.004, 1.02, 60, 1 / 60, 100, 0.01, 3, -1)]
    values = [right, *wrong, *around, 0.0, 1e9]
    return values + [100 * value for value in values] if question.unit == "%" else values


@BOTH
def test_numbers_are_judged_alike(exercise, tmp_path):
    asked = list(pairs(exercise, from_moodle(exercise, tmp_path)))
    items = [item for _, item in pairs(exercise, from_qti(exercise, tmp_path))]
    for ((question, data), written), item in zip(asked, items, strict=True):
        if not isinstance(question, Number):
            continue
        assert moodle(written, "abc")[0] == qti(item, {"RESPONSE": "abc"})[0] == 0
        assert qti(item, {}) == (0, "")
        for value in numbers_to_try(question, data):
            share, message = judged(question, value, data)
            assert moodle(written, repr(value)) == (share, as_read(message)), value
            score, said = qti(item, {"RESPONSE": value})
            assert (score / question.points, said) == (share, as_read(message)), value


@given(st.floats(0.3, 3), st.sampled_from(["s", "%", ""]))
def test_any_number_is_judged_alike(cache_of_items, factor, unit):
    question, data, written, item = cache_of_items[unit]
    value = float(question.answer(data)) * factor
    share, message = judged(question, value, data)
    assert moodle(written, repr(value)) == (share, message)
    assert qti(item, {"RESPONSE": value}) == (share * question.points, message)


@pytest.fixture(scope="module")
def cache_of_items(tmp_path_factory):
    folder, found = tmp_path_factory.mktemp("numbers"), {}
    for unit in ("s", "%", ""):
        question = Number(name="n", text="?", unit=unit, answer=lambda data: data["x"], points=3)
        exercise = Exercise("Any", lambda random: {"x": random.choice([0.6, 0.85])}, (question,))
        written = from_moodle(exercise, folder, variants=1, overwrite=True)[0]
        item = from_qti(exercise, folder, variants=1, overwrite=True)[0]
        drawn = drawn_variants(exercise, 1, None)[0]
        found[unit] = question, drawn.data, written, item
    return found


@pytest.mark.parametrize(
    "written", ["{} s", "{}s", "{}seconds", "{}", "{:.3f}", "{m}min", "{m} 分钟", "{h} h"]
)
def test_moodle_reads_units_as_we_do(written, tmp_path):
    (question, data), asked = next(iter(pairs(FIRST, from_moodle(FIRST, tmp_path))))
    takt = question.answer(data)
    answer = written.format(takt, m=takt / 60, h=takt / 3600)
    assert moodle(asked, answer) == judged(question, answer, data) == (1, "Right.")


@pytest.mark.parametrize("written", ["{}", "{} %", "{p}", "{p} %", "{p}percent"])
def test_moodle_reads_shares_as_we_do(written, tmp_path):
    (question, data), asked = list(pairs(FIRST, from_moodle(FIRST, tmp_path)))[N]
    share = question.answer(data)
    answer = written.format(share, p=100 * share)
    assert moodle(asked, answer)[0] == judged(question, answer, data)[0]
    assert moodle(asked, answer)[0] == (written != "{} %")


@BOTH
def test_choices_are_judged_alike(exercise, tmp_path):
    asked = list(pairs(exercise, from_moodle(exercise, tmp_path)))
    items = [item for _, item in pairs(exercise, from_qti(exercise, tmp_path))]
    quiz = from_qti(exercise, tmp_path, version="1.2", overwrite=True)
    for ((question, data), written), item, canvas in zip(asked, items, quiz, strict=True):
        if not isinstance(question, Choice):
            continue
        names = {
            choice.text: choice.get("identifier") for choice in item.iter(f"{QTI21}simpleChoice")
        }
        for option in question.options(data):
            share, message = judged(question, option, data)
            assert moodle(written, option) == (share, as_read(message))
            score, said = qti(item, {"RESPONSE": names[option]})
            assert (score / question.points, said) == (share, as_read(message))
            assert platforms.canvas(canvas, {"response1": option}) == 100 * share


@BOTH
def test_orders_are_judged_alike(exercise, tmp_path):
    asked = list(pairs(exercise, from_moodle(exercise, tmp_path)))
    items = [item for _, item in pairs(exercise, from_qti(exercise, tmp_path))]
    for ((question, data), written), item in zip(asked, items, strict=True):
        if not isinstance(question, Order) or question.accept:
            continue
        names = {
            choice.text: choice.get("identifier") for choice in item.iter(f"{QTI21}simpleChoice")
        }
        right = list(question.answer(data))
        others = [list(mistake.answer(data)) for mistake in question.mistakes]
        for order in [right, *others, right[::-1], [*right[1:], right[0]]]:
            share, message = judged(question, order, data)
            fraction, listed = moodle(written, order)
            score, said = qti(item, {"RESPONSE": [names[thing] for thing in order]})
            assert fraction == score / question.points == share
            if order in others:
                assert said == as_read(message)
                assert as_read(message) in listed


@BOTH
def test_tables_are_judged_alike(exercise, tmp_path):
    asked = list(pairs(exercise, from_moodle(exercise, tmp_path)))
    items = [item for _, item in pairs(exercise, from_qti(exercise, tmp_path))]
    for ((question, data), written), item in zip(asked, items, strict=True):
        if isinstance(question, Table):
            _check_table(question, data, written, item)


def _check_table(question, data, written, item):
    right = question.answer(data)
    names = [each.get("identifier") for each in item.iter(f"{QTI21}responseDeclaration")]
    places = [(row, column) for row, cells in right.items() for column in cells]
    half = {r: dict(cells) for r, cells in right.items()}
    for row, column in places[::2]:
        half[row][column] = -1.0
    for answer in [right, half, *(mistake.answer(data) for mistake in question.mistakes)]:
        share, message = judged(question, answer, data)
        values = [float(answer[row][column]) for row, column in places]
        score, said = qti(item, dict(zip(names, values, strict=True)))
        assert math.isclose(score, share * question.points)
        if answer is not half:
            assert said == as_read(message)
        fraction, spoken = cloze(written, values)
        assert math.isclose(fraction, share)
        if share == 0:
            assert as_read(message) in spoken


# ------------------------------------------------------------------------------------ Canvas


@BOTH
def test_canvas_judges_what_it_can(exercise, tmp_path):
    for (question, data), item in pairs(exercise, from_qti(exercise, tmp_path, version="1.2")):
        if isinstance(question, Number):
            right = float(question.answer(data))
            assert platforms.canvas(item, repr(right)) == 100
            wrong = [float(mistake.answer(data)) for mistake in question.mistakes]
            assert all(platforms.canvas(item, repr(each)) == 0 for each in wrong)
            spoken = text_of(" ".join(each.text or "" for each in item.iter(f"{QTI12}mattext")))
            assert all(as_read(each.feedback) in spoken for each in question.mistakes)
        if isinstance(question, Order) and not question.accept:
            right = {f"response_{1001 + k}": thing for k, thing in enumerate(question.answer(data))}
            assert platforms.canvas(item, right) == pytest.approx(100, abs=0.1)


def test_canvas_gets_tables_of_whole_numbers_as_blanks(tmp_path):
    written = list(pairs(SECOND, from_qti(SECOND, tmp_path, version="1.2")))
    kinds = {q.name: item.findtext(f".//{QTI12}fieldentry") for (q, _), item in written}
    assert kinds["wholes"] == "fill_in_multiple_blanks_question"
    assert kinds["doubles"] == "essay_question"
    (question, data), item = next(pair for pair in written if pair[0][0].name == "wholes")
    values = [str(cell) for row in question.answer(data).values() for cell in row.values()]
    blanks = {f"response_cell_{k}_1": value for k, value in enumerate(values, 1)}
    assert platforms.canvas(item, blanks) == 100
    blanks["response_cell_1_1"] = "0"
    assert platforms.canvas(item, blanks) == 75


# ---------------------------------------------------------------------------- for people to judge


def test_people_get_what_they_need_to_judge(tmp_path):
    by_hand = ("any_order", "rule", "plan")
    for (question, data), written in pairs(SECOND, from_moodle(SECOND, tmp_path)):
        if question.name in by_hand:
            assert written.get("type") == "essay"
            shown = clean(question.shown(data))
            assert shown in text_of(written.findtext("graderinfo/text"))
    for (question, data), item in pairs(SECOND, from_qti(SECOND, tmp_path)):
        if question.name in by_hand:
            block = item.find(f".//{QTI21}rubricBlock")
            assert block.get("view") == "scorer"
            assert clean(question.shown(data)) in "".join(block.itertext())


def test_mistakes_are_named_in_every_format(tmp_path):
    whole = export_moodle(FIRST, variants=1, out=tmp_path / "m").read_text(encoding="utf-8")
    assert "节拍 ]]&amp;gt;" in whole
    (question, data), item = next(iter(pairs(FIRST, from_qti(FIRST, tmp_path))))
    wrong = question.mistakes[0].answer(data)
    assert qti(item, {"RESPONSE": wrong}) == (0, as_read(WRONG_WAY))


def test_choices_do_not_stand_in_their_right_order(tmp_path):
    for (question, data), item in pairs(SECOND, from_qti(SECOND, tmp_path)):
        if question.name == "order":
            assert list(choices(item)) == sorted(question.answer(data))


def test_the_first_of_two_mistakes_speaks(tmp_path):
    both = [Mistake(name, lambda data: "b", name) for name in ("first", "second")]
    question = Choice(
        name="c",
        text="?",
        options=lambda data: ["a", "b"],
        answer=lambda data: "a",
        mistakes=tuple(both),
    )
    (asked,) = from_moodle(Exercise("Two", lambda random: {}, (question,)), tmp_path, variants=1)
    assert moodle(asked, "b") == judged(question, "b", {}) == (0, "first")
