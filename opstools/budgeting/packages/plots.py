"""Pictures of packages: what they offer, what is funded step by step, all ways to spend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import (
    BLUE,
    GREY,
    INK,
    PALE,
    WARNING,
    axes,
    fill,
    label,
    rows_of,
    shorten,
    style,
)
from ...core.numbers import show
from .rank import step_up

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Packages
    from .result import Choice, Frontier, Stood

MARKS = {"required": "required", "taken": "", "too dear": "does not fit",
         "brings no more": "brings no more", "left out": "left out",
         "not reached": "out of reach"}  # fmt: skip
LETTERS = 16  # of a name beside its dots


def _money(packages: Packages) -> str:
    return f" ({packages.money})" if packages.money else ""


def offers(packages: Packages, shown: int, ax: Axes | None) -> Axes:
    """A dot a level: cost across, benefit up; the levels of a package joined."""
    with style():
        ax = axes(ax, 6.5, 4.2)
        for k, (package, its) in enumerate(packages.packages.items(), 1):
            rows = [row for row in its if row < shown]
            if not rows:
                continue
            x = [float(packages.levels[row].cost) for row in rows]
            y = [float(packages.levels[row].benefit) for row in rows]
            ax.plot(x, y, "o-", color=fill(k), markeredgecolor=INK, linewidth=1.6)
            label(ax, shorten(package, LETTERS), (x[-1], y[-1]), by=(7, 0), size=8)
        most = max(float(each.cost) for each in packages.levels)
        top = max(float(each.benefit) for each in packages.levels)
        ax.set(xlim=(0, 1.3 * most), ylim=(0, 1.1 * top or 1), xlabel=f"cost{_money(packages)}",
               ylabel=f"benefit ({packages.unit})", title="What each package offers")  # fmt: skip
    return ax


def waterfall(choice: Choice, state: Stood, ax: Axes | None) -> Axes:
    """A row a step up: where spending stood and where it went; what is not funded is pale."""
    packages = choice.problem
    budget = float(packages.budget)
    with style():
        ax = axes(ax, 7.2, 1.5 + 0.36 * max(3, len(packages.levels)))
        spent, names, most = 0.0, [""] * len(packages.levels), budget
        for k, each in enumerate(state.decided):
            its = packages.packages[packages.levels[each.row].package]
            cost, gain = map(float, step_up(packages, packages.levels[each.row].package,
                                            its.index(each.row) - 1))  # fmt: skip
            names[k] = packages.named(packages.levels[each.row])
            look: Any = {"color": fill(1)} if each.funded else {"color": PALE, "hatch": "//"}
            ax.barh(k + 1, cost, left=spent, height=0.62, edgecolor=INK, linewidth=0.6, **look)
            most = max(most, spent + cost)
            ratio = f"{show(gain)} : {show(cost)} = {show(gain / cost)}"
            text = f"{ratio}  {MARKS[each.why]}".strip()
            label(ax, text, (max(spent + cost, budget), k + 1), size=8,
                  color=INK if each.funded else WARNING)  # fmt: skip
            spent += cost if each.funded else 0
        ax.axvline(budget, color=INK, linewidth=1.4, linestyle="--")
        rows_of(ax, names)
        ax.set(xlim=(0, 1.45 * most or 1),
               xlabel=f"spent{_money(packages)}; dashed: the budget; benefit : cost",
               title=f"{show(spent)} of {show(budget, packages.money)} spent")  # fmt: skip
    return ax


def frontier(choice: Choice, state: Frontier, ax: Axes | None) -> Axes:
    """What each amount of money can bring with the packages weighed so far."""
    packages = choice.problem
    budget = float(packages.budget)
    with style():
        ax = axes(ax, 6.8, 4.2)
        x = [float(cost) for cost, _ in state.spends]
        y = [float(benefit) for _, benefit in state.spends]
        ax.step([*x, budget], [*y, y[-1]], where="post", color=BLUE, linewidth=1.6)
        ax.plot(x, y, "o", color=BLUE, markersize=3.5)
        ax.axvline(budget, color=INK, linewidth=1.4, linestyle="--")
        if state.chosen:
            at = tuple(map(float, state.chosen))
            ax.plot(*at, "*", color=WARNING, markersize=15, markeredgecolor=INK, zorder=5)
            ax.axhline(at[1], color=GREY, linewidth=0.7, zorder=0)
            text = f"{show(at[1], packages.unit)} for {show(at[0], packages.money)}"
            label(ax, text, at, by=(-10, 10), ha="right")
        top = max(float(choice.benefit), 1e-9)
        done, whole = state.packages, len(packages.packages)
        weighed = "all packages" if done == whole else f"{done} of {whole} packages"
        ax.set(xlim=(0, 1.06 * budget or 1), ylim=(0, 1.18 * top),
               xlabel=f"spent{_money(packages)}; dashed: the budget",
               ylabel=f"benefit ({packages.unit})",
               title=f"What money can bring, with {weighed}")  # fmt: skip
    return ax
