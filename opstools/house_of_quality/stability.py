"""How firm the ranks are: other scales, weights that are not known for sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ..core import ByName, Faults, Measures, Result, Step, Steps, public
from ..core.display import SHARE
from ..core.figures import share, whole
from ..core.numbers import show
from .importance import as_numbers, technical_importance
from .marks import scale_of
from .problem import House

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SCALES = ((9, 3, 1), (5, 3, 1), (4, 2, 1))
MOST_RUNS = 1_000_000
TOLD_AFTER = (10, 100, 1000, 10_000, 100_000)


@dataclass(frozen=True)
class RankStability(Result):
    """The ranks that each requirement has over scales and uncertain weights.

    `first` is the share of the runs in which it is first, `ranks` its least, most frequent and
    greatest rank. Equal ones share a rank.

    >>> from opstools import datasets
    >>> from opstools.house_of_quality import rank_stability
    >>> print(rank_stability(datasets.load("car_door"), runs=1000, seed=1).headline)
    energy to close is first in 95.6 % of 1,000 runs over 3 scales.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"first": SHARE}

    problem: House
    counts: tuple[tuple[int, ...], ...]
    runs: int
    spread: float

    @property
    def first(self) -> Mapping[str, float]:
        """Requirement -> share of the runs in which it is first."""
        return ByName(
            {
                how: row[0] / self.runs
                for how, row in zip(self.problem.requirements, self.counts, strict=True)
            }
        )

    @property
    def ranks(self) -> Mapping[str, tuple[int, int, int]]:
        """Requirement -> least, most frequent and greatest rank."""
        found = {}
        for how, row in zip(self.problem.requirements, self.counts, strict=True):
            seen = [k + 1 for k, number in enumerate(row) if number]
            usual = row.index(max(row)) + 1
            found[how] = (seen[0], usual, seen[-1])
        return ByName(found)

    @property
    def best(self) -> str:
        """The requirement that is first most often."""
        return max(self.first, key=lambda how: self.first[how])

    @property
    def answer(self) -> str:
        """The requirement that is first most often."""
        return self.best

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(first=(self.first[self.best], "%"), runs=(self.runs, ""))

    @property
    def headline(self) -> str:
        """The stability in one sentence."""
        chance = show(self.first[self.best], "%")
        return (
            f"{self.best} is first in {chance} of {show(self.runs)} runs over {len(SCALES)} scales."
        )

    @property
    def note(self) -> str:
        """What was drawn."""
        scales = ", ".join("/".join(map(str, each)) for each in SCALES)
        return f"Weights vary evenly by ±{show(self.spread, '%')}; scales {scales} in turn."

    def to_frame(self) -> pd.DataFrame:
        """One row a requirement: requirement, first, least, usual, greatest (rank)."""
        import pandas as pd

        rows = [(how, self.first[how], *self.ranks[how]) for how in self.problem.requirements]
        return pd.DataFrame(rows, columns=["requirement", "first", "least", "usual", "greatest"])

    def draw(self, state: tuple[tuple[int, ...], ...], ax: Axes | None) -> Axes:
        """A dot for each rank of each requirement, larger the more often it has it."""
        from .plots import rank_dots

        return rank_dots(self.problem.requirements, state, ax)


@public
def rank_stability(
    house: House, *, runs: int = 3000, seed: int = 0, spread: float = 0.3
) -> RankStability:
    """Rank the requirements again and again, over three scales and with weights that vary.

    Each weight is drawn evenly between (1 − `spread`) and (1 + `spread`) times its value; the
    scales 9/3/1, 5/3/1 and 4/2/1 take turns. What is no share or no number of runs raises
    `ProblemError`. Source: Ghiya, Bahill & Chapman (1999), on the sensitivity of houses of quality.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"mass": ["strong"], "seal": ["weak"]}, index=["light"])
    >>> rank_stability(table, weights=[5], runs=30).first
    {'mass': 1.0, 'seal': 0.0}
    """
    import numpy as np

    faults = Faults("stability")
    number = whole(runs, "runs", faults, MOST_RUNS)
    random = whole(seed, "seed", faults, 2**63, least=0)
    wide = float(share(spread, "spread", faults))
    faults.raise_any()
    rng, w = np.random.default_rng(random), np.array(list(house.effective_weights.values()), float)
    w /= w.max()  # ties are told by digits after the point
    tables = [np.array(as_numbers(house, scale_of(each)), dtype=float) for each in SCALES]
    counts = np.zeros((len(house.requirements), len(house.requirements)), dtype=int)
    steps, done = list(_by_scale(house)), 0
    for end in (*(each for each in TOLD_AFTER if each < number), number):
        for k, table in enumerate(tables):
            size = len(range(done + (k - done) % len(tables), end, len(tables)))
            ranks = _ranks((w * rng.uniform(1 - wide, 1 + wide, (size, len(w)))) @ table)
            for j in range(len(counts)):
                counts[j] += np.bincount(ranks[:, j], minlength=len(counts))
        done = end
        best = int(counts[:, 0].argmax())
        text = f"After {show(done)} runs {house.requirements[best]} was first most often."
        state = tuple(tuple(map(int, row)) for row in counts)
        formula = rf"\frac{{{state[best][0]}}}{{{done}}}"
        steps.append(Step(text, formula, state[best][0] / done, "%", state))
    zeros = tuple((0,) * len(counts) for _ in counts)
    return RankStability(house, steps[-1].state, number, wide, working=Steps(steps, zeros))


def _ranks(values: Any) -> Any:
    """Ranks from 0 in each row, the largest first; equal ones share the better rank."""
    import numpy as np
    from scipy.stats import rankdata

    return rankdata(-np.round(values, 9), method="min", axis=1).astype(int) - 1


def _by_scale(house: House) -> Iterator[Step]:
    for scale in SCALES:
        found = technical_importance(house, scale=scale)
        names = "/".join(map(str, scale))
        yield Step(f"Scale {names}, weights as given: {found.headline}")
