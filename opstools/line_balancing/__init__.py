"""Line balancing: sharing out tasks among the stations of an assembly line."""

from .by_hand import by_hand
from .comparison import compare
from .comsoal import comsoal
from .exact import fewest_stations, most_efficient, shortest_cycle
from .mixed.mixed_model import mixed_model
from .mixed.problem import MixedLine, ModelTask
from .mixed.result import MixedBalance
from .model import integer_program
from .pace.efficiency_saw import efficiency_saw
from .pace.result import EfficiencySaw
from .priority import Rule, largest_first, smallest_first
from .problem import Line, Task
from .result import Balance
from .rules import *  # noqa: F403  # so that a new rule is one function in one file
from .rules import RULES, columns, positional_weights
from .takt import takt_time, workers_needed
from .tree.result import Branch, SearchTree
from .tree.search_tree import search_tree
from .u_line.result import ULine
from .u_line.u_line import u_line
from .zoning import zoned_line

__all__ = [
    "RULES",
    "Balance",
    "Branch",
    "EfficiencySaw",
    "Line",
    "MixedBalance",
    "MixedLine",
    "ModelTask",
    "Rule",
    "SearchTree",
    "Task",
    "ULine",
    "by_hand",
    "columns",
    "compare",
    "comsoal",
    "efficiency_saw",
    "fewest_stations",
    "integer_program",
    "largest_first",
    "mixed_model",
    "most_efficient",
    "positional_weights",
    "search_tree",
    "shortest_cycle",
    "smallest_first",
    "takt_time",
    "u_line",
    "workers_needed",
    "zoned_line",
    *RULES,
]
