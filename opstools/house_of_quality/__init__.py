"""Quality function deployment: the house of quality, and what follows from it."""

from ..facility_location import Weights, ahp_weights
from .cascade.cascade import cascade
from .cascade.problem import Phases
from .cascade.result import Cascade
from .diagnosis import Diagnosis, Finding, diagnose
from .importance import technical_importance
from .kano import kano_category
from .planning.planning_matrix import planning_matrix
from .planning.problem import PlannedNeed, PlanningTable
from .planning.result import Planning
from .problem import House
from .result import Priorities
from .stability import RankStability, rank_stability
from .targets import Targets, choose_targets

__all__ = [
    "Cascade",
    "Diagnosis",
    "Finding",
    "House",
    "Phases",
    "PlannedNeed",
    "Planning",
    "PlanningTable",
    "Priorities",
    "RankStability",
    "Targets",
    "Weights",
    "ahp_weights",
    "cascade",
    "choose_targets",
    "diagnose",
    "kano_category",
    "planning_matrix",
    "rank_stability",
    "technical_importance",
]
