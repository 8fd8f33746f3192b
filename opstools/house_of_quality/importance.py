"""Technical importance: what each requirement does for all needs together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from ..core import Step, Steps, public
from ..core.numbers import exact, plain, show
from .marks import scale_of
from .problem import House
from .result import Priorities

Normalise = Literal["lyman", "wasserman"] | None
DEPENDENCE = {
    "++": Fraction(9, 10),
    "--": Fraction(9, 10),
    "+": Fraction(3, 10),
    "-": Fraction(3, 10),
}
NOTHING = Fraction(0)
MOST_TERMS = 12
Cells = tuple[tuple[Fraction, ...], ...]


@public
def technical_importance(
    house: House, *, scale: Any = (9, 3, 1), normalise: Normalise = None
) -> Priorities:
    """Rank the requirements by Σ weight × relationship.

    `scale` has the numbers of strong, medium and weak: (9, 3, 1), (5, 3, 1), (4, 2, 1) or your own;
    numbers in the table stand as they are. `normalise` None takes them so; "lyman" scales each row
    to 1, so that a need does not count more because many requirements serve it; "wasserman" lets
    requirements that depend on each other (the roof, 0.9 for ++ and --, 0.3 for + and -) share what
    they do, and is Lyman's without a roof. A scale that is none raises `ProblemError`. Source: Akao
    (1990); Lyman (1990); Wasserman (1993).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"mass": ["strong", ""], "seal": ["weak", "medium"]},
    ...     index=["easy to close", "no road noise"],
    ... )
    >>> priorities = technical_importance(table, weights=[5, 3])
    >>> priorities.absolute, priorities.rank
    ({'mass': 45, 'seal': 14}, {'mass': 1, 'seal': 2})
    """
    numbers = scale_of(scale)
    cells = _normalised(house, as_numbers(house, numbers), normalise)
    weights = [exact(each) for each in house.effective_weights.values()]
    absolute = [_weighed(weights, column) for column in zip(*cells, strict=True)]
    total = sum(absolute, Fraction(0))
    shares = [each / total if total else Fraction(0) for each in absolute]
    told = tuple(map(plain, absolute)), tuple(map(plain, shares))
    working = Steps(_working(house, cells, *told), 0)
    kept = tuple(tuple(map(plain, row)) for row in cells)
    return Priorities(
        house, *told, kept, tuple(numbers.values()), normalise or "none", working=working
    )


def _weighed(weights: list[Fraction], column: tuple[Fraction, ...]) -> Fraction:
    return sum((w * r for w, r in zip(weights, column, strict=True) if r), Fraction(0))


def as_numbers(house: House, numbers: dict[str, Any]) -> Cells:
    """The relationships as numbers, 0 where there is none."""
    known: dict[Any, Fraction] = {word: exact(number) for word, number in numbers.items()}
    known[None] = NOTHING
    for cell in {cell for row in house.relationships.cells for cell in row} - known.keys():
        known[cell] = exact(cell)
    return tuple(tuple(known[cell] for cell in row) for row in house.relationships.cells)


def _normalised(house: House, cells: Cells, how: Normalise) -> Cells:
    if how is None:
        return cells
    if how == "wasserman":
        place = {each: k for k, each in enumerate(house.requirements)}
        pairs = [(place[a], place[b], DEPENDENCE[mark]) for a, b, mark in house.roof]
        cells = tuple(_shared(row, pairs) for row in cells)
    return tuple(map(_scaled, cells))


def _scaled(row: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """A row that sums to 1, unless it is empty."""
    total = sum(row, Fraction(0))
    return tuple(each / total for each in row) if total else row


def _shared(
    row: tuple[Fraction, ...], pairs: list[tuple[int, int, Fraction]]
) -> tuple[Fraction, ...]:
    """What each requirement does for a need, alone and through those that depend on it."""
    more = list(row)
    for j, k, part in pairs:
        more[j] += row[k] * part
        more[k] += row[j] * part
    return tuple(more)


def _working(house: House, cells: Cells, absolute: Any, relative: Any) -> Iterator[Step]:
    weights = list(house.effective_weights.values())
    for j, how in enumerate(house.requirements):
        terms = [(w, plain(row[j])) for w, row in zip(weights, cells, strict=True) if row[j]]
        formula = r"\sum w\,r"
        if 0 < len(terms) <= MOST_TERMS:
            formula += " = " + " + ".join(rf"{show(w)} \times {show(r)}" for w, r in terms)
        yield Step(f"{how}: what it does for each need, weighed.", formula, absolute[j], "", j + 1)
    total = plain(sum(map(exact, absolute)))
    for j, how in enumerate(house.requirements):
        formula = rf"\frac{{{show(absolute[j])}}}{{{show(total)}}}" if total else ""
        yield Step(f"{how}: its share of all.", formula, relative[j], "%")
