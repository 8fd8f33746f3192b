"""A result: headline figures with units, the working as it was recorded, and the answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from .display import Display
from .errors import ProblemError, fail
from .numbers import Number, listing, show
from .steps import Steps
from .table import suggestion

V_co = TypeVar("V_co", covariant=True)


class NoSuchName(ProblemError, KeyError):
    """Something is asked for by a name that is not there; the message names the nearest."""


class ByName(Mapping[str, V_co]):
    """What is told for each thing: name -> value, in the order of the problem, read-only.

    >>> capacity = ByName({"x-ray": 4, "read": 5})
    >>> capacity["read"], capacity
    (5, {'x-ray': 4, 'read': 5})
    """

    def __init__(self, values: Mapping[str, V_co]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> V_co:
        if name not in self._values:
            remedy = suggestion(str(name), self._values) or f"There are {listing(self._values)}."
            fail("names", str(name), "there is none of that name", remedy, NoSuchName)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values  # else a message would be made for every name that is not

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return repr(self._values)


class Measures(ByName[Number]):
    """Headline figures in order, name -> number; `unit(name)` tells what each is measured in.

    >>> measures = Measures(stations=(5, ""), efficiency=(0.92, "%"))
    >>> measures["stations"], measures.unit("efficiency")
    (5, '%')
    >>> measures
    stations 5, efficiency 92 %
    """

    def __init__(self, **figures: tuple[Number, str]) -> None:
        super().__init__({name: value for name, (value, _) in figures.items()})
        self._units = ByName({name: unit for name, (_, unit) in figures.items()})

    def unit(self, name: str) -> str:
        """The unit of a figure; "%" marks a share, held as a number between 0 and 1."""
        return self._units[name]

    def __repr__(self) -> str:
        named = (f"{name.replace('_', ' ')} {show(self[name], self.unit(name))}" for name in self)
        return ", ".join(named)


@dataclass(frozen=True, kw_only=True)
class Result(Display):
    """A frozen answer, complete at birth; `working` is what the method recorded while it ran."""

    working: Steps

    @property
    @abstractmethod
    def measures(self) -> Measures:
        """The headline figures, name -> number."""

    @property
    def answer(self) -> Any:
        """What stands for the result when somebody is asked for it: a figure, a plan, a choice."""
        return next(iter(self.measures.values()))

    def unit(self, name: str) -> str:
        """The unit of one of the `measures`."""
        return self.measures.unit(name)

    def steps(self) -> Steps:
        """The working as the method recorded it."""
        return self.working

    def states(self) -> Sequence[Any]:
        """What the working recorded, step by step."""
        return self.working.states
