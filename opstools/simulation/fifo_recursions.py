"""First come, first served, fast: recursions over whole arrays instead of an event list.

They are exact, not approximations: the next departure follows from the ones before.
"""

from __future__ import annotations

from heapq import heapreplace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Times = NDArray[np.float64]


def single_server(
    arrivals: Times, services: Times, out: tuple[Times, Times] | None = None
) -> tuple[Times, Times]:
    """Starts and departures at one server: D_n = max(A_n, D_{n−1}) + S_n.

    `arrivals` must not fall; `out` takes the answer where given. With C_n = S_1 + … + S_n the
    recursion opens up to D_n = C_n + max over k ≤ n of (A_k − C_{k−1}), a running maximum.
    Source: Lindley (1952).

    >>> import numpy as np
    >>> single_server(np.array([0.0, 1, 9]), np.array([4.0, 2, 1]))
    (array([0., 4., 9.]), array([ 4.,  6., 10.]))
    """
    import numpy as np

    starts, departures = out or (np.empty_like(arrivals), np.empty_like(arrivals))
    work = np.cumsum(services, out=starts)
    np.subtract(work, services, out=departures)
    np.subtract(arrivals, departures, out=departures)
    np.maximum.accumulate(departures, out=departures)
    departures += work
    starts[:1] = arrivals[:1]
    np.maximum(arrivals[1:], departures[:-1], out=starts[1:])
    return starts, departures


def many_servers(
    arrivals: Times, services: Times, servers: int, out: tuple[Times, Times] | None = None
) -> tuple[Times, Times]:
    """Starts and departures at c servers with one waiting line, its first to the first free server.

    `arrivals` must not fall; `out` takes the answer where given.
    Source: Kiefer & Wolfowitz (1955).

    >>> import numpy as np
    >>> many_servers(np.array([0.0, 1, 2]), np.array([4.0, 2, 1]), 2)
    (array([0., 1., 3.]), array([4., 3., 4.]))
    """
    import numpy as np

    starts, departures = out or (np.empty_like(arrivals), np.empty_like(arrivals))
    if servers == 1:
        return single_server(arrivals, services, (starts, departures))
    if servers >= len(arrivals):
        starts[:] = arrivals
    else:
        starts[:] = _starts(arrivals, services, servers)
    np.add(starts, services, out=departures)
    return starts, departures


def _starts(arrivals: Times, services: Times, servers: int) -> Times:
    """`free` holds when each server is done, the earliest first; a customer takes the earliest."""
    import numpy as np

    free, replace = [float("-inf")] * servers, heapreplace
    taken = [
        replace(free, (done if (done := free[0]) > arrival else arrival) + service)
        for arrival, service in zip(arrivals.tolist(), services.tolist(), strict=True)
    ]
    starts: Times = np.maximum(np.fromiter(taken, float, len(taken)), arrivals)
    return starts


def in_sequence(arrivals: Times, services: list[Times], servers: list[int]) -> tuple[Times, Times]:
    """Moments and starts at several stations, everybody passing all of them in turn.

    `services[k][i]` is what customer i takes at station k. Row k of the moments is when each comes
    to station k, the row after it when each leaves; row k of the starts is when service begins.
    Customers may overtake one another where several servers work side by side; who reaches the next
    station first is served first.

    >>> import numpy as np
    >>> in_sequence(np.array([0.0, 1]), [np.array([5.0, 1]), np.array([2.0, 2])], [2, 1])
    (array([[0., 1.],
           [5., 2.],
           [7., 4.]]), array([[0., 1.],
           [5., 2.]]))
    """
    import numpy as np

    moments = np.empty((len(services) + 1, len(arrivals)))
    starts = np.empty((len(services), len(arrivals)))
    moments[0] = arrivals
    overtaking = False
    for k, number in enumerate(servers):
        out = starts[k], moments[k + 1]
        if overtaking:
            order = np.argsort(moments[k], kind="stable")
            began, left = many_servers(moments[k][order], services[k][order], number)
            starts[k, order], moments[k + 1, order] = began, left
        else:
            many_servers(moments[k], services[k], number, out)
        overtaking |= number > 1
    return moments, starts
