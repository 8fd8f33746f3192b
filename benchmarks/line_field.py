"""python -m benchmarks.line_field FOLDER [--seconds 30] [--step 1] [--alone]

The fewest stations of a folder of lines, each solved by opstools and by every solver installed.
`.IN2` files take their cycle times from `optimal_stations.csv` beside them, `.alb` files have them.
Prints what was proved for each graph, and the totals; draws cases proved against time.
"""

import argparse
import statistics
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from opstools.line_balancing import Line

from . import instances
from .line_solvers import Plan, installed
from .measure import digits, machine, timed

OURS = "opstools fewest_stations"


class Run(NamedTuple):
    """One solver on one case."""

    solver: str
    graph: str
    case: str
    tasks: int
    seconds: float
    value: float | None
    proven: bool


def faults(line: Line, stations: Plan) -> list[str]:
    """What is wrong with an answer, by the definition alone."""
    place = {task: k for k, tasks in enumerate(stations) for task in tasks}
    found = []
    if sorted(task for tasks in stations for task in tasks) != sorted(line.times):
        found.append("a task is missing or twice there")
    if any(place[b] > place[task.name] for task in line.tasks for b in task.predecessors):
        found.append("a task comes before its predecessor")
    if any(sum(line.times[task] for task in tasks) > line.cycle_time for tasks in stations):
        found.append("a station is overloaded")
    return found


def race(cases: Iterable[tuple[str, instances.Case]], seconds: float, alone: bool) -> Iterator[Run]:
    """Every solver on every case; an answer that is wrong ends the run."""
    solvers = {name: ask for name, ask in installed().items() if name == OURS or not alone}
    for graph, case in cases:
        known = case.known
        line = case.line
        for name, ask in solvers.items():
            spent, (answer, plan) = timed(lambda ask=ask, line=line: ask(line, seconds))
            if plan is not None and (wrong := faults(line, plan)):
                raise SystemExit(f"{graph} at {line.cycle_time}: {name}: {'; '.join(wrong)}")
            value = None if answer.value is None else round(answer.value)
            if answer.proven and known not in (None, value):
                raise SystemExit(
                    f"{graph} at {line.cycle_time}: {name} claims {value}, not {known}"
                )
            known = value if answer.proven else known
            label = f"{graph} at {line.cycle_time}"
            yield Run(name, graph, label, len(line.tasks), spent, value, answer.proven)


def by_graph(runs: list[Run]) -> str:
    """A row for each graph: what ours proved, and in which time."""
    lines = [f"{'graph':<10} tasks cases proved   median    worst"]
    for graph, group in groupby(runs, key=lambda run: run.graph):
        own = list(group)
        seconds = [run.seconds for run in own]
        proved = sum(run.proven for run in own)
        lines.append(
            f"{graph:<10} {own[0].tasks:>5} {len(own):>5} {proved:>6} "
            f"{statistics.median(seconds):>7.3f}s {max(seconds):>7.3f}s"
        )
    hardest = sorted(runs, key=lambda run: (run.proven, -run.seconds))[:2]
    told = "; ".join(f"{run.case} ({digits(run.seconds)} s)" for run in hardest)
    return "\n".join([*lines, f"The two hardest: {told}."])


def totals(runs: list[Run]) -> str:
    """A row for each solver."""
    lines = []
    for name in dict.fromkeys(run.solver for run in runs):
        own = [run for run in runs if run.solver == name]
        proved, spent = sum(run.proven for run in own), sum(run.seconds for run in own)
        lines.append(f"{name:<32} {proved:>4} of {len(own)} proved in {spent:>8.1f} s")
    return "\n".join(lines)


def draw(runs: list[Run], path: Path) -> None:
    """How many cases each solver has proved by a time."""
    from opstools.core.drawing import axes, ends_named, style

    with style():
        ax = axes(None, 8, 4.5)
        named = []
        for name in dict.fromkeys(run.solver for run in runs):
            times = sorted(run.seconds for run in runs if run.solver == name and run.proven)
            proved = range(1, len(times) + 1)
            (line,) = ax.step(times, proved, where="post")
            if times:
                named.append((name, (times[-1], len(times))))
                ax.plot(times[-1], len(times), "o", color=line.get_color())
        cases = len(dict.fromkeys(run.case for run in runs))
        ax.set(xscale="log", xlabel="CPU time for the case, s", ylabel="cases proved",
               title=f"Proved optimal, of {cases} cases", ylim=(0, cases * 1.08))  # fmt: skip
        ax.yaxis.get_major_locator().set_params(integer=True)
        ends_named(ax, named, most=40)
        ax.figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0, help="on the clock for one case")
    parser.add_argument("--step", type=int, default=1, help="take every n-th case")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--picture", type=Path, help="a file to draw the picture into")
    given = parser.parse_args()
    cases = list(instances.in_folder(given.folder))[:: given.step]
    print(f"{len(cases)} cases, at most {given.seconds:g} s each; CPU time. {machine()}")
    watched = tqdm(cases, disable=None, leave=False)
    runs = list(race(watched, given.seconds, given.alone))
    print(by_graph([run for run in runs if run.solver == OURS]), totals(runs), sep="\n\n")
    if given.picture:
        draw(runs, given.picture)


if __name__ == "__main__":
    main()
