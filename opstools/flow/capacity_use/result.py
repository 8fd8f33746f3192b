"""Utilisation and efficiency of a capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import Number, exact, plain, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class CapacityUse(Result):
    """What comes out, held against what was designed and against what can be expected.

    Source: Heizer & Render, Operations Management.

    >>> from opstools.flow import capacity_use
    >>> print(capacity_use(design=50, effective=40, output=36, unit="trucks/day").headline)
    36 of 50 trucks/day designed: utilisation 72 %; of 40 effective: efficiency 90 %.
    """

    design: Number
    effective: Number
    output: Number
    unit_of_rate: str = "units/day"

    @property
    def utilisation(self) -> Number:
        """Output / design capacity."""
        return plain(exact(self.output) / exact(self.design))

    @property
    def efficiency(self) -> Number:
        """Output / effective capacity."""
        return plain(exact(self.output) / exact(self.effective))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(utilisation=(self.utilisation, "%"), efficiency=(self.efficiency, "%"))

    @property
    def headline(self) -> str:
        """Both in one sentence."""
        return (
            f"{show(self.output)} of {show(self.design)} {self.unit_of_rate} designed: utilisation "
            f"{show(self.utilisation, '%')}; of {show(self.effective)} effective: efficiency "
            f"{show(self.efficiency, '%')}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a rate: capacity, value, unit."""
        import pandas as pd

        rates = {"design": self.design, "effective": self.effective, "output": self.output}
        table = pd.DataFrame({"capacity": list(rates), "value": list(rates.values())})
        return table.assign(unit=self.unit_of_rate)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Three bars: designed, effective, put out."""
        from .plots import three_rates

        return three_rates(self, state, ax)
