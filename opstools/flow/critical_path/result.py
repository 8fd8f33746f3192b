"""The critical path: early and late times, slack, and the chain that sets the duration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import show
from .schedule import Schedule

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class PassesKnown:
    """By a step: which activities have their early times, which their slack, which are critical."""

    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriticalPath(Schedule, Result):
    """Early and late times, slack, and the path whose times add up to the duration.

    The duration is the theoretical flow time of a unit that never waits for a resource. `critical`
    are all activities without slack; of several critical paths `path` is that of the first listed.

    Source: Kelley & Walker (1959).

    >>> from opstools import datasets
    >>> from opstools.flow import critical_path
    >>> visit = critical_path(datasets.load("admission"))
    >>> print(visit.headline)
    60 min at least: arrive → blood test → laboratory → decide → bed; 95 min of work.
    >>> visit.slack["x-ray"]
    10
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "time": TIME,
        "early_start": TIME,
        "early_finish": TIME,
        "late_start": TIME,
        "late_finish": TIME,
        "slack": TIME,
    }

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            duration=(self.duration, self.problem.time_unit),
            work=(self.problem.work, self.problem.time_unit),
            critical_activities=(len(self.critical), ""),
        )

    @property
    def headline(self) -> str:
        """The path in one sentence."""
        unit = self.problem.time_unit
        return (
            f"{show(self.duration, unit)} at least: {' → '.join(self.path)}; "
            f"{show(self.problem.work, unit)} of work."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an activity: activity, time, early and late start and finish, slack, critical."""
        import pandas as pd

        columns = {
            "time": self.problem.times,
            "early_start": self.early_start,
            "early_finish": self.early_finish,
            "late_start": self.late_start,
            "late_finish": self.late_finish,
            "slack": self.slack,
        }
        figures = {column: list(values.values()) for column, values in columns.items()}
        critical = [label in self.critical for label in self.slack]
        return pd.DataFrame({"activity": list(self.slack), **figures, "critical": critical})

    def draw(self, state: PassesKnown, ax: Axes | None) -> Axes:
        """Bars from early start to early finish, slack hatched, the critical ones marked."""
        from .plots import passes

        return passes(self, state, ax)
