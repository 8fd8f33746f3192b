"""The future state beside the current one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core import Faults, Measures, Result, Step, Steps, fail, public
from ..core.numbers import Number, exact, plain, quoted, show
from .problem import ValueStream
from .result import StreamMap

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Row = tuple[str, Number, Number, str]


@dataclass(frozen=True)
class Improvement(Result):
    """The figures of two states of a stream, and what they differ by.

    >>> from opstools import datasets
    >>> from opstools.value_stream import compare, current_state
    >>> states = [current_state(datasets.load(each)) for each in ("acme_stamping", "acme_future")]
    >>> print(compare(*states).headline)
    The lead time falls by 78.8 %, from 23.62 days to 5 days.
    """

    problem: ValueStream
    future: StreamMap
    rows: tuple[Row, ...]

    @property
    def saved(self) -> Number:
        """The share by which the lead time falls, 0 where it does not."""
        _, before, after, _ = self.rows[0]
        return plain(max(exact(0), 1 - exact(after) / exact(before))) if before else 0

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        _, before, after, unit = self.rows[0]
        return Measures(saved=(self.saved, "%"), current=(before, unit), future=(after, unit))

    @property
    def headline(self) -> str:
        """The change in one sentence."""
        _, before, after, unit = self.rows[0]
        if exact(after) >= exact(before):
            return f"The lead time does not fall: {show(before, unit)}, then {show(after, unit)}."
        return (
            f"The lead time falls by {show(self.saved, '%')}, from {show(before, unit)} to "
            f"{show(after, unit)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: figure, current, future, difference, unit."""
        import pandas as pd

        told = [
            (name, before, after, plain(exact(after) - exact(before)), unit.replace("%", "share"))
            for name, before, after, unit in self.rows
        ]
        return pd.DataFrame(told, columns=["figure", "current", "future", "difference", "unit"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Each row has its own unit."""
        return {}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Each figure of the future state as a share of the current one."""
        from .plots import two_states

        return two_states(self.rows, state, ax)


@public
def compare(current: StreamMap, future: StreamMap) -> Improvement:
    """Set the future state of a stream beside its current one, figure by figure.

    What is no map, or is told in other units, raises `ProblemError`. Source: Rother & Shook (1998).

    >>> from opstools import datasets
    >>> from opstools.value_stream import current_state
    >>> acme = current_state(datasets.load("acme_stamping"))
    >>> compare(acme, acme).saved
    0
    """
    if not isinstance(future, StreamMap):
        fail("compare", "future", f"{quoted(future)} is no StreamMap", "Give a map.")
    _check_alike(current, future)
    rows: list[Row] = []
    steps = []
    for name, before in current.measures.items():
        after, unit = future.measures[name], current.unit(name)
        rows.append((name, before, after, unit))
        change = plain(exact(after) - exact(before))
        formula = rf"{show(after)} - {show(before)}" if unit != "%" else ""
        told = change if unit != "%" else None
        steps.append(
            Step(f"{name.replace('_', ' ')}: future less current.", formula, told, unit, len(rows))
        )
    return Improvement(current.problem, future, tuple(rows), working=Steps(steps, 0))


def _check_alike(current: StreamMap, future: StreamMap) -> None:
    """Both states tell pieces and times in the same units, and days in the same way."""
    faults = Faults("compare")
    for what in ("time_unit", "unit"):
        before, after = getattr(current.problem, what), getattr(future.problem, what)
        if before != after:
            problem = f"the current state is told in {before}, the future one in {after}"
            faults.add(what, problem, "Tell both in the same unit.")
    if current.day != future.day:
        problem = f"the current state's is {current.day!r}, the future one's {future.day!r}"
        faults.add("day", problem, "Take the same day for both maps.")
    faults.raise_any()
