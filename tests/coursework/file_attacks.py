"""What students might hand in to earn what they have not worked for, or to take from others.

Each puts files into a class where Bob has handed in right answers to everything, and Mallory has
worked nothing. Afterwards Mallory has 0 points, Bob all, and every file stands somewhere.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classroom import Classroom, notebook, record

Attack = Callable[[Classroom], Any]
WRONG = {"takt": 1, "stations": 99, "efficiency": 0.01, "fastest": "Z"}
LATER = 4_000_000_000  # seconds since 1970, long after everything else


def zipped(*files: tuple[str, Any], date: tuple[int, ...] = (2030, 1, 1, 0, 0, 0)) -> bytes:
    """A zip file of names and contents, all of one time."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files:
            data = content if isinstance(content, bytes) else json.dumps(content)
            file.writestr(zipfile.ZipInfo(name, date), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def worthless(room: Classroom) -> dict[str, Any]:
    """Bob's notebook with wrong answers in it."""
    return notebook(*room.entries("bob", **WRONG))


def later(path: Path) -> None:
    os.utime(path, (LATER, LATER))


def put(name: str, content: Callable[[Classroom], Any]) -> Attack:
    """Hand that in under a name, later than everybody else."""
    return lambda room: later(room.hand_in(name, content(room)))


def owned_by_bob(room: Classroom) -> dict[str, Any]:
    return {**worthless(room), "metadata": {"opstools": {"student": "bob"}}}


def with_tokens(room: Classroom, **changes: Any) -> dict[str, Any]:
    return notebook(*({**entry, **changes} for entry in room.entries("bob")))


def mixed(room: Classroom) -> dict[str, Any]:
    """Mallory's own notebook with Bob's cells in it, some of them spoilt."""
    mallory = record(room.drawn("mallory"), "takt", "soon")
    return notebook(mallory, *room.entries("bob", **WRONG))


def other_exercise(room: Classroom) -> dict[str, Any]:
    """Answers under Mallory's token, with Bob's data and digest."""
    bobs, token = room.entries("bob"), room.drawn("mallory").token
    return notebook(*({**entry, "token": token, "student": "mallory"} for entry in bobs))


FILE_ATTACKS: dict[str, Attack] = {
    "a classmate's file under one's own name": put(
        "mallory.ipynb", lambda r: notebook(*r.entries("bob"))
    ),
    "a spoilt copy of a classmate's": put("mallory.ipynb", worthless),
    "a spoilt copy in one's own folder, named as the classmate's": put(
        "mallory/bob.ipynb", worthless
    ),
    "a spoilt copy in a zip in one's own folder": put(
        "mallory/all.zip", lambda r: zipped(("bob/bob.ipynb", worthless(r)))
    ),
    "a spoilt copy in one's own zip": put(
        "mallory.zip", lambda r: zipped(("bob.ipynb", worthless(r)))
    ),
    "a zip in a zip": put(
        "mallory.zip", lambda r: zipped(("bob.zip", zipped(("bob.ipynb", worthless(r)))))
    ),
    "a path that climbs out of a zip": put(
        "mallory.zip", lambda r: zipped(("../bob.ipynb", worthless(r)))
    ),
    "the separator in a name": put("mallory/x!bob.ipynb", worthless),
    "a notebook that says it is the classmate's": put("mallory.ipynb", owned_by_bob),
    "the classmate's cells in one's own notebook": put("mallory.ipynb", mixed),
    "under a name that says nothing": put("final.ipynb", worthless),
    "Moodle's folder": put("mallory_123_assignsubmission_file_/bob.ipynb", worthless),
    "Canvas's name": put("mallory_123_4567_bob.ipynb", worthless),
    "Blackboard's name": put("week 3_mallory_attempt_2025-01-02-03-04-05_bob.ipynb", worthless),
    "Brightspace's folder": put("12-34 - mallory - Jan 2, 2025 304 AM/bob.ipynb", worthless),
    "a made-up token": put("mallory.ipynb", lambda r: with_tokens(r, token="0" * 16)),
    "one's own token on a classmate's answers": put("mallory.ipynb", other_exercise),
    "no token": put("mallory.ipynb", lambda r: with_tokens(r, token="")),
    "a token that is no text": put("mallory.ipynb", lambda r: with_tokens(r, token=["x"])),
    "another version": put("mallory.ipynb", lambda r: with_tokens(r, version=2)),
    "the name of another exercise": put("mallory.ipynb", lambda r: with_tokens(r, exercise="x")),
    "a cut-off copy of a classmate's": put(
        "mallory.ipynb", lambda r: json.dumps(worthless(r)).encode()[:-200]
    ),
    "a copy with merge marks": put(
        "mallory.ipynb", lambda r: b"<<<<<<< HEAD\n" + json.dumps(worthless(r)).encode()
    ),
    "a copy as a web page": put(
        "mallory.html", lambda r: b"<html>" + json.dumps(worthless(r)).encode()
    ),
    "answers nested 600 deep": put(
        "mallory.ipynb",
        lambda r: json.dumps(
            notebook(record(r.drawn("mallory"), "takt", "deep"))
        ).replace('"deep"', "[" * 600 + "]" * 600).encode(),
    ),
    "an answer that is right in every way": put(
        "mallory.ipynb",
        lambda r: notebook(record(r.drawn("mallory"), "takt", {"equals": "everything"})),
    ),
    "a list of all numbers": put(
        "mallory.ipynb",
        lambda r: notebook(record(r.drawn("mallory"), "stations", list(range(1, 99)))),
    ),
    "not a number": put(
        "mallory.ipynb", lambda r: notebook(record(r.drawn("mallory"), "takt", float("nan")))
    ),
    "an easy task in place of one's own": put(
        "mallory.ipynb",
        lambda r: notebook(record(r.drawn("mallory"), "takt", 1, digest="f" * 12)),
    ),
    "empty lists by the million": put("mallory.ipynb", lambda r: b"[" + b"[]," * 3_000_000 + b"1]"),
    "a swelling zip": put("mallory.zip", lambda r: zipped(("mallory.ipynb", bytes(80 * 2**20)))),
    "a thousand tiny notebooks": put(
        "mallory.zip", lambda r: zipped(*((f"{k}.ipynb", b"{}") for k in range(1000)))
    ),
    "a folder named as a notebook": lambda r: (r.handed_in / "mallory.ipynb").mkdir(),
    "a link to a classmate's": lambda r: (r.handed_in / "mallory.ipynb").symlink_to(
        r.handed_in / "bob.ipynb"
    ),
    "a pipe": lambda r: os.mkfifo(r.handed_in / "mallory.ipynb"),
}  # fmt: skip
