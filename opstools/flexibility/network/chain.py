"""Chains: networks in which every plant shares a product with the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import Faults, public
from ...core.figures import whole

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
