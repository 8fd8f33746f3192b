"""Words and signs of a house of quality: relationships, directions, the roof, Kano's kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..core import Faults
from ..core.figures import positive
from ..core.names import check_known
from ..core.numbers import Number, exact, listing, plain, quoted
from ..core.table import name, suggestion

STRONG, MEDIUM, WEAK = "strong", "medium", "weak"
STRENGTHS = (STRONG, MEDIUM, WEAK)
# What people write for each; case does not matter.
RELATIONS = {
    **dict.fromkeys((STRONG, "s", "●", "◎", "⊙", "强"), STRONG),
    **dict.fromkeys((MEDIUM, "m", "moderate", "○", "◯", "o", "中"), MEDIUM),
    **dict.fromkeys((WEAK, "w", "△", "▽", "∆", "弱"), WEAK),
}
NO_RELATION = ("", "-", "–", "none", "无")
UP, DOWN, TARGET = "up", "down", "target"
DIRECTIONS = {
    **dict.fromkeys((UP, "↑", "▲", "max", "more", "higher", "+", "增加"), UP),
    **dict.fromkeys((DOWN, "↓", "▼", "min", "less", "lower", "-", "减少"), DOWN),
    **dict.fromkeys((TARGET, "○", "◯", "o", "x", "nominal", "目标"), TARGET),
}
ARROWS = {UP: "↑", DOWN: "↓", TARGET: "○"}
ROOF = {
    **dict.fromkeys(("++", "strong positive", "◎"), "++"),
    **dict.fromkeys(("+", "positive", "○"), "+"),
    **dict.fromkeys(("-", "−", "–", "negative", "x", "×"), "-"),
    **dict.fromkeys(("--", "−−", "strong negative", "#", "**"), "--"),
}
KANO = ("must-be", "one-dimensional", "attractive", "indifferent", "reverse", "questionable")
# Kano and others (1984): rows are answers if the need is met, columns if it is not, each from
# "I like it" over "it must be so", neutral and "I can live with it" to "I dislike it".
KANO_TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
KANO_LETTERS = {kind[0].upper(): kind for kind in KANO}

Pair = tuple[str, str, str]


def scale_of(scale: Any) -> dict[str, Number]:
    """Numbers of strong, medium and weak: from three numbers, "9/3/1", or by name.

    >>> scale_of((9, 3, 1)) == scale_of("9/3/1") == scale_of({"strong": 9, "medium": 3, "weak": 1})
    True
    """
    faults = Faults("scale")
    given = scale.split("/") if isinstance(scale, str) else scale
    if isinstance(given, Mapping):
        check_known("strength", map(str, given), STRENGTHS, "scale", faults)
        given = [given.get(each) for each in STRENGTHS]
    if not isinstance(given, (list, tuple)) or len(given) != len(STRENGTHS):
        remedy = "Give three numbers for strong, medium and weak, as (9, 3, 1)."
        faults.add("scale", f"{quoted(scale)} is none", remedy)
        faults.raise_any()
    numbers = [positive(each, word, faults) for each, word in zip(given, STRENGTHS, strict=True)]
    if not faults.found and not numbers[0] > numbers[1] > numbers[2]:
        faults.add("scale", "it does not fall from strong to weak", "Give such as (9, 3, 1).")
    faults.raise_any()
    return dict(zip(STRENGTHS, map(plain, numbers), strict=True))


def by_name(
    given: Any, known: Sequence[str], what: str, thing: str, faults: Faults, word: str = "value"
) -> dict[str, Any]:
    """What is told by name or in order; nothing where it is not told, or cannot be read."""
    if given is None or (isinstance(given, (tuple, list)) and not given):
        return {}
    if hasattr(given, "items"):
        told = {name(key): value for key, value in given.items()}
        check_known(thing, told, known, what, faults)
        return told
    many = isinstance(given, Iterable) and not isinstance(given, (str, bytes))
    values = list(given) if many else []
    if len(values) != len(known):
        problem = f"{quoted(given)} is not one for each {thing}"
        faults.add(what, problem, f"Give {{name: {word}}}.")
        return {}
    return dict(zip(known, values, strict=True))


def read_words(
    given: Any,
    known: Sequence[str],
    words: Mapping[str, str],
    what: str,
    thing: str,
    faults: Faults,
) -> tuple[str, ...]:
    """A word of a list for each name, from a mapping or in order; blank where none is told."""
    pairs = by_name(given, known, what, thing, faults, "word").items()
    told = {each: name(value).casefold() for each, value in pairs}
    for each, word in told.items():
        if word and word not in words:
            kinds = listing(dict.fromkeys(words.values()), last="or")
            near = suggestion(word, words)
            faults.add(f"{what} of {each}", f"{word!r} is not known", near or f"Write {kinds}.")
    return tuple(words.get(told.get(each, ""), "") for each in known)


def read_roof(given: Any, known: Sequence[str], faults: Faults) -> tuple[Pair, ...]:
    """Pairs of requirements with their mark, each pair once, in the order of the requirements.

    They come as {(one, other): mark}, as a list of (one, other, mark), or as a square table.
    """
    found: dict[tuple[str, str], str] = {}
    order = {each: k for k, each in enumerate(known)}
    for one, other, mark in _pairs(given, faults):
        place = f"roof, {one} and {other}"
        check_known("requirement", [one, other], known, place, faults)
        if one == other:
            faults.add(place, "it is one requirement", "Name two.")
        if mark.casefold() not in ROOF:
            faults.add(place, f"{mark!r} is not known", "Write ++, +, - or --.")
        elif one in order and other in order and one != other:
            first, second = sorted((one, other), key=order.__getitem__)
            if (first, second) in found:
                faults.add(place, "the pair is there twice", "Keep one of them.")
            found[first, second] = ROOF[mark.casefold()]
    pairs = sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return tuple((one, other, found[one, other]) for one, other in pairs)


def _pairs(given: Any, faults: Faults) -> list[Pair]:
    if given is None:
        return []
    if hasattr(given, "iterrows"):
        if not given.size:
            return []
        table = given if not hasattr(given.index, "start") else given.set_index(given.columns[0])
        marks = [
            (name(row), name(column), name(cell))
            for row, cells in table.iterrows()
            for column, cell in cells.items()
            if cell == cell and name(cell)
        ]
        return _once(marks)
    if isinstance(given, Mapping):
        given = [
            (*key, mark) if isinstance(key, tuple) else (key, "", mark)
            for key, mark in given.items()
        ]
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        faults.add("roof", f"{quoted(given)} is no list", "Give (one, other, mark) for each pair.")
        return []
    pairs: list[Pair] = []
    for k, each in enumerate(given, 1):
        if isinstance(each, (list, tuple)) and len(each) == 3:
            pairs.append((name(each[0]), name(each[1]), name(each[2])))
        else:
            faults.add(f"roof, pair {k}", f"{quoted(each)} is none", "Give (one, other, mark).")
    return pairs


def _once(marks: list[Pair]) -> list[Pair]:
    """A square table may tell each pair in both halves, alike."""
    seen = set[Pair]()
    kept: list[Pair] = []
    for one, other, mark in marks:
        if (other, one, mark) not in seen:
            seen.add((one, other, mark))
            kept.append((one, other, mark))
    return kept


def number_or_text(value: Any) -> Number | str:
    """A target as a number where it is one, else as it is written."""
    text = "" if isinstance(value, float) and value != value else name(value)
    try:
        return plain(exact(value)) if text else ""
    except ValueError:
        return text
