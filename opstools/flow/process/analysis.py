"""Process analysis: where the bottleneck is, what flows, and what the work costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import not_negative, positive
from ..core.numbers import Number, exact, listing, plain, show
from ..core.table import name, suggestion
from .process import Process

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    Resources = Process | pd.DataFrame
else:
    Resources = Process  # what the catalogue shows; a table is read as one

WORKERS = "Every server is one paid worker."
Rate = float | Mapping[str, float]


@dataclass(frozen=True, repr=False)
class ProcessAnalysis(Result):
    """Capacity, bottleneck, flow rate, utilisation and labour of a process.

    Rates are flow units per time unit of the process. With several flow units they count the
    units of the demanded mix together. `demand` holds one rate for each flow unit, or nothing:
    then the process runs as fast as its bottleneck. `wages` holds one wage for each step, money
    per server and time unit, or nothing.

    Source: the definitions of Cachon & Terwiesch, Matching Supply with Demand.

    >>> from opstools import datasets
    >>> scooter = analyse(datasets.load("kick_scooter"), demand=125 / 2100)
    >>> print(scooter.headline)
    Step 1 is the bottleneck at 0.07692 units/min; demand of 0.05952 sets the flow rate.
    >>> scooter.labour_content
    32
    """

    process: Process
    demand: tuple[Number, ...] = ()
    wages: tuple[Number, ...] = ()

    @cached_property
    def capacity(self) -> Mapping[str, Number]:
        """Step -> servers / working time of an (average) flow unit."""
        return self._per_step([self._servers[k] / time for k, time in enumerate(self._mean_times)])

    @cached_property
    def bottlenecks(self) -> tuple[str, ...]:
        """All steps with the smallest capacity."""
        smallest = min(map(exact, self.capacity.values()))
        return tuple(step for step, each in self.capacity.items() if exact(each) == smallest)

    @property
    def bottleneck(self) -> str:
        """The step with the smallest capacity, the first where several share it."""
        return self.bottlenecks[0]

    @property
    def flow_rate(self) -> Number:
        """R = min(capacity of the bottleneck, demand)."""
        smallest = exact(self.capacity[self.bottleneck])
        return plain(min(smallest, self._demand) if self.demand else smallest)

    @cached_property
    def flow_rates(self) -> Mapping[str, Number]:
        """Flow unit -> its share of the flow rate, in the demanded mix."""
        rate = exact(self.flow_rate)
        shares = zip(self._kinds, self._mix, strict=True)
        return MappingProxyType({kind: plain(rate * share) for kind, share in shares})

    @cached_property
    def utilisation(self) -> Mapping[str, Number]:
        """Step -> flow rate / capacity."""
        rate = exact(self.flow_rate)
        return self._per_step([rate / exact(each) for each in self.capacity.values()])

    @cached_property
    def implied_utilisation(self) -> Mapping[str, Number]:
        """Step -> demand / capacity, which may pass 1; empty where no demand is given."""
        if not self.demand:
            return MappingProxyType({})
        return self._per_step([self._demand / exact(each) for each in self.capacity.values()])

    @property
    def labour_content(self) -> Number:
        """The working time in one (average) flow unit."""
        return plain(sum(self._mean_times, Fraction(0)))

    @property
    def labour_utilisation(self) -> Number:
        """Flow rate × labour content / all servers: the share of the paid time that is worked."""
        return plain(exact(self.flow_rate) * exact(self.labour_content) / sum(self._servers))

    @property
    def cost_of_labour(self) -> Number | None:
        """Direct labour in one flow unit: all wages / flow rate; None where no wage is given."""
        return plain(self._payroll / exact(self.flow_rate)) if self.wages else None

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        time, rate = self.process.time_unit, self._rate_unit
        figures: dict[str, tuple[Number, str]] = {
            "capacity": (self.capacity[self.bottleneck], rate),
            "flow_rate": (self.flow_rate, rate),
        }
        if self.demand:
            figures["implied_utilisation"] = (self.implied_utilisation[self.bottleneck], "%")
        figures["labour_content"] = (self.labour_content, time)
        figures["labour_utilisation"] = (self.labour_utilisation, "%")
        if self.cost_of_labour is not None:
            figures["cost_of_labour"] = (self.cost_of_labour, "per unit")
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        several = len(self.bottlenecks) > 1
        text = (
            f"{listing(self.bottlenecks)} {'are bottlenecks' if several else 'is the bottleneck'}"
        )
        text = f"{text[0].upper()}{text[1:]} at {show(self.capacity[self.bottleneck])} "
        text += self._rate_unit
        if not self.demand:
            return f"{text}, which sets the flow rate."
        if self._demand > exact(self.capacity[self.bottleneck]):
            return f"{text}; demand of {show(plain(self._demand))} cannot be met."
        return f"{text}; demand of {show(plain(self._demand))} sets the flow rate."

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        mixed = f" Rates count {listing(self._kinds)} together, in the demanded mix."
        return WORKERS + (mixed if self.process.flow_units else "")

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, servers, time (of an average unit), capacity, utilisation.

        Where demand is given, implied_utilisation; then bottleneck, whether the step is one.
        """
        import pandas as pd

        columns: dict[str, Any] = {
            "step": list(self.capacity),
            "servers": [each.servers for each in self.process.resources],
            "time": list(map(plain, self._mean_times)),
            "capacity": list(self.capacity.values()),
            "utilisation": list(self.utilisation.values()),
        }
        if self.demand:
            columns["implied_utilisation"] = list(self.implied_utilisation.values())
        columns["bottleneck"] = [step in self.bottlenecks for step in self.capacity]
        return pd.DataFrame(columns)

    def steps(self) -> Steps:
        """The capacity of every step, the bottleneck, the flow rate, then labour."""
        return Steps([*self._capacities(), *self._flow(), *self._labour()])

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """One bar a step: capacity, how much of it flows, and demand; the bottleneck is marked."""
        from .process_plots import resource_chart

        return resource_chart(self, ax=ax, step=step)

    def _capacities(self) -> Iterator[Step]:
        for k, (step, value) in enumerate(self.capacity.items()):
            resource, time = self.process.resources[k], show(plain(self._mean_times[k]))
            formula = rf"\frac{{{show(resource.servers)}}}{{{time}}}"
            text = f"Capacity of {step}: servers over the time of one unit."
            if self.process.flow_units:
                parts = zip(self._mix, resource.times, strict=True)
                terms = " + ".join(rf"{show(plain(m))} \times {show(t)}" for m, t in parts)
                formula = rf"\frac{{{show(resource.servers)}}}{{{terms}}}"
                text = f"Capacity of {step}: servers over the mean time of the mix."
            yield Step(text, formula, value, self._rate_unit, state=k + 1)

    def _flow(self) -> Iterator[Step]:
        n, unit = len(self.capacity), self._rate_unit
        capacity = self.capacity[self.bottleneck]
        text = f"The smallest capacity is the bottleneck: {listing(self.bottlenecks)}."
        yield Step(text, r"\min \text{capacity}", capacity, unit, state=n + 1)
        formula = ""
        if self.demand:
            demand = show(plain(self._demand))
            formula = r"\frac{\text{demand}}{\text{capacity}} = "
            formula += rf"\frac{{{demand}}}{{{show(capacity)}}}"
            value = self.implied_utilisation[self.bottleneck]
            text = f"Implied utilisation of {self.bottleneck}: may pass 100 %."
            yield Step(text, formula, value, "%", state=n + 2)
            formula = rf"\min({show(capacity)}, {demand})"
        text = "Flow rate: what the bottleneck lets through, and no more than is asked for."
        yield Step(text, formula, self.flow_rate, unit, state=n + 2)

    def _labour(self) -> Iterator[Step]:
        done = len(self.capacity) + 2
        content, servers = show(self.labour_content), show(plain(sum(self._servers)))
        terms = " + ".join(show(plain(time)) for time in self._mean_times)
        text = "Labour content: the working time in one unit."
        yield Step(text, terms, self.labour_content, self.process.time_unit, state=done)
        formula = rf"\frac{{{show(self.flow_rate)} \times {content}}}{{{servers}}}"
        text = f"Labour utilisation: the share of paid time that is worked. {WORKERS}"
        yield Step(text, formula, self.labour_utilisation, "%", state=done)
        if self.cost_of_labour is not None:
            formula = rf"\frac{{{show(plain(self._payroll))}}}{{{show(self.flow_rate)}}}"
            text = (
                f"Cost of direct labour: all wages of one {self.process.time_unit} over what flows."
            )
            yield Step(text, formula, self.cost_of_labour, "per unit", state=done)

    @property
    def _rate_unit(self) -> str:
        return f"{self.process.flow_unit}/{self.process.time_unit}"

    @property
    def _kinds(self) -> tuple[str, ...]:
        return self.process.flow_units or (self.process.flow_unit,)

    @cached_property
    def _demand(self) -> Fraction:
        return sum(map(exact, self.demand), Fraction(0))

    @cached_property
    def _mix(self) -> list[Fraction]:
        """The share of each flow unit in demand; one flow unit is all of it."""
        return [exact(each) / self._demand for each in self.demand] or [Fraction(1)]

    @cached_property
    def _servers(self) -> list[Fraction]:
        return [exact(each.servers) for each in self.process.resources]

    @cached_property
    def _payroll(self) -> Fraction:
        pairs = zip(self._servers, self.wages, strict=True)
        return sum((servers * exact(wage) for servers, wage in pairs), Fraction(0))

    @cached_property
    def _mean_times(self) -> list[Fraction]:
        return [
            sum((m * exact(t) for m, t in zip(self._mix, each.times, strict=True)), Fraction(0))
            for each in self.process.resources
        ]

    def _per_step(self, values: Sequence[Fraction]) -> Mapping[str, Number]:
        pairs = zip(self.process.resources, values, strict=True)
        return MappingProxyType({each.step: plain(value) for each, value in pairs})


