"""How a priority rule becomes a method: stations are filled in line order, best task first.

A station takes, of the tasks whose predecessors are placed (eligible) and whose time is not more
than what is left (fitting), the one that the rule likes best. It is closed when nothing fits.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, cast

from ..core import Faults, Step, fail, public
from ..core.names import check_known
from ..core.numbers import Number, exact, listing, plain, quoted, show
from .bounds import best_bound
from .problem import Line
from .result import Balance, balance
from .working import Decision

Values = Callable[[Line], Mapping[str, Number]]
Choose = Callable[[tuple[str, ...]], tuple[str, str]]  # fitting tasks -> the chosen one, and why


class Rule(Protocol):
    """A priority rule: call it for a `Balance`; it also tells how it ranks the tasks."""

    __name__: str
    priorities: Values
    largest: bool

    def __call__(self, line: Line, *, ties: Sequence[str | Rule] = ()) -> Balance: ...


@public
def largest_first(values: Values) -> Rule:
    """Make `values` (line -> task -> number) a rule that takes the largest number first."""
    return _rule(values, largest=True)


@public
def smallest_first(values: Values) -> Rule:
    """Make `values` (line -> task -> number) a rule that takes the smallest number first."""
    return _rule(values, largest=False)


def _rule(values: Values, *, largest: bool) -> Rule:
    if not inspect.isfunction(values):
        remedy = "Give a function from a line to a mapping from its tasks to numbers."
        fail("rule", "values", f"a {type(values).__name__} is no function", remedy)

    def fill(line: Line, *, ties: str | Sequence[str | Rule] = ()) -> Balance:
        chain = [rule, *named(ties)]
        numbers = [_ranks(each, line) for each in chain]
        signs = [-1 if each.largest else 1 for each in chain]

        def choose(fitting: tuple[str, ...]) -> tuple[str, str]:
            rest = list(fitting)
            deciding: list[str] = []
            for each, value, sign in zip(chain, numbers, signs, strict=True):
                best = min(sign * value[task] for task in rest)
                rest = [task for task in rest if sign * value[task] == best]
                deciding.append(f"{spoken(each)} {show(value[rest[0]])}")
                if len(rest) == 1:
                    return rest[0], _why(fitting, deciding)
            return rest[0], f"{_why(fitting, deciding)}, then the listed order"

        return fill_stations(line, rule.__name__, choose, numbers[0])

    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(fill, name, getattr(values, name))
    rule = cast("Rule", public(fill))
    rule.priorities, rule.largest = values, largest
    return rule


def _ranks(rule: Rule, line: Line) -> Mapping[str, Number]:
    """What a rule says of every task, as numbers that tie where they are meant to be the same.

    A rule that somebody is still writing may say less, or say it as text.
    """
    values = rule.priorities(line)
    subject = f"rule {rule.__name__}"
    if not isinstance(values, Mapping):
        kind = type(values).__name__
        fail(subject, "answer", f"it is a {kind}", "Return a mapping from task names to numbers.")
    faults, ranks = Faults(subject), {}
    for task in line.index:
        try:
            ranks[task] = plain(exact(values.get(task)))
        except ValueError as error:
            faults.add(f"task {task}", str(error), "Give every task a number.")
    faults.raise_any()
    return ranks


def spoken(rule: Rule) -> str:
    """The rule's name as words."""
    return rule.__name__.replace("_", " ")


def named(rules: str | Rule | Iterable[str | Rule], place: str = "ties") -> list[Rule]:
    """Rules, or the rules of these names; one may stand without a list around it."""
    from .rules import RULES

    faults = Faults("rules")
    each = [rules] if isinstance(rules, str) or not isinstance(rules, Iterable) else list(rules)
    words = [rule if isinstance(rule, str) else quoted(rule) for rule in each
             if not hasattr(rule, "priorities")]  # fmt: skip
    check_known("rule", words, RULES, place, faults)
    faults.raise_any()
    return [RULES[rule] if isinstance(rule, str) else rule for rule in each]


def _why(fitting: tuple[str, ...], deciding: list[str]) -> str:
    if len(fitting) == 1:
        return "the only task that fits"
    return deciding[0] + "".join(f", tie broken by {rule}" for rule in deciding[1:])


def fill_stations(
    line: Line, method: str, choose: Choose, priorities: Mapping[str, Number]
) -> Balance:
    """Fill stations in line order by the rule `choose`, recording every decision."""
    waiting = {task.name: set(task.predecessors) for task in line.tasks}
    steps: list[Step] = []
    stations: list[tuple[str, ...]] = []
    left = 0
    while waiting:
        eligible = tuple(task for task, before in waiting.items() if not before)
        fitting = tuple(task for task in eligible if _units(line, task) <= left)
        closed = not fitting
        if closed:
            fitting, left = eligible, 0
            stations.append(())
        task, reason = choose(fitting)
        left = (left or _room(line, task)) - _units(line, task)
        stations[-1] = (*stations[-1], task)
        del waiting[task]
        for before in waiting.values():
            before.discard(task)
        decision = Decision(
            tuple(stations),
            len(stations),
            eligible,
            fitting,
            tuple((name, priorities[name]) for name in fitting),
            task,
            reason,
            line.in_time(left),
        )
        steps.append(_step(line, decision, closed))
    bound = best_bound(line)
    return balance(
        line, tuple(stations), steps, method=method, lower_bound=bound.stations, bound=bound.name
    )


def _units(line: Line, task: str) -> int:
    return line.whole_times[line.index[task]]


def _room(line: Line, task: str) -> int:
    """What a station opened for a task can hold: C, or a multiple where the task is longer."""
    return -(-_units(line, task) // line.whole_cycle) * line.whole_cycle


def _step(line: Line, now: Decision, opened: bool) -> Step:
    unit = line.time_unit
    opening = f"Open station {now.station}. " if opened else ""
    choice = f"Eligible: {listing(now.eligible)}. "
    if now.fitting != now.eligible:
        choice += f"Of these fit: {listing(now.fitting)}. "
    before = line.in_time(_units(line, now.chosen)) + (now.time_left or 0)
    formula = f"{show(before)} - {show(line.times[now.chosen])}"
    text = f"{opening}{choice}Station {now.station} takes {now.chosen}: {now.reason}. Time left:"
    return Step(text, formula, now.time_left, unit, now)
