"""How evenly work is spread over its routes, of one item and of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import log
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import share
from ...core.numbers import Number, count, plain, show
from .problem import Routes
from .result import Entropies

MOST_TERMS = 8
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
    return _entropy(list(map(float, told)))


@public
def routing_flexibility(routes: Routes) -> Entropies:
    """The routing entropy of every item, and their mean, weighted by how much of each is made.

    An item with one route depends on each machine on it; exp(H) tells how many routes, used alike,
    would be as flexible as those that it has. Bad tables raise `ProblemError`.
    Source: Yao (1985), routing flexibility by entropy; Shannon (1948).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"item": ["A", "A", "B"], "route": ["M1", "M2", "M1"]})
    >>> routing_flexibility(table.assign(amount=[50, 50, 100])).entropy
    {'A': 0.6931471805599453, 'B': 0.0}
    """
    told, steps = [], []
    for k, (item, shares) in enumerate(routes.shares.items(), 1):
        entropy = _entropy(list(shares.values()))
        told.append(entropy)
        used = [p for p in shares.values() if p]
        formula = r"-\sum p \ln p"
        if len(used) <= MOST_TERMS:
            terms = (rf"{show(p)} \times \ln({show(p)})" for p in used)
            formula += f" = -({' + '.join(terms)})"
        text = f"{item}: the entropy of its {count(len(used), 'route')}."
        steps.append(Step(text, formula, entropy, "nats", k))
    weights: list[Number] = [plain(sum(each.values())) for each in routes.amounts.values()]
    mean = sum(w * h for w, h in zip(weights, told, strict=True)) / sum(weights)
    formula = r"\frac{\sum w H}{\sum w}"
    if len(told) <= MOST_TERMS:
        above = " + ".join(
            rf"{show(w)} \times {show(h)}" for w, h in zip(weights, told, strict=True)
        )
        formula += rf" = \frac{{{above}}}{{{show(sum(weights))}}}"
    steps.append(Step("The mean over all that is made.", formula, mean, "nats"))
    return Entropies(routes, tuple(told), mean, working=Steps(steps, 0))


def _entropy(shares: list[float]) -> float:
    return sum((-p * log(p) for p in shares if p), 0.0) + 0.0
