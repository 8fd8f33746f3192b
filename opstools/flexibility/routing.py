"""How evenly work is spread over its routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import log
from typing import Any

from ..core import Faults, public
from ..core.figures import share
from ..core.numbers import show

NEAR = 1e-6  # that shares rounded to a few digits may miss 1 by


@public
def routing_entropy(shares: Any) -> float:
    """The entropy of routes, −Σ p ln p: 0 with one route, ln n with n routes used alike.

    `shares` p of the work by route, a list or {route: share}, sum to 1; the unit is the nat, since
    the logarithm is natural. Anything else raises `ProblemError`. exp of the entropy is how many
    routes, used alike, would be as flexible.
    Source: Yao (1985), routing flexibility by entropy; Shannon (1948).

    >>> routing_entropy([0.5, 0.5])
    0.6931471805599453
    >>> routing_entropy({"mill 1": 1})
    0.0
    """
    faults = Faults("routing entropy")
    pairs: Any = shares
    if isinstance(shares, Mapping) or hasattr(shares, "items"):
        pairs = shares.items()
    elif isinstance(shares, Iterable) and not isinstance(shares, (str, bytes)):
        pairs = enumerate(shares, 1)
    else:
        faults.add("shares", f"a {type(shares).__name__} is no list", "Give one share a route.")
        faults.raise_any()
    told: list[Fraction] = [share(value, f"route {route}", faults) for route, value in pairs]
    faults.raise_any()
    if not told:
        faults.add("shares", "there are none", "Give one share a route.")
    elif float(abs(sum(told) - 1)) > NEAR:
        faults.add("shares", f"they sum to {show(sum(told))}", "Shares of one whole sum to 1.")
    faults.raise_any()
    return sum((-float(p) * log(p) for p in told if p), 0.0) + 0.0
