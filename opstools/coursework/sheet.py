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

from ..core import ProblemError, Steps, fail
from ..core.numbers import count, quoted, show
from ..core.table import suggestion
from . import reading
from .exercise import MODULE, Exercise, Variant, data_digest, handed_out, load
from .find import exercise_folder
from .json_data import as_data, same
from .judgement import Judgement, Status
from .judging import called, judge
from .plan import result_of_plan
from .practice_set import PRACTICE_SECRET, practice_variant, read_practice
from .questions import Question

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MIME", "PRACTICE_SECRET", "AnswerOutput", "Sheet", "header", "practice"]

MIME = "application/vnd.opstools.answer+json"
VERSION = 1
LONGEST_REPR = 200
EXAMPLES_AGREE = 1e-6  # relative
ICONS = {Status.CORRECT: "✔", Status.PARTLY: "◐", Status.WRONG: "✘"}


class Sheet:
    """One student's exercise: `data`, `table(name)` and `answer(question, value)`.

    Made from the header that `release` writes into a notebook, or by `practice`.
    """

    def __init__(
        self,
        header: str | Mapping[str, Any],
        exercise: Exercise | None = None,
        whole: Mapping[str, Any] | None = None,
    ) -> None:
        fields = json.loads(header) if isinstance(header, str) else dict(header)
        self.header = MappingProxyType(fields)
        self.data: dict[str, Any] = fields["data"]
        self.questions = {spec["name"]: spec for spec in fields["questions"]}
        self._exercise = exercise  # known in practice only, and so is
        self._whole = whole or self.data  # what is not handed out otherwise

    def table(self, name: str) -> pd.DataFrame:
        """A table of the data."""
        import pandas as pd

        tables = {each: held for each, held in self.data.items() if _is_table(held)}
        if name not in tables:
            remedy = f"{reading.naming('table', tables)[:-1]}; the rest is in sheet.data."
            fail("sheet", "table", f"there is no table {quoted(name)}", remedy)
        return pd.DataFrame(tables[name])

    def answer(self, question: str, value: Any = None) -> AnswerOutput:
        """Record an answer; the last run of a question's cell counts, once the file is saved."""
        spec = self._spec(question)
        if _is_nothing(value):
            return AnswerOutput(
                question, None, Judgement(Status.NOT_ATTEMPTED, 0, _nothing_yet(spec)), {}
            )
        plain: Any = repr(value)[:LONGEST_REPR]  # recorded even where it cannot be read
        try:
            plain = as_data(value)
            said = self._judge(spec, plain)
        except ProblemError as error:
            said = Judgement(Status.UNREADABLE, 0, str(error))
        keys = ("exercise", "student", "token")
        record = {"version": VERSION, **{key: self.header[key] for key in keys}}
        record["digest"] = data_digest(self.data)
        record |= {"question": question, "value": plain}
        working = self._working(question, said)
        return AnswerOutput(question, plain, said, record, working, self.practising)

    def _spec(self, question: str) -> dict[str, Any]:
        if not isinstance(question, str):
            remedy = f'Write its name first: sheet.answer("{next(iter(self.questions))}", …).'
            fail("sheet", "question", f"{quoted(question)} is no name of a question", remedy)
        if question not in self.questions:
            remedy = suggestion(question, self.questions)
            remedy = remedy or reading.naming("question", self.questions)
            fail("sheet", "question", f"there is no question {question}", remedy)
        spec: dict[str, Any] = self.questions[question]
        return spec

    def _judge(self, spec: dict[str, Any], plain: Any) -> Judgement:
        if self._exercise is None:
            return Judgement(Status.CORRECT, 0, _readable(spec, plain, self.data))
        return judge(self._exercise.question(spec["name"]), plain, self._whole, trusted=True)

    def _working(self, question: str, said: Judgement) -> Steps | None:
        """The question worked out with the student's own numbers, after a try in practice."""
        if self._exercise is None or said.status is Status.UNREADABLE:
            return None
        return self._exercise.question(question).worked_out(self._whole)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The questions themselves; none where they are graded later."""
        return self._exercise.questions if self._exercise else ()

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
    working: Steps | None = None
    practising: bool = False

    def __repr__(self) -> str:
        return f"{self.question}: {self._icon()} {self.judgement.message}"

    def _icon(self) -> str:
        if self.record and not self.judgement.share and self.judgement.status is Status.CORRECT:
            return "recorded."
        if self.record and self.judgement.status is Status.UNREADABLE:
            return "✘ cannot be read:" if self.practising else "recorded, but it cannot be read:"
        return ICONS.get(self.judgement.status, "–")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = escape(repr(self)).replace("\n", "<br>")
        html = f"<p>{shown}</p>"
        if self.working:
            steps = self.working._repr_html_()
            html += f"<details><summary>Show the working</summary>{steps}</details>"
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": html}
        return {**bundle, MIME: dict(self.record)} if self.record else bundle


def _is_table(held: Any) -> bool:
    """Rows, or columns by their names."""
    if isinstance(held, Mapping):
        return all(isinstance(column, (list, Mapping)) for column in held.values())
    return isinstance(held, list)


def _is_nothing(value: Any) -> bool:
    """The dots, or what is left of the cell's brackets or quotes where they were deleted."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is ... or (isinstance(value, tuple) and not value)


