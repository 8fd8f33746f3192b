"""Grading a class: value submissions by the thousand, students' code, nbgrader beside it."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from opstools.coursework import grade, load
from opstools.coursework.sandbox import why_not

from . import nbgrader
from .measure import Options, Row, Table, cpu, digits, duration
from .submissions import EXERCISES, SECRET, hand_in, roster

CLASS = 10_000  # students
CLASS_SECONDS = 60.0  # on the wall
CODE_SECONDS = 0.100  # each
PROCESSES = 2
VALUES = ("takt_and_bounds",)
MIX = ("takt_and_bounds", "rule_with_ties", "beat_the_rule")
CODE = ("write_a_rule",)


@dataclass(frozen=True)
class Cost:
    cpu: float
    wall: float

    def each(self, fewer: "Cost", students: int) -> "Cost":
        """What one more submission costs: starting up is paid once."""
        return Cost((self.cpu - fewer.cpu) / students, (self.wall - fewer.wall) / students)


def tables(options: Options) -> Iterator[Table]:
    yield _values(VALUES, 200 if options.quick else CLASS if options.every else 1000)
    yield _values(MIX, 50 if options.quick else CLASS if options.every else 300)
    few, many = (4, 24) if options.quick else (20, 220) if options.every else (10, 70)
    if reason := why_not():
        yield Table(f"Students' code needs a sandbox: {reason}.")
        return
    code = _graded(CODE, many).each(_graded(CODE, few), many - few)
    yield _code(code, many - few)
    if not options.quick:
        yield _beside(code, nbgrader.marginal(2, 14 if options.every else 8))


def _values(exercises: tuple[str, ...], students: int) -> Table:
    cost = _graded(exercises, students)
    whole = cost.wall / students * CLASS
    met = whole < CLASS_SECONDS
    questions = sum(len(load(EXERCISES / name).questions) for name in exercises)
    title = f"{students:,} submissions of {questions} values graded, with feedback pages"
    row = Row(
        " + ".join(exercises),
        cost.cpu,
        f"{duration(cost.wall)} on the clock, {PROCESSES} processes",
    )
    scaled = "" if students == CLASS else f", at this rate {digits(whole)} s"
    target = f"Target: {CLASS:,} in {CLASS_SECONDS:g} s on the clock{scaled}"
    return Table(title, (row,), f"{target}: {_verdict(met)}.", met)


def _code(each: Cost, students: int) -> Table:
    met = each.cpu < CODE_SECONDS
    row = Row(CODE[0], each.cpu, f"{duration(each.wall)} on the clock, {PROCESSES} processes")
    title = f"One more submission with code, each in a sandbox of its own, mean of {students}"
    note = f"Target: at most {duration(CODE_SECONDS)} each: {_verdict(met)}."
    return Table(title, (row,), note, met)


def _beside(ours: Cost, theirs: nbgrader.Measured | None) -> Table:
    title = "The same functions graded, with feedback: one more submission"
    if theirs is None:
        return Table(title, (), f"nbgrader is not there. To compare: {nbgrader.MAKE}")
    name, seconds, wall = theirs
    rows = (
        Row("opstools", ours.cpu, f"{duration(ours.wall)} on the clock, {PROCESSES} processes"),
        Row(f"{name}, autograde and feedback", seconds, f"{duration(wall)} on the clock, serial"),
    )
    return Table(title, rows)


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def _graded(exercises: tuple[str, ...], students: int) -> Cost:
    """What grading costs; making the submissions is not counted."""
    with TemporaryDirectory(prefix="opstools-") as place:
        folder = hand_in(Path(place, "handed in"), exercises, students)
        used, start = cpu(), time.perf_counter()
        with ProcessPoolExecutor(PROCESSES) as executor:
            graded = grade(
                folder,
                roster=roster(students),
                secret=SECRET,
                out=Path(place, "graded"),
                exercises=[EXERCISES / name for name in exercises],
                executor=executor,
            )
        cost = Cost(cpu() - used, time.perf_counter() - start)
        assert len(list(graded.out.glob("feedback/*.html"))) == students
        assert any(record.earned for record in graded.records)
    return cost
