"""Operations on the product–process matrix, and by their four V."""

from __future__ import annotations

from ...core import Recorder, public
from ...core.numbers import plain, show
from ..marks import LEAST, MOST
from .plots import Shown
from .problem import PROCESSES, Operation, Operations, asked, fit, place, standard, used
from .result import Kinds


@public
def classify(operations: Operations) -> Kinds:
    """Tell operations apart: the process their volume and variety ask for, and whether they use it.

    The place of a product on the diagonal is (volume + 6 − variety)/2 on marks from 1 to 5, which
    is this course's way to put the matrix into numbers; a process a whole place away is too rigid
    (opportunities are lost) or too flexible (each unit costs more). Bad tables raise
    `ProblemError`.
    Source: Hayes & Wheelwright (1979), Link manufacturing process and product life cycles (the
    matrix); Slack, Chambers & Johnston, Operations Management (the four V).

    >>> from opstools.priorities import Operation
    >>> kinds = classify(Operations((Operation("tailor", 1, 5, 3, 5, "batch"),)))
    >>> dict(kinds.asked), dict(kinds.fit)
    ({'tailor': 'project'}, {'tailor': 'too rigid'})
    """
    working = Recorder(Shown())
    for k, each in enumerate(operations.operations, 1):
        _note(working, each, k)
    return Kinds(operations, working=working.steps())


def _note(working: Recorder, each: Operation, k: int) -> None:
    turned = LEAST + MOST
    formula = rf"\frac{{{show(each.volume)} + {turned} - {show(each.variety)}}}{{2}}"
    text = f"{each.operation}: volume and variety ask for {_a(asked(each))}."
    working.note(text, formula, plain(place(each)), placed=k)
    if each.process:
        off = used(each) - place(each)
        formula = f"{1 + PROCESSES.index(each.process)} - {show(plain(place(each)))}"
        text = f"It uses {_a(each.process)}, {fit(each)}."
        working.note(text, formula, plain(off), used=k)
    low = " + ".join(f"({turned} - {show(mark)})" for mark in
                     (each.variety, each.variation, each.visibility))  # fmt: skip
    formula = rf"\frac{{{show(each.volume)} + {low}}}{{4}}"
    working.note("How far its four V lean to standard work.", formula, plain(standard(each)))


def _a(process: str) -> str:
    return {"continuous": "a continuous flow"}.get(process, f"a {process}")
