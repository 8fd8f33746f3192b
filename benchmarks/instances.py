"""The lines to balance: the textbooks' from opstools, Scholl's collection from a data folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from opstools import datasets
from opstools.line_balancing import Line, Task

from .measure import Options


@dataclass(frozen=True)
class Case:
    """A line, for SALBP-2 the number of stations, and the optimum where it is known."""

    line: Line
    stations: int | None = None
    known: int | None = None


def textbook() -> list[Case]:
    loaded = map(datasets.load, datasets.names("line_balancing"))
    return [Case(line) for line in loaded if isinstance(line, Line)]


def fewest_stations(options: Options) -> list[Case]:
    """SALBP-1: `verified_stations`, not the published ones (see the folder's README)."""
    return [
        Case(Line(tasks, int(row["cycle_time"])), known=int(row["verified_stations"]))
        for row, tasks in _rows(options, "optimal_stations.csv")
    ]


def shortest_cycle(options: Options) -> list[Case]:
    """SALBP-2. The published 63 for WEE-MAG with 27 stations, proved impossible, is left out."""
    return [_cycle_case(row, tasks) for row, tasks in _rows(options, "shortest_cycle.csv")]


def in_folder(folder: Path) -> Iterator[tuple[str, Case]]:
    """All lines of a folder with their names: `.IN2` as the table beside them says, and `.alb`."""
    table = folder / "optimal_stations.csv"
    if table.is_file():
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                tasks = read(folder / f"{row['graph']}.IN2")
                line = Line(tasks, int(row["cycle_time"]))
                yield row["graph"], Case(line, known=int(row["verified_stations"]))
    for path in sorted(folder.glob("*.alb")):
        yield path.stem, Case(read_alb(path))


def cycles_in_folder(folder: Path) -> list[tuple[str, Case]]:
    """The lines of `shortest_cycle.csv` with their names: SALBP-2, with the best known."""
    with (folder / "shortest_cycle.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["graph"], _cycle_case(row, read(folder / f"{row['graph']}.IN2")))
            for row in csv.DictReader(file)
        ]


def _cycle_case(row: dict[str, str], tasks: tuple[Task, ...]) -> Case:
    line = Line(tasks, sum(task.time for task in tasks))
    return Case(line, int(row["stations"]), int(row["best_known_cycle_time"]))


def folder(options: Options) -> Path:
    return options.data / "line_balancing"


def _rows(options: Options, name: str) -> Iterator[tuple[dict[str, str], tuple[Task, ...]]]:
    """The rows of graphs that are small enough: of each graph one (quick), two, or every one."""
    with (folder(options) / name).open(encoding="utf-8", newline="") as file:
        for graph, group in groupby(csv.DictReader(file), key=lambda row: row["graph"]):
            tasks = read(folder(options) / f"{graph}.IN2")
            if len(tasks) <= options.tasks:
                rows = list(group)
                for k in _sample(len(rows), options):
                    yield rows[k], tasks


def _sample(rows: int, options: Options) -> list[int]:
    """First and last are the tightest and the loosest case of a graph."""
    if options.every:
        return list(range(rows))
    return [rows // 2] if options.quick else sorted({0, rows - 1})


def read(path: Path) -> tuple[Task, ...]:
    """An .IN2 file: number of tasks, a time each, then arcs `i,j` until `-1,-1` or the end.

    Lines may end in CRLF; remarks in Latin-1 may follow the end mark, which may itself be missing.
    """
    lines = iter(path.read_text(encoding="latin-1").splitlines())
    times = [int(next(lines)) for _ in range(int(next(lines)))]
    before: dict[int, list[str]] = {i: [] for i in range(1, len(times) + 1)}
    for line in lines:
        if not line.strip():
            continue
        first, then = (int(part) for part in line.split(",")[:2])
        if first < 0:
            break
        before[then].append(str(first))
    return tuple(Task(str(i), times[i - 1], tuple(each)) for i, each in before.items())


def read_alb(path: Path) -> Line:
    """An .alb file: sections headed <number of tasks>, <cycle time>, <task times>, <precedence …>.

    The form of the collection by Otto, Otto & Scholl (2013); other sections are passed over.
    """
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.strip().startswith("<"):
            heading = line.strip().strip("<>").lower()
            sections[heading] = []
        elif line.strip():
            sections[heading].append(line)
    times = dict(line.split()[:2] for line in sections["task times"])
    before: dict[str, list[str]] = {name: [] for name in times}
    for line in sections["precedence relations"]:
        first, then = (part.strip() for part in line.split(",")[:2])
        before[then].append(first)
    tasks = (Task(name, int(time), tuple(before[name])) for name, time in times.items())
    return Line(tuple(tasks), int(sections["cycle time"][0]))
