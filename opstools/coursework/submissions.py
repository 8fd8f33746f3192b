"""Submitted files read one by one, without running anything: their answers, or what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from .archives import Reader, Submission, damaged
from .notebook import Contents, Key, SubmittedAnswer, contents, tokens_in

__all__ = ["AnswersInFile", "Submission", "SubmittedAnswer", "read_answers", "read_batch"]

ENDED = "reading it ended the process. Save the notebook without large outputs, hand it in again"


@dataclass(frozen=True)
class AnswersInFile:
    """A submitted file and what it holds; `fault` says why nothing could be read of it.

    `answers` are by (exercise, question, token), so that a cell out of another student's notebook
    hides none. The other fields are those of `Contents`.
    """

    submission: Submission
    answers: dict[Key, SubmittedAnswer] = field(default_factory=dict)
    unsaved: dict[tuple[str, str], str] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    owner: str = ""
    remarks: tuple[str, ...] = ()
    fingerprint: str = ""
    fault: str = ""

    @property
    def name(self) -> str:
        """The file's name for people."""
        return self.submission.name


def read_batch(files: Sequence[Submission]) -> list[AnswersInFile]:
    """The answers of several files; neighbours in one archive are read in one go."""
    with Reader() as reader:
        return [read_answers(each, reader) for each in files]


def read_answers(submission: Submission, reader: Reader | None = None) -> AnswersInFile:
    """The answers in a submitted file; whatever is wrong with it becomes its fault."""
    if submission.fault:
        return AnswersInFile(submission, tokens=_peeked(submission, reader), fault=submission.fault)
    try:
        data = (reader or Reader()).content(submission)
    except Exception as error:  # damaged archives fail in many ways
        what = damaged(error) if submission.members else f"it cannot be opened ({_said(error)})"
        return AnswersInFile(submission, fault=what)
    print_ = hashlib.sha256(data).hexdigest()
    try:
        found = contents(data)
    except ValueError as error:
        return AnswersInFile(submission, tokens=tokens_in(data), fingerprint=print_,
                             fault=str(error))  # fmt: skip
    except Exception as error:  # whatever a file holds, it must not end the batch
        fault = f"it cannot be read ({type(error).__name__})"
        return AnswersInFile(submission, tokens=(), fingerprint=print_, fault=fault)
    return _held(submission, found, print_)


def _peeked(submission: Submission, reader: Reader | None) -> tuple[str, ...]:
    """Tokens in a file that is not read, such as a notebook saved as a web page."""
    try:
        data = (reader or Reader()).content(submission) if submission.peek else b""
    except Exception:  # it is told of already
        return ()
    return tokens_in(data)


def _said(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or type(error).__name__).lower()


def _held(submission: Submission, found: Contents, fingerprint: str) -> AnswersInFile:
    return AnswersInFile(
        submission,
        found.answers,
        found.unsaved,
        found.tokens,
        found.owner,
        tuple(found.remarks),
        fingerprint,
    )


def lost_batch(files: Sequence[Submission]) -> list[AnswersInFile]:
    """Nothing, where reading ended the process: the files are read again one by one."""
    return []


def unreadable_file(submission: Submission) -> AnswersInFile:
    """What is known of a file that ended the process which read it."""
    return AnswersInFile(submission, fault=ENDED)
