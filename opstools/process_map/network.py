"""What follows what on a map: branches, joins, loops, and how often each step is visited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from ..core.numbers import exact
from .records import ESCALATION, PULL, PUSH, Flow

if TYPE_CHECKING:
    from .problem import ProcessMap

NOWHERE = ""  # what no step is called
Weights = dict[str, dict[str, Fraction]]


class Network:
    """The structure of a map.

    An item follows push and pull flows. Where it leaves a step by several flows without
    probabilities, it goes by all of them side by side (a split), and the branches meet again at the
    first step that all of their ways lead to (a join).
    """

    def __init__(self, process: ProcessMap) -> None:
        self.names = tuple(each.name for each in process.steps)
        self.flows = tuple(each for each in process.flows if each.kind in (PUSH, PULL))
        self.escalations = tuple(each for each in process.flows if each.kind == ESCALATION)
        self.out: dict[str, list[Flow]] = {each: [] for each in self.names}
        self.into: dict[str, list[Flow]] = {each: [] for each in self.names}
        for each in self.flows:
            if each.source in self.out and each.target in self.into:
                self.out[each.source].append(each)
                self.into[each.target].append(each)
        called = [each.name for each in process.steps if each.shape == "start"]
        told = [each.start or self._first(called) for each in process.demand]
        self.starts = tuple(dict.fromkeys([*told, *called])) or (self._first(called),)
        self.first = self._first(called)
        if not process.flows:  # a list of duties, each done once
            self.starts = self.names

    def _first(self, called: Sequence[str]) -> str:
        """Where items start whose class tells nothing else: at a step called start, else at the
        first that nothing leads to but what comes after it."""
        open_ = (
            each
            for each in self.names
            if self.out[each] and self.after(each) >= {flow.source for flow in self.into[each]}
        )
        return next(iter(called), None) or next(open_, None) or next(iter(self.names), NOWHERE)

    def is_split(self, step: str) -> bool:
        """Whether items leave a step by several flows side by side."""
        ways = self.out[step]
        return len(ways) > 1 and all(each.probability is None for each in ways)

    def is_decision(self, step: str) -> bool:
        """Whether some flow leaves a step with a probability."""
        return any(each.probability is not None for each in self.out[step])

    def shares(self, step: str) -> dict[str, Fraction]:
        """Where an item goes after a step: target -> probability; 1 for each branch of a split."""
        return {
            each.target: Fraction(1) if each.probability is None else exact(each.probability)
            for each in self.out[step]
        }

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """Steps after which items leave."""
        return tuple(each for each in self.names if not self.out[each])

    @cached_property
    def reached(self) -> frozenset[str]:
        """Steps that items come to from the starts, escalations too."""
        ways: dict[str, list[str]] = {k: [f.target for f in v] for k, v in self.out.items()}
        for each in self.escalations:
            ways.setdefault(each.source, []).append(each.target)
        return _closure(self.starts, ways)

    @cached_property
    def back(self) -> frozenset[tuple[str, str]]:
        """Flows that lead back: to a step that is still open on the way from a start."""
        found, done = set[tuple[str, str]](), set[str]()
        for start in (*self.starts, *self.names):
            stack, open_ = [(start, iter(self.out[start]))], {start}
            if start in done:
                continue
            done.add(start)
            while stack:
                step, ways = stack[-1]
                flow = next(ways, None)
                if flow is None:
                    stack.pop()
                    open_.discard(step)
                elif flow.target in open_:
                    found.add((step, flow.target))
                elif flow.target not in done:
                    done.add(flow.target)
                    open_.add(flow.target)
                    stack.append((flow.target, iter(self.out[flow.target])))
        return frozenset(found)

    @cached_property
    def forward(self) -> Mapping[str, tuple[str, ...]]:
        """Step -> the steps just before it, without the flows that lead back."""
        return {
            step: tuple(f.source for f in self.into[step] if (f.source, step) not in self.back)
            for step in self.names
        }

    def after(self, step: str) -> frozenset[str]:
        """Every step that an item may come to after a step."""
        ways = {k: [f.target for f in v] for k, v in self.out.items()}
        return _closure(ways[step], ways)

    @cached_property
    def joins(self) -> Mapping[str, tuple[str, ...]]:
        """Join -> the splits whose branches meet there, the outer ones first."""
        found: dict[str, list[str]] = {}
        for split in filter(self.is_split, self.names):
            if (meet := self._meeting(split)) != NOWHERE:
                found.setdefault(meet, []).append(split)
        return {
            join: tuple(sorted(splits, key=lambda s: -sum(o in self.after(s) for o in splits)))
            for join, splits in found.items()
        }

    def _meeting(self, split: str) -> str:
        """The first step that all ways of a split lead to; `NOWHERE` if there is none."""
        branches = [flow.target for flow in self.out[split]]
        common = set.intersection(*(_always(each, self.out) for each in branches)) - {split}
        ways = {k: [f.target for f in v] if k not in common else [] for k, v in self.out.items()}
        met = common & _closure(branches, ways)
        return next((each for each in self.names if each in met), NOWHERE)

    @cached_property
    def copies(self) -> Mapping[str, int]:
        """Step -> how many branches an item has become by then, of splits that are open there."""
        return {step: prod(len(self.out[s]) for s in open_) for step, open_ in self.open.items()}

    @property
    def open(self) -> Mapping[str, tuple[str, ...]]:
        """Step -> the splits whose branches have not met yet."""
        return self._traced[0]

    @property
    def mixed(self) -> tuple[str, ...]:
        """Steps where ways disagree on which splits are open."""
        return self._traced[1]

    @cached_property
    def _traced(self) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
        """`open` and `mixed`, found on the way from the starts."""
        found: dict[str, tuple[str, ...]] = {}
        mixed = dict[str, None]()
        waiting: list[tuple[str, tuple[str, ...]]] = [(start, ()) for start in self.starts]
        while waiting:
            step, stack = waiting.pop()
            for split in reversed(self.joins.get(step, ())):
                stack = stack[: stack.index(split)] if split in stack else stack
            if step in found:
                if found[step] != stack:
                    mixed[step] = None
                continue
            found[step] = stack
            inner = (*stack, step) if self.is_split(step) else stack
            waiting += [(each.target, inner) for each in self.out[step]]
        return {step: found.get(step, ()) for step in self.names}, tuple(mixed)

    @cached_property
    def weights(self) -> Weights:
        """Step -> {target: visits there for one visit here}, by one flow alone.

        A branch of a split has 1, a probability itself, and what meets at a join 1 over the number
        of branches that meet there.
        """
        found: Weights = {}
        for step in self.names:
            split = self.is_split(step)
            copies = self.copies[step] * (len(self.out[step]) if split else 1)
            found[step] = {
                target: share * Fraction(self.copies[target], copies)
                for target, share in self.shares(step).items()
            }
        return found

    def visits(self, start: Mapping[str, Fraction]) -> dict[str, Fraction] | None:
        """v = e + Aᵀv solved exactly; None where items go round for ever."""
        names = [each for each in self.names if each in self.reached]
        place = {each: k for k, each in enumerate(names)}
        rows = [[Fraction(int(i == k)) for i in range(len(names))] for k in range(len(names))]
        for step in names:
            for target, weight in self.weights[step].items():
                rows[place[target]][place[step]] -= weight
        solved = _solve(rows, [start.get(each, Fraction(0)) for each in names])
        if solved is None or any(each < 0 for each in solved):
            return None
        return {**dict.fromkeys(self.names, Fraction(0)), **dict(zip(names, solved, strict=True))}


def _closure(start: Sequence[str], ways: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for each in ways.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)


def _always(step: str, out: Mapping[str, Sequence[Flow]]) -> set[str]:
    """The steps that no way from a step to an end can leave out, itself among them."""
    reach = _closure([step], {k: [f.target for f in v] for k, v in out.items()})
    found = {step}
    for each in reach - {step}:
        ways = {k: [f.target for f in v if f.target != each] for k, v in out.items()}
        without = _closure([step], ways)
        if all(out[one] for one in without):  # no end can be come to without it
            found.add(each)
    return found


def _solve(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """Gauss–Jordan with exact fractions; rows that are mostly 0 stay so."""
    number = len(rows)
    for k in range(number):
        pivot = next((i for i in range(k, number) if rows[i][k]), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        right[k], right[pivot] = right[pivot], right[k]
        head, own = rows[k][k], rows[k]
        held = [j for j in range(k, number) if own[j]]
        for i in range(number):
            if i != k and rows[i][k]:
                factor = rows[i][k] / head
                for j in held:
                    rows[i][j] -= factor * own[j]
                right[i] -= factor * right[k]
    return [value / rows[k][k] for k, value in enumerate(right)]
