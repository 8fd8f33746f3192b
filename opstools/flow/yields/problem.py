"""Steps at which units turn out bad, some of which are worked on again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.display import SHARE, TIME
from ...core.figures import not_negative, share
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class YieldStep:
    """A step: the time of one pass, the share that is good, and of the bad the share reworked."""

    step: str
    unit_time: Number
    good: Number
    rework: Number = 0


@dataclass(frozen=True)
class YieldSteps(Problem):
    """Steps in a row with yields.

    `good` is the share of passes that turn out well; of the others the share `rework` goes through
    the step again, with the same chances, and the rest is scrap. A table has the columns step,
    unit_time, yield (also called good) and perhaps rework. Bad data raises `ProblemError`.

    >>> line = YieldSteps((YieldStep("press", 2, 0.9, 0.5), YieldStep("paint", 3, 0.8)))
    >>> print(line.headline)
    2 steps with yields from 80 % to 90 %.
    """

    steps_in_row: tuple[YieldStep, ...]
    _: KW_ONLY
    time_unit: str = "min"

    subject: ClassVar[str] = "yields"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("step", ("activity", "operation", "工序"), stand_in="row {}"),
        Column("unit_time", ("processing time", "time", "时间"), number=True, stand_in=1),
        Column("yield", ("good", "first pass yield", "合格率"), number=True, stand_in=1),
        Column("rework", ("rework share", "返工率"), needed=False, number=True, stand_in=0),
    )
    measured_in: ClassVar[Mapping[str, str]] = {
        "unit_time": TIME,
        "yield": SHARE,
        "rework": SHARE,
    }

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("step", [name(each.step) for each in self.steps_in_row], faults)
        done = []
        for k, each in enumerate(self.steps_in_row, 1):
            place = row_of(k, "step", name(each.step))
            time = not_negative(each.unit_time, f"{place}, unit_time", faults, self.time_unit)
            good = share(each.good, f"{place}, yield", faults)
            told = 0 if name(each.rework) == "" else each.rework
            again = share(told, f"{place}, rework", faults)
            if not good:
                faults.add(f"{place}, yield", "nothing turns out well", "Write a share above 0.")
            done.append(YieldStep(name(each.step), plain(time), plain(good), plain(again)))
        return {"steps_in_row": tuple(done)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (YieldStep(r["step"], r["unit_time"], r["yield"], r["rework"]) for r in table)
        return {"steps_in_row": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, unit_time, yield, rework."""
        import pandas as pd

        rows_ = [(e.step, e.unit_time, e.good, e.rework) for e in self.steps_in_row]
        return pd.DataFrame(rows_, columns=["step", "unit_time", "yield", "rework"])

    @property
    def headline(self) -> str:
        """The steps in one sentence."""
        good = [each.good for each in self.steps_in_row]
        ends = f"yields from {show(min(good), '%')} to {show(max(good), '%')}"
        if len(good) == 1:
            ends = f"a yield of {show(good[0], '%')}"
        return f"{count(len(good), 'step')} with {ends}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """What becomes of 100 units started, over the first steps."""
        from .plots import units_left

        return units_left(self, state, ax)
