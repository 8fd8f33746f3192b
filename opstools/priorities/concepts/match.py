"""A matching of statements with concepts, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.names import check_known
from ...core.numbers import count, quoted
from ...core.table import name
from .plots import Drawn
from .problem import Statements
from .result import Matching


@public
def match_concepts(statements: Statements, *, matches: Any) -> Matching:
    """Check which concept somebody gave each statement, with a reason for what is wrong.

    `matches` is a list of concepts in the order of the statements, blank where there is no answer
    yet, or a mapping from statements, or their numbers from 1, to concepts. Unknown names raise
    `ProblemError`.
    Source: the concepts of this course's chapter 1; each statement of the dataset `five_concepts`
    rests on the sources that the chapter names.

    >>> from opstools.priorities import Statement
    >>> told = Statements(
    ...     (
    ...         Statement("less of everything", "lean", "It is about waste."),
    ...         Statement("a clean sheet", "reengineering", "It is radical."),
    ...     )
    ... )
    >>> match_concepts(told, matches=["lean", "lean"]).hints
    {'a clean sheet': 'Not lean. It is radical.'}
    """
    given = _read(statements, matches)
    working, right = [], 0
    for k, (each, concept) in enumerate(zip(statements.statements, given, strict=True), 1):
        right += concept == each.concept
        said = "no answer yet" if not concept else (
            f"{concept}, right" if concept == each.concept else f"not {concept}")  # fmt: skip
        formula = rf"\frac{{{right}}}{{{k}}}"
        text = f"{each.statement}: {said}. The share that is right so far."
        working.append(Step(text, formula, right / k, "%", Drawn(given[:k], judged=True)))
    return Matching(statements, given, working=Steps(working, Drawn(())))


def _read(known: Statements, matches: Any) -> tuple[str, ...]:
    faults = Faults("matches")
    names = [each.statement for each in known.statements]
    if isinstance(matches, Mapping) or hasattr(matches, "items"):
        told = {name(key): name(value) for key, value in matches.items()}
        numbers = {str(k): each for k, each in enumerate(names, 1)}
        for key in told:
            if key not in numbers and key not in names:
                remedy = f"Write a statement in full, or its number from 1 to {len(names)}."
                faults.add("matches", f"there is no statement {quoted(key)}", remedy)
        given = [told.get(each, told.get(k, "")) for k, each in numbers.items()]
    elif isinstance(matches, Iterable) and not isinstance(matches, (str, bytes)):
        given = [name(each) for each in matches]
        if len(given) != len(names):
            problem = f"{count(len(given), 'concept')} for {count(len(names), 'statement')}"
            faults.add("matches", problem, "Give one for each, blank where you do not know.")
    else:
        faults.add("matches", f"{quoted(matches)} is no list", "Give a concept for each statement.")
        given = []
    known_concepts = {each.casefold(): each for each in known.concepts}
    read = tuple(known_concepts.get(each.casefold(), each) for each in given)
    check_known("concept", filter(None, read), known.concepts, "matches", faults)
    faults.raise_any()
    return read
