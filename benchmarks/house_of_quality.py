"""A house of the largest size that is asked for: ranked again, and drawn.

There is no other open program for the whole house to set beside it, so the targets stand alone; a
heat map of the same cells in matplotlib tells what plain drawing costs here.
"""

from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from opstools.core.drawing import png, style
from opstools.house_of_quality import House, technical_importance
from opstools.house_of_quality.picture.house import house_sketch

from .measure import Options, Row, Table, duration, medians

NEEDS, REQUIREMENTS = 40, 30
MOST_RANKING, MOST_DRAWING = 0.005, 1.5  # seconds


def large() -> House:
    """A house with every room full."""
    random = np.random.default_rng(1)
    needs = [f"what customers say of need {i}" for i in range(NEEDS)]
    hows = [f"what is measured, number {j}" for j in range(REQUIREMENTS)]
    cells = random.choice(["strong", "medium", "weak", "", ""], (NEEDS, REQUIREMENTS))
    pairs = [(a, b, "+") for k, a in enumerate(hows) for b in hows[k + 1 : k + 9]]
    return House.from_frame(
        pd.DataFrame(cells, needs, hows), weights=random.integers(1, 9, NEEDS).tolist(), roof=pairs,
        directions=dict.fromkeys(hows, "up"), costs=[9] * REQUIREMENTS,
        perceptions=pd.DataFrame(random.integers(1, 6, (NEEDS, 3)), needs, ["ours", "A", "B"]),
    )  # fmt: skip


def tables(options: Options) -> Iterator[Table]:
    house = large()
    numbers = np.array([[{"strong": 9, "medium": 3, "weak": 1, None: 0}[c] for c in row]
                        for row in house.relationships.cells])  # fmt: skip

    def heat_map() -> None:
        with style():
            _, ax = plt.subplots(figsize=(15, 21), layout="constrained")
            ax.imshow(numbers)
            ax.set_xticks(range(REQUIREMENTS), house.requirements, rotation=90)
            ax.set_yticks(range(NEEDS), house.needs)
            png(ax)

    priorities = technical_importance(house)
    calls = {
        "opstools, the importance ranked again": lambda: technical_importance(house),
        "opstools, laid out and drawn as PNG": lambda: png(
            house_sketch(house, priorities).draw(None)
        ),
        "opstools, laid out and written as SVG": lambda: house_sketch(house, priorities).svg(),
        "matplotlib, a heat map of the cells": heat_map,
    }
    took = medians(calls, 3 if options.quick else 7)
    ranking, drawing, *_ = took.values()
    met = ranking <= MOST_RANKING and drawing <= MOST_DRAWING
    note = f"Target: ranked within {duration(MOST_RANKING)}, drawn within {duration(MOST_DRAWING)}."
    rows = tuple(Row(name, seconds) for name, seconds in took.items())
    yield Table(
        f"House of quality, {NEEDS} needs × {REQUIREMENTS} requirements", rows, note, met=met
    )
