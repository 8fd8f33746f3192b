"""Waiting lines: how long one waits, and what that has to do with how busy the servers are."""

from .approximations import ProcessTime, effective_process_time, ggc
from .curves import hockey_stick, pooling, side_by_side, theory_and_simulation
from .erlang import erlang_b, erlang_c
from .formulas import md1, mg1, mm1, mmc
from .limited import finite_source, mmck
from .priority import PriorityQueue, priorities
from .result import Queue
from .simulated import simulate_queue
from .sizing import ServerChoice, servers_at_least_cost

__all__ = [
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
    "md1",
    "mg1",
    "mm1",
    "mmc",
    "mmck",
    "pooling",
    "priorities",
    "servers_at_least_cost",
    "side_by_side",
    "simulate_queue",
    "theory_and_simulation",
]
