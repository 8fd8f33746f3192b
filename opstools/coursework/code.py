"""A function that the student writes: called in a sandbox, compared outside of it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ..core import Faults, fail
from ..core.numbers import count
from .json_data import same
from .judgement import Judgement, Status, graded
from .questions import Data, Question

LONGEST_SOURCE = 20_000


@dataclass(frozen=True)
class Case:
    """One call: the arguments (JSON) and what should come back (JSON)."""

    arguments: tuple[Any, ...]
    expected: Any


@dataclass(frozen=True)
class Outcome:
    """What a sandbox says: `returned` per call, or why there is nothing."""

    status: Status
    returned: tuple[Any, ...] = ()
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Code(Question):
    """A named function, called with public and hidden arguments; each right call earns its share.

    `answer` is the solution itself, a Python function of the same arguments; `public_cases` and
    `hidden_cases` give lists of argument tuples. Mistakes are wrong functions: one that returns the
    same as the student's in every call, and not what is right, is named.
    """

    function: str
    public_cases: Callable[[Any], Sequence[tuple[Any, ...]]]
    hidden_cases: Callable[[Any], Sequence[tuple[Any, ...]]]
    tolerance: float = 1e-6
    kind: ClassVar[str] = "code"

    def cases(self, data: Data) -> list[Case]:
        """All calls with what they should return."""
        solution = self.answer(data)
        calls = [*self.public_cases(data), *self.hidden_cases(data)]
        return [Case(tuple(call), _as_json(solution(*call))) for call in calls]

    def read(self, value: Any, data: Data) -> str:
        """The source of the function; that it can be parsed and is there is all that is asked."""
        remedy = f"Write a function {self.function} and run the cell again."
        if not isinstance(value, str) or len(value) > LONGEST_SOURCE:
            fail("answer", "code", "there is no source text to read", remedy)
        try:
            body = ast.parse(value).body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            fail("answer", "code", f"it is not Python ({type(error).__name__})", remedy)
        if not any(getattr(part, "name", "") == self.function for part in body):
            fail("answer", "code", f"there is no function {self.function}", remedy)
        return value

    def wanted(self, data: Data) -> str:
        return f"Write the function {self.function}, then give it here."

    def matches(self, value: Any, expected: Any) -> bool:
        return same(value, expected, self.tolerance)

    def judge(self, value: Any, data: Data) -> Judgement:
        raise TypeError("code is judged by its outcome in a sandbox, never here")

    def judge_outcome(self, outcome: Outcome, data: Data) -> Judgement:
        """Compare what came back; nothing that the student's code defines takes part in this."""
        if outcome.status is not Status.CORRECT:
            return Judgement(outcome.status, 0.0, outcome.message)
        cases = self.cases(data)
        returned = list(outcome.returned)
        if len(returned) != len(cases):
            return Judgement(Status.CRASHED, 0.0, "Not every call came back.")
        right = sum(map(self.matches, returned, (case.expected for case in cases)))
        if right == len(cases):
            return graded(1, "Right in every call.")
        for mistake in self.mistakes:
            wrong = mistake.answer(data)
            if all(
                self.matches(r, wrong(*c.arguments)) for r, c in zip(returned, cases, strict=True)
            ):
                return graded(right / len(cases), mistake.feedback, mistake.name)
        return graded(right / len(cases), f"Right in {right} of {count(len(cases), 'call')}.")

    def check(self, data: Data) -> None:
        faults = Faults(f"question {self.name}")
        cases = self.cases(data)
        for mistake in self.mistakes:
            wrong = mistake.answer(data)
            if all(self.matches(wrong(*case.arguments), case.expected) for case in cases):
                faults.add(mistake.name, "it passes every call", "Draw other numbers.")
        faults.raise_any()

    def public(self, data: Data) -> dict[str, Any]:
        solution = self.answer(data)
        examples = [
            {"arguments": list(call), "expected": solution(*call)}
            for call in self.public_cases(data)
        ]
        return {**super().public(data), "function": self.function, "examples": examples}

    def shown(self, data: Data) -> str:
        return f"a function {self.function}"


def _as_json(value: Any) -> Any:
    """What comes back through JSON, as a student's result does: keys are texts, tuples lists."""
    return json.loads(json.dumps(value))
