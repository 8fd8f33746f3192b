"""The swimlane diagram: one sketch, drawn by matplotlib or written as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, PALE, WARNING, fill
from ...core.numbers import count, exact, show
from ...core.sketch import Circle, Group, Line, Shape, Sketch, Text, box, text_width
from ..problem import DOCUMENT, NECESSARY, TASK, VALUE, WASTE, ProcessMap, Step
from ..records import ESCALATION, INFORMATION, PULL, PUSH, Flow
from .grid import HEAD, LINE, NOTE, PAD, SIZE, SMALL, WAVE
from .layout import Layout
from .routes import Route
from .shapes import bar_above, bar_below, diamond, end_mark, start_mark, step_shape

if TYPE_CHECKING:
    from ..result import Figures, MapKnown

STRONG, USUAL = 2.2, 0.9
LEGEND = 15.0  # a row of it
SAMPLE = 26.0
COLOURS = {PUSH: INK, PULL: INK, INFORMATION: GREY, ESCALATION: WARNING}


def diagram(
    process: ProcessMap,
    *,
    shown: int | None = None,
    found: Figures | None = None,
    known: MapKnown | None = None,
) -> Sketch:
    """The map with its first steps (all of them without `shown`), and figures that are known.

    The places are the same whatever is shown of them.
    """
    layout = Layout(process, _notes(process, found), _heads(process, found))
    names = [each.name for each in process.steps[:shown]]
    path = known.path if known else ()
    shapes: list[Shape] = [*_lanes(layout, known)]
    for route in layout.routes.found:
        if {route.flow.source, route.flow.target} <= set(names):
            shapes.append(_flow(layout, route, path))
    shapes += [_step(layout, each, found, known) for each in names]
    legend, height = _legend(layout)
    shapes += legend
    described = f"{process.headline} {' '.join(_told(process))}"
    return Sketch(layout.total_width + PAD, height + PAD, process.title, described, tuple(shapes))


def _told(process: ProcessMap) -> Iterator[str]:
    """The flows in words."""
    for flow in process.flows:
        share = "" if flow.probability is None else f" ({show(exact(flow.probability), '%')})"
        yield f"{flow.source} → {flow.target}{share}."


def _notes(process: ProcessMap, found: Figures | None) -> dict[str, str]:
    """The small line below a name: its time, and with figures its visits."""
    notes = {each.name: _times(process, each) for each in process.steps}
    for name, visits in found.visits.items() if found else ():
        if visits != 1:
            notes[name] = f"{show(visits)} × {notes[name]}".strip()
    return notes


def _times(process: ProcessMap, step: Step) -> str:
    """The time of a step and its wait, as far as it has them."""
    words = [show(step.time, process.time_unit)] if exact(step.time) else []
    return " ".join([*words, f"(+ {show(step.wait)} wait)"] if exact(step.wait) else words)


def _heads(process: ProcessMap, found: Figures | None) -> dict[str, str]:
    """The small line in the head of a lane: staff, and with figures how much of it is used."""
    used = {each.name: each for each in found.loads} if found else {}
    heads = {}
    for lane in process.lanes:
        hands = process.hands(lane)
        words = [count(hands, "person", "people")] if hands else []
        if lane in used and used[lane].utilisation is not None:
            words.append(show(exact(used[lane].utilisation or 0), "%"))
        heads[lane] = ", ".join(words)
    return heads


def _lanes(layout: Layout, known: MapKnown | None) -> Iterator[Shape]:
    """Frames and heads; the bottleneck's head is filled and named."""
    top, low = PAD, layout.bottom
    for k, name in enumerate(layout.grid.lanes):
        x, right = layout.lefts[k], layout.lefts[k + 1]
        slow = known is not None and name != "" and name == known.bottleneck
        shapes: list[Shape] = [
            box(x, top, right - x, low - top, edge=GREY, thick=0.6),
            box(x, top, right - x, layout.head_height, fill=fill(7) if slow else PALE, edge=GREY,
                thick=2.0 if slow else 0.6),
        ]  # fmt: skip
        y = top + 9
        for line in layout.head_lines(k):
            shapes.append(Text(((x + right) / 2, y), line, HEAD, "center", bold=True))
            y += 11
        told = known is not None and name in known.loads
        note = layout.heads.get(name, "")
        if note and known is not None and not told:
            note = note.split(", ")[0] if "%" not in note.split(", ")[0] else ""
        shapes.append(Text(((x + right) / 2, y), note, SMALL, "center", color=INK))
        title = f"{name or 'nobody'}: {note}" + (", the bottleneck" if slow else "")
        yield Group(title, tuple(shapes))


