"""A process under demand, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ...core import ByName
from ...core.numbers import Number, exact, plain
from .problem import Process


@dataclass(frozen=True)
class LoadedProcess:
    """A process with a demand for each flow unit and a wage for each step, or with neither.

    Rates are flow units per time unit of the process; of several flow units they count the units
    of the demanded mix together.
    """

    problem: Process
    demand: tuple[Number, ...] = ()
    wages: tuple[Number, ...] = ()

    @cached_property
    def capacity(self) -> Mapping[str, Number]:
        """Step -> servers / working time of an (average) flow unit."""
        return self._per_step(self._capacities)

    @cached_property
    def bottlenecks(self) -> tuple[str, ...]:
        """All steps with the smallest capacity."""
        smallest = min(self._capacities)
        pairs = zip(self.problem.resources, self._capacities, strict=True)
        return tuple(each.step for each, capacity in pairs if capacity == smallest)

    @property
    def bottleneck(self) -> str:
        """The step with the smallest capacity, the first where several share it."""
        return self.bottlenecks[0]

    @property
    def flow_rate(self) -> Number:
        """R = min(capacity of the bottleneck, demand)."""
        return plain(self._flow_rate)

    @property
    def flow_rates(self) -> Mapping[str, Number]:
        """Flow unit -> its share of the flow rate, in the demanded mix."""
        shares = zip(self.problem.kinds, self.mix, strict=True)
        return ByName({kind: plain(self._flow_rate * share) for kind, share in shares})

    @property
    def total_demand(self) -> Number:
        """Demand for all flow units together; 0 where none is given."""
        return plain(self._demand)

    @property
    def demand_is_met(self) -> bool:
        """Whether the bottleneck lets through what is asked for."""
        return self._demand <= min(self._capacities)

    @cached_property
    def utilisation(self) -> Mapping[str, Number]:
        """Step -> flow rate / capacity."""
        return self._per_step([self._flow_rate / each for each in self._capacities])

    @cached_property
    def implied_utilisation(self) -> Mapping[str, Number]:
        """Step -> demand / capacity, which may pass 1; empty where no demand is given."""
        if not self.demand:
            return ByName({})
        return self._per_step([self._demand / each for each in self._capacities])

    @property
    def labour_content(self) -> Number:
        """The working time in one (average) flow unit."""
        return plain(sum(self._mean_times))

    @property
    def servers(self) -> Number:
        """All servers of the process."""
        return plain(sum(self._servers))

    @property
    def labour_utilisation(self) -> Number:
        """Flow rate × labour content / all servers: the share of the paid time that is worked."""
        return plain(self._flow_rate * sum(self._mean_times) / sum(self._servers))

    @property
    def payroll(self) -> Number:
        """All wages of one time unit; 0 where none is given."""
        return plain(self._payroll)

    @property
    def cost_of_labour(self) -> Number | None:
        """Direct labour in one flow unit: all wages / flow rate; None where no wage is given."""
        return plain(self._payroll / self._flow_rate) if self.wages else None

    @cached_property
    def mean_times(self) -> tuple[Number, ...]:
        """For each step the working time of an average flow unit."""
        return tuple(map(plain, self._mean_times))

    @cached_property
    def mix(self) -> tuple[Fraction, ...]:
        """The share of each flow unit in demand; one flow unit is all of it."""
        return tuple(exact(each) / self._demand for each in self.demand) or (Fraction(1),)

    @cached_property
    def _demand(self) -> Fraction:
        return sum(map(exact, self.demand), Fraction(0))

    @cached_property
    def _capacities(self) -> list[Fraction]:
        return [s / time for s, time in zip(self._servers, self._mean_times, strict=True)]

    @cached_property
    def _flow_rate(self) -> Fraction:
        smallest = min(self._capacities)
        return min(smallest, self._demand) if self.demand else smallest

    @cached_property
    def _servers(self) -> list[Fraction]:
        return [exact(each.servers) for each in self.problem.resources]

    @cached_property
    def _payroll(self) -> Fraction:
        pairs = zip(self._servers, self.wages or [0] * len(self._servers), strict=True)
        return sum((servers * exact(wage) for servers, wage in pairs), Fraction(0))

    @cached_property
    def _mean_times(self) -> list[Fraction]:
        return [
            sum((m * exact(t) for m, t in zip(self.mix, each.times, strict=True)), Fraction(0))
            for each in self.problem.resources
        ]

    def _per_step(self, values: Sequence[Fraction]) -> ByName[Number]:
        pairs = zip(self.problem.resources, values, strict=True)
        return ByName({each.step: plain(value) for each, value in pairs})
