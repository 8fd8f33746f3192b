"""What an exercise must hold to be handed out: sound markers, seeds that count, no easy points."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import Faults, ProblemError, fail
from ..core.numbers import count, show
from . import reading
from .code import Code
from .exercise import Exercise, Variant, as_plain, explained, handed_out, variant
from .json_data import as_data
from .notebook import ASKED, NO_VALUE, PLACE
from .questions import Choice, Number, Question
from .solutions import without_solutions
from .table import Table

if TYPE_CHECKING:
    from nbformat import NotebookNode

SEEDS = 20
LARGEST_SHARE = 0.30  # of the points that one answer may earn on average from everybody
JUDGED = 200  # variants that an answer is tried on
CANDIDATES = 12
SHORTEST_SECRET_INPUT = 12  # characters of a hidden call that could be found by chance
LEFT = re.compile(r"(begin|end)\s*solution", re.IGNORECASE)
MARK = "Put it between ### BEGIN SOLUTION and ### END SOLUTION, each on a line of its own."


def check_for_release(exercise: Exercise, notebook: NotebookNode) -> None:
    """Raise one `ProblemError` with whatever would spoil a release."""
    faults = Faults(f"exercise {exercise.name}")
    _check_generator(exercise, faults)
    _check_solutions(exercise, notebook, faults)
    faults.raise_any()
    for k in range(3):
        _check_hidden(exercise, variant(exercise, student=f"check {k}", secret="check"), faults)
    faults.raise_any()


def _check_generator(exercise: Exercise, faults: Faults) -> None:
    """The same seed gives the same numbers, others give others."""
    with explained(exercise, "data"):
        drawn = [
            [json.dumps(as_plain(exercise.data(random.Random(seed)))) for _ in range(2)]
            for seed in range(SEEDS)
        ]
    if any(once != again for once, again in drawn):
        remedy = "Draw from the `random` that it is given, and from nothing else."
        faults.add("data", "the same seed gives other numbers each time", remedy)
    elif len({once for once, _ in drawn}) == 1:
        remedy = "Draw from the `random` that it is given."
        faults.add("data", f"{SEEDS} seeds give the same numbers", remedy)


def _check_solutions(exercise: Exercise, notebook: NotebookNode, faults: Faults) -> None:
    """Of every question's solution nothing is left but a place for the answer."""
    student = without_solutions(notebook)
    before, empty = "", set()
    for number, cell in enumerate(student.cells, 1):
        if LEFT.search(cell.source):
            faults.add(f"cell {number}", "a mark of a solution is not as it should be", MARK)
        if cell.cell_type != "code":
            continue
        asked = list(ASKED.finditer(cell.source))
        for match in asked:
            if PLACE.search(before + cell.source) or NO_VALUE.match(match[3]):
                empty.add(match[1])
        before = "" if asked else f"{before}{cell.source}\n"
    for question in exercise.questions:
        if question.name not in empty:
            problem = "its solution would be handed out"
            faults.add(f"question {question.name}", problem, MARK)


def _check_hidden(exercise: Exercise, drawn: Variant, faults: Faults) -> None:
    """What hidden calls are made with is not in the notebook."""
    told = json.dumps(handed_out(drawn.data))
    for question in exercise.questions:
        if not isinstance(question, Code):
            continue
        with explained(exercise, f"question {question.name}"):
            hidden = [json.dumps(a) for call in question.hidden_cases(drawn.data) for a in call]
        if any(len(text) >= SHORTEST_SECRET_INPUT and text in told for text in hidden):
            problem = "its hidden calls stand in the notebook"
            remedy = "Keep them under a key of the data that begins with _."
            faults.add(f"question {question.name}", problem, remedy)


@dataclass(frozen=True)
class EasyPoints:
    """What one and the same answer to a question earns on average from all variants."""

    question: str
    answer: Any
    share: float

    @property
    def said(self) -> str:
        """The answer and what it earns."""
        text = json.dumps(self.answer, ensure_ascii=False)
        text = text if len(text) <= 60 else f"{text[:60]}…"
        return f"{text} earns {show(self.share, '%')} of the points on average"

    def __str__(self) -> str:
        return f"{self.question}: {self.said}"


