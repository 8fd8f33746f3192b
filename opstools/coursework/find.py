"""Where an exercise lies: in a folder, in the course above it, or behind a student edition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core import fail
from ..core.numbers import listing
from ..core.table import suggestion
from .exercise import MODULE
from .practice_set import PRACTICE

PARTS = ("exercises", "notebooks/questions")  # of a course, that hold folders of questions
RECORD = ".opstools-edition.json"  # in the folder of a student edition: what was given, and whence


def exercise_folder(name: str | Path, start: str | Path = ".") -> Path:
    """The folder of an exercise, named by its path or by its name alone.

    A name is looked for in `exercises/` and among the chapters' questions of every folder above
    `start`, and in the course from which a student edition above it was made: so a notebook that
    was moved or renamed still works.
    """
    if _holds(Path(name)):
        return Path(name)
    places = list(_places(Path(start).resolve()))
    for place in places:
        if _holds(place / name):
            return place / name
    known = [path.parent.name for place in places for path in sorted(place.glob(f"*/{MODULE}"))]
    remedy = suggestion(Path(name).name, known) or f"There are {listing(known)}."
    fail("practice", str(name), "there is no such exercise", remedy)


def _holds(folder: Path) -> bool:
    """Whether a folder has an exercise, or its practice sets."""
    return any((folder / file).is_file() for file in (MODULE, PRACTICE))


def read_record(folder: Path) -> dict[str, Any]:
    """What a student edition notes of itself; nothing where there is none."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _places(start: Path) -> Iterator[Path]:
    for above in (start, *start.parents):
        yield from (above / part for part in PARTS)
        if found := read_record(above).get("exercises"):
            yield from (Path(found).parent / part for part in PARTS)
