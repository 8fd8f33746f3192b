"""A matching that somebody made, judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import count
from .plots import Drawn
from .problem import Statements

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Matching(Result):
    """The concept `given` to each statement (blank where none), which is right, and hints.

    >>> from opstools import datasets
    >>> from opstools.priorities import match_concepts
    >>> concepts = datasets.load("five_concepts")
    >>> print(match_concepts(concepts, matches=["lean production"] * 10).headline)
    2 of 10 statements are matched rightly, 8 wrongly.
    """

    problem: Statements
    given: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many statements have their concept."""
        pairs = zip(self.problem.statements, self.given, strict=True)
        return sum(each.concept == own for each, own in pairs)

    @property
    def open(self) -> int:
        """How many statements have no concept yet."""
        return self.given.count("")

    @property
    def hints(self) -> Mapping[str, str]:
        """Statement -> what tells it from the concept that was given; only of wrong ones."""
        pairs = zip(self.problem.statements, self.given, strict=True)
        return ByName({each.statement: " ".join(filter(None, [f"Not {own}.", each.because]))
                       for each, own in pairs if own and own != each.concept})  # fmt: skip

    @property
    def answer(self) -> tuple[str, ...]:
        """The concepts as they were given."""
        return self.given

    @property
    def measures(self) -> Measures:
        """How many are right, wrong and open, and the share that is right."""
        total = len(self.given)
        return Measures(
            right=(self.right, ""),
            wrong=(total - self.right - self.open, ""),
            open=(self.open, ""),
            share=(self.right / total, "%"),
        )

    @property
    def headline(self) -> str:
        """The matching in one sentence."""
        total = len(self.given)
        if self.right == total:
            return f"All {count(total, 'statement')} are matched rightly."
        wrong = total - self.right - self.open
        rest = [f"{number} {word}" for number, word in ((wrong, "wrongly"), (self.open, "not yet"))
                if number]  # fmt: skip
        verb = "is" if self.right == 1 else "are"
        statements = count(total, "statement")
        return f"{self.right} of {statements} {verb} matched rightly, {', '.join(rest)}."

    def to_frame(self) -> pd.DataFrame:
        """One row a statement: statement, given, right."""
        import pandas as pd

        own = self.problem.statements
        return pd.DataFrame({
            "statement": [each.statement for each in own],
            "given": list(self.given),
            "right": [each.concept == given for each, given in zip(own, self.given, strict=True)],
        })  # fmt: skip

    def draw(self, state: Drawn, ax: Axes | None) -> Axes:
        """Statements on the left, concepts on the right, a line for each match."""
        from .plots import matches

        return matches(self.problem, state, ax)
