"""Two stations in a row: the chances of starving and blocking."""

from __future__ import annotations

from ...core import Faults, Recorder, Steps, public
from ...core.figures import positive, whole
from ...core.numbers import show
from .result import BufferedLine, BufferKnown, TwoStations

MOST_PLACES = 10_000


@public
def two_stations(
    first_rate: float, second_rate: float, *, buffer: int = 0, time_unit: str = "h"
) -> BufferedLine:
    """What gets through two stations with exponential times and a `buffer` of so many places.

    Rates are units per `time_unit` of a station that never waits. The first station always has
    work. With K = buffer + 2 units that can be between its start and the line's end, the line is an
    M/M/1/K queue. Bad figures raise `ProblemError`. Source: Buzacott (1967).

    >>> two_stations(10, 10, buffer=1).throughput
    7.5
    """
    faults = Faults("two stations")
    first = float(positive(first_rate, "first_rate", faults, f"per {time_unit}"))
    second = float(positive(second_rate, "second_rate", faults, f"per {time_unit}"))
    places = whole(buffer, "buffer", faults, MOST_PLACES, least=0)
    faults.raise_any()
    line = TwoStations(first, second, places, time_unit)
    return BufferedLine(**vars(line), working=_working(line))


def _working(line: TwoStations) -> Steps:
    working = Recorder(BufferKnown())
    places, ratio = line.buffer + 2, line.first_rate / line.second_rate
    text = "Places between the first station's start and the end: the buffer, and both stations."
    working.note(text, f"K = {line.buffer} + 2", places)
    rates = rf"\frac{{{show(line.first_rate)}}}{{{show(line.second_rate)}}}"
    working.note("Ratio of the rates.", rf"r = \frac{{\mu_1}}{{\mu_2}} = {rates}", ratio)
    text = "The second station starves while nothing is there."
    working.note(text, f"P_0 = {_formula(ratio, places, 0)}", line.starved, "%",
                 starved=line.starved)  # fmt: skip
    text = "The first station is blocked while all places are taken."
    working.note(text, f"P_K = {_formula(ratio, places, places)}", line.blocked, "%",
                 blocked=line.blocked)  # fmt: skip
    formula = rf"TH = \mu_2 (1 - P_0) = {show(line.second_rate)} \times (1 - {show(line.starved)})"
    unit = f"units/{line.time_unit}"
    text = "What gets through."
    working.note(text, formula, line.throughput, unit, throughput=line.throughput)
    formula = rf"\mu_1 (1 - P_K) = {show(line.first_rate)} \times (1 - {show(line.blocked)})"
    working.note("The same seen from the first station.", formula, line.throughput, unit)
    return working.steps()


def _formula(ratio: float, places: int, inside: int) -> str:
    """P(n) of M/M/1/K in numbers; all chances are the same where the rates are."""
    if abs(ratio - 1) < 1e-12:
        return rf"\frac{{1}}{{K + 1}} = \frac{{1}}{{{places} + 1}}"
    r, power = show(ratio), "" if not inside else r" \times r^{K}"
    numbers = "" if not inside else rf" \times {r}^{{{inside}}}"
    return (
        rf"\frac{{(1 - r){power}}}{{1 - r^{{K+1}}}} = "
        rf"\frac{{(1 - {r}){numbers}}}{{1 - {r}^{{{places + 1}}}}}"
    )
