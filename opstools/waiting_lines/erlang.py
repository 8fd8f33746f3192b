"""Erlang's formulas, in logarithms: 10,000 servers neither overflow nor vanish."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..core import Faults, Infeasible, fail, public
from ..core.figures import positive
from ..core.numbers import count, show
from .checks import servers_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def log_weights(load: float, servers: int, places: int) -> NDArray[np.float64]:
    """log of aⁿ/n! up to c servers, then of aᶜ/c! · (a/c)ⁿ⁻ᶜ: what P(n) is proportional to.

    >>> import numpy as np
    >>> np.exp(log_weights(2.0, 1, 3)).round(9).tolist()
    [1.0, 2.0, 4.0, 8.0]
    """
    import numpy as np

    n = np.arange(1, places + 1)
    growth = np.log(load) - np.log(np.minimum(n, servers))
    return np.concatenate([[0.0], np.cumsum(growth)])


def normalised(logs: NDArray[np.float64]) -> tuple[float, ...]:
    """Probabilities in the proportions of exp(logs).

    >>> normalised(log_weights(1.0, 1, 3))
    (0.25, 0.25, 0.25, 0.25)
    """
    import numpy as np

    weights = np.exp(logs - np.max(logs))
    return tuple((weights / weights.sum()).tolist())


@public
def erlang_b(load: float, servers: int) -> float:
    """The share of calls lost where c lines are offered a load a = λ/μ and nobody waits.

    `load` is above 0, `servers` at least 1; anything else raises `ProblemError`.
    Source: Erlang (1917).

    >>> round(erlang_b(2.0, 3), 4), round(erlang_b(9_900, 10_000), 4)
    (0.2105, 0.0029)
    """
    offered, lines = _read("Erlang B", load, servers)
    return lost_share(float(offered), lines)


@public
def erlang_c(load: float, servers: int) -> float:
    """The share of customers who must wait in front of c servers, a = λ/μ below c.

    `load` is above 0, `servers` at least 1, else `ProblemError`; a load of c or more raises
    `Infeasible`. Source: Erlang (1917); from B by C = cB / (c − a(1 − B)).

    >>> round(erlang_c(2.0, 3), 4), round(erlang_c(9_900, 10_000), 4)
    (0.4444, 0.2228)
    """
    offered, number = _read("Erlang C", load, servers)
    if offered >= number:
        problem = f"{show(offered)} is not below the {count(number, 'server')}: all come to wait"
        remedy = f"Use {offered // 1 + 1:,} servers, or a load below {number:,}."
        fail("Erlang C", "load", problem, remedy, Infeasible)
    return waiting_share(float(offered), number)


def lost_share(load: float, servers: int) -> float:
    """Erlang's B of figures that are sound."""
    return normalised(log_weights(load, servers, servers))[-1]


def waiting_share(load: float, servers: int) -> float:
    """Erlang's C of figures that are sound."""
    lost = lost_share(load, servers)
    return servers * lost / (servers - load * (1 - lost))


def _read(subject: str, load: Any, servers: Any) -> tuple[Fraction, int]:
    faults = Faults(subject)
    offered, number = positive(load, "load", faults), servers_in(servers, faults)
    faults.raise_any()
    return offered, number
