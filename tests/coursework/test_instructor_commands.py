"""The instructor's commands, used wrongly: every message says where it looked and what to do."""

from __future__ import annotations

import pytest
from classroom import EXERCISES
from click.testing import CliRunner
from helpers import complaint

from opstools.cli import main
from opstools.coursework import Choice, Exercise, load
from opstools.coursework.checking import check_variants
from opstools.coursework.own_solutions import check_notebook
from opstools.coursework.template import new_exercise

TAKT = str(EXERCISES / "takt_and_bounds")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("student,name\n007,Ann\n", encoding="utf-8")

    def call(*words):
        return CliRunner().invoke(main, words)

    return call


def release(run, title="week3", exercise=TAKT, roster="roster.csv", *more):
    words = ("-e", exercise, "--roster", roster, "--secret-file", "s.txt", "--out", "classes")
    return run("release", title, *words, *more)


def test_practice_takes_nothing_that_is_for_each_student(run, tmp_path):
    done = release(run, "week3", TAKT, "roster.csv", "--practice")
    assert done.exit_code == 2
    assert "leave out --roster, --secret-file" in done.output
    assert not (tmp_path / "classes").exists()
    assert (
        "leave out" in run("release", "x", "-e", TAKT, "--out", "o", "--practice", "--add").output
    )
    assert run("release", "x", "-e", TAKT, "--out", "o", "--practice").exit_code == 0


def test_a_misspelt_file_is_found_again(run, tmp_path):
    done = release(run, roster="rooster.csv")
    assert done.exit_code == 2
    assert f"there is no rooster.csv in {tmp_path}. Did you mean roster.csv?" in done.output


def test_in_the_wrong_folder_the_message_says_where_it_looked(run, tmp_path):
    done = release(run, exercise="exercises/takt_and_bounds")
    assert done.exit_code == 2
    assert (
        f"there is no exercises in {tmp_path}. "
        "Correct the name, or go to the folder that the path begins in."
    ) in done.output


def test_a_folder_of_exercises_is_no_exercise(run):
    new_exercise("bakery", "mine")
    done = run("exercise", "check", "mine")
    assert done.exit_code == 1
    assert done.output == (
        "ProblemError: exercise mine, mine: it holds 1 exercise. Name one of them: bakery.\n"
    )


@pytest.mark.parametrize("title", ["../week3", "a/b", "..", "", "c:x"])
def test_a_title_is_no_path(run, title, tmp_path):
    done = release(run, title=title)
    assert done.exit_code == 2
    assert f"{title!r} is no title. Write a plain one, such as week3." in done.output
    assert not (tmp_path / "s.txt").exists()


def test_a_second_release_says_what_can_be_done(run, tmp_path):
    assert release(run).exit_code == 0
    before = (tmp_path / "classes/week3/key.csv").read_bytes()
    done = release(run)
    assert done.exit_code == 1
    assert done.output == (
        "ProblemError: release, classes/week3: students, key.csv and manifest.json are there "
        "already. Choose another title; or add=True (--add) for students who have no notebook "
        "yet, or overwrite=True (--overwrite) to replace it.\n"
    )
    assert (tmp_path / "classes/week3/key.csv").read_bytes() == before


def test_a_name_for_an_exercise(run):
    assert run("exercise", "new", "Bakery Queue").output == (
        "ProblemError: exercise, name: 'Bakery Queue' cannot be the name of one. "
        "Use letters, digits and underscores, such as bakery_queue.\n"
    )


# What the check of an exercise sees in its notebook


def changed(folder, file, old, new):
    path = new_exercise("mine", folder) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load(path.parent)


def test_a_question_that_the_notebook_misspells(tmp_path):
    exercise = changed(tmp_path, "exercise.ipynb", 'answer(\\"inventory', 'answer(\\"inventry')
    assert complaint(check_notebook, exercise) == (
        "ProblemError: exercise mine, 2 faults:\n"
        "  1. exercise.ipynb: question inventory has no answer cell, or two. "
        'Write sheet.answer("inventory", …) once.\n'
        "  2. exercise.ipynb: it answers inventry, which exercise.py does not ask. "
        "Did you mean inventory?"
    )


def test_a_solution_that_is_not_right(tmp_path):
    exercise = changed(
        tmp_path, "exercise.ipynb", '] * sheet.data[\\"flow', '] / sheet.data[\\"flow'
    )
    said = complaint(check_notebook, exercise)
    assert said == (
        "ProblemError: exercise mine, question inventory: the notebook's own solution is judged: "
        "Little's law multiplies: inventory is flow rate times flow time. "
        "Correct the solution in exercise.ipynb, or the answer in exercise.py."
    )


def test_a_solution_that_stops(run, tmp_path):
    changed(tmp_path, "exercise.ipynb", 'data[\\"flow_rate', 'data[\\"flowrate')
    done = run("exercise", "check", "mine")
    assert done.output == (
        "ProblemError: exercise mine, exercise.ipynb, cell 5: it stops with KeyError: 'flowrate'. "
        "Correct the cell.\n"
    )


def test_what_an_exercise_says_when_it_stops_ends_with_one_full_stop(tmp_path):
    said = complaint(
        changed, tmp_path, "exercise.py", "EXERCISE =", 'raise ValueError("None.")\nEXERCISE ='
    )
    assert said.endswith("exercise.py: it stops with ValueError: None. Correct it.")


def test_a_choice_of_three_needs_a_fourth():
    choice = Choice(
        name="line",
        text="?",
        options=lambda data: ["a", "b", "c"],
        answer=lambda data: "abc"[data["k"]],
    )
    exercise = Exercise("Three", lambda random: {"k": random.randint(0, 2)}, (choice,))
    said = complaint(check_variants, exercise, 40)
    assert "question line: " in said
    assert said.endswith("on average. Offer four options or more: at most 30 % is allowed.")


def test_no_variants_prove_nothing(run):
    done = run("exercise", "check", TAKT, "--variants", "0")
    assert done.output == (
        "ProblemError: exercise, variants: 0 is below 1. Try some, such as 1000.\n"
    )


@pytest.mark.parametrize("where", [".", "no/secret.txt"])
def test_a_secret_that_is_no_file_ends_with_a_sentence(run, where, tmp_path):
    words = ("-e", TAKT, "--roster", "roster.csv", "--secret-file", where, "--out", "classes")
    done = run("release", "week3", *words)
    assert done.exit_code == 1
    assert ("Is a directory." in done.output) or ("No such file or directory." in done.output)
    assert "chmod" not in done.output


def test_a_secret_that_is_no_text_ends_with_a_sentence(run, tmp_path):
    (tmp_path / "s.txt").write_bytes(b"\xff\xfe")
    assert "ProblemError: release, secret: it is too short." in release(run).output
