"""Every explorer of every chapter, moved through its range: it shows what was changed.

No two texts overlap, and none is cut.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import ipywidgets as widgets
import matplotlib.pyplot as plt
import nbformat
import pytest
from pictures import cut, overlapping, written

from opstools.core import ProblemError
from opstools.explore import explorer as explorers
from opstools.explore.number import NumberControl

pytestmark = pytest.mark.notebooks

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CASES = [path for path in NOTEBOOKS.glob("cases/*.ipynb")
         if "explore(" in path.read_text(encoding="utf-8")]  # fmt: skip
CHAPTERS = sorted([*NOTEBOOKS.glob("*.ipynb"), *CASES])
SLACK = 2  # pixels that a text may stand out
PLACES = 5  # of a range that are looked at


def faults(axes) -> list[str]:
    """Pairs of texts that overlap, and texts that leave the picture."""
    found = []
    for ax in axes.figure.axes:
        texts = written(ax)
        found += [f"{one!r} over {other!r}" for one, other in overlapping(texts, SLACK)]
        found += [f"{text!r} leaves the picture" for text in cut(ax, texts, SLACK)]
    return found


def run(path: Path, monkeypatch) -> list[explorers.Explorer]:
    """The explorers that a chapter makes."""
    made = []

    class Kept(explorers.Explorer):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            made.append(self)

    monkeypatch.setattr(explorers, "Explorer", Kept)
    monkeypatch.chdir(path.parent)
    names: dict[str, object] = {"display": lambda *_: None}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            with suppress(ProblemError):
                exec(compile(cell.source, path.name, "exec"), names)
            plt.close("all")
    return made


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_texts_keep_apart_wherever_an_explorer_is_moved(path, monkeypatch):
    found: dict[str, str] = {}
    where = ""
    png = explorers.png

    def looked_at(axes):
        image = png(axes)
        for fault in faults(axes):
            found.setdefault(fault, where)
        return image

    made = run(path, monkeypatch)
    assert made
    monkeypatch.setattr(explorers, "png", looked_at)
    for number, each in enumerate(made, 1):
        controls = {**each.controls, **({"step": each.walk} if each.walk else {})}
        for name, control in controls.items():
            start, shown = control.value, set()
            places = values(control)
            for value in places:
                where = f"explorer {number}, {name} {value}"
                control.value = value
                shown.add((each.summary, each.picture))
            assert len(shown) > 1 or len(places) == 1, f"{number}: {name} changes nothing"
            control.value = start
    if folder := os.environ.get("OPSTOOLS_SCREENSHOTS"):
        Path(folder, f"{path.stem}.txt").write_text(str(found), encoding="utf-8")
    assert not found


def values(control) -> list[object]:
    if isinstance(control, NumberControl):
        count = min(PLACES, 1 + int((control.high - control.low) / control.by))
        step = (control.high - control.low) / max(1, count - 1)
        return [control.min, *(float(control.nearest(control.low + k * step))
                               for k in range(1, count - 1)), control.max]  # fmt: skip
    if isinstance(control, widgets.Dropdown):
        return [value for _, value in control.options]
    if isinstance(control, widgets.Checkbox):
        return [True, False]
    return [control.value]
