"""Services of four kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, listing, plain, show
from .problem import KINDS, Services, labour_share

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class ServiceKinds(Result):
    """By service: its `labour_shares` and its `kinds`.

    >>> from opstools import datasets
    >>> from opstools.priorities import service_kinds
    >>> print(service_kinds(datasets.load("eight_services")).headline)
    8 services: 2 service factories, 2 service shops, 2 mass services and 2 professional services.
    """

    problem: Services

    @property
    def labour_shares(self) -> Mapping[str, Number]:
        """Service -> labour / (labour + capital)."""
        return ByName({s.service: plain(labour_share(s)) for s in self.problem.services})

    @property
    def kinds(self) -> Mapping[str, str]:
        """Service -> which of the four kinds it is."""
        return ByName({s.service: self.problem.kind(s) for s in self.problem.services})

    @property
    def answer(self) -> dict[str, str]:
        """The kind of each."""
        return dict(self.kinds)

    @property
    def measures(self) -> Measures:
        """How many there are of each kind."""
        own = list(self.kinds.values())
        return Measures(
            **{kind.replace(" ", "_"): (own.count(kind), "") for kind in KINDS.values()}
        )

    @property
    def headline(self) -> str:
        """The kinds in one sentence."""
        own = list(self.kinds.values())
        if len(own) == 1:
            (name,) = self.kinds
            return f"{name} is a {own[0]}."
        told = [count(own.count(kind), kind) for kind in KINDS.values() if kind in own]
        return f"{count(len(own), 'service')}: {listing(told)}."

    @property
    def note(self) -> str:
        """Where the quarters are parted."""
        known = self.problem
        return (f"Much labour is above {show(known.much_labour, '%')} of the costs, much contact "
                f"above {show(known.much_contact, '%')} of the time.")  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row a service: service, labour_share, contact, kind."""
        import pandas as pd

        return pd.DataFrame({
            "service": list(self.kinds),
            "labour_share": list(self.labour_shares.values()),
            "contact": [each.contact for each in self.problem.services],
            "kind": list(self.kinds.values()),
        })  # fmt: skip

    @property
    def column_units(self) -> Mapping[str, str]:
        """Both are shares."""
        return {"labour_share": "%", "contact": "%"}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The four quarters with the services placed so far."""
        from .plots import quarters

        return quarters(self.problem, state, ax)
