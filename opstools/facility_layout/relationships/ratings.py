"""Muther's closeness ratings, what they weigh, and how they are written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ...core import Faults, fail
from ...core.figures import signed
from ...core.numbers import Number, listing, plain, quoted
from ...core.table import name

RATINGS = {
    "A": "absolutely necessary",
    "E": "especially important",
    "I": "important",
    "O": "ordinary closeness",
    "U": "unimportant",
    "X": "undesirable",
}
LETTERS = tuple(RATINGS)
WEIGHTS: dict[str, tuple[Number, ...]] = {
    "score": (4, 3, 2, 1, 0, -1),
    "corelap": (6, 5, 4, 3, 2, 1),
    "aldep": (64, 16, 4, 1, 0, -1024),
}
WRITTEN = re.compile(r"([A-Za-z])\s*[/,:;.\s-]?\s*((?:\d+(?:\s*[,;/+.\s]\s*\d+)*)?)")
NOTHING = ("", "-", "–", "—", "nan", "none")
HOW = "Write A, E, I, O, U or X, with the reasons' numbers behind it as in A 1, or nothing for U."


def read_rating(cell: Any, place: str, faults: Faults) -> str | None:
    """A letter with the codes of its reasons, as "A 1, 2"; None for a blank cell."""
    text = "" if _missing(cell) else name(cell)
    if text.casefold() in NOTHING:
        return None
    found = WRITTEN.fullmatch(text)
    if not found or found[1].upper() not in RATINGS:
        faults.add(place, f"{quoted(cell)} is no rating", HOW)
        return "U"
    codes = re.findall(r"\d+", found[2])
    return " ".join([found[1].upper(), ", ".join(codes)]).strip()


def _missing(cell: Any) -> bool:
    return (
        cell is None or (isinstance(cell, float) and cell != cell) or str(cell) in ("<NA>", "NaT")
    )


def letter(cell: str) -> str:
    """The rating of a cell.

    >>> letter("A 1, 2")
    'A'
    """
    return cell[0]


def codes(cell: str) -> tuple[str, ...]:
    """The codes of the reasons of a cell.

    >>> codes("A 1, 2"), codes("U")
    (('1', '2'), ())
    """
    return tuple(re.findall(r"\d+", cell))


def weights_of(given: Any) -> dict[str, Number]:
    """What each letter weighs: one of the scales by name, six numbers, or a mapping."""
    if isinstance(given, str):
        if given.casefold() not in WEIGHTS:
            remedy = f"Choose {listing(WEIGHTS, last='or')}, or give six numbers."
            fail("weights", "weights", f"{quoted(given)} is not known", remedy)
        given = WEIGHTS[given.casefold()]
    if hasattr(given, "items"):
        given = [dict(given.items()).get(each) for each in LETTERS]
    many = list(given) if isinstance(given, (tuple, list)) else []
    if len(many) != len(LETTERS):
        remedy = "Give six, for A, E, I, O, U and X, as (4, 3, 2, 1, 0, -1)."
        fail("weights", "weights", f"{quoted(given)} are not six numbers", remedy)
    faults = Faults("weights")
    told = {
        each: plain(signed(value, f"weight of {each}", faults))
        for each, value in zip(LETTERS, many, strict=True)
    }
    faults.raise_any()
    falls = list(told.values())
    if any(a < b for a, b in pairwise(falls)):
        remedy = "A weighs most, then E, I, O, U, and X least."
        fail("weights", "weights", f"{listing(falls)} do not fall from A to X", remedy)
    return told