def analyse(
    resources: Resources,
    *,
    demand: Rate | None = None,
    wage: Rate | None = None,
    time_unit: str = "",
    flow_unit: str = "",
) -> ProcessAnalysis:
    """Capacity, bottleneck, utilisation and labour of a process.

    `resources` is a `Process` or its table: step, servers, unit_time; for several flow units one
    column of times for each, named as in `demand` = {flow unit: rate}. `demand` is a rate per time
    unit, the unit of the times; without it the bottleneck runs all the time. `wage` is money per
    server and time unit, one for all or {step: wage}.

    >>> import pandas as pd
    >>> steps = pd.DataFrame({"step": ["x-ray", "read"], "servers": [2, 1], "unit_time": [30, 12]})
    >>> analysis = analyse(steps, demand=0.1, time_unit="min", flow_unit="patients")
    >>> analysis.bottleneck, analysis.flow_rate, analysis.implied_utilisation["x-ray"]
    ('x-ray', Fraction(1, 15), 1.5)
    """
    faults = Faults("process")
    if isinstance(resources, Process):
        units = {"time_unit": time_unit, "flow_unit": flow_unit}
        process = resources.replace(**{key: unit for key, unit in units.items() if unit})
    else:
        process = Process.from_frame(
            resources,
            flow_units=tuple(demand) if isinstance(demand, Mapping) else (),
            flow_unit=flow_unit or "units",
            time_unit=time_unit or "h",
        )
    rates = _rates(process, demand, faults)
    wages = _wages(process, wage, faults)
    faults.raise_any()
    return _with_work(ProcessAnalysis(process, rates, wages))


