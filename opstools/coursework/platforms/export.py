"""What the exports to learning platforms share: which items there are and what each is worth."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ...core import Faults, ProblemError, fail
from ...core.drawing import style
from ...core.files import atomic_write
from .. import reading
from ..code import Code
from ..exercise import Exercise, Variant, variant
from ..json_data import as_data
from ..plan import Plan
from ..questions import Choice, Data, Number, Order, Question
from ..sheet import PRACTICE_SECRET
from ..table import Table
from .markup import add, bullets, data_tables, derivation, element, paragraphs
from .prose import introduction

MOST_VARIANTS = 1000


@dataclass(frozen=True)
class Verdict:
    """An answer that a platform can tell apart: what it earns, and what is said of it."""

    value: Any
    share: float
    message: str
    margin: float = 0.0


@dataclass(frozen=True)
class Item:
    """One question of one variant."""

    question: Question
    drawn: Variant
    number: int

    @property
    def data(self) -> Data:
        """The variant's data."""
        return self.drawn.data

    @cached_property
    def ident(self) -> str:
        """The same whenever the same student's item is written again."""
        return identifier(self.question.name, self.drawn.token, self.drawn.student)

    @property
    def title(self) -> str:
        """What the instructor sees in a question bank."""
        return f"{self.drawn.exercise.title} · {self.question.name} · {self.number:03}"

    @property
    def by_hand(self) -> bool:
        """Whether no platform can judge it: a plan, a function, an order that is one of several."""
        question = self.question
        return isinstance(question, (Plan, Code)) or bool(
            isinstance(question, Order) and question.accept
        )


def identifier(*parts: str) -> str:
    """A short name that every XML format takes.

    >>> identifier("takt", "week 1")
    'q8e57b6afff5b0983'
    """
    return "q" + hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def drawn_variants(
    exercise: Exercise, variants: int | Sequence[Variant], secret: str | bytes | None
) -> list[Variant]:
    """The variants asked for: of students "1" to "N", or those given."""
    if isinstance(variants, int):
        if isinstance(variants, bool) or not 1 <= variants <= MOST_VARIANTS:
            remedy = f"Give a number from 1 to {MOST_VARIANTS:,}."
            fail("export", "variants", f"{variants} is too few or too many", remedy)
        key = PRACTICE_SECRET if secret is None else secret
        return [variant(exercise, student=str(k), secret=key) for k in range(1, variants + 1)]
    given, faults = list(variants), Faults("export")
    if not given:
        faults.add("variants", "there are none", "Give a number, or variants of the exercise.")
    for k, each in enumerate(given, 1):
        if not isinstance(each, Variant) or each.exercise.name != exercise.name:
            remedy = "Make it by variant(exercise, …)."
            faults.add(f"variant {k}", "it is none of this exercise", remedy)
    if not faults.found and len({each.token for each in given}) < len(given):
        faults.add("variants", "a student is there twice", "Give every variant once.")
    faults.raise_any()
    return given


def items(exercise: Exercise, drawn: Sequence[Variant]) -> Iterator[tuple[Question, list[Item]]]:
    """For each question, the items among which a student gets one."""
    for question in exercise.questions:
        yield question, [Item(question, each, number) for number, each in enumerate(drawn, 1)]


def write(path: str | Path, content: bytes, *, overwrite: bool) -> Path:
    """Write a whole file, or none; never over another one unless told to."""
    target, faults = Path(path), Faults("export")
    if target.is_dir():
        faults.add(str(target), "it is a folder", "Name a file in it.")
    elif target.exists() and not overwrite:
        faults.add(
            str(target),
            "it is there already",
            "Name another file, or overwrite=True (--overwrite).",
        )
    if not target.parent.is_dir():
        faults.add(str(target.parent), "there is no such folder", "Make it, or name another one.")
    faults.raise_any()
    try:
        atomic_write(target, content)
    except OSError as error:
        problem = f"it cannot be written ({error.strerror})"
        fail("export", str(target), problem, "Name another file.")
    return target


def body(item: Item, image: str = "") -> list[Element]:
    """What a student reads: the story, the data, the picture at `image`, and what is asked."""
    parts = [*introduction(item.drawn.exercise), *data_tables(item.data)]
    if image:
        alt = f"Picture of the data of {item.drawn.exercise.title}."
        paragraph = element("p")
        add(paragraph, "img", src=image, alt=alt)
        parts.append(paragraph)
    return [*parts, *paragraphs(item.question.text), *_how_to_answer(item)]


def _how_to_answer(item: Item) -> list[Element]:
    question, data = item.question, item.data
    if isinstance(question, (Number, Table)) and question.unit == "%":
        return [element("p", "Write a share as a number without a unit: 97 % is 0.97 or 97.")]
    if isinstance(question, (Number, Table)) and question.unit:
        return [element("p", f"Write a number without its unit, in {question.unit}.")]
    if isinstance(question, Order) and item.by_hand:
        return [element("p", f"To be put in order: {', '.join(question.things(data))}.")]
    if isinstance(question, Code):
        calls = (
            f"{question.function}({', '.join(json.dumps(each) for each in example['arguments'])})"
            f" gives {json.dumps(example['expected'])}"
            for example in question.public(data)["examples"]
        )
        return [element("p", f"Write a function {question.function}. Examples:"), *bullets(calls)]
    return []


