"""Process maps: who does what, who answers for it, and what the whole can do."""

from .analysis import analyse
from .checks import Finding
from .problem import ProcessMap, Step
from .records import Demand, Flow, Resource, Role
from .responsibilities import Responsibilities, responsibilities
from .result import MapAnalysis

__all__ = [
    "Demand",
    "Finding",
    "Flow",
    "MapAnalysis",
    "ProcessMap",
    "Resource",
    "Responsibilities",
    "Role",
    "Step",
    "analyse",
    "responsibilities",
]
