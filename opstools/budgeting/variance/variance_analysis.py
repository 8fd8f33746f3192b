"""Parting a variance into price, volume and mix."""

from __future__ import annotations

from fractions import Fraction

from ...core import Recorder, Steps, public
from ...core.numbers import exact, in_formula, plain, show
from .problem import BudgetedItems
from .result import Known, Parts, Variances


@public
def variance_analysis(frame: BudgetedItems) -> Variances:
    """Part actual − budget into price, volume and mix, item by item.

    Price: (actual − budget price) × actual volume. Volume: as if all volumes had changed alike,
    (actual total − budget total) × budget share × budget price. Mix: (actual volume − actual total
    × budget share) × budget price. The three add up to the whole. Bad tables raise `ProblemError`.
    Source: Horngren, Datar & Rajan (2015), sales-quantity and sales-mix variances.

    >>> import pandas as pd
    >>> month = pd.DataFrame(
    ...     {
    ...         "item": ["tea", "cake"],
    ...         "budget_price": [10, 20],
    ...         "budget_volume": [60, 40],
    ...         "actual_price": [11, 19],
    ...         "actual_volume": [50, 60],
    ...     }
    ... )
    >>> found = variance_analysis(month)
    >>> found.price, found.volume, found.mix, found.total
    (-10, 140, 160, 290)
    """
    items = frame.items
    planned = sum((exact(each.budget_volume) for each in items), Fraction(0))
    came = sum((exact(each.actual_volume) for each in items), Fraction(0))
    parts = []
    for each in items:
        price, budget, actual = map(
            exact, (each.budget_price, each.budget_volume, each.actual_volume)
        )
        alike = came * budget / planned  # the volume, had the mix stayed
        figures = (
            (exact(each.actual_price) - price) * actual,
            (alike - budget) * price,
            (actual - alike) * price,
        )
        parts.append(Parts(*map(plain, figures)))
    found = tuple(parts)
    return Variances(frame, found, working=_working(frame, found, planned, came))


def _working(
    frame: BudgetedItems, parts: tuple[Parts, ...], planned: Fraction, came: Fraction
) -> Steps:
    note, money = Recorder(Known()), frame.money
    pairs = list(zip(frame.items, parts, strict=True))
    for each, found in pairs:
        text = f"{each.name}, price: what a unit brought more or less, on the actual volume."
        formula = rf"({show(each.actual_price)} - {show(each.budget_price)}) \times "
        note.note(text, formula + show(each.actual_volume), found.price, money)
    _sum(note, "price", [found.price for found in parts], money, 1)
    rise = rf"({show(came)} - {show(planned)})"
    for each, found in pairs:
        text = f"{each.name}, volume: its budgeted share of the change of all volumes."
        share = rf"\frac{{{show(each.budget_volume)}}}{{{show(planned)}}}"
        formula = rf"{rise} \times {share} \times {show(each.budget_price)}"
        note.note(text, formula, found.volume, money)
    _sum(note, "volume", [found.volume for found in parts], money, 2)
    for each, found in pairs:
        text = f"{each.name}, mix: what was sold beyond its budgeted share of the actual volumes."
        share = rf"\frac{{{show(each.budget_volume)}}}{{{show(planned)}}}"
        formula = rf"({show(each.actual_volume)} - {show(came)} \times {share})"
        note.note(text, rf"{formula} \times {show(each.budget_price)}", found.mix, money)
    _sum(note, "mix", [found.mix for found in parts], money, 3)
    total = plain(exact(frame.actual) - exact(frame.budget))
    text = "Price, volume and mix add up to actual less budget."
    note.note(text, f"{show(frame.actual)} - {show(frame.budget)}", total, money)
    return note.steps()


def _sum(note: Recorder, what: str, figures: list[float], money: str, parts: int) -> None:
    terms = " + ".join(map(in_formula, figures))
    total = plain(sum(map(exact, figures), Fraction(0)))
    note.note(f"All {what} variances.", terms, total, money, parts=parts)
