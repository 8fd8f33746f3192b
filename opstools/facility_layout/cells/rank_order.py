"""Rank order clustering: rows and columns sorted as binary words, in turn, until they stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...core import Step, Steps, public
from ...core.numbers import plain
from .groups import best_cut, efficacy
from .problem import Incidence
from .result import Cells, Sorted

MOST_LINES = 14  # of which each word is worked out
MOST_PASSES = 100
MOST_TERMS = 12


@public
def rank_order_clustering(incidence: Incidence) -> Cells:
    """Form machine cells and part families by sorting rows and columns as binary words.

    Each row is read as a binary number, its first column weighing most: with n columns the j-th
    weighs 2^(n−j). Rows are sorted by it, the largest first, equal ones as they stand; then columns
    likewise; and again, until nothing moves. The table is then cut into cells along its diagonal
    where the grouping efficacy is greatest. Bad tables raise `ProblemError`. Source: King (1980);
    Kumar & Chandrasekharan (1990), for the efficacy.

    >>> import pandas as pd
    >>> table = pd.DataFrame([[0, 1], [1, 0]], ["saw", "mill"], ["P1", "P2"])
    >>> cells = rank_order_clustering(table)
    >>> cells.rows, cells.efficacy, cells.families
    (('mill', 'saw'), 1.0, (('P1',), ('P2',)))
    """
    import numpy as np

    machines, parts = incidence.needs.shape
    state = Sorted(tuple(range(machines)), tuple(range(parts)))
    start, steps = state, list[Step]()
    table = np.array(incidence.needs.cells)
    for number in range(MOST_PASSES):
        before = state
        for kind in ("row", "column"):
            state = _sorted(incidence, table, state, kind, steps)
        if (state.rows, state.columns) == (before.rows, before.columns):
            steps.append(Step(f"Pass {number + 1} moves nothing: the order stays."))
            break
    ordered = table[np.ix_(state.rows, state.columns)]
    cut = best_cut(ordered)
    inside, room = efficacy(ordered, cut)
    final = Sorted(state.rows, state.columns, cut=cut)
    zeros = room - int(table.sum())
    text = "Grouping efficacy: 1s inside cells (all, less the exceptions) over all 1s and the 0s "
    text += "inside (voids)."
    formula = rf"\frac{{e - e_0}}{{e + e_v}} = \frac{{{inside}}}{{{int(table.sum())} + {zeros}}}"
    steps.append(Step(text, formula, plain(inside / room), "%", final))
    return Cells(incidence, final, working=Steps(steps, start))


def _sorted(
    incidence: Incidence, table: Any, state: Sorted, kind: str, steps: list[Step]
) -> Sorted:
    """Rows or columns sorted by their binary words, with each word worked out."""
    own, others = (state.rows, state.columns) if kind == "row" else (state.columns, state.rows)
    cells = table if kind == "row" else table.T
    names = incidence.machines if kind == "row" else incidence.parts
    n = len(others)
    words = {k: sum(1 << (n - 1 - j) for j, o in enumerate(others) if cells[k, o]) for k in own}
    for done, k in enumerate(own, 1):
        if len(own) > MOST_LINES:
            continue
        powers = [n - 1 - j for j, other in enumerate(others) if cells[k, other]]
        formula = " + ".join(f"2^{{{power}}}" for power in powers)
        told = tuple(words[each] for each in own[:done])
        read = "".join("1" if cells[k, other] else "0" for other in others)
        state = replace(state, words=told, side=kind)
        text = f"{kind.capitalize()} {names[k]} reads {read}."
        steps.append(Step(text, formula if len(powers) <= MOST_TERMS else "", words[k], "", state))
    order = tuple(sorted(own, key=lambda k: -words[k]))
    told = tuple(words[each] for each in order)
    state = replace(state, words=told, side=kind)
    state = replace(state, rows=order) if kind == "row" else replace(state, columns=order)
    first = ", ".join(names[k] for k in order[:MOST_TERMS])
    more = ", …" if len(order) > MOST_TERMS else ""
    text = f"Sort the {kind}s by their words, the largest first: {first}{more}."
    if order == own:
        text = f"The {kind}s are sorted already."
    steps.append(Step(text, state=state))
    return state
