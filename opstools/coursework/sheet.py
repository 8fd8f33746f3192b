"""What a student's notebook works with: the data, and `answer`, which records answers as data.

An answer cell shows what was recorded, and its output carries it as JSON of the type
`application/vnd.opstools.answer+json`:

    {"version": 1, "exercise": …, "question": …, "student": …, "token": …, "digest": …, "value": …}

`token` tells whose variant it is, `digest` which data the notebook worked with.

Grading reads that from the saved file and runs nothing.
"""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..core import Faults, ProblemError
from ..core.numbers import count, listing, show
from ..core.table import suggestion
from . import reading
from .code import Code, same
from .exercise import Exercise, Variant, digest_of, load, variant
from .judgement import Judgement, Status, graded
from .plan import apply

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.opstools.answer+json"
VERSION = 1
LONGEST_ANSWER = 200_000  # characters of JSON
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

    def answer(self, question: str, value: Any) -> Answered:
        """Record an answer; the last run of a question's cell counts, once the file is saved."""
        spec = self._spec(question)
        if value is None or value is ...:
            return Answered(
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
        record["digest"] = digest_of(self.data)
        return Answered(question, plain, said, {**record, "question": question, "value": plain})

    def _spec(self, question: str) -> dict[str, Any]:
        if question not in self.questions:
            faults = Faults("sheet")
            remedy = suggestion(question, self.questions)
            remedy = remedy or f"The questions are {listing(self.questions)}."
            faults.add("question", f"there is no question {question}", remedy)
            faults.raise_any()
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
class Answered:
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
        return ICONS.get(self.judgement.status, "–")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = escape(repr(self)).replace("\n", "<br>")
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": f"<p>{shown}</p>"}
        return {**bundle, MIME: dict(self.record)} if self.record else bundle


def practice(folder: str | Path = ".", number: int = 1) -> Sheet:
    """The exercise of a folder to practise with: answers are checked at once, with hints.

    Another `number` gives other numbers.
    """
    exercise = load(folder)
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


def as_data(value: Any) -> Any:
    """An answer as JSON data: numbers, texts, lists, mappings; a function as its source.

    >>> as_data((1, Fraction(1, 2), "A"))
    [1, 0.5, 'A']
    """
    plain = _plain(value)
    faults = Faults("answer")
    if len(json.dumps(plain, allow_nan=True)) > LONGEST_ANSWER:
        faults.add("answer", "it is too long", "Give the answer alone.")
    faults.raise_any()
    return plain


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Fraction):
        return float(value)
    if inspect.isfunction(value):
        return _source(value)
    if hasattr(value, "stations"):  # a balance stands for its stations
        return _plain(value.stations)
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict("index") if hasattr(value, "columns") else value.to_dict())
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    faults = Faults("answer")
    kind = type(value).__name__
    faults.add("answer", f"a {kind} is no answer", "Give a number, a text, a list or a table.")
    faults.raise_any()
    return None


def _source(function: Callable[..., Any]) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, SyntaxError):
        faults = Faults("answer")
        faults.add(function.__name__, "its text cannot be found", "Define it in a cell with def.")
        faults.raise_any()
        return ""


def _readable(spec: Mapping[str, Any], plain: Any, value: Any, data: Mapping[str, Any]) -> str:
    """What may be said where grading comes later: that the answer is readable and feasible."""
    kind = spec["kind"]
    if kind == "number":
        return f"Read as {show(reading.number(plain, spec['unit']), spec['unit'])}."
    if kind == "plan":
        return f"Feasible: {apply(spec, plain, data).measures!r}."
    if kind == "code":
        examples = [(each["arguments"], each["expected"]) for each in spec["examples"]]
        right = _calls(value, examples, 1e-6)
        return f"Read. Right in {right} of {count(len(examples), 'public example')}."
    if kind == "order" and sorted(reading.names(plain)) != spec["things"]:
        faults = Faults("answer")
        faults.add("order", "not the things asked for", f"Put in order: {listing(spec['things'])}.")
        faults.raise_any()
    if kind == "table":
        rows = plain.values() if isinstance(plain, dict) else ()
        return f"Read: {count(sum(len(row) for row in rows if isinstance(row, dict)), 'cell')}."
    return f"Read as {plain}."


def _calls(function: Any, examples: list[tuple[Any, Any]], tolerance: float) -> int:
    """Right calls of the student's own function on the student's own machine."""
    right = 0
    for arguments, expected in examples:
        fresh = json.loads(json.dumps(list(arguments)))
        right += same(json.loads(json.dumps(_plain(function(*fresh)))), expected, tolerance)
    return right
