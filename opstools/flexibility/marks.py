"""What people write for a link or a skill, and for none."""

from __future__ import annotations

from typing import Any

from ..core import Faults
from ..core.numbers import quoted, show

NO = ("-", "–", "—", "no", "false", "否")
YES = {"x": "1", "yes": "1", "true": "1", "✓": "1", "是": "1"}


def check_link(
    cell: Any, place: str, faults: Faults, remedy: str = "Write 1 for a link, 0 for none."
) -> int:
    """1 or 0; anything else is told of, and stands in as 1, so that no fault follows from it."""
    if cell in (0, 1, "0", "1", None):
        return int(cell or 0)
    told = show(cell) if isinstance(cell, (int, float)) else quoted(cell)
    faults.add(place, f"{told} is neither 0 nor 1", remedy)
    return 1
