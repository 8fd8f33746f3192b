"""What grading finds out: a mark per question, a record per student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .judgement import Judgement, Status


@dataclass(frozen=True)
class Mark:
    """One question of one student: what it was worth, and how it was judged.

    `late` is the share of the points that handing in late took, `override` the points that the
    instructor gives instead, with a `comment`; those of a `bonus` question are on top.
    """

    exercise: str
    question: str
    points: float
    judgement: Judgement
    given: str = ""  # what the student wrote, cut short
    late: float = 0.0
    override: float | None = None
    comment: str = ""
    bonus: bool = False

    @property
    def earned(self) -> float:
        """Points earned."""
        if self.override is not None:
            return self.override
        return round(self.points * self.judgement.share * (1 - self.late), 4)


@dataclass(frozen=True)
class Record:
    """One student: the file graded, remarks for the instructor, and a mark for every question.

    `note` tells the student that nothing could be graded, and what to do; then there is no grade.
    `total` is what the instructor gives in place of the sum, with a `comment`.
    """

    student: str
    name: str
    marks: tuple[Mark, ...]
    file: str = ""
    remarks: tuple[str, ...] = ()
    note: str = ""
    total: float | None = None
    comment: str = ""

    @property
    def earned(self) -> float:
        """Points of all questions together."""
        if self.total is not None:
            return self.total
        return round(sum(mark.earned for mark in self.marks), 4)

    @property
    def possible(self) -> float:
        """Points that could be earned."""
        return sum(mark.points for mark in self.marks if not mark.bonus)

    def as_json(self) -> dict[str, Any]:
        """For the file that makes grading resumable."""
        marks = [{**vars(mark), "judgement": vars(mark.judgement)} for mark in self.marks]
        return {**vars(self), "marks": marks}

    @classmethod
    def from_json(cls, text: dict[str, Any]) -> Record:
        """The record that `as_json` wrote."""
        marks = tuple(Mark(**{**mark, "judgement": _judgement(mark)}) for mark in text["marks"])
        return cls(**{**text, "marks": marks, "remarks": tuple(text["remarks"])})


def _judgement(mark: dict[str, Any]) -> Judgement:
    said = mark["judgement"]
    return Judgement(**{**said, "status": Status(said["status"])})
