"""Several ways to link the same plants to the same products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem, ProblemError
from ...core.matrix import Matrix, checked_matrix
from ...core.names import check_names
from ...core.numbers import Number, count, listing, show
from ...core.table import name, rows
from ..marks import NO, YES, check_link
from ..network.problem import Links

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_PAIRS = 20_000
PAIR = ("plant", "product")


@dataclass(frozen=True)
class Design:
    """A name, and which plant can make which product."""

    name: str
    links: Matrix


@dataclass(frozen=True)
class Designs(Problem):
    """Designs of a network, to be compared on the same markets.

    A table has one row a pair, with the columns plant and product, and one column a design: 1 (or
    x) where the plant can make the product, 0 or blank where not. Pairs without a row are not
    linked. A mapping {name: table of links} will do. `capacity`, `mean_demand`, `sd`, `truncate`
    and `unit` are those of `Links`, the same for all. Bad data raises `ProblemError`.

    >>> from opstools.flexibility import chain
    >>> designs = {"none": chain(3, reach=1), "chain": chain(3)}
    >>> table = Designs.as_table(designs)
    >>> print(Designs.from_frame(table, capacity=100, mean_demand=100, sd=40).headline)
    2 designs of 3 plants and 3 products: none with 3 links and chain with 6 links.
    """

    designs: tuple[Design, ...]
    _: KW_ONLY
    capacity: Mapping[str, Number]
    mean_demand: Mapping[str, Number]
    sd: Mapping[str, Number]
    truncate: Number = 2
    unit: str = "units"

    subject: ClassVar[str] = "designs"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("plant", ("factory", "工厂"), stand_in="plant"),
        Column("product", ("item", "产品"), stand_in="product {}"),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("design", [each.name for each in self.designs], faults)
        faults.raise_any()
        first = checked_matrix(self.designs[0].links, "designs", faults)
        for each in self.designs[1:]:
            other = checked_matrix(each.links, "designs", faults)
            if (other.rows, other.columns) != (first.rows, first.columns):
                remedy = "Name both alike, in the same order."
                faults.add(each.name, f"it has not the plants and products of "
                           f"{self.designs[0].name}", remedy)  # fmt: skip
        faults.raise_any()
        every = Matrix(first.rows, first.columns, ((1,) * first.shape[1],) * first.shape[0])
        with faults.collect():
            market = self._linked(every)
        kept = []
        for each in self.designs:
            try:
                kept.append(Design(each.name, self._linked(each.links).links))
            except ProblemError as error:
                for fault in error.faults:
                    faults.add(f"{each.name}, {fault.place}", fault.problem, fault.remedy)
        words = ("capacity", "mean_demand", "sd", "truncate")
        return {"designs": tuple(kept), **{word: getattr(market, word) for word in words}}

    def _linked(self, links: Matrix) -> Links:
        return Links(
            links, capacity=self.capacity, mean_demand=self.mean_demand, sd=self.sd,
            truncate=self.truncate, unit=self.unit,
        )  # fmt: skip

    @cached_property
    def networks(self) -> Mapping[str, Links]:
        """Design -> its network."""
        return {each.name: self._linked(each.links) for each in self.designs}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """{name: table of links} as a table, one row a pair."""
        import pandas as pd

        if not isinstance(given, Mapping) or not given:
            return given
        faults, market = Faults(cls.subject), {"capacity": 1, "mean_demand": 1, "sd": 0}
        known: dict[str, Matrix] = {}
        for key, table in given.items():
            try:
                known[name(key)] = Links.from_frame(table, **market).links
            except ProblemError as error:
                for fault in error.faults:
                    faults.add(f"{name(key)}, {fault.place}", fault.problem, fault.remedy)
        faults.raise_any()
        cells = {design: _by_pair(links) for design, links in known.items()}
        pairs = dict.fromkeys(pair for each in cells.values() for pair in each)
        body = {design: [its.get(pair, 0) for pair in pairs] for design, its in cells.items()}
        return pd.DataFrame(
            {PAIR[0]: [p for p, _ in pairs], PAIR[1]: [q for _, q in pairs], **body}
        )

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        heads = [name(each) for each in getattr(frame, "columns", ())]
        own = [each for each in heads if not any(column.bears(each) for column in cls.columns)]
        known = dict.fromkeys(filter(None, own))
        columns = (*cls.columns, *(Column(each, needed=False) for each in known))
        table = rows(frame, faults, columns, most=MOST_PAIRS)
        pairs = [(name(row["plant"]), name(row["product"])) for row in table]
        for pair, times in Counter(pairs).items():
            if times > 1:
                faults.add(f"{pair[0]}, {pair[1]}", f"this pair is there {times} times",
                           "Give every pair one row.")  # fmt: skip
            if "" in pair:
                k = pairs.index(pair) + 1
                faults.add(f"row {k}", "a name is missing", "Name plant and product.")
        faults.raise_any()
        sides = [tuple(dict.fromkeys(side)) for side in zip(*pairs, strict=True)]
        designs = []
        for each in known:
            cells = {
                pair: _read_link(row[each], f"{each}, {pair[0]}, {pair[1]}", faults)
                for pair, row in zip(pairs, table, strict=True)
            }
            body = tuple(tuple(cells.get((p, q), 0) for q in sides[1]) for p in sides[0])
            designs.append(Design(each, Matrix(sides[0], sides[1], body)))
        return {"designs": tuple(designs), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a pair: plant, product, then one column a design (1: linked)."""
        import pandas as pd

        known = self.designs[0].links
        pairs = [(p, q) for p in known.rows for q in known.columns]
        body = {each.name: [cell for row in each.links.cells for cell in row]
                for each in self.designs}  # fmt: skip
        return pd.DataFrame(
            {PAIR[0]: [p for p, _ in pairs], PAIR[1]: [q for _, q in pairs], **body}
        )

    @property
    def headline(self) -> str:
        """The designs in one sentence."""
        plants, products = self.designs[0].links.shape
        told = listing(
            f"{each} with {show(links.number, 'links')}" for each, links in self.networks.items()
        )
        return (
            f"{count(len(self.designs), 'design')} of {count(plants, 'plant')} and "
            f"{count(products, 'product')}: {told}."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first designs side by side."""
        from .plots import side_by_side

        return side_by_side(self.designs, state, ax)


def _by_pair(links: Matrix) -> dict[tuple[str, str], int]:
    """(plant, product) -> whether they are linked."""
    return dict(zip(product(links.rows, links.columns), chain.from_iterable(links.cells),
                    strict=True))  # fmt: skip


def _read_link(cell: Any, place: str, faults: Faults) -> int:
    """1 or 0 as people write them; anything else is told of."""
    text = name(cell).casefold()
    text = "0" if not text or text in NO else YES.get(text, text)
    return check_link(text if text in ("0", "1") else cell, place, faults)
