"""A problem: frozen data, checked once and completely when it is made."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_args, get_origin

from .display import Display
from .errors import Faults, fail
from .numbers import quoted
from .reader import read_table
from .signatures import check_choices, check_words, hints, parameters
from .table import Column

if TYPE_CHECKING:
    import pandas as pd

UNITS = ("time_unit",)

# What a class says of itself, which every problem asks that is made.
_hints, _parameters = cache(hints), cache(parameters)


class Problem(Display):
    """Frozen data of one problem: a dataclass whose first field holds its things.

    The other fields are settings, named once, there; `from_frame` and `from_csv` take the same.
    A class says what messages call it (`subject`), which `columns` its table has, how their rows
    become its fields (`_read`), and what must hold (`_checked`).
    """

    subject: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    corner: ClassVar[str] = ""  # what the first column is called where a table leaves it blank

    def __post_init__(self) -> None:
        faults = Faults(self.subject)
        fields = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}  # type: ignore[arg-type]
        types = _hints(type(self))
        defaults = {n: p.default for n, p in _parameters(type(self)).items()}
        wrong = check_choices(fields, types, faults)
        self._set({n: defaults[n] for n in wrong if defaults[n] is not Parameter.empty})
        self._set(_things(fields, types, faults))
        self._set(self._checked(faults))
        faults.raise_any()

    @abstractmethod
    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        """Note what is wrong; the fields that are to be kept in another form, by name."""

    @classmethod
    @abstractmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        """The fields of the problem in a table, with the settings given."""

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, **settings: Any) -> Self:
        """Read a table; a bad one raises one `ProblemError` with every fault.

        The class describes its columns and its settings, the fields after the first.
        """
        faults = Faults(cls.subject)
        check_words(settings, cls.settings(), faults)
        faults.raise_any()
        wrong = check_choices(settings, _hints(cls), faults)  # the default stands in, to read on
        sound = {word: value for word, value in settings.items() if word not in wrong}
        fields = cls._read(frame, faults, **sound)
        with faults.collect():
            problem = cls(**fields)
        faults.raise_any()
        return problem

    @classmethod
    def from_csv(cls, path: str | Path, **settings: Any) -> Self:
        """Read a file that a spreadsheet wrote: CSV, TSV or Excel; settings as in `from_frame`."""
        return cls.from_frame(read_table(path, cls.subject, corner=cls.corner), **settings)

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """What may be given in place of a table, as a table; anything else as it is."""
        return given

    @classmethod
    def settings(cls) -> dict[str, Parameter]:
        """What can be set beside the table, by name."""
        _, *own = _parameters(cls).items()
        read = _parameters(cls._read).items()
        columns = [(n, p) for n, p in read if p.kind is p.KEYWORD_ONLY]
        return dict([*own, *columns])

    def replace(self, **changes: Any) -> Self:
        """A changed copy, checked again; a unit cannot change alone, for nothing is converted."""
        known = _parameters(type(self))
        faults = Faults(self.subject)
        check_words({**dict.fromkeys(known), **changes}, known, faults)
        faults.raise_any()
        things = next(iter(known))
        for unit in self.fixed_units:
            own = getattr(self, unit, None)
            if things not in changes and own != changes.get(unit, own):
                problem = f"the figures are in {own}, and would only be called {changes[unit]}"
                fail(self.subject, unit, problem, f"Give {things} in that unit too.")
        return dataclasses.replace(self, **changes)  # type: ignore[type-var]

    @property
    def fixed_units(self) -> tuple[str, ...]:
        """The settings that say what figures are measured in, which cannot change alone."""
        return UNITS

    def states(self) -> Sequence[Any]:
        """How many of its things the picture shows, from none to all."""
        return range(len(getattr(self, next(iter(_parameters(type(self)))))) + 1)

    def _set(self, fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)


def _things(
    fields: Mapping[str, Any], types: Mapping[str, Any], faults: Faults
) -> dict[str, tuple[Any, ...]]:
    """Fields that hold many records of one kind, as tuples."""
    found = {}
    for name, value in fields.items():
        kinds = get_args(types.get(name))
        if get_origin(types.get(name)) is not tuple or kinds[1:] != (...,):
            continue
        named = isinstance(value, Mapping) or (hasattr(value, "items") and kinds[0] is not str)
        if named and not dataclasses.is_dataclass(kinds[0]):
            continue  # told by name, for the problem itself to read
        if name != next(iter(fields)) and dataclasses.is_dataclass(kinds[0]):
            continue  # records beside the things, which people tell in many forms
        many = isinstance(value, Iterable) and not isinstance(value, (str, bytes))
        found[name] = tuple(value) if many else ()
        kind: Any = kinds[0] if dataclasses.is_dataclass(kinds[0]) else object
        if not many or not all(isinstance(each, kind) for each in found[name]):
            what = kinds[0].__name__ if kind is not object else ""
            remedy = f"Give a tuple of {what}, or make the problem from a table."
            problem = f"this {type(value).__name__} is not made of {what}"
            if not what:
                problem, remedy = f"{quoted(value)} is no list", "Give a list."
            faults.add(name, problem, remedy)
            faults.raise_any()
    return found
