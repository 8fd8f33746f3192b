"""Exercises that grade themselves: variants, release, grading, export. Knows no topic."""

from .code import Case, Code, Outcome
from .exercise import Exercise, Variant, load, variant
from .judgement import Judgement, Status
from .plan import Plan
from .questions import Choice, Mistake, Number, Order, Question, Table
from .solutions import without_solutions

__all__ = [
    "Case",
    "Choice",
    "Code",
    "Exercise",
    "Judgement",
    "Mistake",
    "Number",
    "Order",
    "Outcome",
    "Plan",
    "Question",
    "Status",
    "Table",
    "Variant",
    "load",
    "variant",
    "without_solutions",
]
