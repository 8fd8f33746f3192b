"""Where a student's function runs: nothing to read, nothing to write, nobody to reach."""

from .run import Limits, NoSandbox, Sandbox, available, why_not

__all__ = ["Limits", "NoSandbox", "Sandbox", "available", "why_not"]
