"""The picture of a class: what was right, what was not, and which mistakes were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.drawing import INK, axes, inches, shorten, style, width
from ..core.numbers import count, show
from .judgement import Status
from .statistics import ClassStatistics, QuestionStatistics

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FAILED = (Status.UNREADABLE, Status.ERROR, Status.TIMEOUT, Status.CRASHED)
KINDS = (  # word, statuses, colour, hatch: told apart without colour
    ("correct", (Status.CORRECT,), "#7FCDB0", ""),
    ("partly", (Status.PARTLY,), "#F4EC8C", ".."),
    ("wrong", (Status.WRONG,), "#F2A583", "///"),
    ("unreadable or error", FAILED, "#C9C9C9", "xxx"),
    ("not attempted", (Status.NOT_ATTEMPTED,), "#ffffff", ""),
)
NAME_COLUMNS = 22
COLUMNS_PER_INCH = 13.5  # of the small print
WIDE = 113  # per cent: the bars, and room for the means beside them
KEY_ROW = -0.72  # above the first bar
PLAIN = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}


def class_picture(statistics: ClassStatistics, shown: int, ax: Axes | None) -> Axes:
    """A bar a question, parted by what became of the answers; below it the commonest mistakes."""
    questions = statistics.questions
    with style():
        ax = axes(ax, 8, 1.5 + 0.62 * len(questions))
        room = inches(ax)[0]
        for row, question in enumerate(questions[:shown]):
            _bar(ax, row, question, statistics.answered, room)
            mistakes = _mistakes(statistics, question, int(room * COLUMNS_PER_INCH))
            ax.text(0, row + 0.36, mistakes, size=8.5, va="center", color=INK)
        _key(ax, statistics, room)
        names = [_name(statistics.name(each)) for each in questions]
        ax.set_yticks(range(len(names)), names)
        ax.set(
            xlim=(0, WIDE),
            ylim=(len(names) - 0.4, -1.15),
            xlabel="share of the students who answered anything (%)",
            title=_title(statistics),
        )
        ax.set_xticks(range(0, 101, 20))
        ax.spines["bottom"].set_bounds(0, 100)
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
    return ax


def _name(name: str) -> str:
    """A question below its exercise, where there are several, so that both can be read whole."""
    return "\n".join(shorten(part.replace("_", " "), NAME_COLUMNS) for part in name.split("."))


def _bar(ax: Axes, row: int, question: QuestionStatistics, answered: int, room: float) -> None:
    start = 0.0
    for word, statuses, colour, hatch in KINDS:
        number = question.number(*statuses)
        if not number:
            continue
        share = 100 * number / answered
        ax.barh(
            row,
            share,
            0.4,
            left=start,
            facecolor=colour,
            edgecolor=INK,
            hatch=hatch,
            linewidth=0.7,
        )
        columns = int(share / WIDE * room * COLUMNS_PER_INCH) - 1
        label = next((t for t in (f"{word} {number}", str(number)) if width(t) <= columns), "")
        if label:
            ax.text(
                start + share / 2, row, label, size=8.5, ha="center", va="center", color=INK,
                bbox=PLAIN if hatch else None,
            )  # fmt: skip
        start += share
    if answered:
        mean = f"mean {show(question.share, '%')}"
        ax.text(101, row, mean, size=8.5, va="center", color=INK)


def _key(ax: Axes, statistics: ClassStatistics, room: float) -> None:
    """Every kind with its word once, above the bars, however narrow its parts of them are."""
    start = 0.0
    for word, statuses, colour, hatch in KINDS:
        if not any(question.number(*statuses) for question in statistics.questions):
            continue
        ax.barh(
            KEY_ROW,
            3,
            0.26,
            left=start,
            facecolor=colour,
            edgecolor=INK,
            hatch=hatch,
            linewidth=0.7,
        )
        ax.text(start + 4, KEY_ROW, word, size=8.5, va="center", color=INK)
        start += 7 + WIDE * width(word) / (room * COLUMNS_PER_INCH)


def _mistakes(statistics: ClassStatistics, question: QuestionStatistics, columns: int) -> str:
    """The most common mistake of a question, and the second where there is room for it."""
    made = [
        f"{each.students} × {each.mistake}"
        for each in statistics.mistakes
        if (each.exercise, each.question) == (question.exercise, question.question)
    ]
    both = "; ".join(made[:2])
    return both if width(both) <= columns else shorten(made[0], columns)


def _title(statistics: ClassStatistics) -> str:
    answered, everyone = statistics.answered, count(statistics.students, "student")
    if not answered:
        return f"None of {everyone} answered"
    of = everyone if answered == statistics.students else f"{answered:,} of {everyone}"
    return f"{of} answered; mean score {show(statistics.mean_share, '%')}"
