"""What a network of plants sells on average while demands are uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import not_negative, whole
from ...core.matrix import told_for_each
from ...core.numbers import Number, listing, plain, show
from .cuts import components, most_sold, smallest_cuts
from .demands import MOST_RUNS, TOLD_AFTER, drawn, half_width
from .problem import Links
from .result import Sales


@public
def expected_sales(links: Links, *, runs: int = 10_000, seed: int = 0) -> Sales:
    """Simulate what plants can sell: demands are drawn, and each plant makes what it can.

    In every run the production plan is the best one once demands are known, a largest flow. The
    mean comes with its 95 % interval (Student's t). Equal seeds draw equal demands for equal
    products, whatever the links, so that networks are compared on the same markets. What is no
    number of runs raises `ProblemError`. Source: Jordan & Graves (1995).

    >>> from opstools.flexibility import chain
    >>> sales = expected_sales(chain(10), capacity=100, mean_demand=100, sd=40, seed=1)
    >>> round(sales.mean), [round(end) for end in sales.interval]
    (951, [950, 952])
    """
    faults = Faults("sales")
    number = whole(runs, "runs", faults, MOST_RUNS, least=2)
    random = whole(seed, "seed", faults, 2**63, least=0)
    faults.raise_any()
    total = float(links.total)
    steps, trail = list(_first(links, random)), list[tuple[int, float, float]]()
    done, sums, full = 0, (0.0, 0.0), 0.0
    for demand in drawn(links, number, random):
        sold = most_sold(links, demand)
        sums = (sums[0] + float(sold.sum()), sums[1] + float((sold * sold).sum()))
        full += float(demand.sum(axis=1).clip(max=total).sum())
        done += len(demand)
        if done in TOLD_AFTER or done == number:
            trail.append((done, sums[0] / done, half_width(done, *sums)))
            text = f"After {show(done, 'runs')}: the mean of what was sold."
            formula = rf"\bar x = \frac{{{show(sums[0])}}}{{{show(done)}}}"
            steps.append(Step(text, formula, sums[0] / done, links.unit, tuple(trail)))
    steps.append(
        Step("On the same demands, plants that can make everything sell on average:",
             rf"\frac{{{show(full)}}}{{{show(done)}}}", full / done, links.unit)
    )  # fmt: skip
    return Sales(links, tuple(trail), full / done, random, working=Steps(steps, ()))


@public
def sales_at(links: Links, *, demand: Any) -> float:
    """The most that can be sold of one given demand by product.

    `demand` is a mapping, a list in the order of the products, or one number for all. Anything
    else raises `ProblemError`. Source: Ford & Fulkerson (1956), maximum flow and minimum cut.

    >>> from opstools.flexibility import chain
    >>> sales_at(chain(3), capacity=100, mean_demand=100, sd=40, demand=[170, 60, 60])
    290.0
    """
    import numpy as np

    faults = Faults("sales")
    told = told_for_each(demand, links.links.columns, "demand", "product", not_negative, faults)
    faults.raise_any()
    return float(most_sold(links, np.array([told], dtype=float))[0])


def _first(links: Links, seed: int) -> Iterator[Step]:
    """The first run in full: its demand, and the bottleneck that bounds its sales."""
    demand = next(drawn(links, 1, seed))[0]
    names = listing(
        f"{name} {show(plain(round(float(d), 1)))}"
        for name, d in zip(links.links.columns, demand, strict=True)
    )
    yield Step(f"Run 1 draws the demands {names}.")
    terms: list[Number] = []
    for part in components(links.makers):
        found = smallest_cuts(links, part)
        if found is None:
            return
        full, outside = found
        k = int((outside @ demand + full).argmin())
        terms += [float(full[k])] if full[k] else []
        terms += [float(d) for d, out in zip(demand, outside[k], strict=True) if out]
    text = (
        "Its sales are its tightest bottleneck: the capacity of the plants that are full, and "
        "the demand for products that other plants can make too."
    )
    yield Step(text, " + ".join(map(show, terms)) or "0", float(sum(terms)), links.unit)
