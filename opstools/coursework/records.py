"""What grading finds out: a mark per question, a record per student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .judgement import Judgement, Status


@dataclass(frozen=True)
class Mark:
    """One question of one student: what it was worth, and how it was judged."""

    exercise: str
    question: str
    points: float
    judgement: Judgement
    given: str = ""  # what the student wrote, cut short

    @property
    def earned(self) -> float:
        """Points earned."""
        return round(self.points * self.judgement.share, 4)


@dataclass(frozen=True)
class Record:
    """One student: the file graded, remarks for the instructor, and a mark for every question."""

    student: str
    name: str
    marks: tuple[Mark, ...]
    file: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def earned(self) -> float:
        """Points of all questions together."""
        return round(sum(mark.earned for mark in self.marks), 4)

    @property
    def possible(self) -> float:
        """Points that could be earned."""
        return sum(mark.points for mark in self.marks)

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
