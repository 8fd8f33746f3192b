"""The kinds of question: what is right, what is a known mistake, what a student may be told.

A question's `answer`, its mistakes and its options are functions of the variant's data, so every
student can have other numbers. `judge` never needs the student's code (see `Code` for the one kind
that does).
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, ClassVar

from ..core import Faults, Result, Steps, fail
from ..core.numbers import count, in_number, listing, show
from . import reading
from .judgement import Judgement, graded

Data = Mapping[str, Any]


class Answering:
    """Whoever has an `answer`, a function of the data; what it returns is plain data.

    It may return a result of a topic, which stands for its own `answer`.
    """

    answer: Callable[[Any], Any]

    def __post_init__(self) -> None:
        function = self.answer

        def answer(data: Any) -> Any:
            found = function(data)
            return found.answer if isinstance(found, Result) else found

        object.__setattr__(self, "answer", answer)


@dataclass(frozen=True)
class Mistake(Answering):
    """A wrong way that students take: its name, what it leads to, and what to tell them."""

    name: str
    answer: Callable[[Any], Any]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Question(Answering, ABC):
    """One thing asked: `name` is its key in notebooks and gradebooks, `text` what is asked."""

    name: str
    text: str
    answer: Callable[[Any], Any]
    points: float = 1
    mistakes: tuple[Mistake, ...] = ()
    working: Callable[[Any], Steps] | None = None
    kind: ClassVar[str]

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.points) not in (int, float) or not 0 <= self.points < math.inf:
            problem = f"{self.points!r} is not a plain number from 0"
            fail(f"question {self.name}", "points", problem, "Write one, such as 2 or 0.5.")

    @abstractmethod
    def read(self, value: Any, data: Data) -> Any:
        """The answer in its normal form; a `ProblemError` says why it cannot be read."""

    @abstractmethod
    def matches(self, value: Any, expected: Any) -> bool:
        """Whether two answers in normal form are the same for this question."""

    def judge(self, value: Any, data: Data) -> Judgement:
        """Right, a known mistake, or wrong; raises `ProblemError` for what cannot be read."""
        readings = self.readings(value, data)
        if any(self.matches(given, self.answer(data)) for given in readings):
            return graded(1, "Right.")
        for mistake in self.mistakes:
            if any(self.matches(given, mistake.answer(data)) for given in readings):
                return graded(0, mistake.feedback, mistake.name)
        return self.otherwise(readings[0], data)

    def readings(self, value: Any, data: Data) -> Sequence[Any]:
        """What the answer may be meant to be, likeliest first; one thing, as a rule."""
        return [self.read(value, data)]

    def otherwise(self, given: Any, data: Data) -> Judgement:
        """What is said of an answer that is neither right nor a known mistake."""
        remedy = "Compare the working step by step with yours."
        return graded(0, f"Not right. {remedy if self.working else 'Read the question again.'}")

    def worked_out(self, data: Data) -> Steps | None:
        """The working of this question: where others share it, not what comes after the answer."""
        return self.working(data) if self.working else None

    def check(self, data: Data) -> None:
        """Raise `ProblemError` where this data makes a poor question."""
        faults = Faults(f"question {self.name}")
        right = self.answer(data)
        for mistake in self.mistakes:
            if self.too_close(mistake.answer(data), right):
                faults.add(mistake.name, "it gives the right answer too", "Draw other numbers.")
        faults.raise_any()

    def too_close(self, wrong: Any, right: Any) -> bool:
        """Whether a mistake could be taken for the right answer."""
        return self.matches(wrong, right)

    def public(self, data: Data) -> dict[str, Any]:
        """What the student's notebook may know: nothing that helps to guess the answer."""
        known = {"name": self.name, "kind": self.kind, "points": self.points, "text": self.text}
        return {**known, "wanted": self.wanted(data)}

    def wanted(self, data: Data) -> str:
        """What a student is to write, as told before the first try."""
        return "Write your answer in place of the dots."

    def shown(self, data: Data) -> str:
        """The right answer for the instructor's key and for feedback."""
        return str(self.answer(data))