def _step(layout: Layout, name: str, found: Figures | None, known: MapKnown | None) -> Group:
    """A box with its name and note, and what stands above and below it."""
    process = layout.grid.process
    step, net = process.step(name), process.network
    x, y, h = layout.box_left(name), layout.top(name), layout.height(name)
    w = layout.grid.box_width(name)
    strong = known is not None and name in known.path
    shapes = list(step_shape(step.shape, step.kind, x, y, w, h, strong=strong))
    if name in net.joins:
        shapes += bar_above(x, w, y)
    if layout.grid.exit(name) == "diamond":
        shapes.append(diamond(x + w / 2, y + h))
    elif layout.grid.exit(name) == "bar":
        shapes += bar_below(layout.left(name), layout.width(name), y + h)
    lines, note = layout.grid.name_lines(name), _note(layout, name, found, known)
    room = LINE * len(lines) + NOTE * bool(layout.grid.notes.get(name))
    at = y + (h - room - WAVE * (step.shape == DOCUMENT)) / 2 + LINE / 2
    for line in lines:
        shapes.append(Text((x + w / 2, at), line, SIZE, "center"))
        at += LINE
    shapes.append(Text((x + w / 2, at - 0.5), note, SMALL, "center", color="#444444"))
    if process.flows and name in net.starts:
        shapes += start_mark(x, y)
    if process.flows and name in net.ends and name in net.reached:
        shapes += end_mark(x + w, y + h)
    title = f"{name} ({step.lane or 'nobody'}, {step.kind}{f', {note}' if note else ''})"
    return Group(title, tuple(shapes))


def _note(layout: Layout, name: str, found: Figures | None, known: MapKnown | None) -> str:
    """The small line of a step: its visits only where they are known by now."""
    if found and known is not None and name not in known.visits:
        return _times(layout.grid.process, layout.grid.process.step(name))
    return layout.grid.notes[name]


def _flow(layout: Layout, route: Route, path: tuple[str, ...]) -> Group:
    """A line with its head, its label beside where it leaves."""
    flow, grid = route.flow, layout.grid
    strong = any((flow.source, flow.target) == pair for pair in pairwise(path))
    dashed = flow.kind in (INFORMATION, ESCALATION)
    line = Line(layout.points(route), COLOURS[flow.kind], STRONG if strong else USUAL, dashed,
                arrow=True)  # fmt: skip
    shapes: list[Shape] = [line]
    x = layout.x_leave(route)
    y = max(layout.y_leave(flow.source), layout.top(flow.source) + layout.height(flow.source))
    if flow.kind == PULL:
        shapes.append(Circle((x, y + 3.4), 2.6, fill="white"))
    ha, level = _label_side(grid.out[flow.source], flow, grid.ports)
    lines = grid.label(flow)
    if level:
        others = [len(grid.label(each)) for each in grid.out[flow.source] if each is not flow]
        y += NOTE * max(others, default=0)
    for k, word in enumerate(lines):
        at = (x + (3.5 if ha == "left" else -3.5), y + 8 + NOTE * k)
        shapes.append(Text(at, word, SMALL, ha, color=COLOURS[flow.kind]))
    words = " ".join(lines)
    return Group(f"{flow.source} to {flow.target}: {words or flow.kind}", tuple(shapes))


def _label_side(
    ways: list[Flow], flow: Flow, ports: dict[tuple[str, str], float]
) -> tuple[str, int]:
    """On which side of its line a label stands; of three the middle one stands lower."""
    share, number = ports[flow.source, flow.target], len(ways)
    others = [ports[e.source, e.target] for e in ways if e is not flow]
    if number == 2 and share == 0.5:
        return ("right" if others[0] > share else "left"), 0
    if number == 3 and share == 0.5:
        return "left", 1
    return ("right" if number in (2, 3) and share > 0.5 else "left"), 0


def _legend(layout: Layout) -> tuple[list[Shape], float]:
    """What the signs of this map mean, in rows below it."""
    process, shapes = layout.grid.process, list[Shape]()
    x, y = PAD, layout.bottom + LEGEND
    for words, sample in _signs(process):
        wide = SAMPLE + text_width(words, SMALL) + 14
        if x > PAD and x + wide > layout.total_width:
            x, y = PAD, y + LEGEND
        shapes += [*_sample(sample, x, y), Text((x + SAMPLE, y), words, SMALL)]
        x += wide
    return shapes, y + LEGEND / 2


def _signs(process: ProcessMap) -> Iterator[tuple[str, str]]:
    kinds = {each.kind for each in process.steps}
    for kind, words in ((VALUE, "adds value"), (NECESSARY, "necessary"), (WASTE, "waste")):
        if kind in kinds:
            yield words, kind
    if not process.flows:
        return
    flows = {each.kind for each in process.flows}
    for kind in (PUSH, PULL, INFORMATION, ESCALATION):
        if kind in flows:
            yield kind, kind
    net = process.network
    if any(net.is_decision(each) for each in net.names):
        yield "decision", "diamond"
    if any(net.is_split(each) for each in net.names):
        yield "side by side", "bar"
    yield "start", "start"
    yield "end", "end"


def _sample(sign: str, x: float, y: float) -> tuple[Shape, ...]:
    middle = x + 10
    if sign in (VALUE, NECESSARY, WASTE):
        return step_shape(TASK, sign, x, y - 5, 20, 10)
    if sign == "diamond":
        r = 5.0
        points = Line(((middle, y - r), (middle + r, y), (middle, y + r), (middle - r, y),
                       (middle, y - r)), thick=1.1)  # fmt: skip
        return (points,)
    if sign == "bar":
        return (box(x, y - 2, 20, 4, fill=INK),)
    if sign == "start":
        return start_mark(middle, y)
    if sign == "end":
        return end_mark(middle, y)
    line = Line(((x, y), (x + 20, y)), COLOURS[sign], USUAL, sign in (INFORMATION, ESCALATION),
                arrow=True)  # fmt: skip
    return (line, Circle((x + 4, y), 2.6, fill="white")) if sign == PULL else (line,)
