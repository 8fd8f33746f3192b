"""What a student reads after grading: one page that stands alone, for any browser and for paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ..core import Faults, Step
from ..core.formula import as_text
from ..core.numbers import listing
from ..core.numbers import show as shown
from .exercise import Exercise, Variant
from .judgement import Judgement, Status
from .questions import Data, Question
from .records import Mark, Record

SHOW = ("score", "mistakes", "answers", "working")
LOOKS = {  # icon, kind of frame
    Status.CORRECT: ("✔", "correct"),
    Status.PARTLY: ("◐", "partly"),
    Status.WRONG: ("✘", "wrong"),
    Status.NOT_ATTEMPTED: ("–", "none"),
    Status.UNREADABLE: ("?", "none"),
}
STOPPED = ("!", "none")
EXCUSE = "It cannot be shown ({}). Please tell your instructor."
NUMBERS = re.compile(r"\d[\d.,]*\d|\d")
PLACES = 0xE000  # the first of the characters that Unicode leaves for private use


@dataclass(frozen=True)
class Item:
    """What the page says of one question."""

    anchor: str
    name: str
    text: str
    status: str
    icon: str
    look: str
    points: str  # under the heading Points
    scored: str  # the same in words
    given: str
    said: str
    answer: str
    working: tuple[tuple[str, str], ...]
    worked_above: str  # the question that has shown the same working already
    code: bool  # what was given is a program: its lines and indentation stay
    changed: str  # what lateness or the instructor made of the points
    comment: str


@dataclass(frozen=True)
class Part:
    """What the page says of one exercise."""

    title: str
    items: tuple[Item, ...]


def feedback_page(
    record: Record,
    exercises: Iterable[Exercise],
    variants: Iterable[Variant],
    *,
    show: Collection[str] = SHOW,
) -> str:
    """A student's feedback as one HTML page without scripts, pictures or links elsewhere.

    `variants` are this student's own, one of each exercise. `show` says what may be
    shown beside the status: "score" (points), "mistakes" (what was said of an answer), "answers"
    (the right ones), "working" (the derivation for the student's own numbers). Why an answer could
    not be read is always said. Remarks are for the instructor and stay out.

    Everything is escaped where it is put into the page, and a Content-Security-Policy lets nothing
    be loaded or run even if it were not.
    """
    _check(show)
    drawn = {each.exercise.name: each for each in variants}
    marks = {(mark.exercise, mark.question): mark for mark in record.marks}
    parts = [
        Part(exercise.title, tuple(_items(exercise, drawn.get(exercise.name), marks, show)))
        for exercise in exercises
    ]
    score = f"{shown(record.earned)} of {shown(record.possible, 'points')}"
    total = score if "score" in show else ""
    name = record.name or record.student
    return str(
        _template().render(
            name=name, total=total, parts=parts, note=record.note, comment=record.comment
        )
    )


def _check(show: Collection[str]) -> None:
    faults = Faults("feedback")
    for word in [show] if isinstance(show, str) else show:
        if word not in SHOW or isinstance(show, str):
            faults.add("show", f"{word!r} is not known", f"Give some of {listing(SHOW)}.")
    faults.raise_any()


def _items(
    exercise: Exercise,
    drawn: Variant | None,
    marks: Mapping[tuple[str, str], Mark],
    show: Collection[str],
) -> Iterable[Item]:
    shown_by: dict[Any, str] = {}
    for question in exercise.questions:
        name = question.name.replace("_", " ")
        mark = marks.get((exercise.name, question.name)) or _unmarked(exercise, question)
        said, data = mark.judgement, drawn.data if drawn else None
        icon, look = LOOKS.get(said.status, STOPPED)
        working = question.working if "working" in show else None
        first = shown_by.setdefault(working, name)  # questions that share a working show it once
        telling = "mistakes" in show or said.status is Status.UNREADABLE
        yield Item(
            anchor=f"{exercise.name}.{question.name}".replace(" ", "-"),
            name=name,
            text=question.text,
            status=said.status.value,
            icon=icon,
            look=look,
            points=_points(mark),
            scored=_points(mark, "points"),
            given=mark.given,
            said=said.message if telling else "",
            answer=_right(question, data) if "answers" in show else "",
            working=_working(working, data) if first == name else (),
            worked_above=first if working and first != name else "",
            code=question.kind == "code",
            changed=_changed(mark) if "score" in show else "",
            comment=mark.comment,
        )


def _changed(mark: Mark) -> str:
    """Why the points are others than the answer earned."""
    if mark.override is not None:
        return "Your instructor set these points."
    if mark.late and mark.judgement.share:
        return f"Handed in late: {shown(mark.late, '%')} off."
    return ""


def _points(mark: Mark, unit: str = "") -> str:
    if mark.bonus:
        return f"{shown(mark.earned, unit)} on top"
    return f"{shown(mark.earned)} of {shown(mark.points, unit)}"


def _unmarked(exercise: Exercise, question: Question) -> Mark:
    said = Judgement(Status.NOT_ATTEMPTED, 0, "No answer.")
    return Mark(exercise.name, question.name, question.points, said)


def _right(question: Question, data: Data | None) -> str:
    try:
        return "" if data is None else question.shown(data)
    except Exception as error:  # an author's slip must not stop the grading of a class
        return EXCUSE.format(type(error).__name__)


def _working(
    working: Callable[[Any], Iterable[Step]] | None, data: Data | None
) -> tuple[tuple[str, str], ...]:
    if working is None or data is None:
        return ()
    try:
        return tuple((step.text, equation(step)) for step in working(data))
    except Exception as error:
        return ((EXCUSE.format(type(error).__name__), ""),)


def equation(step: Step) -> str:
    r"""The formula and the value of a step as text.

    >>> equation(Step("Takt.", r"\frac{27{,}000}{500}", 54, "s"))
    '27,000 / 500 = 54 s'
    """
    value = "" if step.value is None else shown(step.value, step.unit)
    return " = ".join(side for side in (formula(step.formula), value) if side)


def formula(latex: str) -> str:
    """`as_text`, forty times as fast for the same formula with other numbers in it."""
    numbers = NUMBERS.findall(latex)
    places = iter(range(PLACES, PLACES + len(numbers)))
    text = _pattern(NUMBERS.sub(lambda _: chr(next(places)), latex))
    return text.translate({PLACES + k: number for k, number in enumerate(numbers)})


@lru_cache(maxsize=4096)
def _pattern(latex: str) -> str:
    return as_text(latex)


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = files(__package__).joinpath("feedback.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(text)
