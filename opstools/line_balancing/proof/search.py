"""Branch, bound and remember: can the tasks be done in so many stations?

A state is a set of tasks that are done with some stations left. States wait in one heap for each
number of stations left, and the heaps have their turns (cyclic best-first search, Sewell & Jacobson
2012). A set that was reached with as many stations left is not looked at again (Schrage & Baker
1978). Both ends of the line are searched by turns, since some lines are easy from one end only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from .budget import MOST_STATES, Budget, OutOfBudget
from .learning import CHARGE, Learner
from .loads import Question
from .side import Bits, Side, members
from .weights import Weights, strongest

Loads = tuple[int, ...]

TURN = 4_000  # nodes until the other end has its turn
CARE = 0.0  # what followers count in the order of tasks, for a proof
MOST_LOADS = MOST_STATES // 5  # of one state in a complete search
UNASSIGNED = 0.02  # what an unassigned task is worth in idle time a station


class Pass(NamedTuple):
    """A search that may miss: loads kept of each state, nodes, what followers count."""

    most: int
    effort: int  # an end, times the square of the number of tasks
    share: float = 0.1


PASSES = Pass(16, 2), Pass(32, 2)
FRONT, BACK, BOTH = (0,), (1,), (0, 1)  # ends of the line that a search begins at


class Search:
    """One pass from one side, keeping at most so many loads of a state."""

    def __init__(self, question: Question, most: int, learned: Lessons | None = None) -> None:
        self.question, self.most, self.learned = question, most, learned
        self.began = question.stations
        self.cut = False  # whether any state had more loads than were kept
        self.left = {0: self.began}  # done -> the most stations that were left with it
        self.last: dict[int, int] = {}  # done -> the load of the station before
        self.heaps: list[list[tuple[float, int, int]]] = [[] for _ in range(self.began + 1)]
        self.heaps[self.began].append((0.0, 0, 0))
        self.turn = self.began
        self.spent = 0
        self.reason = "complete search"

    @property
    def stuck(self) -> bool:
        """No state is left, and nothing is known, since loads were dropped."""
        return self.cut and not any(self.heaps)

    def run(self, budget: Budget) -> bool | None:
        """One turn: True when all is done, False when no state is left, None to be continued."""
        start = budget.nodes
        while budget.nodes - start < TURN:
            while self.turn >= 0 and not self.heaps[self.turn]:
                self.turn -= 1
            if self.turn < 0:
                if not any(self.heaps):
                    return False
                self.turn = self.began
                continue
            if self._look(*heappop(self.heaps[self.turn]), budget):
                return True
            self.turn -= 1
            budget.nodes += 1  # even where nothing fits
        self.spent += budget.nodes - start
        return None

    def _look(self, _: float, done: int, idle: int, budget: Budget) -> bool:
        """All that can follow a state; true when that is everything."""
        left = self.turn
        if self.left[done] > left:
            return False
        if self.learned and self.learned.rule_out(self, done, left, budget):
            return False
        loads = self.question.loads(done, left, self.most, budget)
        self.cut |= len(loads) >= self.most
        full = self.question.side.full
        for load, room, copies in loads:
            after, then = done | load, left - copies
            if self.left.get(after, -1) >= then:
                continue
            self.left[after], self.last[after] = then, load
            if after == full:
                return True
            unassigned, spared = (full & ~after).bit_count(), idle + room
            key = spared / (self.began - then) - UNASSIGNED * unassigned
            heappush(self.heaps[then], (key, after, spared))
        return False

    def plan(self) -> Loads:
        """The loads that led to everything, from the line's first station on, as listed."""
        done, loads = self.question.side.full, []
        while done:
            loads.append(self.question.side.tasks(self.last[done]))
            done &= ~self.last[done]
        return tuple(loads if self.question.side.backward else loads[::-1])


class Lessons:
    """Weights learned on hard states of both sides; each lesson in vain doubles the wait."""

    def __init__(self, learner: Learner, questions: Sequence[Question], known: list[Weights]):
        self.learner, self.questions, self.known = learner, questions, known
        self.wait, self.due = 1, 0
        self.looked = 0

    def rule_out(self, search: Search, done: int, left: int, budget: Budget) -> bool:
        """Whether new weights show that the tasks left do not fit."""
        self.looked += 1
        if self.looked < self.due:
            return False
        side = search.question.side
        rest = [side.times[i] for i in members(side.full & ~done)]
        budget.charge(CHARGE)
        if weights := self.learner.weights(rest, left):
            self.known.append(weights)
            for question in self.questions:
                question.weigh(self.known)
            self.wait, self.due = 1, self.looked
            search.reason = search.reason if done else "bin packing"
            return True
        self.wait *= 2
        self.due = self.looked + self.wait
        return False


