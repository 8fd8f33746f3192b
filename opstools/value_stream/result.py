"""The figures of a value-stream map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..core import Measures, Result
from ..core.numbers import Number, exact, plain, show
from .problem import ValueStream
from .rooms import CUSTOMER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: what waits before a place, in days, and the time worked there."""

    place: str
    days: Number
    time: Number


@dataclass(frozen=True)
class StreamMap(Result):
    """A value-stream map with its ladder.

    `takt` and `processing_time` are in the stream's unit of time, `lead_time` in days;
    `process_cycle_efficiency` is processing over lead time by the day basis `day`; `ladder` are the
    rungs along the longest way, the last before the customer.

    >>> from opstools import datasets
    >>> from opstools.value_stream import current_state
    >>> print(current_state(datasets.load("acme_stamping")).headline)
    23.62 days of lead time for 188 s of work: 0.01442 % of the time adds value. Takt is 60 s.
    """

    problem: ValueStream
    day: str
    takt: Number
    lead_time: Number
    processing_time: Number
    process_cycle_efficiency: Number
    ladder: tuple[Rung, ...]

    @property
    def inventory(self) -> Number:
        """Pieces that wait in the whole stream, days counted at the daily demand."""
        demand, day = exact(self.problem.demand), exact(self.problem.available_time)
        total = Fraction(0)
        for each in self.problem.inventories:
            days = exact(each.days or 0) + exact(each.time or 0) / day
            total += exact(each.pieces) if each.pieces is not None else days * demand
        return plain(total)

    @property
    def pitch(self) -> Number:
        """Takt for a whole pack."""
        return plain(exact(self.takt) * exact(self.problem.pack))

    @property
    def operators_needed(self) -> Number:
        """Operators by takt: all cycle times over takt, not rounded."""
        content = sum((exact(each.cycle_time) for each in self.problem.processes), Fraction(0))
        return plain(content / exact(self.takt))

    @property
    def turns(self) -> Number:
        """How often a year of 240 days the inventory turns over; 0 where nothing waits."""
        total = exact(self.inventory)
        return plain(240 * exact(self.problem.demand) / total) if total else 0

    @property
    def money_tied(self) -> Number:
        """The money in what waits, by the value of a piece."""
        return plain(exact(self.inventory) * exact(self.problem.value))

    @property
    def rolled_yield(self) -> Number:
        """The share of pieces that comes through all processes good."""
        good = Fraction(1)
        for each in self.problem.processes:
            good *= 1 - exact(each.scrap)
        return plain(good)

    @property
    def findings(self) -> tuple[str, ...]:
        """What does not keep the pace, and what does not fit together."""
        found = []
        for each in self.problem.processes:
            if exact(each.cycle_time) > exact(self.takt):
                unit = self.problem.time_unit
                cycle, takt = show(each.cycle_time, unit), show(self.takt, unit)
                found.append(f"{each.name}: its cycle time of {cycle} is above takt, {takt}.")
            elif exact(each.cycle_time) > exact(self.takt) * exact(each.uptime) * (
                1 - exact(each.scrap)
            ):
                found.append(f"{each.name}: with its uptime and scrap it cannot keep takt.")
        for inventory in self.problem.inventories:
            if inventory.maximum is not None and exact(inventory.pieces or 0) > exact(
                inventory.maximum
            ):
                found.append(f"before {inventory.before}: more waits than the lane's maximum.")
        return tuple(found)

    @property
    def answer(self) -> Number:
        """The lead time in days."""
        return self.lead_time

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit, problem = self.problem.time_unit, self.problem
        return Measures(
            lead_time=(self.lead_time, "day"),
            processing_time=(self.processing_time, unit),
            takt=(self.takt, unit),
            process_cycle_efficiency=(self.process_cycle_efficiency, "%"),
            inventory=(self.inventory, problem.unit),
            turns=(self.turns, "a year"),
            rolled_yield=(self.rolled_yield, "%"),
        )

    @property
    def headline(self) -> str:
        """The map in one sentence."""
        unit = self.problem.time_unit
        part = f"{show(100 * float(self.process_cycle_efficiency))} %"
        return (
            f"{show(self.lead_time, 'day')} of lead time for {show(self.processing_time, unit)} of "
            f"work: {part} of the time adds value. Takt is {show(self.takt, unit)}."
        )

    @property
    def note(self) -> str:
        """How days count, and the findings."""
        how = "working time" if self.day == "available" else "24 hours"
        return " ".join([f"A day counts as {how}.", *self.findings])

    def to_frame(self) -> pd.DataFrame:
        """One row a place on the longest way: before, days, time (worked after it)."""
        import pandas as pd

        rows = [(rung.place, rung.days, rung.time) for rung in self.ladder]
        return pd.DataFrame(rows, columns=["before", "days", "time"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times in the stream's unit."""
        return {"time": self.problem.time_unit}

    def draw(self, state: tuple[Rung, ...], ax: Axes | None) -> Axes:
        """The whole map, its ladder as far as it is worked out."""
        from .picture.map import map_sketch

        return map_sketch(self.problem, self, rungs=state).draw(ax)

    def svg(self) -> str:
        """The map as a self-contained SVG file, with titles for screen readers."""
        from .picture.map import map_sketch

        return map_sketch(self.problem, self, rungs=self.ladder).svg()

    def plot_cycle_times(self, ax: Axes | None = None) -> Axes:
        """Cycle times of the processes against takt."""
        from .plots import cycle_against_takt

        return cycle_against_takt(self, ax)

    def days_before(self, place: str = CUSTOMER) -> Number:
        """How many days wait before a place on the longest way; 0 elsewhere."""
        return next((rung.days for rung in self.ladder if rung.place == place), 0)
