"""Grading a folder of submissions: every student once, every question with a status.

Answers are data: they are read from the saved files and compared here. Only code questions run
anything of the student's, and that in a sandbox.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..core import Faults, fail
from ..core.drawing import picture
from ..core.files import atomic_write, remove_parts
from ..core.numbers import count, listing
from ..core.table import suggestion
from .archives import Submission, batches, find_submissions
from .code import Code
from .equal_answers import EQUAL, equal_answers
from .exercise import Exercise, titled, token
from .feedback import SHOW
from .file_owners import FilesByStudent, Owners, files_by_student
from .gradebook import Layout, as_csv, write_gradebook
from .kept import keep, with_earlier
from .manifest import Manifest, exercise_digest, find_manifest, points_of, released_titles
from .marking import Decided, Job, grade_student, lost_student
from .overrides import (
    Override,
    Overrides,
    beyond_worth,
    read_overrides,
    remember_written,
    write_overrides,
)
from .parallel import in_parallel
from .records import Record
from .release import load_all, secret_key
from .resume import grade_remaining, known_records
from .roster import Student, file_name, read_rosters
from .rules import Rules, moment
from .sandbox import Sandbox
from .statistics import ClassStatistics, class_statistics
from .submissions import AnswersInFile, lost_batch, read_batch, unreadable_file

if TYPE_CHECKING:
    import pandas as pd

SOLUTIONS = ("answers", "working")  # what must not be read too early
STATE = "records.jsonl"
FEEDBACK = "feedback"
CODES = "names.csv"
MANY = 3  # files without one known token are no accident


@dataclass(frozen=True)
class Grading:
    """What grading left: a record for every student, files that nobody claims, the folder.

    `notes` are sentences for the instructor, such as edits that were taken over.
    """

    records: tuple[Record, ...]
    unclaimed: tuple[tuple[str, str], ...]
    out: Path
    notes: tuple[str, ...] = ()

    @property
    def statistics(self) -> ClassStatistics:
        """Difficulty, discrimination and the most common mistakes of the class."""
        return class_statistics(self.records)

    def __repr__(self) -> str:
        handed_in = sum(bool(record.file) for record in self.records)
        return (
            f"{count(len(self.records), 'student')}, {handed_in} handed in, "
            f"{count(len(self.unclaimed), 'file')} unclaimed; see {self.out}"
        )


@dataclass(frozen=True)
class Settings:
    """All that grading was asked for, read and checked before anything is written."""

    exercises: Sequence[Exercise]
    students: Sequence[Student]
    key: bytes
    rules: Rules
    show: tuple[str, ...]
    trusted: bool
    only: tuple[str, ...]
    now: datetime

    @property
    def questions(self) -> list[str]:
        """Every "exercise.question"."""
        return [f"{e.name}.{q.name}" for e in self.exercises for q in e.questions]

    @property
    def codes(self) -> dict[str, str]:
        """Student -> the name in an anonymous gradebook; none where names are shown."""
        if not self.rules.anonymous:
            return {}
        marks = {s.id: hmac.new(self.key, f"code\0{s.id}".encode(), hashlib.sha256).hexdigest()
                 for s in self.students}  # fmt: skip
        return {student: f"student-{mark[:8]}" for student, mark in marks.items()}


def grade(
    folder: str | Path,
    *,
    roster: str | Path | pd.DataFrame | Sequence[str | Path],
    secret: str | bytes,
    out: str | Path,
    exercises: Iterable[str | Path | Exercise],
    executor: Executor | None = None,
    trust_submissions: bool = False,
    show: Sequence[str] = SHOW,
    title: str = "",
    release: str | Path | None = None,
    accept_changes: bool = False,
    rules: Rules | str | Path | None = None,
    deadline: str | datetime | None = None,
    only: Sequence[str] = (),
    fresh: bool = False,
    now: datetime | None = None,
) -> Grading:
    """Grade all notebooks below `folder`; write gradebooks, feedback pages and statistics to `out`.

    The same `roster`, `secret`, `title` and `exercises` as at release make the same variants; where
    the folder of the release is found, or named by `release`, whatever differs is said before
    anything is written (`accept_changes` grades all the same). Work goes to all local cores, or to
    any `concurrent.futures` executor whose workers see the same folders. A second run grades again
    only what has changed, adds files of another folder to those known (`fresh` forgets them), and
    leaves what the instructor changed. `only` grades some questions anew ("exercise.question").

    `rules` hold deadline, late work, points, groups and more; `deadline` is a short form. `show` is
    what students may read: score, mistakes, answers, working; the last two only as the rules allow.
    """
    chosen, students = load_all(exercises), read_rosters(roster)
    settings = Settings(
        chosen, students, secret_key(secret), _rules(rules, deadline), tuple(show),
        trust_submissions, tuple(only), now or datetime.now(UTC),
    )  # fmt: skip
    target, source = Path(out), Path(folder)
    manifest = find_manifest(release, target, chosen, settings.key)
    if manifest and not accept_changes:
        manifest.faults(chosen, [s.id for s in students], settings.key).raise_any()
    _check(source, settings)
    found = _read_all(find_submissions(source, settings.rules.clock), executor)
    files = with_earlier(found, source, target, fresh=fresh)
    titles = partial(released_titles, target, chosen, settings.key)
    settings = replace(settings, key=_key(settings, manifest, title, files))
    owners = _owners(settings)
    _check_tokens(files, owners, title, titles)
    changed = read_overrides(
        target, [s.id for s in students], settings.questions,
        {code: student for student, code in settings.codes.items()},
    )  # fmt: skip
    sorted_out = files_by_student(files, students, owners, settings.rules.clock)
    return _write(settings, sorted_out, files, changed, target, executor)


def _write(
    settings: Settings,
    files: FilesByStudent,
    read: Sequence[AnswersInFile],
    changed: Overrides,
    target: Path,
    executor: Executor | None,
) -> Grading:
    (target / FEEDBACK).mkdir(parents=True, exist_ok=True)
    remove_parts(target, target / FEEDBACK)
    keep(read, target)
    write_overrides(target, changed)
    folders = tuple((str(each.folder), exercise_digest(each)) for each in settings.exercises)
    known = known_records(target / STATE)
    before = {record.student: record for record in known.values()}
    given = changed.by_student()
    jobs = [
        _job(student, files, settings, given.get(student.id, {}), folders, target, before)
        for student in settings.students
    ]
    common = [__version__, *(mark for _, mark in folders)]
    records = grade_remaining(grade_student, lost_student, jobs, common, target / STATE, executor)
    _remove_old_pages(target, settings.students)
    _write_tables(records, files, settings, changed, target)
    notes = _notes(settings, changed)
    return Grading(tuple(records), tuple(files.unclaimed), target, notes)


def _job(
    student: Student,
    files: FilesByStudent,
    settings: Settings,
    given: Mapping[str, Override],
    folders: tuple[tuple[str, str], ...],
    out: Path,
    before: Mapping[str, Record],
) -> Job:
    handed_in, rules = files.students[student.id], settings.rules
    received = {answer.received for answer in handed_in.answers.values()}
    late = {when: rules.lateness(student.id, when) for when in sorted(received)}
    return Job(
        student,
        handed_in,
        folders,
        settings.key,
        Decided(rules.points, tuple(rules.bonus), {k: v for k, v in late.items() if v[0]}),
        given,
        settings.trusted,
        _shown(settings, handed_in=bool(handed_in.answers)),
        str(out / FEEDBACK / f"{file_name(student.id)}.html"),
        settings.only,
        before.get(student.id),
    )


def _shown(settings: Settings, *, handed_in: bool) -> tuple[str, ...]:
    """What one page shows: no solutions before the deadline, or to who handed nothing in."""
    rules = settings.rules
    open_ = rules.solutions_open(settings.now) and (handed_in or rules.solutions == "now")
    return tuple(part for part in settings.show if open_ or part not in SOLUTIONS)


def _read_all(files: list[Submission], executor: Executor | None) -> list[AnswersInFile]:
    """What every file holds; a batch that ends its process is read again file by file."""
    groups = list(batches(files))
    found = dict(in_parallel(read_batch, groups, executor, "reading", lost_batch))
    again = [(each,) for k, group in enumerate(groups) if not found[k] for each in group]
    single = dict(
        in_parallel(read_batch, again, executor, "reading", lambda each: [unreadable_file(*each)])
    ) if again else {}  # fmt: skip
    return [each for part in (found, single) for k in sorted(part) for each in part[k]]


def _rules(rules: Rules | str | Path | None, deadline: str | datetime | None) -> Rules:
    found = rules if isinstance(rules, Rules) else Rules.from_file(rules) if rules else Rules()
    if deadline is None:
        return found
    when = moment(deadline) if isinstance(deadline, str) else deadline
    if when.tzinfo is None:
        fail("grade", "deadline", "it has no time zone", "Give it one, such as ZoneInfo('UTC').")
    return replace(found, deadline=when)


def _key(
    settings: Settings, manifest: Manifest | None, title: str, files: Sequence[AnswersInFile]
) -> bytes:
    """The key of the title under which these notebooks were made: of that which fits them best."""
    titles = dict.fromkeys([*([manifest.title] if manifest else []), title, ""])
    there = {key[2] for file in files for key in file.answers}
    there |= {token for file in files for token in file.tokens}

    def fitting(key: bytes) -> int:
        made = (token(e, s.id, key) for e in settings.exercises for s in settings.students)
        return sum(each in there for each in made)

    return max((titled(settings.key, each) for each in titles), key=fitting)


def _owners(settings: Settings) -> Owners:
    tokens = {
        token(exercise, student.id, settings.key): (student.id, exercise.name)
        for student in settings.students
        for exercise in settings.exercises
    }
    asked = {(e.name, q.name) for e in settings.exercises for q in e.questions}
    return Owners(tokens, asked, settings.rules.teams)


def _check_tokens(
    files: Sequence[AnswersInFile], owners: Owners, title: str, titles: Callable[[], list[str]]
) -> None:
    """Nothing is written where no notebook at all is of this class, secret and title."""
    foreign = [f for f in files if any(key[:2] in owners.asked for key in f.answers)]
    if not foreign or any(owners.inside(f) for f in foreign):
        return
    if near := suggestion(title, (each for each in titles() if each != title)):
        fail("grade", "title", f"no notebook was made under {title}", near)
    if len({f.name for f in foreign}) >= MANY:
        remedy = "Give the secret, the title and the roster of the release."
        problem = f"none of {count(len(foreign), 'notebook')} was made with it for this roster"
        fail("grade", "secret", problem, remedy)


def _remove_old_pages(out: Path, students: Sequence[Student]) -> None:
    """Pages of students who left go."""
    kept = {f"{file_name(student.id)}.html" for student in students}
    for page in (out / FEEDBACK).glob("*.html"):
        if page.name not in kept:
            page.unlink()


def _write_tables(
    records: Sequence[Record],
    files: FilesByStudent,
    settings: Settings,
    changed: Overrides,
    out: Path,
) -> None:
    layout = Layout(settings.rules.columns, changed.columns, settings.codes)
    title = ", ".join(exercise.title for exercise in settings.exercises)
    write_gradebook(records, settings.students, out, title=title, layout=layout)
    remember_written(out)
    tables: dict[str, list[Sequence[Any]]] = {
        "unclaimed.csv": [("file", "reason"), *files.unclaimed],
        "files.csv": [("file", "student", "what became of it"), *files.ledger],
        EQUAL: equal_answers(records, settings.exercises),
    }
    if settings.codes:
        tables[CODES] = [("code", "student"), *((c, s) for s, c in settings.codes.items())]
    for name, rows in tables.items():
        atomic_write(out / name, as_csv(rows), private=name == CODES)
    found = class_statistics(records)
    atomic_write(out / "statistics.csv", found.to_frame().to_csv(index=False, lineterminator="\n"))
    atomic_write(out / "statistics.svg", picture(found.plot(), "svg"))


def _notes(settings: Settings, changed: Overrides) -> tuple[str, ...]:
    notes = []
    if changed.taken:
        notes.append(f"{count(changed.taken, 'edit')} in gradebook.csv kept in overrides.csv.")
    rules = settings.rules
    worth = {**points_of(settings.exercises), **rules.points}
    notes += [*changed.notes, *beyond_worth(changed, worth)]
    left = [e.name for e in settings.exercises if e.name not in rules.columns]
    if left and rules.columns and "total" not in rules.columns:
        notes.append(f"moodle.csv and canvas.csv have no column for {listing(left)}.")
    if set(SOLUTIONS) & set(settings.show) and not rules.solutions_open(settings.now):
        why = "the deadline has not passed" if rules.deadline else "no deadline is given"
        if rules.solutions == "after deadline":
            notes.append(f"Pages show no right answers yet: {why}.")
    return tuple(notes)


def _check(folder: Path, settings: Settings) -> None:
    """Whatever would stop grading is found before it starts."""
    faults = Faults("grade")
    if not folder.is_dir():
        faults.add(str(folder), "there is no such folder", "Name the folder of submissions.")
    for part in settings.show:
        if part not in SHOW:
            faults.add("show", f"{part} is not known", f"Choose from {listing(SHOW)}.")
    for question in settings.only:
        if question not in settings.questions:
            short = [each for each in settings.questions if each.endswith(f".{question}")]
            near = f" Did you mean {listing(short, last='or')}?" if short else ""
            remedy = f"Write exercise.question.{near}"
            faults.add("only", f"there is no question {question}", remedy)
    faults.raise_any()
    settings.rules.check([s.id for s in settings.students], settings.questions)
    if any(isinstance(q, Code) for exercise in settings.exercises for q in exercise.questions):
        with Sandbox(trusted=settings.trusted):
            pass  # refuses where there is none
