"""How fast, and how many people: two divisions that come before any balancing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..core import Faults, public
from ..core.figures import positive


@public
def takt_time(available_time: float, demand: float) -> float:
    """The time between two units that customers ask for: available time / demand.

    `available_time` is the net working time of a period and `demand` the units wanted in it; the
    answer is in the unit of the time. The cycle time C that a line is run at is a choice, at most
    the takt where demand is to be met. Source: Rother & Shook (1998).

    >>> takt_time(420 * 60, 500)
    50.4
    """
    time, units = _positive(available_time=available_time, demand=demand)
    return float(time / units)


@public
def workers_needed(work_content: float, takt: float) -> float:
    """Work content / takt: the workers that a perfect balance would need, not rounded.

    `work_content` Σt and `takt` are in the same unit of time. Round it up for whole people.

    >>> workers_needed(195, 50.4)
    3.869047619047619
    """
    content, pace = _positive(work_content=work_content, takt=takt)
    return float(content / pace)


def _positive(**values: Any) -> list[Fraction]:
    faults = Faults("takt")
    numbers = [positive(value, place, faults) for place, value in values.items()]
    faults.raise_any()
    return numbers
