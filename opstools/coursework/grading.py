"""Grading a folder of submissions: every student once, every question with a status.

Answers are data: they are read from the saved files and compared here. Only code questions run
anything of the student's, and that in a sandbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..core import Faults, ProblemError
from ..core.display import for_reading
from ..core.drawing import picture
from ..core.files import atomic_write, remove_parts
from ..core.numbers import count, listing
from .code import Code
from .exercise import Exercise, Variant, data_digest, load, released_variant, token
from .feedback import feedback_page
from .file_owners import FilesByStudent, files_by_student
from .gradebook import as_csv, write_gradebook
from .judgement import Judgement, Status
from .judging import judge
from .parallel import in_parallel
from .questions import Question
from .records import Mark, Record
from .release import exercise_digest, load_all, secret_key
from .resume import grade_remaining
from .roster import Student, file_name, read_roster
from .sandbox import NoSandbox, Sandbox
from .statistics import ClassStatistics, class_statistics
from .submissions import (
    AnswersInFile,
    SubmittedAnswer,
    find_submissions,
    read_answers,
    unreadable_file,
)

if TYPE_CHECKING:
    import pandas as pd

SHOW = ("score", "mistakes", "answers", "working")
STATE = "records.jsonl"
FEEDBACK = "feedback"
LONGEST_SHOWN = 200  # characters of an answer that feedback repeats


@dataclass(frozen=True)
class Grading:
    """What grading left: a record for every student, files that nobody claims, the folder."""

    records: tuple[Record, ...]
    unclaimed: tuple[tuple[str, str], ...]
    out: Path

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
class Job:
    """Everything that grading one student needs, in a form that travels to another process."""

    student: Student
    handed_in: AnswersInFile | None
    remarks: tuple[str, ...]
    folders: tuple[tuple[str, str], ...]  # with the digest, so that no stale one is used
    key: bytes
    owners: Mapping[str, str]
    trusted: bool
    show: tuple[str, ...]
    page: str


def grade(
    folder: str | Path,
    *,
    roster: str | Path | pd.DataFrame,
    secret: str | bytes,
    out: str | Path,
    exercises: Iterable[str | Path | Exercise],
    executor: Executor | None = None,
    trust_submissions: bool = False,
    show: Sequence[str] = SHOW,
) -> Grading:
    """Grade all notebooks below `folder`; write gradebooks, feedback pages and statistics to `out`.

    The same `roster`, `secret` and `exercises` as at release make the same variants. Work goes to
    all local cores, or to any `concurrent.futures` executor whose workers see the same folders. A
    second run grades again only what has changed. `show` is what students may read: score,
    mistakes, answers, working.
    """
    chosen, students, key = load_all(exercises), read_roster(roster), secret_key(secret)
    _check(Path(folder), chosen, trust_submissions, show)
    submissions, faults = find_submissions(Path(folder))
    found = dict(in_parallel(read_answers, submissions, executor, "reading", unreadable_file))
    owners = _tokens(chosen, students, key)
    files = files_by_student([found[k] for k in sorted(found)], students, owners)
    target = Path(out)
    (target / FEEDBACK).mkdir(parents=True, exist_ok=True)
    remove_parts(target, target / FEEDBACK)
    folders = tuple((str(exercise.folder), exercise_digest(exercise)) for exercise in chosen)
    settings = {"folders": folders, "key": key, "trusted": trust_submissions, "show": tuple(show)}
    jobs = [_job(student, files, target, settings) for student in students]
    common = [__version__, *(mark for _, mark in folders)]
    records = grade_remaining(grade_student, lost_student, jobs, common, target / STATE, executor)
    left = (*faults, *files.unclaimed)
    write_gradebook(records, students, target, title=", ".join(e.title for e in chosen))
    atomic_write(target / "unclaimed.csv", as_csv([("file", "reason"), *left]))
    _write_statistics(records, target)
    return Grading(tuple(records), left, target)


def _job(student: Student, files: FilesByStudent, out: Path, settings: Mapping[str, Any]) -> Job:
    return Job(
        student,
        handed_in=files.graded.get(student.id),
        remarks=tuple(files.remarks.get(student.id, ())),
        owners=files.token_owners.get(student.id, {}),
        page=str(out / FEEDBACK / f"{file_name(student.id)}.html"),
        **settings,
    )


def _write_statistics(records: Sequence[Record], out: Path) -> None:
    """The figures as a table, and the picture for the next lecture."""
    found = class_statistics(records)
    atomic_write(out / "statistics.csv", found.to_frame().to_csv(index=False, lineterminator="\n"))
    atomic_write(out / "statistics.svg", picture(found.plot(), "svg"))


def grade_student(job: Job) -> Record:
    """One student's record, and the feedback page; runs in any process."""
    chosen = [_load_once(*folder) for folder in job.folders]
    answers = job.handed_in.answers if job.handed_in else {}
    digests = {given.digest for given in answers.values()}
    drawn = [
        released_variant(exercise, student=job.student.id, secret=job.key, digests=digests)
        for exercise in chosen
    ]
    remarks = [*job.remarks, *(job.handed_in.remarks if job.handed_in else ())]
    marks = tuple(
        _mark(each, question, answers, job, remarks)
        for each in drawn
        for question in each.exercise.questions
    )
    file = job.handed_in.submission.name if job.handed_in else ""
    unique = tuple(dict.fromkeys(remarks))
    record = Record(job.student.id, job.student.name, marks, file, unique)
    page = feedback_page(record, chosen, drawn, show=job.show)
    atomic_write(Path(job.page), page)
    return record


