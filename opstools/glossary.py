"""The course's terms, from one file: meaning, symbol, unit, and the Chinese term."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .core import Faults
from .core.table import suggestion

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("term", "symbol", "unit", "chinese", "meaning")


def glossary(*terms: str) -> pd.DataFrame:
    """The named terms as a table; all of them when none is named.

    >>> glossary("takt time")["chinese"][0]
    '生产节拍'
    """
    import pandas as pd

    known = _terms()
    faults = Faults("glossary")
    for term in terms:
        if term not in known:
            remedy = suggestion(term, known) or "glossary() shows all."
            faults.add("term", f"there is no term {term}", remedy)
    faults.raise_any()
    rows = [{"term": term, **known[term]} for term in terms or known]
    return pd.DataFrame(rows, columns=list(COLUMNS)).fillna("").set_index("term")


@cache
def _terms() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
