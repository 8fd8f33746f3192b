"""A choice that somebody made, held against the budget and the best there is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...core import Faults, Infeasible, Recorder, public
from ...core.names import check_known
from ...core.numbers import exact, listing, plain, quoted, show
from ...core.table import name
from .problem import Packages
from .result import Choice, Decided, Stood
from .spends import optimum


@public
def by_hand(packages: Packages, choice: Any) -> Choice:
    """Fund what somebody chose: package -> level, or a list of packages at their lowest level.

    A choice of what is not there raises `ProblemError`; one above the budget, or without what is
    required, raises `Infeasible`. Source: this course.

    >>> import pandas as pd
    >>> offers = pd.DataFrame({"package": ["A", "B"], "cost": [6, 5], "benefit": [13, 10]})
    >>> by_hand(offers, ["B"], budget=10).measures
    benefit 10 points, cost 5, left 5, packages 1, gap 23.1 %
    """
    rows = _read(packages, choice)
    _check(packages, rows)
    note = Recorder(Stood())
    spent = Fraction(0)
    for package, row in rows.items():
        each = packages.levels[row]
        before, spent = spent, spent + exact(each.cost)
        text = f"{package}, level {each.level}: spent so far."
        steps = [Decided(k, "taken") for k in packages.packages[package] if k <= row]
        formula = f"{show(before)} + {show(each.cost)}"
        note.note(text, formula, plain(spent), packages.money,
                  decided=(*note.state.decided, *steps))  # fmt: skip
    best, _ = optimum(packages)
    total = sum((exact(packages.levels[row].benefit) for row in rows.values()), Fraction(0))
    others = [k for p, its in packages.packages.items() for k in its if k > rows.get(p, -1)]
    left_out = tuple(Decided(k, "left out") for k in others)
    note.note("What it brings, of the most there is.",
              rf"\frac{{{show(total)}}}{{{show(best)}}}" if best else "",
              plain(total / best) if best else 1, "%",
              decided=(*note.state.decided, *left_out))  # fmt: skip
    chosen = tuple(rows.get(package, -1) for package in packages.packages)
    return Choice(packages, "choice by hand", chosen, plain(best), working=note.steps())


def _read(packages: Packages, choice: Any) -> dict[str, int]:
    """Package -> row of its level, in the order of the table."""
    faults = Faults("choice")
    pairs: list[tuple[Any, Any]] = []
    if isinstance(choice, Mapping) or (hasattr(choice, "items") and hasattr(choice, "index")):
        pairs = list(choice.items())
    elif isinstance(choice, (list, tuple, set, frozenset)):
        pairs = [(each, None) for each in choice]
    else:
        problem = f"{quoted(choice)} is no choice of packages"
        faults.add("choice", problem, 'Write {"package": "level", …}.')
    names = [name(package) for package, _ in pairs]
    check_known("package", names, packages.packages, "choice", faults)
    found = {}
    for package, level in zip(names, (level for _, level in pairs), strict=True):
        its = {packages.levels[row].level: row for row in packages.packages.get(package, ())}
        if level is None:
            level = next(iter(its), "")
        if not its or name(level) in ("", "-", "none"):
            continue
        check_known("level", [name(level)], its, f"package {package}", faults)
        found[package] = its.get(name(level), -1)
    faults.raise_any()
    return {package: found[package] for package in packages.packages if package in found}


def _check(packages: Packages, rows: dict[str, int]) -> None:
    faults = Faults("choice")
    lack = [p for p in packages.packages if packages.is_required(p) and p not in rows]
    if lack:
        verb = "is" if len(lack) == 1 else "are"
        faults.add("choice", f"{listing(lack)} {verb} required", "Fund at least the lowest level.")
    cost = sum((exact(packages.levels[row].cost) for row in rows.values()), Fraction(0))
    over = cost - exact(packages.budget)
    if over > 0:
        money = packages.money
        problem = f"it costs {show(cost, money)}, {show(over, money)} above the budget"
        faults.add("choice", problem, f"Spend at most {show(packages.budget, money)}.")
    faults.raise_any(Infeasible)
