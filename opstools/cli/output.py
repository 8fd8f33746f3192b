"""What a command prints (sentences or JSON) and how it ends: never a traceback for bad data."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import click

from ..core import ProblemError

DATA_ERROR = 1  # exit code; click itself ends with 2 where a command is used wrongly


def explained(command: Callable[..., None]) -> Callable[..., None]:
    """Bad data, or a file that cannot be read or written, ends with a sentence and exit code 1."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except OSError as error:
            if error.filename is None:  # no file's: click knows what to do with a closed pipe
                raise
            click.echo(f"{error.filename}: {error.strerror}.", err=True)
            sys.exit(DATA_ERROR)
        except ProblemError as error:
            kind = type(error).__name__
            if options.get("as_json"):
                faults = [vars(fault) for fault in error.faults]
                print_json({"error": kind, "message": str(error), "faults": faults})
            else:
                click.echo(f"{kind}: {error}", err=True)
            sys.exit(DATA_ERROR)

    return run


def print_json(data: dict[str, Any]) -> None:
    """As strict JSON: fractions and numpy numbers become plain numbers, a missing one null."""
    click.echo(json.dumps(_plain(data), ensure_ascii=False, indent=2, allow_nan=False))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if hasattr(value, "isoformat"):
        return None if value != value else value.isoformat()
    number = float(value)
    return number if math.isfinite(number) else None
