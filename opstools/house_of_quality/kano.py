"""Kano's kinds of needs, from two questions."""

from __future__ import annotations

from typing import Any

from ..core import Faults, public
from ..core.figures import whole
from .marks import KANO_LETTERS, KANO_TABLE


@public
def kano_category(met: int, unmet: int) -> str:
    """What kind of need two answers tell: how somebody feels if it is met, and if it is not.

    Answers are 1 I like it, 2 it must be so, 3 neutral, 4 I can live with it, 5 I dislike it. Other
    answers raise `ProblemError`. Source: Kano and others (1984).

    >>> kano_category(1, 5), kano_category(3, 5), kano_category(1, 3)
    ('one-dimensional', 'must-be', 'attractive')
    """
    faults = Faults("kano")
    answers: list[Any] = [
        whole(each, what, faults, 5) for each, what in ((met, "met"), (unmet, "unmet"))
    ]
    faults.raise_any()
    return KANO_LETTERS[KANO_TABLE[answers[0] - 1][answers[1] - 1]]
