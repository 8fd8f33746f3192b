"""The exact choice: the best level of every package that the budget allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...core import Recorder, public
from ...core.numbers import Number, count, exact, listing, plain, show
from .problem import Packages
from .result import Choice, Frontier
from .spends import Spend, layers, levels_of

MOST_DRAWN = 300  # ways to spend that a picture shows


@public
def choose_packages(packages: Packages) -> Choice:
    """Choose at most one level of every package for the most benefit within the `budget`.

    Exact: the optimum of the 0/1 program that `integer_program` writes down. Package by package
    every way to spend is kept that no other beats (none costs as little and brings as much); the
    best of the last is proven. Of equal benefits the cheapest. Bad tables raise `ProblemError`, a
    budget below what is required raises `Infeasible`.
    Source: Nemhauser & Ullmann (1969); Kellerer, Pferschy & Pisinger (2004), multiple choice.

    >>> import pandas as pd
    >>> offers = pd.DataFrame(
    ...     {"package": ["A", "B", "C"], "cost": [6, 5, 5], "benefit": [13, 10, 10]}
    ... )
    >>> best = choose_packages(offers, budget=10)
    >>> best.chosen, best.benefit, best.proven
    ({'A': '', 'B': '1', 'C': '1'}, 20, True)
    """
    note = Recorder(Frontier(0, ((0, 0),)))
    spends: Sequence[Spend] = []
    for k, layer in enumerate(layers(packages), 1):
        spends = layer.kept
        out = layer.ways * layer.options - len(spends)
        text = (
            f"{layer.package}: {count(layer.options, 'choice')} for each way to spend so far, less "
            f"{out:,} that cost too much or that another way beats."
        )
        formula = rf"{layer.ways} \times {layer.options} - {out}"
        points = _points(packages, spends)
        note.note(text, formula, len(spends), "ways", packages=k, spends=points)
    chosen = levels_of(spends[-1])
    funded = [packages.levels[row] for row in chosen if row >= 0]
    cost = plain(sum((exact(each.cost) for each in funded), Fraction(0)))
    total = plain(sum((exact(each.benefit) for each in funded), Fraction(0)))
    told = listing(map(packages.named, funded), nothing="nothing")
    sums = " + ".join(show(each.benefit) for each in funded) or "0"
    note.note(f"The best of all: {told}.", sums, total, packages.unit, chosen=(cost, total))
    return Choice(packages, "exact choice", chosen, total, working=note.steps())


def _points(packages: Packages, spends: Sequence[Spend]) -> tuple[tuple[Number, Number], ...]:
    """Cost and benefit of the ways to spend; of very many every so-manyth, and the last."""
    by, times = packages.scales
    step = -(-len(spends) // MOST_DRAWN)
    some = sorted({*range(0, len(spends), step), len(spends) - 1})
    return tuple(
        (plain(Fraction(spends[k].cost, by)), plain(Fraction(spends[k].benefit, times)))
        for k in some
    )
