"""The two errors that bad data may raise, and the collector that lists every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import NoReturn

MOST_SHOWN = 20
WIDTH = 88  # columns of an error box in a notebook


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where it stands, what it is, and what to do about it.

    >>> print(Fault("row 2 (task B), time", "'abc' is not a number", "Write a number above 0."))
    row 2 (task B), time: 'abc' is not a number. Write a number above 0.
    """

    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.remedy}"


class ProblemError(ValueError):
    """The data cannot be used; `faults` lists everything that is wrong with it.

    A notebook shows the sentences alone, without a traceback: the fault is in the data.

    >>> raise ProblemError("line", (Fault("cycle_time", "0 s is not above 0", "Give more."),))
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: line, cycle_time: 0 s is not above 0. Give more.
    """

    def __init__(self, subject: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(subject, faults)
        self.subject = subject
        self.faults = faults

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return f"{self.subject}, {self.faults[0]}"
        shown = [f"  {k}. {fault}" for k, fault in enumerate(self.faults[:MOST_SHOWN], 1)]
        if len(self.faults) > MOST_SHOWN:
            shown.append(f"  … and {len(self.faults) - MOST_SHOWN:,} more (error.faults has all)")
        return "\n".join([f"{self.subject}, {len(self.faults):,} faults:", *shown])

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback: the sentences, no line too long to read."""
        lines = f"{type(self).__name__}: {self}".split("\n")
        return [part for line in lines for part in wrap(line, WIDTH, subsequent_indent="     ")]


class Infeasible(ProblemError):
    """The data is sound, but nothing satisfies it; the message says what would.

    >>> issubclass(Infeasible, ProblemError)
    True
    """


class Faults:
    """Collects faults, so that a student sees all of them at once rather than one a run.

    >>> faults = Faults("line")
    >>> faults.add("row 1", "no name", "Name every task.")
    >>> faults.raise_any()
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: line, row 1: no name. Name every task.
    """

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.found: list[Fault] = []

    def add(self, place: str, problem: str, remedy: str) -> None:
        """Note one more fault."""
        self.found.append(Fault(place, problem, remedy))

    @property
    def full(self) -> bool:
        """Whether a message has no room for further faults."""
        return len(self.found) > MOST_SHOWN

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Add the faults of a `ProblemError` raised inside to those found so far, and raise all."""
        try:
            yield
        except Infeasible:
            self.raise_any()  # what is infeasible may follow from what is wrong
            raise
        except ProblemError as error:
            self.found.extend(error.faults)
            self.raise_any()

    def raise_any(self, kind: type[ProblemError] = ProblemError) -> None:
        """Raise one error with every fault, if there is any."""
        if self.found:
            raise kind(self.subject, tuple(dict.fromkeys(self.found)))


def fail(
    subject: str, place: str, problem: str, remedy: str, kind: type[ProblemError] = ProblemError
) -> NoReturn:
    """Raise the one fault there is.

    >>> fail("batch", "setup", "-1 is below 0", "Write 0 or more.")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: batch, setup: -1 is below 0. Write 0 or more.
    """
    raise kind(subject, (Fault(place, problem, remedy),))
