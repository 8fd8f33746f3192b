"""Answers as JSON data: how they are recorded, compared, and written for people."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..core import Result, fail
from ..core.display import for_reading

LONGEST_ANSWER = 200_000  # characters of JSON


def as_data(value: Any) -> Any:
    """An answer as JSON data: numbers, texts, lists, mappings; a function as its source.

    A result stands for its `answer`.

    >>> as_data((1, Fraction(1, 2), "A"))
    [1, 0.5, 'A']
    """
    plain = _plain(value)
    if len(json.dumps(plain, allow_nan=True)) > LONGEST_ANSWER:
        fail("answer", "answer", "it is too long", "Give the answer alone.")
    return plain


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (Fraction, Decimal)):
        return float(value)
    if isinstance(value, Result):
        return _plain(value.answer)
    if inspect.isfunction(value):
        return _source(value)
    if hasattr(value, "to_dict"):
        return _plain(_rows(value) if hasattr(value, "columns") else value.to_dict())
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    kind = type(value).__name__
    fail("answer", "answer", f"a {kind} is no answer", "Give a number, a text, a list or a table.")


def _rows(frame: Any) -> Any:
    if not (frame.index.is_unique and frame.columns.is_unique):
        remedy = "Give every row and every column a name of its own."
        fail("answer", "table", "a name is there twice", remedy)
    return frame.to_dict("index")


def _source(function: Callable[..., Any]) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, SyntaxError):
        remedy = "Define it in a cell with def."
        fail("answer", function.__name__, "its text cannot be found", remedy)


def as_text(value: Any) -> str:
    """JSON data as a person writes it.

    >>> as_text([["A", "B"], ["C"]]), as_text({"oven": "P1", "desk": "P2"}), as_text(2 / 3)
    ('A, B | C', 'oven: P1, desk: P2', '0.6667')
    >>> as_text({"deck": {"time": 1.5, "loaves": 40}, "rack": {"time": 2, "loaves": 30}})
    'deck: time: 1.5, loaves: 40 | rack: time: 2, loaves: 30'
    """
    if isinstance(value, Mapping):
        apart = " | " if any(isinstance(item, Mapping) for item in value.values()) else ", "
        return apart.join(f"{key}: {as_text(item)}" for key, item in value.items())
    if isinstance(value, list) and any(isinstance(item, (list, Mapping)) for item in value):
        return " | ".join(map(as_text, value))
    return for_reading(value)


def same(value: Any, expected: Any, tolerance: float) -> bool:
    """Whether two JSON values are alike, numbers within a relative tolerance.

    >>> same({"A": 1.0}, {"A": 1}, 1e-6), same([1, 2], [1, 3], 1e-6), same(True, 1, 1e-6)
    (True, False, False)
    >>> same(float("inf"), float("inf"), 1e-6)
    True
    """
    if isinstance(expected, bool) or isinstance(value, bool) or expected is None or value is None:
        return value is expected
    if isinstance(expected, (int, float)) and isinstance(value, (int, float)):
        near = abs(value - expected) <= tolerance * max(1.0, abs(expected))
        return bool(near or value == expected)  # infinity is as far from itself as from others
    if type(value) is not type(expected):
        return (
            isinstance(value, (list, tuple))
            and isinstance(expected, (list, tuple))
            and (same(list(value), list(expected), tolerance))
        )
    if isinstance(expected, dict):
        return value.keys() == expected.keys() and all(
            same(value[key], expected[key], tolerance) for key in expected
        )
    if isinstance(expected, list):
        return len(value) == len(expected) and all(
            same(a, b, tolerance) for a, b in zip(value, expected, strict=True)
        )
    return bool(value == expected)
