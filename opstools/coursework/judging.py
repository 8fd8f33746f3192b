"""One way to judge an answer: what practice calls right, grading calls right."""

from __future__ import annotations

import json
from typing import Any

from .code import Code, Outcome
from .judgement import Judgement
from .questions import Data, Question
from .sandbox import Sandbox


def judge(question: Question, value: Any, data: Data, *, trusted: bool) -> Judgement:
    """What is said of a value that is JSON data; `ProblemError` where it cannot be read.

    A function is called in a process of its own, from its text alone.
    """
    given = json.loads(json.dumps(value))  # as it comes back from a saved file
    if not isinstance(question, Code):
        return question.judge(given, data)
    source = question.read(given, data)
    calls = [case.arguments for case in question.cases(data)]
    public = len(question.public_cases(data))
    outcome = called(source, question.function, calls, trusted=trusted, public=public)
    return question.judge_outcome(outcome, data)


def called(
    source: str,
    function: str,
    calls: list[tuple[Any, ...]],
    *,
    trusted: bool,
    public: int | None = None,
) -> Outcome:
    """What a function of that text returns for each of the calls, the first `public` known ones."""
    with Sandbox(trusted=trusted) as sandbox:
        return sandbox.call(source, function, calls, public=public)
