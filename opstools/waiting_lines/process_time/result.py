"""A process time that failures have stretched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Stretched:
    """What is known of the effective time by a step: its mean, then its cv."""

    time: float | None = None
    cv: float | None = None


@dataclass(frozen=True)
class ProcessTime(Result):
    """What a customer's service effectively takes, failures counted in.

    >>> from opstools.waiting_lines import effective_process_time
    >>> print(effective_process_time(15, 0.2236, time_to_failure=744, time_to_repair=248).headline)
    Effective process time 20 min with cv 2.5, at an availability of 75 %.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME}

    time: float
    cv: float
    availability: float
    natural_time: float
    natural_cv: float
    time_unit: str = "min"

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            time=(self.time, self.time_unit),
            cv=(self.cv, ""),
            availability=(self.availability, "%"),
        )

    @property
    def headline(self) -> str:
        """The process time in one sentence."""
        return (
            f"Effective process time {show(self.time, self.time_unit)} with cv {show(self.cv)}, "
            f"at an availability of {show(self.availability, '%')}."
        )

    @property
    def note(self) -> str:
        """What the formula takes for granted."""
        return "Failures strike at random (exponential) and interrupt the work."

    def to_frame(self) -> pd.DataFrame:
        """Two rows, natural and effective: process, time, cv."""
        import pandas as pd

        rows = [
            ("natural", self.natural_time, self.natural_cv),
            ("effective", self.time, self.cv),
        ]
        return pd.DataFrame(rows, columns=["process", "time", "cv"])

    def draw(self, state: Stretched, ax: Axes | None) -> Axes:
        """Natural and effective time with one standard deviation each way, as far as known."""
        from .plots import two_times

        return two_times(self, state, ax)
