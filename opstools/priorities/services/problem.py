"""Services told apart by labour and by contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, share
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, listing, plain
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Little or much labour x little or much contact.
KINDS = {
    (False, False): "service factory",
    (False, True): "service shop",
    (True, False): "mass service",
    (True, True): "professional service",
}


@dataclass(frozen=True)
class Service:
    """A service by what it spends in a year, and by how much of the work has the customer in it.

    `labour` and `capital` are costs of people and of buildings and equipment, in money; `contact`
    is the share of the working time that the customer is there, from 0 to 1.
    """

    service: str
    labour: Number
    capital: Number
    contact: Number


@dataclass(frozen=True)
class Services(Problem):
    """Services in two directions: labour against capital, and contact.

    A table has the columns service, labour, capital (money a year) and contact (a share). Above the
    shares `much_labour` and `much_contact` there is much of it. Bad data raises `ProblemError`.

    >>> print(Services((Service("airline", 30, 70, 0.2),)).headline)
    1 service: airline.
    """

    services: tuple[Service, ...]
    _: KW_ONLY
    much_labour: Number = 0.5
    much_contact: Number = 0.5
    money: str = "$"

    subject: ClassVar[str] = "services"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("service", ("服务", "name"), stand_in="row {}"),
        Column("labour", ("labor", "labour cost", "labor cost", "人工"), number=True, stand_in=1),
        Column("capital", ("capital cost", "equipment", "资本"), number=True, stand_in=1),
        Column("contact", ("customer contact", "接触"), number=True, stand_in=0),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("service", [name(each.service) for each in self.services], faults)
        found = []
        for k, each in enumerate(self.services, 1):
            place = row_of(k, "service", name(each.service))
            labour = plain(not_negative(each.labour, f"{place}, labour", faults, self.money))
            capital = plain(not_negative(each.capital, f"{place}, capital", faults, self.money))
            if not labour and not capital:
                faults.add(place, "labour and capital are both 0", "Give what at least one costs.")
                labour = 1
            contact = plain(share(each.contact, f"{place}, contact", faults))
            found.append(Service(name(each.service), labour, capital, contact))
        cuts = {word: plain(share(getattr(self, word), word, faults))
                for word in ("much_labour", "much_contact")}  # fmt: skip
        return {"services": tuple(found), **cuts}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Service(r["service"], r["labour"], r["capital"], r["contact"]) for r in table)
        return {"services": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a service: service, labour, capital, contact."""
        import pandas as pd

        told = [(s.service, s.labour, s.capital, s.contact) for s in self.services]
        return pd.DataFrame(told, columns=["service", "labour", "capital", "contact"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs are money, contact is a share."""
        return {"labour": self.money, "capital": self.money, "contact": "%"}

    @property
    def headline(self) -> str:
        """The services in one sentence."""
        names = [each.service for each in self.services]
        return f"{count(len(names), 'service')}: {listing(names, most=8)}."

    def kind(self, each: Service) -> str:
        """Which of four kinds a service is."""
        labour = labour_share(each) > exact(self.much_labour)
        return KINDS[labour, exact(each.contact) > exact(self.much_contact)]

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The four quarters with the first services in them."""
        from .plots import quarters

        return quarters(self, state, ax)


def labour_share(each: Service) -> Fraction:
    """Labour as a share of labour and capital.

    >>> labour_share(Service("airline", 30, 70, 0.2))
    Fraction(3, 10)
    """
    return exact(each.labour) / (exact(each.labour) + exact(each.capital))
