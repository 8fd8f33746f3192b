"""The answers in a saved notebook, read as data; what was worked and not saved is found too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..core.numbers import listing
from .json_data import LONGEST_ANSWER, as_text
from .sheet import MIME, VERSION

MOST_BRACKETS = 2_000_000  # lists and mappings: more fill the memory
MOST_COMMAS = 10_000_000
MOST_ANSWERS = 1000
DEEPEST = 20  # an answer's lists in lists
LONGEST_SAID = 30  # characters of a value in a remark
ASKED = re.compile(r"^(?!\s*#).*?sheet\.answer\(\s*[\"'](\w+)[\"']\s*(,?)\s*(.*)", re.MULTILINE)
PLACE = re.compile(r"^\s*(\.\.\.|…|None|pass)\s*(#.*)?$", re.MULTILINE)
NO_VALUE = re.compile(r"(\.\.\.|…|None)?\s*\)")
HEADER = re.compile(r'"exercise"\s*:\s*"(\w+)"')
TOKEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
MERGE = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
AGAIN = "Save the notebook again, check that it opens, and hand it in again"
NOT_SAVED = (
    "The file holds no saved result of this cell. Run it (sheet.answer must be its last line), "
    "save the notebook with its outputs, and hand it in again."
)
ENDED = "The saved run of this cell ended in {}. Correct it, run it, save, and hand in again."

Key = tuple[str, str, str]  # exercise, question, token


@dataclass(frozen=True)
class SubmittedAnswer:
    """One answer as it stands in a file; `fault` says why its value was not kept."""

    value: Any
    token: str
    digest: str = ""
    fault: str = ""


@dataclass
class Contents:
    """What a notebook holds.

    `tokens` are all in it that may be a notebook's, `unsaved` (exercise, question) -> what to do
    where a cell was worked and its result is not there, `owner` whom the notebook was made for.
    """

    answers: dict[Key, SubmittedAnswer] = field(default_factory=dict)
    unsaved: dict[tuple[str, str], str] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    owner: str = ""
    remarks: list[str] = field(default_factory=list)


def contents(data: bytes) -> Contents:
    """What a notebook file holds; a `ValueError` says what is wrong with it and what to do."""
    if not data.strip():
        raise ValueError(f"it is empty. {AGAIN}")
    if data.startswith(b"PK\x03\x04"):
        raise ValueError("it is a zip file under another name. Hand in the notebook, or a .zip")
    if data.count(b"[") + data.count(b"{") > MOST_BRACKETS or data.count(b",") > MOST_COMMAS:
        raise ValueError("it holds far more than a notebook. Clear large outputs, save, hand in")
    try:
        notebook = decoded(data)
    except (ValueError, RecursionError, MemoryError) as error:
        raise ValueError(_broken(data, error)) from None
    cells = list(_cells(notebook))
    found = Contents(tokens=tokens_in(data), owner=_owner(notebook))
    _read_answers(cells, found)
    _find_unsaved(cells, found)
    return found


def decoded(data: bytes) -> Any:
    """JSON in UTF-8, UTF-16 or UTF-32, with or without a mark, or in a Chinese encoding."""
    try:
        return _parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        return _parsed(data.decode(json.detect_encoding(data)))
    except (UnicodeDecodeError, ValueError):
        return _parsed(data.decode("gb18030"))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # Python makes no int of more than 4,300 digits
        return json.loads(text, parse_int=lambda d: int(d) if len(d) <= 400 else float(d))


def _broken(data: bytes, error: Exception) -> str:
    if isinstance(error, (RecursionError, MemoryError)):
        return f"its lists are nested too deeply. {AGAIN}"
    if MERGE.search(data):
        return (
            "it holds the marks of a merge (<<<<<<< and >>>>>>>), so no notebook can open it. "
            f"Keep one of the two versions. {AGAIN}"
        )
    if b'"cells"' not in data[:2_000_000] and b'"nbformat"' not in data[-20_000:]:
        return "it is no notebook. Hand in the .ipynb file"
    return f"it is cut off or damaged. {AGAIN}"


def tokens_in(data: bytes) -> tuple[str, ...]:
    """Whatever in a file looks like a notebook's token; also in files that cannot be read."""
    text = data[:20_000_000].replace(b"\0", b"").decode("latin-1")
    return tuple(dict.fromkeys(found[0] for _, found in zip(range(2000), TOKEN.finditer(text))))  # noqa: B905


def _owner(notebook: dict[str, Any]) -> str:
    metadata = notebook.get("metadata")
    ours = metadata.get("opstools") if isinstance(metadata, dict) else None
    owner = ours.get("student") if isinstance(ours, dict) else None
    return owner if isinstance(owner, str) and len(owner) < 300 else ""


def _cells(notebook: Any) -> Iterator[dict[str, Any]]:
    """Cells of notebook formats 4 and 3."""
    sheets = notebook.get("worksheets") if isinstance(notebook, dict) else None
    sheets = sheets if isinstance(sheets, list) and sheets else [notebook]
    found = [each.get("cells") for each in sheets if isinstance(each, dict)]
    if not any(isinstance(cells, list) for cells in found):
        raise ValueError("it is no notebook. Hand in the .ipynb file")
    for cells in found:
        yield from (c for c in (cells if isinstance(cells, list) else []) if isinstance(c, dict))


