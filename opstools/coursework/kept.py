"""What was read of the files of earlier runs: grading the late ones alone adds to the gradebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..core.files import atomic_write
from .archives import Submission
from .notebook import SubmittedAnswer
from .submissions import AnswersInFile

KEPT = "answers.jsonl"
MOST_TOKENS = 50


def with_earlier(
    files: Sequence[AnswersInFile], folder: Path, out: Path, *, fresh: bool = False
) -> list[AnswersInFile]:
    """Files just read and those of earlier runs, which are not read again.

    A file of the same name in the same folder takes the place of the earlier one. A file that is
    gone stays known: whoever takes graded files away to make room for late ones loses nothing.
    """
    mark = hashlib.sha256(str(folder.resolve()).encode(errors="replace")).hexdigest()[:12]
    now = [_placed(each, mark) for each in files]
    known = {} if fresh else {(f.submission.path, f.name): f for f in _read(out / KEPT)}
    known |= {(each.submission.path, each.name): each for each in now}
    return [known[key] for key in sorted(known)]


def keep(files: Sequence[AnswersInFile], out: Path) -> None:
    """Write down what was read of all files."""
    lines = (json.dumps(_as_json(each), ensure_ascii=True) for each in files)
    atomic_write(out / KEPT, "".join(f"{line}\n" for line in lines))


def _placed(file: AnswersInFile, mark: str) -> AnswersInFile:
    found = replace(file.submission, path=mark, members=())
    return replace(file, submission=found, tokens=file.tokens[:MOST_TOKENS])


def _as_json(file: AnswersInFile) -> dict[str, Any]:
    return {
        **vars(file),
        "submission": vars(file.submission),
        "answers": [[*key, vars(given)] for key, given in file.answers.items()],
        "unsaved": [[*key, why] for key, why in file.unsaved.items()],
    }


def _read(path: Path) -> list[AnswersInFile]:
    """The files noted; a line that was damaged is passed over."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.append(_from_json(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _from_json(noted: dict[str, Any]) -> AnswersInFile:
    return AnswersInFile(
        **{
            **noted,
            "submission": Submission(**{**noted["submission"], "members": ()}),
            "answers": {(e, q, t): SubmittedAnswer(**g) for e, q, t, g in noted["answers"]},
            "unsaved": {(e, q): why for e, q, why in noted["unsaved"]},
            "tokens": tuple(noted["tokens"]),
            "remarks": tuple(noted["remarks"]),
        }
    )
