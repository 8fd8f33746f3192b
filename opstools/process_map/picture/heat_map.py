"""The responsibility table as a picture: letters in shaded cells, faulty rows and roles marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ...core.drawing import GREY, PALE, WARNING
from ...core.numbers import count
from ...core.sketch import Group, Shape, Sketch, Text, box, text_width, wrapped
from ..checks import Finding
from ..problem import ProcessMap
from .grid import LINE, PAD, SIZE, SMALL

NAMES, CELL = 190.0, 52.0  # room for names of steps; the narrowest column
ROW = 18.0
# Darker: more to answer for.
SHADES = {"A": "#6FA8DC", "R": "#B6D7F2", "C": "#E9EEF3", "I": "white"}
TALLY = "R {R}  A {A}"
Ends = tuple[float, float]  # where a column or a row begins and ends


def heat_map(
    process: ProcessMap,
    cells: Sequence[Sequence[str]],
    findings: Sequence[Finding],
    *,
    shown: int | None = None,
) -> Sketch:
    """Steps down, roles across; a ! beside what has a fault, and below how much each role has."""
    at = Places(process)
    faulty = {each.place.partition(",")[0] for each in findings}
    shapes: list[Shape] = []
    for role, across in at.across.items():
        shapes.append(_head(role, across, at.top, f"role {role}" in faulty))
    for (step, down), row in list(zip(at.down.items(), cells, strict=True))[:shown]:
        shapes.append(_row(step, at.names, down, f"step {step}" in faulty))
        for (role, across), letters in zip(at.across.items(), row, strict=True):
            shapes.append(_cell(f"{step}, {role}", letters, across, down))
    if shown is None or shown == len(cells):
        columns = zip(at.across.values(), zip(*cells, strict=True), strict=True)
        shapes += [_tally(column, across, at.low) for across, column in columns]
    legend = "R does it, A answers for it, C is consulted, I is informed"
    legend += "; ! has a fault" if findings else ""
    shapes.append(Text((PAD, at.low + 26), legend, SMALL))
    width = max(at.right, PAD + text_width(legend, SMALL)) + PAD
    title = f"{process.title}: who does what"
    told = f"{count(len(cells), 'step')} by {count(len(at.across), 'role')}"
    told += f", {count(len(findings), 'fault')}."
    return Sketch(width, at.low + 26 + PAD, title, told, tuple(shapes))


class Places:
    """Where columns and rows begin and end: as wide and as high as their names need."""

    def __init__(self, process: ProcessMap) -> None:
        steps = [each.name for each in process.steps]
        heads = {each.name: _in_lines(each.name) for each in process.roles}
        self.names = min(NAMES, max(text_width(each, SIZE) for each in steps) + 12)
        self.top = PAD + LINE * (1 + max(map(len, heads.values()), default=0)) + 12
        widths = (
            max(CELL, *(text_width(line, SIZE, bold=True) + 8 for line in lines))
            for lines in heads.values()
        )
        heights = (max(ROW, LINE * len(_in_lines(each, self.names - 8)) + 6) for each in steps)
        lefts = list(accumulate(widths, initial=PAD + self.names + 14))
        tops = list(accumulate(heights, initial=self.top))
        self.across = dict(zip(heads, pairwise(lefts), strict=True))
        self.down = dict(zip(steps, pairwise(tops), strict=True))
        self.right, self.low = lefts[-1], tops[-1]


def _in_lines(name: str, room: float = 72.0) -> list[str]:
    return wrapped(name, room, SIZE, 3)


def _head(role: str, across: Ends, top: float, faulty: bool) -> Group:
    """The name of a role above its column; a ! above the name where something is wrong."""
    lines, middle = _in_lines(role), sum(across) / 2
    heights = [top - 6 - LINE * (len(lines) - k - 0.5) for k in range(len(lines))]
    words = [
        Text((middle, y), line, SIZE, "center", bold=True)
        for line, y in zip(lines, heights, strict=True)
    ]
    if faulty:
        at = (across[1] - 5, heights[0] - LINE)
        words.append(Text(at, "!", SIZE, "center", bold=True, color=WARNING))
    return Group(role, tuple(words))


def _tally(letters: Sequence[str], across: Ends, low: float) -> Text:
    """How many steps a role does and answers for."""
    told = TALLY.format(**{mark: "".join(letters).count(mark) for mark in "RA"})
    return Text((sum(across) / 2, low + 10), told, SMALL, "center", color="#444444")


def _row(step: str, room: float, down: Ends, faulty: bool) -> Group:
    """The name of a step beside its row, a ! behind it where something is wrong."""
    lines, right, middle = _in_lines(step, room - 8), PAD + room, sum(down) / 2
    words = [
        Text((right - 4, middle + LINE * (k - (len(lines) - 1) / 2)), line, SIZE, "right")
        for k, line in enumerate(lines)
    ]
    if faulty:
        words.append(Text((right + 6, middle), "!", SIZE, "center", bold=True, color=WARNING))
    return Group(step, tuple(words))


def _cell(title: str, letters: str, across: Ends, down: Ends) -> Group:
    """The letters of one role in one step, the darker the more it has to answer for."""
    (x, right), (y, low) = across, down
    shade = next((SHADES[mark] for mark in "ARCI" if mark in letters), PALE)
    looks = {"fill": shade if letters else "white", "edge": GREY, "thick": 0.5}
    shapes: list[Shape] = [box(x, y, right - x, low - y, **looks)]
    if letters:
        bold = bool(set(letters) & {"R", "A"})
        shapes.append(
            Text(((x + right) / 2, (y + low) / 2), letters, SIZE + 1, "center", bold=bold)
        )
    return Group(f"{title}: {letters or 'nothing'}", tuple(shapes))
