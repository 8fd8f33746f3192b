"""A small factory: its products with their parts and operations, and who can do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.matrix import read_matrix
from ...core.names import check_known, check_names, row_of
from ...core.numbers import Number, count, plain
from ...core.table import listed, name, rows
from ..marks import NO, YES, check_link
from .materials import Bill, read_bill

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FIGURES = {
    "demand": positive, "unit_time": positive, "setup_time": not_negative, "price": not_negative,
    "variable_cost": not_negative, "holding_cost": positive,
}  # fmt: skip
OPTIONAL = {"available_time": positive, "fixed_cost": not_negative, "setup_rate": positive}


@dataclass(frozen=True)
class Product:
    """What is made: figures a unit or a set-up, parts as a nested list, operations by name."""

    name: str
    demand: Number
    unit_time: Number
    setup_time: Number
    price: Number
    variable_cost: Number
    holding_cost: Number
    parts: str
    operations: tuple[str, ...]


@dataclass(frozen=True)
class Factory(Problem):
    """Products of a factory, and what ten indicators of flexibility need.

    Columns: product; demand D (units a `period`); unit_time p and setup_time S (`time_unit`);
    price, variable_cost and holding_cost h (`money` a unit, the last also a period); parts, with
    what goes into a part in brackets behind it, as in frame (tube, lug), bell; operations, parted
    by commas. Settings that may be left out, with the indicators that need them: `available_time`
    (a period), `fixed_cost` (a period), `setup_rate` (money a unit of set-up time), and `skills`
    {operator: operations}. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "product": ["city", "race"],
    ...         "demand": [400, 100],
    ...         "unit_time": [2, 3],
    ...         "setup_time": [5, 5],
    ...         "price": [300, 900],
    ...         "variable_cost": [200, 500],
    ...         "holding_cost": [20, 50],
    ...         "parts": ["frame (tube), bell", "frame (tube)"],
    ...         "operations": ["weld, mount", "weld, paint, mount"],
    ...     }
    ... )
    >>> print(Factory.from_frame(table).headline)
    2 products of 3 parts by 3 operations.
    """

    products: tuple[Product, ...]
    _: KW_ONLY
    available_time: Number | None = None
    fixed_cost: Number | None = None
    setup_rate: Number | None = None
    skills: Mapping[str, tuple[str, ...]] | None = None
    time_unit: str = "h"
    period: str = "year"
    money: str = "$"

    subject: ClassVar[str] = "factory"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("product", ("item", "产品"), stand_in="product {}"),
        *(Column(each, number=True, stand_in=1) for each in FIGURES),
        Column("parts", ("bill of materials", "bom", "零件"), stand_in="part"),
        Column("operations", ("routing", "工序"), stand_in="work"),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("product", [each.name for each in self.products], faults)
        kept = tuple(self._sound(k, each, faults) for k, each in enumerate(self.products, 1))
        told: dict[str, Any] = {}
        for word, check in OPTIONAL.items():
            value = getattr(self, word)
            told[word] = None if value is None else plain(check(value, word, faults))
        known = dict.fromkeys(each for product in kept for each in product.operations)
        return {"products": kept, "skills": _skills(self.skills, known, faults), **told}

    def _sound(self, row: int, each: Product, faults: Faults) -> Product:
        """A product with its figures and lists checked."""
        place = row_of(row, "product", each.name)
        figures = {
            word: plain(check(getattr(each, word), f"{place}, {word}", faults))
            for word, check in FIGURES.items()
        }
        operations = listed(each.operations)
        if not operations:
            faults.add(f"{place}, operations", "there are none", "Name at least one.")
        try:
            if not read_bill(each.name, name(each.parts)):
                faults.add(f"{place}, parts", "there are none", "Name at least one.")
        except ValueError as error:
            remedy = "Write parts as frame (tube, lug), bell."
            faults.add(f"{place}, parts", str(error), remedy)
        return Product(each.name, parts=name(each.parts), operations=operations, **figures)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        products = tuple(
            Product(name=name(row["product"]), parts=name(row["parts"]),
                    operations=listed(row["operations"]),
                    **{word: row[word] for word in FIGURES})
            for row in rows(frame, faults, cls.columns)
        )  # fmt: skip
        return {"products": products, **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a product, with the columns that `from_frame` reads."""
        import pandas as pd

        return pd.DataFrame({
            "product": [each.name for each in self.products],
            **{word: [getattr(each, word) for each in self.products] for word in FIGURES},
            "parts": [each.parts for each in self.products],
            "operations": [", ".join(each.operations) for each in self.products],
        })  # fmt: skip

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times and money."""
        return {
            "unit_time": self.time_unit, "setup_time": self.time_unit, "price": self.money,
            "variable_cost": self.money, "holding_cost": self.money, "demand": f"a {self.period}",
        }  # fmt: skip

    @property
    def fixed_units(self) -> tuple[str, ...]:
        """Units that cannot change alone."""
        return "time_unit", "period", "money"

    @cached_property
    def bills(self) -> Mapping[str, Bill]:
        """Product -> its parts, each with what it goes into and its level."""
        return ByName({each.name: read_bill(each.name, each.parts) for each in self.products})

    @property
    def operations(self) -> tuple[str, ...]:
        """All operations, each once."""
        return tuple(dict.fromkeys(op for each in self.products for op in each.operations))

    @property
    def headline(self) -> str:
        """The factory in one sentence."""
        parts = {part for bill in self.bills.values() for part, _, _ in bill}
        return (
            f"{count(len(self.products), 'product')} of {count(len(parts), 'part')} by "
            f"{count(len(self.operations), 'operation')}."
        )

    @property
    def note(self) -> str:
        """Who can do what."""
        if not self.skills:
            return ""
        told = "; ".join(f"{who}: {', '.join(does)}" for who, does in self.skills.items())
        return f"Skills: {told}."

    def economic_batch(self, product: Product) -> float:
        """√(2DK / h), where a set-up costs K, its time at the `setup_rate` (Harris 1913)."""
        rate = 0.0 if self.setup_rate is None else float(self.setup_rate)
        setup = rate * float(product.setup_time)
        return float((2 * product.demand * setup / product.holding_cost) ** 0.5)

    def setups(self, product: Product) -> float:
        """Set-ups a period: demand over the economic batch, of one unit at least."""
        return float(product.demand) / max(1.0, self.economic_batch(product))

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first products against operations and parts: a mark where they meet."""
        from .plots import incidence

        return incidence(self, state, ax)


