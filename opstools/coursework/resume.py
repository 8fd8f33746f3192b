"""Grading that can be cut short: what is done stands in a file, and is not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path
from typing import Any

from ..core.files import atomic_write
from .parallel import in_parallel
from .records import Record


def grade_remaining(
    function: Callable[[Any], Record],
    lost: Callable[[Any], Record],
    jobs: Sequence[Any],
    common: Iterable[str],
    state: Path,
    executor: Executor | None,
) -> list[Record]:
    """A record for every job, in their order; those in `state` with the same fingerprint are kept.

    A job's fingerprint covers what was handed in, the student, the rules and, by `common`, the
    exercises.
    Every record is written down as it comes, so that an interrupted run goes on where it stopped.
    """
    shared = tuple(common)
    marks = [_fingerprint(job, shared) for job in jobs]
    known = known_records(state)
    records = {
        k: known[mark]
        for k, (mark, job) in enumerate(zip(marks, jobs, strict=True))
        if mark in known and Path(job.page).exists()
    }
    todo = [k for k in range(len(jobs)) if k not in records]
    answers = in_parallel(function, [jobs[k] for k in todo], executor, "grading", lost)
    with closing(answers), state.open("a", encoding="utf-8") as file:
        for position, record in answers:
            k = todo[position]
            records[k] = record
            file.write(_line(marks[k], record))
            file.flush()
    ordered = [records[k] for k in range(len(jobs))]
    lines = [_line(mark, record) for mark, record in zip(marks, ordered, strict=True)]
    atomic_write(state, "".join(lines))
    return ordered


def _fingerprint(job: Any, common: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps([job.fingerprint(), *common]).encode()).hexdigest()


def known_records(state: Path) -> dict[str, Record]:
    """Records by fingerprint; a line that an interruption cut in two is passed over."""
    known = {}
    for line in state.read_text(encoding="utf-8").splitlines() if state.exists() else ():
        try:
            entry = json.loads(line)
            known[entry["fingerprint"]] = Record.from_json(entry["record"])
        except (ValueError, KeyError, TypeError):
            continue
    return known


def _line(fingerprint: str, record: Record) -> str:
    entry = {"fingerprint": fingerprint, "record": record.as_json()}
    return json.dumps(entry, ensure_ascii=True) + "\n"
