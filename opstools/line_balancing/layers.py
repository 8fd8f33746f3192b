"""Where to draw the tasks of a precedence diagram: columns from left to right, few crossings.

Long arrows get a waypoint in every column that they pass. The order in a column follows the mean
of the neighbours' places, swept to and fro (Sugiyama, Tagawa & Toda 1981); heights are then the
least-squares compromise between neighbours that keeps the order and the distances.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from .problem import Line
from .rules import columns

SWEEPS = 12
TASK_HEIGHT, WAYPOINT_HEIGHT = 1.0, 0.45

Node = Hashable  # a task's name, or (from, to, column) for a waypoint
Point = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Places in columns and rows: one point a task, a chain of points an arrow."""

    tasks: Mapping[str, Point]
    arrows: tuple[tuple[Point, ...], ...]


def layered(line: Line) -> Layout:
    """Lay out a line's precedence diagram.

    >>> from opstools import datasets
    >>> layered(datasets.load("stevenson_five")).tasks["e"][0]
    3.0
    """
    column = columns(line)
    chains = [
        [before, *((before, task.name, k) for k in range(column[before] + 1, column[task.name])),
         task.name]
        for task in line.tasks
        for before in task.predecessors
    ]  # fmt: skip
    layers: dict[int, list[Node]] = {k: [] for k in range(1, max(column.values()) + 1)}
    for task in line.tasks:
        layers[column[task.name]].append(task.name)
    for chain in chains:
        for node in chain[1:-1]:
            layers[node[2]].append(node)  # type: ignore[index]
    neighbours: dict[Node, dict[int, list[Node]]] = {}
    for chain in chains:
        for left, right in pairwise(chain):
            neighbours.setdefault(left, {}).setdefault(1, []).append(right)
            neighbours.setdefault(right, {}).setdefault(-1, []).append(left)
    heights = _closed_up(_heights(list(layers.values()), neighbours))
    place = {node: (float(k), heights[node]) for k, layer in layers.items() for node in layer}
    arrows = tuple(tuple(place[node] for node in chain) for chain in chains)
    return Layout({task.name: place[task.name] for task in line.tasks}, arrows)


def _heights(
    layers: list[list[Node]], neighbours: Mapping[Node, Mapping[int, list[Node]]]
) -> dict[Node, float]:
    height: dict[Node, float] = {}
    for layer in layers:
        height.update(
            zip(layer, _spread(layer, [float(i) for i in range(len(layer))]), strict=True)
        )
    for sweep in range(SWEEPS):
        side = -1 if sweep % 2 == 0 else 1
        for layer in layers if side == -1 else layers[::-1]:
            wished = {}
            for node in layer:
                near = neighbours.get(node, {})
                nodes = (
                    near.get(side, [])
                    if sweep < SWEEPS - 2
                    else [*near.get(-1, []), *near.get(1, [])]
                )
                heights = [height[other] for other in nodes]
                wished[node] = sum(heights) / len(heights) if heights else height[node]
            layer.sort(key=lambda node: wished[node])
            height.update(zip(layer, _spread(layer, [wished[n] for n in layer]), strict=True))
    return height


def _closed_up(heights: dict[Node, float]) -> dict[Node, float]:
    """The same heights without empty bands, such as unconnected tasks leave."""
    closed, shift, last = {}, 0.0, -inf
    for node in sorted(heights, key=lambda node: heights[node]):
        shift += max(0.0, heights[node] - last - TASK_HEIGHT) if last > -inf else 0.0
        last = heights[node]
        closed[node] = last - shift
    return closed


def _spread(layer: list[Node], wished: list[float]) -> list[float]:
    """Heights as near to the wished ones as keeping order and distance allows."""
    from scipy.optimize import isotonic_regression

    sizes = [TASK_HEIGHT if isinstance(node, str) else WAYPOINT_HEIGHT for node in layer]
    offsets = [0.0]
    for above, below in pairwise(sizes):
        offsets.append(offsets[-1] + (above + below) / 2)
    free = [wish - offset for wish, offset in zip(wished, offsets, strict=True)]
    fitted = isotonic_regression(free).x
    return [float(fit) + offset for fit, offset in zip(fitted, offsets, strict=True)]
