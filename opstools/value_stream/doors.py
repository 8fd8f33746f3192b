"""A value stream from one TOML file that a person can write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..core import fail
from ..core.numbers import quoted

if TYPE_CHECKING:
    from .problem import ValueStream

S = TypeVar("S", bound="ValueStream")
HOW = "Write settings such as demand = 460, then [[processes]] and [[inventories]]."


def read_stream(kind: type[S], path: str | Path) -> S:
    """Settings on top, then lists of tables: processes, inventories, information, kaizen."""
    import pandas as pd

    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, TypeError, ValueError):
        fail(kind.subject, quoted(path), "it cannot be read", "Give the path of a TOML file.")
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fail(kind.subject, str(path), f"it cannot be read as TOML ({error})", "Correct the line.")
    processes = given.pop("processes", None)
    if not isinstance(processes, list) or not all(isinstance(each, dict) for each in processes):
        fail(kind.subject, str(path), "it has no processes", HOW)
    return kind.from_frame(pd.DataFrame(processes), **given)
