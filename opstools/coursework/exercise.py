"""An exercise and its variants: every student's own numbers, the same on every machine."""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
import json
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core import Faults, ProblemError, fail
from ..core.numbers import count, listing
from .questions import Question

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DRAWS = 200
LONGEST_SAID = 100  # characters of an exception
KEPT = 32  # what `remembered` holds: a few variants of one exercise
NOTEBOOK, MODULE = "exercise.ipynb", "exercise.py"


@dataclass(frozen=True)
class Exercise:
    """Something to be asked: a title, a generator of data, and the questions about them.

    `data` takes a seeded `random.Random` and returns JSON data: numbers, texts, lists, mappings,
    of which those under a key that begins with _ are not handed out (hidden calls, for instance);
    `sound` says whether they make a good exercise, else others are drawn. `picture` draws the
    data, never the answer, for learning platforms.
    `exercise.py` in the exercise's folder names its exercise EXERCISE.
    """

    title: str
    data: Callable[[random.Random], Mapping[str, Any]]
    questions: tuple[Question, ...]
    sound: Callable[[Any], bool] = lambda data: True
    name: str = ""
    folder: Path | None = None
    picture: Callable[[Any], Axes] | None = None

    @property
    def points(self) -> float:
        """The points of all questions together."""
        return sum(question.points for question in self.questions)

    def question(self, name: str) -> Question:
        """The question of that name."""
        return next(question for question in self.questions if question.name == name)


@dataclass(frozen=True)
class Variant:
    """One student's data; `token` proves to the instructor whose it is without saying so."""

    exercise: Exercise
    student: str
    data: Mapping[str, Any]
    token: str

    @property
    def answers(self) -> dict[str, str]:
        """Question -> the right answer as text, for the instructor's key."""
        return {question.name: question.shown(self.data) for question in self.exercise.questions}


def load(path: str | Path, *, notebook: bool = True) -> Exercise:
    """The exercise of a folder, checked: `exercise.py`, `exercise.ipynb`, sound questions.

    The questions of a chapter have no `notebook` of their own: they are asked in the chapter.
    """
    folder = Path(path).resolve()
    subject = f"exercise {folder.name}"
    faults = Faults(subject)
    inside = sorted(path.parent.name for path in folder.glob(f"*/{MODULE}"))
    if inside and not (folder / MODULE).exists():
        remedy = f"Name one of them: {listing(inside[:5], last='or')}{' …' * (len(inside) > 5)}."
        fail(subject, str(path), f"it holds {count(len(inside), 'exercise')}", remedy)
    for file in (MODULE, NOTEBOOK) if notebook else (MODULE,):
        if not (folder / file).is_file():
            faults.add(
                file, "it is missing", "See exercises/README.md, or `opstools exercise new`."
            )
    faults.raise_any()
    exercise = getattr(_module(folder, subject), "EXERCISE", None)
    if not isinstance(exercise, Exercise):
        fail(subject, MODULE, "it names no EXERCISE", "End it with EXERCISE = Exercise(…).")
    names = Counter(question.name for question in exercise.questions)
    for name, times in names.items():
        if times > 1 or not name.isidentifier():
            faults.add(f"question {name}", "its name serves not", "Use a Python name, once.")
    if not names:
        faults.add("questions", "there are none", "Ask something.")
    faults.raise_any()
    return replace(exercise, name=folder.name, folder=folder)


