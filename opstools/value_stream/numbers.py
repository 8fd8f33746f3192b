"""The figures of a value stream, each on its own: takt, EPEI, kanban cards."""

from __future__ import annotations

from fractions import Fraction

from ..core import Faults, Infeasible, fail, public
from ..core.figures import not_negative, positive, share
from ..core.numbers import Number, ceiling, plain, show


@public
def epei(
    *, changeovers: float, available_time: float, uptime: float = 1, run_time: float
) -> Number:
    """Every part every interval: after how many days each variant can be made again.

    EPEI = ΣC/O / (available time × uptime − run time): the time that is left each day for
    changeovers, against all of them. `run_time` is Σ demand × C/T of a day; all in one unit of
    time. What is no time raises `ProblemError`; where no time is left, `Infeasible` is raised.
    Source: Rother & Shook (1998).

    >>> epei(changeovers=120, available_time=480, uptime=0.9, run_time=372)
    2
    """
    faults = Faults("epei")
    work = positive(available_time, "available_time", faults)
    change = not_negative(changeovers, "changeovers", faults)
    run = not_negative(run_time, "run_time", faults)
    up = share(uptime, "uptime", faults)
    faults.raise_any()
    left = work * up - run
    if left <= 0:
        problem = f"{show(plain(run))} of {show(plain(work * up))} are needed to run"
        fail("epei", "run_time", problem, "No time is left for changeovers; add time.", Infeasible)
    return plain(change / left)


@public
def kanban_cards(*, demand: float, lead_time: float, safety: float = 0, container: float) -> int:
    """How many cards a loop needs: demand × lead time × (1 + safety) / container, rounded up.

    `demand` is pieces in a unit of time, `lead_time` that of the loop in the same unit, `safety` a
    share, `container` pieces a card. What is none of these raises `ProblemError`.
    Source: Monden (1983).

    >>> kanban_cards(demand=920, lead_time=1.5, safety=0.1, container=60)
    26
    """
    faults = Faults("kanban")
    wanted = positive(demand, "demand", faults)
    time = positive(lead_time, "lead_time", faults)
    more = not_negative(safety, "safety", faults)
    holds = positive(container, "container", faults)
    faults.raise_any()
    return ceiling(wanted * time * (1 + more) / holds)


def rounded(value: Fraction, digits: int | None) -> Fraction:
    """A figure as it is printed: half up to so many digits, or as it is.

    >>> rounded(Fraction(185, 100), 1), rounded(Fraction(1, 3), None)
    (Fraction(19, 10), Fraction(1, 3))
    """
    if digits is None:
        return value
    scale = 10**digits
    return Fraction(int(value * scale + Fraction(1, 2)), scale)
