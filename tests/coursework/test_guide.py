"""The instructor's guide: its commands are run as written, and say what it says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from classroom import EXERCISES, notebook, record
from click.testing import CliRunner

from opstools.cli import main
from opstools.coursework import load, variant
from opstools.coursework.reading import number

GUIDE = (EXERCISES / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.*?)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def course(tmp_path, monkeypatch):
    shutil.copytree(EXERCISES, tmp_path / "exercises")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hand_in(course: Path) -> None:
    """Ann has everything right, Bob makes a known mistake, Ming hands in nothing."""
    secret = (course / "secret.txt").read_text(encoding="utf-8").strip()
    (course / "submissions").mkdir()
    for student in ("ann", "bob"):
        entries = []
        for name in ("takt_and_bounds", "beat_the_rule"):
            exercise = load(course / "exercises" / name)
            drawn = variant(exercise, student=student, secret=secret)
            for question in exercise.questions:
                value = question.answer(drawn.data)
                if student == "bob" and question.name in ("takt", "fastest"):
                    value = question.mistakes[0].answer(drawn.data)
                entries.append(record(drawn, question.name, value))
        path = course / "submissions" / f"{student}.ipynb"
        path.write_text(json.dumps(notebook(*entries)), encoding="utf-8")


def test_the_walk_through_a_week(course):
    assert len(BLOCKS) >= 6
    for command, shown in BLOCKS:
        program, *words = shlex.split(command)
        if program == "cat":
            (course / words[0]).write_text(shown, encoding="utf-8")
            continue
        if words[0] == "grade":
            hand_in(course)
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert done.output == shown, command
    for name in re.findall(r"^\| `([a-z]\w*\.\w+)`", GUIDE, re.MULTILINE):
        assert (course / "grades" / "week3" / name).exists(), name


def test_the_points_in_the_table_are_those_of_the_exercises():
    rows = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", GUIDE, re.MULTILINE)
    folders = {path.parent.name for path in EXERCISES.glob("*/exercise.py")}
    assert {name for name, _ in rows} == folders
    for name, points in rows:
        assert load(EXERCISES / name).points == int(points)


def test_numbers_are_read_as_the_table_says():
    _, _, table = GUIDE.partition("| written | is | because |\n|---|---|---|\n")
    told = [line.split("|")[1:3] for line in table.partition("\n\n")[0].splitlines()]
    assert len(told) == 8
    for written, said in told:
        texts, unit = re.findall("`(.*?)`", written), "%" if "%" in written else ""
        if "asked for" in said:
            continue
        values = [number(value) for value in said.split(",")]
        assert [number(text, unit) for text in texts] == pytest.approx(
            values if len(values) > 1 else values * len(texts), rel=1e-3
        )