def _rates(process: Process, demand: Any, faults: Faults) -> tuple[Number, ...]:
    unit = f"{process.flow_unit}/{process.time_unit}"
    if demand is None and len(process.columns) == 1:
        return ()
    if not process.flow_units and not isinstance(demand, Mapping):
        return (plain(positive(demand, "demand", faults, unit)),)
    kinds = process.flow_units or (process.flow_unit,)
    if not isinstance(demand, Mapping):
        problem = "it is not told for each flow unit"
        remedy = f"Give one rate for each: {', '.join(f'{kind}: …' for kind in kinds)}."
        faults.add("demand", problem, remedy)
        return ()
    given = {name(kind): rate for kind, rate in demand.items()}
    _check_keys("demand", given, kinds, "flow unit", faults)
    rates = [not_negative(given.get(kind, 1), f"demand of {kind}", faults, unit) for kind in kinds]
    if not any(rates):
        faults.add("demand", "nothing is asked for", "Give at least one rate above 0.")
    return tuple(map(plain, rates))


def _wages(process: Process, wage: Any, faults: Faults) -> tuple[Number, ...]:
    if wage is None:
        return ()
    unit = f"money per {process.time_unit}"
    steps = [each.step for each in process.resources]
    if not isinstance(wage, Mapping):
        return (plain(not_negative(wage, "wage", faults, unit)),) * len(steps)
    given = {name(step): value for step, value in wage.items()}
    _check_keys("wage", given, steps, "step", faults)
    return tuple(
        plain(not_negative(given.get(step, 1), f"wage at {step}", faults, unit)) for step in steps
    )


def _check_keys(
    place: str, given: Mapping[str, Any], known: Sequence[str], what: str, faults: Faults
) -> None:
    for key in given:
        if key not in known:
            remedy = suggestion(key, known) or f"There are {listing(known)}."
            faults.add(place, f"there is no {what} {key}", remedy)
    if missing := [each for each in known if each not in given]:
        faults.add(place, f"{listing(missing)} missing", f"Give a number for every {what}.")


def _with_work(analysis: ProcessAnalysis) -> ProcessAnalysis:
    """Every step has work to do for the demanded mix, so that it has a capacity."""
    faults = Faults("process")
    for resource, time in zip(analysis.process.resources, analysis._mean_times, strict=True):
        if not time:
            problem = "nothing that is asked for takes any time there"
            faults.add(f"step {resource.step}", problem, "Leave the step out.")
    faults.raise_any()
    return analysis
