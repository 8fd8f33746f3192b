"""All rules and tie-breaks side by side, with the proven optimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..core import public
from .exact import fewest_stations
from .priority import Rule, named
from .problem import Line
from .result import Balance
from .rules import RULES

if TYPE_CHECKING:
    import pandas as pd

LISTED_ORDER = "listed order"


@public
def compare(
    line: Line, *, ties: Sequence[str | Rule] | None = None, rules: Sequence[str | Rule] = ()
) -> pd.DataFrame:
    """Every rule with every tie-break: stations, efficiency, and the gap to the proven optimum.

    `ties` are the tie-breaking rules to try, all rules if left out; "listed order" is always
    tried. `rules` are further rules to compare, such as one of your own. Columns: rule, ties,
    stations, efficiency, smoothness_index, gap (stations above the optimum, or above its lower
    bound where `proven` is false), proven. The last row is the optimum itself.

    >>> from opstools import datasets
    >>> table = compare(datasets.load("boeing_wing"), ties=["longest_task_time"])
    >>> table.loc[table["rule"] == "most_following_tasks", ["ties", "stations", "gap"]]
                    ties  stations  gap
    3       listed order         7    1
    4  longest_task_time         6    0
    """
    import pandas as pd

    contenders = [*RULES.values(), *named(rules, "rules")]
    breakers = named(RULES if ties is None else ties)
    optimum = fewest_stations(line)
    table = [
        _row(rule(line, ties=[tie] if tie else []), tie.__name__ if tie else LISTED_ORDER, optimum)
        for rule in contenders
        for tie in (None, *breakers)
        if tie is not rule
    ]
    return pd.DataFrame([*table, _row(optimum, "", optimum)])


def _row(balance: Balance, ties: str, optimum: Balance) -> dict[str, object]:
    return {
        "rule": balance.method,
        "ties": ties,
        "stations": balance.number_of_stations,
        "efficiency": balance.efficiency,
        "smoothness_index": balance.smoothness_index,
        "gap": balance.number_of_stations - int(optimum.lower_bound),
        "proven": optimum.proven,
    }
