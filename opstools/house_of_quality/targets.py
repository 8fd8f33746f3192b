"""Which requirements to improve when money is short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ..core import Faults, Measures, Result, Step, Steps, fail, public
from ..core.display import SHARE
from ..core.figures import not_negative
from ..core.numbers import Number, exact, listing, plain, show
from .importance import technical_importance
from .problem import House

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Targets(Result):
    """Requirements to be improved within a budget, with the most importance in all.

    `chosen` names them; `importance` is the share of all that they have, which is proven the most.

    >>> from opstools import datasets
    >>> from opstools.house_of_quality import choose_targets
    >>> print(choose_targets(datasets.load("car_door"), budget=60).headline)
    check force, door seal and water resistance have 54.8 % of the importance for 60 $.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"relative": SHARE}

    problem: House
    budget: Number
    chosen: tuple[str, ...]
    relative: tuple[Number, ...]

    @property
    def importance(self) -> Number:
        """The share of all importance that is chosen."""
        return plain(
            sum((exact(x) for how, x in self._shares() if how in self.chosen), Fraction(0))
        )

    @property
    def cost(self) -> Number:
        """What the chosen ones cost."""
        pairs = zip(self.problem.requirements, self.problem.costs, strict=True)
        return plain(sum((exact(c) for how, c in pairs if how in self.chosen), Fraction(0)))

    def _shares(self) -> Iterator[tuple[str, Number]]:
        yield from zip(self.problem.requirements, self.relative, strict=True)

    @property
    def answer(self) -> list[str]:
        """The chosen requirements."""
        return list(self.chosen)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            importance=(self.importance, "%"),
            cost=(self.cost, self.problem.money),
            chosen=(len(self.chosen), ""),
        )

    @property
    def headline(self) -> str:
        """The choice in one sentence."""
        if not self.chosen:
            return f"For {show(self.budget, self.problem.money)} nothing can be improved."
        verb = "has" if len(self.chosen) == 1 else "have"
        return (
            f"{listing(self.chosen)} {verb} {show(self.importance, '%')} of the importance for "
            f"{show(self.cost, self.problem.money)}."
        )

    @property
    def note(self) -> str:
        """What may not be chosen together."""
        return "Pairs that hinder each other strongly (--) are not improved together."

    def to_frame(self) -> pd.DataFrame:
        """One row a requirement: requirement, relative, cost, chosen."""
        import pandas as pd

        rows = [
            (how, x, cost, how in self.chosen)
            for (how, x), cost in zip(self._shares(), self.problem.costs, strict=True)
        ]
        return pd.DataFrame(rows, columns=["requirement", "relative", "cost", "chosen"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs in money."""
        return {"relative": SHARE, "cost": self.problem.money}

    def draw(self, state: tuple[str, ...], ax: Axes | None) -> Axes:
        """Importance against cost, the chosen ones filled."""
        from .plots import value_for_money

        return value_for_money(self.problem, self.relative, state, ax)


@public
def choose_targets(house: House, *, budget: float) -> Targets:
    """The requirements whose improvement brings most importance within a budget.

    A 0/1 program in PuLP: maximise Σ relative importance, Σ cost ≤ budget, of each pair with -- in
    the roof at most one. A house without costs and what is no budget raise `ProblemError`. Source:
    Wasserman (1993).

    >>> from opstools import datasets
    >>> choose_targets(datasets.load("car_door"), budget=40).chosen
    ('check force', 'door seal')
    """
    faults = Faults("targets")
    money = not_negative(budget, "budget", faults, house.money)
    faults.raise_any()
    if not house.costs:
        fail("targets", "costs", "the house has none", "Give costs=… to the house.")
    shares = technical_importance(house).shares
    chosen = _most_important(house, shares, money)
    steps = [*_greedy(house, shares, money), *_told(house, shares, chosen)]
    return Targets(house, plain(money), chosen, shares, working=Steps(steps, ()))


def _most_important(house: House, shares: tuple[Number, ...], money: Fraction) -> tuple[str, ...]:
    """The choice that is worth most; one that only the solver's tolerance lets by is cut off."""
    import pulp

    places = range(len(house.requirements))
    model = pulp.LpProblem("targets", pulp.LpMaximize)
    y = [pulp.LpVariable(f"y{j}", cat="Binary") for j in places]
    model += pulp.lpSum(shares[j] * y[j] for j in places)
    model += pulp.lpSum(house.costs[j] * y[j] for j in places) <= float(money)
    index = {how: j for j, how in enumerate(house.requirements)}
    for one, other, mark in house.roof:
        if mark == "--":
            model += y[index[one]] + y[index[other]] <= 1
    while True:
        model.solve(pulp.PULP_CBC_CMD(msg=False))
        chosen = [j for j in places if (y[j].value() or 0) > 0.5]
        if sum((exact(house.costs[j]) for j in chosen), Fraction(0)) <= money:
            return tuple(house.requirements[j] for j in chosen)
        model += pulp.lpSum(y[j] for j in chosen) <= len(chosen) - 1


def _greedy(house: House, shares: tuple[Number, ...], money: Fraction) -> Iterator[Step]:
    """Most importance for the money first, as one would by hand."""
    rows = list(zip(house.requirements, map(exact, shares), map(exact, house.costs), strict=True))
    rows.sort(key=lambda row: -(row[1] / row[2]) if row[2] else -(10**9))
    hinders = {frozenset(pair[:2]) for pair in house.roof if pair[2] == "--"}
    chosen: list[str] = []
    left = money
    for how, share, cost in rows:
        if cost <= left and not any(frozenset((how, each)) in hinders for each in chosen):
            chosen.append(how)
            left -= cost
            formula = rf"\frac{{{show(plain(share))}}}{{{show(plain(cost))}}}" if cost else ""
            yield Step(
                f"By hand: {how}, the most importance for the money that is left.",
                formula,
                plain(share / cost) if cost else None,
                "",
                tuple(chosen),
            )


def _told(house: House, shares: Any, chosen: tuple[str, ...]) -> Iterator[Step]:
    terms = [x for how, x in zip(house.requirements, shares, strict=True) if how in chosen]
    total = plain(sum(map(exact, terms), Fraction(0)))
    names = listing(chosen, nothing="nothing")
    text = f"The 0/1 program: {names}; no choice within the budget has more."
    yield Step(text, " + ".join(map(show, terms)), total, "%", chosen)
