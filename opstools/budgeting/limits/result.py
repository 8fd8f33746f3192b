"""A limit book at the end of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, plain, show
from .problem import Entries

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Kept:
    """How many entries had been dealt with by a step."""

    entries: int = 0


@dataclass(frozen=True)
class Outcome:
    """Whether an entry was booked, what spoke against it, and what its account had left after."""

    booked: bool
    reason: str
    left: Number


@dataclass(frozen=True)
class LimitBook(Result):
    """What became of every entry, and where the accounts stand.

    `spent`, `limit` (with extra funds) and `left` are told by account; `blocked` are the numbers of
    payments that were not booked, `refused` those of extra funds; `month_end` is the report.

    >>> from opstools.budgeting import Entries, Entry, limit_book
    >>> book = Entries((Entry("travel", 60), Entry("travel", 50)), limits={"travel": 100})
    >>> print(limit_book(book).headline)
    60 of 100 spent; 1 payment blocked: no. 2.
    """

    problem: Entries
    outcomes: tuple[Outcome, ...]

    def _sums(self, kind: str) -> dict[str, Fraction]:
        found = {account: Fraction(0) for account, _ in self.problem.limits}
        for each, outcome in zip(self.problem.entries, self.outcomes, strict=True):
            if outcome.booked and each.kind == kind:
                found[each.account] += exact(each.amount)
        return found

    @property
    def spent(self) -> Mapping[str, Number]:
        """Account -> what was paid."""
        return ByName({account: plain(x) for account, x in self._sums("payment").items()})

    @property
    def extra(self) -> Mapping[str, Number]:
        """Account -> extra funds granted."""
        return ByName({account: plain(x) for account, x in self._sums("extra").items()})

    @property
    def limit(self) -> Mapping[str, Number]:
        """Account -> its limit, extra funds included."""
        extra = self._sums("extra")
        return ByName({n: plain(exact(limit) + extra[n]) for n, limit in self.problem.limits})

    @property
    def left(self) -> Mapping[str, Number]:
        """Account -> what is left of its limit."""
        spent = self._sums("payment")
        return ByName({n: plain(exact(limit) - spent[n]) for n, limit in self.limit.items()})

    def _not_booked(self, kind: str) -> tuple[int, ...]:
        pairs = enumerate(zip(self.problem.entries, self.outcomes, strict=True), 1)
        return tuple(k for k, (each, out) in pairs if each.kind == kind and not out.booked)

    @property
    def blocked(self) -> tuple[int, ...]:
        """The numbers of payments that were not booked."""
        return self._not_booked("payment")

    @property
    def refused(self) -> tuple[int, ...]:
        """The numbers of extra funds that were not granted."""
        return self._not_booked("extra")

    @property
    def month_end(self) -> pd.DataFrame:
        """One row an account: account, budget, extra, spent, left, variance (budget − spent), used
        (a share of budget and extra)."""
        import pandas as pd

        rows, limits, left = [], self.limit, self.left
        extra, spent = self.extra, self.spent
        for account, budget in self.problem.limits:
            paid, limit = exact(spent[account]), exact(limits[account])
            used = float(paid / limit) if limit else float("nan")
            variance = plain(exact(budget) - paid)
            rows.append((account, budget, extra[account], spent[account], left[account],
                         variance, used))  # fmt: skip
        columns = ["account", "budget", "extra", "spent", "left", "variance", "used"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def answer(self) -> tuple[int, ...]:
        """The payments that were blocked."""
        return self.blocked

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        money = self.problem.money
        amounts = [exact(self.problem.entries[k - 1].amount) for k in self.blocked]
        sums = {
            "spent": sum(map(exact, self.spent.values()), Fraction(0)),
            "extra": sum(map(exact, self.extra.values()), Fraction(0)),
            "left": sum(map(exact, self.left.values()), Fraction(0)),
            "held_back": sum(amounts, Fraction(0)),
        }
        return Measures(
            **{name: (plain(value), money) for name, value in sums.items()},
            blocked=(len(self.blocked), ""),
            refused=(len(self.refused), ""),
        )

    @property
    def headline(self) -> str:
        """The book in one sentence."""
        spent = show(self.measures["spent"])
        limit = show(plain(sum(map(exact, self.limit.values()))), self.problem.money)
        parts = [f"{spent} of {limit} spent"]
        for numbers, noun, verb in (
            (self.blocked, "payment", "blocked"),
            (self.refused, "extra fund", "refused"),
        ):
            if numbers:
                those = listing(f"no. {k}" for k in numbers)
                parts.append(f"{count(len(numbers), noun)} {verb}: {those}")
        return "; ".join(parts) + "."

    @property
    def column_units(self) -> Mapping[str, str]:
        """All in money."""
        return dict.fromkeys(("amount", "left"), self.problem.money)

    def to_frame(self) -> pd.DataFrame:
        """One row an entry: entry, account, kind, amount, outcome, left, reason."""
        import pandas as pd

        words = {("payment", True): "paid", ("payment", False): "blocked",
                 ("extra", True): "granted", ("extra", False): "refused"}  # fmt: skip
        pairs = enumerate(zip(self.problem.entries, self.outcomes, strict=True), 1)
        rows = [
            (k, e.account, e.kind, e.amount, words[e.kind, out.booked], out.left, out.reason)
            for k, (e, out) in pairs
        ]
        columns = ["entry", "account", "kind", "amount", "outcome", "left", "reason"]
        return pd.DataFrame(rows, columns=columns)

    def draw(self, state: Kept, ax: Axes | None) -> Axes:
        """What the accounts had spent, and what was blocked, by an entry."""
        from .plots import booked

        return booked(self, state.entries, ax)
