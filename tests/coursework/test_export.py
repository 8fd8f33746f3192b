"""Exports: well made, and judged by a platform as the questions themselves would judge."""

from __future__ import annotations

import math
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from classroom import FOLDERS, of_each_kind
from coursework import platforms
from coursework.platforms import QTI12, QTI21, cloze, moodle, qti, text_of
from coursework.samples import FIRST, NASTY, SECOND, WRONG_WAY
from coursework.structure import check_moodle, check_qti12, check_qti21
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import read as load_notebook

from opstools.core import ProblemError
from opstools.coursework import (
    Choice,
    Exercise,
    Mistake,
    Number,
    Order,
    Table,
    export_moodle,
    load,
    variant,
)
from opstools.coursework.platforms.export import drawn_variants
from opstools.coursework.platforms.markup import clean
from opstools.coursework.platforms.qti import export_qti

# The two samples hold every kind of question; the course's own exercises take longer.
OWN = [pytest.param(load(folder), marks=pytest.mark.slow) for folder in of_each_kind()]
BOTH = pytest.mark.parametrize("exercise", [FIRST, SECOND, *OWN], ids=lambda each: each.name)
N = 3


def from_moodle(exercise, folder, **settings):
    path = export_moodle(exercise, **{"variants": N, **settings}, out=folder / "questions.xml")
    return check_moodle(path.read_bytes())


def from_qti(exercise, folder, **settings):
    path = export_qti(exercise, **{"variants": N, **settings}, out=folder / "package.zip")
    check = check_qti12 if settings.get("version") == "1.2" else check_qti21
    with zipfile.ZipFile(path) as package:
        return check(package)


def pairs(exercise, written):
    """Every written item with its question and data, in the order of the file."""
    drawn = drawn_variants(exercise, N, None)
    expected = [(question, each.data) for question in exercise.questions for each in drawn]
    return zip(expected, written, strict=True)


def judged(question, answer, data):
    """Share and sentence of the question itself; what it cannot read earns nothing."""
    try:
        said = question.judge(answer, data)
    except ProblemError:
        return 0.0, None
    return said.share, said.message


def choices(item):
    """What can be chosen in a QTI 2.1 item -> its identifier."""
    return {each.text: each.get("identifier") for each in item.iter(f"{QTI21}simpleChoice")}


def as_read(sentence):
    """A sentence after HTML and XML: blanks at the ends and forbidden characters are gone."""
    return clean(sentence).strip()


# ------------------------------------------------------------------------------- structure


@BOTH
def test_moodle_is_well_made(exercise, tmp_path):
    questions = from_moodle(exercise, tmp_path)
    assert len(questions) == N * len(exercise.questions)


@BOTH
def test_moodle_has_a_category_for_each_question(exercise, tmp_path):
    export_moodle(exercise, variants=N, out=tmp_path / "q.xml")
    kinds = [each.get("type") for each in ElementTree.parse(tmp_path / "q.xml").getroot()]
    categories = [k for k, kind in enumerate(kinds) if kind == "category"]
    assert categories == [k * (N + 1) for k in range(len(exercise.questions))]


@BOTH
@pytest.mark.parametrize("version", ["2.1", "1.2"])
def test_qti_is_well_made(exercise, version, tmp_path):
    items = from_qti(exercise, tmp_path, version=version)
    assert len(items) == N * len(exercise.questions)


@BOTH
def test_the_same_variants_give_the_same_bytes(exercise, tmp_path):
    writers = {
        "moodle": lambda out: export_moodle(exercise, variants=2, out=out),
        "2.1": lambda out: export_qti(exercise, variants=2, out=out),
        "1.2": lambda out: export_qti(exercise, variants=2, out=out, version="1.2"),
    }
    for name, write in writers.items():
        first, second = (write(tmp_path / f"{name}-{k}").read_bytes() for k in (1, 2))
        assert first == second


def test_a_picture_is_in_every_question_and_once_in_a_package(tmp_path):
    questions = from_moodle(FIRST, tmp_path)
    assert all(question.find("questiontext/file") is not None for question in questions)
    for version in ("2.1", "1.2"):
        out = export_qti(FIRST, variants=N, out=tmp_path / version, version=version)
        names = zipfile.ZipFile(out).namelist()
        assert sum(name.endswith(".png") for name in names) == N


# ---------------------------------------------------------------------------------- escaping