@dataclass(frozen=True)
class Slip:
    """A wrong number: within `margin` of `value` the message is said, under that name."""

    name: str
    value: float
    margin: float
    message: str


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number with a unit. Right within `tolerance` (relative), `absolute`, or rounding.

    With `decimals` any value that rounds to the right one is right. Unit "%" asks for a share.

    >>> takt = Number(
    ...     name="takt", text="Takt time?", unit="s", answer=lambda d: d["time"] / d["demand"]
    ... )
    >>> takt.judge("1 min", {"time": 30_000, "demand": 500}).status.value
    'correct'
    """

    unit: str = ""
    tolerance: float = 0.005
    absolute: float = 0.0
    decimals: int | None = None
    kind: ClassVar[str] = "number"

    def read(self, value: Any, data: Data) -> float:
        return reading.number(value, self.unit)

    def readings(self, value: Any, data: Data) -> Sequence[float]:
        return reading.shares(value) if self.unit == "%" else [self.read(value, data)]

    def matches(self, value: float, expected: float) -> bool:
        return abs(value - float(expected)) <= self.allowed(expected)

    def worked_out(self, data: Data) -> Steps | None:
        steps = super().worked_out(data)
        values = [step.value for step in steps or ()]
        right = float(self.answer(data))
        found = [k for k, value in enumerate(values, 1)
                 if isinstance(value, Real) and self.matches(float(value), right)]  # fmt: skip
        return steps[: found[-1]] if steps and found else steps

    def too_close(self, wrong: float, right: float) -> bool:
        """A share of 27, which is read as 27 % too, is as close to 0.27 as 0.27 is."""
        meant = reading.shares(float(wrong)) if self.unit == "%" else [float(wrong)]
        return any(abs(each - float(right)) <= 2 * self.allowed(right) for each in meant)

    def allowed(self, expected: float) -> float:
        """How far from the right answer an answer may be."""
        rounding = 0.0 if self.decimals is None else 0.5 * 10.0**-self.decimals
        allowed = max(self.tolerance * abs(float(expected)), self.absolute, rounding)
        return allowed + 1e-9 * max(1.0, abs(float(expected)))

    def wanted(self, data: Data) -> str:
        unit = f" in {in_number(self.unit, one=False)}" if self.unit else ""
        asked = "share, such as 0.97 or 97 %" if self.unit == "%" else f"number{unit}"
        rule = f"{show(self.tolerance, '%')} of it more or less"
        if self.decimals is not None:
            rule = f"rounded to {count(self.decimals, 'decimal')}"
        elif self.absolute:
            rule = f"{show(self.absolute, self.unit)} more or less"
        elif not self.tolerance:
            rule = "only the exact one"
        return f"Write a {asked}; {rule} is right."

    def otherwise(self, given: float, data: Data) -> Judgement:
        for slip in self.slips(data):
            if abs(given - slip.value) <= slip.margin:
                return graded(0, slip.message, slip.name)
        return super().otherwise(given, data)

    def slips(self, data: Data) -> list[Slip]:
        """Wrong numbers that any question of this kind can get, and what is said of them."""
        right = float(self.answer(data))
        if not right or self.unit == "%":
            return []
        near = f"Close, but rounded too much. {self.wanted(data)}"
        found = [Slip("rounded", value, 1e-9 * max(1.0, abs(value)), near)
                 for value in (float(f"{right:.{digits}g}") for digits in COARSE)]  # fmt: skip
        sign = "Its size is right, its sign is not."
        found.append(Slip("sign", -right, self.allowed(right), sign))
        for factor, cause in FACTORS.items():
            message = f"Off by a factor of {factor:,}: {cause}"
            for scale in (factor, 1 / factor):
                margin = self.allowed(right) * scale
                found.append(Slip(f"factor {factor}", right * scale, margin, message))
        return found

    def check(self, data: Data) -> None:
        if not math.isfinite(float(self.answer(data))):
            fail(f"question {self.name}", "answer", "it is not finite", "Draw other numbers.")
        super().check(data)

    def public(self, data: Data) -> dict[str, Any]:
        return {**super().public(data), "unit": self.unit}

    def shown(self, data: Data) -> str:
        return show(self.answer(data), self.unit)


COARSE = (1, 2)  # digits to which a right answer is sometimes rounded
FACTORS = {
    60: "are minutes and seconds, or hours and minutes, mixed up?",
    100: "is it per cent?",
    3600: "are hours and seconds mixed up?",
}


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of several options."""

    options: Callable[[Any], Sequence[str]]
    kind: ClassVar[str] = "choice"

    def wanted(self, data: Data) -> str:
        return f"Write one of these, in quotes: {listing(self.options(data), last='or')}."

    def read(self, value: Any, data: Data) -> str:
        return reading.option(value, list(self.options(data)))

    def matches(self, value: str, expected: str) -> bool:
        return value == expected

    def public(self, data: Data) -> dict[str, Any]:
        return {**super().public(data), "options": list(self.options(data))}


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """Things in their right order; `accept` may allow other orders than the one of `answer`.

    Where it is asked which things belong as well, `among` gives all that there are.
    """

    accept: Callable[[Any, list[str]], bool] | None = None
    among: Callable[[Any], Sequence[str]] | None = None
    kind: ClassVar[str] = "order"

    def things(self, data: Data) -> list[str]:
        """What a student may name, in an order that says nothing."""
        return sorted(self.among(data) if self.among else self.answer(data))

    def wanted(self, data: Data) -> str:
        these = "those of these that belong" if self.among else "these"
        things = listing(self.things(data))
        return f"Write {these} in order, in quotes and parted by commas: {things}."

    def read(self, value: Any, data: Data) -> list[str]:
        return reading.order(value, self.things(data), some=self.among is not None)

    def matches(self, value: list[str], expected: Sequence[str]) -> bool:
        return list(value) == list(expected)

    def otherwise(self, given: list[str], data: Data) -> Judgement:
        if self.accept and self.accept(data, given):
            return graded(1, "Right.")
        right = list(self.answer(data))
        if set(given) != set(right):
            belong = len(set(given) & set(right))
            return graded(0, f"{belong} of the {len(given)} belong, and {len(right)} do in all.")
        pairs = [(a, b) for k, a in enumerate(right) for b in right[k + 1 :]]
        kept = sum(given.index(a) < given.index(b) for a, b in pairs)
        return graded(0, f"{kept} of {len(pairs)} pairs stand in the right order.")

    def public(self, data: Data) -> dict[str, Any]:
        known = {"things": self.things(data), "some": self.among is not None}
        return {**super().public(data), **known}

    def check(self, data: Data) -> None:
        super().check(data)
        strange = set(self.answer(data)) - set(self.things(data))
        if strange:
            problem = f"the answer has what `among` lacks: {listing(sorted(strange))}"
            fail(f"question {self.name}", "among", problem, "Give all things in `among`.")

    def shown(self, data: Data) -> str:
        return ", ".join(self.answer(data))
