"""From a process, its demand and its wages to the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core import Faults, public
from ...core.figures import not_negative, positive
from ...core.names import check_known
from ...core.numbers import Number, listing, plain
from ...core.table import name
from .load import LoadedProcess
from .problem import Process
from .result import ProcessAnalysis
from .working import working

Rate = float | Mapping[str, float]


@public
def analyse(
    resources: Process, *, demand: Rate | None = None, wage: Rate | None = None
) -> ProcessAnalysis:
    """Capacity, bottleneck, utilisation and labour of a process.

    A table of `resources` has the columns step, servers and unit_time; for several flow units one
    column of times for each, named as in `demand` = {flow unit: rate}. `demand` is a rate per time
    unit, the unit of the times; without it the bottleneck runs all the time. `wage` is money per
    server and time unit, one for all or {step: wage}. Bad data raises `ProblemError`.
    Source: the definitions of Cachon & Terwiesch, Matching Supply with Demand.

    >>> import pandas as pd
    >>> steps = pd.DataFrame({"step": ["x-ray", "read"], "servers": [2, 1], "unit_time": [30, 12]})
    >>> analysis = analyse(steps, demand=0.1, time_unit="min", flow_unit="patients")
    >>> analysis.bottleneck, analysis.flow_rate, analysis.implied_utilisation["x-ray"]
    ('x-ray', 0.06666666666666667, 1.5)
    """
    faults = Faults("process")
    rates = _rates(resources, demand, faults)
    wages = _wages(resources, wage, faults)
    faults.raise_any()
    loaded = LoadedProcess(resources, rates, wages)
    _check_work(loaded, faults)
    return ProcessAnalysis(resources, rates, wages, working=working(loaded))


def _rates(process: Process, demand: Any, faults: Faults) -> tuple[Number, ...]:
    unit = f"{process.flow_unit}/{process.time_unit}"
    if demand is None and len(process.kinds) == 1:
        return ()
    if not process.flow_units and not isinstance(demand, Mapping):
        return (plain(positive(demand, "demand", faults, unit)),)
    kinds = process.kinds
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
    place: str, given: Mapping[str, Any], known: Sequence[str], thing: str, faults: Faults
) -> None:
    check_known(thing, given, known, place, faults)
    if missing := [each for each in known if each not in given]:
        faults.add(
            place,
            f"{listing(missing)} missing",
            f"Give a number for every {thing}, 0 where there is none.",
        )


def _check_work(process: LoadedProcess, faults: Faults) -> None:
    """Every step has work to do for the demanded mix, so that it has a capacity."""
    for resource, time in zip(process.problem.resources, process.mean_times, strict=True):
        if not time:
            problem = "nothing that is asked for takes any time there"
            faults.add(f"step {resource.step}", problem, "Leave the step out.")
    faults.raise_any()