def _module(folder: Path, subject: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"exercise_{folder.name}", folder / MODULE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ProblemError:
        raise
    except Exception as error:  # an author's mistake of any kind is reported like other faults
        fail(subject, MODULE, stopped(error), "Correct it.")
    return module


def variant(exercise: Exercise, *, student: str, secret: str | bytes, title: str = "") -> Variant:
    """The student's own variant, drawn until it is sound; always the same one.

    Another `title`, of a resit or of next year's class, gives other numbers. A draw is refused
    where a question's `check` complains: no finite answer, or a known mistake that gives the right
    answer. After 200 refusals a `ProblemError` tells what they were.
    """
    key = titled(secret, title)
    refused: Counter[str] = Counter()
    for number in range(MOST_DRAWS):
        try:
            data = _draw(exercise, student, key, number)
            _check_sound(exercise, data)
            for question in exercise.questions:
                with explained(exercise, f"question {question.name}"):
                    question.check(data)
        except AuthorError:
            raise
        except ProblemError as error:
            refused.update(str(fault).removesuffix(".") for fault in error.faults)
            continue
        return Variant(exercise, student, data, token(exercise, student, key))
    faults = Faults(f"exercise {exercise.name or exercise.title}")
    for reason, times in refused.most_common(5):
        problem = f"refused {count(times, 'time')}: {reason}"
        faults.add(count(MOST_DRAWS, "draw"), problem, "Change the generator.")
    raise ProblemError(faults.subject, tuple(faults.found))


def released_variant(
    exercise: Exercise, *, student: str, secret: str | bytes, digests: Collection[str]
) -> Variant:
    """The student's variant as `variant` makes it, found by a fingerprint of its data.

    A draw with one of the `digests` was found sound when it was released, and needs no second
    check, which takes most of the time. Nobody can name a refused draw's without the secret.
    """
    key = secret.encode() if isinstance(secret, str) else secret
    for number in range(MOST_DRAWS) if digests else ():
        with suppress(ProblemError):
            data = _draw(exercise, student, key, number)
            if data_digest(data) in digests and len(handed_out(data)) == len(data):
                return Variant(exercise, student, data, token(exercise, student, key))
    return variant(exercise, student=student, secret=key)


def titled(secret: str | bytes, title: str) -> bytes:
    """The key of one title: from it nobody comes to the secret, nor to another title's."""
    key = secret.encode() if isinstance(secret, str) else secret
    return _mac(key, f"title\0{title}").encode() if title else key


def handed_out(data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a variant's data that a notebook holds: keys that begin with _ stay here."""
    return {key: value for key, value in data.items() if not key.startswith("_")}


def data_digest(data: Mapping[str, Any]) -> str:
    """A short fingerprint of what is handed out of a variant's data."""
    text = json.dumps(handed_out(data), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def token(exercise: Exercise, student: str, key: bytes) -> str:
    """What marks a student's variant of an exercise."""
    return _mac(key, f"token\0{exercise.name or exercise.title}\0{student}")[:16]


def _draw(exercise: Exercise, student: str, key: bytes, number: int) -> Any:
    """Data that may be sound or not, as JSON: tuples become lists, as they will in a notebook."""
    seed = _mac(key, f"{exercise.name or exercise.title}\0{student}\0{number}")
    with explained(exercise, "data"):
        return as_plain(exercise.data(random.Random(seed)))


def as_plain(data: Any) -> Any:
    """Data as it comes back from JSON; a `ProblemError` where it holds anything else."""
    _check_plain(data, "data")
    return json.loads(json.dumps(data))


def _check_plain(value: Any, place: str) -> None:
    if isinstance(value, (dict, list, tuple)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            _check_plain(item, f"{place}[{key!r}]")
    elif type(value).__module__.partition(".")[0] == "numpy":
        remedy = "Make it a plain one: int(…), float(…) or list(…)."
        fail("exercise", place, f"a numpy {type(value).__name__}", remedy, AuthorError)


@contextmanager
def explained(exercise: Exercise, what: str) -> Iterator[None]:
    """An author's slip of any kind in exercise.py is told like other faults."""
    try:
        yield
    except ProblemError:
        raise
    except Exception as error:
        subject = f"exercise {exercise.name or exercise.title}"
        fail(subject, what, stopped(error), f"Correct {MODULE}.", AuthorError)


def stopped(error: Exception) -> str:
    """What an author's code stopped with, without a full stop: a remedy follows.

    >>> stopped(ValueError("Too few.")), stopped(KeyError())
    ('it stops with ValueError: Too few', 'it stops with KeyError')
    """
    said = f"it stops with {type(error).__name__}: {str(error)[:LONGEST_SAID]}"
    return said.rstrip(" .:")


class AuthorError(ProblemError):
    """Something in exercise.py is wrong, whatever numbers are drawn."""


def _check_sound(exercise: Exercise, data: Mapping[str, Any]) -> None:
    with explained(exercise, "sound"):
        sound = exercise.sound(data)
    if not sound:
        problem = "the exercise says no to these numbers"
        fail(f"exercise {exercise.name}", "sound", problem, "Draw others.")


def _mac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def remembered(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Keep what a function of the data returned: checks, answers and working ask for it often.

    >>> @remembered
    ... def total(data):
    ...     print("adding")
    ...     return sum(data["times"])
    >>> total({"times": [1, 2]}), total({"times": [1, 2]})
    adding
    (3, 3)
    """
    kept = lru_cache(maxsize=KEPT)(lambda text: function(json.loads(text)))
    return wraps(function)(lambda data: kept(json.dumps(data)))
