"""Marking one student, in any process: the record, and the page that the student reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..core import ProblemError
from ..core.files import atomic_write
from ..core.numbers import count, show
from .exercise import Exercise, Variant, data_digest, load, released_variant
from .feedback import feedback_page
from .file_owners import Given, HandedIn, Question
from .json_data import as_text
from .judgement import Judgement, Status
from .judging import judge
from .overrides import Override, applied
from .questions import Question as Asked
from .records import Mark, Record
from .roster import Student
from .sandbox import NoSandbox

LONGEST_SHOWN = 200  # characters of an answer that feedback repeats
LONGEST_CODE = 4000  # of a function, which is read line by line
UNREAD = (Status.NOT_ATTEMPTED, Status.UNREADABLE)


@dataclass(frozen=True)
class Decided:
    """What the rules say for one student: points, bonus, when it was due and what late work costs.

    `late` maps an answer's time of receipt to days and the share that is taken off.
    """

    points: Mapping[str, float]
    bonus: tuple[str, ...]
    late: Mapping[float, tuple[int, float]]

    def mark(
        self, exercise: Exercise, question: Asked, said: Judgement, given: Given | None = None
    ) -> Mark:
        """What a judgement of an answer is worth."""
        name = f"{exercise.name}.{question.name}"
        return Mark(
            exercise.name,
            question.name,
            self.points.get(name, question.points),
            said,
            _short(given, code=question.kind == "code"),
            self.late.get(given.received, (0, 0.0))[1] if given else 0.0,
            bonus=name in self.bonus,
        )


@dataclass(frozen=True)
class Job:
    """Everything that grading one student needs, in a form that travels to another process."""

    student: Student
    handed_in: HandedIn
    folders: tuple[tuple[str, str], ...]  # with the digest, so that no stale one is used
    key: bytes
    decided: Decided
    overrides: Mapping[str, Override]
    trusted: bool
    show: tuple[str, ...]
    page: str
    only: tuple[str, ...] = ()  # questions to grade anew; the others stay as `before` has them
    before: Record | None = None

    def fingerprint(self) -> str:
        """The same for the same work; another wherever something has changed."""
        handed_in = self.handed_in
        answers = [
            [*question, vars(given.answer), given.owner, given.file, given.received]
            for question, given in handed_in.answers.items()
        ]
        missing = [[*question, why] for question, why in handed_in.missing.items()]
        parts = [
            hashlib.sha256(self.key).hexdigest(),
            [self.student.id, self.student.name],
            [answers, missing, handed_in.unread, handed_in.told, handed_in.file],
            [*handed_in.short()],
            [dict(self.decided.points), self.decided.bonus, [*self.decided.late.items()]],
            {name: vars(given) for name, given in self.overrides.items()},
            [self.trusted, self.show, self.only],
            self.before.as_json() if self.before and self.only else "",
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Marker:
    """One student's marks, one after the other."""

    def __init__(self, job: Job) -> None:
        self.job, self.remarks = job, list(job.handed_in.short())
        self.exercises = [load_once(*folder) for folder in job.folders]
        self._drawn: dict[tuple[str, str], Variant] = {}
        self._digests = {given.answer.digest for given in job.handed_in.answers.values()}

    def record(self) -> Record:
        """All marks, remarks, and the note where nothing could be read."""
        handed_in, student = self.job.handed_in, self.job.student
        marks = tuple(self.mark(e, q) for e in self.exercises for q in e.questions)
        self._note_lateness()
        nothing = all(mark.judgement.status in UNREAD for mark in marks)
        why = handed_in.unread or next(iter(handed_in.missing.values()), "")
        note = why if nothing and not handed_in.answers else ""
        remarks = tuple(dict.fromkeys(self.remarks))
        record = Record(student.id, student.name, marks, handed_in.file, remarks, note)
        return applied(with_only(record, self.job.before, self.job.only), self.job.overrides)

    def mark(self, exercise: Exercise, question: Asked) -> Mark:
        """One question's mark."""
        key = (exercise.name, question.name)
        given = self.job.handed_in.answers.get(key)
        said = (
            self._without_answer(key) if given is None else self._judged(exercise, question, given)
        )
        return self.job.decided.mark(exercise, question, said, given)

    def _without_answer(self, key: Question) -> Judgement:
        handed_in = self.job.handed_in
        if why := handed_in.missing.get(key) or handed_in.unread:
            return Judgement(Status.UNREADABLE, 0.0, why)
        return Judgement(Status.NOT_ATTEMPTED, 0.0, handed_in.told)

    def _judged(self, exercise: Exercise, question: Asked, given: Given) -> Judgement:
        name, answer = f"{exercise.name}.{question.name}", given.answer
        if answer.fault:
            self.remarks.append(f"{name}: {answer.fault}")
            return Judgement(Status.UNREADABLE, 0.0, answer.fault)
        drawn = self.variant(exercise, given.owner)
        if answer.digest != data_digest(drawn.data):
            self.remarks.append(f"{exercise.name} was worked with other data than was given out.")
        try:
            return judge(question, answer.value, drawn.data, trusted=self.job.trusted)
        except NoSandbox:
            raise  # the machine's fault, not the student's
        except ProblemError as error:
            return Judgement(Status.UNREADABLE, 0.0, str(error))
        except Exception as error:  # whatever a file holds, it must not end the batch
            self.remarks.append(f"{name} could not be judged ({type(error).__name__}).")
            return Judgement(Status.UNREADABLE, 0.0, "The answer cannot be read.")

    def variant(self, exercise: Exercise, student: str) -> Variant:
        """A student's variant, drawn once."""
        key = (exercise.name, student)
        if key not in self._drawn:
            self._drawn[key] = released_variant(
                exercise, student=student, secret=self.job.key, digests=self._digests
            )
        return self._drawn[key]

    def worked(self) -> list[Variant]:
        """The variants that the page shows: of a group, those of the notebook it worked in."""
        answers = self.job.handed_in.answers.items()
        return [
            self.variant(
                exercise,
                next((g.owner for (e, _), g in answers if e == exercise.name), self.job.student.id),
            )
            for exercise in self.exercises
        ]

    def _note_lateness(self) -> None:
        late = [
            self.job.decided.late.get(given.received, (0, 0.0))
            for given in self.job.handed_in.answers.values()
        ]
        days, off = max(late, default=(0, 0.0))
        if days:
            cost = f": {show(off, '%')} off" if off else ""
            self.remarks.append(f"Handed in late, {count(days, 'day')} begun{cost}.")


