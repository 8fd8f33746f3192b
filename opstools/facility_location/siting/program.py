"""Integer programs solved by HiGHS: how long they may take, what they prove, what to say of it."""

from __future__ import annotations

from typing import Any


def options(seconds: float | None) -> Any:
    """Until the proof, or for so many seconds."""
    return {"mip_rel_gap": 0, **({"time_limit": seconds} if seconds is not None else {})}


def bound(found: Any, least: float) -> float:
    """What no solution can be below; `least` is known without the program."""
    return max(least, float(found.mip_dual_bound or least))


def told(text: str, *, proven: bool) -> str:
    """What the program says: its finding, or that it has none yet."""
    return f"The integer program: {text if proven else 'its time ran out before the proof.'}"
