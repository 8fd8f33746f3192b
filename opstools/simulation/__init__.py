"""Simulation: say what there is, run it, read the log. Knows no topic."""

from .calendar import Calendar, Profile, Slots
from .distributions import (
    Draw,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
    random_stream,
)
from .fifo_recursions import in_sequence, many_servers, single_server
from .model import Arrivals, Batch, Cap, Failures, Model, Station
from .replications import Estimate, Replications, interval, replicate
from .run import Run, simulate
from .ways import Escalation, Split

__all__ = [
    "Arrivals",
    "Batch",
    "Calendar",
    "Cap",
    "Draw",
    "Empirical",
    "Escalation",
    "Estimate",
    "Exponential",
    "Failures",
    "Fixed",
    "Gamma",
    "Lognormal",
    "Model",
    "Profile",
    "Replications",
    "Run",
    "Slots",
    "Split",
    "Station",
    "Triangular",
    "in_sequence",
    "interval",
    "many_servers",
    "random_stream",
    "replicate",
    "simulate",
    "single_server",
]
