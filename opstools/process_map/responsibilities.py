"""The responsibility table: who does, answers for, is asked about and is told of each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..core import ByName, Measures, Result, Step, Steps, public
from ..core.numbers import count, listing, show
from .checks import Finding, findings
from .problem import LETTERS, ProcessMap
from .problem import Step as MapStep

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WORDS = {"R": "does it", "A": "answers for it", "C": "is asked", "I": "is told"}
ABOUT_THE_FLOW = ("unreachable step", "dead end", "branch shares", "decision with one exit",
                  "endless loop", "mixed branches")  # fmt: skip


@dataclass(frozen=True)
class Responsibilities(Result):
    """Steps by roles: R (does it), A (answers for it), C (is consulted), I (is informed).

    `table` is the frame with steps as its index and roles as columns; `faults` are sentences with
    their place, `findings` the same by kind. A step is `covered` where somebody does it and exactly
    one answers for it, and `shared` where several do it.

    >>> from opstools import datasets
    >>> from opstools.process_map import responsibilities
    >>> raci = responsibilities(datasets.load("expense_claims"))
    >>> raci.table.loc["approve", "Head"], raci.faults[0]
    ('RA', 'role Head: approve rests on one person, Zhao. Name a deputy.')
    """

    problem: ProcessMap
    cells: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the responsibilities, a sentence each."""
        return tuple(map(str, self.findings))

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(each.name for each in self.problem.roles)

    @property
    def table(self) -> pd.DataFrame:
        """Steps down, roles across."""
        import pandas as pd

        names = pd.Index([each.name for each in self.problem.steps], name="step")
        return pd.DataFrame(self.cells, names, list(self.roles))

    @property
    def covered(self) -> tuple[str, ...]:
        """Steps that somebody does and exactly one answers for."""
        return tuple(each.name for each in self.problem.steps if _is_covered(each))

    @property
    def shared(self) -> tuple[str, ...]:
        """Steps that several roles do."""
        return tuple(each.name for each in self.problem.steps if len(each.responsible) > 1)

    @property
    def answer(self) -> list[str]:
        """The places of the faults."""
        return [each.place for each in self.findings]

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Role -> how many steps it does (R), answers for (A), is asked about (C), is told of."""
        marks = {
            role: Counter("".join(row[k] for row in self.cells))
            for k, role in enumerate(self.roles)
        }
        return ByName({role: ByName({m: found[m] for m in WORDS}) for role, found in marks.items()})

    @property
    def measures(self) -> Measures:
        """How much is covered, shared and faulty."""
        number = len(self.problem.steps)
        return Measures(
            covered=(len(self.covered) / number, "%"),
            shared=(len(self.shared) / number, "%"),
            faults=(len(self.findings), ""),
            roles=(len(self.roles), ""),
        )

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        kinds = dict.fromkeys(each.kind for each in self.findings)
        share = f"{len(self.covered)} of {count(len(self.problem.steps), 'step')}"
        told = f"; {count(len(self.findings), 'fault')}: {listing(kinds)}." if kinds else "."
        return f"Somebody does and exactly one answers for {share}{told}"

    @property
    def note(self) -> str:
        """What the letters mean."""
        return "; ".join(f"{mark} {words}" for mark, words in WORDS.items()) + "."

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, then a column of letters for each role."""
        return self.table.reset_index()

    def load(self) -> pd.DataFrame:
        """One row a role: role, people, R, A, C, I, steps (with any letter)."""
        import pandas as pd

        rows, counts = [], self.counts
        for k, role in enumerate(self.roles):
            people, own = self.problem.hands(role), counts[role]
            steps = sum(bool(row[k]) for row in self.cells)
            rows.append((role, people, *own.values(), steps))
        return pd.DataFrame(rows, columns=["role", "people", *WORDS, "steps"])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The table as a heat map with its first steps."""
        from .picture.heat_map import heat_map

        return heat_map(self.problem, self.cells, self.findings, shown=state).draw(ax)

    def svg(self) -> str:
        """The heat map as a file of its own."""
        from .picture.heat_map import heat_map

        return heat_map(self.problem, self.cells, self.findings).svg()


@public
def responsibilities(process: ProcessMap) -> Responsibilities:
    """The table of steps by roles with R, A, C and I, and what is wrong with it.

    Each step should be done by somebody and answered for by exactly one. Bad tables raise
    `ProblemError`; what is doubtful is told as a fault. Source: Smith & Erwin (2005), Role &
    Responsibility Charting (RACI).

    >>> import pandas as pd
    >>> duties = pd.DataFrame({"step": ["lock up"], "responsible": ["guard"]})
    >>> responsibilities(duties).faults
    ('step lock up, accountable: nobody is accountable. Name one role that answers.',)
    """
    roles = [each.name for each in process.roles]
    cells = tuple(tuple(step.letters(role) for role in roles) for step in process.steps)
    found = tuple(each for each in findings(process) if each.kind not in ABOUT_THE_FLOW)
    steps = []
    for k, step in enumerate(process.steps, 1):
        told = [f"{mark} {listing(getattr(step, field))}" for field, mark in LETTERS.items()
                if getattr(step, field)]  # fmt: skip
        steps.append(Step(f"{step.name}: {'; '.join(told) or 'nobody'}.", state=k))
    steps += [Step(f"{each.kind}: {each}") for each in found]
    covered = sum(map(_is_covered, process.steps))
    number = len(process.steps)
    formula = rf"\frac{{{covered}}}{{{show(number)}}}"
    text = "Covered: steps that somebody does and exactly one answers for, of all."
    steps.append(Step(text, formula, covered / number, "%"))
    return Responsibilities(process, cells, found, working=Steps(steps, 0))


def _is_covered(step: MapStep) -> bool:
    """Whether somebody does a step and exactly one answers for it."""
    return bool(step.responsible) and len(step.accountable) == 1
