"""Where everything on a map stands, from measured texts: columns, bands and rows of branches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...core.numbers import show
from ...core.sketch import text_width, wrapped
from ..current_state import interval_of
from ..problem import Process, ValueStream
from ..rooms import CONTROL, CUSTOMER, MANUAL, SUPPLIER, Information

SIZE, SMALL = 8.0, 7.0
GAP = 58.0  # between processes, where inventories stand
PAD = 8.0
LINE = 10.5  # height of a row of a data box
HEAD, BODY = 24.0, 26.0  # of a process box
FACTORY_W, FACTORY_H = 74.0, 50.0
CONTROL_W, CONTROL_H = 118.0, 50.0
BURST = 46.0  # height of a kaizen burst
LADDER = 52.0
MOST_NOTE = 130.0  # how wide a note may make a data box
SUMS = 124.0  # room for the sums at the end of the ladder


@dataclass(frozen=True)
class Layout:
    """Places of everything, in points."""

    stream: ValueStream

    @cached_property
    def main(self) -> tuple[Process, ...]:
        """The processes that lead to the customer in one row; where ways meet, the first listed."""
        known = {each.name: each for each in self.stream.processes}
        into: dict[str, list[str]] = {}
        for name, target in self.stream.ways.items():
            into.setdefault(target, []).append(name)
        row, at = [], CUSTOMER
        while into.get(at):
            at = into[at][0]
            row.append(known[at])
        return tuple(reversed(row))

    @cached_property
    def branches(self) -> tuple[tuple[Process, ...], ...]:
        """The other processes, chain by chain, each joining the row or another chain."""
        known = {each.name: each for each in self.stream.processes}
        placed = {each.name for each in self.main}
        chains = []
        for start in known:
            if start in placed or start in self.stream.ways.values():
                continue
            chain, at = [], start
            while at in known and at not in placed:
                chain.append(known[at])
                placed.add(at)
                at = self.stream.ways[at]
            chains.append(tuple(chain))
        return tuple(chains)

    def rows(self, process: Process) -> tuple[str, ...]:
        """The lines of a data box."""
        unit = self.stream.time_unit
        found = [f"C/T = {show(process.cycle_time, unit)}"]
        found += [f"C/O = {show(process.changeover, unit)}"] if process.changeover else ["C/O = 0"]
        found.append(f"uptime = {show(process.uptime, '%')}")
        found += [f"variants = {process.variants}"] if process.variants != 1 else []
        found += [f"scrap = {show(process.scrap, '%')}"] if process.scrap else []
        found += [f"batch = {show(process.batch)}"] if process.batch != 1 else []
        interval = interval_of(self.stream, process)
        found += [f"EPEI = {show(interval, 'day')}"] if process.changeover and interval else []
        found += wrapped(process.note, MOST_NOTE, SMALL, 2) if process.note else []
        return tuple(found)

    def width(self, process: Process) -> float:
        """How wide a process and its data box are."""
        texts = [*self.rows(process), *self.head(process)]
        return max(72.0, 2 * PAD + max(text_width(each, SMALL + 0.5) for each in texts))

    def head(self, process: Process) -> list[str]:
        """The name of a process in at most two lines."""
        return wrapped(process.name, 92, SIZE, 2)

    @cached_property
    def xs(self) -> dict[str, float]:
        """The left side of each process."""
        found, x = {}, PAD + FACTORY_W / 2 + GAP
        for each in self.main:
            found[each.name] = x
            x += self.width(each) + GAP
        for chain in self.branches:
            target = self.stream.ways[chain[-1].name]
            x = found.get(target, PAD + FACTORY_W / 2 + GAP)
            for each in reversed(chain):
                x -= self.width(each) + GAP
                found[each.name] = x
        least = min(found.values())
        shift = max(0.0, PAD + FACTORY_W / 2 + GAP - least)
        return {name: x + shift for name, x in found.items()}

    @cached_property
    def right(self) -> float:
        """The right end of the material band."""
        last = self.main[-1]
        return self.xs[last.name] + self.width(last) + GAP

    @property
    def total_width(self) -> float:
        """The width of the whole map, with room for the sums of the ladder."""
        return max(self.right + SUMS, 3 * FACTORY_W + CONTROL_W + 180)

    @cached_property
    def bursts(self) -> float:
        """Room above the processes for improvements."""
        return BURST + 6 if self.stream.kaizen or self.stream.icons else 0.0

    @cached_property
    def notes(self) -> float:
        """Room for notes between what waits and the arrows below it."""
        return 14.0 if any(each.note for each in self.stream.inventories) else 0.0

    @property
    def y_information(self) -> float:
        """The top of the information band."""
        return PAD

    @cached_property
    def y_buses(self) -> dict[str, float]:
        """A line of its own for each message that goes down to a process."""
        names = [each.name for each in self.stream.processes]
        down = [
            k
            for k, each in enumerate(self.messages)
            if each.target in names or each.source in names
        ]
        top = self.y_information + CONTROL_H + 22
        return {str(k): top + 15 * n for n, k in enumerate(down)}

    @cached_property
    def messages(self) -> tuple[Information, ...]:
        """What is told to whom: as given, or the usual orders and schedules."""
        if self.stream.information:
            return self.stream.information
        usual = [
            Information(CUSTOMER, CONTROL, text="orders"),
            Information(CONTROL, SUPPLIER, text="orders"),
        ]
        if self.stream.pacemaker:
            usual.append(Information(CONTROL, self.stream.pacemaker, MANUAL, "schedule"))
        return tuple(usual)

    @property
    def y_material(self) -> float:
        """The top of the process boxes of the main row."""
        buses = max(self.y_buses.values(), default=self.y_information + FACTORY_H)
        return max(buses, self.y_information + FACTORY_H + 34) + 20 + self.bursts

    def y_of(self, process: str) -> float:
        """The top of a process box; branches stand in rows below."""
        for k, chain in enumerate(self.branches):
            if any(each.name == process for each in chain):
                return self.y_material + (k + 1) * self.row_height
        return self.y_material

    @cached_property
    def row_height(self) -> float:
        """A row of processes with their data boxes."""
        most = max(len(self.rows(each)) for each in self.stream.processes)
        return HEAD + BODY + LINE * most + 26 + self.bursts

    @property
    def y_ladder(self) -> float:
        """The upper line of the ladder."""
        return self.y_material + (1 + len(self.branches)) * self.row_height - self.bursts + 8

    def before(self, place: str) -> tuple[float, float]:
        """The middle and the top of what waits before a process or the customer."""
        return self.xs.get(place, self.right) - GAP / 2, self.y_of(place) + 8
