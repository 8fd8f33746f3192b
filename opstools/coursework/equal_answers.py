"""Answers that two students share although their numbers differ: to be looked at, no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from .exercise import Exercise
from .records import Record

EQUAL = "equal_answers.csv"
HEADS = ("student", "other student", "how many", "answers")
RARE = 3  # students: what more of them give is no sign
ENOUGH = 2  # equal answers of one pair; of code, one
KINDS = ("choice", "order", "plan")  # few answers are possible, so many are equal


def equal_answers(records: Iterable[Record], exercises: Sequence[Exercise]) -> list[Sequence[Any]]:
    """A row for each pair of students with several equal answers that few others give.

    Everybody has other numbers, so equal numbers are rare where neither copied. Choices, orders and
    plans are left out, as few of each are possible.
    """
    kinds = {(e.name, q.name): q.kind for e in exercises for q in e.questions}
    given: dict[tuple[str, str, str], list[str]] = {}
    for record in records:
        for mark in record.marks:
            key = (mark.exercise, mark.question)
            if mark.given and kinds.get(key, "choice") not in KINDS:
                text = " ".join(mark.given.split())
                given.setdefault((*key, text), []).append(record.student)
    pairs: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], list[str]] = {}
    for (exercise, question, _), students in given.items():
        if 1 < len(students) <= RARE:
            weight = ENOUGH if kinds[exercise, question] == "code" else 1
            for pair in combinations(students, 2):
                pairs[pair] += weight
                shared.setdefault(pair, []).append(f"{exercise}.{question}")
    rows = [
        (*pair, len(shared[pair]), ", ".join(shared[pair]))
        for pair, weight in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
        if weight >= ENOUGH
    ]
    return [HEADS, *rows]
