"""The course's terms, from one file: meaning, symbol, unit, and the Chinese term."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .core import Faults
from .core.display import wide_html
from .core.table import suggestion

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Terms:
    """Some terms of the course, in full width on a page."""

    entries: Mapping[str, Mapping[str, Any]]

    def to_frame(self) -> pd.DataFrame:
        """One row a term: term, symbol, unit, chinese, meaning, chapter."""
        import pandas as pd

        columns = ["term", "symbol", "unit", "chinese", "meaning", "chapter"]
        rows = [{"term": term, **entry} for term, entry in self.entries.items()]
        return pd.DataFrame(rows, columns=columns).fillna("")

    def __repr__(self) -> str:
        lines = []
        for term, entry in self.entries.items():
            names = ", ".join(entry[key] for key in ("symbol", "chinese") if key in entry)
            lines.append(f"{term} ({names}): {entry['meaning']}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return wide_html(self.to_frame())


def glossary(*terms: str) -> Terms:
    """The named terms, also by another name of theirs or a word, or in Chinese; else all of them.

    >>> glossary("takt")
    takt time (takt, 生产节拍): Available time over demand: how often customers want a unit.
    """
    known = _terms()
    found = {term: _called(str(term)) for term in terms}
    faults = Faults("glossary")
    for term in (term for term in terms if not found[term]):
        remedy = suggestion(str(term), known) or "glossary() shows all."
        faults.add("term", f"there is no term {term}", remedy)
    faults.raise_any()
    return Terms({name: known[name] for term in terms or known for name in found.get(term, [term])})


def _called(term: str) -> list[str]:
    """The terms that are named so: exactly, else by their Chinese name, symbol or a word."""
    known, asked = _terms(), term.strip().casefold()
    ways = (
        lambda name, entry: name.casefold() == asked,
        lambda name, entry: asked in (entry["chinese"], entry.get("symbol", "").casefold()),
        lambda name, entry: asked in map(str.casefold, entry.get("also", ())),
        lambda name, entry: asked in name.casefold().split(),
    )
    names = ([n for n, entry in known.items() if way(n, entry)] for way in ways)
    return next(filter(None, names), [])


@cache
def _terms() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
