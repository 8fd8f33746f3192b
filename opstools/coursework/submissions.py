"""Finding submitted notebooks and reading the answers in them, without running anything.

A learning platform hands over folders, or zip files, with names of its own making. Zip files are
read in memory, so a path in them can lead nowhere; links are not followed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.numbers import count
from .sheet import MIME, VERSION

LARGEST_FILE = 200 * 2**20
LARGEST_ARCHIVE = 50_000  # members
NESTED = 2  # zip files inside zip files
SYMLINK = 0o120000


@dataclass(frozen=True)
class Submission:
    """A submitted file: its name for people, where it is, and when it was last changed."""

    name: str
    path: str
    members: tuple[str, ...] = ()
    modified: float = 0.0


@dataclass(frozen=True)
class SubmittedAnswer:
    """One answer as it stands in a file."""

    value: Any
    token: str
    digest: str = ""


@dataclass(frozen=True)
class AnswersInFile:
    """What a file holds: answers by (exercise, question), remarks, a fingerprint of the file."""

    submission: Submission
    answers: dict[tuple[str, str], SubmittedAnswer]
    remarks: tuple[str, ...] = ()
    fingerprint: str = ""


def find_submissions(folder: Path) -> tuple[list[Submission], list[tuple[str, str]]]:
    """All notebooks below a folder, in the order of their names, and what could not be opened."""
    found: list[Submission] = []
    faults: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or ".ipynb_checkpoints" in path.parts:
            if path.is_symlink():
                faults.append((name, "a link; links are not followed"))
            continue
        if path.suffix.lower() == ".ipynb":
            found.append(Submission(name, str(path), modified=path.stat().st_mtime))
        elif path.suffix.lower() == ".zip":
            try:
                found += _inside(zipfile.ZipFile(path), name, str(path), (), faults)
            except (OSError, zipfile.BadZipFile) as error:
                faults.append((name, f"it cannot be opened ({error})"))
    return found, faults


def _inside(
    archive: zipfile.ZipFile,
    name: str,
    path: str,
    above: tuple[str, ...],
    faults: list[tuple[str, str]],
) -> Iterator[Submission]:
    with archive:
        members = archive.infolist()
        if len(members) > LARGEST_ARCHIVE:
            faults.append((name, f"{count(len(members), 'member')} are too many"))
            return
        for member in sorted(members, key=lambda each: each.filename):
            inner = f"{name}!{member.filename}"
            kind = Path(member.filename).suffix.lower()
            if (
                kind not in (".ipynb", ".zip")
                or "__MACOSX" in inner
                or ".ipynb_checkpoints" in inner
            ):
                continue
            if (member.external_attr >> 16) & 0o170000 == SYMLINK:
                faults.append((inner, "a link; links are not followed"))
            elif kind == ".ipynb":
                changed = sum(k * 10.0 ** (10 - 2 * i) for i, k in enumerate(member.date_time))
                yield Submission(inner, path, (*above, member.filename), changed)
            elif len(above) < NESTED:
                try:
                    nested = zipfile.ZipFile(io.BytesIO(_member(archive, member.filename)))
                    yield from _inside(nested, inner, path, (*above, member.filename), faults)
                except (OSError, ValueError, RuntimeError, zipfile.BadZipFile) as error:
                    faults.append((inner, f"it cannot be opened ({error})"))


def read_answers(submission: Submission) -> AnswersInFile:
    """The answers in a submitted file; whatever is wrong with it becomes a remark."""
    try:
        content = _content(submission)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        return AnswersInFile(submission, {}, (f"The file cannot be read: {error}.",))
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        notebook = _decoded(content)
        answers, remarks = _answers(notebook)
    except (ValueError, RecursionError, MemoryError) as error:
        remark = f"The file is no notebook: {type(error).__name__}."
        return AnswersInFile(submission, {}, (remark,), fingerprint)
    return AnswersInFile(submission, answers, tuple(remarks), fingerprint)


def unreadable_file(submission: Submission) -> AnswersInFile:
    """What is known of a file that ended the process which read it."""
    return AnswersInFile(submission, {}, ("Reading the file ended the process.",))


def _content(submission: Submission) -> bytes:
    path = Path(submission.path)
    if not submission.members:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is larger than 200 MB")
        return path.read_bytes()
    archive = zipfile.ZipFile(path)
    for member in submission.members[:-1]:
        archive = zipfile.ZipFile(io.BytesIO(_member(archive, member)))
    return _member(archive, submission.members[-1])


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's content, with a limit on what it unpacks to."""
    with archive.open(name) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError("it is larger than 200 MB")
    return content


def _decoded(content: bytes) -> Any:
    """JSON in UTF-8, UTF-16 or UTF-32, with or without a mark, or in a Chinese encoding."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        return json.loads(content)
    except (UnicodeDecodeError, ValueError):
        return json.loads(content.decode("gb18030"))


def _answers(notebook: Any) -> tuple[dict[tuple[str, str], SubmittedAnswer], list[str]]:
    """The latest answer to each question: by execution count, then by place in the file."""
    found: dict[tuple[str, str], tuple[tuple[int, int], SubmittedAnswer]] = {}
    remarks: list[str] = []
    for place, cell in enumerate(_cells(notebook)):
        ran = cell.get("execution_count")
        when = (ran if isinstance(ran, int) else 0, place)
        for record in _records(cell):
            key, given = _given(record)
            if key is None or given is None:
                remarks.append("An output that looks like an answer is none.")
                continue
            if key in found and found[key][1].value != given.value:
                remarks.append(f"Question {key[1]} is answered twice; the latest run counts.")
            if key not in found or when >= found[key][0]:
                found[key] = when, given
    return {key: given for key, (_, given) in found.items()}, list(dict.fromkeys(remarks))


def _cells(notebook: Any) -> Iterator[dict[str, Any]]:
    """Cells of notebook formats 4 and 3."""
    if not isinstance(notebook, dict):
        raise ValueError("not a notebook")
    sheets = notebook.get("worksheets") or [notebook]
    for sheet in sheets if isinstance(sheets, list) else []:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from (c for c in (cells if isinstance(cells, list) else []) if isinstance(c, dict))


def _records(cell: dict[str, Any]) -> Iterator[Any]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        data = output.get("data") if isinstance(output, dict) else None
        if isinstance(data, dict) and MIME in data:
            record = data[MIME]
            if isinstance(record, (str, list)):  # some editors keep JSON as text
                text = record if isinstance(record, str) else "".join(map(str, record))
                try:
                    record = json.loads(text)
                except (ValueError, RecursionError):
                    record = None
            yield record


def _given(record: Any) -> tuple[tuple[str, str] | None, SubmittedAnswer | None]:
    if not isinstance(record, dict) or record.get("version") != VERSION or "value" not in record:
        return None, None
    words = [record.get(key) for key in ("exercise", "question", "token")]
    if not all(isinstance(word, str) and len(word) < 200 for word in words):
        return None, None
    exercise, question, token = (str(word) for word in words)
    return (exercise, question), SubmittedAnswer(
        record["value"], token, str(record.get("digest", ""))[:64]
    )
