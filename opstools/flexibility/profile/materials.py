"""Bills of materials as they are written in one cell: frame (tube, lug), wheel (rim, spoke)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...core.table import COMMAS

OPEN, CLOSE = "(（", ")）"
MARKS = re.compile(f"([{COMMAS}{OPEN}{CLOSE}])")

Bill = tuple[tuple[str, str, int], ...]  # part, what it goes into, level


def read_bill(product: str, text: str) -> Bill:
    """Every part with its parent and its level, the product being at level 0.

    `ValueError` says what is wrong with the text.

    >>> read_bill("bicycle", "frame (tube, lug), bell")[:2]
    (('frame', 'bicycle', 1), ('tube', 'frame', 2))
    """
    return tuple(_parts(product, text))


def _parts(product: str, text: str) -> Iterator[tuple[str, str, int]]:
    inside, last = [product], ""
    for word in filter(None, map(str.strip, MARKS.split(text))):
        if word in OPEN:
            if not last:
                raise ValueError("a bracket opens where no part stands before it")
            inside.append(last)
            last = ""
        elif word in CLOSE:
            if len(inside) == 1:
                raise ValueError("a bracket closes that was not opened")
            inside.pop()
            last = ""
        elif word in COMMAS:
            last = ""
        elif word in inside:
            raise ValueError(f"{word} goes into itself")
        else:
            yield word, inside[-1], len(inside)
            last = word
    if len(inside) > 1:
        raise ValueError(f"the bracket after {inside[-1]} does not close")


def levels(bill: Bill) -> int:
    """How deep a bill is.

    >>> levels(read_bill("bicycle", "frame (tube, lug), bell"))
    2
    """
    return max((level for _, _, level in bill), default=0)


def parents(bills: Iterable[Bill]) -> dict[str, set[str]]:
    """Part -> what it goes into directly, over all products.

    >>> bills = [read_bill(each, "frame (tube), bell") for each in ("city", "race")]
    >>> {part: len(into) for part, into in parents(bills).items()}
    {'frame': 2, 'tube': 1, 'bell': 2}
    """
    found: dict[str, set[str]] = {}
    for bill in bills:
        for part, into, _ in bill:
            found.setdefault(part, set()).add(into)
    return found