def grade_student(job: Job) -> Record:
    """One student's record, and the feedback page; runs in any process."""
    marker = Marker(job)
    record = marker.record()
    variants = marker.worked() if {"answers", "working"} & set(job.show) else []
    page = feedback_page(record, marker.exercises, variants, show=job.show)
    atomic_write(Path(job.page), page)
    return record


def lost_student(job: Job) -> Record:
    """What is recorded where grading a student ended its process every time."""
    said = Judgement(Status.CRASHED, 0.0, "Grading this file ended its process.")
    marks = tuple(
        job.decided.mark(exercise, question, said)
        for exercise in (load_once(*folder) for folder in job.folders)
        for question in exercise.questions
    )
    remarks = (*job.handed_in.short(), said.message)
    record = Record(job.student.id, job.student.name, marks, job.handed_in.file, remarks)
    return applied(with_only(record, job.before, job.only), job.overrides)


def with_only(record: Record, before: Record | None, only: tuple[str, ...]) -> Record:
    """The record where only some questions are graded anew; the others stay as they were."""
    if before is None or not only:
        return record
    old = {(mark.exercise, mark.question): mark for mark in before.marks}
    marks = tuple(
        mark
        if f"{mark.exercise}.{mark.question}" in only
        else old.get((mark.exercise, mark.question), mark)
        for mark in record.marks
    )
    return replace(record, marks=marks)


def _short(given: Given | None, *, code: bool) -> str:
    value: Any = None if given is None else given.answer.value
    if code and isinstance(value, str):
        return value if len(value) <= LONGEST_CODE else f"{value[:LONGEST_CODE]}\n…"
    text = "" if given is None else as_text(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


@lru_cache(maxsize=64)
def load_once(folder: str, _digest: str) -> Exercise:
    """An exercise, loaded once in a process."""
    return load(folder)
