"""Whose file is whose: by the tokens of the answers inside, never by a name against them.

Several files of one student are put together question by question. What is handed in under one
student's name from another's notebook counts for the other only where the other's own files have
nothing, so that nobody takes points from anybody by what they hand in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from ..core.numbers import count, listing
from .archives import EMPTY_FOLDER, LINK, SYSTEM
from .notebook import Key, SubmittedAnswer
from .roster import Student
from .senders import Sender, Senders, split
from .submissions import AnswersInFile

Question = tuple[str, str]  # exercise, question
FOREIGN, UNNAMED, OWN = range(3)  # how sure it is that a student handed a file in
LONGEST_NAME = 70  # characters of a file's name in a remark
LONGEST_REMARK = 260
MOST_REMARKS = 12
NOTHING = "Nothing was handed in."
NO_ANSWER = "No answer in the file."
ELSEWHERE = "This answer belongs to another notebook."
NOT_YOURS = "The file handed in is another student's notebook. Hand in your own."
NOT_THIS = "The file handed in is not the notebook that was given out this time. Hand in that one."
NOBODYS = (SYSTEM, EMPTY_FOLDER, LINK)  # in a student's folder, they say nothing of the student
NOBODY = "it holds no answer of anybody on the roster"


@dataclass(frozen=True)
class Given:
    """An answer that counts: what it is, of whose notebook, in which file, handed in when."""

    answer: SubmittedAnswer
    owner: str
    file: str
    received: float


@dataclass
class HandedIn:
    """All of one student: the answers that count, why others do not, and remarks.

    `missing` says of a question what is wrong with its answer; `unread` says it of all that have no
    answer, where a file could not be read. Neither is a zero without a word.
    """

    answers: dict[Question, Given] = field(default_factory=dict)
    missing: dict[Question, str] = field(default_factory=dict)
    unread: str = ""
    told: str = NOTHING  # of a question that has no answer, where all files could be read
    file: str = ""
    remarks: dict[str, None] = field(default_factory=dict)  # in their order, each once

    def remark(self, text: str) -> None:
        """One more remark, cut short; beyond a dozen they are only counted."""
        text = text if len(text) <= LONGEST_REMARK else f"{text[:LONGEST_REMARK]}…"
        self.remarks.setdefault(text)

    def short(self) -> tuple[str, ...]:
        """The remarks, at most a dozen of them."""
        remarks, more = list(self.remarks), len(self.remarks) - MOST_REMARKS
        rest = [f"And {count(more, 'more remark')}; see files.csv."] if more > 0 else []
        return (*remarks[:MOST_REMARKS], *rest)


@dataclass
class FilesByStudent:
    """What each student handed in, what became of every file, and what nobody claims."""

    students: dict[str, HandedIn]
    ledger: list[tuple[str, str, str]] = field(default_factory=list)  # file, student, what
    unclaimed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """A file with whose it is, who sent it, and how sure it is that the owner did."""

    file: AnswersInFile
    owner: str
    sender: Sender
    rank: int
    received: float


@dataclass(frozen=True)
class Owners:
    """Whose each token is and of which exercise, what was asked, who works with whom."""

    tokens: Mapping[str, tuple[str, str]]  # token -> student, exercise
    asked: Collection[Question] = ()
    teams: Mapping[str, Collection[str]] = field(default_factory=dict)

    def of(self, key: Key) -> str:
        """The student whose notebook an answer is from; "" where it is nobody's here."""
        student, exercise = self.tokens.get(key[2], ("", ""))
        return student if exercise == key[0] else ""

    def inside(self, file: AnswersInFile) -> Counter[str]:
        """How many answers of whom are in a file; where there are none, whose notebook it is."""
        found = Counter(filter(None, map(self.of, file.answers)))
        return found or Counter(self.tokens[t][0] for t in file.tokens if t in self.tokens)

    def team(self, student: str) -> Collection[str]:
        """A student and those whose notebooks count as the student's own."""
        return self.teams.get(student, (student,))


