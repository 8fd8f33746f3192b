"""How long an empty process takes for some units."""

from __future__ import annotations

from fractions import Fraction

from ...core import Faults, Step, Steps, fail, public
from ...core.figures import whole
from ...core.numbers import exact, plain, show
from ..process.problem import Process
from .result import Paced, Passage, StartUp

MOST_UNITS = 10**9
SHOWN = 5  # units in the picture


@public
def time_to_make(process: Process, *, units: int, paced: Paced = "worker") -> StartUp:
    """The time to make X `units` from an empty process on.

    The first unit goes through all steps; then one is done every time the bottleneck is. A step of
    m servers takes p / m between two units. In a "machine"-paced line, such as a conveyor with one
    place for each step, every step takes as long as the slowest. Several kinds of flow units,
    and bad tables, raise `ProblemError`. Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> from opstools import datasets
    >>> time_to_make(datasets.load("kick_scooter"), units=100, paced="machine").total
    1326
    """
    faults = Faults("start-up")
    number = whole(units, "units", faults, MOST_UNITS)
    faults.raise_any()
    if process.flow_units:
        remedy = "Give a table with unit_time for one kind of flow unit."
        fail("start-up", "flow_units", "there are several", remedy)
    times = [exact(each.times[0]) for each in process.resources]
    paces = [t / exact(each.servers) for t, each in zip(times, process.resources, strict=True)]
    slowest = max(paces)
    through = times if paced == "worker" else [slowest] * len(times)
    first = sum(through, Fraction(0))
    shown = _passages(process, through, slowest, min(number, SHOWN))
    steps = _working(process, through, paces, number)
    return StartUp(process, number, paced, plain(first), plain(slowest), shown, working=steps)


def _passages(
    process: Process, through: list[Fraction], slowest: Fraction, units: int
) -> tuple[Passage, ...]:
    """Units let in as often as the bottleneck takes one, so that none waits."""
    found = []
    for unit in range(units):
        clock = unit * slowest
        for resource, time in zip(process.resources, through, strict=True):
            found.append(Passage(unit + 1, resource.step, plain(clock), plain(clock + time)))
            clock += time
    return tuple(found)


def _working(process: Process, through: list[Fraction], paces: list[Fraction], units: int) -> Steps:
    time, slowest = process.time_unit, max(paces)
    first = sum(through, Fraction(0))
    terms = " + ".join(map(show, through))
    several = ", ".join(map(show, paces))
    formula = rf"{show(first)} + ({units} - 1) \times {show(slowest)}"
    total = plain(first + (units - 1) * slowest)
    return Steps(
        (
            Step("The first unit goes through all steps.", terms, plain(first), time, 1),
            Step("Then one is done whenever the bottleneck is: the largest time / servers.",
                 rf"\max({several})", plain(slowest), time, min(units, SHOWN)),
            Step("All of them.", rf"T_1 + (X - 1) \times C = {formula}", total, time),
        ),
        0,
    )  # fmt: skip
