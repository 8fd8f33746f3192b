"""Pairwise exchange, as it is done on paper: look at every exchange, make the best, again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...core import Step, Steps, public
from ...core.numbers import exact, plain, show
from .by_hand import read_places
from .problem import Departments
from .result import Layout, Standing, Trial
from .working import compared, total

if TYPE_CHECKING:
    from .tabu import Chains


@public
def pairwise_exchange(departments: Departments, places: Any) -> Layout:
    """Improve a layout: in each round make the exchange of two departments that saves most.

    Every pair is looked at in each round, an empty place too (moving there); fixed departments
    stay. It ends when none saves anything, which need not be the best layout. `exchanges` of the
    result is the table of all that were looked at. A first layout that is none raises
    `ProblemError`. Source: Buffa, Armour & Vollmann (1964), for equal areas.

    >>> import pandas as pd
    >>> flows = pd.DataFrame([[0, 9, 2], [1, 0, 4], [0, 0, 0]], list("ABC"), list("ABC"))
    >>> better = pairwise_exchange(flows, {"A": "1", "B": "3", "C": "2"}, distances="1 x 3")
    >>> better.cost, len(better.exchanges)
    (18, 6)
    """
    start = read_places(departments, places)
    rounds, trials, steps = _rounds(departments, start), list[Trial](), list[Step]()
    for looked, step in rounds:
        trials += looked
        steps.append(step)
    final = next(s.state.assigned for s in reversed(steps) if s.state is not None)
    nothing, least = Standing((None,) * len(final)), departments.bound
    made = Layout(departments, "pairwise_exchange", final, least, tuple(trials), working=Steps(()))
    working = Steps([*steps, total(made), compared(departments)], nothing)
    return replace(made, working=working)


def _rounds(problem: Departments, start: tuple[int, ...]) -> Iterator[tuple[list[Trial], Step]]:
    """What was looked at and what was done, round by round."""
    import numpy as np

    from .tabu import Chains

    known, unit = problem.scaled, problem.cost_unit
    chain = Chains(known, known.filled(start)[:, None], np.random.default_rng(0))
    cost = known.cost(chain.values[0])
    yield [], Step("The layout to begin with.", "", cost, unit, Standing(start))
    for number in range(1, known.size**3 + 1):
        changes = chain.table[:-1, 0]
        best = int(changes.argmin()) if len(changes) else 0
        saves = len(changes) > 0 and bool(changes[best] < -known.step / 2)
        looked = list(_looked(problem, chain, number, best if saves else -1))
        if not saves:
            yield looked, Step("No exchange saves anything more.")
            return
        i, j = int(chain.one[best]), int(chain.other[best])
        layout = chain.layouts[:, :1].copy()
        layout[[i, j]] = layout[[j, i]]
        before, chosen = known.cost(chain.values[0]), looked[best]
        chain.restart(np.array([0]), layout)
        after = tuple(int(at) for at in layout[: known.departments, 0])
        formula = f"{show(before)} - {show(plain(-exact(chosen.change)))}"
        moved = tuple(k for k in (i, j) if k < known.departments)
        verb = "Exchange {} and {}" if len(moved) == 2 else "Move {} to the {}"
        text = f"{verb.format(chosen.one, chosen.other)}: nothing else saves more."
        yield looked, Step(text, formula, known.cost(chain.values[0]), unit, Standing(after, moved))


def _looked(problem: Departments, chain: Chains, number: int, made: int) -> Iterator[Trial]:
    """The table of a round: every exchange and what it changes."""
    n = chain.scaled.departments
    for k, (i, j) in enumerate(zip(chain.one.tolist(), chain.other.tolist(), strict=True)):
        empty = f"empty place {problem.places[chain.layouts[j, 0]]}" if j >= n else ""
        other = empty or problem.names[j]
        change = chain.scaled.cost(float(chain.table[k, 0]))
        yield Trial(number, problem.names[i], other, change, k == made)
