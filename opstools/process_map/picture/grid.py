"""Where steps stand on a swimlane diagram: a lane a role, a row a step further, and its size."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ...core.numbers import exact, show
from ...core.sketch import text_width, wrapped
from ..problem import DECISION, DOCUMENT, ProcessMap, Step
from ..records import ESCALATION, INFORMATION, Flow

SIZE, SMALL, HEAD = 8.0, 7.0, 9.0
PAD = 8.0
LINE, NOTE = 10.0, 9.0  # from one line of a name, and of a note, to the next
WIDTHS = (92.0, 108.0, 126.0, 150.0)  # of boxes, the first in which all names of a lane fit
MOST_LINES = 3
LABEL = 62.0  # that labels of flows are wrapped at
WAVE = 6.0  # of the lower side of a document
DIAMOND, BAR = 18.0, 10.0  # below a box where ways part; above one where they meet
BESIDE = 0.1  # of the width, where the outer ways leave a step
FIRST = 0.08  # of the part of each way, where it leaves a step with many
NOBODY = "nobody"


class Grid:
    """Rows and lanes of the steps, the sizes of their boxes, and where ways leave them."""

    def __init__(self, process: ProcessMap, notes: Mapping[str, str]) -> None:
        self.process, self.notes = process, notes
        self.net = process.network
        self.lanes = process.lanes
        self.lane = {each.name: self.lanes.index(each.lane) for each in process.steps}
        self.out: dict[str, list[Flow]] = {each.name: [] for each in process.steps}
        for flow in process.flows:
            self.out[flow.source].append(flow)

    @cached_property
    def back(self) -> frozenset[tuple[str, str]]:
        """Flows of any kind that lead up the page: to a step that stands before."""
        return frozenset(
            (f.source, f.target)
            for f in self.process.flows
            if self.row[f.target] <= self.row[f.source]
        )

    @cached_property
    def row(self) -> dict[str, int]:
        """Step -> its row: below all that lead to it, in the next free place of its lane."""
        taken, found = set[tuple[int, int]](), dict[str, int]()
        before = self._before()
        waiting = [each.name for each in self.process.steps]
        while waiting:
            ready = [each for each in waiting if all(b in found for b in before[each])]
            step = min(ready or waiting[:1], key=lambda e: self._least(e, before, found))
            row = self._least(step, before, found)
            while (self.lane[step], row) in taken:
                row += 1
            taken.add((self.lane[step], row))
            found[step] = row
            waiting.remove(step)
        return found

    def _least(self, step: str, before: Mapping[str, list[str]], found: Mapping[str, int]) -> int:
        return max((found[each] + 1 for each in before[step] if each in found), default=0)

    def _before(self) -> dict[str, list[str]]:
        """Step -> those that stand above it; what is only told of, or escalated, too."""
        found = {each: list(self.net.forward[each]) for each in self.net.names}
        place = {each: k for k, each in enumerate(self.net.names)}
        for flow in self.process.flows:
            beside = flow.kind in (INFORMATION, ESCALATION)
            down = place[flow.source] < place[flow.target]
            if beside and down and flow.source not in self.net.after(flow.target):
                found[flow.target].append(flow.source)
        return found

    @property
    def rows(self) -> int:
        """How many rows."""
        return 1 + max(self.row.values())

    def at(self, lane: int, row: int) -> str | None:
        """The step in a place."""
        return self._places.get((lane, row))

    @cached_property
    def _places(self) -> dict[tuple[int, int], str]:
        return {(self.lane[step], row): step for step, row in self.row.items()}

    def label(self, flow: Flow) -> list[str]:
        """The words at a flow: its label, its probability, after how long it escalates."""
        lines = wrapped(flow.label, LABEL, SMALL, MOST_LINES) if flow.label else []
        if flow.probability is not None:
            lines = [*lines, show(exact(flow.probability), "%")]
        if flow.after is not None:
            lines = [*lines, f"after {show(flow.after, self.process.time_unit)}"]
        return lines

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The room for boxes, and for what leaves them, in each lane."""
        found = []
        for k, name in enumerate(self.lanes):
            head = max(text_width(word, HEAD, bold=True) for word in (name or NOBODY).split(" "))
            needed = max(self._for_labels(each.name) for each in self._steps_of(k))
            found.append(max(self.fits[k], needed, min(head, WIDTHS[-1]) + 6))
        return tuple(found)

    @cached_property
    def fits(self) -> tuple[float, ...]:
        """The width of a box in which the names of a lane fit."""
        found = []
        for k in range(len(self.lanes)):
            steps = self._steps_of(k)
            found.append(next((w for w in WIDTHS if all(self._fits(s, w) for s in steps)),
                              WIDTHS[-1]))  # fmt: skip
        return tuple(found)

    def _steps_of(self, lane: int) -> list[Step]:
        return [each for each in self.process.steps if self.lane[each.name] == lane]

    def box_width(self, step: str) -> float:
        """The width of a box: all the room of its lane where several ways leave it itself."""
        lane = self.lane[step]
        whole = len(self.out[step]) > 1 and not self.exit(step)
        return self.widths[lane] if whole else self.fits[lane]

    def _fits(self, step: Step, width: float) -> bool:
        lines = wrapped(step.name, width - 12, SIZE, 99)
        note = text_width(self.notes.get(step.name, ""), SMALL) <= width - 8
        return note and len(lines) <= MOST_LINES and not any("…" in each for each in lines)

    def _for_labels(self, step: str) -> float:
        """How wide a box must be for the labels below it to stand apart."""
        ways = self.out[step]
        labels = [text_width(line, SMALL) for flow in ways for line in self.label(flow)]
        most, number = max(labels, default=0.0) + 9, len(ways)
        if not labels:
            return 14.0 * number
        return most * (2 if number == 1 else 2.5 if number <= 3 else number / (1 - FIRST))

    def name_lines(self, step: str) -> list[str]:
        """The name of a step in lines."""
        return wrapped(step, self.fits[self.lane[step]] - 12, SIZE, MOST_LINES + 1)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of the boxes of each row."""
        found = [26.0] * self.rows
        for step, row in self.row.items():
            lines = LINE * len(self.name_lines(step)) + NOTE * bool(self.notes.get(step))
            wave = WAVE * (self.process.step(step).shape == DOCUMENT)
            found[row] = max(found[row], lines + 10 + wave)
        return tuple(found)

    def exit(self, step: str) -> str:
        """What stands below a box: diamond, bar or nothing."""
        called = self.process.step(step).shape == DECISION and self.out[step]
        if called or self.net.is_decision(step):
            return "diamond"
        return "bar" if self.net.is_split(step) else ""

    def below(self, row: int) -> float:
        """Room for diamonds or bars below the boxes of a row."""
        kinds = {self.exit(step) for step, at in self.row.items() if at == row}
        return DIAMOND if "diamond" in kinds else BAR if "bar" in kinds else 0.0

    def above(self, row: int) -> float:
        """Room for bars above the boxes of a row."""
        return BAR if any(at == row and step in self.net.joins for step, at in self.row.items()) \
            else 0.0  # fmt: skip

    @cached_property
    def ports(self) -> dict[tuple[str, str], float]:
        """(step, target) -> where the flow leaves the box, as a share of its width."""
        found = {}
        for step, ways in self.out.items():
            order = sorted(ways, key=lambda f: (self._side(f), self.lane[f.target]))
            for flow, share in zip(order, self._spread(order), strict=True):
                found[step, flow.target] = share
        return found

    def _side(self, flow: Flow) -> int:
        """Whether a flow goes to the left, straight down, or to the right; back to the left."""
        if self.row[flow.target] <= self.row[flow.source]:
            return -1
        here, there = self.lane[flow.source], self.lane[flow.target]
        return (there > here) - (there < here)

    def _spread(self, order: list[Flow]) -> list[float]:
        number, outer = len(order), (BESIDE, 1 - BESIDE)
        if number <= 1:
            return [0.5] * number
        if number == 2:
            straight = [not self._side(each) for each in order]
            if straight == [False, True]:
                return [outer[0], 0.5]
            return [0.5, outer[1]] if straight == [True, False] else list(outer)
        if number == 3:
            return [outer[0], 0.5, outer[1]]
        return [(k + FIRST) / number for k in range(number)]
