"""The course's data: small, with source, unit and known answers.

>>> load("jackson").work_content
46
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..core import Faults, fail
from ..core.numbers import quoted
from ..core.signatures import check_words, parameters
from ..core.table import suggestion

if TYPE_CHECKING:
    import pandas as pd


T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A known result: what `method` with `settings` must measure."""

    measures: Mapping[str, float]
    method: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """What index.toml says of one dataset; `problem` is blank where a formula has no table."""

    name: str
    title: str
    topic: str
    source: str
    unit: str
    settings: Mapping[str, Any]
    problem: str = ""
    method: str = ""
    answers: tuple[Answer, ...] = ()


def names(topic: str = "") -> tuple[str, ...]:
    """The names of all datasets, or of one topic's.

    >>> "jackson" in names("line_balancing")
    True
    """
    return tuple(name for name, each in _index().items() if topic in ("", each.topic))


def about(name: str) -> Dataset:
    """Title, source, unit, settings and known answers.

    >>> about("bowman").settings["cycle_time"]
    20
    """
    _check_name(name, _index(), "dataset", "there is no dataset")
    return _index()[name]


def table(name: str) -> pd.DataFrame:
    """The table of a dataset as it stands in its file.

    >>> list(table("bowman").columns)
    ['task', 'time', 'predecessors']
    """
    import pandas as pd

    file = files(__package__).joinpath(f"{name}.csv")
    if not about(name).problem:
        remedy = f"Its figures are {dict(about(name).settings)}."
        fail(f"dataset {name}", "table", "it has none", remedy)
    with file.open(encoding="utf-8") as text:
        return pd.read_csv(text, keep_default_na=False)


def load(name: str, **settings: Any) -> Any:
    """The problem of a dataset, ready to solve; `settings` replace those of the index.

    >>> load("jackson", cycle_time=14).minimum_stations
    4
    """
    dataset, frame = about(name), table(name)
    problem = getattr(import_module(f"opstools.{dataset.topic}"), dataset.problem)
    return problem.from_frame(frame, **{**dataset.settings, **settings})


def measured(name: str) -> pd.DataFrame:
    """Figures measured on data that is not part of the course; the file's first line says how.

    >>> int(measured("rules_on_269_lines").query("rule == 'longest_task_time'")["lines"].sum())
    269
    """
    import pandas as pd

    folder = files(__package__).joinpath("measured")
    known = sorted(file.name.removesuffix(".csv") for file in folder.iterdir())
    _check_name(name, known, "measured", "there are no figures")
    with folder.joinpath(f"{name}.csv").open(encoding="utf-8") as text:
        return pd.read_csv(text, comment="#")


def cases(prefix: str = "") -> tuple[str, ...]:
    """The names of the course's operations that are told in a file each.

    >>> all(name == name.casefold() for name in cases())
    True
    """
    found = sorted(f.name for f in files(__package__).joinpath("cases").iterdir())
    names = (name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return tuple(name for name in names if name.startswith(prefix))


def case(name: str) -> Path:
    """The file of a case, for the `from_file` of its topic.

    >>> case("no such case")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: cases, name: there is no case no such case. ...
    """
    _check_name(name, cases(), "cases", "there is no case")
    return Path(str(files(__package__).joinpath("cases", f"{name}.toml")))


def _check_name(name: Any, known: Collection[str], subject: str, problem: str) -> None:
    """What is asked for by name is there."""
    text = name if isinstance(name, str) else quoted(name)
    if text not in known:
        remedy = suggestion(text, known) or f"There are {', '.join(known)}."
        fail(subject, "name", f"{problem} {text}", remedy)


@cache
def _index() -> dict[str, Dataset]:
    text = files(__package__).joinpath("index.toml").read_text(encoding="utf-8")
    return {name: _dataset(name, entry) for name, entry in tomllib.loads(text).items()}


def _dataset(name: str, entry: Mapping[str, Any]) -> Dataset:
    answers = [
        _filled(Answer, f"index.toml, {name}, answer {k}", answer)
        for k, answer in enumerate(entry.get("answers", ()), 1)
    ]
    return _filled(
        Dataset, f"index.toml, {name}", {**entry, "name": name, "answers": tuple(answers)}
    )


def _filled(kind: type[T], place: str, entry: Mapping[str, Any]) -> T:
    """A record of the index; a misspelt or missing key is told with its place."""
    faults = Faults(place)
    check_words(entry, parameters(kind), faults)
    faults.raise_any()
    return kind(**entry)
