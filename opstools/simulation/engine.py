"""The event loop: what happens next, happens next.

One tuple in a heap for each event and flat lists for the log, no objects per item: a visit of an
item to a station is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush
from math import inf, nan
from typing import Any

from ..core import Faults, Infeasible
from .calendar import Calendar, Slots
from .draws import as_draw, endless, stream
from .feed import Feed, Seed
from .model import Batch, Model
from .place import Cards, Place

LAST = 1 << 60  # beyond every count of events
Event = tuple[float, int, Callable[..., None], Any, Any]


class Engine:
    """One run of a model; `run` fills the lists that `Run` makes its tables of."""

    def __init__(self, model: Model, feed: Feed, seed: Seed, until: float) -> None:
        self.model, self.until, self.seed = model, until, seed
        self.count, self.pending = 0, 0  # events so far; those that surely come
        self.heap: list[Event] = []
        self.arrivals, self.origin = feed.arrivals.tolist(), feed.stream.tolist()
        self.due = None if feed.due is None else feed.due.tolist()
        self.priorities = [float(each.priority) for each in model.streams]
        self.item: list[int] = []
        self.station: list[int] = []
        self.arrival: list[float] = []
        self.start: list[float] = []
        self.departure: list[float] = []
        self.service: list[float] = []  # kept where items may come back
        self.batches: dict[int, int] = {}  # visit -> the first visit of its batch
        self.left = [nan] * len(self.arrivals)
        self.lost: list[int] = []
        self.stuck = 0  # visits that are done but find no place
        self.last_start = 0.0
        names = [station.name for station in model.stations]
        cards = {name: hand for cap in model.caps for hand in [Cards(cap)] for name in cap.stations}
        self.places = [
            self._place(k, feed.services[k].tolist(), cards.get(name))
            for k, name in enumerate(names)
        ]
        self.entry = [self.places[names.index(s.to) if s.to else 0] for s in model.streams]
        revisited = any(k <= at for at in range(len(names)) for k, _ in model.routes(at))
        self.seen: list[set[int]] | None = [set() for _ in names] if revisited else None
        self.again = [self._again(k) for k in range(len(names))] if revisited else []

    def _place(self, k: int, services: list[float], cards: Cards | None) -> Place:
        station, routes = self.model.stations[k], self.model.routes(k)
        calendar, batch, failures = station.calendar, station.batch, station.failures
        servers = inf if station.servers is None else int(station.servers)
        ranks: dict[str, Callable[[int], float]] = {
            "priority": lambda v: self.priorities[self.origin[self.item[v]]],
            "due": lambda v: self.due[self.item[v]] if self.due else 0.0,
            "shortest": lambda v: self._work(self.places[k], v),
        }
        sure = not routes or routes[0][1] >= 1
        place = Place(
            number=k,
            services=services,
            cards=cards,
            servers=servers,
            capacity=inf if station.capacity is None else int(station.capacity),
            calendar=calendar if isinstance(calendar, Calendar) else None,
            slots=calendar if isinstance(calendar, Slots) else None,
            batch=batch,
            release=station.release,
            rank=ranks.get(station.order),
            routes=routes,
            toss=None if sure else _uniform(stream(self.seed, "route", station.name)),
            setup=self._endless("setup", k, batch.setup if batch else 0),
            failure=self._endless("failure", k, failures.between if failures else 0),
            repair=self._endless("repair", k, failures.repair if failures else 0),
            pool=[] if failures else None,
            on_duty=servers if calendar is None else 0,
        )
        place.line = place.new_line()
        if calendar is not None:
            if isinstance(calendar, Calendar):
                place.on_duty = calendar.servers_at(0.0, servers)
            self._next_turn(calendar.next_change(-1e-6), place)
        return place

    def _endless(self, purpose: str, k: int, draw: Any) -> Iterator[float]:
        name = self.model.stations[k].name
        return endless(
            as_draw(draw), stream(self.seed, purpose, name), f"station {name}, {purpose}"
        )

    def _again(self, k: int) -> dict[str, Iterator[float]]:
        """Times for further visits of the same item, by kind."""
        service = self.model.stations[k].service
        draws = service if isinstance(service, Mapping) else {"": service}
        return {kind: self._endless(f"again {kind}", k, draw) for kind, draw in draws.items()}

    def run(self) -> Engine:
        """Go from event to event until `until`, or until nobody is left."""
        heap, arrivals, until = self.heap, self.arrivals, self.until
        coming, number, entry, origin = 0, len(arrivals), self.entry, self.origin
        while True:
            if coming < number and (not heap or arrivals[coming] < heap[0][0]):
                now = arrivals[coming]
                if now > until:
                    break
                self._come(now, entry[origin[coming]], coming)
                coming += 1
            elif heap:
                now, _, action, place, visits = heappop(heap)
                if now > until or (coming == number and not self.pending and self._idle(now)):
                    break
                action(now, place, visits)
            else:
                break
        self._check_deadlock()
        return self

    def _at(self, time: float, action: Callable[..., None], place: Place, visits: Any) -> None:
        self.count += 1
        heappush(self.heap, (time, self.count, action, place, visits))

    def _next_turn(self, time: float, place: Place) -> None:
        """At one moment a shift ends before anything starts, and a slot takes all that is done."""
        self.count += 1
        rank = -self.count if place.slots is None else LAST + self.count
        heappush(self.heap, (time, rank, self._turn, place, None))

    def _idle(self, now: float) -> bool:
        """Only shifts are left to come: wait a while whether they let anything start."""
        if all(not place.inside for place in self.places):
            return True
        periods = [s.calendar.period for s in self.model.stations if s.calendar is not None]
        return bool(now > max(self.last_start, *self.arrivals[-1:]) + 2 * max(periods))

    def _come(self, now: float, place: Place, item: int) -> None:
        if place.inside >= place.capacity:
            self.lost.append(item)
        else:
            self._enter(now, place, item)

    def _enter(self, now: float, place: Place, item: int) -> None:
        visit = len(self.item)
        self.item.append(item)
        self.station.append(place.number)
        self.arrival.append(now)
        self.start.append(nan)
        self.departure.append(nan)
        if self.seen is not None:
            self.service.append(self._service(place, item, self.seen[place.number]))
        place.inside += 1
        if place.release is not None and self.due is not None:
            ready = self.due[item] - place.release
            if ready > now and ready < inf:
                self.pending += 1
                self._at(ready, self._ready, place, visit)
                return
        self._queue(now, place, visit)

    def _service(self, place: Place, item: int, seen: set[int]) -> float:
        if item not in seen:
            seen.add(item)
            return place.services[item]
        again = self.again[place.number]
        kind = self.model.streams[self.origin[item]].kind
        return next(again.get(kind) or again[""])

    def _work(self, place: Place, visit: int) -> float:
        return place.services[self.item[visit]] if self.seen is None else self.service[visit]

    def _ready(self, now: float, place: Place, visit: int) -> None:
        self.pending -= 1
        self._queue(now, place, visit)

    def _queue(self, now: float, place: Place, visit: int) -> None:
        cards = place.cards
        if cards is not None and self.item[visit] not in cards.held:
            if not cards.free:
                rank = place.rank(visit) if place.rank else 0.0
                heappush(cards.waiting, (rank, visit, place))
                return
            cards.free -= 1
            cards.held.add(self.item[visit])
        self._line_up(place, visit)
        if place.busy < place.on_duty:
            self._begin(now, place)

    def _line_up(self, place: Place, visit: int) -> None:
        if place.batch is None or not place.batch.by_kind:
            place.line.put(visit)
            return
        kind = self.model.streams[self.origin[self.item[visit]]].kind
        if kind not in place.lines:
            place.lines[kind] = place.new_line()
        place.lines[kind].put(visit)

    def _begin(self, now: float, place: Place) -> None:
        """Start whatever can be started."""
        while place.busy < place.on_duty:
            if place.batch is None:
                if not place.line:
                    return
                visit = place.line.take()
                visits: tuple[int, ...] = (visit,)
                work = self._work(place, visit)
                self.start[visit] = now
            else:
                visits = self._batch(place, place.batch)
                if not visits:
                    return
                work = next(place.setup)
                for visit in visits:
                    work += self._work(place, visit)
                    self.start[visit] = now
                    self.batches[visit] = visits[0]
            place.busy += 1
            self.pending += 1
            self.last_start = now
            if place.pool is not None:
                work = self._with_repairs(place, place.pool, work)
            calendar = place.calendar
            end = now + work
            if calendar is not None and calendar.interrupt:
                end = calendar.finish(now, work)
            self.count += 1
            heappush(self.heap, (end, self.count, self._finish, place, visits))

    def _batch(self, place: Place, batch: Batch) -> tuple[int, ...]:
        lines = place.lines.values() if batch.by_kind else (place.line,)
        full = [line for line in lines if len(line) >= batch.smallest]
        if not full:
            return ()
        line = min(full, key=lambda line: line.head())
        return tuple(line.take() for _ in range(min(batch.largest, len(line))))

    def _with_repairs(self, place: Place, pool: list[float], work: float) -> float:
        """Failures strike while a server works; each server keeps what is left until its next."""
        life = pool.pop() if pool else next(place.failure)
        end, left = work, work
        while life < left:
            left -= life
            end += next(place.repair)
            life = next(place.failure)
        pool.append(life - left)
        return end

    def _finish(self, now: float, place: Place, visits: tuple[int, ...]) -> None:
        self.pending -= 1
        job = [len(visits)]
        for visit in visits:
            target = self._target(place)
            if target is not None and target is not place and target.inside >= target.capacity:
                self.stuck += 1
                target.blocked.append((visit, place, job))
            else:
                self._leave(now, place, visit, job, target)
        self._go_on(now, place)

    def _target(self, place: Place) -> Place | None:
        if place.toss is None:
            return self.places[place.routes[0][0]] if place.routes else None
        chance = next(place.toss)
        for k, reached in place.routes:
            if chance < reached:
                return self.places[k]
        return None

    def _leave(
        self, now: float, place: Place, visit: int, job: list[int], target: Place | None
    ) -> None:
        item = self.item[visit]
        self.departure[visit] = now
        place.inside -= 1
        job[0] -= 1
        if not job[0]:
            place.busy -= 1
        cards = place.cards
        if cards is not None and (target is None or target.cards is not cards):
            cards.held.discard(item)
            cards.free += 1
            self._deal(now, cards)
        if target is None:
            self.left[item] = now
        else:
            self._enter(now, target, item)

    def _deal(self, now: float, cards: Cards) -> None:
        """Hand a free card to the first that waits for one."""
        while cards.free and cards.waiting:
            _, visit, place = heappop(cards.waiting)
            self._queue(now, place, visit)

    def _go_on(self, now: float, place: Place) -> None:
        """After a departure: let in who is blocked, start who waits."""
        while place.blocked and place.inside < place.capacity:
            visit, origin, job = place.blocked.popleft()
            self.stuck -= 1
            self._leave(now, origin, visit, job, place)
            self._go_on(now, origin)
        if place.busy < place.on_duty:
            self._begin(now, place)

    def _turn(self, now: float, place: Place, _: None) -> None:
        """A shift starts or ends, or a slot has come."""
        if place.slots is not None:
            place.on_duty = place.servers
            self._begin(now, place)
            place.on_duty = 0
            self._next_turn(place.slots.next_change(now), place)
        elif place.calendar is not None:
            place.on_duty = place.calendar.servers_at(now + 1e-9, place.servers)
            self._begin(now, place)
            self._next_turn(place.calendar.next_change(now), place)

    def _check_deadlock(self) -> None:
        if not self.stuck or self.pending:
            return
        faults = Faults("model")
        waiting = [
            f"{self.model.stations[origin.number].name} waits for a place at "
            f"{self.model.stations[place.number].name}"
            for place in self.places
            for _, origin, _ in place.blocked
        ]
        problem = f"the stations block one another for ever: {'; '.join(dict.fromkeys(waiting))}"
        faults.add("capacity", problem, "Give more places to one of them, or cap the loop.")
        faults.raise_any(Infeasible)


def _uniform(random: Any) -> Iterator[float]:
    while True:
        yield from random.random(1024).tolist()
