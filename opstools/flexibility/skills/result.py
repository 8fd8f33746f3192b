"""How well operations are covered by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import listing, show
from .problem import Skills

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Coverage(Result):
    """Operators who work alone, by operation; the skill `coefficient` is their share of all pairs.

    `alone` maps each operator to the operations that he or she masters, as `Factory` takes them.

    >>> import pandas as pd
    >>> from opstools.flexibility import skills_matrix
    >>> table = pd.DataFrame({"cut": [3, 1], "weld": [4, 3]}, index=["Ada", "Ben"])
    >>> skills_matrix(table).alone
    {'Ada': ('cut', 'weld'), 'Ben': ('weld',)}
    """

    problem: Skills
    covered: tuple[int, ...]
    coefficient: float

    @property
    def coverage(self) -> Mapping[str, int]:
        """Operation -> how many operators work there alone."""
        return ByName(dict(zip(self.problem.levels.columns, self.covered, strict=True)))

    @property
    def alone(self) -> Mapping[str, tuple[str, ...]]:
        """Operator -> the operations that he or she does alone."""
        levels, least = self.problem.levels, self.problem.alone
        return ByName({
            operator: tuple(
                op for op, level in zip(levels.columns, row, strict=True) if level >= least
            )
            for operator, row in zip(levels.rows, levels.cells, strict=True)
        })  # fmt: skip

    @property
    def gaps(self) -> tuple[str, ...]:
        """Operations that fewer operators than needed do alone."""
        return tuple(op for op, number in self.coverage.items() if number < self.problem.needed)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            coefficient=(self.coefficient, "%"),
            gaps=(len(self.gaps), "operations"),
            least=(min(self.covered), "operators"),
        )

    @property
    def headline(self) -> str:
        """Coverage in one sentence."""
        needed = show(self.problem.needed, "operators")
        told = f"fewer than {needed} work alone at {listing(self.gaps)}"
        return (
            f"Skill coefficient {show(self.coefficient, '%')}; "
            f"{told if self.gaps else f'every operation has {needed} or more who work alone'}."
        )

    @property
    def note(self) -> str:
        """Which level counts."""
        return f"From level {self.problem.alone} of {self.problem.top} on somebody works alone."

    def to_frame(self) -> pd.DataFrame:
        """One row an operation: operation, operators (who work alone), missing, who."""
        import pandas as pd

        alone = self.alone
        told = [
            (op, number, max(0, self.problem.needed - number),
             ", ".join(who for who, does in alone.items() if op in does))
            for op, number in self.coverage.items()
        ]  # fmt: skip
        return pd.DataFrame(told, columns=["operation", "operators", "missing", "who"])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The levels, darker where higher, and below how many work alone."""
        from .plots import heat_map

        return heat_map(self.problem, len(self.problem.levels.rows), state, ax)
