"""Who handed a file in, by the names that learning platforms give to folders and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from unicodedata import normalize

from .roster import Student, file_name

# Each platform's way to name what a student handed in; `who` is a name or an id.
MOODLE = re.compile(r"(?P<who>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(_.*)?", re.DOTALL)
CANVAS = re.compile(r"(?P<who>[^\W_]+)_(late_)?(?P<number>\d+)_\d+_.+", re.DOTALL)
BLACKBOARD = re.compile(r"(?P<who>.+)_attempt_(?P<time>\d{4}(-\d\d){5})(_.*)?", re.DOTALL)
BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<who>.+?) - (?P<time>.+)", re.DOTALL)
ENDINGS = re.compile(r"(\.(ipynb|zip|json|txt|html?|pdf|py))+$")
COPY = re.compile(r"([ _-]?\(\d+\)|[ -]\d)$")  # what browsers and Canvas put behind a name
SHORTEST_WORD, SHORTEST_NUMBER = 2, 5  # of an id inside a longer name
TIMES = ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p")


@dataclass(frozen=True)
class Sender:
    """Who handed a file in, as its path has it; `sure` where a whole name in it says so.

    `place` is how many parts of the path lead there. Of somebody who is not on the roster there is
    no `student`, though it may be sure that it was handed in by someone else. `time` is what the
    platform wrote into the name.
    """

    student: str = ""
    sure: bool = False
    place: int = 0
    time: str = ""

    def received(self, zone: tzinfo) -> float:
        """Seconds since 1970 of the time in the name; 0 where there is none."""
        for form in TIMES if self.time else ():
            try:
                return datetime.strptime(self.time, form).replace(tzinfo=zone).timestamp()
            except ValueError:
                continue
        return 0.0


class Senders:
    """Finds students by their ids and names in paths."""

    def __init__(self, students: Sequence[Student]) -> None:
        self.ids = {word: s.id for s in students for word in _spellings(s.id)}
        self.names = _unique(students, lambda s: [_words(s.name)])
        self.joined = _unique(students, lambda s: _rotations(s.name))
        self.canvas = {s.canvas_id: s.id for s in students if s.canvas_id}

    def of(self, path: str) -> Sender:
        """Whoever is named first in the path, from its outermost part on.

        What a platform names beats what a student names inside. A whole part that is an id, a name
        or of a platform's making is sure; an id among other words is not.
        """
        parts = split(path)
        for place, part in enumerate(parts, 1):
            if found := self._whole(part):
                return Sender(found.student, True, place, found.time)
        for place, part in enumerate(parts, 1):
            platform = CANVAS.fullmatch(part)  # behind the numbers stands what the student chose
            for word in re.split(
                r"[_\s.]+", platform["who"] if platform else COPY.sub("", _stem(part))
            ):
                if word in self.ids and _telling(word):
                    return Sender(self.ids[word], False, place)
        return Sender()

    def _whole(self, part: str) -> Sender | None:
        stem = _stem(part)
        for word in (stem, COPY.sub("", stem)):
            if student := self.ids.get(word) or self.names.get(_words(word)):
                return Sender(student)
        if found := MOODLE.fullmatch(part):
            return Sender(self._named(found["who"]))
        if found := BLACKBOARD.fullmatch(stem):
            return Sender(self._ending(found["who"]), time=found["time"])
        if found := BRIGHTSPACE.fullmatch(part):
            return Sender(self._named(found["who"]), time=found["time"])
        if found := CANVAS.fullmatch(part):
            known = self.canvas.get(found["number"]) or self.joined.get(found["who"])
            return Sender(known) if known else None
        return None

    def _named(self, who: str) -> str:
        return self.ids.get(who) or self.names.get(_words(who)) or ""

    def _ending(self, who: str) -> str:
        """The id behind the name of an assignment, which may hold blanks and underscores."""
        words = who.split("_")
        ends = ("_".join(words[k:]) for k in range(len(words)))
        return next((self.ids[end] for end in ends if end in self.ids), "")


def split(path: str) -> list[str]:
    """The parts of a path, folders, archives and members alike, from the outermost on."""
    return [part for part in re.split(r"[/!\\]", normalize("NFC", path).casefold()) if part]


def _stem(part: str) -> str:
    return ENDINGS.sub("", part)


def _spellings(student: str) -> tuple[str, str]:
    return normalize("NFC", student).casefold(), file_name(student).casefold()


def _words(name: str) -> str:
    """A name whatever the order of its words, its accents and marks aside."""
    plain = normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if sign.isalnum() or sign.isspace() or sign in "-_,")
    words = sorted(re.findall(r"[^\W_]+", plain))
    return " ".join(words) if len("".join(words)) > 1 else ""


def _rotations(name: str) -> list[str]:
    """A name as Canvas joins it: family name first, blanks and marks taken out."""
    words = [re.sub(r"[\W_]", "", word) for word in name.casefold().split()]
    return ["".join(words[k:] + words[:k]) for k in range(len(words))]


def _unique(students: Iterable[Student], of: Callable[[Student], list[str]]) -> dict[str, str]:
    """Spelling -> student, without what two students share."""
    found: dict[str, set[str]] = {}
    for student in students:
        for word in of(student):
            found.setdefault(word, set()).add(student.id)
    return {word: next(iter(ids)) for word, ids in found.items() if word and len(ids) == 1}


def _telling(word: str) -> bool:
    """Whether an id inside a longer name is one: the 3 in `week 3` proves nothing."""
    return len(word) >= (SHORTEST_NUMBER if word.isdigit() else SHORTEST_WORD)
