"""The frontier: where one measure can only be bought with the other."""

from __future__ import annotations

from itertools import pairwise

from ...core import Recorder, public
from ...core.numbers import exact, in_formula, listing, plain, show
from .plots import Shown
from .problem import Options
from .result import TradeOffs


@public
def trade_offs(options: Options) -> TradeOffs:
    """Tell who has to trade off: the options on the frontier, and who is beaten by whom.

    An option is beaten where another is as good in both measures and better in one. It can become
    better in both; on the frontier more of one costs some of the other, at a rate that is told
    between neighbours. Bad tables raise `ProblemError`.
    Source: Skinner (1974), The focused factory (trade-offs); Schmenner & Swink (1998), On theory in
    operations management (performance frontiers).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"cost": [4, 6, 7], "days": [9, 3, 5]}, index=["slow", "fast", "late"])
    >>> found = trade_offs(table)
    >>> found.frontier, dict(found.beaten_by), found.rates
    (('slow', 'fast'), {'late': 'fast'}, (3.0,))
    """
    names = options.options.rows
    working = Recorder(Shown())
    beaten = {}
    for k, each in enumerate(names, 1):
        better = [other for other in names if beats(options, other, each)]
        text = f"{each}: no option beats it; it lies on the frontier."
        if better:
            beaten[each] = better[0]
            text = f"{each}: beaten by {listing(better, most=3)}."
        working.note(text, placed=k, judged=k)
    on = sorted(
        (each for each in names if each not in beaten), key=lambda e: exact(options.places[e][0])
    )
    rates = []
    for k, (one, two) in enumerate(pairwise(_apart(options, on)), 1):
        rates.append(_note_rate(working, options, one, two, k))
    found = tuple(beaten.items())
    return TradeOffs(options, tuple(on), found, tuple(rates), working=working.steps())


def beats(options: Options, one: str, other: str) -> bool:
    """Whether one option is as good as another in both measures, and better in one."""
    own, others = options.gains[one], options.gains[other]
    return own != others and all(a >= b for a, b in zip(own, others, strict=True))


def _apart(options: Options, names: list[str]) -> list[str]:
    """The names without those that stand where the one before stands."""
    kept = names[:1]
    return kept + [b for a, b in pairwise(names) if options.gains[a] != options.gains[b]]


def _note_rate(working: Recorder, options: Options, one: str, two: str, k: int) -> float:
    x, y = options.options.columns
    (x1, y1), (x2, y2) = options.places[one], options.places[two]
    low, high = sorted((y1, y2), key=exact)
    rate = (exact(high) - exact(low)) / (exact(x2) - exact(x1))
    formula = rf"\frac{{{show(high)} - {in_formula(low)}}}{{{show(x2)} - {in_formula(x1)}}}"
    unit_y, unit_x = options.unit_of(y), options.unit_of(x)
    text = f"From {one} to {two}: one {unit_x or 'unit'} of {x} trades for so much {y}."
    working.note(text, formula, plain(rate), f"{unit_y}/{unit_x}" if unit_x and unit_y else "",
                 joined=k)  # fmt: skip
    return float(rate)
