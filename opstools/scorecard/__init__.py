"""Scorecards: weighted indicators with directions and caps, and the rule for changing targets."""

from .adjustments.adjust_targets import adjust_targets
from .adjustments.problem import Request, Requests
from .adjustments.result import Decision, Decisions
from .problem import Indicator, Indicators
from .result import Score
from .scoring import scorecard

__all__ = [
    "Decision",
    "Decisions",
    "Indicator",
    "Indicators",
    "Request",
    "Requests",
    "Score",
    "adjust_targets",
    "scorecard",
]
