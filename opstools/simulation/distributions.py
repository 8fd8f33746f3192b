"""Where random times come from: distributions, and a random stream for each purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ..core import Faults, fail
from ..core.figures import LARGEST
from ..core.numbers import show
from .checks import check_numbers, check_sequence, read_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Draw = Callable[[Any, int], Any]  # (numpy Generator, how many) -> that many times
CHUNK = 1024


@dataclass(frozen=True)
class Fixed:
    """Always the same time; cv 0.

    >>> Fixed(3)(None, 2).tolist()
    [3.0, 3.0]
    """

    value: float

    def __post_init__(self) -> None:
        check_numbers("Fixed", least_zero={"value": self.value})

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        import numpy as np

        return np.full(size, float(self.value))


@dataclass(frozen=True)
class Exponential:
    """Times without memory; cv 1.

    >>> import numpy as np
    >>> bool(Exponential(5)(np.random.default_rng(1), 10_000).mean() > 4.9)
    True
    """

    mean: float

    def __post_init__(self) -> None:
        check_numbers("Exponential", above_zero={"mean": self.mean})

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        return random.exponential(float(self.mean), size)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Gamma:
    """Times with a given mean and coefficient of variation cv; with cv 0 all are the same.

    >>> import numpy as np
    >>> times = Gamma(5, cv=0.5)(np.random.default_rng(1), 100_000)
    >>> round(float(times.mean()), 1), round(float(times.std() / times.mean()), 1)
    (5.0, 0.5)
    """

    mean: float
    cv: float

    def __post_init__(self) -> None:
        check_numbers("Gamma", above_zero={"mean": self.mean}, least_zero={"cv": self.cv})

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        if not self.cv:
            return Fixed(self.mean)(random, size)
        shape = 1 / float(self.cv) ** 2
        return random.gamma(shape, float(self.mean) / shape, size)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Lognormal:
    """Times with a mean, a cv and a long tail, as service by people often shows.

    >>> import numpy as np
    >>> times = Lognormal(5, cv=0.5)(np.random.default_rng(1), 100_000)
    >>> round(float(times.mean()), 1), round(float(times.std() / times.mean()), 1)
    (5.0, 0.5)
    """

    mean: float
    cv: float

    def __post_init__(self) -> None:
        check_numbers("Lognormal", above_zero={"mean": self.mean}, least_zero={"cv": self.cv})

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        import math

        variance = math.log1p(float(self.cv) ** 2)
        middle = math.log(float(self.mean)) - variance / 2
        return random.lognormal(middle, math.sqrt(variance), size)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Triangular:
    """Times from `low` to `high`, most often near `mode`: a first guess before there is data.

    >>> import numpy as np
    >>> times = Triangular(2, 3, 7)(np.random.default_rng(1), 1000)
    >>> bool(2 <= times.min() and times.max() <= 7)
    True
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        read_numbers(self, "low", "mode", "high")
        ends = {"low": self.low, "mode": self.mode, "high": self.high}
        check_numbers("Triangular", least_zero=ends)
        if not self.low <= self.mode <= self.high or self.low == self.high:
            given = f"{show(self.low)}, {show(self.mode)}, {show(self.high)} do not rise"
            fail("Triangular", "low, mode, high", given, "Give low ≤ mode ≤ high with low < high.")

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        return random.triangular(self.low, self.mode, self.high, size)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Empirical:
    """Times drawn from those observed, each as likely as every other.

    >>> import numpy as np
    >>> sorted(set(Empirical((2, 3, 9))(np.random.default_rng(1), 100).tolist()))
    [2.0, 3.0, 9.0]
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        faults = Faults("Empirical")
        object.__setattr__(self, "values", check_sequence(self.values, "values", faults))
        faults.raise_any()
        if not self.values:
            fail("Empirical", "values", "there are none", "Give at least one observed time.")
        values = {f"value {k}": value for k, value in enumerate(self.values, 1)}
        check_numbers("Empirical", least_zero=values)

    def __call__(self, random: Any, size: int) -> NDArray[np.float64]:
        import numpy as np

        return random.choice(np.array(self.values, float), size)  # type: ignore[no-any-return]


def random_stream(seed: int | tuple[int, ...], purpose: str, name: str = "") -> Any:
    """The random numbers of one purpose under one name, the same whatever else is drawn.

    So two models that differ at one station meet the same numbers everywhere else (common random
    numbers), and what differs between their results is due to that station.

    >>> random_stream(1, "service", "saw").random() == random_stream(1, "service", "saw").random()
    True
    """
    import numpy as np

    seeds = seed if isinstance(seed, tuple) else (seed,)
    return np.random.default_rng([*seeds, crc32(f"{purpose}/{name}".encode())])


def draw_times(draw: Draw, random: Any, size: int, place: str) -> NDArray[np.float64]:
    """That many times from a draw, checked: finite and not below 0.

    >>> import numpy as np
    >>> draw_times(lambda random, size: 3 - np.arange(size), np.random.default_rng(1), 5, "saw")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: random times, saw: time 5 drawn is -1. \
Draw times of at least 0 and at most 10¹².
    """
    import numpy as np

    subject = "random times"
    try:
        times = np.asarray(draw(random, size), dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        problem = f"they cannot be drawn ({error})"
        fail(subject, place, problem, "Give a function of (random, size).")
    if times.shape != (size,):
        remedy = "Return as many times as asked for, in one dimension."
        fail(subject, place, f"{size} asked for, but the shape is {times.shape}", remedy)
    if size and not (times.min() >= 0 and times.max() <= float(LARGEST)):
        first = int(np.argmin((times >= 0) & (times <= float(LARGEST))))
        remedy = "Draw times of at least 0 and at most 10¹²."
        fail(subject, place, f"time {first + 1} drawn is {times[first]:.4g}", remedy)
    return times


def endless_times(
    draw: Draw, random: Any, place: str, *, above_zero: bool = False
) -> Iterator[float]:
    """One time after another, where nobody knows beforehand how many will be needed.

    With `above_zero` times that are all 0 are a fault: time would stand still.

    >>> next(endless_times(Fixed(3), None, "saw"))
    3.0
    """
    while True:
        times = draw_times(draw, random, CHUNK, place)
        if above_zero and not times.any():
            problem = f"{CHUNK:,} times drawn are all 0"
            fail("random times", place, problem, "Draw some times above 0.")
        yield from times.tolist()


def as_draw(value: Any) -> Draw:
    """A draw; a bare number stands for a fixed time.

    >>> as_draw(3)
    Fixed(value=3)
    """
    return value if callable(value) else Fixed(value)
