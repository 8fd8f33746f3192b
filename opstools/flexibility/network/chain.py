"""Designs of networks, and several of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...core import Faults, public
from ...core.figures import whole
from ...core.numbers import plain
from .expected_sales import expected_sales

if TYPE_CHECKING:
    import pandas as pd

MOST_PLANTS = 500


@public
def chain(plants: int, *, reach: int = 2, groups: int = 1) -> pd.DataFrame:
    """Links of as many plants as products, where plant i can make products i, i + 1, ….

    `reach` products each: 1 is no flexibility, 2 closes a chain, all is full flexibility. The last
    plants go on with the first products of their group; `groups` parts everything into so many
    closed chains of equal length. Other numbers raise `ProblemError`.
    Source: Jordan & Graves (1995), chains.

    >>> chain(3)
             product 1  product 2  product 3
    plant 1          1          1          0
    plant 2          0          1          1
    plant 3          1          0          1
    """
    import pandas as pd

    faults = Faults("chain")
    number = whole(plants, "plants", faults, MOST_PLANTS)
    parts = whole(groups, "groups", faults, number)
    if number % parts:
        faults.add("groups", f"{number} plants do not part into {parts} equal groups",
                   f"Give a divisor of {number}.")  # fmt: skip
    length = number // parts
    links = whole(reach, "reach", faults, max(1, length))
    faults.raise_any()
    cells = [
        [int(i // length == j // length and (j - i) % length < links) for j in range(number)]
        for i in range(number)
    ]
    rows = [f"plant {i}" for i in range(1, number + 1)]
    return pd.DataFrame(cells, rows, [f"product {j}" for j in range(1, number + 1)])


@public
def compare(
    designs: Mapping[str, Any],
    *,
    capacity: Any,
    mean_demand: Any,
    sd: Any,
    runs: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """Expected sales of several designs on the same demands, as a table.

    `designs` are {name: table of links}. One row a design: design, links, mean, low, high,
    utilisation, of_full. What is no design raises `ProblemError`.
    Source: Jordan & Graves (1995).

    >>> designs = {"none": chain(4, reach=1), "chain": chain(4), "full": chain(4, reach=4)}
    >>> compare(designs, capacity=100, mean_demand=100, sd=40, seed=1).round(3)[["design", "mean"]]
      design     mean
    0   none  342.122
    1  chain  371.375
    2   full  371.396
    """
    import pandas as pd

    faults = Faults("designs")
    if not isinstance(designs, Mapping) or not designs:
        faults.add("designs", "there are none", "Give {name: table of links}.")
        faults.raise_any()
    rows = []
    for name, links in designs.items():
        sales = expected_sales(
            links, capacity=capacity, mean_demand=mean_demand, sd=sd, runs=runs, seed=seed
        )
        figures = {word: plain(value) for word, value in sales.measures.items() if word != "runs"}
        rows.append({"design": str(name), **figures})
    return pd.DataFrame(rows)
