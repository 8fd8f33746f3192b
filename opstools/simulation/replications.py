"""Several runs with different random numbers, and how sure their averages are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..core import ByName, Faults
from ..core.figures import whole
from ..core.numbers import show
from .checks import check_seed
from .model import Model
from .run import simulate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Estimate:
    """An average over independent runs or batches, with its confidence interval.

    >>> interval([9.0, 10.0, 11.0])
    10 ± 2.484 (95 %, 3 values)
    """

    mean: float
    half_width: float
    values: int
    confidence: float = 0.95

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.mean + self.half_width

    def __repr__(self) -> str:
        sure = f"{show(self.confidence, '%')}, {self.values:,} values"
        return f"{show(self.mean)} ± {show(self.half_width)} ({sure})"


def interval(values: Iterable[float], confidence: float = 0.95) -> Estimate:
    """Mean ± t·s/√n: where the true mean lies, with that confidence, by Student's t.

    The values must be independent; missing ones (nan) are left out.

    >>> interval([1.0, 2.0, 3.0], confidence=0.9).high
    3.6858...
    """
    import numpy as np
    from scipy.stats import t

    numbers = np.array([value for value in values if value == value], float)
    n = len(numbers)
    faults = Faults("interval")
    if n < 2:
        faults.add("values", f"{n} given are not enough", "Give at least 2.")
    _check_confidence(confidence, faults)
    faults.raise_any()
    half = float(t.ppf((1 + confidence) / 2, n - 1) * numbers.std(ddof=1) / np.sqrt(n))
    return Estimate(float(numbers.mean()), half, n, confidence)


def _check_confidence(confidence: Any, faults: Faults) -> None:
    if not isinstance(confidence, (int, float)) or not 0 < confidence < 1:
        faults.add("confidence", f"{confidence} does not lie between 0 and 1", "Write 0.95, say.")


@dataclass(frozen=True)
class Replications:
    """The figures of independent runs; `by_run` has one mapping of figures for each.

    >>> from opstools.simulation import Arrivals, Exponential, Model, Station, replicate
    >>> model = Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5)))
    >>> runs = replicate(model, runs=4, customers=2000, seed=1, warm_up=500)
    >>> len(runs.by_run), runs["flow_time"].values
    (4, 4)
    """

    by_run: tuple[Mapping[str, float], ...]
    confidence: float = 0.95

    def __getitem__(self, figure: str) -> Estimate:
        """The estimate of one figure."""
        return interval((run[figure] for run in self.by_run), self.confidence)

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: figure, mean, low, high, runs."""
        import pandas as pd

        rows = []
        for name in self.by_run[0]:
            if sum(run[name] == run[name] for run in self.by_run) > 1:
                estimate = self[name]
                rows.append((name, estimate.mean, estimate.low, estimate.high, estimate.values))
        return pd.DataFrame(rows, columns=["figure", "mean", "low", "high", "runs"])


def replicate(
    model: Model,
    *,
    runs: int,
    seed: int,
    customers: int | None = None,
    until: float | None = None,
    warm_up: float = 0.0,
    confidence: float = 0.95,
    executor: Executor | None = None,
) -> Replications:
    """Run a model several times, each with its own random numbers, and average the figures.

    `warm_up` is cut off each run. `executor` is any of `concurrent.futures`, or of a cluster that
    speaks its language; processes need draws that can be pickled, which the named ones can.
    The result is the same with and without it.

    >>> from opstools.simulation import Arrivals, Exponential, Model, Station
    >>> model = Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5)))
    >>> estimate = replicate(model, runs=10, customers=5000, seed=1, warm_up=500)["flow_time"]
    >>> estimate.low < 20 < estimate.high
    True
    """
    faults = Faults("replications")
    number = whole(runs, "runs", faults)
    if number < 2 and not faults.found:
        faults.add("runs", "1 run tells nothing about chance", "Ask for at least 2.")
    check_seed(seed, faults)
    _check_confidence(confidence, faults)
    faults.raise_any()
    one = partial(_figures, model, customers, until, warm_up)
    seeds = [(seed, k) for k in range(number)]
    done = (executor.map if executor else map)(one, seeds)
    return Replications(tuple(map(ByName, done)), confidence)


def _figures(
    model: Model,
    customers: int | None,
    until: float | None,
    warm_up: float,
    seed: tuple[int, int],
) -> dict[str, float]:
    return simulate(model, customers=customers, until=until, seed=seed).figures(warm_up=warm_up)
