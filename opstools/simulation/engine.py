"""The event loop: what happens next, happens next.

One tuple in a heap for each event and flat lists for the log, no objects per item: a visit of an
item to a station is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush
from math import inf, nan
from typing import Any

from ..core import Infeasible, fail
from .calendar import Calendar, Slots
from .distributions import as_draw, endless_times, random_stream
from .drawn_inputs import DrawnInputs, Seed
from .model import Batch, Model
from .station_state import Cards, StationState

AFTER_ALL = 1 << 60  # beyond every count of events
Event = tuple[float, int, Callable[..., None], Any, Any]


class Engine:
    """One run of a model; `run` fills the lists that `Run` makes its tables of."""

    def __init__(self, model: Model, inputs: DrawnInputs, seed: Seed, until: float) -> None:
        self.model, self.until, self.seed = model, until, seed
        self.count, self.pending = 0, 0  # events so far; those that surely come
        self.heap: list[Event] = []
        self.arrivals, self.source = inputs.arrivals.tolist(), inputs.source.tolist()
        self.due = None if inputs.due is None else inputs.due.tolist()
        self.priorities = [float(each.priority) for each in model.sources]
        self.item: list[int] = []
        self.station: list[int] = []
        self.arrival: list[float] = []
        self.start: list[float] = []
        self.departure: list[float] = []
        self.service_times: list[float] = []  # kept where items may come back
        self.batches: dict[int, int] = {}  # visit -> the first visit of its batch
        self.left = [nan] * len(self.arrivals)
        self.lost: list[int] = []
        self.stuck = 0  # visits that are done but find no room
        self.last_start = 0.0
        names = [station.name for station in model.stations]
        cards: dict[str, Cards] = {}
        for cap in model.caps:
            cards |= dict.fromkeys(cap.stations, Cards(cap))  # one pile for all of them
        self.states = [
            self._station_state(k, inputs.services[k].tolist(), cards.get(name))
            for k, name in enumerate(names)
        ]
        self.entry = [self.states[names.index(s.to) if s.to else 0] for s in model.sources]
        self._find_mates()
        again = model.revisited
        self.seen: list[set[int]] | None = [set() for _ in names] if again else None
        self.repeats = [self._repeat_services(k) for k in range(len(names))] if again else []

    def _find_mates(self) -> None:
        """Stations of a pool know each other: who is busy in one is busy in all."""
        for one in self.states:
            pool = self.model.stations[one.number].pool
            one.mates = tuple(
                other
                for other in self.states
                if pool and other is not one and self.model.stations[other.number].pool == pool
            )

    def _station_state(self, k: int, services: list[float], cards: Cards | None) -> StationState:
        station, routes = self.model.stations[k], self.model.routes(k)
        calendar, batch, failures = station.calendar, station.batch, station.failures
        servers = inf if station.servers is None else int(station.servers)
        ranks: dict[str, Callable[[int], float]] = {
            "priority": lambda v: self.priorities[self.source[self.item[v]]],
            "due": lambda v: self.due[self.item[v]] if self.due else 0.0,
            "shortest": lambda v: self._service_time(self.states[k], v),
        }
        sure = not routes or routes[0][1] >= 1
        state = StationState(
            number=k,
            services=services,
            cards=cards,
            servers=servers,
            capacity=inf if station.capacity is None else int(station.capacity),
            calendar=calendar if isinstance(calendar, Calendar) else None,
            slots=calendar if isinstance(calendar, Slots) else None,
            batch=batch,
            release=station.release,
            rank=ranks.get(station.discipline),
            routes=routes,
            chances=None if sure else _uniform(random_stream(self.seed, "route", station.name)),
            setup=self._endless_times("setup", k, batch.setup if batch else 0),
            failure=self._endless_times(
                "failure", k, failures.between if failures else 0, above_zero=True
            ),
            repair=self._endless_times("repair", k, failures.repair if failures else 0),
            lives=[] if failures else None,
            on_duty=servers if calendar is None else 0,
            branches=self.model.branches(k),
            parts=int(station.parts),
            escalation=self.model.escalation(k),
        )
        if calendar is not None:
            if isinstance(calendar, Calendar):
                state.on_duty = calendar.servers_at(0.0, servers)
            self._schedule_duty(calendar.next_change(-1e-6), state)
        return state

    def _endless_times(
        self, purpose: str, k: int, draw: Any, *, above_zero: bool = False
    ) -> Iterator[float]:
        name = self.model.stations[k].name
        random, place = random_stream(self.seed, purpose, name), f"station {name}, {purpose}"
        return endless_times(as_draw(draw), random, place, above_zero=above_zero)

    def _repeat_services(self, k: int) -> dict[str, Iterator[float]]:
        """Times for further visits of the same item, by kind."""
        service = self.model.stations[k].service
        draws = service if isinstance(service, Mapping) else {"": service}
        return {kind: self._endless_times(f"again {kind}", k, draw) for kind, draw in draws.items()}

    def run(self) -> Engine:
        """Go from event to event until `until`, or until nobody is left."""
        heap, arrivals, until = self.heap, self.arrivals, self.until
        coming, number, entry, source = 0, len(arrivals), self.entry, self.source
        while True:
            if coming < number and (not heap or arrivals[coming] < heap[0][0]):
                now = arrivals[coming]
                if now > until:
                    break
                self._arrive(now, entry[source[coming]], coming)
                coming += 1
            elif heap:
                now, _, action, state, visits = heappop(heap)
                if now > until or (
                    coming == number and not self.pending and self._only_shifts_left(now)
                ):
                    break
                action(now, state, visits)
            else:
                break
        self._check_deadlock()
        return self

    def _schedule(
        self, time: float, action: Callable[..., None], state: StationState, visits: Any
    ) -> None:
        self.count += 1
        heappush(self.heap, (time, self.count, action, state, visits))

    def _schedule_duty(self, time: float, state: StationState) -> None:
        """At one moment a shift ends before anything starts, and a slot takes all that is done."""
        self.count += 1
        rank = -self.count if state.slots is None else AFTER_ALL + self.count
        heappush(self.heap, (time, rank, self._change_duty, state, None))

    def _only_shifts_left(self, now: float) -> bool:
        """Only shifts are left to come: wait a while whether they let anything start."""
        if all(not state.inside for state in self.states):
            return True
        periods = [s.calendar.period for s in self.model.stations if s.calendar is not None]
        return bool(now > max(self.last_start, *self.arrivals[-1:]) + 2 * max(periods))

    def _arrive(self, now: float, state: StationState, item: int) -> None:
        if state.inside >= state.capacity:
            self.lost.append(item)
        else:
            self._enter(now, state, item)

    def _enter(self, now: float, state: StationState, item: int) -> None:
        if state.parts > 1 and not state.is_whole(item):
            return
        visit = len(self.item)
        self.item.append(item)
        self.station.append(state.number)
        self.arrival.append(now)
        self.start.append(nan)
        self.departure.append(nan)
        if self.seen is not None:
            self.service_times.append(self._next_service_time(state, item, self.seen[state.number]))
        state.inside += 1
        if state.release is not None and self.due is not None:
            ready = self.due[item] - state.release
            if ready > now and ready < inf:
                self.pending += 1
                self._schedule(ready, self._release, state, visit)
                return
        self._queue(now, state, visit)

    def _next_service_time(self, state: StationState, item: int, seen: set[int]) -> float:
        if item not in seen:
            seen.add(item)
            return state.services[item]
        again = self.repeats[state.number]
        kind = self.model.sources[self.source[item]].kind
        return next(again.get(kind) or again[""])

    def _service_time(self, state: StationState, visit: int) -> float:
        return state.services[self.item[visit]] if self.seen is None else self.service_times[visit]

    def _release(self, now: float, state: StationState, visit: int) -> None:
        self.pending -= 1
        self._queue(now, state, visit)

    def _queue(self, now: float, state: StationState, visit: int) -> None:
        cards = state.cards
        if cards is not None and self.item[visit] not in cards.held:
            if not cards.free:
                rank = state.rank(visit) if state.rank else 0.0
                heappush(cards.waiting, (rank, visit, state))
                return
            cards.free -= 1
            cards.held.add(self.item[visit])
        self._put_in_line(state, visit)
        if state.busy < state.on_duty:
            self._begin(now, state)
        if state.escalation and self.start[visit] != self.start[visit]:
            self.pending += 1
            self._schedule(now + state.escalation[0], self._escalate, state, visit)

    def _escalate(self, now: float, state: StationState, visit: int) -> None:
        """Who still waits leaves the line and goes on elsewhere."""
        self.pending -= 1
        if state.escalation and self.start[visit] != self.start[visit]:
            target, item = self.states[state.escalation[1]], self.item[visit]
            state.gone.add(visit)
            state.inside -= 1
            self.start[visit] = self.departure[visit] = now
            self._return_card(now, state, item, target)
            self._enter(now, target, item)

    def _put_in_line(self, state: StationState, visit: int) -> None:
        if state.batch is None or not state.batch.by_kind:
            state.waiting_line.put(visit)
            return
        kind = self.model.sources[self.source[self.item[visit]]].kind
        if kind not in state.waiting_by_kind:
            state.waiting_by_kind[kind] = state.new_waiting_line()
        state.waiting_by_kind[kind].put(visit)

    def _begin(self, now: float, state: StationState) -> None:
        """Start whatever can be started."""
        while state.busy < state.on_duty:
            if state.mates:
                state = state.first_in_pool()
            if state.batch is None:
                if not state.waiting_line:
                    return
                visit = state.waiting_line.take()
                if visit in state.gone:
                    state.gone.discard(visit)
                    continue
                visits: tuple[int, ...] = (visit,)
                work = self._service_time(state, visit)
                self.start[visit] = now
            else:
                visits = self._take_batch(state, state.batch)
                if not visits:
                    return
                work = next(state.setup)
                for visit in visits:
                    work += self._service_time(state, visit)
                    self.start[visit] = now
                    self.batches[visit] = visits[0]
            state.busy += 1
            for mate in state.mates:
                mate.busy += 1
            self.pending += 1
            self.last_start = now
            if state.lives is not None:
                work = self._with_repairs(state, state.lives, work)
            calendar = state.calendar
            end = now + work
            if calendar is not None and calendar.interrupt:
                end = calendar.finish(now, work)
            self.count += 1
            heappush(self.heap, (end, self.count, self._finish, state, visits))

    def _take_batch(self, state: StationState, batch: Batch) -> tuple[int, ...]:
        lines = state.waiting_by_kind.values() if batch.by_kind else (state.waiting_line,)
        full = [line for line in lines if len(line) >= batch.smallest]
        if not full:
            return ()
        line = min(full, key=lambda line: line.first_rank())
        return tuple(line.take() for _ in range(min(batch.largest, len(line))))

    def _with_repairs(self, state: StationState, lives: list[float], work: float) -> float:
        """Failures strike while a server works; each server keeps what is left until its next."""
        life = lives.pop() if lives else next(state.failure)
        end, left = work, work
        while life < left:
            left -= life
            end += next(state.repair)
            life = next(state.failure)
        lives.append(life - left)
        return end

    def _finish(self, now: float, state: StationState, visits: tuple[int, ...]) -> None:
        self.pending -= 1
        job = [len(visits)]
        for visit in visits:
            target = self._target(state)
            if target is not None and target is not state and target.inside >= target.capacity:
                self.stuck += 1
                target.blocked.append((visit, state, job))
            else:
                self._leave(now, state, visit, job, target)
                for k in state.branches:
                    self._enter(now, self.states[k], self.item[visit])
        self._let_in_and_begin(now, state)

    def _target(self, state: StationState) -> StationState | None:
        if state.chances is None:
            return self.states[state.routes[0][0]] if state.routes else None
        chance = next(state.chances)
        for k, reached in state.routes:
            if chance < reached:
                return self.states[k]
        return None

    def _leave(
        self,
        now: float,
        state: StationState,
        visit: int,
        job: list[int],
        target: StationState | None,
    ) -> None:
        item = self.item[visit]
        self.departure[visit] = now
        state.inside -= 1
        job[0] -= 1
        if not job[0]:
            state.busy -= 1
            for mate in state.mates:
                mate.busy -= 1
        self._return_card(now, state, item, target)
        if target is None:
            self.left[item] = now
        else:
            self._enter(now, target, item)

    def _return_card(
        self, now: float, state: StationState, item: int, target: StationState | None
    ) -> None:
        """Who leaves a cap gives its card to those that wait for one, the first first.

        Parts of one item have one card together: the first that leaves returns it.
        """
        cards = state.cards
        if cards is None or (target and target.cards is cards) or item not in cards.held:
            return
        cards.held.discard(item)
        cards.free += 1
        while cards.free and cards.waiting:
            _, visit, state = heappop(cards.waiting)
            self._queue(now, state, visit)

    def _let_in_and_begin(self, now: float, state: StationState) -> None:
        """After a departure: let in who is blocked, start who waits."""
        while state.blocked and state.inside < state.capacity:
            visit, blocker, job = state.blocked.popleft()
            self.stuck -= 1
            self._leave(now, blocker, visit, job, state)
            self._let_in_and_begin(now, blocker)
        if state.busy < state.on_duty:
            self._begin(now, state)

    def _change_duty(self, now: float, state: StationState, _: None) -> None:
        """A shift starts or ends, or a slot has come."""
        if state.slots is not None:
            state.on_duty = state.servers
            self._begin(now, state)
            state.on_duty = 0
            self._schedule_duty(state.slots.next_change(now), state)
        elif state.calendar is not None:
            state.on_duty = state.calendar.servers_at(now + 1e-9, state.servers)
            self._begin(now, state)
            self._schedule_duty(state.calendar.next_change(now), state)

    def _check_deadlock(self) -> None:
        if not self.stuck or self.pending:
            return
        waiting = [
            f"{self.model.stations[blocker.number].name} waits for a place at "
            f"{self.model.stations[state.number].name}"
            for state in self.states
            for _, blocker, _ in state.blocked
        ]
        problem = f"the stations block one another for ever: {'; '.join(dict.fromkeys(waiting))}"
        remedy = "Give more places to one of them, or cap the loop."
        fail("model", "capacity", problem, remedy, Infeasible)


def _uniform(random: Any) -> Iterator[float]:
    while True:
        yield from random.random(1024).tolist()
