"""A map from one TOML file, what its source states and what is assumed kept apart.

Top: settings (title, time_unit, rate_unit, hours_per_day, money), `facts` (sentences), then
[[roles]], [[steps]], [[flows]], [[resources]] and [[demand]], whose keys are the columns of the
tables. All of this is what the source states. What somebody has supplied stands in [assumed]:
`notes` (sentences), settings, and the same lists again; a row there adds to the row of the same
name (a flow: of the same from and to), or is a new one. Nothing may be told twice.

    title = "Expense claims"
    time_unit = "min"
    facts = ["A clerk enters each claim and its head approves it."]

    [[roles]]
    role = "Clerk"
    reports_to = "Head"
    [[roles]]
    role = "Head"

    [[steps]]
    step = "enter"
    responsible = "Clerk"
    accountable = "Head"
    [[steps]]
    step = "approve"
    responsible = "Head"
    accountable = "Head"
    control = "approve"

    [[flows]]
    from = "enter"
    to = "approve"

    [assumed]
    notes = ["One claim in ten comes back to the clerk."]
    rate_unit = "h"
    [[assumed.steps]]
    step = "enter"
    time = 6
    kind = "value-adding"
    [[assumed.steps]]
    step = "approve"
    time = 2
    [[assumed.flows]]
    from = "approve"
    to = "enter"
    probability = 0.1
    [[assumed.flows]]
    from = "approve"
    to = "pay"
    probability = 0.9
    [[assumed.steps]]
    step = "pay"
    responsible = "Clerk"
    accountable = "Head"
    time = 1
    [[assumed.resources]]
    resource = "Clerk"
    staff = 2
    calendar = "9-12, 13-18"
    wage = 30
    [[assumed.demand]]
    class = "claims"
    rate = 9
    priority = 1
    due = 60
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..core import Faults, fail
from ..core.numbers import quoted
from ..core.table import name, suggestion
from .records import as_frame

if TYPE_CHECKING:
    from .problem import ProcessMap

M = TypeVar("M", bound="ProcessMap")
Table = dict[str, Any]
LISTS = {
    "roles": ("role",),
    "steps": ("step",),
    "flows": ("from", "to"),
    "resources": ("resource",),
    "demand": ("class",),
}
HOW = "Write [[steps]] before each step; the form stands in help(opstools.process_map.doors)."


def read_map(kind: type[M], path: str | Path) -> M:
    """A map from a file; what is wrong with the file raises one `ProblemError`."""
    given = _parsed(kind.subject, path)
    faults = Faults(kind.subject)
    assumed = given.pop("assumed", {})
    if not isinstance(assumed, Mapping):
        faults.add("assumed", f"{quoted(assumed)} is no table", "Write [assumed] above it.")
        faults.raise_any()
    stated, added = _lists(given, "", faults), _lists(dict(assumed), "assumed.", faults)
    faults.raise_any()
    tables, told = {}, list[str]()
    for what, key in LISTS.items():
        tables[what] = _merged(what, key, stated[what], added[what], told, faults)
    settings = {**_settings(stated), **_settings(added)}
    _check_words(kind, settings, faults)
    notes = _notes(added, told, faults)
    for word in _settings(added):
        if word in stated:
            faults.add(f"assumed.{word}", "it is stated above too", "Keep one of them.")
    if not tables["steps"]:
        faults.add("steps", "there are none", HOW)
    faults.raise_any()
    settings |= {"facts": stated.get("facts", ()), "assumptions": notes}
    settings |= {what: tables[what] for what in LISTS if what != "steps" and tables[what]}
    return kind.from_frame(as_frame(tables["steps"]), **settings)


def _check_words(kind: type[M], settings: Table, faults: Faults) -> None:
    """A word that is neither a setting nor a list gets the nearest one."""
    for word in settings:
        if word not in kind.settings():
            near = suggestion(word, [*LISTS, *kind.settings()])
            what = "list" if isinstance(settings[word], list) else "setting"
            faults.add(word, f"there is no such {what}", near or HOW)


def _parsed(subject: str, path: str | Path) -> Table:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, TypeError, ValueError):
        fail(subject, quoted(path), "it cannot be read", "Give the path of a TOML file in UTF-8.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        remedy = "Look there for a quotation mark, a bracket or an equals sign."
        fail(subject, str(path), f"it is no TOML: {str(error)[:1].lower()}{str(error)[1:]}", remedy)


def _lists(given: Table, where: str, faults: Faults) -> Table:
    """The part with every list there, each a list of tables."""
    found = dict(given)
    for what in LISTS:
        told = found.get(what, [])
        if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
            remedy = f"Write [[{where}{what}]] before each."
            faults.add(f"{where}{what}", "it is no list of tables", remedy)
            told = []
        found[what] = told
    return found


def _merged(
    what: str, key: tuple[str, ...], stated: list[Table], added: list[Table],
    told: list[str], faults: Faults,
) -> list[Table]:  # fmt: skip
    """Stated rows with what is assumed about them, then the rows that are assumed as a whole."""
    rows = [dict(each) for each in stated]
    named = {_named(key, each): each for each in reversed(rows)}
    for each in added:
        label = _named(key, each)
        more = {word: value for word, value in each.items() if word not in key}
        shown = " → ".join(label)
        figures = ", ".join(f"{word} = {_written(value)}" for word, value in more.items())
        told.append(f"{what}, {shown}: {figures}." if figures else f"{what}: {shown}.")
        if label not in named:
            rows.append(dict(each))
            continue
        for word in (each for each in more if each in named[label]):
            faults.add(f"assumed.{what}, {shown}, {word}", "it is stated above too",
                       "Keep one of them.")  # fmt: skip
        named[label].update(more)
    return rows


def _named(key: tuple[str, ...], row: Table) -> tuple[str, ...]:
    return tuple(name(row.get(word)) for word in key)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else str(value).replace("'", "")


def _notes(added: Table, told: list[str], faults: Faults) -> list[str]:
    """Sentences first, then every figure that is assumed."""
    notes = added.get("notes", [])
    notes = [notes] if isinstance(notes, str) else notes
    if not isinstance(notes, list):
        faults.add("assumed.notes", f"{quoted(notes)} is no list", "Give a list of sentences.")
        notes = []
    settings = [f"{word} = {_written(value)}." for word, value in _settings(added).items()]
    return [*map(str, notes), *settings, *told]


def _settings(part: Table) -> Table:
    return {word: value for word, value in part.items() if word not in (*LISTS, "facts", "notes")}
