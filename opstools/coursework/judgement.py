"""What is said of one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How an answer stands; only the first two earn points."""

    CORRECT = "correct"
    PARTLY = "partly"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    UNREADABLE = "unreadable"
    ERROR = "error"  # the student's code raised
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # the student's code ended its process, or was ended


@dataclass(frozen=True)
class Judgement:
    """Status, the share of the points earned (0 to 1), a sentence, and the known mistake's name.

    >>> Judgement(Status.CORRECT, 1.0, "Right.").share
    1.0
    """

    status: Status
    share: float
    message: str
    mistake: str = ""


def graded(share: float, message: str, mistake: str = "") -> Judgement:
    """A judgement whose status follows from its share.

    >>> graded(0.5, "Half of it.").status.value
    'partly'
    """
    share = max(0.0, min(1.0, share))
    whole = Status.CORRECT if share == 1 else Status.PARTLY if share else Status.WRONG
    return Judgement(whole, share, message, mistake)
