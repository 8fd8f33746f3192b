"""Facility layout: where departments stand, by loads, by closeness, in cells."""

from .before_after import before_and_after
from .cells.problem import Incidence
from .cells.rank_order import rank_order_clustering
from .cells.result import Cells
from .departments.by_hand import by_hand
from .departments.distances import grid_distances
from .departments.exact import best_layout
from .departments.exchange import pairwise_exchange
from .departments.problem import Departments, Load
from .departments.result import Layout, Trial
from .departments.search import search_layout
from .kinds.choose import layout_kind
from .kinds.problem import Product, Products
from .kinds.result import LayoutKind
from .plans.aldep import aldep
from .plans.corelap import corelap
from .plans.craft import craft
from .plans.problem import Plan
from .plans.result import BlockPlan, Swap
from .plans.score import Link, Scored
from .relationships.problem import Relationships

__all__ = [
    "BlockPlan",
    "Cells",
    "Departments",
    "Incidence",
    "Layout",
    "LayoutKind",
    "Link",
    "Load",
    "Plan",
    "Product",
    "Products",
    "Relationships",
    "Scored",
    "Swap",
    "Trial",
    "aldep",
    "before_and_after",
    "best_layout",
    "by_hand",
    "corelap",
    "craft",
    "grid_distances",
    "layout_kind",
    "pairwise_exchange",
    "rank_order_clustering",
    "search_layout",
]