def _skills(
    given: Any, operations: Mapping[str, Any], faults: Faults
) -> Mapping[str, tuple[str, ...]] | None:
    """{operator: operations}, or a table of 0 and 1 with a row an operator."""
    if given is None:
        return None
    told: dict[str, tuple[str, ...]] = {}
    if type(given).__name__ == "DataFrame":
        given = _of_table(given, faults)
    if not isinstance(given, Mapping):
        faults.add("skills", f"a {type(given).__name__} is no mapping",
                   "Give {operator: operations}.")  # fmt: skip
        return None
    for operator, does in given.items():
        told[name(operator)] = listed(does)
        check_known("operation", told[name(operator)], operations, f"skills of {operator}", faults)
    if not told:
        faults.add("skills", "there are no operators", "Give {operator: operations}.")
    return ByName(told)


def _of_table(table: pd.DataFrame, faults: Faults) -> dict[str, list[str]]:
    """{operator: operations} from a table of 1 and 0."""
    known = read_matrix(table, faults, row="operator", column="operation", empty=NO, words=YES)
    remedy = "Write 1 or 0; skills_matrix reads levels."
    return {
        operator: [
            op for op, cell in zip(known.columns, row, strict=True)
            if check_link(cell, f"skills of {operator}, {op}", faults, remedy)
        ]
        for operator, row in zip(known.rows, known.cells, strict=True)
    }  # fmt: skip
