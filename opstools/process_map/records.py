"""What stands beside the steps of a map: roles, flows, resources, demand; each from many forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import Column, Fault, Faults, ProblemError
from ..core.figures import not_negative, positive, share, whole
from ..core.names import check_known
from ..core.numbers import Number, exact, plain, quoted, show
from ..core.table import COMMAS, held, listed, name, rows, suggestion

if TYPE_CHECKING:
    import pandas as pd

PUSH, PULL, INFORMATION, ESCALATION = "push", "pull", "information", "escalation"
FLOWS = (PUSH, PULL, INFORMATION, ESCALATION)
HOURS = 24
SHIFT = re.compile(
    r"(\d{1,2})(?::([0-5]\d))?\s*[-–—~至到]\s*(\d{1,2})(?::([0-5]\d))?"
    r"(?:\s*[x×*(]\s*([1-9]\d*)\)?)?"
)
Shift = tuple[Number, ...]


@dataclass(frozen=True)
class Role:
    """A lane: who may hold the role (`people`), and whom it answers to."""

    name: str
    people: tuple[str, ...] = ()
    reports_to: str = ""


@dataclass(frozen=True)
class Flow:
    """From a step to the next: a `probability`, or None.

    Several flows without probabilities leave a step together, side by side. `kind` is push, pull,
    information (it carries no item) or escalation (what waits longer than `after` goes that way).
    """

    source: str
    target: str
    probability: Number | None = None
    kind: str = PUSH
    label: str = ""
    after: Number | None = None


@dataclass(frozen=True)
class Resource:
    """People or machines that do steps: how many, when (shifts in hours), money an hour each."""

    name: str
    staff: int = 1
    calendar: tuple[Shift, ...] = ()
    wage: Number = 0

    @property
    def hours(self) -> Number | None:
        """Hours of all its staff a day; None without a calendar."""
        if not self.calendar:
            return None
        told = (
            (exact(s[1]) - exact(s[0])) * (s[2] if len(s) > 2 else self.staff)
            for s in self.calendar
        )
        return plain(sum(told, exact(0)))


@dataclass(frozen=True)
class Demand:
    """A class of items: its rate, its priority (1 goes first), when it is due after it came,
    the step where it starts (blank: the map's first), and in which hours it comes."""

    name: str
    rate: Number
    priority: int = 1
    due: Number | None = None
    start: str = ""
    hours: tuple[Shift, ...] = ()


ROLE = (
    Column("role", ("post", "lane", "department", "角色", "岗位", "部门"), stand_in="row {}"),
    Column("people", ("holders", "names", "staff names", "人员", "任职人"), needed=False),
    Column("reports_to", ("superior", "reports", "汇报", "上级"), needed=False),
)
FLOW = (
    Column("from", ("source", "step", "来源", "起点")),
    Column("to", ("target", "next", "目标", "终点")),
    Column("probability", ("share", "chance", "概率", "比例"), needed=False, number=True),
    Column("kind", ("type", "类型"), needed=False),
    Column("label", ("text", "condition", "标签", "条件"), needed=False),
    Column("after", ("limit", "时限"), needed=False, number=True),
)
RESOURCE = (
    Column("resource", ("name", "资源"), stand_in="row {}"),
    Column("staff", ("servers", "number", "人数"), needed=False, number=True),
    Column("calendar", ("shifts", "班次", "日历"), needed=False),
    Column("wage", ("cost per hour", "工资", "单价"), needed=False, number=True),
)
DEMAND = (
    Column("class", ("name", "item", "type", "类别"), stand_in="row {}"),
    Column("rate", ("demand", "arrivals", "需求", "到达率"), number=True, stand_in=1),
    Column("priority", ("优先级",), needed=False, number=True),
    Column("due", ("due time", "sla", "时限"), needed=False, number=True),
    Column("start", ("first step", "起始"), needed=False),
    Column("hours", ("arrival hours", "时段"), needed=False),
)


def records(
    given: Any, what: str, columns: Sequence[Column], kind: type, faults: Faults
) -> list[dict[str, Any]]:
    """Rows as people tell them: a table, records of ours, mappings, tuples, or name -> figure."""
    if given is None or (isinstance(given, (tuple, list, dict, str)) and not given):
        return []
    names = [each.name for each in columns]
    if hasattr(given, "items") and not hasattr(given, "columns"):
        given = list(given.items())
    if not hasattr(given, "columns"):
        if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
            faults.add(what, f"{quoted(given)} is no list", f"Give {', '.join(names)} for each.")
            return []
        told = list(given)
        if told and all(isinstance(each, kind) for each in told):
            return [dict(zip(names, vars(each).values(), strict=True)) for each in told]
        given = _frame(told, what, names, kind, faults)
        if given is None:
            return []
    own = Faults(what)
    try:
        table = rows(given, own, columns)
    except ProblemError:
        table = []
    faults.found += [
        Fault(f"{what}, {each.place}", each.problem, each.remedy) for each in own.found
    ]
    return table


def _frame(told: list[Any], what: str, names: list[str], kind: type, faults: Faults) -> Any:
    found: list[dict[str, Any]] = []
    for k, each in enumerate(told, 1):
        if isinstance(each, Mapping):
            found.append({str(key): value for key, value in each.items()})
        elif isinstance(each, kind):
            found.append(dict(zip(names, vars(each).values(), strict=True)))
        elif isinstance(each, (list, tuple)) and 2 <= len(each) <= len(names):
            found.append(dict(zip(names, each, strict=False)))
        elif isinstance(each, str) and each.strip() and names[0] == "role":
            found.append({names[0]: each})
        else:
            faults.add(f"{what}, row {k}", f"{quoted(each)} is none", f"Give {', '.join(names)}.")
    return as_frame(found) if found else None


def as_frame(told: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of words and figures as a table, cells kept as they are."""
    import pandas as pd

    heads = list(dict.fromkeys(key for row in told for key in row))
    cells = [[row.get(key) for key in heads] for row in told]
    return pd.DataFrame(cells, columns=heads, dtype=object)


def read_roles(given: Any, faults: Faults) -> tuple[Role, ...]:
    """Roles, in the order of their lanes."""
    table = records(given, "roles", ROLE, Role, faults)
    return tuple(
        Role(name(row["role"]), listed(row.get("people")), name(row.get("reports_to")))
        for row in table
    )


def read_flows(given: Any, steps: Sequence[str], unit: str, faults: Faults) -> tuple[Flow, ...]:
    """Flows between steps that are there, each once."""
    found: list[Flow] = []
    for k, row in enumerate(records(given, "flows", FLOW, Flow, faults), 1):
        source, target = name(row["from"]), name(row["to"])
        place = f"flows, row {k} ({source} → {target})"
        check_known("step", (source, target), steps, place, faults)
        told = row.get("probability")
        chance = None if blank(told) else plain(share(told, f"{place}, probability", faults))
        kind = name(row.get("kind")).casefold() or PUSH
        if kind not in FLOWS:
            near = suggestion(kind, FLOWS) or f"Write {', '.join(FLOWS[:-1])} or {FLOWS[-1]}."
            faults.add(f"{place}, kind", f"{kind!r} is not known", near)
        told = row.get("after")
        after = None if blank(told) else plain(positive(told, f"{place}, after", faults, unit))
        if (after is None) == (kind == ESCALATION):
            problem = "it is not told after how long" if after is None else "only escalations wait"
            faults.add(f"{place}, after", problem, "Write after for an escalation, and only there.")
        if kind in (INFORMATION, ESCALATION) and chance is not None:
            faults.add(f"{place}, probability", f"{kind} has none", "Leave it blank.")
        if any((each.source, each.target) == (source, target) for each in found):
            faults.add(place, "it is there twice", "Keep one of them.")
        found.append(Flow(source, target, chance, kind, name(row.get("label")), after))
    return tuple(found)


def read_resources(given: Any, faults: Faults) -> tuple[Resource, ...]:
    """Resources, each name once."""
    found: list[Resource] = []
    for k, row in enumerate(records(given, "resources", RESOURCE, Resource, faults), 1):
        label = name(row["resource"])
        place = f"resources, row {k}" + (f" ({label})" if label else "")
        _named(label, [each.name for each in found], place, faults)
        staff = 1 if blank(row.get("staff")) else whole(row["staff"], f"{place}, staff", faults)
        wage = plain(not_negative(row.get("wage") or 0, f"{place}, wage", faults))
        calendar = read_shifts(row.get("calendar"), f"{place}, calendar", faults)
        found.append(Resource(label, staff, calendar, wage))
    return tuple(found)


def read_demand(given: Any, steps: Sequence[str], unit: str, faults: Faults) -> tuple[Demand, ...]:
    """Classes of items, each name once."""
    found: list[Demand] = []
    for k, row in enumerate(records(given, "demand", DEMAND, Demand, faults), 1):
        label, start = name(row["class"]), name(row.get("start"))
        place = f"demand, row {k}" + (f" ({label})" if label else "")
        _named(label, [each.name for each in found], place, faults)
        rate = plain(positive(row["rate"], f"{place}, rate", faults))
        told = row.get("priority")
        priority = 1 if blank(told) else whole(told, f"{place}, priority", faults)
        told = row.get("due")
        due = None if blank(told) else plain(positive(told, f"{place}, due", faults, unit))
        if start:
            check_known("step", [start], steps, f"{place}, start", faults)
        hours = read_shifts(row.get("hours"), f"{place}, hours", faults)
        found.append(Demand(label, rate, priority, due, start, hours))
    return tuple(found)


def read_shifts(cell: Any, place: str, faults: Faults) -> tuple[Shift, ...]:
    """Shifts as "9-12, 13:30-18 x2", or as a list of (from, to) or (from, to, staff), in hours.

    >>> read_shifts("9-12, 13:30-18 x2", "calendar", Faults("map"))
    ((9, 12), (13.5, 18, 2))
    """
    remedy = "Write shifts in hours of a day, in order, as 9-12, 13-18."
    found: list[Shift] = []
    if blank(cell):
        return ()
    if isinstance(cell, str):
        for part in filter(None, (each.strip() for each in re.split(f"[{COMMAS}]", cell))):
            told = SHIFT.fullmatch(part)
            if not told:
                faults.add(place, f"{quoted(part)} is no shift", remedy)
                return ()
            ends = [exact(told[k]) + exact(told[k + 1] or 0) / 60 for k in (1, 3)]
            found.append((*map(plain, ends), *([int(told[5])] if told[5] else [])))
    else:
        try:
            found = [tuple(plain(exact(part)) for part in each) for each in cell]
        except (TypeError, ValueError):
            faults.add(place, f"{quoted(cell)} is no list of shifts", remedy)
            return ()
    last: Number = 0
    for shift in found:
        sound = len(shift) in (2, 3) and last <= shift[0] < shift[1] <= HOURS
        if not sound or (len(shift) == 3 and (shift[2] < 1 or shift[2] % 1)):
            text = "-".join(map(show, shift[:2]))
            faults.add(place, f"{text} does not follow in the day", remedy)
            return ()
        last = shift[1]
    return tuple(found)


def blank(cell: Any) -> bool:
    """Whether a cell says nothing."""
    empty = isinstance(cell, (tuple, list)) and not cell
    return empty or not held(cell) or (isinstance(cell, float) and cell != cell)


def _named(label: str, others: Sequence[str], place: str, faults: Faults) -> None:
    if not label:
        faults.add(place, "it has no name", "Name it.")
    elif label in others:
        faults.add(place, "it is there twice", "Keep one of them.")
