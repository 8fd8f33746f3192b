"""The weighted profile of a firm against its rivals."""

from __future__ import annotations

from fractions import Fraction

from ...core import Recorder, public
from ...core.numbers import exact, listing, plain, show
from .plots import Shown
from .problem import Profile
from .result import CompetitiveProfile

MOST_TERMS = 8


@public
def competitive_profile(frame: Profile) -> CompetitiveProfile:
    """Weigh the marks of every firm, and tell where we are ahead and behind: Σ weight × mark.

    The gap of a factor is its weight × (our mark − the best rival's). `weights` name one for each
    factor, `own` our column. Bad tables raise `ProblemError`.
    Source: Hill (1985), Manufacturing Strategy (order winners and qualifiers); Slack (1991), The
    Manufacturing Advantage (profiles against competitors).

    >>> import pandas as pd
    >>> marks = pd.DataFrame({"us": [2, 4], "rival": [4, 3]}, index=["cost", "quality"])
    >>> profile = competitive_profile(marks, weights={"cost": 1, "quality": 3})
    >>> dict(profile.scores), dict(profile.gaps), profile.improve
    ({'us': 3.5, 'rival': 3.25}, {'cost': -0.5, 'quality': 0.75}, 'cost')
    """
    known, working = frame, Recorder(Shown())
    total = show(plain(sum(map(exact, known.weights))))
    for k, (factor, weight) in enumerate(zip(known.factors, known.weights, strict=True)):
        formula = rf"\frac{{{show(weight)}}}{{{total}}}"
        working.note(f"What {factor} weighs.", formula, known.shares[k], "%", factors=k + 1)
    scores = []
    for k, firm in enumerate(known.firms, 1):
        marks = [known.marks[factor, firm] for factor in known.factors]
        products = (w * exact(m) for w, m in zip(known.exact_shares, marks, strict=True))
        scores.append(plain(sum(products, Fraction(0))))
        formula = r"\sum w m"
        if len(marks) <= MOST_TERMS:
            formula += " = " + " + ".join(
                rf"{show(w)} \times {show(m)}" for w, m in zip(known.shares, marks, strict=True)
            )
        working.note(f"{firm}: weight × mark, added up.", formula, scores[-1], "points", firms=k)
    for k, factor in enumerate(known.factors):
        _note_gap(working, known, k, factor)
    return CompetitiveProfile(known, tuple(scores), working=working.steps())


def _note_gap(working: Recorder, known: Profile, k: int, factor: str) -> None:
    rivals = {firm: known.marks[factor, firm] for firm in known.firms[1:]}
    most = known.best_rival(factor)
    who = listing(firm for firm, mark in rivals.items() if exact(mark) == exact(most))
    ours = known.marks[factor, known.own]
    formula = rf"{show(known.shares[k])} \times ({show(ours)} - {show(most)})"
    text = f"{factor}: our mark less that of the best rival, {who}, weighed."
    working.note(text, formula, known.gaps[k], "points", gaps=k + 1)
