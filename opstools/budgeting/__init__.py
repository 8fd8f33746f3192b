"""Budgeting: which decision packages to fund, variances, spending limits, controls."""

from .controls.control_matrix import control_matrix
from .controls.problem import Controls
from .controls.result import ControlMatrix
from .limits.limit_book import limit_book
from .limits.problem import Entries, Entry
from .limits.result import LimitBook, Outcome
from .packages.by_hand import by_hand
from .packages.choose import choose_packages
from .packages.compare import compare
from .packages.model import integer_program
from .packages.problem import Level, Packages
from .packages.rank import rank_packages
from .packages.result import Choice
from .variance.problem import BudgetedItems, Item
from .variance.result import Variances
from .variance.variance_analysis import variance_analysis

__all__ = [
    "BudgetedItems",
    "Choice",
    "ControlMatrix",
    "Controls",
    "Entries",
    "Entry",
    "Item",
    "Level",
    "LimitBook",
    "Outcome",
    "Packages",
    "Variances",
    "by_hand",
    "choose_packages",
    "compare",
    "control_matrix",
    "integer_program",
    "limit_book",
    "rank_packages",
    "variance_analysis",
]
