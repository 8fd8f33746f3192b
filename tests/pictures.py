"""What the tests of pictures ask: where texts stand, which lie on each other, which are cut."""

from collections.abc import Iterable
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.text import Text


def written(ax: Axes) -> list[Text]:
    """Every text that shows: labels, titles, and the axes' own where these are drawn."""
    shown = [each for each in ax.get_children() if isinstance(each, Text)]
    if ax.axison:
        shown += [ax.xaxis.label, ax.yaxis.label]
        shown += _within(ax.get_xticklabels(), 0, ax.get_xlim())
        shown += _within(ax.get_yticklabels(), 1, ax.get_ylim())
    return [each for each in shown if each.get_text() and each.get_visible()]


def _within(ticks: Iterable[Text], direction: int, limits: tuple[float, float]) -> list[Text]:
    """Labels of ticks within an axis; matplotlib keeps some beyond its ends and hides them."""
    low, high = sorted(limits)
    return [each for each in ticks if low <= each.get_position()[direction] <= high]


def overlapping(texts: Iterable[Text], slack: float = 0) -> list[tuple[str, str]]:
    """Pairs of texts of a drawn picture that lie on each other by twice `slack` pixels or more."""
    boxes = [(each.get_text(), each.get_window_extent().padded(-slack)) for each in texts]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2)
            if a.x0 <= b.x1 and b.x0 <= a.x1 and a.y0 <= b.y1 and b.y0 <= a.y1]  # fmt: skip


def cut(ax: Axes, texts: Iterable[Text], slack: float = 0) -> list[str]:
    """Texts that stand out of the picture by more than `slack` pixels, on any side."""
    edge, boxes = ax.figure.bbox, [(each.get_text(), each.get_window_extent()) for each in texts]
    return [
        text for text, box in boxes
        if box.x0 < edge.x0 - slack or box.x1 > edge.x1 + slack
        or box.y0 < edge.y0 - slack or box.y1 > edge.y1 + slack
    ]  # fmt: skip
