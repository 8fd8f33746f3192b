"""The number of servers at which servers and waiting together cost least."""

from __future__ import annotations

from ...core import Faults, Recorder, fail, public
from ...core.figures import positive
from ...core.numbers import count, show
from ..queue.formulas import mmc
from ..queue.result import Queue
from .result import Charges, Counted, Option, ServerChoice, Tried

AFTER = 4  # options shown beyond the best
MOST_SERVERS = 10_000  # that the search begins with


@public
def servers_at_least_cost(
    arrival_rate: float,
    service_rate: float,
    *,
    server_cost: float,
    waiting_cost: float,
    waiting_counts: Counted = "in_system",
    time_unit: str = "h",
) -> ServerChoice:
    """The number of M/M/c servers at which servers and waiting together cost least.

    `server_cost` is that of one server and `waiting_cost` that of one customer there, each per
    `time_unit`. Books differ on who is charged for: `waiting_counts` is "in_system" or "in_queue".
    The expected line is convex in the number of servers, so the first rise ends the search.
    Bad figures raise `ProblemError`. Source: Hillier & Lieberman; Dyer & Proll (1977).

    >>> servers_at_least_cost(16, 10, server_cost=20, waiting_cost=1).servers
    2
    """
    faults = Faults("servers at least cost")
    pay = float(positive(server_cost, "server_cost", faults, f"per {time_unit}"))
    charge = float(positive(waiting_cost, "waiting_cost", faults, f"per {time_unit}"))
    rate = positive(arrival_rate, "arrival_rate", faults, f"customers per {time_unit}")
    speed = positive(service_rate, "service_rate", faults, f"customers per {time_unit}")
    faults.raise_any()
    fewest = int(rate // speed) + 1
    if fewest > MOST_SERVERS:
        problem = f"it takes {fewest:,} servers at least, and {MOST_SERVERS:,} are tried at most"
        fail(faults.subject, "arrival_rate", problem, "Plan for a part of the customers.")
    charges = Charges(pay, charge, waiting_counts)
    tried: list[Queue] = []
    while len(tried) <= AFTER or charges.cost(tried[-1 - AFTER]) > charges.cost(tried[-AFTER]):
        servers = fewest + len(tried)
        tried.append(mmc(float(rate), float(speed), servers=servers, time_unit=time_unit))
    best = min(tried, key=charges.cost)
    working = Recorder(Tried())
    for queue in tried:
        _note_option(working, charges, queue)
    cost = charges.cost(best)
    text = f"The least of these: {count(best.servers, 'server')}."
    numbers = ", ".join(show(charges.cost(queue)) for queue in tried)
    working.note(text, rf"\min({numbers})", cost, f"per {time_unit}", best=best.servers)
    return ServerChoice(pay, charge, waiting_counts, tuple(tried), working=working.steps())


def _note_option(working: Recorder, charges: Charges, queue: Queue) -> None:
    counted = charges.waiting_counts
    people, symbol = getattr(queue, counted), "L" if counted == "in_system" else "L_q"
    option = Option(queue.servers, charges.server_cost * queue.servers, charges.waiting(queue))
    numbers = (
        rf"{queue.servers} \times {show(charges.server_cost)} + {show(people)} \times "
        rf"{show(charges.waiting_cost)}"
    )
    text = f"With {count(queue.servers, 'server')}, {show(queue.utilisation, '%')} busy."
    formula = rf"c\,k_s + {symbol}\,k_w = {numbers}"
    options = (*working.state.options, option)
    working.note(text, formula, charges.cost(queue), f"per {queue.time_unit}", options=options)
