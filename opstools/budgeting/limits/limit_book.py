"""Keeping the limit book: an entry that would overrun its limit is blocked."""

from __future__ import annotations

from fractions import Fraction

from ...core import Recorder, public
from ...core.numbers import exact, listing, plain, show
from .problem import Entries, Entry
from .result import Kept, LimitBook, Outcome


@public
def limit_book(entries: Entries) -> LimitBook:
    """Book payments in their order; block each that would pass its account's limit.

    A payment is booked if it has all signatures and what is left of the limit covers it. An extra
    fund raises the limit of its account, for all entries after it, if it has a purpose and all
    signatures. Every other is blocked or refused, with the reason and what to do. Bad tables raise
    `ProblemError`. Source: this course, after the budget rules of a company.

    >>> import pandas as pd
    >>> book = limit_book(
    ...     pd.DataFrame({"account": ["travel", "travel"], "amount": [60, 50]}),
    ...     limits={"travel": 100},
    ... )
    >>> book.spent, book.blocked
    ({'travel': 60}, (2,))
    >>> print(book.outcomes[1].reason)
    it is 10 above what is left, 40; ask for an extra fund of 10
    """
    limits = {account: exact(limit) for account, limit in entries.limits}
    spent = dict.fromkeys(limits, Fraction(0))
    note = Recorder(Kept())
    outcomes = []
    for k, each in enumerate(entries.entries, 1):
        left = limits[each.account] - spent[each.account]
        reasons = _reasons(entries, each, left)
        if not reasons and each.kind == "extra":
            limits[each.account] += exact(each.amount)
        elif not reasons:
            spent[each.account] += exact(each.amount)
        after = limits[each.account] - spent[each.account]
        outcomes.append(Outcome(not reasons, "; ".join(reasons), plain(after)))
        sign = "+" if each.kind == "extra" else "-"
        what = "Extra fund" if each.kind == "extra" else "Payment"
        text = f"{what} {k} on {each.account}"
        if reasons:
            verb = "refused" if each.kind == "extra" else "blocked"
            text = f"{text} is {verb}: {outcomes[-1].reason}. Left:"
            seen = {"entries": k} if verb == "blocked" else {}  # a refused form changes nothing
            note.note(text, "", plain(after), entries.money, **seen)
        else:
            formula = f"{show(left)} {sign} {show(each.amount)}"
            note.note(f"{text} is booked. Left:", formula, plain(after), entries.money, entries=k)
    return LimitBook(entries, tuple(outcomes), working=note.steps())


def _reasons(entries: Entries, each: Entry, left: Fraction) -> list[str]:
    """All that speaks against an entry."""
    needed = entries.extra_signatures if each.kind == "extra" else entries.signatures
    signed = {role.casefold() for role in each.signed}
    lack = [role for role in needed if role.casefold() not in signed]
    reasons = []
    if lack:
        reasons.append(f"not signed by {listing(lack)}")
    if each.kind == "extra":
        if not each.purpose:
            reasons.append("the form gives no reason")
        return reasons
    over = exact(each.amount) - left
    if over > 0:
        more, rest = show(over, entries.money), show(left, entries.money)
        reasons.append(f"it is {more} above what is left, {rest}; ask for an extra fund of {more}")
    return reasons
