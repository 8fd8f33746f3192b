"""Expected sales of several designs on the same demands."""

from __future__ import annotations

from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import whole
from ...core.numbers import show
from ..network.cuts import most_sold
from ..network.demands import MOST_RUNS, drawn, half_width
from .problem import Designs
from .result import Comparison, Row


@public
def compare(designs: Designs, *, runs: int = 10_000, seed: int = 0) -> Comparison:
    """Simulate several designs on the same demands, and tell what each sells more than the first.

    Every design meets the same market in every run (common random numbers), so that the difference
    of two designs is measured in pairs, run by run: luck with the demand falls out of it, and its
    interval is far narrower than that of either mean. All intervals are of 95 % (Student's t).
    What is no number of runs raises `ProblemError`.
    Source: Jordan & Graves (1995); Law (2015), common random numbers.

    >>> from opstools.flexibility import chain
    >>> designs = {"none": chain(4, reach=1), "chain": chain(4), "full": chain(4, reach=4)}
    >>> found = compare(designs, capacity=100, mean_demand=100, sd=40, seed=1)
    >>> found.to_frame()[["design", "links", "mean", "gain"]].round(1)
      design  links   mean  gain
    0   none      4  342.1   0.0
    1  chain      8  371.4  29.3
    2   full     16  371.4  29.3
    """
    faults = Faults("designs")
    number = whole(runs, "runs", faults, MOST_RUNS, least=2)
    random = whole(seed, "seed", faults, 2**63, least=0)
    faults.raise_any()
    networks = list(designs.networks.values())
    total = float(networks[0].total)
    sums, full = [[0.0] * 4 for _ in networks], 0.0
    for demand in drawn(networks[0], number, random):
        full += float(demand.sum(axis=1).clip(max=total).sum())
        first: Any = None
        for own, links in zip(sums, networks, strict=True):
            sold = most_sold(links, demand)
            first = sold if first is None else first
            gain = sold - first
            for k, part in enumerate((sold, sold * sold, gain, gain * gain)):
                own[k] += float(part.sum())
    found = tuple(
        Row(name, links.number, own[0] / number, half_width(number, own[0], own[1]),
            own[2] / number, half_width(number, own[2], own[3]))
        for (name, links), own in zip(designs.networks.items(), sums, strict=True)
    )  # fmt: skip
    working = Steps(_told(designs, found, [own[0] for own in sums], number, full), 0)
    return Comparison(designs, found, full / number, number, random, working=working)


def _told(
    designs: Designs, found: tuple[Row, ...], totals: list[float], runs: int, full: float
) -> list[Step]:
    """The mean of each design and its gain over the first; then the bound on all of them."""
    steps = []
    for k, (row, total) in enumerate(zip(found, totals, strict=True), 1):
        text = f"{row.design}: what was sold in all runs, over their number."
        formula = rf"\bar x = \frac{{{show(total)}}}{{{show(runs)}}}"
        steps.append(Step(text, formula, row.mean, designs.unit, k))
        if k > 1:
            text = (
                f"{row.design} less {found[0].design} on the same demands; the interval of the "
                f"difference is ± {show(row.gain_half, designs.unit)}."
            )
            formula = f"{show(row.mean)} - {show(found[0].mean)}"
            steps.append(Step(text, formula, row.gain, designs.unit))
    text = "Plants that can make everything sell of the same demands, on average:"
    formula = rf"\frac{{{show(full)}}}{{{show(runs)}}}"
    return [*steps, Step(text, formula, full / runs, designs.unit)]
