"""The kind of layout that fits, with the questions that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import Number
from .problem import Products

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = {
    "fixed position": "the product stays, people and machines come to it",
    "process": "machines of a kind stand together, each product finds its way",
    "cells": "each family of parts has a small line of its own",
    "product": "machines stand along the one route",
}


@dataclass(frozen=True)
class Asked:
    """A question: which kind it speaks for, what was measured, the limit, and the answer."""

    kind: str
    text: str
    value: Number
    limit: Number
    yes: bool


@dataclass(frozen=True)
class LayoutKind(Result):
    """One of the four kinds of layout: "fixed position", "process", "cells" or "product".

    `asked` are the questions in turn, `families` the products that would share a cell. `matrix`
    draws the product–process matrix with the kind marked. Source: Hayes & Wheelwright (1979).

    >>> from opstools import datasets
    >>> from opstools.facility_layout import layout_kind
    >>> layout_kind(datasets.load("furniture")).families[0]
    ('chair', 'stool', 'bench')
    """

    problem: Products
    asked: tuple[Asked, ...]
    families: tuple[tuple[str, ...], ...]

    @property
    def kind(self) -> str:
        """The kind that fits."""
        return self.asked[-1].kind

    @property
    def answer(self) -> str:
        """The kind that fits."""
        return self.kind

    @property
    def measures(self) -> Measures:
        """How many questions were asked, and what the last one came to."""
        last = [each for each in self.asked if each.kind != "process"][-1]
        return Measures(
            questions=(len(self.asked), ""),
            measured=(last.value, "%"),
            limit=(last.limit, "%"),
        )

    @property
    def headline(self) -> str:
        """The kind in one sentence."""
        name = {"cells": "Cells (group technology)"}.get(self.kind, f"{self.kind} layout")
        name = name.replace("position layout", "position")
        return f"{name[0].upper()}{name[1:]}: {KINDS[self.kind]}."

    @property
    def note(self) -> str:
        """What the limits are worth."""
        return "The limits are for a first look; they are arguments."

    def to_frame(self) -> pd.DataFrame:
        """One row a question: kind, measured, value, limit, fits."""
        import pandas as pd

        rows = [(e.kind, e.text, float(e.value), float(e.limit), e.yes) for e in self.asked]
        return pd.DataFrame(rows, columns=["kind", "measured", "value", "limit", "fits"])

    def draw(self, state: tuple[Asked, ...], ax: Axes | None) -> Axes:
        """The questions as bars against their limits, and the kind each speaks for."""
        from .plots import questions

        return questions(state, ax)

    def matrix(self, ax: Axes | None = None) -> Axes:
        """The product–process matrix with the kind marked."""
        from .plots import product_process

        return product_process(self.kind, ax)
