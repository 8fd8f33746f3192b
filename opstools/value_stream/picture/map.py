"""A value-stream map in three bands: information, material, and the ladder."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.drawing import GREY, INK, WARNING
from ...core.numbers import show
from ...core.sketch import Group, Line, Shape, Sketch, Text, box, fitted, text_width, wrapped
from ..problem import Process, ValueStream
from ..result import Rung, StreamMap
from ..rooms import CONTROL, CUSTOMER, ELECTRONIC, FIFO, PULL, PUSH, SUPPLIER, Inventory
from .icons import icon
from .layout import (
    BODY,
    BURST,
    CONTROL_H,
    CONTROL_W,
    FACTORY_H,
    FACTORY_W,
    GAP,
    HEAD,
    LADDER,
    LINE,
    PAD,
    SIZE,
    SMALL,
    Layout,
)

DROP = 30.0  # beside improvements, where schedules come down
FLASH_AT = 0.85  # of the longest stretch, where no words stand
ZIGZAG = ((-5, 0), (2, 4), (-2, -4), (5, 0))  # the flash of electronic information


def map_sketch(
    stream: ValueStream,
    found: StreamMap | None = None,
    *,
    processes: int | None = None,
    rungs: tuple[Rung, ...] = (),
) -> Sketch:
    """The map; `processes` are drawn from the first on, `rungs` of the ladder are worked out."""
    layout = Layout(stream)
    shown = stream.processes if processes is None else stream.processes[:processes]
    shapes: list[Shape] = [*_outside(layout), *_messages(layout)]
    for each in shown:
        shapes.append(_process(layout, each, found))
        shapes += _bursts(layout, each)
    names = {each.name for each in shown} | (
        {CUSTOMER} if len(shown) == len(stream.processes) else set()
    )
    shapes += [_waiting(layout, each) for each in stream.inventories if each.before in names]
    shapes += _flows(layout, names)
    shapes += _ladder(layout, found, rungs) if found else []
    height = layout.y_ladder + (LADDER if found else 0) + PAD
    described = found.headline if found else stream.headline
    return Sketch(layout.total_width, height, stream.title, described, tuple(shapes))


def _outside(layout: Layout) -> Iterator[Shape]:
    """Supplier, production control, customer, and the shipments between."""
    stream, y, width = layout.stream, layout.y_information, layout.total_width
    x_right, x_mid = width - PAD - FACTORY_W, (width - CONTROL_W) / 2
    for name, x in ((stream.supplier, PAD), (stream.customer, x_right)):
        words = [
            Text((x + FACTORY_W / 2, y + 0.62 * FACTORY_H + 9 * k), line, SIZE, "center")
            for k, line in enumerate(wrapped(name, FACTORY_W - 6, SIZE, 2))
        ]
        yield Group(name, (icon("factory", x, y, FACTORY_W, FACTORY_H), *words))
    demand = f"{show(stream.demand, stream.unit)} a day"
    yield Text((width - PAD, y + FACTORY_H + 8), demand, SMALL, "right")
    words = [
        Text(
            (x_mid + CONTROL_W / 2, y + 0.62 * CONTROL_H + 10 * k), line, SIZE, "center", bold=True
        )
        for k, line in enumerate(wrapped(stream.control, CONTROL_W - 10, SIZE, 2))
    ]
    yield Group(
        stream.control, (icon("production control", x_mid, y, CONTROL_W, CONTROL_H), *words)
    )
    yield from _shipments(layout)


def _shipments(layout: Layout) -> Iterator[Shape]:
    """Broad arrows down from the supplier and up to the customer, with their lorries."""
    stream, width = layout.stream, layout.total_width
    top, low = layout.y_information + FACTORY_H, layout.y_material + HEAD / 2
    for x, text, up in (
        (PAD + 22, stream.shipments[0], False),
        (width - PAD - 22, stream.shipments[1], True),
    ):
        y0, y1 = (low, top + 14) if up else (top + 4, low)
        yield Line(((x, y0), (x, y1)), thick=3.0, arrow=True)
        mid = (top + low) / 2 + 6
        side = -46.0 if up else 8.0
        yield icon("truck", x + side, mid - 13, 38, 26, f"shipments {text}".strip())
        if text:
            for k, line in enumerate(wrapped(text, 58, SMALL, 3)):
                yield Text((x + side + 19, mid + 19 + 9 * k), line, SMALL, "center")


def _messages(layout: Layout) -> Iterator[Shape]:
    """Orthogonal lines: straight ones by hand, ones with a flash electronic."""
    y = layout.y_information + 12
    for k, each in enumerate(layout.messages):
        points, at, ha = _route(layout, each.source, each.target, k, y)
        if each.kind == ELECTRONIC:
            points = _with_flash(points)
        words = fitted(each.text, 150, SMALL)
        title = f"{each.source} to {each.target}: {each.text or 'information'}, {each.kind}"
        yield Group(
            title,
            (
                Line(points, GREY if each.kind == ELECTRONIC else INK, 1.0, arrow=True),
                Text(at, words, SMALL, ha, "bottom"),
            ),
        )


def _route(
    layout: Layout, source: str, target: str, number: int, y: float
) -> tuple[tuple[tuple[float, float], ...], tuple[float, float], str]:
    """The corners of a message, and where its words stand."""
    width = layout.total_width
    left, right = (width - CONTROL_W) / 2, (width + CONTROL_W) / 2
    sides = {CUSTOMER: (width - PAD - FACTORY_W, right), SUPPLIER: (PAD + FACTORY_W, left)}
    ends = {source, target}
    lift = 14.0 * sum({e.source, e.target} == ends for e in layout.messages[:number])
    for other, (outer, inner) in sides.items():
        if ends == {CONTROL, other}:
            xs = (outer, inner) if source == other else (inner, outer)
            points = tuple((x, y + lift) for x in xs)
            return points, ((outer + inner) / 2, y + lift - 4.5), "center"
    process = target if target in layout.xs else source
    bus = layout.y_buses.get(str(number), layout.y_material - 20)
    index = list(layout.xs).index(process) if process in layout.xs else 0
    drop = layout.xs.get(process, left) + 14 + 5 * (number % 4)
    start = left + 12 + (right - left - 24) * (index + 1) / (len(layout.xs) + 1)
    base = layout.y_of(process) if process in layout.xs else layout.y_material
    points = ((start, layout.y_information + CONTROL_H), (start, bus), (drop, bus), (drop, base))
    points = points if target == process else points[::-1]
    room = abs(start - drop) > text_width(layout.messages[number].text, SMALL) + 8
    beside = (drop < start) == room  # the words stand on the line, or beyond its end
    return points, (drop + (4 if beside else -4), bus - 1.5), "left" if beside else "right"


def _with_flash(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """A flash in the longest stretch."""
    k = max(
        range(len(points) - 1),
        key=lambda i: abs(points[i][0] - points[i + 1][0]) + abs(points[i][1] - points[i + 1][1]),
    )
    (x0, y0), (x1, y1) = points[k], points[k + 1]
    mx, my = x0 + FLASH_AT * (x1 - x0), y0 + FLASH_AT * (y1 - y0)
    if abs(x1 - x0) > abs(y1 - y0):
        d = 1.0 if x1 > x0 else -1.0
        flash = tuple((mx + d * dx, my + dy) for dx, dy in ZIGZAG)
    else:
        d = 1.0 if y1 > y0 else -1.0
        flash = tuple((mx + dy, my + d * dx) for dx, dy in ZIGZAG)
    return (*points[: k + 1], *flash, *points[k + 1 :])


def _process(layout: Layout, each: Process, found: StreamMap | None) -> Group:
    """A process box with its operators, and its data box."""
    x, y, w = layout.xs[each.name], layout.y_of(each.name), layout.width(each)
    above = found is not None and float(each.cycle_time) > float(found.takt)
    shapes: list[Shape] = [box(x, y, w, HEAD + BODY, fill="white", thick=1.2)]
    lines = layout.head(each)
    for k, line in enumerate(lines):
        at = (x + w / 2, y + HEAD / 2 + (k - (len(lines) - 1) / 2) * 9)
        shapes.append(Text(at, line, SIZE, "center", bold=True))
    shapes.append(Line(((x, y + HEAD), (x + w, y + HEAD))))
    people = show(each.operators, "operators")
    shapes.append(icon("operator", x + 6, y + HEAD + 4, 20, 17, people))
    shapes.append(Text((x + 32, y + HEAD + BODY / 2), f"{show(each.operators)}", SIZE))
    if layout.stream.pacemaker == each.name:
        shapes.append(icon("pacemaker", x + w - 22, y + HEAD + 4, 15, 18, "pacemaker"))
    rows = layout.rows(each)
    top = y + HEAD + BODY
    shapes.append(box(x, top, w, LINE * len(rows), fill="white"))
    for k, row in enumerate(rows):
        late = above and k == 0
        colour = WARNING if late else INK
        shapes.append(Text((x + 5, top + LINE * (k + 0.5)), row, SMALL, color=colour, bold=late))
        shapes.append(Line(((x, top + LINE * k), (x + w, top + LINE * k)), GREY, 0.5))
    return Group(f"{each.name}: {', '.join(rows)}", tuple(shapes))


def _bursts(layout: Layout, process: Process) -> Iterator[Shape]:
    """Improvements and further icons above a process."""
    stream, name = layout.stream, process.name
    x, y = layout.xs[name], layout.y_of(name) - BURST - 4
    wide = layout.width(process) + GAP - 14 - DROP
    here = [each for each in stream.kaizen if each.at == name]
    part = wide / max(1, len(here))
    for k, each in enumerate(here):
        left = x + DROP + k * part
        words = wrapped(each.text, part - 24, SMALL, 2)
        texts = [
            Text(
                (left + part / 2 - 2, y + BURST / 2 + (n - (len(words) - 1) / 2) * 9),
                word,
                SMALL,
                "center",
            )
            for n, word in enumerate(words)
        ]
        yield Group(
            f"{each.text} ({each.waste})", (icon("kaizen burst", left, y, part - 4, BURST), *texts)
        )
    others = [kind for at, kind in stream.icons if at == name]
    for k, kind in enumerate(others if not here else []):
        yield icon(kind, x + DROP + 34.0 * k, y + 8, 28, 28)


def _waiting(layout: Layout, each: Inventory) -> Group:
    """What waits: a triangle, a supermarket, a FIFO lane, with its amount below."""
    mid, y = layout.before(each.before)
    stream = layout.stream
    told = show(each.pieces) if each.pieces is not None else show(each.days or 0, "day")
    told = told if each.time is None else show(each.time, stream.time_unit)
    words = [Text((mid, y + 36), told, SMALL, "center")]
    lines = wrapped(each.note, GAP - 2, SMALL, 2) if each.note else []
    told = f"{told}, {each.note}" if each.note else told
    if each.flow == FIFO:
        most = (
            [Text((mid, y + 45), f"max. {show(each.maximum)}", SMALL, "center")]
            if each.maximum
            else []
        )
        shape = icon("fifo lane", mid - 23, y + 8, 46, 20)
        words += most + _under(mid, y + 45 + 9 * len(most), lines)
        return Group(f"FIFO lane before {each.before}: {told}", (shape, *words))
    kinds = {"supermarket": "supermarket", "buffer": "buffer stock", "safety": "safety stock"}
    shape = icon(kinds.get(each.kind, "inventory"), mid - 13, y + 2, 26, 26)
    if each.pieces is not None:
        words.append(Text((mid, y + 45), fitted(stream.unit, GAP - 4, SMALL), SMALL, "center"))
    words += _under(mid, y + 45 + 9 * (each.pieces is not None), lines)
    return Group(f"{each.kind} before {each.before}: {told}", (shape, *words))


def _under(mid: float, y: float, lines: list[str]) -> list[Text]:
    """Lines of a note below what waits."""
    return [Text((mid, y + 9 * k), line, SMALL, "center") for k, line in enumerate(lines)]


def _flows(layout: Layout, names: set[str]) -> Iterator[Shape]:
    """How material comes to each process: pushed, in a lane, or pulled; branches by a bent line."""
    stream = layout.stream
    for chain in (layout.main, *layout.branches):
        for target in (each.name for each in chain[1:] if each.name in names):
            yield from _arrow(layout, target)
    if CUSTOMER in names:
        yield from _arrow(layout, CUSTOMER)
    for chain in layout.branches:
        last, target = chain[-1].name, stream.ways[chain[-1].name]
        if target in names and last in names:
            x0 = layout.xs[last] + layout.width(chain[-1])
            y0, x1 = layout.y_of(last) + HEAD, layout.xs.get(target, layout.right) - 6
            foot = (
                layout.y_of(target) + layout.row_height - 30 - layout.bursts
                if target in layout.xs
                else y0
            )
            yield Line(((x0, y0), (x1 + 20, y0), (x1 + 20, foot)), INK, 1.6, arrow=True)


def _arrow(layout: Layout, target: str) -> Iterator[Shape]:
    """How things come to a place from the one before it in its row; a lane is an arrow itself."""
    inventory = layout.stream.inventory(target)
    flow = inventory.flow if inventory else PUSH
    (mid, _), y = layout.before(target), layout.y_of(target) + 60 + layout.notes
    if flow == PULL:
        yield icon("pull arrow", mid - 14, y, 28, 22, f"pull to {target}")
    elif flow != FIFO:
        yield icon("push arrow", mid - 21, y + 3, 42, 15, f"push to {target}")


def _ladder(layout: Layout, found: StreamMap, rungs: tuple[Rung, ...]) -> Iterator[Shape]:
    """Waiting in days above, working time below, and the sums at the end."""
    stream, y = layout.stream, layout.y_ladder + 12
    low = y + 20
    points: list[tuple[float, float]] = []
    for rung in found.ladder:
        mid, x0, x1 = _rung(layout, rung)
        points += (
            [(mid - GAP / 2, y), (x0, y), (x0, low), (x1, low), (x1, y)]
            if x1 > x0
            else [(mid - GAP / 2, y), (x0, y)]
        )
        if rung in rungs:
            yield Text((mid, y - 2), show(rung.days, "day"), SMALL, "center", "bottom")
            if rung.time:
                yield Text(
                    ((x0 + x1) / 2, low - 2),
                    show(rung.time, stream.time_unit),
                    SMALL,
                    "center",
                    "bottom",
                )
    yield Group("Ladder: waiting above, work below", (Line(tuple(points), INK, 1.3),))
    if len(rungs) == len(found.ladder):
        x = layout.right + 4
        sums = (
            f"lead time {show(found.lead_time, 'day')}",
            f"work {show(found.processing_time, stream.time_unit)}",
        )
        for k, text in enumerate(sums):
            yield Text((x, y - 6 + 13 * k), text, SIZE, bold=True)
        takt = f"takt {show(found.takt, stream.time_unit)}"
        yield Text((x, y + 20), takt, SIZE)


def _rung(layout: Layout, rung: Rung) -> tuple[float, float, float]:
    """The middle of what waits, and the left and right end of the process after it."""
    if rung.place == CUSTOMER:
        return layout.right - GAP / 2, layout.right, layout.right
    x = layout.xs[rung.place]
    width = layout.width(next(each for each in layout.stream.processes if each.name == rung.place))
    return x - GAP / 2, x, x + width
