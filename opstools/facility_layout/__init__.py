"""Facility layout: where departments stand, by loads, by closeness, in cells."""

from .departments.by_hand import by_hand
from .departments.distances import grid_distances
from .departments.exact import best_layout
from .departments.exchange import pairwise_exchange
from .departments.problem import Departments, Load
from .departments.result import Layout, Trial
from .departments.search import search_layout

__all__ = [
    "Departments",
    "Layout",
    "Load",
    "Trial",
    "best_layout",
    "by_hand",
    "grid_distances",
    "pairwise_exchange",
    "search_layout",
]
