"""Requests to change targets in the course of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.days import STAND_IN, day, month, months_later
from ...core.figures import signed, whole
from ...core.names import check_known, row_of
from ...core.numbers import Number, count, plain
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_MONTHS = 24
YEARS = (1900, 2999)  # that a request may be for, or of


@dataclass(frozen=True)
class Request:
    """A wish to change the target of an indicator from a month on."""

    indicator: str
    month: date
    target: Number
    asked_on: date
    asked_by: str
    reason: str = ""
    approved_by: str = ""
    approved_on: date | None = None


@dataclass(frozen=True)
class Requests(Problem):
    """Requests to change targets, and the rule that decides.

    A table has the columns indicator, month (2025-06), target (the new one), asked_on (2025-05-01)
    and asked_by, and may have reason, approved_by and approved_on. A request needs `notice` months
    before its month begins, a reason, and the approval of one of the `approvers` who is not the one
    that asks. `indicators` name those that there are, where told. Bad data raises `ProblemError`.

    >>> wish = Request("sales", date(2025, 6, 1), 90, date(2025, 5, 20), "Ann", "road closed")
    >>> print(Requests((wish,)).headline)
    1 request to change a target, with 1 month's notice.
    """

    requests: tuple[Request, ...]
    _: KW_ONLY
    notice: int = 1
    approvers: tuple[str, ...] = ("deputy general manager", "general manager")
    indicators: tuple[str, ...] = ()

    subject: ClassVar[str] = "requests"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("indicator", ("kpi", "指标"), stand_in="row {}"),
        Column("month", ("for month", "月份"), stand_in="2000-01"),
        Column("target", ("new target", "新目标"), number=True, stand_in=1),
        Column("asked_on", ("requested on", "date", "申请日期"), stand_in="2000-01-01"),
        Column("asked_by", ("requested by", "applicant", "申请人"), stand_in="somebody"),
        Column("reason", ("why", "理由"), needed=False),
        Column("approved_by", ("approver", "批准人"), needed=False),
        Column("approved_on", ("批准日期",), needed=False),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        notice = whole(self.notice, "notice", faults, MOST_MONTHS, least=0)
        if not self.requests:
            faults.add("requests", "there are none", "Give at least one request.")
        if not self.approvers or not all(map(name, self.approvers)):
            faults.add("approvers", "nobody may approve", "Name who may.")
        kept = tuple(_request(k, each, faults) for k, each in enumerate(self.requests, 1))
        known = tuple(map(name, self.indicators))
        if known:
            for k, each in enumerate(kept, 1):
                check_known("indicator", [each.indicator], known, f"row {k}", faults)
        approvers = tuple(map(name, self.approvers))
        return {"requests": kept, "notice": notice, "approvers": approvers, "indicators": known}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        fields = [column.name for column in cls.columns]
        read = (Request(**{field: _told(row[field]) for field in fields}) for row in table)
        return {"requests": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a request: the columns of the table, days as text."""
        import pandas as pd

        told = [
            (
                each.indicator,
                f"{each.month:%Y-%m}",
                each.target,
                each.asked_on.isoformat(),
                each.asked_by,
                each.reason,
                each.approved_by,
                each.approved_on.isoformat() if each.approved_on else "",
            )
            for each in self.requests
        ]
        return pd.DataFrame(told, columns=[column.name for column in self.columns])

    @property
    def headline(self) -> str:
        """The requests in one sentence."""
        many = count(len(self.requests), "request")
        notice = count(self.notice, "month's", "months'")
        return f"{many} to change a target, with {notice} notice."

    def last_day(self, each: Request) -> date:
        """The last day on which a request for its month is in time."""
        return months_later(each.month, -self.notice)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first requests on a time line."""
        from .plots import time_line

        return time_line(self, state, (), ax)


def _told(cell: Any) -> Any:
    return "" if cell is None else cell


def _request(row: int, each: Request, faults: Faults) -> Request:
    place = row_of(row, "indicator", name(each.indicator))
    if not name(each.indicator):
        faults.add(f"row {row}, indicator", "it has no name", "Name the indicator.")
    if not name(each.asked_by):
        faults.add(f"{place}, asked_by", "nobody asks", "Name who asks.")
    approved = each.approved_on
    blank = approved is None or (isinstance(approved, str) and not approved.strip())
    days = {
        "month": month(each.month, f"{place}, month", faults),
        "asked_on": day(each.asked_on, f"{place}, asked_on", faults),
    }
    for what, told in days.items():
        if not YEARS[0] <= told.year <= YEARS[1]:
            faults.add(f"{place}, {what}", f"the year is {told.year}",
                       f"Write one from {YEARS[0]} to {YEARS[1]}.")  # fmt: skip
            days[what] = STAND_IN
    return Request(
        name(each.indicator),
        days["month"],
        plain(signed(each.target, f"{place}, target", faults)),
        days["asked_on"],
        name(each.asked_by),
        name(each.reason),
        name(each.approved_by),
        None if blank else day(approved, f"{place}, approved_on", faults),
    )
