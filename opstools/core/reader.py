"""Stub until the door arrives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def read_table(path: str | Path, subject: str = "table") -> pd.DataFrame:
    """Stub."""
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False)
