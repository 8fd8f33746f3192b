"""Exercises that grade themselves: variants, release, grading, export. Knows no topic."""

from .code import Case, Code, Outcome
from .exercise import Exercise, Variant, load, remembered, variant
from .grading import Grading, grade
from .judgement import Judgement, Status
from .plan import Plan
from .platforms import export_moodle, export_qti
from .questions import Choice, Mistake, Number, Order, Question
from .release import release, release_practice
from .rules import Rules
from .sheet import Sheet, practice
from .solutions import without_solutions
from .table import Table

__all__ = [
    "Case",
    "Choice",
    "Code",
    "Exercise",
    "Grading",
    "Judgement",
    "Mistake",
    "Number",
    "Order",
    "Outcome",
    "Plan",
    "Question",
    "Rules",
    "Sheet",
    "Status",
    "Table",
    "Variant",
    "export_moodle",
    "export_qti",
    "grade",
    "load",
    "practice",
    "release",
    "release_practice",
    "remembered",
    "variant",
    "without_solutions",
]
