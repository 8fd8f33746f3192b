"""Seeded damage to notebooks and archives, of the kinds that happen and some that are made."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classroom import Classroom, notebook
from coursework.file_attacks import zipped

OLD = (1990, 1, 1, 0, 0, 0)
VALUES: tuple[Any, ...] = (
    None, True, [], {}, "", -1, 1e308, float("nan"), "\ud800", 10**400, [[[]]],
    {"a": [1]}, "x" * 99,
)  # fmt: skip


def cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def flip(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def drop(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randint(1, 400) :]


def double(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data) + 1)
    end = start + dice.randint(1, 400)
    return data[:end] + data[start:end] + data[end:]


def merge_marks(dice: random.Random, data: bytes) -> bytes:
    lines = json.dumps(json.loads(data), indent=1).encode().split(b"\n")
    place = dice.randrange(len(lines))
    lines[place:place] = [b"<<<<<<< HEAD", b'   "x": 1', b"=======", b">>>>>>> theirs"]
    return b"\n".join(lines)


def other_code(dice: random.Random, data: bytes) -> bytes:
    return data.decode().encode(dice.choice(["utf-16", "utf-32", "utf-8-sig", "utf-7"]))


def tree(dice: random.Random, data: bytes) -> bytes:
    """Something in the notebook replaced, removed or doubled."""
    page = json.loads(data)
    for _ in range(dice.randint(1, 5)):
        parent: Any = page
        key: Any = dice.choice(list(page)) if page else None
        while key is not None and isinstance(parent[key], (dict, list)) and parent[key]:
            if dice.random() < 0.15:
                break
            parent = parent[key]
            key = (
                dice.choice(list(parent))
                if isinstance(parent, dict)
                else dice.randrange(len(parent))
            )
        if key is None:
            continue
        if dice.random() < 0.4:
            del parent[key]
        elif isinstance(parent, list) and dice.random() < 0.5:
            parent.append(parent[key])
        else:
            parent[key] = dice.choice(VALUES)
    return json.dumps(page).encode()


def no_outputs(dice: random.Random, data: bytes) -> bytes:
    page = json.loads(data)
    for cell in page["cells"]:
        cell["outputs"] = []
    return json.dumps(page).encode()


def nested(dice: random.Random, data: bytes) -> bytes:
    deep = b"[" * dice.choice([30, 600, 5000]) + b"]" * 600
    return data.replace(b'"value": ', b'"value": ' + deep + b', "old": ', 1)


def empty(dice: random.Random, data: bytes) -> bytes:
    return dice.choice(
        [b"", b"   ", b"null", b"[]", b"{}", b'{"cells": 7}', b"PK\x03\x04", b"\0" * 99]
    )


BYTES = (cut, flip, drop, double, merge_marks, other_code, tree, no_outputs, nested, empty)
NAMES = (
    "{}.ipynb", "{}/old.ipynb", "{}.ipynb.txt", "{}/work.json", "{}.html", "{}/work.pdf", "{}/x.7z",
    "{}/.ipynb_checkpoints/a.ipynb", "{}/__MACOSX/a.ipynb", "{}", "x{}x.ipynb", "late work.ipynb",
)  # fmt: skip


def archive(dice: random.Random, student: str, data: bytes) -> bytes:
    """A zip file with such a notebook in it: whole, damaged, locked, too deep or odd."""
    names = [dice.choice(NAMES).format(student) for _ in range(dice.randint(1, 4))]
    files = [(f"{k}/{name}", dice.choice(BYTES)(dice, data)) for k, name in enumerate(names)]
    whole = zipped(*files, date=OLD)
    for _ in range(dice.choice([0, 0, 1, 4])):
        whole = zipped((f"{student}.zip", whole), ("readme.txt", b"hello"), date=OLD)
    kind = dice.randrange(8)
    if kind == 0:
        return cut(dice, whole)
    if kind == 1:
        return flip(dice, whole)
    if kind == 2:
        return drop(dice, whole)
    if kind == 3:  # the mark of a locked member
        return whole.replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
        )
    if kind == 4:  # packed in a way that nobody knows
        return whole.replace(b"\x08\x00\x00\x00\x21\x14", b"\x63\x00\x00\x00\x21\x14")
    if kind == 5:
        stored = io.BytesIO()
        with zipfile.ZipFile(
            stored, "w", dice.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
        ) as file:
            file.writestr(zipfile.ZipInfo(f"{student}.ipynb", OLD), data)
        return flip(dice, stored.getvalue())
    return whole


def damaged_class(folder: Path, seed: int, students: int, files: int) -> tuple[Classroom, set[str]]:
    """A class of which each has handed in damaged files, and most a good one after them.

    Returns those with a good one, who must keep all points.
    """
    dice = random.Random(seed)
    names = tuple(f"s{seed}x{k:03}" for k in range(students))
    room, good = Classroom(folder, names), set()
    for student in names:
        page = notebook(*room.entries(student))
        data = json.dumps(page).encode()
        for k in range(files):
            if dice.random() < 0.4:
                name, content = f"{student}-{k}.zip", archive(dice, student, data)
            else:
                name = f"{k}/{dice.choice(NAMES).format(student)}"
                content = dice.choice(BYTES)(dice, data)
            path = room.handed_in / name
            if path.exists() or any(above.is_file() for above in path.parents):
                continue
            os.utime(room.hand_in(name, content), (1, 1))
        if dice.random() < 0.8:
            room.hand_in(f"good/{student}.ipynb", page)
            good.add(student)
    return room, good


Damage = Callable[[random.Random, bytes], bytes]
