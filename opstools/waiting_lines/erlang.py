"""Erlang's formulas, in logarithms: 10,000 servers neither overflow nor vanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def erlang_b(load: float, servers: int) -> float:
    """The share of calls lost where c lines are offered a load a = λ/μ and nobody waits.

    Source: Erlang (1917).

    >>> round(erlang_b(2.0, 3), 4), round(erlang_b(9_900, 10_000), 4)
    (0.2105, 0.0029)
    """
    return normalised(log_weights(load, servers, servers))[-1]


def erlang_c(load: float, servers: int) -> float:
    """The share of customers who must wait in front of c servers, a = λ/μ below c.

    Source: Erlang (1917); from B by C = cB / (c − a(1 − B)).

    >>> round(erlang_c(2.0, 3), 4), round(erlang_c(9_900, 10_000), 4)
    (0.4444, 0.2228)
    """
    lost = erlang_b(load, servers)
    return servers * lost / (servers - load * (1 - lost))
