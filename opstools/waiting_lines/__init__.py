"""Waiting lines: how long one waits, and what that has to do with how busy the servers are."""

from .arrivals import random_arrivals
from .curves import hockey_stick, pooling, side_by_side, theory_and_simulation
from .erlang import erlang_b, erlang_c
from .impatience.impatient import impatient
from .impatience.result import ImpatientQueue
from .priorities.cobham import priorities
from .priorities.result import PriorityQueue
from .process_time.failures import effective_process_time
from .process_time.result import ProcessTime
from .queue.approximation import ggc
from .queue.formulas import md1, mg1, mm1, mmc
from .queue.limited import finite_source, mmck
from .queue.result import Queue
from .simulated.line import simulate_queue
from .staffing.least_cost import servers_at_least_cost
from .staffing.result import ServerChoice

__all__ = [
    "ImpatientQueue",
    "PriorityQueue",
    "ProcessTime",
    "Queue",
    "ServerChoice",
    "effective_process_time",
    "erlang_b",
    "erlang_c",
    "finite_source",
    "ggc",
    "hockey_stick",
    "impatient",
    "md1",
    "mg1",
    "mm1",
    "mmc",
    "mmck",
    "pooling",
    "priorities",
    "random_arrivals",
    "servers_at_least_cost",
    "side_by_side",
    "simulate_queue",
    "theory_and_simulation",
]
