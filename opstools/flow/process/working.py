"""The working of an analysis: capacities, the bottleneck, the flow rate, then labour."""

from __future__ import annotations

from ...core import Recorder, Steps
from ...core.numbers import listing, plain, show
from .load import LoadedProcess
from .result import WORKERS, ChartKnown


def working(process: LoadedProcess) -> Steps:
    """Every step of the process, then the whole."""
    notes = Recorder(ChartKnown())
    _note_capacities(notes, process)
    _note_flow(notes, process)
    _note_labour(notes, process)
    return notes.steps()


def _note_capacities(notes: Recorder, process: LoadedProcess) -> None:
    problem, names = process.problem, tuple(process.capacity)
    for k, (step, value) in enumerate(process.capacity.items()):
        resource, time = problem.resources[k], show(process.mean_times[k])
        text = f"Capacity of {step}: servers over the time of one unit."
        if problem.flow_units:
            parts = zip(process.mix, resource.times, strict=True)
            time = " + ".join(rf"{show(plain(m))} \times {show(t)}" for m, t in parts)
            text = f"Capacity of {step}: servers over the mean time of the mix."
        formula = rf"\frac{{{show(resource.servers)}}}{{{time}}}"
        notes.note(text, formula, value, _rate_unit(process), capacities=names[: k + 1])


def _note_flow(notes: Recorder, process: LoadedProcess) -> None:
    unit, capacity = _rate_unit(process), process.capacity[process.bottleneck]
    text = f"The smallest capacity is the bottleneck: {listing(process.bottlenecks)}."
    formula = rf"\min({', '.join(map(show, process.capacity.values()))})"
    notes.note(text, formula, capacity, unit, bottlenecks=process.bottlenecks)
    formula, demand = "", process.total_demand
    if process.demand:
        formula = r"\frac{\text{demand}}{\text{capacity}} = "
        formula += rf"\frac{{{show(demand)}}}{{{show(capacity)}}}"
        value = process.implied_utilisation[process.bottleneck]
        text = f"Implied utilisation of {process.bottleneck}: may pass 100 %."
        notes.note(text, formula, value, "%", demand=demand)
        formula = rf"\min({show(capacity)}, {show(demand)})"
    text = "Flow rate: what the bottleneck lets through, and no more than is asked for."
    notes.note(text, formula, process.flow_rate, unit, flow_rate=process.flow_rate)


def _note_labour(notes: Recorder, process: LoadedProcess) -> None:
    unit, content = process.problem.time_unit, show(process.labour_content)
    terms = " + ".join(map(show, process.mean_times))
    text = "Labour content: the working time in one unit."
    notes.note(text, terms, process.labour_content, unit)
    formula = rf"\frac{{{show(process.flow_rate)} \times {content}}}{{{show(process.servers)}}}"
    text = f"Labour utilisation: the share of paid time that is worked. {WORKERS}"
    notes.note(text, formula, process.labour_utilisation, "%")
    if process.cost_of_labour is not None:
        formula = rf"\frac{{{show(process.payroll)}}}{{{show(process.flow_rate)}}}"
        text = f"Cost of direct labour: all wages of one {unit} over what flows."
        notes.note(text, formula, process.cost_of_labour, "per unit")


def _rate_unit(process: LoadedProcess) -> str:
    return f"{process.problem.flow_unit}/{process.problem.time_unit}"
