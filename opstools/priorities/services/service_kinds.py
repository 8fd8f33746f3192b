"""The service process matrix."""

from __future__ import annotations

from collections.abc import Iterator

from ...core import Step, Steps, public
from ...core.numbers import plain, show
from .problem import Services, labour_share
from .result import ServiceKinds


@public
def service_kinds(services: Services) -> ServiceKinds:
    """Tell services apart by labour intensity and contact: factory, shop, mass, professional.

    Labour intensity is labour / (labour + capital); contact is the share of the working time with
    the customer there. Bad tables raise `ProblemError`.
    Source: Schmenner (1986), How can service businesses survive and prosper? (the four kinds);
    Chase (1978), Where does the customer fit in a service operation? (contact as a share of time).

    >>> from opstools.priorities import Service
    >>> kinds = service_kinds(Services((Service("airline", 30, 70, 0.2),)))
    >>> dict(kinds.kinds)
    {'airline': 'service factory'}
    """
    return ServiceKinds(services, working=Steps(_working(services), 0))


def _working(services: Services) -> Iterator[Step]:
    for k, each in enumerate(services.services, 1):
        labour, capital = show(each.labour), show(each.capital)
        contact = f"{show(each.contact, '%')} of the work with the customer there"
        yield Step(
            f"{each.service}: labour's share of the costs; {contact}: {services.kind(each)}.",
            rf"\frac{{{labour}}}{{{labour} + {capital}}}",
            plain(labour_share(each)),
            "",
            k,
        )
