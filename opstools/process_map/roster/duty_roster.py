"""The fewest people for a roster, as an integer program."""

from __future__ import annotations

from itertools import pairwise, product
from math import inf
from typing import Any, NoReturn

from ...core import Faults, Infeasible, Step, Steps, fail, public
from ...core.figures import positive, whole
from ...core.numbers import ceiling, count, exact, listing
from ...core.table import name
from .problem import Shifts
from .result import OFF, Roster

MOST_PEOPLE = 60
SECONDS = 20.0
Rule = tuple[dict[int, float], float, float]  # a sum of variables, its least and its most


@public
def duty_roster(
    shifts: Shifts, *, people: tuple[str, ...] | int | None = None, seconds: float = SECONDS
) -> Roster:
    """Who works when, so that every shift has its people and everybody has their rest.

    Without `people` (names, or how many) the fewest that can do it, proven by the integer program
    for one fewer; duties are shared out as evenly as the rules allow. Too few people raise
    `Infeasible` with what is needed, bad data `ProblemError`. Source: Dantzig (1954), A comment on
    Edie's traffic delays at toll booths.

    >>> from opstools.process_map import Shift, Shifts
    >>> duty_roster(Shifts((Shift("day", 8, 18),))).measures["people"]
    2
    """
    faults = Faults("duty_roster")
    limit = float(positive(seconds, "seconds", faults, "s"))
    names = _names(people, faults)
    if not shifts.a_day:
        faults.add("needed", "no shift needs anybody", "Write how many people a shift needs.")
    faults.raise_any()
    bound = lower_bound(shifts)
    if names is None:
        return _fewest(shifts, bound, limit)
    plan, sure = _solve(shifts, len(names), limit) if len(names) >= bound else (None, True)
    if plan is None:
        _explain(shifts, len(names), bound, sure)
    return _roster(shifts, names, plan, bound, proven=len(names) == bound)


def lower_bound(shifts: Shifts) -> int:
    """People that any roster needs: those of a day, and all duties over the days of one person."""
    days = min(shifts.days, shifts.most_days)
    return max(shifts.a_day, ceiling(exact(shifts.a_day * shifts.days) / days))


def _fewest(shifts: Shifts, bound: int, limit: float) -> Roster:
    proven = True
    for number in range(bound, MOST_PEOPLE + 1):
        plan, sure = _solve(shifts, number, limit)
        if plan is not None:
            names = tuple(f"person {k}" for k in range(1, number + 1))
            return _roster(shifts, names, plan, bound, proven=proven)
        proven = proven and sure
    _explain(shifts, MOST_PEOPLE, bound, sure=bound > MOST_PEOPLE)


def _names(people: Any, faults: Faults) -> tuple[str, ...] | None:
    if people is None:
        return None
    if isinstance(people, (list, tuple)) and people:
        names = tuple(map(name, people))
        if len(set(names)) < len(names):
            faults.add("people", "somebody is there twice", "Give each a name of their own.")
        if not all(names):
            faults.add("people", "somebody has no name", "Name every person.")
        if len(names) > MOST_PEOPLE:
            faults.add("people", f"{len(names)} are too many", f"Give at most {MOST_PEOPLE}.")
        return names
    number = whole(people, "people", faults, MOST_PEOPLE)
    return tuple(f"person {k}" for k in range(1, number + 1))


def _explain(shifts: Shifts, number: int, bound: int, sure: bool) -> NoReturn:
    problem = (
        f"{number} cannot cover {count(shifts.a_day, 'duty', 'duties')} a day with these rules"
    )
    remedy = f"At least {max(bound, number + 1)} are needed; or ask for less rest or more days."
    if not sure:
        problem = f"no roster for {number} was found in the time given"
        remedy = "Give more people or seconds, or ask for less rest or more days."
    fail("duty_roster", "people", problem, remedy, Infeasible)


def too_close(shifts: Shifts) -> list[tuple[int, int]]:
    """Pairs of shifts that nobody may work on days that follow each other."""
    told = list(enumerate(shifts.shifts))
    return [
        (i, j)
        for (i, one), (j, two) in product(told, told)
        if exact(one.rest_before(two)) < exact(shifts.rest)
    ]


