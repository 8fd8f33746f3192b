"""Grading a class: value submissions by the thousand, students' code, nbgrader beside it.

On the clock: what a sandbox or a kernel used cannot be told when it has been ended by force.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from opstools.coursework import Status, grade, load
from opstools.coursework.sandbox import why_not

from . import nbgrader
from .measure import Options, Row, Table, cpu, digits, duration
from .submissions import EXERCISES, SECRET, hand_in, roster

CLASS = 10_000  # students
CLASS_SECONDS = 60.0  # on the clock
CODE_SECONDS = 0.100  # each
PROCESSES = 2
FEW = 10  # students: what starting up costs
CLOCK = "clock"
JUDGED = {Status.CORRECT, Status.PARTLY, Status.WRONG}
VALUES = ("takt_and_bounds",)
MIX = ("takt_and_bounds", "rule_with_ties", "beat_the_rule")
CODE = ("write_a_rule",)


def tables(options: Options) -> Iterator[Table]:
    yield _values(VALUES, 500 if options.quick else CLASS if options.every else 1000)
    yield _values(MIX, 100 if options.quick else CLASS if options.every else 400)
    many = 30 if options.quick else 210 if options.every else 70
    if reason := why_not():
        yield Table(f"Students' code needs a sandbox: {reason}.")
        return
    code = (_graded(CODE, many, 1)[1] - _graded(CODE, FEW, 1)[1]) / (many - FEW)
    yield _code(code, many - FEW)
    if not options.quick:
        yield _beside(code, nbgrader.marginal(2, 20 if options.every else 8))


def _values(exercises: tuple[str, ...], students: int) -> Table:
    """The target is judged by CPU time, which other work on the machine hardly changes."""
    used, seconds = _graded(exercises, students, PROCESSES)
    few, _ = _graded(exercises, FEW, PROCESSES)
    whole = (few + (used - few) * (CLASS - FEW) / (students - FEW)) / PROCESSES
    questions = sum(len(load(EXERCISES / name).questions) for name in exercises)
    title = f"{students:,} submissions of {questions} values graded, with feedback pages"
    row = Row(" + ".join(exercises), seconds, f"{PROCESSES} processes, CPU {duration(used)}")
    target = f"Target: {CLASS:,} in {CLASS_SECONDS:g} s; {digits(whole)} s of CPU on each core"
    return _table(title, (row,), target, whole < CLASS_SECONDS)


def _code(seconds: float, students: int) -> Table:
    title = f"One more submission with code, each in a sandbox of its own, mean of {students}"
    target = f"Target: at most {duration(CODE_SECONDS)}"
    return _table(title, (Row(CODE[0], seconds, "1 process"),), target, seconds < CODE_SECONDS)


def _beside(ours: float, theirs: nbgrader.Measured | None) -> Table:
    title = "The same functions graded, with feedback: one more submission"
    if theirs is None:
        return Table(title, (), f"nbgrader is not there. To compare: {nbgrader.MAKE}")
    rows = (
        Row("opstools", ours, "1 process"),
        Row(f"{theirs.name}, autograde and feedback", theirs.seconds, "1 process"),
    )
    return Table(title, rows, measured=CLOCK)


def _table(title: str, rows: tuple[Row, ...], target: str, met: bool) -> Table:
    note = f"{target}: {'met' if met else 'MISSED'}."
    return Table(title, rows, note, met, CLOCK)


def _graded(exercises: tuple[str, ...], students: int, processes: int) -> tuple[float, float]:
    """Seconds of CPU and on the clock to grade; making the submissions is not counted."""
    with TemporaryDirectory(prefix="opstools-") as place:
        folder = hand_in(Path(place, "handed in"), exercises, students)
        used, start = cpu(), time.perf_counter()
        with ProcessPoolExecutor(processes) as executor:
            graded = grade(
                folder,
                roster=roster(students),
                secret=SECRET,
                out=Path(place, "graded"),
                exercises=[EXERCISES / name for name in exercises],
                executor=executor,
            )
        used, seconds = cpu() - used, time.perf_counter() - start
        assert len(list(graded.out.glob("feedback/*.html"))) == students
        strange = [(r.student, m) for r in graded.records for m in r.marks
                   if m.judgement.status not in JUDGED]  # fmt: skip
        assert not strange, strange[:3]
    return used, seconds
