"""Conversion stage by stage, and what one percentage point more at each is worth."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from ..core import Recorder, Steps, public
from ..core.numbers import Number, exact, listing, plain, show
from .problem import Stages
from .result import Funnel, Known, Passage
from .wilson import quantile, wilson

POINT = Fraction(1, 100)


@public
def funnel(stages: Stages) -> Funnel:
    """Tell how many go on at each stage, with intervals, and where one point more is worth most.

    A rate is those who reach a stage over those who reached the one before; its interval is
    Wilson's. One percentage point more at a stage brings 0.01 × those who come to it × the rates
    of all later stages, each worth `value`. Where targets are told, `act_first` is the stage whose
    gap to its target is worth most; else the one whose point is worth most; both after its cost.
    Bad tables raise `ProblemError`.
    Source: Wilson (1927); Brown, Cai & DasGupta (2001) on why not the textbook interval.

    >>> shop = funnel({"visit": 1000, "basket": 80, "order": 40}, value=30)
    >>> shop.conversion, shop.value_of_point
    ({'basket': 0.08, 'order': 0.5}, {'basket': 150, 'order': 24})
    >>> shop.act_first
    'basket'
    """
    rates = [Fraction(each.count, before.count) for before, each in stages.passages]
    z = quantile(stages.confidence)
    passages = [_passage(stages, k, rates, z) for k in range(len(rates))]
    first = _first(stages, passages)
    return Funnel(stages, tuple(passages), first, working=_working(stages, passages, first, z))


def _passage(stages: Stages, k: int, rates: list[Fraction], z: float) -> Passage:
    """All about the k-th passage, from 0."""
    before, each = stages.stages[k : k + 2]
    later = prod(rates[k + 1 :], start=Fraction(1))
    full = before.count * later * exact(stages.value)  # what a rate of 1 more would be worth
    room = min(POINT, 1 - rates[k])
    target = rates[k] if each.target is None else exact(each.target)
    gap = max(Fraction(0), target - rates[k])
    cost = exact(each.cost or 0) / POINT
    return Passage(
        rate=plain(rates[k]),
        later=plain(later),
        room=plain(room),
        interval=wilson(each.count, before.count, z),
        worth=plain(room * full),
        net=plain(room * (full - cost)),
        gap_worth=plain(gap * (full - cost)),
    )


def _first(stages: Stages, passages: list[Passage]) -> str:
    """Where to act: the largest gain after cost, the earliest of equal ones; nowhere if none."""
    gains = [exact(each.gain(aimed=stages.aimed)) for each in passages]
    best = max(range(len(gains)), key=lambda k: gains[k])
    return stages.stages[best + 1].name if gains[best] > 0 else ""


def _working(stages: Stages, passages: list[Passage], first: str, z: float) -> Steps:
    note = Recorder(Known())
    _note_rates(note, stages, passages, z)
    factors = r" \times ".join(show(each.rate) for each in passages)
    overall = plain(Fraction(stages.stages[-1].count, stages.stages[0].count))
    note.note("From the first stage to the last: the product of the rates.", factors, overall, "%")
    _note_worth(note, stages, passages)
    note.note(_advice(stages, passages, first), act=first or "nowhere")
    return note.steps()


def _note_rates(note: Recorder, stages: Stages, passages: list[Passage], z: float) -> None:
    for k, ((before, each), found) in enumerate(zip(stages.passages, passages, strict=True), 1):
        text = f"Of those at {before.name}, so many go on to {each.name}."
        formula = rf"\frac{{{show(each.count)}}}{{{show(before.count)}}}"
        note.note(text, formula, found.rate, "%", rates=k)
        n, p = show(before.count), show(found.rate)
        for word, sign, limit in zip(("least", "most"), "-+", found.interval, strict=True):
            text = f"It may well be at {word} this, by {show(before.count, stages.unit)}."
            bound = _wilson(p, n, show(z), sign) if 0 < each.count < before.count else ""
            note.note(text, bound, limit, "%")


def _note_worth(note: Recorder, stages: Stages, passages: list[Passage]) -> None:
    for k, ((before, each), found) in enumerate(zip(stages.passages, passages, strict=True), 1):
        text = f"One point more at {each.name}: who comes to it × 0.01 × all later rates × value."
        if exact(found.room) < POINT:
            text = f"At {each.name} only {show(found.room, '%')} is left to win."
        end = rf"{show(found.later)} \times {show(stages.value)}"
        formula = rf"{show(before.count)} \times {show(found.room)} \times {end}"
        note.note(text, formula, found.worth, stages.money, worth=k)
        if stages.aimed and each.target is not None:
            gap = f"({show(each.target)} - {show(found.rate)})"
            text = f"Reaching the target at {each.name}{_after(each.cost)}."
            if float(each.target) <= float(found.rate):
                note.note(f"{each.name} has reached its target.")
                continue
            formula = rf"{show(before.count)} \times {gap} \times {end}"
            formula += _less(f"100 \\times {gap}", each.cost)
            note.note(text, formula, found.gap_worth, stages.money)
        elif not stages.aimed and each.cost:
            formula = show(found.worth) + _less(show(100 * found.room), each.cost)
            note.note(f"A point at {each.name} after its cost.", formula, found.net, stages.money)


def _after(cost: Number | None) -> str:
    return " after its cost" if cost else ""


def _less(points: str, cost: Number | None) -> str:
    """The cost of so many points, taken off."""
    return rf" - {points} \times {show(cost)}" if cost else ""


def _wilson(p: str, n: str, z: str, sign: str) -> str:
    """Wilson's bound in numbers."""
    root = rf"\sqrt{{\frac{{{p} (1 - {p})}}{{{n}}} + \frac{{{z}^2}}{{4 \times {n}^2}}}}"
    top = rf"{p} + \frac{{{z}^2}}{{2 \times {n}}} {sign} {z} \times {root}"
    return rf"\frac{{{top}}}{{1 + \frac{{{z}^2}}{{{n}}}}}"


def _advice(stages: Stages, passages: list[Passage], first: str) -> str:
    if not first:
        return "Nothing is gained at any stage after what it costs: act nowhere."
    what = "reaching the target" if stages.aimed else "a point"
    gains = (
        f"{each.name} {show(found.gain(aimed=stages.aimed), stages.money)}"
        for (_, each), found in zip(stages.passages, passages, strict=True)
    )
    after = _after(max((each.cost or 0 for each in stages.stages), key=float))
    return f"Act first at {first}: {what} is worth most there{after} ({listing(gains)})."
