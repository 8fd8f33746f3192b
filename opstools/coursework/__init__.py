"""Exercises: what students get, and what instructors keep."""

from .solutions import without_solutions

__all__ = ["without_solutions"]
