"""Plants, products, and who can make what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.matrix import Matrix, checked_matrix, read_matrix, told_for_each
from ...core.numbers import Number, count, exact, plain, show
from ..marks import NO, YES, check_link

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Links(Problem):
    """Which plant can make which product, with capacities and uncertain demand.

    A table has one row a plant, named in its index or first column, and one column a product; a
    cell is 1 (or x) where the plant can make it, 0 or blank where not. `capacity` C_i by plant,
    `mean_demand` μ_j and its standard deviation `sd` σ_j by product are mappings, lists, or one
    number for all, in `unit` a period. Demands are independent and normal, cut off `truncate`
    standard deviations from their means, and at 0. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"car": [1, 0], "van": [1, 1]}, index=["north", "south"])
    >>> print(Links.from_frame(table, capacity=100, mean_demand=100, sd=40).headline)
    2 plants with a capacity of 200 units can make 2 products by 3 links.
    """

    links: Matrix
    _: KW_ONLY
    capacity: Mapping[str, Number]
    mean_demand: Mapping[str, Number]
    sd: Mapping[str, Number]
    truncate: Number = 2
    unit: str = "units"

    subject: ClassVar[str] = "links"
    columns: ClassVar[tuple[Column, ...]] = (Column("plant", ("factory", "工厂")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.links, "links", faults)
        cells = tuple(
            tuple(
                check_link(cell, f"{plant}, {product}", faults)
                for product, cell in zip(known.columns, row, strict=True)
            )
            for plant, row in zip(known.rows, known.cells, strict=True)
        )
        for product, column in zip(known.columns, zip(*cells, strict=True), strict=True):
            if not any(column):
                faults.add(f"product {product}", "no plant can make it", "Give it a link.")
        plants, products = (known.rows, "plant"), (known.columns, "product")
        checks = {
            "capacity": (*plants, not_negative),
            "mean_demand": (*products, positive),
            "sd": (*products, not_negative),
        }
        figures = {
            word: ByName(dict(zip(names, told_for_each(
                getattr(self, word), names, word.replace("_", " "), thing, check, faults
            ), strict=False)))
            for word, (names, thing, check) in checks.items()
        }  # fmt: skip
        cut = plain(positive(self.truncate, "truncate", faults))
        return {"links": Matrix(known.rows, known.columns, cells), "truncate": cut, **figures}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        links = read_matrix(frame, faults, row="plant", column="product", empty=NO, words=YES)
        return {"links": links, **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a plant: plant, one column a product (1: can make it)."""
        return self.links.to_frame("plant")

    @property
    def headline(self) -> str:
        """The network in one sentence."""
        plants, products = self.links.shape
        capacity = show(self.total, self.unit)
        return (
            f"{count(plants, 'plant')} with a capacity of {capacity} can make "
            f"{count(products, 'product')} by {count(self.number, 'link')}."
        )

    @property
    def total(self) -> Number:
        """What all plants can make in a period."""
        return plain(sum(map(exact, self.capacity.values())))

    @property
    def number(self) -> int:
        """How many links there are."""
        return sum(map(sum, self.links.cells))

    @cached_property
    def makers(self) -> tuple[int, ...]:
        """For each product the plants that can make it, as the bits of a number."""
        columns = zip(*self.links.cells, strict=True)
        return tuple(sum(1 << i for i, cell in enumerate(each) if cell) for each in columns)

    def states(self) -> range:
        """How many plants the picture shows the links of."""
        return range(len(self.links.rows) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Plants on the left, products on the right, a line for each link."""
        from .plots import network

        return network(self, state, ax)
