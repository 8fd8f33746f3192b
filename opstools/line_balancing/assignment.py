"""Tasks shared out among stations, and the figures that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import sqrt

from ..core.numbers import Number, exact, plain
from .problem import Line

Stations = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Assignment:
    """Which station does which tasks, in line order.

    >>> from opstools import datasets
    >>> jackson = datasets.load("jackson", cycle_time=46)
    >>> Assignment(jackson, (tuple(jackson.index),)).efficiency
    1.0
    """

    problem: Line
    stations: Stations

    @property
    def number_of_stations(self) -> int:
        """m; stations that work side by side count one by one."""
        return sum(self.workplaces)

    @cached_property
    def workplaces(self) -> tuple[int, ...]:
        """For each station how many work side by side: 1 unless a task is longer than C."""
        return tuple(map(self.problem.workplaces, self.stations))

    @cached_property
    def station_times(self) -> tuple[Number, ...]:
        """S_k, the work in each station, in the line's time unit."""
        return tuple(map(self.problem.work_of, self.stations))

    @property
    def idle_times(self) -> tuple[Number, ...]:
        """What the cycle time leaves over in each station."""
        cycle = exact(self.problem.cycle_time)
        pairs = zip(self.workplaces, self.station_times, strict=True)
        return tuple(plain(side_by_side * cycle - exact(time)) for side_by_side, time in pairs)

    @property
    def idle_time(self) -> Number:
        """What the cycle time leaves over in all stations together."""
        return plain(sum(map(exact, self.idle_times)))

    @property
    def actual_cycle_time(self) -> Number:
        """The largest station load: the pace that this balance can keep."""
        return plain(max(load for _, load in self._loads))

    @property
    def efficiency(self) -> float:
        """Σt / (m·C), or Σt / (m·largest load) where the line's `efficiency_by` says so."""
        capacity = self.number_of_stations * self.reference(self.problem.efficiency_by)
        return float(sum(number * load for number, load in self._loads) / capacity)

    @property
    def balance_delay(self) -> float:
        """1 − efficiency."""
        return 1 - self.efficiency

    @property
    def smoothness_index(self) -> float:
        """√Σ(reference − S_k)², 0 for a perfect balance; `smoothness_by` names the reference."""
        reference = self.reference(self.problem.smoothness_by)
        return sqrt(sum(number * (reference - load) ** 2 for number, load in self._loads))

    def reference(self, convention: str) -> Fraction:
        """What stations are measured by: the cycle time or the largest load."""
        if convention == "cycle_time":
            return exact(self.problem.cycle_time)
        return max(load for _, load in self._loads)

    @cached_property
    def loads(self) -> tuple[Fraction, ...]:
        """S_k exactly, of every single workplace."""
        return tuple(load for number, load in self._loads for _ in range(number))

    @cached_property
    def _loads(self) -> tuple[tuple[int, Fraction], ...]:
        """How many work side by side in each station, and the load of each of them."""
        pairs = zip(self.workplaces, map(exact, self.station_times), strict=True)
        return tuple((number, time / number) for number, time in pairs)
