"""When stations work, and how arrivals ebb and flow through the day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core import Faults, fail
from ..core.numbers import show
from .checks import check_numbers, check_sequence, read_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Calendar:
    """Shifts (from, to) or (from, to, servers), repeated every `period`.

    Outside the shifts nothing is started. What is under way at the end of a shift is finished
    (overtime), or with `interrupt` rests until the next shift. Times are in the model's unit.

    >>> day = Calendar(((9, 12), (13, 18, 2)))
    >>> day.servers_at(10, 5), day.servers_at(12.5, 5), day.servers_at(24 + 17, 5)
    (5, 0, 2)
    >>> Calendar(((9, 18),), interrupt=True).finish(17, 3)
    35.0
    """

    shifts: tuple[tuple[float, ...], ...]
    period: float = 24.0
    interrupt: bool = False

    def __post_init__(self) -> None:
        read_numbers(self, "period")
        check_numbers("calendar", above_zero={"period": self.period})
        faults = Faults("calendar")
        shifts = check_sequence(self.shifts, "shifts", faults)
        shifts = tuple(
            check_sequence(shift, f"shift {k}", faults) for k, shift in enumerate(shifts, 1)
        )
        object.__setattr__(self, "shifts", shifts)
        faults.raise_any()
        if not self.shifts:
            fail("calendar", "shifts", "there are none", "Give at least one (from, to).")
        for k, shift in enumerate(self.shifts, 1):
            _check_shift(f"shift {k}", shift, self, faults)
        faults.raise_any()
        for k, (before, after) in enumerate(pairwise(self.shifts), 2):
            if after[0] < before[1]:
                problem = f"it starts at {show(after[0])}, before {show(before[1])}"
                faults.add(f"shift {k}", problem, "List shifts in order, none over another.")
        faults.raise_any()

    @cached_property
    def changes(self) -> tuple[tuple[float, int | None], ...]:
        """(time in the period, servers from then on); None stands for all of the station's."""
        found: list[tuple[float, int | None]] = []
        for start, end, *servers in self.shifts:
            if found and found[-1][0] == start:
                found.pop()
            found.append((start, int(servers[0]) if servers else None))
            found.append((end % self.period, 0))
        if found[-1][0] == 0 and len(found) > 1:  # a shift that ends with the period
            found.insert(0, found.pop())
            if found[1][0] == 0:
                found.pop(0)
        return tuple(found)

    def servers_at(self, time: float, servers: float) -> float:
        """How many of a station's servers are on duty at a time."""
        clock = time % self.period
        k = bisect_right([change[0] for change in self.changes], clock) - 1
        on_duty = self.changes[k][1]  # k = −1 is what the last change left
        return servers if on_duty is None else on_duty

    def next_change(self, time: float) -> float:
        """The first moment after `time` at which a shift starts or ends.

        >>> Calendar(((9, 12), (13, 18))).next_change(18)
        33.0
        """
        days, clock = divmod(time, self.period)
        later = [change for change, _ in self.changes if change > clock + 1e-9]
        day = days * self.period
        return float(day + later[0] if later else day + self.period + self.changes[0][0])

    def finish(self, start: float, work: float) -> float:
        """When work begun at `start` is done, counting the hours of the shifts only."""
        days, clock = divmod(start, self.period)
        ends = [0.0]  # work done in a period until the end of each shift
        for first, last, *_ in self.shifts:
            ends.append(ends[-1] + last - first)
        before = sum(max(0.0, min(clock, last) - first) for first, last, *_ in self.shifts)
        whole, rest = divmod(before + work, ends[-1])
        if rest <= 1e-12 * ends[-1] and whole:  # done at the very end of a period's last shift
            whole, rest = whole - 1, ends[-1]
        k = next(k for k, end in enumerate(ends[1:]) if rest <= end)
        return (days + whole) * self.period + self.shifts[k][0] + rest - ends[k]


