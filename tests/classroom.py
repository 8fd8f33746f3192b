"""A small class for tests: release, work the notebooks as students would, grade."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from opstools.coursework import Variant, grade, load, release, variant
from opstools.coursework.exercise import data_digest
from opstools.coursework.sheet import MIME

EXERCISES = Path(__file__).parents[1] / "exercises"
FOLDERS = sorted(path.parent for path in EXERCISES.glob("*/exercise.py"))
SECRET = "a secret for tests"


def of_each_kind() -> list[Path]:
    """A few exercises that together ask every kind of question."""
    chosen, seen = [], set()
    for folder in FOLDERS:
        kinds = {question.kind for question in load(folder).questions}
        if kinds - seen:
            chosen.append(folder)
            seen |= kinds
    return chosen


VALUES = EXERCISES / "takt_and_bounds"  # its questions run no code


def record(drawn: Variant, question: str, value: Any, **changes: Any) -> dict[str, Any]:
    """The JSON that an answer cell leaves behind."""
    return {
        "version": 1,
        "exercise": drawn.exercise.name,
        "student": drawn.student,
        "token": drawn.token,
        "question": question,
        "digest": data_digest(drawn.data),
        "value": value,
        **changes,
    }


def output(entry: Any) -> dict[str, Any]:
    """An output that carries an answer."""
    data = {"text/plain": "", MIME: entry}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def notebook(*entries: Any) -> dict[str, Any]:
    """A saved notebook with one answer cell for each entry."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": k,
            "id": f"c{k}",
            "metadata": {},
            "source": "",
            "outputs": [output(entry)],
        }
        for k, entry in enumerate(entries, 1)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class Classroom:
    """Some students, one exercise without code questions, and a folder for submissions."""

    def __init__(self, folder: Path, students: tuple[str, ...] = ("ann", "bob", "李明")) -> None:
        self.exercise = load(VALUES)
        self.roster = pd.DataFrame({"student": students, "name": [s.title() for s in students]})
        self.folder, self.handed_in = folder, folder / "handed in"
        self.handed_in.mkdir()

    def drawn(self, student: str) -> Variant:
        return variant(self.exercise, student=student, secret=SECRET)

    def answers(self, student: str) -> dict[str, Any]:
        drawn = self.drawn(student)
        return {each.name: each.answer(drawn.data) for each in self.exercise.questions}

    def entries(self, student: str, **wrong: Any) -> list[dict[str, Any]]:
        """Right answers to everything, but for those given."""
        given: Mapping[str, Any] = {**self.answers(student), **wrong}
        return [record(self.drawn(student), question, value) for question, value in given.items()]

    def hand_in(self, name: str, content: Any) -> Path:
        path = self.handed_in / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def grade(self, **settings: Any) -> Any:
        return grade(
            self.handed_in,
            roster=self.roster,
            secret=SECRET,
            out=self.folder / "graded",
            exercises=[self.exercise],
            **settings,
        )

    def release(self, **settings: Any) -> Any:
        return release(
            [self.exercise],
            roster=self.roster,
            secret=SECRET,
            out=self.folder / "week",
            **settings,
        )

    def statuses(self, student: str) -> list[str]:
        records = {each.student: each for each in self.grade().records}
        return [mark.judgement.status.value for mark in records[student].marks]
