"""What a map comes to: visits, capacity, the longest way, hand-offs, what adds value, cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ..core import ByName, Measures, Result
from ..core.display import SHARE, TIME
from ..core.numbers import Number, exact, plain, show
from .loads import Load
from .problem import ProcessMap

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from ..flow.critical_path.schedule import Schedule


@dataclass(frozen=True)
class MapKnown:
    """By a step: whose visits and loads are known, the bottleneck, the longest way."""

    visits: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    bottleneck: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What the analysis found, before it is told."""

    problem: ProcessMap
    ratios: tuple[Number, ...]
    loads: tuple[Load, ...]
    critical_path: tuple[str, ...]
    duration: Number
    hand_offs: Number
    value_added_share: Number
    share_of: str
    cost_per_item: Number

    @cached_property
    def visits(self) -> Mapping[str, Number]:
        """Step -> how often an average item comes there, loops and branches counted."""
        names = [each.name for each in self.problem.steps]
        return ByName(dict(zip(names, self.ratios, strict=True)))

    @property
    def work(self) -> Number:
        """Σ visits × time: the work in an item."""
        told = zip(self.ratios, self.problem.steps, strict=True)
        return plain(sum((exact(v) * exact(step.time) for v, step in told), Fraction(0)))

    @property
    def waits(self) -> Number:
        """Σ visits × wait: what an item waits as the steps tell, queues not counted."""
        told = zip(self.ratios, self.problem.steps, strict=True)
        return plain(sum((exact(v) * exact(step.wait) for v, step in told), Fraction(0)))

    @property
    def capacity(self) -> Mapping[str, Number]:
        """Resource -> items it can do in the unit of rates, working on nothing else."""
        return ByName(
            {each.name: each.capacity for each in self.loads if each.capacity is not None}
        )

    @property
    def utilisation(self) -> Mapping[str, Number]:
        """Resource -> the share of its hours that demand takes (implied: may pass 1)."""
        told = {each.name: each.utilisation for each in self.loads}
        return ByName({label: used for label, used in told.items() if used is not None})

    @property
    def bottleneck(self) -> str:
        """The resource with the smallest capacity, the first of equal ones; "" if none is told."""
        return min(self.capacity, key=lambda each: exact(self.capacity[each]), default="")

    @property
    def demand(self) -> Number:
        """Items in the unit of rates, all classes together, spread over the day."""
        from .loads import demand_a_day

        hours = exact(self.problem.hours_in(self.problem.rate_unit))
        return plain(demand_a_day(self.problem) * hours / exact(self.problem.hours_per_day))


@dataclass(frozen=True)
class MapAnalysis(Figures, Result):
    """The figures of a map, for an average item of its demand.

    `visits` v of each step; `capacity` and `utilisation` of each resource, the `bottleneck` the
    one with the least capacity; `critical_path` the longest way of an item that is not sent back,
    `duration` its time; `hand_offs` from lane to lane; `value_added_share` of all time (or of the
    work, by `share_of`); `cost_per_item` in wages and costs of steps. Queues are not in it:
    `simulate` has them.

    >>> from opstools import datasets
    >>> from opstools.process_map import analyse
    >>> claims = analyse(datasets.load("expense_claims"))
    >>> print(claims.headline)
    Clerk is the bottleneck at 12 items/h, 75 % used; 4 hand-offs, 17.8 % of the time adds value.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME, "work": TIME, "share": SHARE}

    @property
    def answer(self) -> dict[str, Number]:
        """The visit ratios."""
        return dict(self.visits)

    @property
    def measures(self) -> Measures:
        """The headline figures; those of resources where there are some."""
        unit = self.problem.time_unit
        figures: dict[str, tuple[Number, str]] = {}
        if self.bottleneck:
            figures["capacity"] = (self.capacity[self.bottleneck], self.rate_unit)
            if self.bottleneck in self.utilisation:
                used = self.utilisation[self.bottleneck]
                figures["implied_utilisation"] = (used, "%")
        figures |= {
            "work": (self.work, unit),
            "duration": (self.duration, unit),
            "hand_offs": (self.hand_offs, ""),
            "value_added_share": (self.value_added_share, "%"),
        }
        if self.cost_per_item:
            figures["cost_per_item"] = (self.cost_per_item, self.problem.money)
        return Measures(**figures)

    @property
    def rate_unit(self) -> str:
        """What rates are told in."""
        return f"items/{self.problem.rate_unit}"

    @property
    def headline(self) -> str:
        """The map in one sentence."""
        times = f"{show(self.hand_offs)} hand-off{'' if exact(self.hand_offs) == 1 else 's'}"
        rest = f"{times}, {show(self.value_added_share, '%')} of the {self.share_of} adds value."
        if not self.bottleneck:
            return f"{show(self.work, self.problem.time_unit)} of work in an item; {rest}"
        text = f"{self.bottleneck} is the bottleneck at "
        text += show(self.capacity[self.bottleneck], self.rate_unit)
        if self.bottleneck in self.utilisation:
            text += f", {show(self.utilisation[self.bottleneck], '%')} used"
        return f"{text}; {rest}"

    @property
    def note(self) -> str:
        """The conventions, where there may be others."""
        whole = "work and told waits" if self.share_of == "time" else "work"
        return (
            f"Value-added share: of {whole}, queues aside. Critical path: each step once. "
            f"A day has {show(self.problem.hours_per_day, 'h')} where no calendar tells."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, role, visits, time, work (visits × time), share (of all work),
        kind, critical (whether it is on the longest way)."""
        import pandas as pd

        total = exact(self.work) or Fraction(1)
        rows: list[dict[str, Any]] = []
        for step, visits in zip(self.problem.steps, self.ratios, strict=True):
            work = exact(visits) * exact(step.time)
            rows.append({
                "step": step.name, "role": step.lane, "visits": visits, "time": step.time,
                "work": plain(work), "share": float(work / total), "kind": step.kind,
                "critical": step.name in self.critical_path,
            })  # fmt: skip
        return pd.DataFrame(rows)

    def resources(self) -> pd.DataFrame:
        """One row a resource: resource, staff, hours (a day), work, capacity, utilisation."""
        import pandas as pd

        rows = [(e.name, e.staff, e.hours, e.work, e.capacity, e.utilisation) for e in self.loads]
        heads = ["resource", "staff", "hours", "work", "capacity", "utilisation"]
        return pd.DataFrame(rows, columns=heads)

    def draw(self, state: MapKnown, ax: Axes | None) -> Axes:
        """The swimlane diagram with what is known: visits, loads, bottleneck, the longest way."""
        from .picture.diagram import diagram

        return diagram(self.problem, found=self, known=state).draw(ax)

    def svg(self) -> str:
        """The diagram with all figures as a file of its own."""
        from .picture.diagram import diagram

        return diagram(self.problem, found=self, known=self.states()[-1]).svg()

    def plot_critical_path(self, ax: Axes | None = None) -> Axes:
        """The steps over time, each as early as it can be; the longest way is dark."""
        from ..flow.critical_path.plots import passes
        from ..flow.critical_path.result import PassesKnown

        plan = self.schedule
        return passes(plan, PassesKnown(tuple(plan.slack), tuple(plan.slack), plan.critical), ax)

    def plot_loads(self, ax: Axes | None = None) -> Axes:
        """A bar a resource: how much of its time demand takes; the limit as a line."""
        from .plots import load_bars

        return load_bars(self, ax)

    @property
    def schedule(self) -> Schedule:
        """Early and late times of the steps, flows that lead back left out."""
        from .longest_way import schedule_of

        return schedule_of(self.problem)
