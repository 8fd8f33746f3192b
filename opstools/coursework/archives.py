"""Every file below a folder, also inside zip files, each with its times or why it is not read.

A learning platform hands over folders, or zip files, with names of its own making. Zip files are
read in memory, so a path in them can lead nowhere; links are not followed. How much may be unpacked
grows with what was handed in, so that time stays in proportion.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from ..core.numbers import count

LARGEST_FILE = 200 * 2**20
LARGEST_ARCHIVE = 50_000  # members
FEW, OPENED = 50, 8  # files read together at least; times that an archive is opened, about
NESTED = 2  # zip files inside zip files
SYMLINK = 0o120000
SWELLS = 50  # times its size that an archive may unpack to
ALLOWED = 64 * 2**20  # bytes that any archive may unpack to, however small it is
NOTEBOOK_LIKE = (".ipynb", ".json", ".txt", "")  # browsers save notebooks under these endings
CHECKPOINTS = ".ipynb_checkpoints"
HAND_IN = "Hand in the notebook itself, the .ipynb file."
MOST_PEEKED = 20 * 2**20  # bytes
SYSTEM_FILES = (".DS_Store", "Thumbs.db", "desktop.ini")
TOO_LARGE = f"it is larger than {LARGEST_FILE // 2**20} MB"
LINK = "a link; links are not followed"
EMPTY_FOLDER = "an empty folder"
SYSTEM = "a file of the operating system, with no answer in it"


@dataclass(frozen=True)
class Submission:
    """A file as it was found: its name for people, where it is, its times, why it is not read.

    `members` are the positions in the zip files that lead to it. `modified` tells which of several
    files is newer, `received` when the platform noted it in its archive, `stored` when the file on
    disk was written, all in seconds since 1970.
    `peek` says that a file which is not read may be looked into for whose it is.
    """

    name: str
    path: str
    members: tuple[int, ...] = ()
    modified: float = 0.0
    received: float = 0.0
    fault: str = ""
    peek: bool = False
    stored: float = 0.0


@dataclass
class Allowance:
    """Bytes that may still be unpacked, of an archive and of all that it lies in."""

    left: float
    above: Allowance | None = None

    def spend(self, size: int) -> bool:
        """Whether that much more may be unpacked; it is taken off then."""
        level: Allowance | None = self
        while level:
            if level.left < size:
                return False
            level = level.above
        level = self
        while level:
            level.left -= size
            level = level.above
        return True


def _told_apart(found: Iterable[Submission]) -> list[Submission]:
    """The files, each under a name of its own: an archive may hold two of the same name."""
    seen: Counter[str] = Counter()
    named: dict[str, Submission] = {}
    for each in found:
        stem, ending = os.path.splitext(each.name)
        name = each.name
        while name in named:
            seen[each.name] += 1
            name = f"{stem} ({seen[each.name] + 1}){ending}"
        named[name] = replace(each, name=name)
    return list(named.values())


@dataclass
class Walk:
    """One look through a folder; what was found stands in `found`, in the order of the names."""

    folder: Path
    zone: tzinfo = UTC
    found: list[Submission] = field(default_factory=list)

    def run(self) -> list[Submission]:
        """All files; folders that cannot be looked into are there with their fault."""
        walk = os.walk(self.folder, onerror=self._closed)
        for place, folders, files in walk:
            folders.sort()
            here = Path(place)
            for name in folders:
                self._folder(here / name)
            for name in sorted(files):
                self._file(here / name)
        return _told_apart(sorted(self.found, key=lambda each: each.name))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _closed(self, error: OSError) -> None:
        path = Path(os.fsdecode(error.filename))
        self._add(self._name(path), path, fault="a folder that cannot be opened")

    def _folder(self, path: Path) -> None:
        if path.is_symlink():
            self._add(self._name(path), path, fault=LINK)
            return
        with suppress(OSError):
            if not any(path.iterdir()):
                self._add(self._name(path), path, fault=EMPTY_FOLDER)

    def _add(
        self, name: str, path: Path, fault: str = "", modified: float = 0.0, *, peek: bool = False
    ) -> None:
        self.found.append(
            Submission(name, str(path), (), modified, modified, fault, peek, modified)
        )

    def _file(self, path: Path) -> None:
        name = self._name(path)
        try:
            found = path.lstat()
        except OSError as error:
            self._add(name, path, f"it cannot be opened ({error.strerror})")
            return
        if stat.S_ISLNK(found.st_mode):
            self._add(name, path, LINK)
        elif not stat.S_ISREG(found.st_mode):
            self._add(name, path, "it is no file that can be read")
        elif fault := unread(name):
            self._add(name, path, fault, found.st_mtime, peek=found.st_size <= MOST_PEEKED)
        elif path.suffix.lower() == ".zip":
            self._archive(path, name, found)
        else:
            large = "" if found.st_size <= LARGEST_FILE else TOO_LARGE
            self._add(name, path, large, found.st_mtime)

    def _archive(self, path: Path, name: str, found: os.stat_result) -> None:
        allowed = Allowance(max(16 * ALLOWED, 2 * SWELLS * found.st_size))
        when = found.st_mtime
        top = Submission(name, str(path), (), when, when, stored=when)
        try:
            with zipfile.ZipFile(path) as archive:
                self._members(archive, top, allowed)
        except Exception as error:  # damaged archives fail in many ways
            self._add(name, path, damaged(error), found.st_mtime)

    def _members(self, archive: zipfile.ZipFile, above: Submission, allowed: Allowance) -> None:
        members = archive.infolist()
        if len(members) > LARGEST_ARCHIVE:
            fault = f"an archive of {count(len(members), 'member')}, which are too many"
            self.found.append(replace(above, fault=fault))
            return
        before = len(self.found)
        for place, member in enumerate(members):
            if not member.is_dir():
                self._member(archive, place, member, above, allowed)
        if len(self.found) == before:
            self.found.append(replace(above, fault="an empty archive"))

    def _member(
        self,
        archive: zipfile.ZipFile,
        place: int,
        member: zipfile.ZipInfo,
        above: Submission,
        allowed: Allowance,
    ) -> None:
        name, changed = f"{above.name}!{member.filename}", changed_at(member, self.zone)
        received = above.received if above.members else (changed or above.received)
        members = (*above.members, place)
        inner = Submission(name, above.path, members, changed, received, stored=above.stored)
        fault, peek = unread(member.filename), member.file_size <= MOST_PEEKED
        if (member.external_attr >> 16) & 0o170000 == SYMLINK:
            fault, peek = LINK, False
        elif not fault and member.flag_bits & 1:
            fault = "locked with a password. Hand it in without"
        zipped = member.filename.lower().endswith(".zip")
        if not fault and zipped and len(above.members) >= NESTED:
            fault = "a zip file too deep in others. Unpack it"
        if not fault and member.file_size > LARGEST_FILE:
            fault = TOO_LARGE
        swollen = member.file_size > max(ALLOWED, SWELLS * member.compress_size)
        if not fault and (swollen or not allowed.spend(member.file_size)):
            fault, peek = "the archive unpacks to far more than notebooks hold", False
        if fault or not zipped:
            self.found.append(replace(inner, fault=fault, peek=bool(fault) and peek))
            return
        own = Allowance(max(ALLOWED, SWELLS * member.compress_size), allowed)
        try:
            with zipfile.ZipFile(io.BytesIO(content_of(archive, member))) as nested:
                self._members(nested, inner, own)
        except Exception as error:
            self.found.append(replace(inner, fault=damaged(error)))


def find_submissions(folder: Path, zone: tzinfo = UTC) -> list[Submission]:
    """Every file below a folder, in the order of their names; zip files give their members.

    Times in zip files are those of a clock on a wall; `zone` says of which.
    """
    return Walk(folder, zone).run()


def unread(name: str) -> str:
    """Why a file of that name is not read; "" where it may be a notebook or an archive.

    >>> unread("a.ipynb"), unread("a.ipynb.txt"), unread("week 3.pdf")
    ('', '', 'a .pdf file, which is not read. Hand in the notebook itself, the .ipynb file.')
    """
    parts = name.replace("\\", "/").split("/")
    last = parts[-1]
    if "__MACOSX" in parts or last.startswith("._") or last in SYSTEM_FILES:
        return SYSTEM
    if CHECKPOINTS in parts:
        return f"a copy that Jupyter made by itself. {HAND_IN}"
    ending = os.path.splitext(last)[1].lower()
    if ending in NOTEBOOK_LIKE or ending == ".zip" or ".ipynb" in last.lower():
        return ""
    return f"a {ending[:12]} file, which is not read. {HAND_IN}"


def changed_at(member: zipfile.ZipInfo, zone: tzinfo) -> float:
    """When a member was last changed; 0 where the archive does not say.

    Most archives also keep it in seconds since 1970 (extra field 0x5455, after Info-ZIP); else it
    is what a clock in `zone` showed.
    """
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return float(struct.unpack("<i", extra[5:9])[0])
        extra = extra[4 + size :]
    try:
        moment = datetime(*member.date_time, tzinfo=zone)
    except ValueError:
        return 0.0
    return moment.timestamp() if moment.year > 1980 else 0.0


def content_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's content; no more of it than it says it has."""
    with archive.open(member) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(TOO_LARGE)
    return content


