"""From the longest task to the whole work: every cycle time and what it is worth."""

from __future__ import annotations

from fractions import Fraction

from ...core import Faults, Recorder, public
from ...core.figures import positive, whole
from ...core.numbers import count, exact, plain, show
from ..exact import fewest_stations
from ..problem import Line
from .result import EfficiencySaw, Pace, SawKnown, best_pace

MOST_POINTS = 60
NODES = 20_000  # for each cycle time; class sizes take far less


@public
def efficiency_saw(line: Line, *, available_time: float, points: int = 20) -> EfficiencySaw:
    """The range of cycle times, the output, and the saw of efficiency with its proven optima.

    The line's own cycle time is ignored. `points` cycle times from the longest task to Σt, and
    those at which m stations could be full, are balanced with proof; where that takes too long,
    with the best line found. `available_time` is what is worked in a day, in the line's time unit.
    Bad figures raise `ProblemError`. Source: Stevenson, Operations Management.

    >>> from opstools import datasets
    >>> saw = efficiency_saw(datasets.load("jackson"), available_time=480, points=5)
    >>> saw.shortest, saw.longest, saw.best.stations, saw.best.cycle_time
    (7, 46, 2, 23)
    """
    faults = Faults("saw")
    time = positive(available_time, "available_time", faults, line.time_unit)
    number = whole(points, "points", faults, MOST_POINTS, least=2)
    faults.raise_any()
    work, longest = exact(line.work_content), max(map(exact, line.times.values()))
    paces = tuple(_pace(line, cycle, time) for cycle in _cycles(longest, work, number))
    working = Recorder(SawKnown())
    _note_range(working, line, longest, work, time)
    _note_saw(working, line, work, paces)
    return EfficiencySaw(line, plain(time), paces, working=working.steps())


def _cycles(longest: Fraction, work: Fraction, number: int) -> list[Fraction]:
    """Evenly spread, and those at which a bound of m stations is met exactly; of many, some."""
    even = [longest + (work - longest) * k / (number - 1) for k in range(number)]
    rounded = [Fraction(round(cycle)) for cycle in even[1:-1]]
    sharp = [work / m for m in range(1, int(work / longest) + 1)]
    inside = {cycle for cycle in (*rounded, *sharp) if longest < cycle < work}
    cycles = sorted({longest, work} | inside)
    if len(cycles) > MOST_POINTS:
        gaps = MOST_POINTS - 1
        cycles = [cycles[k * (len(cycles) - 1) // gaps] for k in range(MOST_POINTS)]
    return cycles


def _pace(line: Line, cycle: Fraction, time: Fraction) -> Pace:
    at = line.replace(cycle_time=cycle)
    found = fewest_stations(at, max_nodes=NODES)
    stations, output = found.number_of_stations, plain(time / cycle)
    return Pace(plain(cycle), at.minimum_stations, stations, output, found.proven)


def _note_range(
    working: Recorder, line: Line, longest: Fraction, work: Fraction, time: Fraction
) -> None:
    unit = line.time_unit
    several = ", ".join(map(show, line.times.values()))
    text = "No line is faster than its longest task."
    working.note(text, rf"C_{{\min}} = \max({several})", plain(longest), unit, limits=True)
    terms = " + ".join(map(show, line.times.values()))
    working.note("One station does all: no line is slower.", terms, plain(work), unit)
    for text, cycle in (("Largest output a day.", longest), ("Smallest output a day.", work)):
        formula = rf"\frac{{\text{{available time}}}}{{C}} = \frac{{{show(time)}}}{{{show(cycle)}}}"
        working.note(text, formula, plain(time / cycle), "units")


def _note_saw(working: Recorder, line: Line, work: Fraction, paces: tuple[Pace, ...]) -> None:
    text = "Efficiency jumps where the bound of the number of stations does, and falls in between."
    formula = r"\frac{\sum t}{\lceil \sum t / C \rceil \, C}"
    working.note(text, formula, bound=True)
    reached = sum(pace.stations == pace.bound for pace in paces)
    text, proven = count(len(paces), "cycle time"), sum(pace.proven for pace in paces)
    text = (
        f"Proven lines at {text}" if proven == len(paces) else f"Lines at {text}, {proven} proven"
    )
    working.note(f"{text}: {reached} reach the bound.", optima=True)
    best = best_pace(paces)
    share = float(work / (best.stations * exact(best.cycle_time)))
    working.note("The best of them; one station alone is no line.", "", share, "%")
