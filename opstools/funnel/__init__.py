"""Funnels: how many go on at each stage, how sure that is, where a point more is worth most."""

from .analysis import funnel
from .problem import Stage, Stages
from .result import Funnel

__all__ = ["Funnel", "Stage", "Stages", "funnel"]
