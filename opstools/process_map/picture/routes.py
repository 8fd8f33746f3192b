"""How flows run on the grid: down, across a channel between rows, down again; never through boxes.

Every vertical stretch in a lane is noted with the channels it passes, so that no two flows lie on
each other; stretches across a channel get a track of their own, and what cannot go through free
places of a lane goes along the gutter at its left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..records import Flow
from .grid import Grid

APART = 6.0  # that lines keep from each other
TRIES = (0.5, 0.32, 0.68, 0.18, 0.82, 0.41, 0.59, 0.25, 0.75, 0.11, 0.89, 0.06, 0.94)
GUTTER = 9.0  # of a lane without wires
TRACK = 7.0
Tracks = list[list[tuple[float, float]]]  # on each, the stretches that lie there


@dataclass
class Route:
    """One flow: shares of the widths of boxes where it leaves and enters, or a wire of a gutter.

    `first` and `last` are the channels that it leaves into and enters from; `bend` is where it goes
    down between them: "source" or "target" (of whose lane), "gutter", or "" where they are one.
    """

    flow: Flow
    first: int
    last: int
    leave: float
    enter: float = 0.5
    bend: str = ""
    gutter: int = 0  # lane whose left gutter it takes
    wire: int = 0
    tracks: dict[int, int] = field(default_factory=dict)  # channel -> track

    @property
    def straight(self) -> bool:
        """Whether it is one line down."""
        return self.bend == "straight"


class Routes:
    """Routes of all flows of a grid."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.lines: dict[int, list[tuple[float, int, int, Flow]]] = {}
        self.found = [self._begin(flow) for flow in grid.process.flows]
        for route in self.found:
            self._note(route, grid.lane[route.flow.source], route.leave, route.first, route.first)
        for route in sorted(self.found, key=self._order):
            self._lead(route)
        self.wires = self._assign_wires()

    def _begin(self, flow: Flow) -> Route:
        grid = self.grid
        first, last = grid.row[flow.source] + 1, grid.row[flow.target]
        return Route(flow, first, last, grid.ports[flow.source, flow.target])

    def _order(self, route: Route) -> tuple[bool, int]:
        grid, flow = self.grid, route.flow
        same = grid.lane[flow.source] == grid.lane[flow.target]
        return not (same and route.first == route.last), abs(route.last - route.first)

    def _lead(self, route: Route) -> None:
        grid, flow = self.grid, route.flow
        here, there = grid.lane[flow.source], grid.lane[flow.target]
        down = route.last >= route.first
        same = down and here == there and self._clear(here, route)
        free = self._free(route, here, route.leave, route.first, route.last)
        if same and free and self._hits(flow.target, route.leave):
            route.bend, route.enter = "straight", route.leave
            self._note(route, here, route.leave, route.first, route.last)
            return
        if route.first == route.last:
            self._enter(route, there, route.last, route.last)
            return
        to = route.first, route.last
        if down and self._clear(there, route) and self._enter(route, there, *to):
            route.bend = "target"
            return
        if down and self._clear(here, route) and free:
            route.bend = "source"
            self._note(route, here, route.leave, route.first, route.last)
        else:
            route.bend = "gutter"
            route.gutter = there + 1 if here > there and there + 1 < len(grid.lanes) else there
        self._enter(route, there, route.last, route.last, sure=True)

    def _hits(self, step: str, share: float) -> bool:
        """Whether a line down meets a box, and not its corner."""
        width = self.grid.widths[self.grid.lane[step]]
        return abs(share - 0.5) * width <= self.grid.box_width(step) / 2 - APART

    def _clear(self, lane: int, route: Route) -> bool:
        return all(self.grid.at(lane, row) is None for row in range(route.first, route.last))

    def _free(self, route: Route, lane: int, share: float, first: int, last: int) -> bool:
        """Whether nothing else runs there; what leads to the same place may."""
        width = self.grid.widths[lane]
        return not any(
            flow is not route.flow
            and abs(other - share) * width < APART
            and begin <= last
            and first <= end
            for other, begin, end, flow in self.lines.get(lane, ())
        )

    def _enter(self, route: Route, lane: int, first: int, last: int, *, sure: bool = False) -> bool:
        """Choose where to enter the target, on the side that the flow comes from."""
        here = self.grid.lane[route.flow.source]
        left = here < lane or route.bend == "gutter"
        alone = sum(each.flow.target == route.flow.target for each in self.found) == 1
        wanted = 0.5 if alone else 0.32 if left else 0.68
        part = self.grid.box_width(route.flow.target) / self.grid.widths[lane]
        tries = [
            0.5 + (share - 0.5) * part
            for share in sorted(TRIES, key=lambda share: abs(share - wanted))
        ]
        for share in tries:
            if self._free(route, lane, share, first, last):
                route.enter = share
                self._note(route, lane, share, first, last)
                return True
        sure = sure or first == last
        if sure:  # crowded: enter where somebody else does
            route.enter = tries[0]
        return sure

    def _note(self, route: Route, lane: int, share: float, first: int, last: int) -> None:
        self.lines.setdefault(lane, []).append((share, first, last, route.flow))

    def _assign_wires(self) -> dict[int, int]:
        """Gutter -> how many wires run in it side by side."""
        taken: dict[int, Tracks] = {}
        for route in sorted(self.found, key=lambda r: abs(r.last - r.first)):
            if route.bend != "gutter":
                continue
            span = min(route.first, route.last), max(route.first, route.last)
            tracks = taken.setdefault(route.gutter, [])
            route.wire = _place(tracks, span, 0)
        return {gutter: len(tracks) for gutter, tracks in taken.items()}

    def assign_tracks(self, xs: dict[int, list[tuple[Route, float, float]]]) -> dict[int, int]:
        """Channel -> how many tracks its stretches need; each route is told its own."""
        found = {}
        for channel, stretches in xs.items():
            tracks: Tracks = []
            for route, one, other in sorted(stretches, key=lambda each: abs(each[1] - each[2])):
                span = min(one, other), max(one, other)
                route.tracks[channel] = _place(tracks, span, APART)
            found[channel] = len(tracks)
        return found


def _place(tracks: Tracks, span: tuple[float, float], gap: float) -> int:
    """The first track where a stretch overlaps no other."""
    for k, track in enumerate(tracks):
        if all(span[1] + gap < low or high + gap < span[0] for low, high in track):
            track.append(span)
            return k
    tracks.append([span])
    return len(tracks) - 1
