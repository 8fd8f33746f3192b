"""Operations and priorities: kinds of operations, their history, strategies, what to improve."""

from .concepts.match import match_concepts
from .concepts.problem import Statement, Statements
from .concepts.result import Matching
from .frontier.problem import Options
from .frontier.result import TradeOffs
from .frontier.trade_offs import trade_offs
from .history.problem import Event, History
from .history.result import Timeline
from .history.timeline import timeline
from .importance.importance_performance import importance_performance
from .importance.problem import RatedFactor, RatedFactors
from .importance.result import ImportancePerformance
from .kinds.classify import classify
from .kinds.problem import Operation, Operations
from .kinds.result import Kinds
from .profile.competitive_profile import competitive_profile
from .profile.problem import Profile
from .profile.result import CompetitiveProfile
from .services.problem import Service, Services
from .services.result import ServiceKinds
from .services.service_kinds import service_kinds
from .strategies.generic_strategies import generic_strategies
from .strategies.problem import Rival, Rivals
from .strategies.result import Strategies

__all__ = [
    "CompetitiveProfile",
    "Event",
    "History",
    "ImportancePerformance",
    "Kinds",
    "Matching",
    "Operation",
    "Operations",
    "Options",
    "Profile",
    "RatedFactor",
    "RatedFactors",
    "Rival",
    "Rivals",
    "Service",
    "ServiceKinds",
    "Services",
    "Statement",
    "Statements",
    "Strategies",
    "Timeline",
    "TradeOffs",
    "classify",
    "competitive_profile",
    "generic_strategies",
    "importance_performance",
    "match_concepts",
    "service_kinds",
    "timeline",
    "trade_offs",
]
