"""From a map to its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from ..core import Faults, Recorder, Steps, public
from ..core.numbers import exact, listing, plain, show
from .checks import findings
from .loads import Load, hours_a_day, loads, mean_start
from .longest_way import activity_names, schedule_of
from .problem import VALUE, ProcessMap, Step
from .result import Figures, MapAnalysis, MapKnown

MOST_TERMS = 12
STOPPING = ("branch shares", "endless loop", "mixed branches")
Base = Literal["time", "work"]


@public
def analyse(process: ProcessMap, *, share_of: Base = "time") -> MapAnalysis:
    """Visit ratios, capacities, the bottleneck, the longest way, hand-offs, value, and cost.

    Visits solve v = e + Aᵀv, exactly: e is where an average item starts, A where it goes next.
    Branches of a split are visited once each, and what meets at a join goes on as one item.
    `share_of` says what the value-added share is part of: all "time" (work and told waits) or the
    "work". Shares that do not add up to 1, loops without an exit and branches that do not meet
    raise `ProblemError`. Source: Kleinrock (1975) for visit ratios; Anupindi et al. (2012).

    >>> from opstools import datasets
    >>> analyse(datasets.load("expense_claims")).visits["enter"]
    1.25
    """
    check_sound(process)
    start = mean_start(process)
    visits = process.network.visits(start)
    assert visits is not None
    plan, names = schedule_of(process), activity_names(process)
    value, whole = _value(process, visits, share_of)
    found = Figures(
        process,
        tuple(plain(visits[each.name]) for each in process.steps),
        loads(process),
        tuple(names[label] for label in plan.path),
        plan.duration,
        plain(sum((v for _, v in _crossings(process, visits)), Fraction(0))),
        plain(value / whole if whole else Fraction(0)),
        share_of,
        plain(_cost(process, visits)),
    )
    return MapAnalysis(**vars(found), working=_working(found, start, value, whole))


def check_sound(process: ProcessMap) -> None:
    """Raise what makes figures meaningless: shares, endless loops, mixed branches."""
    faults = Faults(process.subject)
    for each in findings(process):
        if each.kind in STOPPING:
            faults.add(each.place, each.problem, each.remedy)
    faults.raise_any()


def _value(
    process: ProcessMap, visits: Mapping[str, Fraction], share_of: str
) -> tuple[Fraction, Fraction]:
    """Time that adds value, and the time that it is held against."""
    value = whole = Fraction(0)
    for step in process.steps:
        work = visits[step.name] * exact(step.time)
        value += work if step.kind == VALUE else 0
        whole += work + (visits[step.name] * exact(step.wait) if share_of == "time" else 0)
    return value, whole


def _crossings(process: ProcessMap, visits: Mapping[str, Fraction]) -> list[tuple[str, Fraction]]:
    """Flows from lane to lane, with how often an item takes each."""
    lane = {each.name: each.lane for each in process.steps}
    return [
        (f"{step} → {target}", visits[step] * share)
        for step in lane
        for target, share in process.network.shares(step).items()
        if lane[step] != lane[target] and visits[step] * share
    ]


def _cost(process: ProcessMap, visits: Mapping[str, Fraction]) -> Fraction:
    costs = (visits[step.name] * _cost_of(process, step) for step in process.steps)
    return sum(costs, Fraction(0))


def _cost_of(process: ProcessMap, step: Step) -> Fraction:
    """What one visit costs: hours × wage, and the cost of the step."""
    resource = process.resource_of(step)
    hours = exact(step.time) * exact(process.hours_in(process.time_unit))
    return hours * exact(resource.wage if resource else 0) + exact(step.cost)


def _working(
    found: Figures, start: Mapping[str, Fraction], value: Fraction, whole: Fraction
) -> Steps:
    process, working = found.problem, Recorder(MapKnown())
    _note_visits(working, found, start)
    for each in found.loads:
        _note_load(working, found, each)
    if found.bottleneck:
        _note_bottleneck(working, found)
    times = [plain(exact(process.step(s).time) + exact(process.step(s).wait))
             for s in found.critical_path]  # fmt: skip
    text = f"The longest way, each step once: {listing(found.critical_path, most=8)}."
    working.note(text, _sum(map(show, times)), found.duration, process.time_unit,
                 path=found.critical_path)  # fmt: skip
    visits = {label: exact(v) for label, v in found.visits.items()}
    crossings = _crossings(process, visits)
    text = "Hand-offs: every flow to another lane, as often as it is taken."
    working.note(text, _sum(show(v) for _, v in crossings), found.hand_offs)
    if whole:
        what = "work and told waits" if found.share_of == "time" else "work"
        formula = rf"\frac{{{show(value)}}}{{{show(whole)}}}"
        text = f"Value-added share: time of the steps that add value over {what}."
        working.note(text, formula, found.value_added_share, "%")
    if found.cost_per_item:
        _note_cost(working, found, visits)
    return working.steps()


def _sum(terms: Iterable[str]) -> str:
    words = list(terms)
    return " + ".join(words) if len(words) <= MOST_TERMS else ""


def _note_visits(working: Recorder, found: Figures, start: Mapping[str, Fraction]) -> None:
    net, known = found.problem.network, list[str]()
    joins = net.joins
    for step in (each.name for each in found.problem.steps if each.name in net.reached):
        terms = [show(start[step])] if start.get(step) else []
        for source in dict.fromkeys(flow.source for flow in net.into[step]):
            if source in net.reached:
                weight = net.weights[source][step]
                part = show(found.visits[source])
                terms.append(part if weight == 1 else rf"{part} \times {show(weight)}")
        known.append(step)
        text = f"Visits of {step}: where items start, and what flows there."
        if step in joins:
            text = f"Visits of {step}: the branches of {listing(joins[step])} meet, as one item."
        working.note(text, _sum(terms), found.visits[step], "", visits=tuple(known))


def _note_load(working: Recorder, found: Figures, load: Load) -> None:
    process, unit = found.problem, found.problem.time_unit
    own = [s for s in process.steps if (r := process.resource_of(s)) and r.name == load.name]
    terms = [
        rf"{show(found.visits[s.name])} \times {show(s.time)}"
        for s in own
        if exact(s.time) and exact(found.visits[s.name])
    ]
    text = f"Work for {load.name} in an item: visits × time."
    working.note(text, _sum(terms), load.work, unit)
    if load.capacity is None:
        working.note(f"{load.name} has no work.", loads=(*working.state.loads, load.name))
        return
    resource = next(each for each in process.resources if each.name == load.name)
    length = exact(process.hours_in(process.rate_unit)) / exact(process.hours_in(unit))
    above, factor = rf"{load.staff} \times {show(length)}", ""
    text = f"Capacity of {load.name}: its time in {_article(process.rate_unit)} over that work."
    if resource.calendar:
        a_day = plain(hours_a_day(process, resource))
        above = rf"{show(a_day)} \times {show(1 / exact(process.hours_in(unit)))}"
        part = exact(process.hours_in(process.rate_unit)) / exact(process.hours_per_day)
        factor = "" if part == 1 else rf" \times {show(part)}"
        text = f"Capacity of {load.name}: the {show(a_day, 'h')} of its shifts over that work."
    formula = rf"\frac{{{above}}}{{{show(load.work)}}}{factor}"
    loads_ = (*working.state.loads, load.name)
    working.note(text, formula, load.capacity, f"items/{process.rate_unit}", loads=loads_)
    if load.utilisation is not None:
        text = f"Utilisation of {load.name}: demand over capacity."
        formula = rf"\frac{{{show(found.demand)}}}{{{show(load.capacity)}}}"
        working.note(text, formula, load.utilisation, "%")


def _note_bottleneck(working: Recorder, found: Figures) -> None:
    figures = [show(capacity) for capacity in found.capacity.values()]
    formula = rf"\min({', '.join(figures)})" if len(figures) > 1 else figures[0]
    text = f"The bottleneck has the least capacity: {found.bottleneck}."
    working.note(
        text, formula if len(figures) <= MOST_TERMS else "", found.capacity[found.bottleneck],
        f"items/{found.problem.rate_unit}", bottleneck=found.bottleneck,
    )  # fmt: skip


def _article(unit: str) -> str:
    return {"h": "an hour", "min": "a minute", "s": "a second"}.get(unit, f"a {unit}")


def _note_cost(working: Recorder, found: Figures, visits: Mapping[str, Fraction]) -> None:
    process = found.problem
    costs = [(visits[step.name], _cost_of(process, step)) for step in process.steps]
    terms = [rf"{show(v)} \times {show(cost)}" for v, cost in costs if v and cost]
    text = "Cost of an item: visits × (hours × wage + cost of the step)."
    working.note(text, _sum(terms), found.cost_per_item, process.money)
