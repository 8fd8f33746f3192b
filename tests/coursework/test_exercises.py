"""Every exercise folder: sound variants, distinct mistakes, a notebook that solves them all."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from classroom import FOLDERS, SECRET

from opstools.core import ProblemError
from opstools.coursework import load, variant
from opstools.coursework.checking import check_for_release, check_variants
from opstools.coursework.own_solutions import complaints
from opstools.coursework.release import authored
from opstools.coursework.template import new_exercise

each_exercise = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def check(folder, students):
    """The notebook's own method solves every variant."""
    exercise = load(folder)
    notebook = authored(exercise)
    for student in students:
        drawn = variant(exercise, student=student, secret=SECRET)
        assert complaints(notebook, drawn) == {}, student


@each_exercise
def test_twenty_variants_are_solved_by_the_notebooks_own_method(folder):
    check(folder, [f"student {k}" for k in range(20)])


@pytest.mark.slow
@each_exercise
def test_sixty_variants(folder):
    """Mistakes earn less than the answer, and no constant answer earns over three tenths.

    Among sixty, chance alone may carry a share over that; then the thousand decide that an author
    tries. What is wrong with one of the sixty is wrong then too, as they are among them.
    """
    exercise = load(folder)
    try:
        check_variants(exercise, 60)
    except ProblemError:
        check_variants(exercise)


@each_exercise
def test_it_may_be_released(folder):
    exercise = load(folder)
    check_for_release(exercise, authored(exercise))


@each_exercise
def test_there_are_three_known_mistakes_and_working(folder):
    exercise = load(folder)
    named = {mistake.name for question in exercise.questions for mistake in question.mistakes}
    assert len(named) >= 3
    for question in exercise.questions:
        for mistake in question.mistakes:
            assert mistake.feedback.endswith((".", "?"))


@each_exercise
def test_students_get_different_numbers(folder):
    exercise = load(folder)
    drawn = [variant(exercise, student=f"s{k}", secret=SECRET).data for k in range(12)]
    assert len({json.dumps(data) for data in drawn}) >= 10
    other = variant(exercise, student="s0", secret="another secret").data
    assert other != drawn[0]


def test_a_variant_is_the_same_on_every_machine():
    code = (
        "import json, sys; from opstools.coursework import load, variant; "
        f"v = variant(load(sys.argv[1]), student='李明', secret='{SECRET}'); "
        "print(json.dumps([v.data, v.token]))"
    )
    folder = FOLDERS[0]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": str(seed), "PATH": ""},
        ).stdout
        for seed in (0, 1)
    }
    drawn = variant(load(folder), student="李明", secret=SECRET)
    assert seen == {json.dumps([drawn.data, drawn.token]) + "\n"}


def test_a_new_exercise_passes_at_once(tmp_path):
    check(new_exercise("mine", tmp_path), [f"s{k}" for k in range(50)])


BROKEN = {
    "def f(:": "it stops with SyntaxError",
    "1 / 0": "it stops with ZeroDivisionError",
    "x = 1": "it names no EXERCISE",
}


@pytest.mark.parametrize("code", BROKEN)
def test_an_authors_mistake_is_explained(tmp_path, code):
    folder = new_exercise("mine", tmp_path)
    (folder / "exercise.py").write_text(code, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(BROKEN[code])):
        load(folder)


def test_an_exercise_without_sound_variants_says_why(tmp_path):
    folder = new_exercise("mine", tmp_path)
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    text = text.replace('lambda data: data["flow_rate"],', "inventory,")
    (folder / "exercise.py").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"refused 200 times.*gives the right answer too") as said:
        variant(load(folder), student="s", secret=SECRET)
    assert str(said.value).endswith("Draw other numbers. Change the generator.")
