"""Drawings made of simple shapes, from one list as a matplotlib picture and as SVG.

Lengths are points (1/72 inch), x to the right and y down. Texts are measured, so that whoever lays
out a drawing knows how wide they will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from .drawing import INK, inches, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Place = tuple[float, float]
NONE = "none"
ASCENT, DESCENT = 0.76, 0.24  # of the size of a text, above and below its line
CORNERS = 24  # of a circle in a picture
FONTS = "DejaVu Sans, Noto Sans, Arial, Noto Sans CJK SC, sans-serif"


@dataclass(frozen=True)
class Text:
    """Words at a place: `ha` is left, center or right, `va` top, center or bottom of it."""

    at: Place
    text: str
    size: float = 8
    ha: str = "left"
    va: str = "center"
    turned: bool = False  # read from below upwards
    bold: bool = False
    color: str = INK

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        w, h = text_width(self.text, self.size, bold=self.bold), self.size
        if self.turned:
            w, h = h, w
        x = self.at[0] - {"left": 0, "center": w / 2, "right": w}[self.ha]
        y = self.at[1] - {"top": 0, "center": h / 2, "bottom": h}[self.va]
        return x, y, x + w, y + h


@dataclass(frozen=True)
class Line:
    """A line through places; `arrow` gives its end a head."""

    points: tuple[Place, ...]
    color: str = INK
    thick: float = 0.7
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Area:
    """A closed shape through places."""

    points: tuple[Place, ...]
    fill: str = NONE
    edge: str = INK
    thick: float = 0.7


@dataclass(frozen=True)
class Circle:
    """A circle around a place."""

    at: Place
    radius: float
    fill: str = NONE
    edge: str = INK
    thick: float = 0.9


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, with a title for screen readers and for the pointer."""

    title: str
    shapes: tuple[Shape, ...]


Shape = Text | Line | Area | Circle | Group


def box(x: float, y: float, w: float, h: float, **looks: Any) -> Area:
    """A rectangle by its top left corner."""
    return Area(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), **looks)


@dataclass(frozen=True)
class Sketch:
    """A drawing of some width and height with a title and a description in words."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]

    def flat(self) -> Iterator[Text | Line | Area | Circle]:
        """Every shape, groups taken apart."""
        return _flat(self.shapes)

    def texts(self) -> list[Text]:
        """The texts that are not blank."""
        return [each for each in self.flat() if isinstance(each, Text) and each.text.strip()]

    def svg(self) -> str:
        """The drawing as a file of its own, with titles that screen readers read."""
        root = ET.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": "title desc",
            "viewBox": f"0 0 {_n(self.width)} {_n(self.height)}", "width": f"{_n(self.width)}pt",
            "height": f"{_n(self.height)}pt", "font-family": FONTS,
        })  # fmt: skip
        ET.SubElement(root, "title", {"id": "title"}).text = self.title
        ET.SubElement(root, "desc", {"id": "desc"}).text = self.description
        heads = ET.SubElement(ET.SubElement(root, "defs"), "marker", {
            "id": "head", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "6",
            "markerHeight": "6", "orient": "auto-start-reverse",
        })  # fmt: skip
        ET.SubElement(heads, "path", {"d": "M0 0 L8 4 L0 8 z"})
        for each in self.shapes:
            _to_svg(root, each)
        ET.indent(root)
        return ET.tostring(root, encoding="unicode")

    def draw(self, ax: Axes | None) -> Axes:
        """The drawing on axes of matplotlib, or on a figure of its size."""
        from .drawing import axes, style

        with style():
            ax = axes(ax, self.width / 72, self.height / 72 + 0.35)
            runs = groupby((s for s in self.flat() if not isinstance(s, Text)), key=_kind)
            for k, (kind, shapes) in enumerate(runs):
                draw = _draw_areas if kind == "area" else _draw_lines
                draw(ax, list(shapes), 1 + k / 10_000)
            scale = _scale(ax, self)
            for text in self.texts():
                ax.text(*text.at, text.text, size=text.size * scale, ha=text.ha, va=text.va,
                        rotation=90 if text.turned else 0, rotation_mode="default",
                        weight="bold" if text.bold else "normal", color=text.color,
                        zorder=5)  # fmt: skip
            ax.set(xlim=(0, self.width), ylim=(self.height, 0), aspect="equal")
            ax.set_title(self.title)
            ax.set_axis_off()
        return ax


def _flat(shapes: Iterable[Shape]) -> Iterator[Text | Line | Area | Circle]:
    for each in shapes:
        if isinstance(each, Group):
            yield from _flat(each.shapes)
        else:
            yield each


@lru_cache(maxsize=10_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is in points; a Chinese character is as wide as it is high.

    >>> 20 < text_width("house", 8) < 28, text_width("装配", 8)
    (True, 16.0)
    """
    return size * sum(1.0 if width(each) == 2 else _advance(each, bold) for each in text)


@cache
def _advance(letter: str, bold: bool) -> float:
    """The width of a letter, as a share of its size."""
    glyph = _font(bold).load_char(ord(letter))
    return float(glyph.linearHoriAdvance) / 65536 / 100


