"""python -m benchmarks.line_cycles FOLDER [--nodes 1000000] [--step 1]

The shortest cycle time for each number of stations that `shortest_cycle.csv` lists in a folder of
`.IN2` lines, beside the best cycle time known. Prints for each graph how many of these were
reached, how many answers proved, how many neither, and names what is not as the table. The
allowance is counted in nodes, so that a busy machine gives the same answers.
"""

import argparse
import statistics
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from opstools.line_balancing import shortest_cycle

from . import instances
from .line_field import faults
from .measure import digits, machine, timed


class Run(NamedTuple):
    """The cycle time found for one line, its bound, and the best known."""

    graph: str
    stations: int
    seconds: float
    found: int
    bound: int
    known: int

    @property
    def proven(self) -> bool:
        return self.found == self.bound

    @property
    def impossible(self) -> bool:
        """The table's value is one: less than what is proved to be needed."""
        return self.bound > self.known

    def __str__(self) -> str:
        listed = f"{self.known} in the table{', which is impossible' if self.impossible else ''}"
        return f"{self.graph} {self.stations}: {self.bound} to {self.found}, {listed}"


def runs(cases: Iterable[tuple[str, instances.Case]], nodes: int) -> Iterator[Run]:
    """Every line once; an answer that is wrong ends the run."""
    for graph, case in cases:
        spent, best = timed(
            lambda case=case: shortest_cycle(case.line, stations=case.stations, max_nodes=nodes)
        )
        run = Run(
            graph, case.stations, spent, best.problem.cycle_time, best.lower_bound, case.known
        )
        wrong = faults(best.problem, best.stations)
        if len(best.stations) > run.stations:
            wrong.append("too many stations")
        if wrong:
            raise SystemExit(f"{run}: {'; '.join(wrong)}")
        yield run


def table(found: list[Run]) -> str:
    """A row for each graph, the totals, and every case that is open or not as the best known."""
    lines = [f"{'graph':<10} cases reached proved neither   median    worst"]
    for graph, group in groupby([*found, *(run._replace(graph="all") for run in found)],
                                key=lambda run: run.graph):  # fmt: skip
        own = list(group)
        seconds = [run.seconds for run in own]
        reached, proved = [run.found <= run.known for run in own], [run.proven for run in own]
        neither = [not (one or other) for one, other in zip(reached, proved, strict=True)]
        lines.append(
            f"{graph:<10} {len(own):>5} {sum(reached):>7} {sum(proved):>6} {sum(neither):>7} "
            f"{statistics.median(seconds):>7.3f}s {max(seconds):>7.3f}s"
        )
    open_ = [f"  {run}" for run in found if not run.proven or run.found != run.known]
    total = f"{digits(sum(run.seconds for run in found))} s of CPU time in all. Not as the table:"
    return "\n".join([*lines, total, *open_])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=1_000_000, help="for one case")
    parser.add_argument("--step", type=int, default=1, help="take every n-th case")
    given = parser.parse_args()
    cases = instances.cycles_in_folder(given.folder)[:: given.step]
    print(f"{len(cases)} cases, at most {given.nodes:,} nodes each. {machine()}", flush=True)
    print(table(list(runs(tqdm(cases, disable=None, leave=False), given.nodes))))


if __name__ == "__main__":
    main()
