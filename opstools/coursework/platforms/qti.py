"""QTI packages: version 2.1 for platforms that follow the standard, 1.2 as Canvas reads it.

Of each question a student gets one variant, drawn by the platform. The same exercise and variants
give the same file, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ...core import fail
from ..exercise import Exercise, Variant
from ..packing import zipped
from . import qti12, qti21
from .export import drawn_variants, picture, write

VERSIONS = {"2.1": qti21.files, "1.2": qti12.files}


def export_qti(
    exercise: Exercise,
    *,
    variants: int | Sequence[Variant],
    out: str | Path,
    version: str = "2.1",
    secret: str | bytes | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a QTI package of solved variants, a zip file.

    `variants` is how many, drawn under `secret` for students "1", "2" …, or the variants
    themselves. Without a secret they are those of practice, which everybody can draw. Version
    "1.2" is what Canvas imports as «QTI .zip file». Raises `ProblemError` where a file would be
    replaced and `overwrite` is false.

    >>> from tempfile import TemporaryDirectory
    >>> from zipfile import ZipFile
    >>> from opstools.coursework import Number
    >>> takt = Number(name="takt", text="Takt?", unit="s", answer=lambda data: data["time"] / 500)
    >>> exercise = Exercise("Takt", lambda random: {"time": random.randint(300, 400)}, (takt,))
    >>> with TemporaryDirectory() as folder:
    ...     path = export_qti(exercise, variants=2, out=f"{folder}/takt.zip")
    ...     len(ZipFile(path).namelist())  # two items, a test and the manifest
    4
    """
    if version not in VERSIONS:
        fail("export", "version", f"{version} is not known", "Give 2.1, or 1.2 for Canvas.")
    drawn = drawn_variants(exercise, variants, secret)
    images = {each.token: _named(picture(each)) for each in drawn}
    return write(out, zipped(VERSIONS[version](exercise, drawn, images)), overwrite=overwrite)


def _named(image: bytes) -> tuple[str, bytes]:
    """A picture with a name that follows from it; no picture has no name."""
    return (f"{hashlib.sha256(image).hexdigest()[:16]}.png" if image else "", image)
