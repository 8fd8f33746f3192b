"""The student edition: the course in a folder of the student's own, without a solution in it.

Chapters and exercises stand there side by side, as their links expect. When the course changes the
folder is refreshed; what a student has changed stays, and the new text is put beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core import fail
from ..core.files import atomic_write
from ..core.numbers import count, listing
from .exercise import NOTEBOOK
from .find import RECORD, read_record
from .release import SHEET_TAG
from .solutions import for_practice, without_solutions

CHECKED = "# NBVAL_CHECK_OUTPUT"  # a mark for the course's own tests
SOURCES = ("notebooks", "exercises")


@dataclass(frozen=True)
class Edition:
    """What a refresh did: files written, files that were kept because the student changed them."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]

    def __repr__(self) -> str:
        text = f"{self.folder}: {count(len(self.written), 'notebook')} new or refreshed."
        if self.kept:
            text += f" Yours stay as they are: {listing(self.kept)}; the new ones lie beside them."
        return text


def student_edition(course: str | Path, out: str | Path) -> Edition:
    """Build or refresh the edition in `out` from a course with notebooks/ and exercises/.

    A notebook that the student has changed is never replaced: the new text is written beside it,
    as `name.new.ipynb`.
    """
    root, folder = Path(course).resolve(), Path(out).resolve()
    _check_places(root, folder)
    given, written, kept = dict(read_record(folder).get("given", {})), [], []
    for name, text in _notebooks(root):
        digest, target = _digest(text), folder / name
        if given.get(name) == digest and target.exists():
            continue
        if target.exists() and _digest(_read(target)) not in (given.get(name), digest):
            kept.append(name)
            target = _beside(target, (given.get(name), digest))
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(target, text)
        given[name] = digest
        written.append(name)
    record = {"version": 1, "exercises": str(root / "exercises"), "given": given}
    folder.mkdir(parents=True, exist_ok=True)
    atomic_write(folder / RECORD, json.dumps(record, indent=1) + "\n")
    return Edition(folder, tuple(written), tuple(kept))


def _check_places(root: Path, folder: Path) -> None:
    if not all((root / part).is_dir() for part in SOURCES):
        remedy = "Go to the folder that holds notebooks/ and exercises/, or name it."
        fail("student edition", str(root), "there is no course", remedy)
    for part in SOURCES:
        if folder == root or folder.is_relative_to(root / part):
            fail("student edition", str(folder), "the course itself stands there", "Name another.")
    if folder.exists() and any(folder.iterdir()) and not (folder / RECORD).exists():
        problem = "there is something else in it"
        fail("student edition", str(folder), problem, "Name a new folder.")


def _notebooks(root: Path) -> Iterator[tuple[str, str]]:
    """Every notebook of the course as students get it, by its path in the edition."""
    import nbformat

    for path in sorted(root.glob("notebooks/**/*.ipynb")) + sorted(
        root.glob(f"exercises/*/{NOTEBOOK}")
    ):
        if ".ipynb_checkpoints" in path.parts:
            continue
        whole = nbformat.read(path, as_version=4)
        notebook = without_solutions(whole)
        for cell, own in zip(notebook.cells, whole.cells, strict=True):
            if cell.source != own.source:  # an answer is to come here: until then the rest runs on
                cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
            cell.source = cell.source.removeprefix(f"{CHECKED}\n").lstrip("\n")
            cell.source = for_practice(cell.source)
            if SHEET_TAG in cell.metadata.get("tags", []):
                practised = f'practice("{path.parent.name}", number=1)  # 2, 3, …: other numbers'
                cell.source = cell.source.replace('practice(".")', practised)
        yield path.relative_to(root).as_posix(), f"{nbformat.writes(notebook)}\n"


def _beside(target: Path, ours: tuple[str | None, ...]) -> Path:
    """Where a new text goes whose place is taken: over an older one of ours that is unchanged."""
    for number in ("", *range(2, 100)):
        path = target.with_name(f"{target.stem}.new{number}.ipynb")
        if not path.exists() or _digest(_read(path)) in ours:
            return path
    fail("student edition", str(target), "99 newer ones lie beside it", "Take some away.")


def _digest(text: str) -> str:
    """A fingerprint of what is written in a notebook; running it changes nothing of that."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
