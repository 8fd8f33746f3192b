"""A map before and after it was changed, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core import Faults, Measures, Result, Step, Steps, fail, public
from ..core.numbers import Number, exact, plain, quoted, show
from .problem import ProcessMap
from .result import MapAnalysis

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Row = tuple[str, Number, Number, str]


@dataclass(frozen=True)
class MapComparison(Result):
    """The figures that two maps share, and what they differ by; `rows` are name, before, after,
    unit.

    >>> from opstools import datasets
    >>> from opstools.process_map import analyse, compare
    >>> now = datasets.load("expense_claims")
    >>> better = now.replace(resources=[{"resource": "Clerk", "staff": 3}])
    >>> found = compare(analyse(now), analyse(better))
    >>> found.answer["capacity"]
    6
    """

    problem: ProcessMap
    after: MapAnalysis
    rows: tuple[Row, ...]

    @property
    def answer(self) -> dict[str, Number]:
        """The difference of each figure."""
        return {name: plain(exact(after) - exact(before)) for name, before, after, _ in self.rows}

    @property
    def measures(self) -> Measures:
        """The relative change of each figure that was not 0 before, as a factor."""
        return Measures(**{
            name: (plain(exact(after) / exact(before)), "×")
            for name, before, after, _ in self.rows
            if before
        })  # fmt: skip

    @property
    def headline(self) -> str:
        """The change in one sentence."""
        told = [
            f"{name.replace('_', ' ')} {show(before, unit)} → {show(after, unit)}"
            for name, before, after, unit in self.rows
            if before != after
        ]
        return f"{'; '.join(told[:4])}." if told else "Nothing changes."

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: figure, before, after, difference, unit."""
        import pandas as pd

        told = [(n, b, a, plain(exact(a) - exact(b)), unit) for n, b, a, unit in self.rows]
        return pd.DataFrame(told, columns=["figure", "before", "after", "difference", "unit"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Each row has its own unit."""
        return {}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Each figure after the change as a share of what it was."""
        from ..value_stream.plots import two_states

        ax = two_states(self.rows, state, ax)
        ax.set_title("What the change does")
        ax.set_xlabel("after over before (line: no change)")
        return ax


@public
def compare(before: MapAnalysis, after: MapAnalysis) -> MapComparison:
    """Set the figures of a changed map beside those it had, as far as both have them.

    What is no analysis raises `ProblemError`, and so do figures in other units.
    Source: Hammer & Champy (1993) for before and after.

    >>> from opstools import datasets
    >>> from opstools.process_map import analyse
    >>> claims = analyse(datasets.load("expense_claims"))
    >>> compare(claims, claims).headline
    'Nothing changes.'
    """
    if not isinstance(after, MapAnalysis):
        fail("compare", "after", f"{quoted(after)} is no MapAnalysis", "Give what analyse returns.")
    rows: list[Row] = []
    steps = []
    _check_alike(before, after)
    for name, old in before.measures.items():
        if name not in after.measures:
            continue
        new, unit = after.measures[name], before.unit(name)
        rows.append((name, old, new, unit))
        change = plain(exact(new) - exact(old))
        formula = rf"{show(new)} - {show(old)}" if unit != "%" else ""
        told = change if unit != "%" else None
        text = f"{name.replace('_', ' ')}: after less before."
        steps.append(Step(text, formula, told, unit, len(rows)))
    return MapComparison(before.problem, after, tuple(rows), working=Steps(steps, 0))


def _check_alike(before: MapAnalysis, after: MapAnalysis) -> None:
    """Figures in other units, or shares of something else, say nothing beside each other."""
    faults = Faults("compare")
    if before.share_of != after.share_of:
        problem = f"one is a share of the {before.share_of}, the other of the {after.share_of}"
        faults.add("value_added_share", problem, "Analyse both with the same share_of.")
    for name in (each for each in before.measures if each in after.measures):
        if (one := before.unit(name)) != (other := after.unit(name)):
            problem = f"it is told in {one} before and in {other} after"
            faults.add(name, problem, "Tell both maps in the same units.")
    faults.raise_any()
