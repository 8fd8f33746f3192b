"""The averages of a line, tied together by Little's law, and the working that finds them."""

from __future__ import annotations

from dataclasses import dataclass

from ...core import Recorder
from ...core.numbers import count, show


@dataclass(frozen=True)
class Averages:
    """λ customers per unit of time get in, c servers take S each on average, they wait Wq.

    >>> line = Averages(arrival_rate=8, service_time=0.1, servers=1, time_in_queue=0.4)
    >>> line.utilisation, line.in_queue, line.in_system
    (0.8, 3.2, 4.0)
    """

    arrival_rate: float
    service_time: float
    servers: int
    time_in_queue: float
    time_unit: str = "h"

    @property
    def utilisation(self) -> float:
        """ρ = λS / c, the share of time that a server works."""
        return self.arrival_rate * self.service_time / self.servers

    @property
    def in_queue(self) -> float:
        """Lq = λ·Wq, customers waiting."""
        return self.arrival_rate * self.time_in_queue

    @property
    def in_system(self) -> float:
        """L = Lq + λS, customers waiting or in service."""
        return self.in_queue + self.arrival_rate * self.service_time

    @property
    def time_in_system(self) -> float:
        """W = Wq + S, from coming to leaving."""
        return self.time_in_queue + self.service_time


@dataclass(frozen=True)
class Known:
    """The averages that are known by a step; the picture shows these."""

    arrival_rate: float | None = None
    utilisation: float | None = None
    time_in_queue: float | None = None
    in_queue: float | None = None
    time_in_system: float | None = None
    in_system: float | None = None


def note_utilisation(working: Recorder, line: Averages) -> None:
    """The step that every formula begins with."""
    top = rf"{show(line.arrival_rate)} \times {show(line.service_time)}"
    formula = rf"\rho = \frac{{\lambda S}}{{c}} = \frac{{{top}}}{{{line.servers}}}"
    text = f"Utilisation: the work that comes, over what {count(line.servers, 'server')} can do."
    working.note(text, formula, line.utilisation, "%", utilisation=line.utilisation)


def note_wait(working: Recorder, line: Averages, text: str, formula: str) -> None:
    """The step that finds the wait."""
    wait = line.time_in_queue
    working.note(text, formula, wait, line.time_unit, time_in_queue=wait)


def note_queue(working: Recorder, line: Averages) -> None:
    """Once Wq is known, Little's law gives the line."""
    formula = rf"L_q = \lambda W_q = {show(line.arrival_rate)} \times {show(line.time_in_queue)}"
    text = "Little's law for those who wait."
    working.note(text, formula, line.in_queue, "customers", in_queue=line.in_queue)


def note_system(working: Recorder, line: Averages) -> None:
    """Once Wq is known, service is added, and Little's law gives all who are there."""
    time, unit = line.time_in_system, line.time_unit
    formula = rf"W = W_q + S = {show(line.time_in_queue)} + {show(line.service_time)}"
    working.note("Waiting and service together.", formula, time, unit, time_in_system=time)
    formula = rf"L = \lambda W = {show(line.arrival_rate)} \times {show(time)}"
    text = "Little's law for all who are there."
    working.note(text, formula, line.in_system, "customers", in_system=line.in_system)
