"""Deciding on requests by the rule: in time, with a reason, approved by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...core import Step, Steps, public
from ...core.days import months_later
from ...core.numbers import count, listing
from ...core.table import suggestion
from .problem import Request, Requests
from .result import Decision, Decisions


@public
def adjust_targets(requests: Requests) -> Decisions:
    """Grant or refuse each request to change a target, and say why.

    Targets stand unless a request comes `notice` months before its month begins, gives a reason,
    and is approved, before that month, by one of the `approvers` who is not the one that asks. A
    refusal names every reason, how late it was, and the first month that is still open. Bad tables
    raise `ProblemError`. Source: this course, after the rules of a holding company.

    >>> import pandas as pd
    >>> late = pd.DataFrame(
    ...     {
    ...         "indicator": ["sales"],
    ...         "month": ["2025-06"],
    ...         "target": [90],
    ...         "asked_on": ["2025-05-20"],
    ...         "asked_by": ["Ann"],
    ...         "reason": ["road closed"],
    ...         "approved_by": ["general manager"],
    ...     }
    ... )
    >>> print(adjust_targets(late).decisions[0].reasons[0])
    19 days late: for 2025-06 it had to come by 2025-05-01; the first month still open is 2025-07
    """
    decisions = tuple(_decide(requests, each) for each in requests.requests)
    return Decisions(requests, decisions, working=Steps(_working(requests, decisions), 0))


def first_open(requests: Requests, asked: date) -> date:
    """The first month that a request of a day can be for."""
    month = months_later(asked.replace(day=1), requests.notice)
    while months_later(month, -requests.notice) < asked:
        month = months_later(month, 1)
    return month


def _decide(requests: Requests, each: Request) -> Decision:
    late = max(timedelta(0), each.asked_on - requests.last_day(each)).days
    opens = first_open(requests, each.asked_on)
    reasons = []
    if late:
        reasons.append(
            f"{count(late, 'day')} late: for {each.month:%Y-%m} it had to come by "
            f"{requests.last_day(each)}; the first month still open is {opens:%Y-%m}"
        )
    if not each.reason:
        reasons.append("no reason is given, and targets stand unless there is one")
    reasons += _approval(requests, each)
    return Decision(not reasons, tuple(reasons), late, opens)


def _approval(requests: Requests, each: Request) -> Iterator[str]:
    """What is wrong with the approval."""
    who = each.approved_by
    known = {name.casefold(): name for name in requests.approvers}
    if not who:
        yield f"nobody approved it; {listing(requests.approvers, last='or')} may"
        return
    if who.casefold() == each.asked_by.casefold():
        yield f"{who} approved their own request"
    elif who.casefold() not in known:
        near = suggestion(who.casefold(), known).replace("?", "")
        hint = f" ({near[0].lower()}{near[1:]}?)" if near else ""
        yield f"{who} may not approve; {listing(requests.approvers, last='or')} may{hint}"
    if each.approved_on and each.approved_on >= each.month:
        yield f"approved on {each.approved_on} only, when the month had begun"
    elif each.approved_on and each.approved_on < each.asked_on:
        yield f"approved on {each.approved_on}, before it was asked for"


def _working(requests: Requests, decisions: tuple[Decision, ...]) -> Iterator[Step]:
    for k, (each, found) in enumerate(zip(requests.requests, decisions, strict=True), 1):
        text = (
            f"Request {k}: {each.indicator} from {each.month:%Y-%m}, asked on {each.asked_on}; "
            f"in time until {requests.last_day(each)}."
        )
        yield Step(text, "", found.days_late, "days late")
        if found.granted:
            yield Step(f"Request {k} is granted: approved by {each.approved_by}.", state=k)
        else:
            yield Step(f"Request {k} is refused: {'; '.join(found.reasons)}.", state=k)
