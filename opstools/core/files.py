"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

PART = ".part"


def atomic_write(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file so that a reader, or a run that is cut short, never meets half of it.

    A `private` one can be read by its owner alone, from the first byte on.

    Text is written as UTF-8, its line ends as they are. A lone surrogate, which JSON can carry and
    UTF-8 cannot, becomes a question mark.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     atomic_write(Path(folder, "grades.csv"), "李明,9.5")
    ...     [(file.name, file.read_text(encoding="utf-8")) for file in Path(folder).iterdir()]
    [('grades.csv', '李明,9.5')]
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    beside = path.with_name(f".{uuid4().hex}{PART}")  # a file can only be renamed within its disk
    try:
        beside.touch(0o600 if private else 0o666)
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def remove_parts(*folders: Path) -> None:
    """Take away what `atomic_write` left in folders when its process was ended."""
    for folder in folders:
        for part in folder.glob(f".*{PART}"):
            part.unlink(missing_ok=True)
