"""Places of everything on a swimlane diagram in points, from the grid and its routes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ...core.sketch import Place, wrapped
from ..problem import TASK, ProcessMap
from .grid import BAR, DIAMOND, HEAD, NOBODY, NOTE, PAD, Grid
from .routes import GUTTER, TRACK, Route, Routes

ARROW = 11.0  # above a box, for the heads of arrows
STUB = 6.0  # below a box, before anything turns


class Layout:
    """A lane a column, a step a row further down; channels of tracks between the rows."""

    def __init__(self, process: ProcessMap, notes: Mapping[str, str], heads: Mapping[str, str]):
        self.grid = Grid(process, notes)
        self.heads = heads
        self.routes = Routes(self.grid)
        self.tracks = self.routes.assign_tracks(self._stretches())

    @cached_property
    def lefts(self) -> tuple[float, ...]:
        """The left side of each lane; the last is the right end of all."""
        xs = [PAD]
        for lane, width in enumerate(self.grid.widths):
            xs.append(xs[-1] + self.gutter(lane) + width + PAD)
        return tuple(xs)

    def gutter(self, lane: int) -> float:
        """How wide the gutter at a lane's left is."""
        wires = self.routes.wires.get(lane, 0)
        return GUTTER + TRACK * wires

    def box_left(self, step: str) -> float:
        """The left side of a box, in the middle of its room."""
        return self.left(step) + (self.width(step) - self.grid.box_width(step)) / 2

    def left(self, step: str) -> float:
        """The left side of a step's room."""
        lane = self.grid.lane[step]
        return self.lefts[lane] + self.gutter(lane)

    def width(self, step: str) -> float:
        """The width of a step's room."""
        return self.grid.widths[self.grid.lane[step]]

    def x_leave(self, route: Route) -> float:
        """Where a flow leaves its source."""
        return self.left(route.flow.source) + route.leave * self.width(route.flow.source)

    def x_enter(self, route: Route) -> float:
        """Where a flow enters its target."""
        return self.left(route.flow.target) + route.enter * self.width(route.flow.target)

    def x_bend(self, route: Route) -> float:
        """Where a flow goes down, or up, between its two channels."""
        if route.bend == "source":
            return self.x_leave(route)
        if route.bend == "target":
            return self.x_enter(route)
        return self.lefts[route.gutter] + GUTTER / 2 + 2 + TRACK * route.wire

    def _stretches(self) -> dict[int, list[tuple[Route, float, float]]]:
        """What runs across each channel."""
        found: dict[int, list[tuple[Route, float, float]]] = {}
        for route in self.routes.found:
            if route.straight:
                continue
            one, two = self.x_leave(route), self.x_enter(route)
            if route.first == route.last:
                found.setdefault(route.first, []).append((route, one, two))
                continue
            bend = self.x_bend(route)
            if route.bend != "source":
                found.setdefault(route.first, []).append((route, one, bend))
            if route.bend != "target":
                found.setdefault(route.last, []).append((route, bend, two))
        return found

    def label_room(self, row: int) -> float:
        """Room for the labels of flows that leave a row."""
        steps = [step for step, at in self.grid.row.items() if at == row]
        most = 0.0
        for step in steps:
            ways = self.grid.out[step]
            lines = [len(self.grid.label(flow)) for flow in ways]
            both = len(ways) == 3
            most = max(most, NOTE * (sum(sorted(lines)[-2:]) if both else max(lines, default=0)))
        return most + (3 if most else 0)

    @cached_property
    def head_height(self) -> float:
        """The height of the heads of lanes."""
        most = max(len(self.head_lines(k)) for k in range(len(self.grid.lanes)))
        return 8 + 11.0 * most + NOTE * any(self.heads.values())

    def head_lines(self, lane: int) -> list[str]:
        """The name of a lane in lines."""
        room = self.lefts[lane + 1] - self.lefts[lane] - 6
        return wrapped(self.grid.lanes[lane] or NOBODY, room, HEAD + 0.6, 3)

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """The top of the channel above each row; the last is the end of the last channel."""
        grid, y = self.grid, PAD + self.head_height
        found = [y]
        for row in range(grid.rows):
            y += self.channel(row) + grid.above(row) + grid.heights[row] + grid.below(row)
            found.append(y)
        found.append(y + self.channel(grid.rows))
        return tuple(found)

    def channel(self, k: int) -> float:
        """How high the channel above row k is."""
        labels = self.label_room(k - 1) if k else 0.0
        tracks = TRACK * self.tracks.get(k, 0)
        return STUB + labels + tracks + (ARROW if k < self.grid.rows else STUB)

    def top(self, step: str) -> float:
        """The top of a box."""
        row = self.grid.row[step]
        return self.tops[row] + self.channel(row) + self.grid.above(row)

    def height(self, step: str) -> float:
        """The height of a box."""
        return self.grid.heights[self.grid.row[step]]

    def y_leave(self, step: str) -> float:
        """Where flows leave a step: below its box, its diamond or its bar."""
        low, exit_ = self.top(step) + self.height(step), self.grid.exit(step)
        if not exit_ and self.grid.process.step(step).shape != TASK:
            return low - self.height(step) / 2  # it begins behind a box whose lower side is no line
        return low + {"diamond": DIAMOND, "bar": BAR, "": 0.0}[exit_]

    def y_enter(self, step: str) -> float:
        """Where flows enter a step: at its box, or at the bar above it."""
        return self.top(step) - (BAR if step in self.grid.net.joins else 0.0)

    def y_track(self, channel: int, track: int) -> float:
        """A track of a channel."""
        labels = self.label_room(channel - 1) if channel else 0.0
        return self.tops[channel] + STUB + labels + TRACK * (track + 0.5)

    def points(self, route: Route) -> tuple[Place, ...]:
        """The corners of a flow."""
        one, two = self.x_leave(route), self.x_enter(route)
        source = route.flow.source
        start = (one, self.y_leave(source))
        corners: list[Place] = []
        if self.grid.exit(source) == "diamond":
            corners, start = self._from_diamond(source, one, start)
        end = (two, self.y_enter(route.flow.target))
        if route.straight:
            return _simple([*corners, start, end])
        y1, y2 = (
            self.y_track(channel, route.tracks[channel]) if channel in route.tracks else 0.0
            for channel in (route.first, route.last)
        )
        if route.first == route.last:
            return _simple([*corners, start, (one, y1), (two, y1), end])
        bend = self.x_bend(route)
        if route.bend == "source":
            return _simple([*corners, start, (one, y2), (two, y2), end])
        if route.bend == "target":
            return _simple([*corners, start, (one, y1), (two, y1), end])
        return _simple([*corners, start, (one, y1), (bend, y1), (bend, y2), (two, y2), end])

    def _from_diamond(self, step: str, x: float, start: Place) -> tuple[list[Place], Place]:
        """From the corner of the diamond on that side."""
        middle, low = self.left(step) + self.width(step) / 2, start[1]
        if abs(x - middle) < 1:
            return [], start
        side = DIAMOND / 2 if x > middle else -DIAMOND / 2
        return [(middle + side, low - DIAMOND / 2)], (x, low - DIAMOND / 2)

    @property
    def bottom(self) -> float:
        """The end of the lanes."""
        return self.tops[-1] + 2

    @property
    def total_width(self) -> float:
        """The right end of the last lane."""
        return self.lefts[-1]


def _simple(points: list[Place]) -> tuple[Place, ...]:
    """Corners without those that lie on a line, or on one another."""
    kept: list[Place] = []
    for at in points:
        if kept and abs(kept[-1][0] - at[0]) < 0.01 and abs(kept[-1][1] - at[1]) < 0.01:
            continue
        kept.append(at)
    return tuple(
        at
        for k, at in enumerate(kept)
        if k in (0, len(kept) - 1) or not _on_a_line(kept[k - 1], at, kept[k + 1])
    )


def _on_a_line(one: Place, two: Place, three: Place) -> bool:
    return any(abs(one[k] - two[k]) < 0.01 and abs(two[k] - three[k]) < 0.01 for k in (0, 1))
