"""Every exercise folder: sound variants, distinct mistakes, a notebook that solves them all."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from classroom import EXERCISES, FOLDERS, SECRET

from opstools.core import ProblemError
from opstools.coursework import Number, load, variant
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


@each_exercise
def test_a_share_may_be_told_in_per_cent(folder):
    for question in load(folder).questions:
        if isinstance(question, Number) and re.search(r"\b(share|probability)\b", question.text):
            assert question.unit == "%", question.name


TWO_RIGHT = {
    # Two penalties are 5 at the third step: 1170 or 1200, as the tie is broken.
    "vogel_by_hand": {
        "table": [
            {"source": "Mine A", "Port": 10, "Mill": 5, "Town": 8, "supply": 10},
            {"source": "Mine B", "Port": 17, "Mill": 4, "Town": 10, "supply": 55},
            {"source": "Mine C", "Port": 19, "Mill": 9, "Town": 15, "supply": 25},
        ],
        "demand": {"Port": 50, "Mill": 10, "Town": 30},
        "unit": "t",
    },
    # Half of the weight lies up to 48 km, half from 79 km: any x between is best on a grid.
    "warehouse_by_hand": {
        "shops": [
            {"name": "Ash", "x": 79, "y": 74, "weight": 48},
            {"name": "Birch", "x": 12, "y": 3, "weight": 4},
            {"name": "Cedar", "x": 34, "y": 25, "weight": 17},
            {"name": "Elm", "x": 29, "y": 38, "weight": 13},
            {"name": "Fir", "x": 48, "y": 7, "weight": 14},
        ]
    },
}


@pytest.mark.parametrize("name", TWO_RIGHT)
def test_numbers_with_two_right_answers_are_refused(name):
    assert not load(EXERCISES / name).sound(TWO_RIGHT[name])


def test_every_speed_of_set_ups_is_handed_out():
    exercise = load(EXERCISES / "small_batches")
    drawn = [variant(exercise, student=f"s{k}", secret=SECRET).data for k in range(20)]
    assert {data["times_quicker"] for data in drawn} == {9, 16, 25}


def test_rest_is_mistaken_as_the_hint_says():
    """Shifts of 8, 6 and 10 hours from 6 o'clock, by the clock of two days."""
    starts, ends = {"early": 6, "late": 14}, {"early": 14, "late": 20}
    shifts = [
        {"shift": "early", "start": 6, "end": 14, "needed": 2},
        {"shift": "late", "start": 14, "end": 20, "needed": 1},
        {"shift": "night", "start": 20, "end": 6, "needed": 1},
    ]
    data = {"shifts": shifts, "most_days": 5, "rest": 11}
    question = load(EXERCISES / "cover_the_night").question("rest")
    between = {
        "That lies between an early shift": 24 + starts["late"] - ends["early"],
        "That counts from the start of the late shift": 24 + starts["early"] - starts["late"],
        "That lies between a late shift": 24 + starts["late"] - ends["late"],
    }
    for hint, hours in between.items():
        assert question.judge(hours, data).message.startswith(hint)
    assert question.judge(24 + starts["early"] - ends["late"], data).share == 1


@pytest.mark.parametrize(
    ("price", "segments", "said", "hint"),
    [
        (100, 5, "cost leadership", "Only a margin above the mean"),  # it is stuck in the middle
        (140, 5, "stuck in the middle", "Only a margin above the mean"),
        (140, 5, "cost focus", "Look at the segments"),
        (140, 3, "cost leadership", "Look at the segments"),
    ],
)
def test_a_wrong_strategy_is_told_why(price, segments, said, hint):
    ash = {"firm": "Ash", "price": price, "cost": 80, "segments": segments, "days": 4}
    others = [{**ash, "firm": firm, "price": 135, "cost": 100} for firm in ("Elm", "Fir")]
    question = load(EXERCISES / "stuck_in_the_middle").question("strategy")
    assert question.judge(said, {"firms": [ash, *others]}).message.startswith(hint)


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