class Answer(NamedTuple):
    """Loads for at most so many stations, or None and why there are none."""

    loads: Loads | None
    reason: str = ""


def by_turns(searches: Sequence[Search], budget: Budget, nodes: float) -> Answer | None:
    """The side that has spent less has its turn, until one knows or all have spent enough."""
    while open_ := [each for each in searches if not each.stuck]:
        search = min(open_, key=lambda each: each.spent)
        if search.spent >= nodes:
            return None
        found = search.run(budget)
        budget.store(sum(len(each.left) for each in searches))
        if found:
            return Answer(search.plan())
        if found is False and not search.cut:
            return Answer(None, search.reason)
    return None


class Proof(NamedTuple):
    """A complete search from both ends of a line."""

    searches: Sequence[Search]

    def go_on(self, budget: Budget, nodes: float = math.inf) -> Answer | None:
        """Until an end has spent so many nodes in all; None where the answer is still open."""
        answer = by_turns(self.searches, budget, nodes)
        if not answer and all(each.stuck for each in self.searches):
            raise OutOfBudget("ran out of memory")  # some state has more loads than can be kept
        return answer


class Packing:
    """The tasks of a line, seen from both ends, at any cycle time."""

    def __init__(self, times: Bits, before: Bits, after: Bits) -> None:
        self.times, self.before, self.after = times, before, after
        self._sides: dict[float, tuple[Side, Side]] = {}
        self._known: dict[int, list[Weights]] = {}

    def least(self, cycle: int) -> int:
        """How many stations the strongest weights need at this cycle time."""
        return max((each.stations for each in self._weights(cycle)), default=0)

    def greedy(self, cycle: int) -> Loads:
        """Loads that no search made: always the first task in order that is free and fits."""
        (side, _), done, loads = self._seen(PASSES[0].share), 0, []
        while done != side.full:
            load, room = 0, cycle
            for i, time in enumerate(side.times):
                free = not (done | load) >> i & 1 and not side.before[i] & ~(done | load)
                if free and time <= room:
                    load, room = load | 1 << i, room - time
            loads.append(side.tasks(load))
            done |= load
        return tuple(loads)

    def part(self, tasks: Sequence[int]) -> Packing:
        """These tasks alone, in this order."""
        place = {task: 1 << k for k, task in enumerate(tasks)}
        whole = sum(1 << task for task in tasks)

        def own(sets: Bits) -> list[int]:
            return [sum(place[i] for i in members(sets[task] & whole)) for task in tasks]

        return Packing([self.times[task] for task in tasks], own(self.before), own(self.after))

    def work(self, load: int) -> int:
        """The sum of the times in a load."""
        return sum(self.times[i] for i in members(load))

    def quick(
        self, cycle: int, stations: int, budget: Budget, passes: Sequence[Pass] = PASSES,
        ends: Sequence[int] = BOTH,
    ) -> Answer | None:  # fmt: skip
        """Passes that keep a few loads of each state; None where they leave it open."""
        for most, effort, share in passes:
            questions = self._questions(cycle, stations, share)
            searches = [Search(questions[end], most) for end in ends]
            if answer := by_turns(searches, budget, effort * len(self.times) ** 2):
                return answer
        return None

    def complete(self, cycle: int, stations: int, budget: Budget) -> Answer:
        """The whole search: an answer, or `OutOfBudget`."""
        answer = self.proof(cycle, stations).go_on(budget)
        assert answer  # without a limit of its own it ends with one, or raises
        return answer

    def proof(self, cycle: int, stations: int) -> Proof:
        """The whole search, to be gone on with."""
        questions = self._questions(cycle, stations, CARE)
        learner = Learner(self.times, cycle)
        lessons = Lessons(learner, questions, self._weights(cycle)) if learner.able else None
        return Proof([Search(each, MOST_LOADS, lessons) for each in questions])

    def _seen(self, share: float) -> tuple[Side, Side]:
        """Both sides of the line, with this share of followers in the order of tasks."""
        if share not in self._sides:
            before, after = self.before, self.after
            forward = Side(self.times, before, after, share)
            self._sides[share] = forward, Side(self.times, after, before, share, True)
        return self._sides[share]

    def _questions(self, cycle: int, stations: int, share: float) -> tuple[Question, Question]:
        (one, other), weights = self._seen(share), self._weights(cycle)
        return Question(one, cycle, stations, weights), Question(other, cycle, stations, weights)

    def _weights(self, cycle: int) -> list[Weights]:
        """Dual-feasible functions and what was learned at this cycle time."""
        if cycle not in self._known:
            self._known[cycle] = list(strongest(tuple(self.times), cycle))
        return self._known[cycle]
