"""What was decided on requests to change targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import count, listing
from .problem import Requests

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Decision:
    """Granted or not, every reason against it, how late it was, and the first month still open."""

    granted: bool
    reasons: tuple[str, ...]
    days_late: int
    open_from: date


@dataclass(frozen=True)
class Decisions(Result):
    """A decision on every request, in their order.

    `granted` and `refused` are the numbers of the requests, from 1; `targets` is a table of the new
    ones that hold, the last request for a month deciding.

    >>> from opstools.scorecard import Request, Requests, adjust_targets
    >>> wish = Request("sales", "2025-06", 90, "2025-04-20", "Ann", "road", "general manager")
    >>> print(adjust_targets(Requests((wish,))).headline)
    1 of 1 request is granted.
    """

    problem: Requests
    decisions: tuple[Decision, ...]

    @property
    def granted(self) -> tuple[int, ...]:
        """The numbers of the requests that are granted."""
        return tuple(k for k, each in enumerate(self.decisions, 1) if each.granted)

    @property
    def refused(self) -> tuple[int, ...]:
        """The numbers of the requests that are refused."""
        return tuple(k for k, each in enumerate(self.decisions, 1) if not each.granted)

    @property
    def targets(self) -> pd.DataFrame:
        """The new targets: indicator, from, target; the request made last decides."""
        import pandas as pd

        held = {}
        requests = self.problem.requests
        for k in sorted(self.granted, key=lambda k: (requests[k - 1].asked_on, k)):
            each = requests[k - 1]
            held[each.indicator, each.month] = each.target
        rows = [(name, f"{month:%Y-%m}", target) for (name, month), target in sorted(held.items())]
        return pd.DataFrame(rows, columns=["indicator", "from", "target"])

    @property
    def answer(self) -> tuple[int, ...]:
        """The requests that are granted."""
        return self.granted

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        late = [each.days_late for each in self.decisions]
        return Measures(
            granted=(len(self.granted), ""),
            refused=(len(self.refused), ""),
            late=(sum(days > 0 for days in late), ""),
            longest_delay=(max(late), "day"),
        )

    @property
    def headline(self) -> str:
        """The decisions in one sentence."""
        verb = "is" if len(self.granted) == 1 else "are"
        text = f"{len(self.granted)} of {count(len(self.decisions), 'request')} {verb} granted"
        if not self.refused:
            return f"{text}."
        return f"{text}; refused: {listing(f'no. {k}' for k in self.refused)}."

    @property
    def note(self) -> str:
        """The rule."""
        notice = count(self.problem.notice, "month's", "months'")
        who = listing(self.problem.approvers, last="or")
        return f"Rule: {notice} notice, a reason, approval by {who}."

    def to_frame(self) -> pd.DataFrame:
        """One row a request: request, indicator, month, target, asked_on, days_late, decision,
        reason, open_from."""
        import pandas as pd

        pairs = enumerate(zip(self.problem.requests, self.decisions, strict=True), 1)
        rows = [
            (
                k,
                each.indicator,
                f"{each.month:%Y-%m}",
                each.target,
                each.asked_on.isoformat(),
                found.days_late,
                "granted" if found.granted else "refused",
                "; ".join(found.reasons),
                f"{found.open_from:%Y-%m}",
            )
            for k, (each, found) in pairs
        ]
        columns = ["request", "indicator", "month", "target", "asked_on", "days_late"]
        return pd.DataFrame(rows, columns=[*columns, "decision", "reason", "open_from"])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The requests on a time line, those decided on with what was decided."""
        from .plots import time_line

        return time_line(self.problem, len(self.decisions), self.decisions[:state], ax)
