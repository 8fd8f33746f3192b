"""Exercises for learning platforms: Moodle XML, QTI 2.1, QTI 1.2 for Canvas."""

from .moodle import export_moodle
from .qti import export_qti

__all__ = ["export_moodle", "export_qti"]
