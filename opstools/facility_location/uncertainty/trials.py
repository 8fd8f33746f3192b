"""Demands and weights that are not known for sure, drawn many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ...core import Faults, Step, Steps, public
from ...core.figures import positive, share, whole
from ...core.numbers import show
from ..factors.problem import Factors
from ..points.distances import Metric, check_globe, cost_unit, distance_unit, distances
from ..points.problem import Points
from .result import Trial

MOST_RUNS = 1_000_000
TOLD_AFTER = (10, 100, 1000, 10_000, 100_000)
MOST_DRAWN = 5_000_000  # numbers that are held at once
SAME = 1e-12  # relative: values of two options that are equal


@public
def simulate_sites(
    points: Points,
    candidates: Any,
    *,
    spread: float,
    runs: int = 10_000,
    seed: int = 0,
    objective: Literal["cost", "revenue"] = "cost",
    reach: float | None = None,
    metric: Metric = "euclidean",
) -> Trial:
    """How often each candidate is best while demand is uncertain, and the regret of choosing it.

    Each weight is drawn from a gamma distribution around its value with the coefficient of
    variation `spread`, independently. A manufacturer wants the least cost Σ w·d
    (`objective="cost"`); a service wants the most revenue, to which a point at distance d comes
    with the share exp(−d / `reach`) (`"revenue"`). `candidates` are a table with name, x and y.
    What is none of this raises `ProblemError`. Source: Savage (1951), for regret.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B"], "x": [0, 10], "y": [0, 0], "weight": [9, 1]})
    >>> sites = pd.DataFrame({"name": ["near A", "near B"], "x": [1, 9], "y": [0, 0]})
    >>> simulate_sites(table, sites, spread=0.5, runs=500).best
    'near A'
    """
    import numpy as np

    faults = Faults("simulation")
    number, random = _check_runs(runs, seed, faults)
    cv = float(positive(spread, "spread", faults))
    far, least, unit = 1.0, objective == "cost", cost_unit(points, metric)
    if not least:
        unit = points.load
        far = float(positive(reach, "reach", faults, distance_unit(points, metric)))
    faults.raise_any()
    sites = (
        candidates
        if isinstance(candidates, Points)
        else Points.from_frame(Points.as_table(candidates), unit=points.unit)
    )
    for each in (points, sites):
        check_globe(each, metric)
    d = np.column_stack([distances(points.xy, (at.x, at.y), metric) for at in sites.points])
    worth = d if least else np.exp(-d / far)
    what = f"Weights vary by {show(cv, '%')} (gamma); seed {random}."
    draws = _drawn(points.weights, cv, worth, number, random)
    return _trial(points, sites.names, draws, least, unit, what)


@public
def simulate_weights(
    scores: Factors, *, spread: float = 0.3, runs: int = 10_000, seed: int = 0
) -> Trial:
    """How often each site is best while the weights are uncertain.

    Each weight is drawn evenly between (1 − `spread`) and (1 + `spread`) times its value, then all
    are made to sum to 1. Sites below a threshold take no part. What is no share or no number of
    runs raises `ProblemError`. Source: Butler, Jia & Dyer (1997), simulation of weights.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"A": [70, 60], "B": [60, 85]}, index=["labour", "transport"])
    >>> trial = simulate_weights(table, weights=[3, 1], spread=0.5, runs=1000)
    >>> trial.best, trial.probability["A"] > 0.5
    ('A', True)
    """
    import numpy as np

    faults = Faults("simulation")
    number, random = _check_runs(runs, seed, faults)
    wide = float(share(spread, "spread", faults))
    faults.raise_any()
    columns = [scores.scores.columns.index(site) for site in scores.passing]
    held, w = scores.scores.array[:, columns], np.array(scores.weights, dtype=float)

    def draws() -> Iterator[Any]:
        rng = np.random.default_rng(random)
        for size in _parts(number, len(w)):
            drawn = w * rng.uniform(1 - wide, 1 + wide, (size, len(w)))
            total = drawn.sum(axis=1, keepdims=True)
            yield np.divide(drawn, total, out=np.zeros_like(drawn), where=total > 0) @ held

    what = f"Weights vary evenly by ±{show(wide, '%')}; seed {random}."
    return _trial(scores, scores.passing, draws(), False, "points", what)


def _check_runs(runs: Any, seed: Any, faults: Faults) -> tuple[int, int]:
    return whole(runs, "runs", faults, MOST_RUNS), whole(seed, "seed", faults, 2**63, least=0)


def _parts(runs: int, width: int) -> Iterator[int]:
    """So many runs at once that they can be held; short parts first, to be told of."""
    done = 0
    for end in (*(each for each in TOLD_AFTER if each < runs), runs):
        while done < end:
            size = min(end - done, max(1, MOST_DRAWN // width))
            done += size
            yield size


def _drawn(w: Any, cv: float, worth: Any, runs: int, seed: int) -> Iterator[Any]:
    """The value of each candidate in each run."""
    import numpy as np

    rng, shape = np.random.default_rng(seed), 1 / cv**2
    for size in _parts(runs, len(w)):
        yield (w * rng.gamma(shape, 1 / shape, (size, len(w)))) @ worth


@dataclass
class Tally:
    """What was counted of each option so far, in arrays."""

    wins: Any  # equal ones share a run
    sums: Any
    regrets: Any
    worst: Any
    runs: int = 0

    def count(self, values: Any, *, least: bool) -> None:
        """Some runs more: the value of each option in each."""
        import numpy as np

        best = values.min(axis=1, keepdims=True) if least else values.max(axis=1, keepdims=True)
        first = np.isclose(values, best, rtol=SAME, atol=0)
        lost = np.abs(values - best)
        self.wins = self.wins + (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
        self.sums = self.sums + values.sum(axis=0)
        self.regrets = self.regrets + lost.sum(axis=0)
        self.worst = np.maximum(self.worst, lost.max(axis=0))
        self.runs += len(values)


def _trial(
    problem: Points | Factors,
    options: tuple[str, ...],
    draws: Iterator[Any],
    least: bool,
    unit: str,
    what: str,
) -> Trial:
    """Count who is best in each run, and how much the others lose."""
    import numpy as np

    zeros = np.zeros(len(options))
    tally, steps = Tally(zeros, zeros, zeros, zeros), []
    for values in draws:
        tally.count(values, least=least)
        k, runs = int(tally.wins.argmax()), tally.runs
        text = f"After {show(runs, 'runs')}, {options[k]} was best most often."
        formula = rf"\frac{{{show(float(tally.wins[k]))}}}{{{show(runs)}}}"
        wins = tuple(map(float, tally.wins))
        steps.append(Step(text, formula, wins[k] / runs, "%", wins))
    means, lost, worst = (
        tuple(map(float, each))
        for each in (tally.sums / tally.runs, tally.regrets / tally.runs, tally.worst)
    )
    k = int(tally.regrets.argmin())
    text = f"{options[k]} has the least mean regret: what it loses against the best of each run."
    steps.append(Step(text, r"\bar r", lost[k], unit))
    working = Steps(steps, (0.0,) * len(options))
    return Trial(
        problem, options, wins, tally.runs, means, lost, worst, unit, what, working=working
    )
