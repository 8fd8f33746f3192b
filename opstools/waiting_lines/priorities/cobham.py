"""Non-preemptive priorities by Cobham's formula."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from ...core import Faults, Recorder, public
from ...core.figures import positive
from ...core.numbers import show
from ..checks import explain_overload, servers_in, variation
from ..erlang import waiting_share
from ..queue.averages import Averages, Known, note_queue, note_system, note_utilisation, note_wait
from ..queue.formulas import mmc
from ..queue.result import Distribution, Queue
from .result import ClassesKnown, PriorityQueue

MOST_CLASSES = 100
MOST_TERMS = 8  # of a sum written out


@public
def priorities(
    arrival_rates: Sequence[float],
    service_time: float,
    *,
    servers: int = 1,
    service_cv: float = 1.0,
    time_unit: str = "h",
) -> PriorityQueue:
    """Non-preemptive priorities: one arrival rate per class, the highest priority first.

    All classes take the same service times, with mean S and cv `service_cv`; arrivals at random.
    Exact for one server, and for exponential times with several; else an approximation, and the
    result says so. Bad figures raise `ProblemError`; more work than the servers can do
    `Infeasible`. Source: Cobham (1954).

    >>> round(priorities([2, 4], 0.1, servers=1, service_cv=1).probability(0), 4)
    0.4
    """
    faults = Faults("priorities")
    rates = _rates(arrival_rates, faults, time_unit)
    time = positive(service_time, "service_time", faults, time_unit)
    number = servers_in(servers, faults)
    cv = variation(service_cv, "service_cv", faults)
    faults.raise_any()
    total = sum(rates, Fraction(0))
    if total * time >= number:
        explain_overload("priorities", total, 1 / time, number, time_unit)
    working = Recorder(ClassesKnown())
    waiting = waiting_share(float(total * time), number)
    residual = _note_residual(working, number, cv, waiting, float(time), time_unit)
    common = {"service_time": float(time), "servers": number, "time_unit": time_unit}
    classes: list[Queue] = []
    before = 0.0
    shares = [float(work * time / number) for work in accumulate(rates)]
    for k, (rate, share) in enumerate(zip(rates, shares, strict=True), 1):
        formula = _formula(k, residual, before, share)
        wait = residual / ((1 - before) * (1 - share))
        text = f"Class {k}: those of its own and higher classes are before it."
        waits = (*(each.time_in_queue for each in classes), wait)
        working.note(text, formula, wait, time_unit, waits=waits)
        line = Averages(float(rate), time_in_queue=wait, **common)  # type: ignore[arg-type]
        classes.append(_queue(line, f"class {k} of {len(rates)}", cv, text, formula))
        before = share
    mean = sum(each.in_queue for each in classes) / float(total)
    line = Averages(float(total), time_in_queue=mean, **common)  # type: ignore[arg-type]
    text, formula = _overall(classes, float(total))
    working.note(text, formula, mean, time_unit, overall=mean)
    # Who goes first does not change how many are there.
    alike = mmc(float(total), float(1 / time), servers=number).distribution if cv == 1 else None
    overall = _queue(line, "all classes", cv, text, formula, alike)
    return PriorityQueue(tuple(classes), overall, working=working.steps())


def _formula(k: int, residual: float, before: float, share: float) -> str:
    return (
        rf"W_{{q,{k}}} = \frac{{W_0}}{{(1 - \sigma_{{{k - 1}}})(1 - \sigma_{{{k}}})}} = "
        rf"\frac{{{show(residual)}}}{{(1 - {show(before)})(1 - {show(share)})}}"
    )


def _overall(classes: Sequence[Queue], total: float) -> tuple[str, str]:
    terms = [rf"{show(q.arrival_rate)} \times {show(q.time_in_queue)}" for q in classes]
    formula = r"W_q = \frac{\sum \lambda_k W_{q,k}}{\sum \lambda_k}"
    if len(terms) <= MOST_TERMS:
        formula += rf" = \frac{{{' + '.join(terms)}}}{{{show(total)}}}"
    return "All customers: their mean, weighted by the arrival rates.", formula


def _rates(arrival_rates: Any, faults: Faults, time_unit: str) -> list[Any]:
    try:
        given = [*arrival_rates]
    except TypeError:
        given = []
    if not 1 <= len(given) <= MOST_CLASSES or isinstance(arrival_rates, str):
        problem = f"{len(given)} classes" if given else "there is no class"
        remedy = f"Give a list of 1 to {MOST_CLASSES} rates, the highest priority first."
        faults.add("arrival_rates", problem, remedy)
        return [1]
    unit = f"customers per {time_unit}"
    return [positive(rate, f"arrival rate {k}", faults, unit) for k, rate in enumerate(given, 1)]


def _note_residual(
    working: Recorder, servers: int, cv: float, waiting: float, time: float, unit: str
) -> float:
    """What is left of the services under way, W0."""
    residual = waiting * time / servers * (1 + cv**2) / 2
    if servers == 1:
        formula = r"W_0 = \rho S \frac{1 + c_s^2}{2}"
        text = "What is left of the service under way, as a newcomer finds it."
    else:
        formula = r"W_0 = C \frac{S}{c} \frac{1 + c_s^2}{2}"
        text = "The time until the next server is free, for those who find all busy (Erlang C)."
    numbers = rf"{show(waiting)} \times \frac{{{show(time)}}}{{{servers}}} \times "
    numbers += rf"\frac{{1 + {show(cv)}^2}}{{2}}"
    working.note(text, f"{formula} = {numbers}", residual, unit)
    return residual


def _queue(
    line: Averages,
    model: str,
    cv: float,
    text: str,
    formula: str,
    distribution: Distribution | None = None,
) -> Queue:
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    note_wait(working, line, text, formula)
    note_queue(working, line)
    note_system(working, line)
    sure = "exact (Cobham)." if line.servers == 1 or cv == 1 else "several servers: approximate."
    unknown = "" if distribution else "with priorities it is not determined class by class"
    return Queue.of(
        line,
        model=model,
        distribution=distribution,
        no_distribution=unknown,
        assumptions="Arrivals at random (Poisson), nobody is interrupted, the same service times "
        f"for all; {sure}",
        working=working.steps(),
    )