def files_by_student(
    files: Sequence[AnswersInFile],
    students: Sequence[Student],
    owners: Owners,
    zone: tzinfo = UTC,
) -> FilesByStudent:
    """Give every file and every answer to its student; `zone` is that of times in names."""
    found = FilesByStudent({student.id: HandedIn() for student in students})
    senders = _without_shared_folders(files, Senders(students), owners)
    placed = [_placed(f, s, owners, zone) for f, s in zip(files, senders, strict=True)]
    by_owner: dict[str, list[Placed]] = {}
    for each in placed:
        by_owner.setdefault(each.owner, []).append(each)
        if each.owner:
            _note(each, owners, found)
    for student, handed_in in found.students.items():
        team = owners.team(student)
        files_of_all = [each for who in team for each in by_owner.get(who, ())]
        _merge(handed_in, files_of_all, owners)
        _name_file(student, handed_in, files_of_all)
        for other in team:
            handed_in.unread = handed_in.unread or found.students[other].unread
    used = {given.file for each in found.students.values() for given in each.answers.values()}
    for each in placed:
        found.ledger.append((each.file.name, each.owner, _became(each, used)))
        if not each.owner:
            found.unclaimed.append((each.file.name, _why_unclaimed(each.file)))
    found.ledger.sort()
    found.unclaimed.sort()
    return found


def _without_shared_folders(
    files: Sequence[AnswersInFile], senders: Senders, owners: Owners
) -> list[Sender]:
    """Who sent each file. A folder with notebooks of several others is nobody's: `week 3`, say."""
    named = [senders.of(file.name) for file in files]
    folders = [tuple(split(f.name)[: s.place]) for f, s in zip(files, named, strict=True)]
    inside: dict[tuple[str, ...], set[str]] = {}
    for file, folder in zip(files, folders, strict=True):
        inside.setdefault(folder, set()).update(owners.inside(file))
    shared = {folder for folder, whose in inside.items() if len(whose) > 1}
    return [
        Sender() if folder in shared and sender.student not in inside[folder] else sender
        for sender, folder in zip(named, folders, strict=True)
    ]


def _placed(file: AnswersInFile, sender: Sender, owners: Owners, zone: tzinfo) -> Placed:
    inside = owners.inside(file)
    if sender.student in inside or (file.fault and sender.student and sender.sure):
        owner = sender.student  # of a file that cannot be read nobody gets an answer
    elif file.owner in inside:
        owner = file.owner
    elif inside:
        owner = inside.most_common(1)[0][0]
    else:
        owner = sender.student
    if file.fault in NOBODYS:
        owner = ""
    own = sender.student != "" and sender.student in owners.team(owner)
    rank = OWN if own else FOREIGN if sender.sure else UNNAMED
    received = sender.received(zone) or _received(file, sender)
    return Placed(file, owner, sender, rank, received)


def _received(file: AnswersInFile, sender: Sender) -> float:
    """When it was handed in. In an archive of the student's own they set the times themselves."""
    outside = len(split(file.name.partition("!")[0]))
    own = 0 < sender.place <= outside
    return file.submission.stored if own else file.submission.received


def _note(each: Placed, owners: Owners, found: FilesByStudent) -> None:
    """What is remarkable about a file, told in the row of everybody concerned."""
    file, owner, name = each.file, each.owner, brief(each.file.name)
    mine, team = found.students[owner], owners.team(owner)
    for other in sorted(set(owners.inside(file)) - set(team)):
        mine.remark(f"{name} holds answers from the notebook of {other}.")
        found.students[other].remark(f"{name}, a file of {owner}, holds answers of this notebook.")
    if each.sender.student and each.sender.student not in team:
        sender = found.students[each.sender.student]
        mine.remark(f"{name} was handed in under the name of {each.sender.student}.")
        sender.remark(f"{name} holds answers from the notebook of {owner}.")
        sender.unread = sender.unread or NOT_YOURS
    for remark in file.remarks:
        mine.remark(remark)
    if file.fault:
        mine.remark(f"{name}: {file.fault}.")
    unsaved = {key: why for key, why in file.unsaved.items() if key in owners.asked}
    mine.missing.update(unsaved)
    if unsaved:
        cells = listing(sorted(question for _, question in unsaved)[:5])
        mine.remark(f"{name} was worked, and holds no saved answer to {cells}.")
    _note_other_notebooks(each, owners, mine)


