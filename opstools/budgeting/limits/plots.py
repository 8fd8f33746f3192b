"""Accounts as bars that fill up to their limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, ORANGE, PALE, WARNING, axes, fill, label, rows_of, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Entries
    from .result import LimitBook


def asked(entries: Entries, shown: int, ax: Axes | None) -> Axes:
    """One bar an account, an entry beside the other, before anything is decided."""
    return _accounts(entries, [None] * shown, ax)


def booked(book: LimitBook, done: int, ax: Axes | None) -> Axes:
    """What was paid, as far as the limit; what was blocked stands pale beyond."""
    return _accounts(book.problem, [each.booked for each in book.outcomes[:done]], ax)


def _accounts(entries: Entries, decided: list[bool | None], ax: Axes | None) -> Axes:
    limits = {account: float(limit) for account, limit in entries.limits}
    raised = dict(limits)
    paid, stopped = dict.fromkeys(limits, 0.0), dict.fromkeys(limits, 0.0)
    pieces: list[tuple[str, float, float, bool | None]] = []
    for each, yes in zip(entries.entries, decided, strict=False):
        amount = float(each.amount)
        if each.kind == "extra":
            raised[each.account] += amount if yes else 0
        elif yes is False:
            stopped[each.account] += amount
        else:
            pieces.append((each.account, paid[each.account], amount, yes))
            paid[each.account] += amount
    with style():
        ax = axes(ax, 7, 1.6 + 0.5 * max(2, len(limits)))
        row = {account: k for k, account in enumerate(limits, 1)}
        for account, start, amount, yes in pieces:
            color = PALE if yes is None else fill(1)
            ax.barh(row[account], amount, left=start, height=0.52, color=color, edgecolor=INK,
                    linewidth=0.6)  # fmt: skip
        for account, k in row.items():
            if stopped[account]:
                ax.barh(k, stopped[account], left=paid[account], height=0.3, color="white",
                        hatch="////", edgecolor=WARNING, linewidth=0.8)  # fmt: skip
            ax.plot([limits[account]] * 2, [k - 0.4, k + 0.4], color=INK, linewidth=2)
            if raised[account] > limits[account]:
                ax.plot([raised[account]] * 2, [k - 0.4, k + 0.4], color=ORANGE, linewidth=2,
                        linestyle="--")  # fmt: skip
            end = max(paid[account] + stopped[account], raised[account])
            blocked = f", {show(stopped[account])} blocked" if stopped[account] else ""
            if decided and (paid[account] or blocked):
                text = f"{show(paid[account])} of {show(raised[account])}{blocked}"
                label(ax, text, (end, k), size=8)
        rows_of(ax, list(limits))
        whole = [sum(float(e.amount) for e in entries.entries if e.account == a and
                     e.kind == "payment") for a in limits]  # fmt: skip
        most = max(1e-9, *whole, *raised.values())
        money = f" ({entries.money})" if entries.money else ""
        signs = "upright: limit, dashed: with extra funds, hatched: blocked"
        ax.set(xlim=(0, 1.42 * most), xlabel=f"spent{money}; {signs}", title="Limits and payments")
    return ax
