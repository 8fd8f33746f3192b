"""Whose file is whose: by the student's id in its path, else by the tokens of its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..core.numbers import listing
from .roster import Student, file_name
from .submissions import AnswersInFile


@dataclass
class FilesByStudent:
    """The file to grade for each student, remarks, whose tokens it holds, and unclaimed files."""

    graded: dict[str, AnswersInFile] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    token_owners: dict[str, dict[str, str]] = field(default_factory=dict)
    unclaimed: list[tuple[str, str]] = field(default_factory=list)


def files_by_student(
    files: Sequence[AnswersInFile], students: Sequence[Student], owners: Mapping[str, str]
) -> FilesByStudent:
    """Sort files to students; of several by one student the one changed last is graded.

    `owners` tells whose each token is. A file sent by one student with another's answers is graded
    as the sender's, who earns nothing for those; the remark names the other.
    """
    sorted_out = FilesByStudent()
    ids = {word: student.id for student in students for word in _spellings(student.id)}
    for handed_in in sorted(
        files, key=lambda each: (each.submission.modified, each.submission.name)
    ):
        name = handed_in.submission.name
        inside = [owners[g.token] for g in handed_in.answers.values() if g.token in owners]
        sender = _in_path(name, ids) or (inside[0] if inside else "")
        if not sender:
            reason = "; ".join(handed_in.remarks) or "no answer of anybody on the roster is in it"
            sorted_out.unclaimed.append((name, reason))
            continue
        notes = sorted_out.remarks.setdefault(sender, [])
        if others := sorted(set(inside) - {sender}):
            notes.append(f"{name} holds answers from the notebook of {listing(others)}.")
            tokens = {g.token for g in handed_in.answers.values()}
            sorted_out.token_owners[sender] = {t: owners[t] for t in tokens if t in owners}
        if sender in sorted_out.graded:
            older = sorted_out.graded[sender].submission.name
            notes.append(f"Handed in more than once; {older} is older and was not graded.")
        sorted_out.graded[sender] = handed_in
    return sorted_out


def _spellings(student: str) -> tuple[str, str]:
    return student.casefold(), file_name(student).casefold()


def _in_path(path: str, ids: Mapping[str, str]) -> str:
    """The student whose id stands in the path, nearest to its end, as a word of its own."""
    for part in reversed(re.split(r"[/!\\]", path.casefold())):
        stem = re.sub(r"(\.ipynb|\.zip)$", "", part)
        for word in (stem, re.sub(r"[ -]?\(?\d\)?$", "", stem), *re.split(r"[_\s]+", stem)):
            if word in ids:
                return ids[word]
    return ""
