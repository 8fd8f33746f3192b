"""What a class found hard: for the next lecture, and for a better exercise next year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from ..core import Measures, Result, Step, Steps, fail
from ..core.formula import tex
from ..core.numbers import count, show
from .judgement import Status
from .records import Mark, Record

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

GROUP = 0.27  # Kelley (1939): the share that tells groups apart best where scores are normal


@dataclass(frozen=True)
class MistakeCount:
    """A known mistake, how many made it, and what they were told."""

    exercise: str
    question: str
    mistake: str
    students: int
    feedback: str


@dataclass(frozen=True)
class QuestionStatistics:
    """One question: `share` of the points earned on average, statuses, and how it tells apart.

    `discrimination` is the mean share of the upper group less that of the lower; `item_total` the
    correlation of the share with the points of all other questions. Either is None where it is not
    defined.
    """

    exercise: str
    question: str
    points: float
    share: float
    discrimination: float | None
    item_total: float | None
    statuses: tuple[tuple[Status, int], ...]

    def number(self, *statuses: Status) -> int:
        """How many answers have one of the statuses."""
        return sum(dict(self.statuses)[status] for status in statuses)


@dataclass(frozen=True)
class ClassStatistics(Result):
    """Difficulty, discrimination and mistakes of a class, question by question.

    >>> from opstools.coursework.judgement import graded
    >>> from opstools.coursework.records import Mark
    >>> shares = {"Ann": (1, 1), "Bo": (1, 0), "Cy": (0, 0)}
    >>> records = [
    ...     Record(
    ...         name, name, (Mark("x", "q1", 1, graded(a, "")), Mark("x", "q2", 1, graded(b, "")))
    ...     )
    ...     for name, (a, b) in shares.items()
    ... ]
    >>> statistics = class_statistics(records)
    >>> print(statistics.headline)
    3 students answered; mean score 50 %; hardest question: q2, 33.3 %.
    """

    questions: tuple[QuestionStatistics, ...]
    mistakes: tuple[MistakeCount, ...]
    students: int
    answered: int
    group: int

    @property
    def mean_share(self) -> float:
        """The share of all points that those who answered earned on average."""
        points = sum(each.points for each in self.questions)
        earned = sum(each.points * each.share for each in self.questions)
        return earned / points if points else 0.0

    @property
    def hardest(self) -> QuestionStatistics:
        """The question with the smallest share; the first of equals."""
        return min(self.questions, key=lambda each: each.share)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            students=(self.students, ""),
            answered=(self.answered, ""),
            mean_share=(self.mean_share, "%"),
            hardest_share=(self.hardest.share, "%"),
        )

    @property
    def headline(self) -> str:
        """The class in one sentence."""
        if not self.answered:
            return f"None of {count(self.students, 'student')} answered."
        everyone = count(self.students, "student")
        of = everyone if self.answered == self.students else f"{self.answered:,} of {everyone}"
        hardest = f"{self.name(self.hardest)}, {show(self.hardest.share, '%')}"
        return (
            f"{of} answered; mean score {show(self.mean_share, '%')}; hardest question: {hardest}."
        )

    @property
    def note(self) -> str:
        """The conventions."""
        return (
            "Shares are of those who answered any question; one passed over counts as 0. "
            "Discrimination: mean share of the upper less that of the lower group, "
            f"{GROUP:.0%} by total score each, here {self.group} (Kelley 1939); equal scores "
            "at the border count in part. Item–total: correlation with the other questions' points."
        )

    def name(self, each: QuestionStatistics | MistakeCount) -> str:
        """The question's name; with its exercise where there are several."""
        return _name(each, self.questions)

    def to_frame(self) -> pd.DataFrame:
        """One row a question.

        Columns: exercise, question, points, share, discrimination, item_total, how many answers
        have each status, common_mistake, and how many students it was made_by.
        """
        import pandas as pd

        common = {(each.exercise, each.question): each for each in reversed(self.mistakes)}
        rows = []
        for each in self.questions:
            mistake = common.get((each.exercise, each.question))
            rows.append(
                {
                    "exercise": each.exercise,
                    "question": each.question,
                    "points": each.points,
                    "share": each.share,
                    "discrimination": each.discrimination,
                    "item_total": each.item_total,
                    **{status.replace(" ", "_"): number for status, number in each.statuses},
                    "common_mistake": mistake.mistake if mistake else None,
                    "made_by": mistake.students if mistake else 0,
                }
            )
        return pd.DataFrame(rows)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar a question, the first ones."""
        from .statistics_plot import class_picture

        return class_picture(self, state, ax)


def class_statistics(records: Iterable[Record]) -> ClassStatistics:
    """Statistics of the questions over all students who answered at least one of them.

    Sources: Kelley (1939) for groups of 27 per cent.

    >>> class_statistics([])
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: statistics, records: there are none. Grade something first.
    """
    everyone = list(records)
    worth = {(m.exercise, m.question): m.points for record in everyone for m in record.marks}
    if not worth:
        fail("statistics", "records", "there are none", "Grade something first.")
    taking = [record for record in everyone if _answered(record)]
    totals = [record.earned for record in taking]
    group = max(1, round(GROUP * len(taking))) if len(taking) > 1 else 0
    marks = [{(m.exercise, m.question): m for m in record.marks} for record in taking]
    questions = tuple(
        _question(key, points, [found.get(key) for found in marks], totals, group)
        for key, points in worth.items()
    )
    return ClassStatistics(
        questions,
        _mistakes(taking),
        len(everyone),
        len(taking),
        group,
        working=Steps(_working(questions, len(taking), group), 0),
    )


def _name(each: QuestionStatistics | MistakeCount, questions: Sequence[QuestionStatistics]) -> str:
    exercises = {question.exercise for question in questions}
    return f"{each.exercise}.{each.question}" if len(exercises) > 1 else each.question


def _working(questions: Sequence[QuestionStatistics], answered: int, group: int) -> Iterator[Step]:
    """One step a question: its mean share, and how it tells students apart."""
    for k, each in enumerate(questions, 1):
        apart = "" if each.discrimination is None else show(each.discrimination)
        groups = f", upper less lower group of {group} each: {apart}" if apart else ""
        correlation = "" if each.item_total is None else show(each.item_total)
        others = f", correlation with the other questions: {correlation}" if correlation else ""
        text = f"{_name(each, questions)}: mean share of {count(answered, 'student')}"
        earned = show(each.share * answered)
        formula = rf"\frac{{\sum {tex('share')}}}{{n}} = \frac{{{earned}}}{{{answered}}}"
        yield Step(f"{text}{groups}{others}.", formula if answered else "", each.share, "%", k)


def _answered(record: Record) -> bool:
    return any(mark.judgement.status is not Status.NOT_ATTEMPTED for mark in record.marks)


def _question(
    key: tuple[str, str],
    points: float,
    marks: Sequence[Mark | None],
    totals: Sequence[float],
    group: int,
) -> QuestionStatistics:
    shares = [mark.judgement.share if mark else 0.0 for mark in marks]
    earned = [mark.earned if mark else 0.0 for mark in marks]
    others = [total - part for total, part in zip(totals, earned, strict=True)]
    found = Counter(m.judgement.status if m else Status.NOT_ATTEMPTED for m in marks)
    return QuestionStatistics(
        *key,
        points=points,
        share=sum(shares) / len(shares) if shares else 0.0,
        discrimination=_apart(shares, totals, group),
        item_total=_correlation(shares, others),
        statuses=tuple((status, found[status]) for status in Status),
    )


def _apart(shares: Sequence[float], totals: Sequence[float], group: int) -> float | None:
    if not group or len(set(totals)) == 1:
        return None
    upper = _mean_of_best(shares, totals, group)
    lower = _mean_of_best(shares, [-total for total in totals], group)
    return upper - lower


def _mean_of_best(shares: Sequence[float], totals: Sequence[float], group: int) -> float:
    """The mean share of the `group` best; those level at the border share the places left."""
    border = sorted(totals, reverse=True)[group - 1]
    pairs = list(zip(shares, totals, strict=True))
    above = [share for share, total in pairs if total > border]
    level = [share for share, total in pairs if total == border]
    left = group - len(above)
    return (sum(above) + left * sum(level) / len(level)) / group


def _correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    n = len(x)
    if n < 2:
        return None
    mean_x, mean_y = sum(x) / n, sum(y) / n
    dx, dy = [a - mean_x for a in x], [b - mean_y for b in y]
    spread = sqrt(sum(a * a for a in dx) * sum(b * b for b in dy))
    covariance = sum(a * b for a, b in zip(dx, dy, strict=True))
    return covariance / spread if spread > 1e-12 else None


def _mistakes(taking: Sequence[Record]) -> tuple[MistakeCount, ...]:
    """Known mistakes, the most common first; of equals in the order of their first appearance."""
    said: dict[tuple[str, str, str], str] = {}
    found: Counter[tuple[str, str, str]] = Counter()
    for record in taking:
        for mark in record.marks:
            if mark.judgement.mistake:
                key = (mark.exercise, mark.question, mark.judgement.mistake)
                said.setdefault(key, mark.judgement.message)
                found[key] += 1
    return tuple(MistakeCount(*key, times, said[key]) for key, times in found.most_common())
