"""Balking and reneging: the birth-death chances of a line that customers may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core import Faults, Infeasible, Recorder, Steps, fail, public
from ...core.figures import positive, share
from ...core.numbers import count, show
from ..checks import servers_in
from ..erlang import normalised
from .result import FatesKnown, Impatience, ImpatientQueue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_TRIED, MOST_WAITING = 1000, 1_000_000  # customers in line whose chances are worked out
NEGLIGIBLE = -46.0  # log of 1e-20: chances below this part of the largest are left out


@public
def impatient(
    arrival_rate: float,
    service_rate: float,
    *,
    servers: int,
    balking: float = 0.0,
    patience: float | None = None,
    time_unit: str = "h",
) -> ImpatientQueue:
    """M/M/c with customers who may not wait.

    Who would have to wait turns round with the chance `balking` (0 to 1). Who waits gives up after
    an exponential time of mean `patience`; without it nobody does. With balking 1 this is Erlang's
    B, without either it is M/M/c. A line that grows without end raises `Infeasible`, bad figures
    and a line of more than a million `ProblemError`. Source: Palm (1943); Garnett, Mandelbaum &
    Reiman (2002).

    >>> from opstools.waiting_lines import erlang_b
    >>> abs(impatient(12, 10, servers=2, balking=1).lost - erlang_b(1.2, 2)) < 1e-12
    True
    """
    faults = Faults("impatience")
    number = servers_in(servers, faults)
    rate = positive(arrival_rate, "arrival_rate", faults, f"customers per {time_unit}")
    speed = positive(service_rate, "service_rate", faults, f"customers per {time_unit}")
    turned = share(balking, "balking", faults)
    mean = None if patience is None else float(positive(patience, "patience", faults, time_unit))
    faults.raise_any()
    joining = rate * (1 - turned)
    if mean is None and joining >= number * speed:
        problem = f"{show(joining)} per {time_unit} join, and nobody gives up: the queue grows "
        remedy = f"Give a patience, or use more than {count(number, 'server')}."
        fail("impatience", "patience", f"{problem}without end", remedy, Infeasible)
    given = float(rate), float(speed), number, float(turned), mean
    line = _averages(_chances(*given), given, time_unit)
    return ImpatientQueue(**vars(line), working=_working(line))


def _chances(
    rate: float, speed: float, servers: int, balking: float, patience: float | None
) -> NDArray[np.float64]:
    """P(n), up to where nobody ever is."""
    import numpy as np

    leaving, waiting = 0.0 if patience is None else 1 / patience, FIRST_TRIED
    while waiting <= MOST_WAITING:
        n = np.arange(1, servers + waiting + 1)
        with np.errstate(divide="ignore"):
            up = np.log(np.where(n <= servers, rate, rate * (1 - balking)))
        down = np.log(np.minimum(n, servers) * speed + np.maximum(n - servers, 0) * leaving)
        logs = np.concatenate([[0.0], np.cumsum(up - down)])
        if logs[-1] < logs.max() + NEGLIGIBLE:
            return np.array(normalised(logs))
        waiting *= 10
    problem = f"lines of {MOST_WAITING:,} customers and more would not be rare"
    fail("impatience", "patience", problem, "Give a short patience, or use more servers.")


def _averages(shares: NDArray[np.float64], given: tuple[Any, ...], time_unit: str) -> Impatience:
    """What becomes of customers, from the chances and what these were worked out of."""
    import numpy as np

    rate, speed, servers, balking, patience = given
    n = np.arange(len(shares))
    waiting = float(np.maximum(n - servers, 0) @ shares)
    busy = float(shares[servers:].sum())
    reneged = 0.0 if patience is None else waiting / patience / rate
    return Impatience(
        arrival_rate=rate,
        service_time=1 / speed,
        servers=servers,
        balking=balking,
        patience=patience,
        balked=balking * busy,
        reneged=reneged,
        must_wait=busy,
        in_queue=waiting,
        in_system=float(n @ shares),
        time_unit=time_unit,
    )


def _working(line: Impatience) -> Steps:
    working = Recorder(FatesKnown())
    rate, unit = show(line.arrival_rate), line.time_unit
    text = "Who comes finds all servers busy: from the balance of ups and downs, state by state."
    working.note(text, r"P(n \geq c) = \sum_{n \geq c} P_n", line.must_wait, "%")
    formula = rf"b \, P(n \geq c) = {show(line.balking)} \times {show(line.must_wait)}"
    working.note("Of these a share turns round.", formula, line.balked, "%", balked=line.balked)
    text = "Who waits, on average."
    working.note(text, r"L_q = \sum_{n>c} (n - c) P_n", line.in_queue, "customers")
    formula = "0"
    if line.patience is not None:
        numbers = rf"\frac{{{show(line.in_queue)}}}{{{show(line.patience)} \times {rate}}}"
        formula = rf"\frac{{L_q / \text{{patience}}}}{{\lambda}} = {numbers}"
    text = "Each of them gives up at the rate 1 / patience."
    working.note(text, formula, line.reneged, "%", reneged=line.reneged)
    formula = f"1 - {show(line.balked)} - {show(line.reneged)}"
    working.note("All others are served.", formula, line.served, "%", served=line.served)
    formula = rf"\frac{{\lambda S}}{{c}} \times \text{{served}} = \frac{{{rate} \times "
    formula += rf"{show(line.service_time)}}}{{{line.servers}}} \times {show(line.served)}"
    working.note("So the servers are busy.", formula, line.utilisation, "%")
    joined = rf"{rate} \times (1 - {show(line.balked)})"
    formula = rf"W_q = \frac{{L_q}}{{\lambda (1 - b)}} = \frac{{{show(line.in_queue)}}}{{{joined}}}"
    text = "Little's law for those who join: served or not, they wait so long."
    working.note(text, formula, line.time_in_queue, unit)
    return working.steps()