def _read_answers(cells: list[dict[str, Any]], found: Contents) -> None:
    """The latest answer to each question: by a saved time, else run number, else by place."""
    tried: dict[Key, list[tuple[tuple[float, int, int], SubmittedAnswer]]] = {}
    for place, cell in enumerate(cells):
        ran = cell.get("execution_count")
        run = min(ran, 10**9) if isinstance(ran, int) and not isinstance(ran, bool) else 0
        for record in _records(cell):
            key, given = _given(record)
            if key is None or given is None or len(tried) >= MOST_ANSWERS:
                found.remarks.append("An output that looks like an answer is none.")
            else:
                tried.setdefault(key, []).append(((_saved_time(cell), run, place), given))
    for key, runs in tried.items():
        latest, found.answers[key] = max(runs, key=lambda run: run[0])
        told = {json.dumps(given.value): f"{_brief(given.value)} (run {when[1] or '?'})"
                for when, given in runs}  # fmt: skip
        if len(told) > 1:
            doubt = "" if latest[0] else " Runs count from 1 again after a restart of the kernel."
            found.remarks.append(
                f"Question {key[1]} is answered twice: {listing(list(told.values())[:4])}; "
                f"{_brief(found.answers[key].value)} is graded.{doubt}"
            )
    found.remarks = list(dict.fromkeys(found.remarks))


def _brief(value: Any) -> str:
    text = as_text(value) if not isinstance(value, str) else value
    text = " ".join(text[:200].split())
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"


def _saved_time(cell: dict[str, Any]) -> float:
    """When a cell ran, where JupyterLab or Colab noted it; else 0."""
    metadata = cell.get("metadata")
    if not isinstance(metadata, dict):
        return 0.0
    noted, colab = metadata.get("execution"), metadata.get("executionInfo")
    try:
        if isinstance(noted, dict):
            text = noted.get("shell.execute_reply") or noted.get("iopub.status.idle")
            return datetime.fromisoformat(str(text)).timestamp()
        if isinstance(colab, dict):
            return float(colab.get("timestamp") or 0) / 1000
    except (ValueError, TypeError, OverflowError):
        pass
    return 0.0


def _records(cell: dict[str, Any]) -> Iterator[Any]:
    for output in _outputs(cell):
        data = output.get("data")
        if isinstance(data, dict) and MIME in data:
            record = data[MIME]
            if isinstance(record, (str, list)):  # some editors keep JSON as text
                text = record if isinstance(record, str) else "".join(map(str, record))
                try:
                    record = json.loads(text)
                except (ValueError, RecursionError):
                    record = None
            yield record


def _outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    outputs = cell.get("outputs")
    return [o for o in (outputs if isinstance(outputs, list) else []) if isinstance(o, dict)]


def _given(record: Any) -> tuple[Key | None, SubmittedAnswer | None]:
    if not isinstance(record, dict) or record.get("version") != VERSION or "value" not in record:
        return None, None
    words = [record.get(key) for key in ("exercise", "question", "token")]
    if not all(isinstance(word, str) and len(word) < 200 for word in words):
        return None, None
    exercise, question, token = (str(word) for word in words)
    value, fault = record["value"], ""
    if deeper(value, DEEPEST):
        value, fault = "…", "The answer is nested too deeply. Give plain numbers, texts and lists."
    elif len(json.dumps(value)) > LONGEST_ANSWER:
        value, fault = "…", "The answer is too long. Give the answer alone."
    digest = record.get("digest")
    digest = digest[:64] if isinstance(digest, str) else ""
    return (exercise, question, token), SubmittedAnswer(value, token, digest, fault)


def deeper(value: Any, most: int) -> bool:
    """Whether lists and mappings are nested more than `most` deep.

    >>> deeper([[1], {"a": [2]}], 3), deeper([[1], {"a": [2]}], 2)
    (False, True)
    """
    level = [value]
    for _ in range(most):
        level = [
            item
            for each in level
            if isinstance(each, (list, dict))
            for item in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return any(isinstance(each, (list, dict)) for each in level)


def _find_unsaved(cells: list[dict[str, Any]], found: Contents) -> None:
    """Cells that a student has worked in, without the answer that running them leaves.

    A cell is worked when no place for an answer is left in it, and in those before it back to the
    answer before.
    """
    exercise, before = "", ""
    kept = {key[:2] for key in found.answers}
    for cell in cells:
        source = _source(cell)
        if cell.get("cell_type") != "code":
            continue
        if header := HEADER.search(source):
            exercise, before = header[1], ""
            continue
        asked = [match for match in ASKED.finditer(source) if match[2]]
        for match in asked:
            worked = not PLACE.search(before + source) and not NO_VALUE.match(match[3])
            if worked and exercise and (exercise, match[1]) not in kept:
                found.unsaved[exercise, match[1]] = _why(cell)
        before = "" if asked else f"{before}{source}\n"


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _why(cell: dict[str, Any]) -> str:
    for output in _outputs(cell):
        name = output.get("ename")
        if output.get("output_type") == "error" and isinstance(name, str) and name.isidentifier():
            return ENDED.format(name[:40])
    return NOT_SAVED
