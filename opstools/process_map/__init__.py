"""Process maps: who does what, who answers for it, and what the whole can do."""

from .analysis import analyse
from .checks import Finding
from .comparison import MapComparison, compare
from .problem import ProcessMap, Step
from .records import Demand, Flow, Resource, Role
from .responsibilities import Responsibilities, responsibilities
from .result import MapAnalysis
from .roster.duty_roster import duty_roster
from .roster.problem import Shift, Shifts
from .roster.result import Roster
from .simulated import SimulatedMap, simulate

__all__ = [
    "Demand",
    "Finding",
    "Flow",
    "MapAnalysis",
    "MapComparison",
    "ProcessMap",
    "Resource",
    "Responsibilities",
    "Role",
    "Roster",
    "Shift",
    "Shifts",
    "SimulatedMap",
    "Step",
    "analyse",
    "compare",
    "duty_roster",
    "responsibilities",
    "simulate",
]
