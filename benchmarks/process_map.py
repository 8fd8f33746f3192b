"""A map of the largest size that is asked for: drawn, and its visits solved exactly.

networkx draws the same boxes and arrows without lanes, bends or words that keep apart; numpy solves
the visits in floating point. Both tell what lanes and exact fractions cost.
"""

from collections.abc import Iterator

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np

from opstools.core.drawing import png, style
from opstools.process_map import ProcessMap, Step, analyse
from opstools.process_map.picture.diagram import diagram

from .measure import Options, Row, Table, medians

ROLES, STEPS, BACK = 12, 40, 7
MOST_DRAWING, MOST_VISITS = 2.0, 0.1  # seconds


def large() -> ProcessMap:
    """Forty steps through twelve lanes; every seventh is a decision that may send back."""
    names = [f"{k} check the papers of the client" for k in range(1, STEPS + 1)]
    steps = tuple(
        Step(name, (f"Role {5 * k % ROLES + 1}",), ("Role 1",), time=k % 9 + 1)
        for k, name in enumerate(names)
    )
    flows: list[tuple[object, ...]] = []
    for k in range(STEPS - 1):
        if k % BACK == BACK - 1:
            flows += [(names[k], names[k + 1], 0.8), (names[k], names[k - 4], 0.2)]
        else:
            flows.append((names[k], names[k + 1]))
    return ProcessMap(steps, flows=flows, resources={f"Role {k + 1}": 1 for k in range(ROLES)})


def by_networkx(process: ProcessMap) -> None:
    graph = nx.DiGraph([(each.source, each.target) for each in process.flows])
    with style():
        _, ax = plt.subplots(figsize=(16, 28))
        nx.draw_networkx(graph, nx.kamada_kawai_layout(graph), ax=ax, font_size=8, node_shape="s")
        png(ax)


def by_numpy(process: ProcessMap) -> np.ndarray:
    place = {each.name: k for k, each in enumerate(process.steps)}
    chances = np.zeros((STEPS, STEPS))
    for each in process.flows:
        share = 1 if each.probability is None else float(each.probability)
        chances[place[each.source], place[each.target]] = share
    return np.linalg.solve(np.eye(STEPS) - chances.T, np.eye(STEPS)[0])


def tables(options: Options) -> Iterator[Table]:
    process, repeats = large(), 3 if options.quick else 7
    svg = diagram(process).svg()
    calls = {
        "opstools, laid out and written as SVG": lambda: diagram(large()).svg(),
        "opstools, laid out and drawn as PNG": lambda: png(diagram(large()).draw(None)),
        "networkx, drawn as PNG without lanes": lambda: by_networkx(process),
    }
    took = medians(calls, repeats)
    rows = tuple(
        Row(name, seconds, f"{len(svg):,} characters" if "SVG" in name else "")
        for name, seconds in took.items()
    )
    note = f"Target: laid out and written within {MOST_DRAWING} s."
    yield Table(f"A map of {STEPS} steps in {ROLES} lanes", rows, note,
                met=rows[0].seconds <= MOST_DRAWING)  # fmt: skip
    calls = {
        "opstools, all figures with their working": lambda: analyse(large()),
        "numpy, the visits alone": lambda: by_numpy(process),
    }
    took = medians(calls, repeats)
    visits = list(analyse(process).visits.values()), by_numpy(process)
    same = np.allclose(np.array(visits[0], float), visits[1], rtol=1e-12)
    rows = tuple(
        Row(name, seconds, f"{sum(map(float, found)):.6f} visits")
        for (name, seconds), found in zip(took.items(), visits, strict=True)
    )
    note = f"Target: the same visits, all figures within {MOST_VISITS} s."
    yield Table(f"The figures of {STEPS} steps", rows, note,
                met=bool(same) and rows[0].seconds <= MOST_VISITS)  # fmt: skip
