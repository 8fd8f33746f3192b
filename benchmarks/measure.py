"""CPU time, and a table that sets the contenders side by side.

CPU time, all threads and child processes together, is what one core would need: it hardly changes
when the machine is busy. Figures of different runs or machines are not to be compared, ratios are.
"""

import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

try:
    import resource
except (
    ImportError
):  # Windows cannot tell what child processes used: the clock on the wall stands in
    resource = None

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    data: Path
    quick: bool
    every: bool
    tasks: int


@dataclass(frozen=True)
class Row:
    contender: str
    seconds: float
    result: str = ""
    at_least: bool = False  # it was stopped at a limit, and would have needed longer


@dataclass(frozen=True)
class Table:
    """Contenders, each as a multiple of the first one; a note says whether a target is met."""

    title: str
    rows: tuple[Row, ...] = ()
    note: str = ""
    met: bool = True
    measured: str = "CPU"

    def __str__(self) -> str:
        lines = [self.title]
        if self.rows:
            head = ("", "result", self.measured, "ratio")
            cells = [head, *(self._cells(row) for row in self.rows)]
            widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
            lines += [
                f"  {name:<{widths[0]}}  {result:<{widths[1]}}  "
                f"{cpu:>{widths[2]}}  {ratio:>{widths[3]}}".rstrip()
                for name, result, cpu, ratio in cells
            ]
        return "\n".join([*lines, f"  {self.note}"] if self.note else lines)

    def _cells(self, row: Row) -> tuple[str, str, str, str]:
        ratio = row.seconds / self.rows[0].seconds if self.rows[0].seconds else 0.0
        least = "≥ " if row.at_least else ""
        return (
            row.contender,
            row.result,
            least + duration(row.seconds),
            least + f"{digits(ratio)} ×",
        )


def cpu() -> float:
    """Seconds used so far by this process and by the children it has waited for."""
    if resource is None:
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(call: Callable[[], T]) -> tuple[float, T]:
    start = cpu()
    answer = call()
    return cpu() - start, answer


def medians(calls: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The median of each, taken by turns, so that a busy moment hits all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            seconds[name].append(timed(call)[0])
    return {name: statistics.median(each) for name, each in seconds.items()}


def duration(seconds: float) -> str:
    return f"{digits(seconds)} s" if seconds >= 1 else f"{digits(1000 * seconds)} ms"


def digits(number: float) -> str:
    """Two digits are all that a repeated run reproduces.

    >>> digits(0.0123), digits(1.06), digits(357.2)
    ('0.012', '1.1', '360')
    """
    return f"{float(f'{number:.2g}'):,.12g}"


def machine() -> str:
    from platform import machine, python_version, system

    return f"Python {python_version()}, {system()} {machine()}, {os.cpu_count()} cores"
