"""Accounts as bars that fill up to their limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...core.drawing import INK, ORANGE, PALE, WARNING, axes, fill, label, rows_of, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Entries, Entry
    from .result import LimitBook


def asked(entries: Entries, shown: int, ax: Axes | None) -> Axes:
    """One bar an account, an entry beside the other, before anything is decided."""
    return _accounts(entries, [None] * shown, ax)


def booked(book: LimitBook, done: int, ax: Axes | None) -> Axes:
    """What was paid, as far as the limit; what was blocked stands pale beyond."""
    return _accounts(book.problem, [each.booked for each in book.outcomes[:done]], ax)


def _accounts(entries: Entries, decided: list[bool | None], ax: Axes | None) -> Axes:
    accounts = [Account(name, float(limit)) for name, limit in entries.limits]
    named = {each.name: each for each in accounts}
    for entry, yes in zip(entries.entries, decided, strict=False):
        named[entry.account].take(entry, yes)
    with style():
        ax = axes(ax, 7, 1.6 + 0.5 * max(2, len(accounts)))
        for row, each in enumerate(accounts, 1):
            _account(ax, row, each, told=bool(decided))
        rows_of(ax, list(named))
        whole = dict.fromkeys(named, 1e-9)
        for entry in entries.entries:
            whole[entry.account] += float(entry.amount) if entry.kind == "payment" else 0
        most = max(*whole.values(), *(each.limit + each.extra for each in accounts))
        money = f" ({entries.money})" if entries.money else ""
        signs = "upright: limit, dashed: with extra funds, hatched: blocked"
        ax.set(xlim=(0, 1.42 * most), xlabel=f"spent{money}; {signs}", title="Limits and payments")
    return ax


@dataclass
class Account:
    """What an account comes to as its entries are told: pieces are start, amount, and whether it is
    booked (None: not decided)."""

    name: str
    limit: float
    extra: float = 0
    paid: float = 0
    stopped: float = 0
    pieces: list[tuple[float, float, bool | None]] = field(default_factory=list)

    def take(self, entry: Entry, yes: bool | None) -> None:
        """One entry more."""
        amount = float(entry.amount)
        if entry.kind == "extra":
            self.extra += amount if yes else 0
        elif yes is False:
            self.stopped += amount
        else:
            self.pieces.append((self.paid, amount, yes))
            self.paid += amount


def _account(ax: Axes, row: int, each: Account, *, told: bool) -> None:
    """The bar of one account, its limits as upright lines, and its figures behind them."""
    for start, amount, yes in each.pieces:
        ax.barh(row, amount, left=start, height=0.52, color=PALE if yes is None else fill(1),
                edgecolor=INK, linewidth=0.6)  # fmt: skip
    if each.stopped:
        ax.barh(row, each.stopped, left=each.paid, height=0.3, color="white", hatch="////",
                edgecolor=WARNING, linewidth=0.8)  # fmt: skip
    ends, limit = [row - 0.4, row + 0.4], each.limit + each.extra
    ax.plot([each.limit] * 2, ends, color=INK, linewidth=2)
    if each.extra:
        ax.plot([limit] * 2, ends, color=ORANGE, linewidth=2, linestyle="--")
    if told and (each.paid or each.stopped):
        blocked = f", {show(each.stopped)} blocked" if each.stopped else ""
        text = f"{show(each.paid)} of {show(limit)}{blocked}"
        label(ax, text, (max(each.paid + each.stopped, limit), row), size=8)
