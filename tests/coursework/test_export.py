"""Exports: well made, with all that is said in them, and nothing replaced or written in vain."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from classroom import FOLDERS
from coursework.exported import BOTH, N, as_read, from_moodle, from_qti, pairs
from coursework.platforms import QTI12, QTI21, moodle, qti, text_of
from coursework.samples import FIRST, NASTY, SECOND
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import read as load_notebook

from opstools.coursework import (
    Choice,
    Exercise,
    Mistake,
    Number,
    Table,
    export_moodle,
    load,
    variant,
)
from opstools.coursework.platforms.markup import clean
from opstools.coursework.platforms.qti import export_qti
from opstools.coursework.reading import key

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
    keys = {key(name).casefold(): name for name in [*names, "a", "b"]}.values()
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


# ------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("export", [export_moodle, export_qti])
def test_no_file_is_replaced_unasked(export, tmp_path):
    out = tmp_path / "mine"
    out.write_text("my own work")
    message = complaint(export, FIRST, variants=1, out=out)
    assert message == (
        f"ProblemError: export, {out}: it is there already. "
        "Name another file, or overwrite=True (--overwrite)."
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