def check_variants(exercise: Exercise, variants: int = 1000) -> tuple[EasyPoints, ...]:
    """The best constant answer to each question, over many variants.

    Raises `ProblemError` where one earns more than 30 % on average, where a right answer is not
    judged right, and where a known mistake is judged right or cannot be read.
    """
    if variants < 1:
        fail("exercise", "variants", f"{variants} is below 1", "Try some, such as 1000.")
    asked = [question for question in exercise.questions if not isinstance(question, Code)]
    faults, drawn = Faults(f"exercise {exercise.name}"), []
    answers: dict[str, list[Any]] = {question.name: [] for question in asked}
    for k in range(variants):
        data = variant(exercise, student=f"check {k}", secret="check").data
        drawn.append(data)
        for question in asked:
            with explained(exercise, f"question {question.name}"):
                answers[question.name].append(_right_answer(question, data, faults))
        faults.raise_any()
    found = []
    for question in asked:
        with explained(exercise, f"question {question.name}"):
            best = easiest(question, drawn, answers[question.name])
        found.append(best)
        if best.share > LARGEST_SHARE:
            few = isinstance(question, Choice) and len(question.options(drawn[0])) < 4
            remedy = "Offer four options or more" if few else "Draw more widely"
            remedy = f"{remedy}: at most {show(LARGEST_SHARE, '%')} is allowed."
            faults.add(f"question {question.name}", best.said, remedy)
    faults.raise_any()
    return tuple(found)


def _right_answer(question: Question, data: Any, faults: Faults) -> Any:
    """The answer to a question; it must earn all points, and no known mistake may."""
    right, place = as_data(question.answer(data)), f"question {question.name}"
    share = _share(question, right, data)
    if share < 1:
        faults.add(place, f"its own answer earns {show(share, '%')}", "Correct it.")
    for mistake in question.mistakes:
        try:
            earned = question.judge(as_data(mistake.answer(data)), data).share
        except ProblemError:  # a student who makes it would never read its sentence
            problem, remedy = "cannot be read as an answer", "Let it give what could be written."
            faults.add(place, f"the mistake {mistake.name} {problem}", remedy)
            continue
        if earned == 1:
            problem = f"the mistake {mistake.name} earns all points"
            faults.add(place, problem, "Let `sound` refuse such numbers.")
    return right


def easiest(question: Question, drawn: Sequence[Any], answers: Sequence[Any]) -> EasyPoints:
    """The answer that earns most without a look at the numbers; `answers` are the right ones."""
    if isinstance(question, Number):
        return _easiest_number(question, answers)
    common = Counter(map(json.dumps, answers)).most_common(CANDIDATES)
    candidates = [json.loads(text) for text, _ in common]
    if isinstance(question, Table):
        candidates.append(_every_row(answers))
    sample = drawn[:JUDGED]
    shares = [[_share(question, answer, data) for answer in candidates] for data in sample]
    means = [sum(each) / len(sample) for each in zip(*shares, strict=True)]
    best = max(range(len(candidates)), key=means.__getitem__)
    return EasyPoints(question.name, candidates[best], means[best])


def _share(question: Question, answer: Any, data: Any) -> float:
    try:
        return question.judge(answer, data).share
    except ProblemError:
        return 0.0


def _easiest_number(question: Number, answers: Sequence[Any]) -> EasyPoints:
    """The number within the tolerance of most right answers: where most intervals overlap."""
    ends: list[tuple[float, int, float]] = []
    for right in map(float, answers):
        allowed = question.allowed(right)
        ends += [(right - allowed, 0, right), (right + allowed, 1, right)]
    most, inside, where = 0, 0, 0.0
    for end, closes, _ in sorted(ends):
        inside += -1 if closes else 1
        if inside > most:
            most, where = inside, end
    return EasyPoints(question.name, float(f"{where:.6g}"), most / len(answers))


def _every_row(answers: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """All rows of all variants in one table, each cell with what is right most often."""
    cells: dict[tuple[str, str], Counter[float]] = {}
    for answer in answers:
        for row, line in reading.table(answer).items():
            for column, value in line.items():
                cells.setdefault((row, column), Counter())[float(value)] += 1
    table: dict[str, dict[str, Any]] = {}
    for (row, column), values in cells.items():
        table.setdefault(row, {})[column] = values.most_common(1)[0][0]
    return table


def told(found: Sequence[EasyPoints], variants: int) -> str:
    """What the check says of an exercise where all is well."""
    worst = max(found, key=lambda each: each.share, default=None)
    text = f"{count(variants, 'variant')} in order"
    return f"{text}. The easiest question: {worst}." if worst else f"{text}."
