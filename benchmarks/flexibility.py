"""Ten plants in a chain: sales of many demands, beside a flow or a linear program for each.

Peers are what a user would write: networkx's maximum flow, and scipy's linear program (HiGHS). They
are given a few of the demands, and their time is told for as many as ours.
"""

from collections.abc import Iterator

import networkx as nx
import numpy as np
from scipy.optimize import linprog

from opstools.flexibility import Links, chain, compare, expected_sales
from opstools.flexibility.network.cuts import most_sold
from opstools.flexibility.network.demands import drawn

from .measure import Options, Row, Table, duration, medians

RUNS, FEW = 1000, 20
MOST_REDRAWN, MOST_COMPARED = 0.1, 1.0  # seconds
MARKET = {"capacity": 100, "mean_demand": 100, "sd": 40}


def by_networkx(links: Links, demand: np.ndarray) -> list[float]:
    """A graph from a source through products and plants to a sink, once a demand."""
    graph = nx.DiGraph()
    for plant, capacity in links.capacity.items():
        graph.add_edge(plant, "sink", capacity=capacity)
        for product in links.links.columns:
            if links.links[plant, product]:
                graph.add_edge(product, plant)
    found = []
    for row in demand:
        for product, amount in zip(links.links.columns, row, strict=True):
            graph.add_edge("source", product, capacity=amount)
        found.append(nx.maximum_flow_value(graph, "source", "sink"))
    return found


def by_linprog(links: Links, demand: np.ndarray) -> list[float]:
    """max Σ x over links, within capacities and demands, once a demand."""
    held = np.argwhere(links.links.array > 0)
    rows = np.zeros((sum(links.links.shape), len(held)))
    for k, (i, j) in enumerate(held):
        rows[i, k] = rows[len(links.capacity) + j, k] = 1
    capacity = list(links.capacity.values())
    return [-linprog(-np.ones(len(held)), A_ub=rows, b_ub=[*capacity, *row]).fun for row in demand]


def tables(options: Options) -> Iterator[Table]:
    links = Links.from_frame(chain(10), **MARKET)
    demand = np.vstack(list(drawn(links, FEW, 1)))
    assert np.allclose(by_networkx(links, demand), most_sold(links, demand))
    assert np.allclose(by_linprog(links, demand), most_sold(links, demand))
    times = 3 if options.quick else 7
    calls = {
        "opstools, smallest cuts": lambda: expected_sales(links, runs=RUNS, seed=1),
        "networkx, a maximum flow a demand": lambda: by_networkx(links, demand),
        "scipy, a linear program a demand": lambda: by_linprog(links, demand),
    }
    ours, *peers = medians(calls, times).items()
    rows = [Row(*ours), *(Row(name, seconds * RUNS / FEW) for name, seconds in peers)]
    note = f"Target: within {duration(MOST_REDRAWN)}, as an explorer asks. Peers: {FEW} demands, "
    yield Table(
        f"Expected sales of 10 plants in a chain, {RUNS:,} demands", tuple(rows),
        f"{note}scaled.", met=ours[1] <= MOST_REDRAWN,
    )  # fmt: skip

    designs = {f"reach {k}": chain(10, reach=k) for k in (1, 2, 3, 10)}
    took = medians({"opstools": lambda: compare(designs, **MARKET, seed=1)}, times)
    ((name, seconds),) = took.items()
    note = f"Target: within {duration(MOST_COMPARED)}."
    title = "Four designs on the same 10,000 demands"
    yield Table(title, (Row(name, seconds),), note, met=seconds <= MOST_COMPARED)