def _check_shift(place: str, shift: tuple[Any, ...], calendar: Calendar, faults: Faults) -> None:
    numbers = [number for number in shift if isinstance(number, (int, float))]
    if len(numbers) != len(shift) or len(shift) not in (2, 3):
        faults.add(place, f"{shift} is not (from, to) or (from, to, servers)", "Give numbers.")
    elif not 0 <= shift[0] < shift[1] <= calendar.period:
        problem = f"{show(shift[0])} to {show(shift[1])} does not lie in the period"
        faults.add(place, problem, f"Give 0 ≤ from < to ≤ {show(calendar.period)}.")
    elif len(shift) == 3 and not (shift[2] >= 1 and shift[2] % 1 == 0):
        faults.add(place, f"{show(shift[2])} servers", "Give a whole number of at least 1.")
    elif len(shift) == 3 and calendar.interrupt:
        problem = "work that rests overnight needs as many servers in every shift"
        faults.add(place, problem, "Leave the number of servers out.")


@dataclass(frozen=True)
class Slots:
    """Moments of a period at which a station takes what waits, such as a carrier's pick-ups.

    >>> Slots((11, 15)).next_change(12)
    15.0
    """

    times: tuple[float, ...]
    period: float = 24.0

    def __post_init__(self) -> None:
        read_numbers(self, "period")
        check_numbers("slots", above_zero={"period": self.period})
        faults = Faults("slots")
        object.__setattr__(self, "times", check_sequence(self.times, "times", faults))
        faults.raise_any()
        numbers = all(isinstance(time, (int, float)) for time in self.times)
        rising = numbers and list(self.times) == sorted(set(self.times))
        if not self.times or not rising or not 0 <= self.times[0] <= self.times[-1] < self.period:
            remedy = f"Give rising times from 0 to below {show(self.period)}."
            fail("slots", "times", f"{self.times} are no moments of the period", remedy)

    def next_change(self, time: float) -> float:
        """The first slot after `time`."""
        days, clock = divmod(time, self.period)
        later = [slot for slot in self.times if slot > clock + 1e-9]
        day = days * self.period
        return float(day + later[0] if later else day + self.period + self.times[0])


@dataclass(frozen=True)
class Profile:
    """Arrivals at random with a rate that changes through the period, as `rates` in equal parts.

    24 rates over the default period of 24 are a profile by the hour, in arrivals per hour. The
    process is exact: moments of a steady Poisson process are read off the cumulative rate.

    >>> import numpy as np
    >>> times = Profile((0, 10, 0, 10), period=4).until(np.random.default_rng(1), 4000)
    >>> len(times) > 19_000, bool((times % 2 >= 1).all())
    (True, True)
    """

    rates: tuple[float, ...]
    period: float = 24.0

    def __post_init__(self) -> None:
        read_numbers(self, "period")
        faults = Faults("profile")
        object.__setattr__(self, "rates", check_sequence(self.rates, "rates", faults))
        faults.raise_any()
        rates = {f"rate {k}": rate for k, rate in enumerate(self.rates, 1)}
        check_numbers("profile", above_zero={"period": self.period}, least_zero=rates)
        if not sum(map(float, self.rates)):
            fail("profile", "rates", "nobody ever arrives", "Give at least one rate above 0.")

    @property
    def in_a_period(self) -> float:
        """Arrivals expected in one period."""
        return float(sum(map(float, self.rates))) * self.period / len(self.rates)

    def first(self, random: Any, number: int) -> NDArray[np.float64]:
        """The first so many arrivals."""
        import numpy as np

        return self._moments(np.cumsum(random.exponential(1, number)))

    def until(self, random: Any, end: float) -> NDArray[np.float64]:
        """All arrivals until `end`."""
        expected = self.in_a_period * (end / self.period + 1)
        times = self.first(random, int(expected + 10 * expected**0.5 + 10))
        return times[times <= end]

    def _moments(self, counted: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        part = self.period / len(self.rates)
        reached = np.concatenate([[0.0], np.cumsum(np.array(self.rates, float) * part)])
        periods, rest = np.divmod(counted, reached[-1])
        k = np.searchsorted(reached, rest, side="right") - 1
        within = (rest - reached[k]) / np.array(self.rates, float)[k]
        moments: NDArray[np.float64] = periods * self.period + k * part + within
        return moments