def _solve(shifts: Shifts, people: int, limit: float) -> tuple[list[list[int]] | None, bool]:
    """x[p, d, s] of 0 and 1 with as even duties as there can be; None, and whether that is sure."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    days, kinds = shifts.days, len(shifts.shifts)
    rules = _rules(shifts, people)
    cells = [
        (k, column, value) for k, (row, _, _) in enumerate(rules) for column, value in row.items()
    ]
    rows, columns, values = zip(*cells, strict=True)
    number = people * days * kinds + 1
    matrix = csc_array((values, (rows, columns)), shape=(len(rules), number))
    last = np.arange(number) == number - 1
    found = milp(
        last.astype(float),
        constraints=LinearConstraint(matrix, [e[1] for e in rules], [e[2] for e in rules]),
        integrality=np.ones(number, int),
        bounds=Bounds(0.0, np.where(last, float(days), 1.0)),
        options={"time_limit": limit},
    )
    if found.x is None:
        return None, found.status == 2  # 2: infeasible, surely
    chosen = np.round(found.x[:-1]).reshape(people, days, kinds)
    return [[int(c.argmax()) if c.any() else -1 for c in row] for row in chosen], True


def _rules(shifts: Shifts, people: int) -> list[Rule]:
    """Every shift is covered; nobody works twice a day, too soon again, or on too many days.

    The variable of person p, day d and shift s stands at (p · days + d) · shifts + s; the last is
    the most duties of one person.
    """
    days, kinds = shifts.days, len(shifts.shifts)
    pairs, rules = too_close(shifts), list[Rule]()

    def at(p: int, d: int, s: int) -> int:
        return (p * days + d) * kinds + s

    for d, (s, shift) in product(range(days), enumerate(shifts.shifts)):
        needed = float(shift.needed)
        rules.append(({at(p, d, s): 1.0 for p in range(people)}, needed, needed))
    for p in range(people):
        for d in range(days):
            rules.append(({at(p, d, s): 1.0 for s in range(kinds)}, 0.0, 1.0))
        for (d, following), (i, j) in product(pairwise(range(days)), pairs):
            rules.append(({at(p, d, i): 1.0, at(p, following, j): 1.0}, 0.0, 1.0))
        own = {at(p, d, s): 1.0 for d in range(days) for s in range(kinds)}
        rules.append((own, 0.0, float(shifts.most_days)))
        rules.append(({**own, people * days * kinds: -1.0}, -inf, 0.0))
    return rules


def _roster(
    shifts: Shifts, names: tuple[str, ...], plan: Any, bound: int, *, proven: bool
) -> Roster:
    told = [each.name for each in shifts.shifts]
    table = tuple(tuple(told[s] if s >= 0 else OFF for s in row) for row in plan)
    return Roster(
        shifts, names, table, bound, proven, working=_working(shifts, names, table, bound)
    )


def _working(
    shifts: Shifts, names: tuple[str, ...], plan: tuple[tuple[str, ...], ...], bound: int
) -> Steps:
    duties, days = shifts.a_day * shifts.days, min(shifts.days, shifts.most_days)
    formula = rf"{shifts.a_day} \times {shifts.days}"
    steps = [Step("Duties in all: people a day × days.", formula, duties)]
    formula = rf"\max({shifts.a_day}, \left\lceil \frac{{{duties}}}{{{days}}} \right\rceil)"
    text = "People at least: those of a day, and all duties over the days of one person."
    steps.append(Step(text, formula, bound, "people"))
    pairs = [f"{shifts.shifts[i].name} then {shifts.shifts[j].name}" for i, j in too_close(shifts)]
    text = f"Too little rest from one day to the next: {listing(pairs, nothing='no pair')}."
    steps.append(Step(text))
    for d in range(shifts.days):
        told = []
        for each in shifts.shifts:
            on = [who for who, row in zip(names, plan, strict=True) if row[d] == each.name]
            told.append(f"{each.name} {listing(on)}")
        steps.append(Step(f"Day {d + 1}: {'; '.join(told)}.", state=d + 1))
    return Steps(steps, 0)
