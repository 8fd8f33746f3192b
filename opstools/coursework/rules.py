"""What an instructor decides about an assignment: deadline, late work, points, groups, columns."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..core import Faults, ProblemError, fail
from ..core.numbers import listing
from ..core.table import suggestion

DAY = 86400  # seconds
MOST_DAYS, MOST_MINUTES = 366, 366 * 1440  # of an extension, of grace
KEYS = (
    *("deadline", "timezone", "late", "extensions", "points", "bonus", "groups", "columns"),
    *("anonymous", "solutions"),
)
LATE = ("each_day", "at_most", "grace_minutes")
SOLUTIONS = ("after deadline", "now", "never")
EXAMPLE = "Write 2025-05-02 23:59 Europe/Berlin, or 2025-05-02T23:59:00+02:00."


@dataclass(frozen=True)
class Rules:
    """Decisions about one assignment, the same for all who grade it.

    `extensions` are later deadlines of single students. Each day begun after the deadline takes
    `late_each_day` of an answer's points, `late_at_most` in all. `points` replaces the points of a
    question ("exercise.question"), 0 drops it; what is earned in `bonus` questions comes on top.
    `groups` work on any member's notebook. `columns` maps an exercise, or "total", to the heading
    that it has in the gradebook of Canvas or Moodle. `solutions` says when right answers and
    working may stand on pages: "after deadline" (everybody's, and for those who handed in),
    "now" or "never".

    >>> rules = Rules(deadline=moment("2025-05-02 23:59 Europe/Berlin"), late_each_day=0.1)
    >>> rules.lateness("ann", moment("2025-05-04T01:00+02:00").timestamp())
    (2, 0.2)
    """

    deadline: datetime | None = None
    zone: tzinfo | None = None  # of times without one, such as those in zip files
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    late_each_day: float = 0.0
    late_at_most: float = 1.0
    grace: timedelta = timedelta(0)
    points: Mapping[str, float] = field(default_factory=dict)
    bonus: Collection[str] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    anonymous: bool = False
    solutions: str = "after deadline"

    @classmethod
    def from_file(cls, path: str | Path) -> Rules:
        """The rules in a TOML file; one `ProblemError` lists every fault in it."""
        try:
            data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            fail("rules", str(path), f"it cannot be read ({type(error).__name__})", "Name a file.")
        except tomllib.TOMLDecodeError as error:
            fail("rules", str(path), f"it is no TOML ({error})", "Correct that line.")
        return cls.from_data(data)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rules:
        """The rules in the form of a file."""
        faults = Faults("rules")
        for key in data:
            if key not in KEYS:
                remedy = suggestion(key, KEYS) or f"There are {listing(KEYS)}."
                faults.add(key, "it is not known", remedy)
        zone = _zone(str(data["timezone"]), faults) if "timezone" in data else None
        given = data.get("deadline")
        deadline = _moment(given, zone, "deadline", faults) if given is not None else None
        late = _table(data, "late", faults)
        for key in late:
            if key not in LATE:
                faults.add(f"late.{key}", "it is not known", f"There are {listing(LATE)}.")
        extensions = {
            student: _extended(value, deadline, zone, student, faults)
            for student, value in _table(data, "extensions", faults).items()
        }
        points = {key: _number(value, f"points.{key}", faults)
                  for key, value in _table(data, "points", faults).items()}  # fmt: skip
        rules = cls(
            deadline=deadline,
            zone=zone,
            extensions={k: v for k, v in extensions.items() if v},
            late_each_day=_number(late.get("each_day", 0), "late.each_day", faults, 1),
            late_at_most=_number(late.get("at_most", 1), "late.at_most", faults, 1),
            grace=timedelta(
                minutes=_number(
                    late.get("grace_minutes", 0), "late.grace_minutes", faults, MOST_MINUTES
                )
            ),
            points=points,
            bonus=_names(data.get("bonus", [])),
            groups={k: _names(v) for k, v in _table(data, "groups", faults).items()},
            columns={k: str(v) for k, v in _table(data, "columns", faults).items()},
            anonymous=bool(data.get("anonymous", False)),
            solutions=str(data.get("solutions", SOLUTIONS[0])),
        )
        if not isinstance(data.get("anonymous", False), bool):
            faults.add("anonymous", f"{data['anonymous']!r} serves not", "Write true or false.")
        if rules.solutions not in SOLUTIONS:
            remedy = f"Choose from {listing(SOLUTIONS)}."
            faults.add("solutions", f"{rules.solutions!r} is not known", remedy)
        faults.raise_any()
        return rules

    def check(self, students: Iterable[str], questions: Iterable[str]) -> None:
        """Raise one `ProblemError` for students and questions in the rules that are not there."""
        faults, known, asked = Faults("rules"), dict.fromkeys(students), dict.fromkeys(questions)
        exercises = dict.fromkeys(name.partition(".")[0] for name in asked)
        members = [member for group in self.groups.values() for member in group]
        for where, names, there in (
            ("extensions", self.extensions, known),
            ("groups", members, known),
            ("points", self.points, asked),
            ("bonus", self.bonus, asked),
            ("columns", self.columns, [*exercises, "total"]),
        ):
            for name in names:
                if name not in there:
                    remedy = suggestion(name, there) or "Take it out, or correct it."
                    faults.add(f"{where}, {name}", "there is none of that name", remedy)
        for member in sorted(name for name, times in Counter(members).items() if times > 1):
            faults.add(f"groups, {member}", "in two groups", "Leave each student in one.")
        faults.raise_any()

    @property
    def clock(self) -> tzinfo:
        """The zone of clocks on the wall: the one given, else that of the deadline."""
        return self.zone or (self.deadline.tzinfo if self.deadline else None) or UTC

    def deadline_of(self, student: str) -> datetime | None:
        """A student's own deadline: that of all, or the later one that was granted."""
        return self.extensions.get(student, self.deadline)

    def lateness(self, student: str, received: float) -> tuple[int, float]:
        """Days begun after the student's deadline, and the share of the points they take."""
        deadline = self.deadline_of(student)
        if deadline is None or not received:
            return 0, 0.0
        seconds = received - deadline.timestamp() - self.grace.total_seconds()
        days = max(0, math.ceil(seconds / DAY - 1e-9))
        return days, min(self.late_at_most, round(days * self.late_each_day, 6))

    def solutions_open(self, now: datetime) -> bool:
        """Whether right answers may be shown: everybody's deadline has passed, or it is "now"."""
        if self.solutions != SOLUTIONS[0]:
            return self.solutions == "now"
        deadlines = [each for each in (self.deadline, *self.extensions.values()) if each]
        return bool(self.deadline) and now - self.grace > max(deadlines)

    @property
    def teams(self) -> dict[str, tuple[str, ...]]:
        """Student -> all members of the student's group."""
        return {member: group for group in self.groups.values() for member in group}


def moment(text: str, zone: tzinfo | None = None) -> datetime:
    """A point in time with its zone: 2025-05-02 23:59 Europe/Berlin, 2025-05-02T23:59+02:00."""
    words, found = text.strip(), zone
    before, _, last = words.rpartition(" ")
    if before and not last[:1].isdigit():
        try:
            words, found = before, ZoneInfo(last)
        except (KeyError, ValueError, OSError):
            problem = f"{last!r} is no time zone"
            fail("rules", "deadline", problem, f"Write it as Europe/Berlin. {EXAMPLE}")
    try:
        when = datetime.fromisoformat(words)
    except ValueError:
        fail("rules", "deadline", f"{text!r} is no point in time", EXAMPLE)
    if _is_day(words):
        fail("rules", "deadline", f"{text!r} has no time of day", EXAMPLE)
    if when.tzinfo is None and found is None:
        fail("rules", "deadline", f"{text!r} has no time zone", EXAMPLE)
    return when if when.tzinfo else when.replace(tzinfo=found)


def _is_day(text: str) -> bool:
    """A date alone, which would be the first minute of that day and not its last."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _moment(
    given: Any, zone: tzinfo | None, where: str, faults: Faults, also: str = ""
) -> datetime | None:
    if not isinstance(given, (str, datetime)):
        faults.add(where, f"{given!r} is no point in time", f"{EXAMPLE}{also}")
        return None
    try:
        return moment(str(given), zone)
    except ProblemError as error:
        for fault in error.faults:
            faults.add(where, fault.problem, f"{fault.remedy}{also}")
        return None


def _extended(
    value: Any, deadline: datetime | None, zone: tzinfo | None, student: str, faults: Faults
) -> datetime | None:
    """A later deadline, or days more."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if deadline is None:
            faults.add(f"extensions, {student}", "there is no deadline", "Give deadline too.")
            return None
        more = timedelta(days=_number(value, f"extensions, {student}", faults, MOST_DAYS))
        return deadline + more
    days = " Or write a number of days, such as 3."
    return _moment(value, zone, f"extensions, {student}", faults, days)


def _zone(name: str, faults: Faults) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        faults.add("timezone", f"{name!r} is none", "Write it as Europe/Berlin.")
        return UTC


def _table(data: Mapping[str, Any], key: str, faults: Faults) -> Mapping[str, Any]:
    found = data.get(key, {})
    if isinstance(found, Mapping):
        flat = {}
        for name, value in found.items():  # points.takt.sum = 2 is a table in a table
            nested = isinstance(value, Mapping)
            flat.update({f"{name}.{k}": v for k, v in value.items()} if nested else {name: value})
        return flat
    faults.add(key, "it is no table", f"Write it under [{key}].")
    return {}


def _names(value: Any) -> tuple[str, ...]:
    """The names in a list; one alone needs no brackets."""
    return tuple(map(str, value if isinstance(value, list) else [value]))


def _number(value: Any, where: str, faults: Faults, most: float = math.inf) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    if good and 0 <= value <= most and math.isfinite(value):
        return float(value) if isinstance(value, float) else value
    top = "" if most == math.inf else f" to {most:,}"
    faults.add(where, f"{value!r} serves not", f"Write a number from 0{top}.")
    return 0.0
