"""The limit book: payments against accounts that may not be overdrawn, and extra funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.names import check_known, row_of
from ...core.numbers import Number, count, listing, plain, quoted, show
from ...core.table import listed, name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

PAYMENT = ("payment", "pay", "", "付款", "支付")
EXTRA = ("extra", "extra fund", "extra funds", "追加")


@dataclass(frozen=True)
class Entry:
    """A line of the book: a payment from an account, or a form that asks for an extra fund."""

    account: str
    amount: Number
    kind: str = "payment"
    purpose: str = ""
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entries(Problem):
    """Entries of a limit book, in the order in which they come in.

    A table has the columns account and amount, and may have kind (payment or extra), purpose (the
    reason of an extra fund) and signed (who signed, parted by commas). `limits` is account ->
    amount for the period. A payment needs all of `signatures`, an extra fund all of
    `extra_signatures` and a purpose. Amounts are in `money`. Bad data raises `ProblemError`.

    >>> book = Entries((Entry("travel", 60), Entry("travel", 50)), limits={"travel": 100})
    >>> print(book.headline)
    2 entries on 1 account with a limit of 100.
    """

    entries: tuple[Entry, ...]
    _: KW_ONLY
    limits: tuple[tuple[str, Number], ...]
    signatures: tuple[str, ...] = ()
    extra_signatures: tuple[str, ...] = ("general manager",)
    money: str = ""

    subject: ClassVar[str] = "limit book"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("account", ("department", "budget line", "部门", "科目"), stand_in="row {}"),
        Column("amount", ("sum", "金额"), number=True, stand_in=1),
        Column("kind", ("type", "种类"), needed=False),
        Column("purpose", ("reason", "用途", "理由"), needed=False),
        Column("signed", ("signed by", "approved by", "签字"), needed=False),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        limits = _limits(self.limits, faults)
        if not self.entries:
            faults.add("entries", "there are none", "Give at least one entry.")
        known = tuple(account for account, _ in limits)
        kept = tuple(_entry(k, each, known, faults) for k, each in enumerate(self.entries, 1))
        signatures = tuple(map(name, self.signatures))
        extra = tuple(map(name, self.extra_signatures))
        for what, given in (("signatures", signatures), ("extra_signatures", extra)):
            if not all(given):
                faults.add(what, "one has no name", "Name every role that signs.")
        return {"entries": kept, "limits": limits, "signatures": signatures,
                "extra_signatures": extra}  # fmt: skip

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (
            Entry(r["account"], r["amount"], r["kind"] or "", r["purpose"] or "", r["signed"] or ())
            for r in table
        )
        return {"entries": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an entry: account, amount, kind, purpose, signed."""
        import pandas as pd

        told = [(e.account, e.amount, e.kind, e.purpose, ", ".join(e.signed)) for e in self.entries]
        return pd.DataFrame(told, columns=["account", "amount", "kind", "purpose", "signed"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Amounts in money."""
        return {"amount": self.money}

    @property
    def headline(self) -> str:
        """The book in one sentence."""
        total = show(plain(sum(limit for _, limit in self.limits)), self.money)
        accounts = count(len(self.limits), "account")
        return f"{count(len(self.entries), 'entry')} on {accounts} with a limit of {total}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """What is asked for, account by account, beside the limits."""
        from .plots import asked

        return asked(self, state, ax)


def _limits(given: Any, faults: Faults) -> tuple[tuple[str, Number], ...]:
    pairs = given.items() if hasattr(given, "items") else given
    found: dict[str, Number] = {}
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            faults.add("limits", f"{quoted(pair)} is no account with a limit",
                       "Give {account: limit}.")  # fmt: skip
            continue
        account = name(pair[0])
        if not account:
            faults.add("limits", "an account has no name", "Name every account.")
        elif account in found:
            faults.add("limits", f"account {account} is there twice", "Give it one limit.")
        found[account] = plain(not_negative(pair[1], f"limit of {account}", faults))
    if not found:
        faults.add("limits", "there are none", "Give {account: limit}.")
    return tuple(found.items())


def _entry(row: int, each: Entry, known: tuple[str, ...], faults: Faults) -> Entry:
    account = name(each.account)
    place = row_of(row, "account", account)
    if not account:
        faults.add(f"row {row}, account", "it has no name", f"The accounts are {listing(known)}.")
    elif known:
        check_known("account", [account], known, f"row {row}", faults)
    kind = name(each.kind).casefold().replace("_", " ")
    if kind not in (*PAYMENT, *EXTRA):
        faults.add(f"{place}, kind", f"{quoted(each.kind)} is not known", "Write payment or extra.")
    amount = plain(positive(each.amount, f"{place}, amount", faults))
    kind = "extra" if kind in EXTRA else "payment"
    return Entry(account, amount, kind, name(each.purpose), listed(each.signed))
