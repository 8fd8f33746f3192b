"""What was released, so that grading can say before it starts that something has changed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core import Faults, fail
from ..core.files import atomic_write
from ..core.numbers import count, listing, show
from .exercise import MODULE, Exercise

MANIFEST = "manifest.json"
VERSION = 2
ACCEPT = "accept_changes=True (--accept-changes)"


@dataclass(frozen=True)
class Manifest:
    """A release: its title, a fingerprint of the secret, exercises, points, who got a notebook.

    It is the instructor's own file: nothing in it tells a secret.
    """

    title: str = ""
    secret: str = ""
    exercises: Mapping[str, str] = field(default_factory=dict)  # name -> digest of its definition
    points: Mapping[str, float] = field(default_factory=dict)  # exercise.question -> points
    students: Mapping[str, str] = field(default_factory=dict)  # id -> file

    @classmethod
    def of(
        cls, exercises: Sequence[Exercise], key: bytes, title: str, students: Mapping[str, str]
    ) -> Manifest:
        """The manifest of a release."""
        digests = {exercise.name: exercise_digest(exercise) for exercise in exercises}
        return cls(title, secret_mark(key), digests, points_of(exercises), dict(students))

    def write(self, folder: Path) -> Path:
        """Into a folder, for the instructor's eyes only."""
        text = json.dumps({"version": VERSION, **vars(self)}, indent=1)
        atomic_write(folder / MANIFEST, text + "\n", private=True)
        return folder / MANIFEST

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """The manifest in a file, or None: those of version 1 tell too little to be compared."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data.pop("version") != VERSION:
                return None
            return cls(**data)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def faults(self, exercises: Sequence[Exercise], students: Iterable[str], key: bytes) -> Faults:
        """What differs from the release, each with what to do about it."""
        faults = Faults("release")
        if secret_mark(key) != self.secret:
            remedy = "Give the secret file that the release made."
            faults.add("secret", "it is not the one of this release", remedy)
        points = points_of(exercises)
        for exercise in exercises:
            if exercise.name not in self.exercises:
                remedy = f"It holds {listing(self.exercises)}."
                faults.add(f"exercise {exercise.name}", "it was not in this release", remedy)
            elif exercise_digest(exercise) != self.exercises[exercise.name]:
                changed = _changes(self.points, points, exercise.name)
                problem = f"it has changed since{f' ({changed})' if changed else ''}"
                remedy = f"Go back to the released one, or {ACCEPT}."
                faults.add(f"exercise {exercise.name}", problem, remedy)
        left_out = [name for name in self.exercises if name not in {e.name for e in exercises}]
        if left_out:
            problem = f"{listing(left_out)} {'is' if len(left_out) == 1 else 'are'} left out"
            faults.add("exercises", problem, f"Name all of this release, or {ACCEPT}.")
        new = [student for student in students if student not in self.students]
        if new:
            problem = f"{count(len(new), 'student')} got no notebook: {listing(new[:5])}"
            remedy = f"Is it the same roster? Release to them too (--add), or {ACCEPT}."
            faults.add("roster", problem, remedy)
        return faults


def _changes(before: Mapping[str, float], now: Mapping[str, float], exercise: str) -> str:
    """Which points are others: `takt 2 points, now 5`."""
    names = [name for name in {**before, **now} if name.partition(".")[0] == exercise]
    said = [
        f"{name.partition('.')[2]} {_points(before.get(name))}, now {now.get(name, 'none')}"
        for name in names
        if before.get(name) != now.get(name)
    ]
    return "; ".join(said)


def _points(number: float | None) -> str:
    return "no points" if number is None else show(number, "points")


def points_of(exercises: Iterable[Exercise]) -> dict[str, float]:
    """The points of every question, by exercise.question."""
    return {f"{e.name}.{q.name}": q.points for e in exercises for q in e.questions}


def exercise_digest(exercise: Exercise) -> str:
    """A fingerprint of an exercise's definition."""
    assert exercise.folder
    return hashlib.sha256((exercise.folder / MODULE).read_bytes()).hexdigest()


def secret_mark(key: bytes) -> str:
    """Tells one secret from another, and nothing of either."""
    return hmac.new(key, b"manifest", hashlib.sha256).hexdigest()[:16]


def find_manifest(
    release: str | Path | None, out: Path, exercises: Sequence[Exercise], key: bytes
) -> Manifest | None:
    """The manifest of the release that is graded; None where there is none to compare with.

    Without `release` it is looked for beside the folder of the grades: there, in folders next to
    it, and in those of its name one level up (classes/week3 beside grades/week3).
    """
    if release is not None:
        path = Path(release)
        found = Manifest.read(path if path.is_file() else path / MANIFEST)
        if found is None:
            fail("release", str(release), "there is no manifest.json to read", "Name its folder.")
        return found
    beside = out.resolve().parent
    paths = [out / MANIFEST, *sorted(beside.glob(f"*/{MANIFEST}"))]
    paths += sorted(beside.parent.glob(f"*/{out.name}/{MANIFEST}"))
    fitting = _fitting(dict.fromkeys(paths), exercises)
    right = [each for each in fitting if each.secret == secret_mark(key)]
    if len(right) == 1 or (not right and len(fitting) == 1):
        return (right or fitting)[0]
    return None


def released_titles(out: Path, exercises: Sequence[Exercise], key: bytes) -> list[str]:
    """The titles of releases of these exercises and this secret near the folder of the grades."""
    paths = out.resolve().parent.parent.glob(f"*/*/{MANIFEST}")
    return [each.title for each in _fitting(paths, exercises) if each.secret == secret_mark(key)]


def _fitting(paths: Iterable[Path], exercises: Sequence[Exercise]) -> list[Manifest]:
    """The manifests in files that hold all of the exercises."""
    names = {exercise.name for exercise in exercises}
    found = filter(None, map(Manifest.read, paths))
    return [each for each in found if names <= set(each.exercises)]
