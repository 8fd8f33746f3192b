"""Practice without formulas: some sets of numbers, each with what is right and wrong for it.

A practice folder checks answers at once. What it checks against are results for its own numbers, so
nothing in it computes the answer to anybody's graded notebook.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from ..core import Step, Steps, fail
from ..core.numbers import listing
from .code import Code
from .exercise import Exercise, Variant, as_plain, explained, variant
from .json_data import as_data
from .plan import Plan
from .questions import Choice, Mistake, Number, Order, Question
from .table import Table

PRACTICE = "practice.json"
PRACTICE_SECRET = "practice"
SETS = 10
KINDS: Mapping[str, type[Question]] = {
    each.kind: each for each in (Number, Choice, Order, Table, Plan, Code)
}
COMPUTED = ("answer", "mistakes", "working", "options", "accept", "among", "best", "cell")
COMPUTED_OF_CODE = ("public_cases", "hidden_cases")


def practice_variant(exercise: Exercise, number: int) -> Variant:
    """The numbers of a practice set: the same for everybody."""
    return variant(exercise, student=f"practice {number}", secret=PRACTICE_SECRET)


def practice_text(exercise: Exercise) -> str:
    """The content of practice.json; a `ProblemError` where a question cannot do without code."""
    sets = [_stored(practice_variant(exercise, number)) for number in range(1, SETS + 1)]
    data = {"version": 1, "name": exercise.name, "title": exercise.title, "sets": sets}
    return json.dumps(data, ensure_ascii=False) + "\n"


def read_practice(folder: Path, number: int) -> Variant:
    """One set of a practice folder, its questions judging as the exercise's own do."""
    try:
        data = json.loads((folder / PRACTICE).read_text(encoding="utf-8"))
        sets = data["sets"]
    except (OSError, ValueError, KeyError, TypeError):
        fail("practice", str(folder / PRACTICE), "it cannot be read", "Get it anew.")
    if number not in range(1, len(sets) + 1):
        fail("practice", "number", f"{number!r} is not there", f"Give 1 to {len(sets)}.")
    found = sets[int(number) - 1]
    questions = tuple(_question(spec) for spec in found["questions"])
    exercise = Exercise(data["title"], lambda random: found["data"], questions, name=data["name"])
    return Variant(exercise, f"practice {number}", found["data"], found["token"])


def _stored(drawn: Variant) -> dict[str, Any]:
    with explained(drawn.exercise, "practice"):
        questions = [_spec(question, drawn.data) for question in drawn.exercise.questions]
    return {"data": drawn.data, "token": drawn.token, "questions": questions}


def _spec(question: Question, data: Any) -> dict[str, Any]:
    """A question with results in place of functions."""
    if KINDS.get(question.kind) is not type(question):
        kinds = listing(KINDS)
        fail("practice", question.name, "its kind is not known here", f"Known are {kinds}.")
    if getattr(question, "accept", None):
        remedy = "Practise it in the course itself, or ask without `accept`."
        fail("practice", question.name, "what else is right would need code", remedy)
    working = question.working(data) if question.working else Steps(())
    spec: dict[str, Any] = {
        "kind": question.kind,
        "fields": {
            each.name: getattr(question, each.name)
            for each in fields(question)
            if each.name not in (*COMPUTED, *COMPUTED_OF_CODE)
        },
        "working": [[s.text, s.formula, _plain(s.value), s.unit] for s in working],
        "first_step": working.first,
    }
    if isinstance(question, Code):
        return {**spec, **_code(question, data)}
    spec["answer"] = as_data(question.answer(data))
    spec["mistakes"] = [
        [each.name, as_data(each.answer(data)), each.feedback] for each in question.mistakes
    ]
    if isinstance(question, Choice):
        spec["options"] = list(question.options(data))
    if isinstance(question, Order) and question.among:
        spec["among"] = question.things(data)
    if isinstance(question, Plan):
        spec["best"] = float(question.best(data))
    return spec


def _code(question: Code, data: Any) -> dict[str, Any]:
    """Calls and what they return, of the solution and of each mistake."""
    cases = question.cases(data)
    public = len(question.public_cases(data))
    calls = [list(case.arguments) for case in cases]
    mistakes = []
    for each in question.mistakes:
        wrong = each.answer(data)
        mistakes.append([each.name, as_plain([wrong(*call) for call in calls]), each.feedback])
    expected = [case.expected for case in cases]
    return {"calls": calls, "public": public, "answer": expected, "mistakes": mistakes}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float, str)) else float(value)


def _question(spec: Mapping[str, Any]) -> Question:
    kind = KINDS[spec["kind"]]
    working = [Step(*parts) for parts in spec["working"]]
    known: dict[str, Any] = {name: _tuples(value) for name, value in spec["fields"].items()}
    steps = Steps(working, first=spec["first_step"])
    known["working"] = (lambda data: steps) if working else None
    calls = spec.get("calls")
    result = partial(_function, calls) if calls is not None else _always
    known["answer"] = result(spec["answer"])
    known["mistakes"] = tuple(
        Mistake(name, result(answer), feedback) for name, answer, feedback in spec["mistakes"]
    )
    for name in ("options", "among", "best"):
        if name in spec:
            known[name] = _always(spec[name])
    if calls is not None:
        tuples = [tuple(call) for call in calls]
        known["public_cases"] = _always(tuples[: spec["public"]])
        known["hidden_cases"] = _always(tuples[spec["public"] :])
    return kind(**known)


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda data: value


def _function(calls: list[Any], results: list[Any]) -> Callable[[Any], Any]:
    """A function of the data that gives one which knows its results by heart."""
    known = {json.dumps(list(call)): result for call, result in zip(calls, results, strict=True)}
    return lambda data: lambda *arguments: known[json.dumps(list(arguments))]


def _tuples(value: Any) -> Any:
    """Lists of JSON as the tuples that fields hold."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
