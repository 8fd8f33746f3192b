"""The instructor's guide: its commands are run as written, and say what it says."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

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


TITLE = "week3"
DUE = datetime(2025, 5, 2, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))


def hand_in(course: Path, folder: str, when: datetime, *students: str) -> None:
    """Everybody has everything right, but for a known mistake of Bob's."""
    secret = (course / "secret.txt").read_text(encoding="utf-8").strip()
    (course / folder).mkdir(exist_ok=True)
    for student in students:
        entries = []
        for name in ("takt_and_bounds", "beat_the_rule"):
            exercise = load(course / "exercises" / name)
            drawn = variant(exercise, student=student, secret=secret, title=TITLE)
            for question in exercise.questions:
                value = question.answer(drawn.data)
                if student == "bob" and question.name in ("takt", "fastest"):
                    value = question.mistakes[0].answer(drawn.data)
                entries.append(record(drawn, question.name, value))
        path = course / folder / f"{student}.ipynb"
        path.write_text(json.dumps(notebook(*entries)), encoding="utf-8")
        os.utime(path, (when.timestamp(), when.timestamp()))


def test_the_walk_through_a_term(course):
    """Ann and Bob hand in in time, Ming 2 days late, and Dee, who enrolled late, within hers."""
    assert len(BLOCKS) >= 14
    for command, shown in BLOCKS:
        program, *words = shlex.split(command)
        if program == "cat":
            (course / words[0]).write_text(shown, encoding="utf-8")
            continue
        if words[:3] == ["grade", TITLE, "submissions"]:
            hand_in(course, "submissions", DUE - timedelta(hours=3), "ann", "bob")
        elif words[0] == "grade":
            hand_in(course, "late", DUE + timedelta(hours=30), "ming", "dee")
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert done.stdout == shown, command  # a bar of progress goes to stderr
    for name in re.findall(r"^\| `([a-z]\w*\.\w+)`", GUIDE, re.MULTILINE):
        assert (course / "grades" / TITLE / name).exists(), name
    check_the_end(course)


def check_the_end(course: Path) -> None:
    """What the guide says of the last gradebook holds."""
    text = (course / "grades" / TITLE / "gradebook.csv").read_text(encoding="utf-8-sig")
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    ann, bob, ming, dee = (float(rows[s]["total"]) for s in ("ann", "bob", "ming", "dee"))
    assert ann == dee
    assert ming == pytest.approx(0.8 * ann)
    assert rows["bob"]["takt_and_bounds.takt"] == "1"
    assert ming < bob < ann
    pages = course / "grades" / TITLE / "feedback"
    assert "See me." in (pages / "bob.html").read_text(encoding="utf-8")
    assert "Right answer" in (pages / "bob.html").read_text(encoding="utf-8")
    canvas = (course / "grades" / TITLE / "canvas.csv").read_text(encoding="utf-8")
    assert canvas.startswith("Student,ID,SIS User ID,SIS Login ID,Section,Takt (4711),")
    with zipfile.ZipFile(course / "pages.zip") as archive:
        assert sorted(archive.namelist()) == [
            "ann.html", "bob.html", "dee.html", "merge.csv", "ming.html",
        ]  # fmt: skip


def test_the_points_in_the_table_are_those_of_the_exercises():
    rows = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", GUIDE, re.MULTILINE)
    folders = {path.parent.name for path in EXERCISES.glob("*/exercise.py")}
    told = {name for name, _ in rows}
    assert not folders - told, f"add a row for {folders - told} to the table in exercises/README.md"
    assert not told - folders, f"exercises/README.md has rows for {told - folders}, which are gone"
    front = (EXERCISES.parent / "README.md").read_text(encoding="utf-8")
    assert f" {len(folders)} exercises" in front, f"README.md: there are {len(folders)} exercises"
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
