"""Generic strategies, read from prices and costs."""

from __future__ import annotations

from collections.abc import Iterator

from ...core import Step, Steps, public
from ...core.numbers import plain, show
from .problem import Rivals
from .result import Strategies

MOST_TERMS = 8


@public
def generic_strategies(rivals: Rivals) -> Strategies:
    """Read from prices and costs which generic strategy each firm follows.

    A firm is ahead by cost as far as its cost is below the mean, and by being different as far as
    its price is above it. Both together are how far its margin is above the mean: where that is not
    positive the firm is stuck in the middle, else the larger part names its strategy, and few
    segments make it a focus. That reading is this course's; the strategies are Porter's. Bad tables
    raise `ProblemError`.
    Source: Porter (1980), Competitive Strategy.

    >>> from opstools.priorities import Rival
    >>> rivals = Rivals((Rival("A", 90, 60, 6), Rival("B", 140, 100, 6)), segments=6)
    >>> dict(generic_strategies(rivals).strategies)
    {'A': 'stuck in the middle', 'B': 'differentiation'}
    """
    return Strategies(rivals, working=Steps(_working(rivals), 0))


def _working(known: Rivals) -> Iterator[Step]:
    money = known.money
    for word, mean in zip(("price", "cost"), known.means, strict=True):
        figures = [show(getattr(each, word)) for each in known.rivals]
        formula = rf"\frac{{\sum {word[0]}}}{{{len(figures)}}}"
        if len(figures) <= MOST_TERMS:
            formula = rf"\frac{{{' + '.join(figures)}}}{{{len(figures)}}}"
        yield Step(f"The mean {word}.", formula, plain(mean), money)
    price, cost = known.means
    for k, each in enumerate(known.rivals, 1):
        formula = (f"({show(plain(cost))} - {show(each.cost)}) + "
                   f"({show(each.price)} - {show(plain(price))})")  # fmt: skip
        text = f"{each.firm}: by cost and by price, its margin against the mean: "
        value = plain(sum(known.advantage(each)))
        yield Step(f"{text}{known.strategy(each)}.", formula, value, money, k)
