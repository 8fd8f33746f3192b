"""Non-preemptive priorities by Cobham's formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction
from itertools import accumulate
from typing import Any

from ...core import Faults, Recorder, public
from ...core.figures import positive
from ...core.numbers import show
from ..checks import check_load, servers_in, variation
from ..erlang import waiting_share
from ..queue.averages import Averages, Known, note_queue, note_system, note_utilisation, note_wait
from ..queue.formulas import chances
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
    check_load("priorities", total, 1 / time, number, time_unit, "arrival_rates")
    waiting = waiting_share(float(total * time), number)
    working = Recorder(ClassesKnown())
    residual = _note_residual(working, number, cv, waiting, float(time), time_unit)
    found = _note_waits(working, rates, time, number, residual, time_unit)
    classes = tuple(
        _queue(line, f"class {k} of {len(rates)}", cv, *told, one_class=len(rates) > 1)
        for k, (line, *told) in enumerate(found, 1)
    )
    mean = sum(each.in_queue for each in classes) / float(total)
    text, formula = _overall(classes, float(total))
    working.note(text, formula, mean, time_unit, overall=mean)
    line = Averages(float(total), float(time), number, mean, time_unit)
    # Who goes first does not change how many are there.
    alike = chances(float(total * time), line.utilisation, number, waiting) if cv == 1 else None
    overall = _queue(line, "all classes", cv, text, formula, distribution=alike)
    return PriorityQueue(classes, overall, working=working.steps())


def _note_waits(
    working: Recorder,
    rates: Sequence[Fraction],
    time: Fraction,
    servers: int,
    residual: float,
    unit: str,
) -> list[tuple[Averages, str, str]]:
    """The averages of each class, with the sentence and the formula of its wait."""
    found: list[tuple[Averages, str, str]] = []
    before = 0.0
    for k, (rate, work) in enumerate(zip(rates, accumulate(rates), strict=True), 1):
        load = float(work * time / servers)
        wait = residual / ((1 - before) * (1 - load))
        formula = _formula(k, residual, before, load)
        text = f"Class {k}: those of its own and higher classes are before it."
        waits = (*(line.time_in_queue for line, *_ in found), wait)
        working.note(text, formula, wait, unit, waits=waits)
        found.append((Averages(float(rate), float(time), servers, wait, unit), text, formula))
        before = load
    return found


def _formula(k: int, residual: float, before: float, load: float) -> str:
    return (
        rf"W_{{q,{k}}} = \frac{{W_0}}{{(1 - \sigma_{{{k - 1}}})(1 - \sigma_{{{k}}})}} = "
        rf"\frac{{{show(residual)}}}{{(1 - {show(before)})(1 - {show(load)})}}"
    )


def _overall(classes: Sequence[Queue], total: float) -> tuple[str, str]:
    terms = [rf"{show(q.arrival_rate)} \times {show(q.time_in_queue)}" for q in classes]
    formula = r"W_q = \frac{\sum \lambda_k W_{q,k}}{\sum \lambda_k}"
    if len(terms) <= MOST_TERMS:
        formula += rf" = \frac{{{' + '.join(terms)}}}{{{show(total)}}}"
    return "All customers: their mean, weighted by the arrival rates.", formula


def _rates(arrival_rates: Any, faults: Faults, time_unit: str) -> list[Fraction]:
    try:
        given = [] if isinstance(arrival_rates, (str, Mapping, Set)) else [*arrival_rates]
    except TypeError:
        given = []
    if not 1 <= len(given) <= MOST_CLASSES:
        problem = f"there are {len(given)} classes" if given else "there is no class"
        remedy = f"Give a list of 1 to {MOST_CLASSES} rates, the highest priority first."
        faults.add("arrival_rates", problem, remedy)
        return [Fraction(1)]
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
    *,
    distribution: Distribution | None = None,
    one_class: bool = False,
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
        one_class=one_class,
        assumptions="Arrivals at random (Poisson), nobody is interrupted, the same service times "
        f"for all; {sure}",
        working=working.steps(),
    )
