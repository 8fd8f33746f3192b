"""Proven balances: the search of opstools beside whatever a user could install instead.

Over a whole folder of lines, with times for each: `python -m benchmarks.line_field FOLDER`.
Building the program counts, since somebody has to. A contender that is stopped at the limit has
its time counted until then, so that its ratio is a lower bound.
"""

from collections.abc import Callable, Iterator, Sequence

from tqdm import tqdm

from opstools import line_balancing as lb

from . import instances
from .instances import Case
from .line_solvers import NODES, installed
from .measure import Options, Row, Table, timed
from .programs import Answer, cbc, cycle_program, highs

LIMIT, QUICK_LIMIT = 10.0, 1.0  # seconds on the clock for one case

Contenders = dict[str, Callable[[Case, float], Answer]]


def _shortest(case: Case, seconds: float) -> Answer:
    assert case.stations
    line, stations = case.line, case.stations
    found = lb.shortest_cycle(line, stations=stations, max_nodes=NODES, seconds=seconds)
    return Answer(float(found.problem.cycle_time), found.proven)


FEWEST: Contenders = {
    name: lambda case, seconds, ask=ask: ask(case.line, seconds)[0]
    for name, ask in installed().items()
}
SHORTEST: Contenders = {
    "opstools shortest_cycle": _shortest,
    "integer program, scipy's HiGHS": lambda c, s: highs(cycle_program(c.line, c.stations), s),
    "integer program, PuLP's CBC": lambda c, s: cbc(cycle_program(c.line, c.stations), s),
}


def tables(options: Options) -> Iterator[Table]:
    limit = QUICK_LIMIT if options.quick else LIMIT
    yield _race("Fewest stations, textbook lines", instances.textbook(), FEWEST, limit)
    if not instances.folder(options).is_dir():
        note = f"Not run: there is no folder {instances.folder(options)}; name it with --data."
        yield Table("Scholl's collection", note=note)
        return
    size = f"Scholl's lines of up to {options.tasks} tasks"
    cases = instances.fewest_stations(options)
    yield _race(f"Fewest stations, {size}", cases, FEWEST, limit)
    cases = instances.shortest_cycle(options)
    yield _race(f"Shortest cycle time, {size}", cases, SHORTEST, limit)


def _race(title: str, cases: Sequence[Case], contenders: Contenders, limit: float) -> Table:
    """Every contender on every case; all meet one case before the next, and a busy moment alike."""
    seconds = dict.fromkeys(contenders, 0.0)
    proven = dict.fromkeys(contenders, 0)
    differing = dict.fromkeys(contenders, 0)
    for case in tqdm(cases, desc=title, leave=False, disable=None):
        known = case.known
        for name, contender in contenders.items():
            spent, answer = timed(lambda ask=contender, case=case: ask(case, limit))
            seconds[name] += spent
            if not answer.proven or answer.value is None:
                continue
            value = round(answer.value * case.line.scale) if case.stations else round(answer.value)
            known = value if known is None else known
            proven[name] += value == known
            differing[name] += value != known
    rows = tuple(
        Row(
            name,
            seconds[name],
            f"{proven[name]} of {len(cases)} proven"
            + (f", {differing[name]} DIFFER" if differing[name] else ""),
            at_least=proven[name] + differing[name] < len(cases),
        )
        for name in contenders
    )
    note = f"At most {limit:g} s for each case; ratios are of the sums."
    return Table(f"{title}: {len(cases)} cases", rows, note, met=not any(differing.values()))