def damaged(error: Exception) -> str:
    """What is said of an archive, or a member, that cannot be unpacked."""
    if isinstance(error, NotImplementedError):
        return "packed in a way that is not known here. Pack it as a plain zip file"
    if isinstance(error, PermissionError):
        return "it cannot be opened (permission denied)"
    return "a damaged zip file. Pack it again, or hand in the notebook itself"


class Reader:
    """Contents of files, one after the other; archives stay open while their members are read."""

    def __init__(self) -> None:
        self._path = ""
        self._chain: list[tuple[int, zipfile.ZipFile]] = []

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._close(0)

    def content(self, submission: Submission) -> bytes:
        """The bytes of a file."""
        if not submission.members:
            return Path(submission.path).read_bytes()
        *above, last = submission.members
        archive = self._open(submission.path, above)
        return content_of(archive, archive.infolist()[last])

    def _open(self, path: str, above: list[int]) -> zipfile.ZipFile:
        steps = [-1, *above]
        same = 0
        while (
            path == self._path
            and same < min(len(steps), len(self._chain))
            and self._chain[same][0] == steps[same]
        ):
            same += 1
        self._close(same)
        self._path = path
        for step in steps[same:]:
            if step == -1:
                archive = zipfile.ZipFile(path)
            else:
                outer = self._chain[-1][1]
                archive = zipfile.ZipFile(io.BytesIO(content_of(outer, outer.infolist()[step])))
            self._chain.append((step, archive))
        return self._chain[-1][1]

    def _close(self, level: int) -> None:
        while len(self._chain) > level:
            self._chain.pop()[1].close()


def batches(files: list[Submission]) -> Iterator[tuple[Submission, ...]]:
    """Files that are read together: neighbours in one archive, which is opened a few times only."""
    most = {path: max(FEW, n // OPENED) for path, n in Counter(f.path for f in files).items()}
    batch: list[Submission] = []
    for each in files:
        if batch and (len(batch) >= most[each.path] or each.path != batch[0].path):
            yield tuple(batch)
            batch = []
        batch.append(each)
    if batch:
        yield tuple(batch)