def _nothing_yet(spec: Mapping[str, Any]) -> str:
    return " ".join(filter(None, ["No answer yet.", spec.get("wanted", "")]))


def practice(folder: str | Path = ".", number: int = 1) -> Sheet:
    """An exercise to practise with, by its folder or name: answers are checked at once, with hints.

    Another `number` gives other numbers.
    """
    place = exercise_folder(folder)
    if (place / MODULE).is_file():
        drawn = practice_variant(load(place, notebook=False), number)
    else:
        drawn = read_practice(place, number)
    return Sheet(header(drawn), drawn.exercise, drawn.data)


def header(drawn: Variant) -> dict[str, Any]:
    """What a student's notebook knows of its variant."""
    questions = [question.public(drawn.data) for question in drawn.exercise.questions]
    return {
        "version": VERSION,
        "exercise": drawn.exercise.name,
        "title": drawn.exercise.title,
        "student": drawn.student,
        "token": drawn.token,
        "data": handed_out(drawn.data),
        "questions": json.loads(json.dumps(questions)),
    }


def _readable(spec: Mapping[str, Any], plain: Any, data: Mapping[str, Any]) -> str:
    """What may be said where grading comes later: that the answer is readable and feasible."""
    kind = spec["kind"]
    if kind == "number":
        return f"Read as {show(reading.number(plain, spec['unit']), spec['unit'])}."
    if kind == "plan":
        return f"Feasible: {result_of_plan(spec, plain, data).measures!r}."
    if kind == "code":
        return _examples(spec, plain)
    if kind == "choice":
        return f"Read as {reading.option(plain, spec['options'])}."
    if kind == "order":
        read = reading.order(plain, spec["things"], some=spec.get("some", False))
        return f"Read as {', '.join(read)}."
    cells = reading.table(plain)
    doubts = reading.strange_cells(cells, spec.get("unit", ""), spec["columns"])
    return " ".join([f"Read: {count(sum(map(len, cells.values())), 'cell')}.", *doubts])


def _examples(spec: Mapping[str, Any], source: str) -> str:
    """How a function does in the public examples, called from its text alone as in grading."""
    examples = spec["examples"]
    calls = [tuple(each["arguments"]) for each in examples]
    outcome = called(source, spec["function"], calls, trusted=True)
    if outcome.status is not Status.CORRECT:
        return f"Read. {outcome.message}"
    pairs = zip(outcome.returned, examples, strict=True)
    right = sum(same(value, each["expected"], EXAMPLES_AGREE) for value, each in pairs)
    return f"Read. Right in {right} of {count(len(examples), 'public example')}."
