"""Notebooks to hand out and pages to give back, packed for a platform or an e-mail merge."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..core import Faults, fail
from ..core.files import atomic_write
from ..core.numbers import listing
from .gradebook import as_csv
from .roster import Student, file_name
from .senders import MOODLE, Senders

FORMS = ("moodle", "canvas", "email")
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of zip's calendar; the day of writing would change the bytes
MERGE = "merge.csv"
SAID = 5  # students that a message names


def pack(
    files: str | Path,
    *,
    students: Sequence[Student],
    form: str,
    out: str | Path,
    submissions: str | Path | None = None,
    title: str = "Exercises",
    overwrite: bool = False,
) -> Path:
    """One zip file with what is in the folder `files`: a notebook or a page for each student.

    "moodle" names a folder for each participant, as Moodle expects uploaded feedback files; the
    numbers are in the roster (moodle_id, out of the grading worksheet) or in the folder names of
    `submissions`. "canvas" names each file as the student's own submission was named, by which
    Canvas tells whose it is, so it needs `submissions`. By `submissions` only who handed in gets
    one. "email" adds merge.csv, a row for each letter: address, name, subject, file. A
    `ProblemError` says who could not be given theirs.
    """
    source, target = Path(files), Path(out)
    if form not in FORMS:
        fail("pack", "form", f"{form} is not known", f"Choose from {', '.join(FORMS)}.")
    if target.exists() and not overwrite:
        fail(
            "pack",
            str(target),
            "it is there already",
            "Name another, or overwrite=True (--overwrite).",
        )
    theirs = _files(source, students)
    if not theirs:
        fail("pack", str(source), "there is nothing for anybody here", "Name the right folder.")
    faults = Faults("pack")
    names = {
        "moodle": _for_moodle,
        "canvas": _for_canvas,
        "email": _for_email,
    }[form](theirs, students, Path(submissions) if submissions else None, faults)
    faults.raise_any()
    members = {name: theirs[student].read_bytes() for student, name in names.items()}
    if form == "email":
        rows = [(s.email, s.name, title, names[s.id]) for s in students if s.id in theirs]
        text = as_csv([("email", "name", "subject", "attachment"), *rows])
        members[MERGE] = text.encode()
    atomic_write(target, zipped(dict(sorted(members.items()))))
    return target


def left_out(path: Path, files: str | Path, students: Sequence[Student]) -> int:
    """How many students have a page in `files` and none in the zip file."""
    with zipfile.ZipFile(path) as archive:
        packed = [name for name in archive.namelist() if name != MERGE]
    return len(_files(Path(files), students)) - len(packed)


def _files(folder: Path, students: Sequence[Student]) -> dict[str, Path]:
    """Student -> the file in the folder that is theirs."""
    found = {}
    for student in students:
        for ending in ("ipynb", "html"):
            path = folder / f"{file_name(student.id)}.{ending}"
            if path.is_file():
                found[student.id] = path
    return found


def _for_moodle(
    theirs: Mapping[str, Path], students: Sequence[Student], handed_in: Path | None, faults: Faults
) -> dict[str, str]:
    numbers = {s.id: s.moodle_id for s in students if s.moodle_id}
    for student, name in _named(students, handed_in):
        if found := MOODLE.fullmatch(name):
            numbers.setdefault(student, found["number"])
    by_id = {student.id: student for student in students}
    names = {}
    unknown = [student for student in theirs if student not in numbers]
    if unknown and (handed_in is None or len(unknown) == len(theirs)):
        few = listing(unknown, most=SAID)
        problem = f"no number of a participant is known for {few}"
        remedy = "Give the roster as Moodle's grading worksheet, or the submissions."
        faults.add("roster", problem, remedy)
    for student, path in theirs.items():
        if student in unknown:
            continue
        folder = f"{by_id[student].name}_{numbers[student]}_assignsubmission_file_"
        names[student] = f"{folder.replace('/', '-')}/{path.name}"
    return names


def _for_canvas(
    theirs: Mapping[str, Path], students: Sequence[Student], handed_in: Path | None, faults: Faults
) -> dict[str, str]:
    if handed_in is None:
        remedy = "Give the folder or zip file that Canvas made: its names say whose a file is."
        faults.add("submissions", "there are none", remedy)
    own = dict(_named(students, handed_in))
    return {
        student: f"{own[student].rsplit('.', 1)[0]}{path.suffix}"
        for student, path in theirs.items()
        if student in own
    }


def _for_email(
    theirs: Mapping[str, Path], students: Sequence[Student], _: Path | None, faults: Faults
) -> dict[str, str]:
    for student in students:
        if student.id in theirs and not student.email:
            faults.add(student.id, "no address is known", "Give the roster a column email.")
    return {student: path.name for student, path in theirs.items()}


def _named(students: Sequence[Student], handed_in: Path | None) -> list[tuple[str, str]]:
    """Each student with the outermost name of what they handed in."""
    if handed_in is None:
        return []
    inside = [handed_in] if handed_in.is_file() else sorted(handed_in.iterdir())
    names = [] if handed_in.is_file() else [path.name for path in inside]
    for path in inside:
        if zipfile.is_zipfile(path):  # the platform's archive, alone or put into the folder
            with zipfile.ZipFile(path) as archive:
                names += [name.split("/")[0] for name in archive.namelist()]
    senders = Senders(students)
    found = [(senders.of(name), name) for name in dict.fromkeys(names)]
    return [(sender.student, name) for sender, name in found if sender.student and sender.sure]


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of contents by name; the same contents give the same bytes, on Windows too."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.create_system = 3  # the same on Windows
            package.writestr(entry, content)
    return whole.getvalue()