def solution(item: Item) -> list[Element]:
    """The right answer, and the working where the exercise has it."""
    question, data = item.question, item.data
    if isinstance(question, Table):
        expected = question.expected(data)
        right = [element("p", "Right answer:"), *data_tables({question.name: expected})]
    else:
        right = [element("p", f"Right answer: {question.shown(data)}")]
    return [*right, derivation(question.working(data))] if question.working else right


def for_graders(item: Item) -> list[Element]:
    """What the person needs who judges an answer that no platform can judge."""
    parts = solution(item)
    if isinstance(item.question, Code):
        with suppress(ProblemError):  # a solution without a source is described by its cases
            parts.append(element("pre", as_data(item.question.answer(item.data))))
    return [*parts, *bullets(known_mistakes(item))]


def known_mistakes(item: Item) -> list[str]:
    """A sentence for each known mistake: what it leads to, and what a student should read."""
    question, data = item.question, item.data
    values = isinstance(question, (Number, Choice, Order))
    return [
        f"{replace(question, answer=each.answer).shown(data) if values else each.name}: "
        f"{each.feedback}"
        for each in question.mistakes
    ]


def otherwise(question: Question, data: Data) -> str:
    """What is said of an answer about which nothing is known."""
    return Question.otherwise(question, None, data).message


def number_verdicts(question: Number, data: Data) -> list[Verdict]:
    """The values that `Number.judge` tells apart; the first that fits counts."""
    right = float(question.answer(data))
    found = [(right, question.allowed(right), 1.0, "Right.")]
    for mistake in question.mistakes:
        wrong = float(mistake.answer(data))
        if math.isfinite(wrong):
            found.append((wrong, question.allowed(wrong), 0.0, mistake.feedback))
    found += [(slip.value, slip.margin, 0.0, slip.message) for slip in question.slips(data)]
    made = [Verdict(value, share, text, margin) for value, margin, share, text in found]
    return [each for one in made for each in _readings(one, question.unit)]


def _readings(verdict: Verdict, unit: str) -> list[Verdict]:
    """A share may be given as 0.97, or as 97: a number above 1 is read both ways."""
    if unit != "%":
        return [verdict]
    per_cent = _per_cent(verdict)
    return [verdict, *([per_cent] if abs(per_cent.value) > 1 else [])]


def _as_written(verdict: Verdict, unit: str) -> list[Verdict]:
    """In a table a share may be given as 0.97 or, above 1.5, as 97."""
    if unit != "%":
        return [verdict]
    per_cent = _per_cent(verdict)
    bare = [verdict] if abs(verdict.value) <= reading.LARGEST_SHARE else []
    return bare + ([per_cent] if abs(per_cent.value) > reading.LARGEST_SHARE else [])


def _per_cent(verdict: Verdict) -> Verdict:
    return replace(verdict, value=100 * verdict.value, margin=100 * verdict.margin)


def cell_verdicts(question: Table, data: Data) -> dict[str, dict[str, list[Verdict]]]:
    """Row -> column -> the values that can be told apart in that cell."""
    wrong = [(reading.table(each.answer(data)), each.feedback) for each in question.mistakes]
    return {
        row: {
            column: _cell_verdicts(
                question,
                float(right),
                [(table.get(row, {}).get(column, math.nan), text) for table, text in wrong],
            )
            for column, right in cells.items()
        }
        for row, cells in question.expected(data).items()
    }


def _cell_verdicts(
    question: Table, right: float, wrong: Sequence[tuple[float, str]]
) -> list[Verdict]:
    cell = question.cell
    found = [Verdict(right, 1.0, "Right.", cell.allowed(right))]
    found += [
        Verdict(float(value), 0.0, message, cell.allowed(value))
        for value, message in wrong
        if math.isfinite(value) and not cell.matches(value, right)
    ]
    return [each for one in found for each in _as_written(one, question.unit)]


def choice_verdicts(question: Choice, data: Data) -> list[Verdict]:
    """Every option with what it earns and what is said of it."""
    right, options = question.answer(data), list(question.options(data))
    if options.count(right) != 1 or len(set(options)) < len(options):
        problem = "the answer is not exactly one of them"
        remedy = "Let the answer be one of them, and all differ."
        fail(f"question {question.name}", "options", problem, remedy)
    said = dict.fromkeys(options, otherwise(question, data))
    said.update((each.answer(data), each.feedback) for each in reversed(question.mistakes))
    said[right] = "Right."
    return [Verdict(option, float(option == right), said[option]) for option in options]


def picture(drawn: Variant) -> bytes:
    """The exercise's picture of a variant's data as PNG, or nothing."""
    draw: Callable[[Any], Any] | None = drawn.exercise.picture
    if draw is None:
        return b""
    import matplotlib.pyplot as plt

    file = io.BytesIO()
    with style():
        figure = draw(drawn.data).figure
        figure.savefig(file, format="png", dpi=144, metadata={"Software": None})
        plt.close(figure)
    return file.getvalue()