def _note_other_notebooks(each: Placed, owners: Owners, mine: HandedIn) -> None:
    """Answers from notebooks of others, or that nobody here was given, are worth nothing."""
    unknown = [key for key in each.file.answers if not owners.of(key)]
    for key in each.file.answers:
        if owners.of(key) not in owners.team(each.owner) and key[:2] in owners.asked:
            mine.missing[key[:2]] = NOT_THIS if key in unknown else ELSEWHERE
    if unknown:
        names = listing(sorted({key[0][:40] for key in unknown})[:5])
        name = brief(each.file.name)
        mine.remark(f"{name} holds answers to {names} from a notebook that nobody here was given.")
        if len(unknown) == len(each.file.answers):
            mine.told = NOT_THIS
            if any(key[:2] in owners.asked for key in unknown):
                mine.unread = mine.unread or NOT_THIS


def _merge(handed_in: HandedIn, files: list[Placed], owners: Owners) -> None:
    """Put a student's files together: the latest own answer to each question counts."""
    tried: dict[Question, list[tuple[Placed, SubmittedAnswer]]] = {}
    for each in files:
        for key, given in each.file.answers.items():
            if owners.of(key) == each.owner and (given.value is not None or given.fault):
                tried.setdefault(key[:2], []).append((each, given))
    for question, several in tried.items():
        best, given = max(several, key=_order)
        same = [each for each, other in several if _same(other, given)]
        received = min(each.received for each in same)
        handed_in.answers[question] = Given(given, best.owner, best.file.name, received)
        handed_in.missing.pop(question, None)
        as_late = [g for e, g in several if _order((e, g))[:3] == _order((best, given))[:3]]
        if any(not _same(other, given) for other in as_late):
            handed_in.remark(f"Files of the same age answer {question[1]} in different ways.")


def _order(tried: tuple[Placed, SubmittedAnswer]) -> tuple[bool, int, float, str]:
    """Own files before others', newer before older."""
    each, given = tried
    return not given.fault, each.rank, each.file.submission.modified, each.file.name


def _same(one: SubmittedAnswer, other: SubmittedAnswer) -> bool:
    return json.dumps(one.value) == json.dumps(other.value)


def _name_file(student: str, handed_in: HandedIn, files: list[Placed]) -> None:
    """Which file stands for all, and what is said of questions without an answer."""
    if not files:
        return
    read = [each for each in files if not each.file.fault]
    used = {given.file for given in handed_in.answers.values()}
    main = max([e for e in read if e.file.name in used] or files, key=_age)
    handed_in.file = main.file.name
    if handed_in.told == NOTHING:
        handed_in.told = NO_ANSWER
    if main.owner != student:
        handed_in.remark(f"Handed in by {main.owner} for the group.")
    if len(read) > 1:
        handed_in.remark(
            f"Handed in more than once: {count(len(read), 'file')}; the latest answer to each "
            f"question counts. The file named is {brief(main.file.name)}."
        )
    if faulty := [each for each in files if each.file.fault]:
        worst = max(faulty, key=_age).file
        handed_in.unread = f"{brief(worst.name)} cannot be graded: {worst.fault}."


def _age(each: Placed) -> tuple[int, float, str]:
    return each.rank, each.file.submission.modified, each.file.name


def _why_unclaimed(file: AnswersInFile) -> str:
    return file.fault or "; ".join(file.remarks)[:LONGEST_REMARK] or NOBODY


def _became(each: Placed, used: Collection[str]) -> str:
    if not each.owner:
        return f"unclaimed: {_why_unclaimed(each.file)}"
    if each.file.fault:
        return f"not read: {each.file.fault}"
    if each.file.name in used:
        return "graded"
    return "read; newer or own answers count" if each.file.answers else "read; no answer in it"


def brief(name: str) -> str:
    """A file's name for a remark: its end, where it is long.

    >>> brief("a" * 100 + ".ipynb")
    '…aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ipynb'
    """
    return name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}"
