"""The responsibility table as a picture: letters in shaded cells, faulty rows and roles marked."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.drawing import GREY, PALE, WARNING
from ...core.sketch import Group, Shape, Sketch, Text, box, text_width, wrapped
from ..checks import Finding
from ..problem import ProcessMap
from .grid import LINE, PAD, SIZE, SMALL

NAMES, CELL = 190.0, 52.0  # room for names of steps; the narrowest column
ROW = 18.0
SHADES = {
    "A": "#6FA8DC",
    "R": "#B6D7F2",
    "C": "#E9EEF3",
    "I": "white",
}  # darker: more to answer for
TALLY = "R {R}  A {A}"


def heat_map(
    process: ProcessMap,
    cells: Sequence[Sequence[str]],
    findings: Sequence[Finding],
    *,
    shown: int | None = None,
) -> Sketch:
    """Steps down, roles across; a ! beside what has a fault, and below how much each role has."""
    roles = [each.name for each in process.roles]
    steps = [each.name for each in process.steps]
    wide = min(NAMES, max(text_width(each, SIZE) for each in steps) + 12)
    heads = [wrapped(each, 72, SIZE, 3) for each in roles]
    columns = [max(CELL, *(text_width(line, SIZE, bold=True) + 8 for line in h)) for h in heads]
    lefts = [PAD + wide + 14 + sum(columns[:k]) for k in range(len(columns) + 1)]
    lines = [wrapped(each, wide - 8, SIZE, 3) for each in steps]
    heights = [max(ROW, LINE * len(each) + 6) for each in lines]
    top = PAD + LINE * (1 + max(map(len, heads))) + 12
    tops = [top + sum(heights[:k]) for k in range(len(heights) + 1)]
    faulty = {each.place.partition(",")[0] for each in findings}
    shapes: list[Shape] = []
    for k, (role, head) in enumerate(zip(roles, heads, strict=True)):
        shapes.append(_head(role, head, lefts[k], columns[k], top, f"role {role}" in faulty))
    for i in range(len(steps) if shown is None else shown):
        mark = f"step {steps[i]}" in faulty
        shapes.append(_row(steps[i], lines[i], tops[i], heights[i], PAD + wide, mark))
        for k, role in enumerate(roles):
            place = lefts[k], tops[i], columns[k], heights[i]
            shapes.append(_cell(f"{steps[i]}, {role}", cells[i][k], place))
    if shown is None or shown == len(steps):
        for k in range(len(roles)):
            letters = "".join(row[k] for row in cells)
            tally = TALLY.format(R=letters.count("R"), A=letters.count("A"))
            at = (lefts[k] + columns[k] / 2, tops[-1] + 10)
            shapes.append(Text(at, tally, SMALL, "center", color="#444444"))
    legend = "R does it, A answers for it, C is consulted, I is informed"
    legend += "; ! has a fault" if findings else ""
    shapes.append(Text((PAD, tops[-1] + 26), legend, SMALL))
    width = max(lefts[-1], PAD + text_width(legend, SMALL)) + PAD
    title = f"{process.title}: who does what"
    told = f"{len(steps)} steps by {len(roles)} roles, {len(findings)} faults."
    return Sketch(width, tops[-1] + 26 + PAD, title, told, tuple(shapes))


def _head(role: str, lines: list[str], x: float, w: float, top: float, faulty: bool) -> Group:
    words = [
        Text((x + w / 2, top - 6 - LINE * (len(lines) - k - 0.5)), line, SIZE, "center", bold=True)
        for k, line in enumerate(lines)
    ]
    mark = Text((x + w - 5, top - 4 - LINE / 2), "!", SIZE, "center", bold=True, color=WARNING)
    return Group(role, (*words, *([_raised(mark, words)] if faulty else [])))


def _raised(mark: Text, words: list[Text]) -> Text:
    """Above the words, where the mark covers none."""
    return Text((mark.at[0], min(each.at[1] for each in words) - LINE), mark.text, SIZE, "center",
                bold=True, color=WARNING)  # fmt: skip


def _row(step: str, lines: list[str], y: float, h: float, right: float, faulty: bool) -> Group:
    middle = y + h / 2
    words: list[Shape] = [
        Text((right - 4, middle + LINE * (k - (len(lines) - 1) / 2)), line, SIZE, "right")
        for k, line in enumerate(lines)
    ]
    if faulty:
        words.append(Text((right + 6, middle), "!", SIZE, "center", bold=True, color=WARNING))
    return Group(step, tuple(words))


def _cell(title: str, letters: str, place: tuple[float, float, float, float]) -> Group:
    x, y, w, h = place
    shade = next((SHADES[mark] for mark in "ARCI" if mark in letters), PALE)
    looks = {"fill": shade if letters else "white", "edge": GREY, "thick": 0.5}
    shapes: list[Shape] = [box(x, y, w, h, **looks)]
    if letters:
        bold = bool(set(letters) & {"R", "A"})
        shapes.append(Text((x + w / 2, y + h / 2), letters, SIZE + 1, "center", bold=bold))
    return Group(f"{title}: {letters or 'nothing'}", tuple(shapes))
