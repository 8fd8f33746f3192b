"""What all topics share: the faces of problems and results, errors that teach, exact numbers."""

from .errors import Fault, Faults, Infeasible, ProblemError, fail
from .faces import Measures, Problem, Result
from .steps import Step, Steps

__all__ = [
    "Fault",
    "Faults",
    "Infeasible",
    "Measures",
    "Problem",
    "ProblemError",
    "Result",
    "Step",
    "Steps",
    "fail",
]
