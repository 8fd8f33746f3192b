"""Operations told apart by four V: volume, variety, variation and visibility."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.names import check_known, check_names, row_of
from ...core.numbers import Number, count, exact, listing
from ...core.table import name, rows
from ..marks import LEAST, MOST, kept

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# From much variety and little volume to the reverse; also what services call them.
PROCESSES = ("project", "job shop", "batch", "line", "continuous")
ALSO = {
    "jobbing": "job shop", "mass": "line", "assembly line": "line", "flow": "continuous",
    "continuous flow": "continuous", "项目": "project", "单件": "job shop", "成批": "batch",
    "流水线": "line", "连续": "continuous",
}  # fmt: skip
FOUR_V = ("volume", "variety", "variation", "visibility")


@dataclass(frozen=True)
class Operation:
    """An operation by four V, each from 1 (little) to 5 (much), and the process it uses.

    Volume is how much is made of a thing, variety how many different things, variation how much
    demand goes up and down, visibility how much of the work customers see. The process may be
    blank.
    """

    operation: str
    volume: Number
    variety: Number
    variation: Number
    visibility: Number
    process: str = ""


@dataclass(frozen=True)
class Operations(Problem):
    """Operations to be told apart.

    A table has the columns operation, volume, variety, variation, visibility (marks from 1 to 5)
    and process, which may be blank: project, job shop, batch, line or continuous. Bad data raises
    `ProblemError`.

    >>> print(Operations((Operation("tailor", 1, 5, 3, 5, "job shop"),)).headline)
    1 operation: tailor.
    """

    operations: tuple[Operation, ...]

    subject: ClassVar[str] = "operations"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("operation", ("运营", "firm", "name"), stand_in="row {}"),
        Column("volume", ("产量", "批量"), number=True, stand_in=LEAST),
        Column("variety", ("品种",), number=True, stand_in=LEAST),
        Column("variation", ("需求变化", "波动"), number=True, stand_in=LEAST),
        Column("visibility", ("可见性", "contact"), number=True, stand_in=LEAST),
        Column("process", ("process type", "工艺", "流程类型"), needed=False, stand_in=""),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("operation", [name(each.operation) for each in self.operations], faults)
        found = []
        for k, each in enumerate(self.operations, 1):
            place = row_of(k, "operation", name(each.operation))
            marks = {v: kept(getattr(each, v), f"{place}, {v}", faults) for v in FOUR_V}
            process = name(each.process).casefold()
            process = ALSO.get(process, process)
            if process:
                check_known("process", [process], PROCESSES, f"{place}, process", faults)
            found.append(Operation(name(each.operation), **marks, process=process))
        return {"operations": tuple(found)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Operation(**{part: r[part] for part in ("operation", *FOUR_V, "process")})
                for r in table)  # fmt: skip
        return {"operations": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an operation: operation, volume, variety, variation, visibility, process."""
        import pandas as pd

        told = [(o.operation, *(getattr(o, v) for v in FOUR_V), o.process) for o in self.operations]
        return pd.DataFrame(told, columns=["operation", *FOUR_V, "process"])

    @property
    def headline(self) -> str:
        """The operations in one sentence."""
        names = [each.operation for each in self.operations]
        return f"{count(len(names), 'operation')}: {listing(names, most=8)}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The product–process matrix with the first operations in it."""
        from .plots import matrix

        return matrix(self, state, ax)


def place(each: Operation) -> Fraction:
    """Where the product stands from 1 (one of a kind) to 5 (a commodity): high volume, low variety.

    >>> place(Operation("tailor", 1, 5, 3, 5))
    Fraction(1, 1)
    """
    return (exact(each.volume) + LEAST + MOST - exact(each.variety)) / 2


def asked(each: Operation) -> str:
    """The process that volume and variety ask for; half-way the more flexible one."""
    return PROCESSES[ceil(place(each) - Fraction(1, 2)) - 1]


def used(each: Operation) -> Fraction:
    """Where the process stands from 1 (project) to 5 (continuous); as asked where none is told."""
    return Fraction(1 + PROCESSES.index(each.process or asked(each)))


def fit(each: Operation) -> str:
    """Whether the process suits the product: a whole place off the diagonal is too far.

    >>> fit(Operation("tailor", 1, 5, 3, 5, "line")), fit(Operation("tailor", 1, 5, 3, 5, "batch"))
    ('too rigid', 'too rigid')
    """
    off = used(each) - place(each)
    if abs(off) < 1:
        return "on the diagonal"
    return "too rigid" if off > 0 else "too flexible"


def standard(each: Operation) -> Fraction:
    """How far the four V lean to standard work at a low unit cost, from 1 to 5."""
    turned = (LEAST + MOST - exact(getattr(each, v)) for v in FOUR_V[1:])
    return (exact(each.volume) + sum(turned)) / len(FOUR_V)