@cache
def _font(bold: bool) -> Any:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    name = font_manager.FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    font = FT2Font(font_manager.findfont(name))
    font.set_size(100, 72)
    return font


def fitted(text: str, room: float, size: float) -> str:
    """A text, its middle given way until it is no wider than the room."""
    from .drawing import shorten

    columns = width(text)
    while columns > 3 and text_width(short := shorten(text, columns), size) > room:
        columns -= 1
    return short if columns < width(text) else text


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """A text in lines no wider than the room, at most so many; the last one is cut to fit."""
    words = text.split(" ") if " " in text else list(text)
    glue = " " if " " in text else ""
    lines: list[str] = [""]
    for word in words:
        longer = glue.join(filter(None, [lines[-1], word]))
        if text_width(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [*lines[: most - 1], glue.join(lines[most - 1 :])] if len(lines) > most else lines
    return [fitted(line, room, size) for line in kept]


def _scale(ax: Axes, sketch: Sketch) -> float:
    """How much smaller the drawing is on these axes than it was laid out."""
    wide, high = inches(ax)
    return min(1.0, wide * 72 / sketch.width, high * 72 / sketch.height)


def _kind(shape: Line | Area | Circle) -> str:
    """What can be drawn at once, in the order of the drawing."""
    return ("dashed" if shape.dashed else "solid") if isinstance(shape, Line) else "area"


def _draw_lines(ax: Axes, lines: Sequence[Any], order: float) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.patches import FancyArrowPatch

    ax.add_collection(LineCollection(
        [each.points for each in lines], colors=[each.color for each in lines],
        linewidths=[each.thick for each in lines], linestyles="--" if lines[0].dashed else "-",
        zorder=order,
    ))  # fmt: skip
    for each in lines:
        if each.arrow:
            ax.add_patch(FancyArrowPatch(each.points[-2], each.points[-1], arrowstyle="-|>",
                                         mutation_scale=7, color=each.color, linewidth=each.thick,
                                         shrinkA=0, shrinkB=0, zorder=order))  # fmt: skip


def _draw_areas(ax: Axes, areas: Sequence[Any], order: float) -> None:
    from matplotlib.collections import PolyCollection

    ax.add_collection(PolyCollection(
        [_outline(each) for each in areas], facecolors=[each.fill for each in areas],
        edgecolors=[each.edge for each in areas], linewidths=[each.thick for each in areas],
        zorder=order,
    ))  # fmt: skip


def _outline(shape: Area | Circle) -> Sequence[Place]:
    """The corners of a shape; a circle has many."""
    if isinstance(shape, Area):
        return shape.points
    (x, y), r = shape.at, shape.radius
    return [
        (x + r * cos(a), y + r * sin(a)) for a in (2 * pi * k / CORNERS for k in range(CORNERS))
    ]


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _to_svg(parent: Any, shape: Shape) -> None:
    if isinstance(shape, Group):
        group = ET.SubElement(parent, "g")
        ET.SubElement(group, "title").text = shape.title
        for each in shape.shapes:
            _to_svg(group, each)
    elif isinstance(shape, Text):
        _svg_text(parent, shape)
    elif isinstance(shape, Circle):
        x, y = map(_n, shape.at)
        paint = _paint(shape.fill, shape.edge, shape.thick)
        ET.SubElement(parent, "circle", {"cx": x, "cy": y, "r": _n(shape.radius), **paint})
    else:
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
        if isinstance(shape, Area):
            paint = _paint(shape.fill, shape.edge, shape.thick)
            ET.SubElement(parent, "polygon", {"points": points, **paint})
        else:
            paint = _paint(NONE, shape.color, shape.thick)
            paint |= {"stroke-dasharray": "4 3"} if shape.dashed else {}
            paint |= {"marker-end": "url(#head)"} if shape.arrow else {}
            ET.SubElement(parent, "polyline", {"points": points, **paint})


def _paint(fill: str, edge: str, thick: float) -> dict[str, str]:
    return {"fill": fill, "stroke": edge, "stroke-width": _n(thick)}


def _svg_text(parent: Any, text: Text) -> None:
    x, y = text.at
    drop = {"top": ASCENT, "center": (ASCENT - DESCENT) / 2, "bottom": -DESCENT}[
        text.va
    ] * text.size
    anchor = {"left": "start", "center": "middle", "right": "end"}[text.ha]
    where = {"x": _n(x), "y": _n(y + drop)}
    if text.turned:
        # Turned, its width runs upwards: `va` places the text along its reading, `ha` across.
        anchor = {"bottom": "start", "center": "middle", "top": "end"}[text.va]
        across = {"left": ASCENT, "center": (ASCENT - DESCENT) / 2, "right": -DESCENT}[text.ha]
        turn = f"translate({_n(x + across * text.size)} {_n(y)}) rotate(-90)"
        where = {"x": "0", "y": "0", "transform": turn}
    looks = {"font-size": _n(text.size), "text-anchor": anchor, "fill": text.color}
    looks |= {"font-weight": "bold"} if text.bold else {}
    ET.SubElement(parent, "text", {**where, **looks}).text = text.text
