"""What stands between processes and around them: inventories, information, kaizen bursts, icons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core import Faults
from ..core.figures import not_negative, positive
from ..core.names import check_known
from ..core.numbers import Number, listing, plain, quoted
from ..core.table import name, suggestion

CUSTOMER, SUPPLIER, CONTROL = "customer", "supplier", "control"
PUSH, FIFO, PULL = "push", "fifo", "pull"
FLOWS = (PUSH, FIFO, PULL)
KINDS = ("inventory", "supermarket", "buffer", "safety")
WASTES = (
    "overproduction",
    "waiting",
    "transport",
    "overprocessing",
    "inventory",
    "motion",
    "defects",
)
MANUAL, ELECTRONIC = "manual", "electronic"


@dataclass(frozen=True)
class Inventory:
    """What waits before a process, or before the customer: pieces, days or time (None: not told).

    `time` is working time in the stream's unit.
    `flow` is how it comes there: push, a FIFO lane with a `maximum`, or pull from a supermarket.
    A `note` stands below it on the map.
    """

    before: str
    pieces: Number | None = None
    days: Number | None = None
    flow: str = PUSH
    maximum: Number | None = None
    kind: str = "inventory"
    note: str = ""
    time: Number | None = None


@dataclass(frozen=True)
class Information:
    """A message from one to another, by hand or electronic, with its words."""

    source: str
    target: str
    kind: str = ELECTRONIC
    text: str = ""


@dataclass(frozen=True)
class Kaizen:
    """An improvement at a process, tied to one of the seven wastes."""

    at: str
    text: str
    waste: str


def read_inventories(given: Any, places: Collection[str], faults: Faults) -> tuple[Inventory, ...]:
    """Inventories from a mapping place -> pieces (or "5 days"), a table, or records."""
    found = []
    for k, row in enumerate(_records(given, ("before", "pieces"), "inventories", faults), 1):
        before = name(row.get("before", ""))
        place = f"inventory before {before}" if before else f"inventory {k}"
        check_known("place", [before], places, place, faults)
        pieces, days, time = _amount(row, place, faults)
        flow = (name(row.get("flow", "")) or PUSH).casefold()
        kind = (
            name(row.get("kind", "")) or ("supermarket" if flow == PULL else "inventory")
        ).casefold()
        for word, known, what in ((flow, FLOWS, "flow"), (kind, KINDS, "kind")):
            if word not in known:
                near = suggestion(word, known) or f"Write {listing(known, last='or')}."
                faults.add(f"{place}, {what}", f"{word!r} is not known", near)
        most = row.get("maximum")
        most = None if _blank(most) else plain(positive(most, f"{place}, maximum", faults))
        note = name(row.get("note", ""))
        found.append(Inventory(before, pieces, days, flow, most, kind, note, time))
    names = [each.before for each in found]
    for each in {one for one in names if names.count(one) > 1}:
        faults.add(f"inventory before {each}", "it is there twice", "Tell each once.")
    return tuple(found)


def _amount(
    row: Mapping[str, Any], place: str, faults: Faults
) -> tuple[Number | None, Number | None, Number | None]:
    """Pieces, days or time; a text such as "5 days" stands for days."""
    pieces, days = row.get("pieces"), row.get("days")
    text = pieces.strip().casefold() if isinstance(pieces, str) else ""
    if text.endswith(("d", "day", "days", "天")):
        pieces, days = None, text.rstrip("天days ").strip()
    told = [
        None if _blank(each) else plain(not_negative(each, f"{place}, {what}", faults))
        for what, each in (("pieces", pieces), ("days", days), ("time", row.get("time")))
    ]
    number = sum(each is not None for each in told)
    if number == 0:
        faults.add(place, "neither pieces nor days nor time are told", "Write one of them.")
    if number > 1:
        faults.add(place, "more than one of pieces, days and time are told", "Keep one of them.")
    return told[0], told[1], told[2]


def read_information(
    given: Any, places: Collection[str], faults: Faults
) -> tuple[Information, ...]:
    """Messages: (source, target), perhaps kind and text."""
    found = []
    fields = ("source", "target", "kind", "text")
    for k, row in enumerate(_records(given, fields, "information", faults), 1):
        place = f"information {k}"
        source, target = name(row.get("source", "")), name(row.get("target", ""))
        check_known("place", [source, target], places, place, faults)
        kind = (name(row.get("kind", "")) or ELECTRONIC).casefold()
        if kind not in (MANUAL, ELECTRONIC):
            faults.add(place, f"{kind!r} is not known", "Write manual or electronic.")
        found.append(Information(source, target, kind, name(row.get("text", ""))))
    return tuple(found)


def read_kaizen(given: Any, places: Collection[str], faults: Faults) -> tuple[Kaizen, ...]:
    """Improvements: (at, text, waste)."""
    found = []
    for k, row in enumerate(_records(given, ("at", "text", "waste"), "kaizen", faults), 1):
        at, waste = name(row.get("at", "")), name(row.get("waste", "")).casefold()
        check_known("place", [at], places, f"kaizen {k}", faults)
        if waste not in WASTES:
            near = suggestion(waste, WASTES) or f"The seven wastes are {listing(WASTES)}."
            faults.add(f"kaizen {k}, waste", f"{waste!r} is none of the seven", near)
        found.append(Kaizen(at, name(row.get("text", "")), waste))
    return tuple(found)


def _records(
    given: Any, fields: tuple[str, ...], what: str, faults: Faults
) -> list[Mapping[str, Any]]:
    """Rows as mappings, from a table, a mapping, records of ours, or tuples of `fields`."""
    if given is None:
        return []
    if hasattr(given, "to_dict") and hasattr(given, "columns"):
        rows = given.rename(columns=lambda each: name(each).casefold()).to_dict("records")
        return [row for row in rows if any(not _blank(cell) for cell in row.values())]
    if hasattr(given, "items"):
        return [dict(zip(fields, pair, strict=False)) for pair in given.items()]
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        faults.add(what, f"{quoted(given)} is no list", f"Give {', '.join(fields)} for each.")
        return []
    rows = []
    for k, each in enumerate(given, 1):
        if isinstance(each, Mapping):
            rows.append(dict(each))
        elif hasattr(each, "__dataclass_fields__"):
            rows.append(dict(vars(each)))
        elif isinstance(each, (list, tuple)) and 2 <= len(each) <= len(fields):
            rows.append(dict(zip(fields, each, strict=False)))
        else:
            faults.add(f"{what}, {k}", f"{quoted(each)} is none", f"Give {', '.join(fields)}.")
    return rows


def _blank(cell: Any) -> bool:
    return (
        cell is None
        or (isinstance(cell, float) and cell != cell)
        or (isinstance(cell, str) and not cell.strip())
    )
