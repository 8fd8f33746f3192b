"""A process map: who does what, what follows what, with which hands, for which demand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ..core import Column, Faults, Problem
from ..core.display import TIME
from ..core.figures import not_negative, positive
from ..core.names import check_known, check_names, loops, row_of
from ..core.numbers import Number, count, exact, listing, plain, quoted, show
from ..core.table import listed, name, rows, suggestion
from .records import (
    Demand,
    Flow,
    Resource,
    Role,
    blank,
    read_demand,
    read_flows,
    read_resources,
    read_roles,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .checks import Finding
    from .network import Network

VALUE, NECESSARY, WASTE = "value-adding", "necessary", "waste"
KINDS = (VALUE, NECESSARY, WASTE)
KIND_WORDS = {
    **dict.fromkeys(("va", "value", "yes", "adds value", "value adding", "增值"), VALUE),
    **dict.fromkeys(("bva", "nnva", "no", "not", "not value-adding", "必要"), NECESSARY),
    **dict.fromkeys(("non-value-adding", "non value adding", "非增值"), NECESSARY),
    **dict.fromkeys(("nva", "浪费"), WASTE),
}
TASK, DECISION, DOCUMENT, START, END, WAIT = "task", "decision", "document", "start", "end", "wait"
SHAPES = (TASK, DECISION, DOCUMENT, START, END, WAIT)
PREPARE, APPROVE = "prepare", "approve"
CONTROLS = (PREPARE, APPROVE, "check", "record", "keep")
LETTERS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
SECONDS = {"s": 1, "min": 60, "h": 3600}
CLOCK = (*SECONDS, "day")


@dataclass(frozen=True)
class Step:
    """A step of a map.

    Who is `responsible` (does it; the first one gives its lane), `accountable` (answers for it),
    `consulted` and `informed`; its `time` for one item, and its `wait`, which takes no hands; its
    `kind` (value-adding, necessary or waste); the `resource` that does it (blank: the one named as
    the responsible role); its `shape` on the map; its `control` (prepare, approve, check, record,
    keep); `cv`, the variation of its time in simulation; `cost`, money for each item beside wages.
    """

    name: str
    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    time: Number = 0
    kind: str = NECESSARY
    resource: str = ""
    shape: str = TASK
    control: str = ""
    wait: Number = 0
    cv: Number = 1
    cost: Number = 0

    @property
    def lane(self) -> str:
        """The role in whose lane the step stands."""
        return next(iter((*self.responsible, *self.accountable)), "")

    def letters(self, role: str) -> str:
        """What a role has to do with the step: some of R, A, C, I."""
        return "".join(mark for field, mark in LETTERS.items() if role in getattr(self, field))


@dataclass(frozen=True)
class ProcessMap(Problem):
    """Roles, steps, flows, resources and demand of an operation.

    A table has one row a step: step, responsible, accountable, consulted, informed (names parted by
    commas), time, kind, resource, and perhaps shape, control, wait, cv and cost. `flows` have the
    columns from, to, probability, kind (push, pull, information, escalation), label and after;
    several flows without probabilities leave a step side by side, and their branches meet where all
    of their ways come together. `resources` have resource, staff, calendar (shifts in hours,
    "9-12, 13-18"), wage (money an hour); `demand` has class, rate, priority (1 first), due, start,
    hours; `roles` give lanes their order, with people and reports_to. Times are in `time_unit`,
    rates in items per `rate_unit` (s, min, h or day; a day has `hours_per_day`).

    `from_file` reads all of it from one TOML file, as described in `opstools.process_map.doors`.
    Bad data raises `ProblemError`; what is doubtful about a sound map, `check()` tells.

    >>> desk = ProcessMap(
    ...     (
    ...         Step("enter", ("Clerk",), ("Head",), time=6, kind="value-adding"),
    ...         Step("approve", ("Head",), ("Head",), time=2),
    ...     ),
    ...     flows=[("enter", "approve"), ("approve", "enter", 0.1)],
    ...     demand={"claims": 5},
    ...     rate_unit="h",
    ... )
    >>> print(desk.headline)
    2 steps in 2 lanes, 2 flows, 8 min of work if each is done once.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME, "wait": TIME}

    steps: tuple[Step, ...]
    _: KW_ONLY
    flows: tuple[Flow, ...] = ()
    resources: tuple[Resource, ...] = ()
    demand: tuple[Demand, ...] = ()
    roles: tuple[Role, ...] = ()
    time_unit: str = "min"
    rate_unit: str = ""
    hours_per_day: Number = 8
    money: str = "$"
    title: str = "Process map"
    facts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    subject: ClassVar[str] = "process map"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("step", ("activity", "task", "duty", "步骤", "活动", "职责"), stand_in="row {}"),
        Column("responsible", ("r", "role", "who", "责任人", "执行"), needed=False),
        Column("accountable", ("a", "owner", "负责人", "批准人"), needed=False),
        Column("consulted", ("c", "咨询"), needed=False),
        Column("informed", ("i", "知会"), needed=False),
        Column("time", ("duration", "unit_time", "时间", "工时"), needed=False, number=True),
        Column("kind", ("value", "类型"), needed=False),
        Column("resource", ("done by", "资源"), needed=False),
        Column("shape", ("symbol", "形状"), needed=False),
        Column("control", ("控制",), needed=False),
        Column("wait", ("delay", "等待"), needed=False, number=True),
        Column("cv", ("variation", "变异系数"), needed=False, number=True),
        Column("cost", ("成本",), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        names = [name(each.name) for each in self.steps]
        check_names("step", names, faults)
        units = self._units(faults)
        roles = read_roles(self.roles, faults)
        resources = read_resources(self.resources, faults)
        steps = [self._step(k, each, faults) for k, each in enumerate(self.steps, 1)]
        roles = self._roles(roles, steps, faults)
        known = [each.name for each in resources]
        for k, each in enumerate(steps, 1):
            if each.resource:
                place = f"{row_of(k, 'step', each.name)}, resource"
                check_known("resource", [each.resource], known, place, faults)
        demand = read_demand(self.demand, names, self.time_unit, faults)
        hours = [*(each.calendar for each in resources), *(each.hours for each in demand)]
        if units["rate_unit"] not in CLOCK and any(hours):
            faults.add("rate_unit", "calendars need times of a clock", "Give s, min, h or day.")
        if self.time_unit not in CLOCK and any(each.wage for each in resources):
            faults.add("time_unit", "wages need times of a clock", "Give s, min, h or day.")
        return {
            **units,
            "steps": tuple(steps),
            "roles": roles,
            "resources": resources,
            "flows": read_flows(self.flows, names, self.time_unit, faults),
            "demand": demand,
            "facts": _sentences(self.facts, "facts", faults),
            "assumptions": _sentences(self.assumptions, "assumptions", faults),
        }

    def _units(self, faults: Faults) -> dict[str, Any]:
        rate = self.rate_unit or self.time_unit
        if rate != self.time_unit and not {rate, self.time_unit} <= set(CLOCK):
            unknown = rate if rate not in CLOCK else self.time_unit
            problem = f"{unknown} is not known, and would have to be converted"
            faults.add("rate_unit", problem, f"Give {listing(CLOCK, last='or')}.")
        hours = positive(self.hours_per_day, "hours_per_day", faults)
        if hours > 24:
            faults.add("hours_per_day", f"{show(hours)} is more than a day has", "Give at most 24.")
        return {"rate_unit": rate, "hours_per_day": plain(hours)}

    def _step(self, row: int, each: Step, faults: Faults) -> Step:
        place = row_of(row, "step", name(each.name))

        def at(what: str) -> str:
            return f"{place}, {what}"

        def word(what: str, known: Collection[str], also: Mapping[str, str], usual: str) -> str:
            told = name(getattr(each, what)).casefold()
            told = also.get(told, told) or usual
            if told and told not in known:
                near = suggestion(told, [*known, *also]) or f"Write one of {', '.join(known)}."
                faults.add(at(what), f"{told!r} is not known", near)
            return told

        told: dict[str, Any] = {field: listed(getattr(each, field)) for field in LETTERS}
        return Step(
            name(each.name),
            **told,
            time=plain(not_negative(each.time, at("time"), faults, self.time_unit)),
            kind=word("kind", KINDS, KIND_WORDS, NECESSARY),
            resource=name(each.resource),
            shape=word("shape", SHAPES, {}, TASK),
            control=word("control", CONTROLS, {}, ""),
            wait=plain(not_negative(each.wait, at("wait"), faults, self.time_unit)),
            cv=plain(not_negative(each.cv, at("cv"), faults, most=10)),
            cost=plain(not_negative(each.cost, at("cost"), faults, self.money)),
        )

    def _roles(self, told: tuple[Role, ...], steps: list[Step], faults: Faults) -> tuple[Role, ...]:
        """The roles as told, or those that the steps name, in the order of first appearance."""
        named = dict.fromkeys(who for e in steps for f in LETTERS for who in getattr(e, f))
        if not told:
            lanes = dict.fromkeys([*(e.lane for e in steps if e.lane), *named])
            return tuple(Role(each) for each in lanes)
        known = [each.name for each in told]
        check_names("role", known, faults, commas=False)
        for k, each in enumerate(steps, 1):
            for field in LETTERS:
                place = f"{row_of(k, 'step', each.name)}, {field}"
                check_known("role", getattr(each, field), known, place, faults)
        above = {each.name: [each.reports_to] if each.reports_to else [] for each in told}
        for role in told:
            if role.reports_to:
                place = f"role {role.name}, reports_to"
                check_known("role", [role.reports_to], known, place, faults)
        for loop in loops({k: [w for w in v if w in above] for k, v in above.items()}):
            chain = " → ".join(reversed(loop))
            remedy = "Somebody at the top answers to nobody; take out one of these."
            faults.add("roles, reports_to", f"they are accountable in a circle, {chain}", remedy)
        return told

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        read = []
        for row in rows(frame, faults, cls.columns):
            told: dict[str, Any] = {field: listed(row[field]) for field in LETTERS}
            told |= {f: 0 if blank(row[f]) else row[f] for f in ("time", "wait", "cost")}
            told |= {f: name(row[f]) for f in ("kind", "resource", "shape", "control")}
            cv = 1 if blank(row["cv"]) else row["cv"]
            read.append(Step(name(row["step"]), **told, cv=cv))
        return {"steps": tuple(read), **settings}

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """A map from one TOML file, its form described in `opstools.process_map.doors`.

        What cannot be read raises `ProblemError` with line and column.
        """
        from .doors import read_map

        return read_map(cls, path)

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, responsible, accountable, consulted, informed, time, kind,
        resource, shape, control, wait, cv, cost."""
        import pandas as pd

        heads = [each.name for each in self.columns]
        fields = ["name", *heads[1:]]
        told = [[getattr(each, field) for field in fields] for each in self.steps]
        table = [[", ".join(c) if isinstance(c, tuple) else c for c in row] for row in told]
        return pd.DataFrame(table, columns=heads)

    def changed(self, **parts: Mapping[Any, Any]) -> Self:
        """A copy in which some steps, flows, resources, roles or demand are changed, by name.

        `steps={"approve": {"wait": 10}}` changes a step or adds it, None takes it out with its
        flows; flows are named by (from, to). A wrong word raises `ProblemError`.
        """
        from .changes import changed_parts

        return self.replace(**changed_parts(self, parts))

    def table(self, what: str) -> pd.DataFrame:
        """The steps, flows, resources, demand or roles as a table, columns that are all blank
        left out; a wrong word raises `ProblemError`."""
        from .tables import table_of

        return table_of(self, what)

    @property
    def headline(self) -> str:
        """The map in one sentence."""
        work = sum((exact(each.time) for each in self.steps), exact(0))
        text = f"{count(len(self.steps), 'step')} in {count(len(self.lanes), 'lane')}"
        text += f", {count(len(self.flows), 'flow')}" if self.flows else ""
        return f"{text}, {show(work, self.time_unit)} of work if each is done once."

    def check(self) -> tuple[str, ...]:
        """What is doubtful about the map: a sentence each, with its place and the remedy.

        Nobody or several accountable, roles that are only informed, steps that cannot be reached
        or lead nowhere, shares that do not add up, decisions with one exit, one person who prepares
        and approves, overloaded roles, steps that rest on one person. `findings` has them by kind.
        """
        return tuple(str(each) for each in self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What `check` tells, with its kind, place, problem and remedy."""
        from .checks import findings

        return findings(self)

    @cached_property
    def lanes(self) -> tuple[str, ...]:
        """The roles in whose lanes steps stand, in the order of the roles; "" where nobody is."""
        used = {each.lane for each in self.steps}
        return tuple(each for each in (*(role.name for role in self.roles), "") if each in used)

    @cached_property
    def network(self) -> Network:
        """What follows what: branches, loops, joins."""
        from .network import Network

        return Network(self)

    def step(self, label: str) -> Step:
        """The step of that name."""
        for each in self.steps:
            if each.name == label:
                return each
        faults = Faults(self.subject)
        check_known("step", [str(label)], [each.name for each in self.steps], "step", faults)
        faults.raise_any()
        raise AssertionError

    def resource_of(self, step: Step) -> Resource | None:
        """Who does a step: the resource it names, or the one called as its responsible role."""
        wanted = step.resource or next(iter(step.responsible), "")
        return next((each for each in self.resources if each.name == wanted), None)

    def hands(self, role: str) -> int | None:
        """How many people hold a role, where people or the staff of its resource are told."""
        told = next((each for each in self.roles if each.name == role), None)
        if told and told.people:
            return len(told.people)
        return next((each.staff for each in self.resources if each.name == role), None)

    def hours_in(self, unit: str) -> Number:
        """How many hours a unit of time has; a day has `hours_per_day`."""
        if unit == "day":
            return self.hours_per_day
        return plain(exact(SECONDS.get(unit, 3600)) / 3600)

    def states(self) -> range:
        """How many steps the picture shows."""
        return range(len(self.steps) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The swimlane diagram with its first steps."""
        from .picture.diagram import diagram

        return diagram(self, shown=state).draw(ax)

    def svg(self) -> str:
        """The swimlane diagram as a file of its own, with titles for screen readers."""
        from .picture.diagram import diagram

        return diagram(self).svg()


def _sentences(given: Any, what: str, faults: Faults) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,) if given.strip() else ()
    if isinstance(given, Iterable) and not isinstance(given, (bytes, Mapping)):
        return tuple(filter(None, map(name, given)))
    faults.add(what, f"{quoted(given)} is no list", "Give a list of sentences.")
    return ()
