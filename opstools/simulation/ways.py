"""Ways beside plain routing: items part and meet again, escalate, and find servers in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core import Faults
from ..core.figures import whole
from ..core.numbers import listing
from ..core.table import suggestion
from .checks import check_list, check_time, check_type, read_numbers

if TYPE_CHECKING:
    from .model import Station

# What stations of a pool have in common.
SHARED = {"servers": "number of servers", "calendar": "calendar", "discipline": "discipline"}


@dataclass(frozen=True)
class Split:
    """All of these stations next, side by side; a station with `parts` puts them together again.

    >>> Split(("scan", "type")).stations
    ('scan', 'type')
    """

    stations: tuple[str, ...]

    def __post_init__(self) -> None:
        faults = Faults("split")
        names = check_list(self.stations, str, "stations", faults)
        object.__setattr__(self, "stations", names)
        if len(set(names)) < 2 or len(set(names)) < len(names):
            faults.add("stations", f"{listing(names)} do not lie side by side",
                       "Give two or more, each once.")  # fmt: skip
        faults.raise_any()


@dataclass(frozen=True)
class Escalation:
    """Who has waited `after` and is not served yet leaves the line for another station.

    >>> Escalation(30, to="engineer").after
    30
    """

    after: float
    to: str

    def __post_init__(self) -> None:
        read_numbers(self, "after")


def check_ways(station: Station, stations: Sequence[Station], faults: Faults) -> None:
    """Note what does not go together: parts, escalation and pools with other features."""
    place, names = f"station {station.name}", [each.name for each in stations]
    if station.parts != 1:
        whole(station.parts, f"{place}, parts", faults)
    escalation = station.escalation
    remedy = "Give an Escalation."
    if check_type(escalation, Escalation, f"{place}, escalation", faults, remedy) and escalation:
        check_time(escalation.after, f"{place}, escalation, after", faults)
        check_station(escalation.to, names, f"{place}, escalation", faults)
        if escalation.to == station.name:
            faults.add(f"{place}, escalation", "it leads to the same station", "Name another one.")
    special = station.batch or station.failures or station.capacity is not None
    if special and (station.pool or escalation or station.parts != 1):
        problem = "batches, failures and limited places do not go with pools, parts or escalation"
        faults.add(place, problem, "Leave one of them out.")
    if isinstance(station.to, Split):
        for name in station.to.stations:
            check_station(name, names, f"{place}, to", faults)
            if any(each.name == name and each.capacity is not None for each in stations):
                problem = f"{name} has limited places, and a part of an item cannot wait elsewhere"
                faults.add(f"{place}, to", problem, "Leave its capacity out.")
    first = next((each for each in stations if station.pool and each.pool == station.pool), station)
    for option, word in SHARED.items():
        if getattr(first, option) != getattr(station, option):
            problem = f"its {word} differs from that of {first.name} in the same pool"
            faults.add(f"{place}, pool", problem, "Stations of a pool share all of it.")


def check_station(name: str, names: Sequence[str], place: str, faults: Faults) -> None:
    """Note a fault unless there is a station of that name."""
    if name not in names:
        remedy = suggestion(str(name), names) or f"The stations are {listing(names)}."
        faults.add(place, f"there is no station {name}", remedy)
