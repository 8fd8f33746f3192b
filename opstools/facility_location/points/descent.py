"""The place with the least Σ w·d: exact where it is a given point, to rounding elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .spaces import Globe, Plane, View

SAMPLE = 4000  # points that give the start where there are many more
MOST_ROUNDS = 500
TRIES = 6  # of a step, shorter each time, before that of Weiszfeld is taken
PATIENT = 2  # rounds before given points are looked at
NOTHING = 1e-15  # of the cost, less than which no step can be seen to save


def descend(space: Plane | Globe, at: Any) -> Iterator[tuple[Any, float, bool]]:
    """Places of falling Σ w·d from a start, with their costs; the last is the minimum.

    The third value tells whether it is a given point.

    Newton's method, with a step of Weiszfeld (1937) where that does not help. At a given point the
    pull of the others decides (Kuhn 1973): it is the best where they pull no harder than it weighs,
    else the step of Vardi & Zhang (2000) leaves it.
    """
    seen, looked_at = space.view(at), set()
    yield at, seen.cost, not seen.to_nearest
    for k in range(MOST_ROUNDS):
        step = _step(seen)
        if step is None:
            return
        near = 0 < seen.to_nearest <= 2 * abs(step) and k >= PATIENT
        if near and seen.nearest not in looked_at:
            looked_at.add(seen.nearest)
            spot = space.place(seen.nearest)
            view = space.view(spot)
            if _step(view) is None:
                yield spot, view.cost, True
                return
        if (seen.pull.conjugate() * step).real <= NOTHING * seen.cost:
            yield space.move(at, step), seen.cost, False
            return
        for shorter in _shorter(step, seen):
            there = space.move(at, shorter)
            view = space.view(there)
            if view.cost < seen.cost:
                break
        else:
            return  # only rounding is left
        at, seen = there, view
        yield at, seen.cost, not seen.to_nearest


def _shorter(step: complex, seen: View) -> Iterator[complex]:
    """The step, shorter and shorter, at last that of Weiszfeld, which always leads down."""
    for n in range(TRIES):
        yield step / 2**n
    yield seen.pull / seen.steep


def _step(seen: View) -> complex | None:
    """Where to go from a place; None where it is the best."""
    force = abs(seen.pull)
    if force <= seen.here or force == 0:
        return None
    if seen.here:
        return seen.pull * (1 - seen.here / force) / seen.steep
    # The second derivative is Σ b (1 − u uᵀ); in complex numbers its inverse is this.
    spread = seen.bends * seen.bends - abs(seen.turn) ** 2
    if seen.bends > 0 and spread > 1e-12 * seen.bends * seen.bends:
        return 2 * (seen.bends * seen.pull + seen.turn * seen.pull.conjugate()) / spread
    return seen.pull / seen.steep


def start(space: Plane | Globe, xy: Any, w: Any) -> Any:
    """The centre of gravity; of very many points the best place for a sample."""
    if len(w) <= 4 * SAMPLE:
        return space.centre()
    every = slice(None, None, len(w) // SAMPLE)
    few = type(space)(xy[every], w[every])
    *_, (best, *_) = descend(few, few.centre())
    return best
