"""What all topics share: problems and results, errors that teach, exact numbers, one look."""

from .errors import Fault, Faults, Infeasible, ProblemError, fail
from .problem import Problem
from .public import public
from .result import ByName, Measures, Result
from .steps import Recorder, Step, Steps
from .table import Column

__all__ = [
    "ByName",
    "Column",
    "Fault",
    "Faults",
    "Infeasible",
    "Measures",
    "Problem",
    "ProblemError",
    "Recorder",
    "Result",
    "Step",
    "Steps",
    "fail",
    "public",
]