def _mark(
    drawn: Variant,
    question: Question,
    answers: Mapping[tuple[str, str], SubmittedAnswer],
    job: Job,
    remarks: list[str],
) -> Mark:
    name = drawn.exercise.name
    given = answers.get((name, question.name))
    if given is None or given.value is None:
        said = Judgement(Status.NOT_ATTEMPTED, 0.0, "No answer in the file.")
    elif given.token != drawn.token:
        owner = job.owners.get(given.token, "nobody on the roster")
        remarks.append(f"{name}.{question.name} was answered in the notebook of {owner}.")
        said = Judgement(Status.UNREADABLE, 0.0, "This answer belongs to another notebook.")
    else:
        if given.digest != data_digest(drawn.data):
            remarks.append(f"{name} was worked with other data than was given out.")
        said = _judged(question, given.value, drawn, job.trusted, remarks)
    return Mark(name, question.name, question.points, said, _short(given))


def _short(given: SubmittedAnswer | None) -> str:
    text = "" if given is None else for_reading(given.value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _judged(
    question: Question, value: Any, drawn: Variant, trusted: bool, remarks: list[str]
) -> Judgement:
    try:
        return judge(question, value, drawn.data, trusted=trusted)
    except NoSandbox:
        raise  # the machine's fault, not the student's
    except ProblemError as error:
        return Judgement(Status.UNREADABLE, 0.0, str(error))
    except Exception as error:  # whatever a file holds, it must not end the batch
        kind = type(error).__name__
        remarks.append(f"{drawn.exercise.name}.{question.name} could not be judged ({kind}).")
        return Judgement(Status.UNREADABLE, 0.0, "The answer cannot be read.")


@lru_cache(maxsize=64)
def _load_once(folder: str, _digest: str) -> Exercise:
    return load(folder)


def _tokens(
    exercises: Sequence[Exercise], students: Sequence[Student], key: bytes
) -> dict[str, str]:
    return {
        token(exercise, student.id, key): student.id
        for student in students
        for exercise in exercises
    }


def lost_student(job: Job) -> Record:
    """What is recorded where grading a student ended its process every time."""
    said = Judgement(Status.CRASHED, 0.0, "Grading this file ended its process.")
    marks = tuple(
        Mark(exercise.name, question.name, question.points, said)
        for exercise in (_load_once(*folder) for folder in job.folders)
        for question in exercise.questions
    )
    file = job.handed_in.submission.name if job.handed_in else ""
    return Record(job.student.id, job.student.name, marks, file, (*job.remarks, said.message))


def _check(folder: Path, exercises: Sequence[Exercise], trusted: bool, show: Iterable[str]) -> None:
    """Whatever would stop grading is found before it starts."""
    faults = Faults("grade")
    if not folder.is_dir():
        faults.add(str(folder), "there is no such folder", "Name the folder of submissions.")
    for part in show:
        if part not in SHOW:
            faults.add("show", f"{part} is not known", f"Choose from {listing(SHOW)}.")
    faults.raise_any()
    if any(isinstance(q, Code) for exercise in exercises for q in exercise.questions):
        with Sandbox(trusted=trusted):
            pass  # refuses where there is none
