"""One look for all pictures, and fonts that also draw Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .errors import fail

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The first that is installed draws what DejaVu lacks.
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Arial Unicode MS",
)
PALE, INK, WARNING = "#e8e8e8", "#222222", "#b2182b"
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#999999"  # of lines
LINE_INCHES = 0.17  # from one line of small text to the next
COLUMNS_PER_INCH = 12.5  # of text at the size of labels
ROOM = 5  # pixels around the labels of a picture
NAME_COLUMNS = 20  # of a name along an axis
MOST_NAMES = 24  # beside points; more would be a cloud of words
# Tints of the palette in opstools.mplstyle for areas that carry dark text; never the only cue.
FILLS = (
    "#9AD0F5", "#F5C065", "#7FCDB0", "#F4EC8C", "#E3B3CF", "#93B9E0", "#F2A583", "#C9C9C9",
)  # fmt: skip


def fill(number: int) -> str:
    """The colour of the k-th thing (from 1), the same in every picture of a topic.

    >>> fill(1) == fill(9)
    True
    """
    return FILLS[(number - 1) % len(FILLS)]


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this context to get opstools' look."""
    import matplotlib as mpl

    looks: Any = _looks()
    with mpl.rc_context(looks):
        yield
        interactive = mpl.is_interactive()
    mpl.interactive(interactive)  # set by a notebook at its first figure, which may have been ours


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The axes given, or those of a new figure of that size in inches."""
    if ax is not None:
        if not hasattr(ax, "figure"):
            remedy = "Give axes of matplotlib, or leave it out."
            fail("picture", "ax", f"a {type(ax).__name__} cannot be drawn on", remedy)
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def inches(ax: Axes) -> tuple[float, float]:
    """How wide and how high the axes are."""
    box = ax.get_window_extent()
    return box.width / ax.figure.dpi, box.height / ax.figure.dpi


def label(ax: Axes, text: str, at: Any, *, by: tuple[float, float] = (5, 0), **looks: Any) -> Any:
    """A text beside a point of the picture, `by` so many points to the right and up."""
    own = {"va": "center", "color": INK, "size": 9, **looks}
    return ax.annotate(text, at, xytext=by, textcoords="offset points", **own)


WORDS = 0.16  # of the axis that a label takes, a number with its unit


def clear_of(end: float, mark: float, axis: float, words: float = WORDS) -> float:
    """Where words after a bar begin: at its end, or behind a mark that they would stand on."""
    return mark if 0 <= mark - end < words * axis else end


# Where a name may stand beside its point: offset in points, horizontal and vertical alignment.
SIDES = (((7, 0), "left", "center"), ((-7, 0), "right", "center"),
         ((0, 8), "center", "bottom"), ((0, -8), "center", "top"))  # fmt: skip


def names_apart(
    ax: Axes,
    named: Sequence[tuple[str, Any]],
    *,
    most: int,
    sides: Sequence[tuple[Any, str, str]] = SIDES,
    inside: bool = False,
) -> None:
    """Names beside points, each on the first side where it covers no other; else it is left out.

    The axes have their limits by then; `most` is how many columns a name may take; with `inside`
    no name leaves the axes.
    """
    figure: Any = ax.figure
    renderer, taken = figure.canvas.get_renderer(), list[Any]()
    dots: Any = ax.transData.transform([at for _, at in named]) if named else []
    for k, (name, at) in enumerate(named):
        for by, ha, va in sides:
            text = label(ax, shorten(name, most), at, by=by, ha=ha, va=va, size=8, zorder=6)
            box = text.get_window_extent(renderer).padded(1)
            covers = any(box.overlaps(other) for other in taken)
            covers |= any(box.contains(*dot) for j, dot in enumerate(dots) if j != k)
            covers |= inside and not (ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1)
            if not covers:
                taken.append(box)
                break
            text.remove()


def ends_named(ax: Axes, named: Sequence[tuple[str, Any]], *, most: int) -> None:
    """Names to the right of where lines end, moved up or down so that none covers another."""
    low, high = sorted(ax.get_ylim())
    gap = (high - low) * LINE_INCHES / max(inches(ax)[1], LINE_INCHES)
    order = sorted(named, key=lambda each: each[1][1])
    at = [float(y) for _, (_, y) in order]
    for _ in order:  # each pass pushes neighbours apart, and holds the last ones inside
        for k in range(1, len(at)):
            if (lack := gap - (at[k] - at[k - 1])) > 0:
                at[k - 1], at[k] = at[k - 1] - lack / 2, at[k] + lack / 2
    for (name, (x, _)), y in zip(order, at, strict=True):
        label(ax, shorten(name, most), (x, y))


def rows_of(ax: Axes, names: Sequence[str]) -> None:
    """One row for each name from the top down, at 1, 2, …; long names give way in the middle."""
    ax.set_yticks(range(1, len(names) + 1), [shorten(name, NAME_COLUMNS) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(names) + 0.6, 0.4)


def picture(ax: Axes, kind: str) -> bytes:
    """A picture as a file ("svg", "png", "pdf"), the same every time, and the figure closed."""
    from io import BytesIO

    import matplotlib as mpl
    import matplotlib.pyplot as plt

    file, figure = BytesIO(), ax.figure
    dates: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with mpl.rc_context({"svg.hashsalt": "opstools", "svg.fonttype": "none"}):
        figure.savefig(file, format=kind, metadata=dates.get(kind))  # type: ignore[union-attr]
    plt.close(figure)  # type: ignore[arg-type]
    return file.getvalue()


def png(ax: Axes) -> bytes:
    """A picture for the screen, drawn once and packed fast, and the figure closed."""
    from io import BytesIO

    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure: Any = ax.figure
    file, canvas = BytesIO(), FigureCanvasAgg(figure)
    if len(figure.axes) == 1:
        _make_room(ax)
    canvas.print_png(file, pil_kwargs={"compress_level": 1})  # type: ignore[no-untyped-call]
    plt.close(figure)
    return file.getvalue()


def in_words(figure: Any) -> str:
    """What a figure shows, for whoever cannot see it: its headline, titles and axes."""
    parts = [figure.get_label()]
    for ax in figure.axes:
        names = [ax.get_title(loc) for loc in ("left", "center")]
        names += [f"across: {ax.get_xlabel()}"] if ax.get_xlabel() else []
        names += [f"up: {ax.get_ylabel()}"] if ax.get_ylabel() else []
        parts += [name for name in names if name and name not in parts[0]]
    return " ".join(f"{part.rstrip('.')}." for part in dict.fromkeys(parts) if part) or "A picture."


def _make_room(ax: Axes) -> None:
    """Room for all labels of a picture alone, in one go where the layout of many takes two."""
    figure: Any = ax.figure
    own, all_, edge = ax.bbox, ax.get_tightbbox(for_layout_only=True), figure.bbox
    if all_ is None:
        return
    left, bottom = own.x0 - all_.x0 + ROOM, own.y0 - all_.y0 + ROOM
    right, top = all_.x1 - own.x1 + ROOM, all_.y1 - own.y1 + ROOM
    width, height = edge.width - left - right, edge.height - bottom - top
    if min(width, height) > 0:
        figure.set_layout_engine("none")
        ax.set_position((left / edge.width, bottom / edge.height,
                         width / edge.width, height / edge.height))  # fmt: skip


@cache
def _looks() -> dict[str, Any]:
    """The style sheet, read once, with fonts that are installed."""
    import matplotlib as mpl

    sheet = str(files(__package__).joinpath("opstools.mplstyle"))
    looks: Any = mpl.rc_params_from_file(sheet, use_default_template=False)
    return {**looks, "font.family": _fonts()}


@cache
def _fonts() -> list[str]:
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(font for font in CHINESE_FONTS if font in installed)][:2]


def shorten(text: str, most: int) -> str:
    """A label that fits: the middle of a long one gives way.

    >>> shorten("attach the front axle", 12)
    'attach…axle'
    """
    if width(text) <= most:
        return text
    head = tail = ""
    for k in range(1, len(text)):
        if width(text[:k]) + width(text[-(k // 2 + 1) :]) > most - 1:
            break
        head, tail = text[:k], text[-(k // 2 + 1) :]
    return f"{head.rstrip()}…{tail.lstrip()}"


LEAST_PART = 0.025  # of the longest bar, for a number to stand in


def parted_bar(
    ax: Axes, row: float, parts: Sequence[float], longest: float, *, pale: bool = False
) -> float:
    """A bar of parts, each with its number in the key where that has room; where the bar ends."""
    end, strong = 0.0, 0.35 if pale else 1.0
    for k, part in enumerate(parts, 1):
        ax.barh(row, part, left=end, height=0.7, color=fill(k), edgecolor=INK, linewidth=0.6,
                alpha=strong)  # fmt: skip
        if abs(part) >= LEAST_PART * longest:
            ax.text(end + part / 2, row, str(k), size=9, ha="center", va="center", color=INK)
        end += part
    return end


def numbered(names: Sequence[str], most: int = 30) -> str:
    """The key of a picture whose parts have numbers; three short names stand in a line, or two.

    >>> print(numbered(["rent", "wages", "tax", "power"]))
    1 rent    2 wages    3 tax
    4 power
    """
    named = [f"{k} {shorten(each, most)}" for k, each in enumerate(names, 1)]
    few = 3 if max(map(width, named), default=0) < 20 else 2
    return "\n".join("    ".join(named[k : k + few]) for k in range(0, len(named), few))


def width(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two.

    >>> width("装配 1")
    6
    """
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
