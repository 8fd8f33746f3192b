"""What a student's notebook works with: the data, and `answer`, which records answers as data.

An answer cell shows what was recorded, and its output carries it as JSON of the type
`application/vnd.opstools.answer+json`:

    {"version": 1, "exercise": …, "question": …, "student": …, "token": …, "digest": …, "value": …}

`token` tells whose variant it is, `digest` which data the notebook worked with.

Grading reads that from the saved file and runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..core import ProblemError, fail
from ..core.numbers import count, listing, show
from ..core.table import suggestion
from . import reading
from .code import Code
from .exercise import Exercise, Variant, data_digest, load, variant
from .find import exercise_folder
from .json_data import as_data, same
from .judgement import Judgement, Status, graded
from .plan import result_of_plan

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.opstools.answer+json"
VERSION = 1
LONGEST_REPR = 200
PRACTICE_SECRET = "practice"
ICONS = {Status.CORRECT: "✔", Status.PARTLY: "◐", Status.WRONG: "✘"}


class Sheet:
    """One student's exercise: `data`, `table(name)` and `answer(question, value)`.

    Made from the header that `release` writes into a notebook, or by `practice`.
    """

    def __init__(self, header: str | Mapping[str, Any], exercise: Exercise | None = None) -> None:
        fields = json.loads(header) if isinstance(header, str) else dict(header)
        self.header = MappingProxyType(fields)
        self.data: dict[str, Any] = fields["data"]
        self.questions = {spec["name"]: spec for spec in fields["questions"]}
        self._exercise = exercise  # known in practice only

    def table(self, name: str) -> pd.DataFrame:
        """A table of the data."""
        import pandas as pd

        return pd.DataFrame(self.data[name])

    def answer(self, question: str, value: Any) -> AnswerOutput:
        """Record an answer; the last run of a question's cell counts, once the file is saved."""
        spec = self._spec(question)
        if value is None or value is ...:
            return AnswerOutput(
                question, None, Judgement(Status.NOT_ATTEMPTED, 0, "No answer yet."), {}
            )
        plain: Any = repr(value)[:LONGEST_REPR]  # recorded even where it cannot be read
        try:
            plain = as_data(value)
            said = self._judge(spec, plain, value)
        except ProblemError as error:
            said = Judgement(Status.UNREADABLE, 0, str(error))
        keys = ("exercise", "student", "token")
        record = {"version": VERSION, **{key: self.header[key] for key in keys}}
        record["digest"] = data_digest(self.data)
        return AnswerOutput(question, plain, said, {**record, "question": question, "value": plain})

    def _spec(self, question: str) -> dict[str, Any]:
        if question not in self.questions:
            remedy = suggestion(question, self.questions)
            remedy = remedy or f"The questions are {listing(self.questions)}."
            fail("sheet", "question", f"there is no question {question}", remedy)
        spec: dict[str, Any] = self.questions[question]
        return spec

    def _judge(self, spec: dict[str, Any], plain: Any, value: Any) -> Judgement:
        if self._exercise is None:
            return Judgement(Status.CORRECT, 0, _readable(spec, plain, value, self.data))
        question = self._exercise.question(spec["name"])
        if isinstance(question, Code):
            question.read(plain, self.data)
            cases = question.cases(self.data)
            right = _calls(value, [(c.arguments, c.expected) for c in cases], question.tolerance)
            return graded(right / len(cases), f"Right in {right} of {count(len(cases), 'call')}.")
        return question.judge(plain, self.data)

    @property
    def practising(self) -> bool:
        """Whether answers are checked at once."""
        return self._exercise is not None


@dataclass(frozen=True)
class AnswerOutput:
    """What an answer cell shows, and in its output the answer itself."""

    question: str
    value: Any
    judgement: Judgement
    record: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"{self.question}: {self._icon()} {self.judgement.message}"

    def _icon(self) -> str:
        if self.record and not self.judgement.share and self.judgement.status is Status.CORRECT:
            return "recorded."
        if self.record and self.judgement.status is Status.UNREADABLE:
            return "recorded, but it cannot be read:"
        return ICONS.get(self.judgement.status, "–")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = escape(repr(self)).replace("\n", "<br>")
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": f"<p>{shown}</p>"}
        return {**bundle, MIME: dict(self.record)} if self.record else bundle


def practice(folder: str | Path = ".", number: int = 1) -> Sheet:
    """An exercise to practise with, by its folder or name: answers are checked at once, with hints.

    Another `number` gives other numbers.
    """
    exercise = load(exercise_folder(folder))
    drawn = variant(exercise, student=f"practice {number}", secret=PRACTICE_SECRET)
    return Sheet(header(drawn), exercise)


def header(drawn: Variant) -> dict[str, Any]:
    """What a student's notebook knows of its variant."""
    questions = [question.public(drawn.data) for question in drawn.exercise.questions]
    return {
        "version": VERSION,
        "exercise": drawn.exercise.name,
        "title": drawn.exercise.title,
        "student": drawn.student,
        "token": drawn.token,
        "data": dict(drawn.data),
        "questions": json.loads(json.dumps(questions)),
    }


def _readable(spec: Mapping[str, Any], plain: Any, value: Any, data: Mapping[str, Any]) -> str:
    """What may be said where grading comes later: that the answer is readable and feasible."""
    kind = spec["kind"]
    if kind == "number":
        return f"Read as {show(reading.number(plain, spec['unit']), spec['unit'])}."
    if kind == "plan":
        return f"Feasible: {result_of_plan(spec, plain, data).measures!r}."
    if kind == "code":
        examples = [(each["arguments"], each["expected"]) for each in spec["examples"]]
        right = _calls(value, examples, 1e-6)
        return f"Read. Right in {right} of {count(len(examples), 'public example')}."
    if kind == "choice":
        return f"Read as {reading.option(plain, spec['options'])}."
    if kind == "order":
        return f"Read as {', '.join(reading.order(plain, spec['things']))}."
    cells = reading.table(plain)
    doubts = reading.strange_cells(cells, spec.get("unit", ""), spec["columns"])
    return " ".join([f"Read: {count(sum(map(len, cells.values())), 'cell')}.", *doubts])


def _calls(function: Any, examples: list[tuple[Any, Any]], tolerance: float) -> int:
    """Right calls of the student's own function on the student's own machine."""
    right = 0
    for arguments, expected in examples:
        fresh = json.loads(json.dumps(list(arguments)))
        right += same(json.loads(json.dumps(as_data(function(*fresh)))), expected, tolerance)
    return right
