"""A timeline: a row for each decade that has ideas, a column for each field, a card for each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ...core.drawing import GREY, fill
from ...core.numbers import count
from ...core.sketch import Group, Line, Shape, Sketch, Text, box, fitted, wrapped

if TYPE_CHECKING:
    from .problem import Event, History

LEFT, CARD, GAP = 62.0, 128.0, 7.0
LINE = 9.6  # from one line of a card to the next
HEAD, BREAK = 20.0, 16.0
SIZE, BOLD = 7.6, 0.87  # of a plain line that a bold one of the same words may fill
MOST_LINES = 3  # of an idea's name, and of its people
MOST_FIELDS = 7  # that have columns of their own; the rest share the last


def chart(known: History, shown: int) -> Sketch:
    """The first ideas as cards, in the places that all of them have."""
    fields = known.fields
    columns = {field: min(k, MOST_FIELDS - 1) for k, field in enumerate(fields)}
    width = LEFT + len(set(columns.values())) * (CARD + GAP)
    shapes: list[Shape] = []
    for field, k in columns.items():
        name = field if len(fields) <= MOST_FIELDS or k < MOST_FIELDS - 1 else "other fields"
        at = (LEFT + k * (CARD + GAP), HEAD / 2)
        shapes.append(Text(at, fitted(name, CARD, 8.5), 8.5, bold=True))
    y, place, cards = HEAD, 0, list[Shape]()
    for decade, waited in _decades(known):
        if waited > 10:
            shapes += _break(y, width, waited)
            y += BREAK
        own = [each for each in known.events if each.year // 10 * 10 == decade]
        low = y
        bottom: dict[int, float] = {}
        for each in own:
            place += 1
            k = columns[each.field]
            card, height = _card(each, LEFT + k * (CARD + GAP), bottom.get(k, y + 3), k)
            bottom[k] = bottom.get(k, y + 3) + height + 4
            if place <= shown:
                cards.append(card)
        y = max(bottom.values()) + 2
        shapes.append(Text((4, (low + y) / 2), f"{decade}s", 9, bold=True))
        shapes.append(Line(((0, y), (width, y)), GREY, 0.5))
    told = "; ".join(f"{e.year} {e.idea} ({e.people})" for e in known.events[:shown])
    title = f"{count(len(known.events), 'idea')} of the field, by decade"
    return Sketch(width, y + 2, title, told or "no idea yet", (*shapes, *cards))


def _decades(known: History) -> list[tuple[int, int]]:
    """Each decade with ideas, and after how many years without one."""
    years = [each.year for each in known.events]
    waits = dict.fromkeys([year // 10 * 10 for year in years], 0)
    for before, year in pairwise(years):
        decade = year // 10 * 10
        waits[decade] = max(waits[decade], year - before if before < decade else 0)
    return list(waits.items())


def _break(y: float, width: float, years: int) -> list[Shape]:
    """A strip that says how many years are passed over."""
    middle = y + BREAK / 2
    text = Text(
        (LEFT, middle), f"⋮ {years} years to the next idea of this table ⋮", 7.5, color="#555555"
    )
    return [text, Line(((0, y + BREAK), (width, y + BREAK)), GREY, 0.5, dashed=True)]


def _card(each: Event, x: float, y: float, k: int) -> tuple[Group, float]:
    """A card with the year, the idea and its people; and how high it is."""
    room = CARD - 8
    idea = wrapped(f"{each.year} {each.idea}", room * BOLD, SIZE, MOST_LINES)
    people = wrapped(each.people, room, SIZE, MOST_LINES)
    lines = [*((line, True) for line in idea), *((line, False) for line in people)]
    height = 5 + LINE * len(lines)
    texts = [
        Text((x + 4, y + 2.5 + LINE * (n + 0.5)), line, SIZE, bold=bold)
        for n, (line, bold) in enumerate(lines)
    ]
    title = f"{each.year}: {each.idea}, {each.people}. {each.source}"
    return Group(title, (box(x, y, CARD, height, fill=fill(k + 1)), *texts)), height