def test_names_stay_names(tmp_path):
    """No tag, gap or forbidden character of an author or of the data has any effect."""
    for exercise in (FIRST, SECOND):
        for question in from_moodle(exercise, tmp_path, overwrite=True):
            text = question.findtext("questiontext/text")
            assert "<script" not in text
            seen = text_of(text).replace("\u2060", "")
            assert clean(NASTY) in seen
            assert "检查" in seen
            assert "R&D" in seen
        for item in from_qti(exercise, tmp_path, overwrite=True):
            words = "".join(item.find(f"{QTI21}itemBody").itertext())
            assert clean(NASTY) in words
        for item in from_qti(exercise, tmp_path, overwrite=True, version="1.2"):
            words = text_of(item.findtext(f".//{QTI12}mattext"))
            assert clean(NASTY) in words


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=9), max_size=3))
def test_any_text_comes_through(tmp_path_factory, title, sentence, names):
    folder = tmp_path_factory.mktemp("any")
    keys = dict.fromkeys([*names, "a", "b"])
    exercise = Exercise(
        title=title + "t",
        data=lambda random: {"given": sentence, "named": dict.fromkeys(keys, sentence)},
        questions=(
            Number(
                name="n",
                text=sentence,
                answer=lambda data: 7,
                mistakes=(Mistake("m", lambda data: 9, sentence),),
            ),
            Table(
                name="t",
                text=sentence,
                answer=lambda data: {name: {"c": 3.5} for name in keys},
                mistakes=(Mistake("m", lambda data: {"a": {"c": 9}}, sentence),),
            ),
        ),
    )
    number, *_ = from_moodle(exercise, folder, variants=1)
    assert moodle(number, 9) == (0, as_read(sentence))
    item, *_ = from_qti(exercise, folder, variants=1)
    assert qti(item, {"RESPONSE": 9}) == (0, as_read(sentence))
    from_qti(exercise, folder, variants=1, version="1.2", overwrite=True)


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


def test_the_working_is_the_feedback_for_everybody(tmp_path):
    (question, data), written = next(iter(pairs(FIRST, from_moodle(FIRST, tmp_path))))
    said = text_of(written.findtext("generalfeedback/text"))
    assert f"Right answer: {question.shown(data)}" in said
    assert rf"\(\frac{{{data['hours']} \times 3600}}{{{data['demand']}}} = \text{{" in said


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folders_story_comes_with_every_item(folder, tmp_path):
    exercise = load(folder)
    first = load_notebook(folder / "exercise.ipynb", as_version=4).cells[0].source
    opening = first.split("\n\n")[1].split()[:3]  # behind the title
    for item in from_qti(exercise, tmp_path):
        words = "".join(item.find(f"{QTI21}itemBody").itertext())
        assert " ".join(opening) in " ".join(words.split())
        assert "**" not in words


# ------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("export", [export_moodle, export_qti])
def test_no_file_is_replaced_unasked(export, tmp_path):
    out = tmp_path / "mine"
    out.write_text("my own work")
    message = complaint(export, FIRST, variants=1, out=out)
    assert message == (
        f"ProblemError: export, {out}: it is there already. Name another file, or overwrite=True."
    )
    assert out.read_text() == "my own work"
    assert export(FIRST, variants=1, out=out, overwrite=True) == out
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_places_that_cannot_be_written(tmp_path):
    assert complaint(export_moodle, FIRST, variants=1, out=tmp_path) == (
        f"ProblemError: export, {tmp_path}: it is a folder. Name a file in it."
    )
    assert complaint(export_moodle, FIRST, variants=1, out=tmp_path / "no" / "x.xml") == (
        f"ProblemError: export, {tmp_path / 'no'}: there is no such folder. "
        "Make it, or name another one."
    )


@pytest.mark.parametrize("number", [0, -1, 1001, True])
def test_numbers_of_variants(number, tmp_path):
    assert complaint(export_qti, FIRST, variants=number, out=tmp_path / "x") == (
        f"ProblemError: export, variants: {number} is too few or too many. "
        "Give a number from 1 to 1,000."
    )


def test_variants_of_another_exercise(tmp_path):
    own, other = (variant(each, student="1", secret="s") for each in (FIRST, SECOND))
    assert complaint(export_qti, FIRST, variants=[own, other, own], out=tmp_path / "x") == (
        "ProblemError: export, variant 2: it is none of this exercise. "
        "Make it by variant(exercise, …)."
    )
    assert "a student is there twice" in complaint(
        export_qti, FIRST, variants=[own, own], out=tmp_path / "x"
    )
    assert "there are none" in complaint(export_qti, FIRST, variants=[], out=tmp_path / "x")


def test_versions(tmp_path):
    assert complaint(export_qti, FIRST, variants=1, out=tmp_path / "x", version="3") == (
        "ProblemError: export, version: 3 is not known. Give 2.1, or 1.2 for Canvas."
    )


def test_a_choice_without_its_answer(tmp_path):
    lost = Choice(name="c", text="?", options=lambda data: ["a", "b"], answer=lambda data: "c")
    message = complaint(
        export_moodle, Exercise("Lost", lambda random: {}, (lost,)), variants=1, out=tmp_path / "x"
    )
    assert message == (
        "ProblemError: question c, options: the answer is not exactly one of them. "
        "Let the answer be one of them, and all differ."
    )


def test_given_variants_and_secrets(tmp_path):
    drawn = [variant(FIRST, student=name, secret="our secret") for name in ("李明", "Ana")]
    given = from_moodle(FIRST, tmp_path, variants=drawn)
    assert len(given) == 2 * len(FIRST.questions)
    secret = from_moodle(FIRST, tmp_path, secret="our secret", overwrite=True)
    public = from_moodle(FIRST, tmp_path, overwrite=True)
    data = [
        [question.findtext("questiontext/text") for question in questions]
        for questions in (secret, public)
    ]
    assert data[0] != data[1]
    renamed = replace(FIRST, name="other")
    idents = {question.findtext("idnumber") for question in public}
    again = from_moodle(renamed, tmp_path, overwrite=True)
    assert not idents & {question.findtext("idnumber") for question in again}


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
