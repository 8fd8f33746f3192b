"""Who can make what, and what it sells: against networkx, scipy's linear program and formulas."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import truncnorm

from opstools import datasets
from opstools.flexibility import Links, chain, compare, expected_sales, sales_at
from opstools.flexibility.network import cuts, demands
from opstools.flexibility.network.cuts import most_sold

TEN = {"capacity": 100, "mean_demand": 100, "sd": 40}


@st.composite
def networks(draw):
    """A small network, every product made somewhere, with one demand for each product."""
    plants, products = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = [draw(st.integers(1, 2**plants - 1)) for _ in range(products)]
    table = pd.DataFrame(
        [[mask >> i & 1 for mask in cells] for i in range(plants)],
        [f"P{i}" for i in range(plants)], [f"A{j}" for j in range(products)],
    )  # fmt: skip
    amounts = st.integers(0, 30)
    capacity = draw(st.lists(amounts, min_size=plants, max_size=plants))
    demand = draw(st.lists(amounts, min_size=products, max_size=products))
    return Links.from_frame(table, capacity=capacity, mean_demand=10, sd=3), demand


def by_networkx(links: Links, demand) -> float:
    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for product, amount in zip(links.links.columns, demand, strict=True):
        graph.add_edge("source", ("product", product), capacity=amount)
    for plant, amount in links.capacity.items():
        graph.add_edge(("plant", plant), "sink", capacity=amount)
        for product in links.links.columns:
            if links.links[plant, product]:
                graph.add_edge(("product", product), ("plant", plant))
    return nx.maximum_flow_value(graph, "source", "sink")


def by_linprog(links: Links, demand) -> float:
    """max Σ x over links, plants by capacity, products by demand."""
    held = np.argwhere(links.links.array > 0)
    plants, products = links.links.shape
    rows = np.zeros((plants + products, len(held)))
    for k, (i, j) in enumerate(held):
        rows[i, k] = rows[plants + j, k] = 1
    limits = [*links.capacity.values(), *demand]
    return -linprog(-np.ones(len(held)), A_ub=rows, b_ub=limits).fun


@given(networks())
def test_sales_are_the_largest_flow(drawn):
    links, demand = drawn
    sold = sales_at(links, demand=demand)
    assert sold == pytest.approx(by_networkx(links, demand))
    assert sold == pytest.approx(by_linprog(links, demand))
    flow = cuts._by_flow(links, np.array([demand, demand[::-1]], dtype=float))
    assert flow[0] == pytest.approx(sold, abs=1e-4)
    assert flow[1] == pytest.approx(by_networkx(links, demand[::-1]), abs=1e-4)


@given(networks(), st.integers(0, 4), st.integers(0, 4))
def test_a_link_more_never_sells_less(drawn, i, j):
    links, demand = drawn
    table = links.links.to_frame("plant").set_index("plant")
    table.iloc[i % len(table), j % len(table.columns)] = 1
    more = Links.from_frame(table, capacity=links.capacity, mean_demand=10, sd=3)
    assert sales_at(more, demand=demand) >= sales_at(links, demand=demand)


def test_many_demands_at_once_are_each_their_own():
    links = Links.from_frame(
        chain(6), capacity=[90, 100, 110, 80, 120, 100], mean_demand=100, sd=30
    )
    demand = np.random.default_rng(3).uniform(0, 220, (600, 6)).round()
    one_by_one = [by_networkx(links, row) for row in demand[:40]]
    assert most_sold(links, demand)[:40] == pytest.approx(one_by_one)
    assert cuts._by_flow(links, demand) == pytest.approx(most_sold(links, demand), rel=1e-7)


def test_large_networks_go_another_way(monkeypatch):
    usual = expected_sales(chain(8), **TEN, runs=300, seed=5)
    monkeypatch.setattr(cuts, "MOST_CUTS", 3)
    other = expected_sales(chain(8), **TEN, runs=300, seed=5)
    assert other.mean == pytest.approx(usual.mean, rel=1e-7)
    assert len(other.steps()) == len(usual.steps()) - 1


def loss(cv: float = 0.4, cut: float = 2) -> float:
    """E[D − C]⁺ / μ of a product with its own plant of capacity μ, by integration."""
    demand = truncnorm(-cut, cut, 1, cv)
    return demand.expect(lambda d: d - 1, lb=1, ub=1 + cut * cv)


def test_jordan_and_graves_ten_plants():
    designs = {"none": chain(10, reach=1), "chain": chain(10), "full": chain(10, reach=10)}
    found = compare(designs, **TEN, runs=20_000, seed=1).to_frame().set_index("design")
    assert list(found.links) == [10, 20, 100]
    # No flexibility has a formula, and full flexibility nearly one (a sum of ten is near normal).
    assert found["low"]["none"] < 1000 * (1 - loss()) < found["high"]["none"]
    spread = truncnorm(-2, 2, 0, 40).std() * 10**0.5
    assert found["mean"]["full"] == pytest.approx(1000 - spread / (2 * np.pi) ** 0.5, abs=1)
    # The paper prints 853, 950 and 954, simulated.
    assert found["mean"].to_numpy() == pytest.approx([853, 950, 954], abs=3)
    assert found["gain"].to_numpy() == pytest.approx(found["mean"] - found["mean"]["none"])
    assert found["gain"]["chain"] / found["gain"]["full"] > 0.95
    assert found["of_full"].to_numpy() == pytest.approx(found["mean"] / found["mean"]["full"])


def test_one_long_chain_beats_short_ones():
    kinds = {
        k: expected_sales(chain(12, groups=k), **TEN, runs=2000, seed=2).mean for k in (6, 3, 1)
    }
    assert kinds[6] < kinds[3] < kinds[1]


def test_the_interval_holds_the_mean_about_as_often_as_it_says():
    true = 100 * (1 - loss())
    held = 0
    for seed in range(200):
        low, high = expected_sales(chain(1, reach=1), **TEN, runs=60, seed=seed).interval
        held += low < true < high
    assert 182 <= held <= 198  # 95 % of 200, within three standard deviations


def test_same_seed_same_answer_and_another_seed_another():
    one, two = (expected_sales(datasets.load("ten_plants"), runs=500, seed=7) for _ in range(2))
    assert one == two
    assert one.mean != expected_sales(datasets.load("ten_plants"), runs=500, seed=8).mean


def test_parts_of_the_runs_do_not_change_the_draws(monkeypatch):
    whole = expected_sales(chain(4), **TEN, runs=900, seed=1)
    monkeypatch.setattr(demands, "MOST_HELD", 40)
    assert expected_sales(chain(4), **TEN, runs=900, seed=1).mean == pytest.approx(whole.mean)


def test_demands_are_cut_off():
    (demand,) = demands.drawn(datasets.load("ten_plants"), 10, 1)
    assert demand.min() >= 20
    assert demand.max() <= 180
    wild = Links.from_frame(chain(2), capacity=9, mean_demand=10, sd=30, truncate=3)
    parts = np.vstack(list(demands.drawn(wild, 5000, 1)))
    assert parts.min() >= 0
    assert 60 < parts.max() <= 100


def test_no_spread_sells_the_same_every_time():
    sales = expected_sales(chain(3), capacity=100, mean_demand=[150, 90, 30], sd=0, runs=5)
    assert sales.mean == 270
    assert sales.interval == (270, 270)
    assert sales.headline == (
        "270 ± 0 units are sold on average by 6 links: 90 % of the capacity, 100 % of what "
        "full flexibility sells."
    )


def test_the_first_run_shows_its_bottleneck():
    links = Links.from_frame(
        pd.DataFrame({"a": [1, 0], "b": [0, 1]}, index=["P", "Q"]),
        capacity=[50, 100], mean_demand=[80, 60], sd=0,
    )  # fmt: skip
    steps = expected_sales(links, runs=2).steps()
    assert steps[0].text == "Run 1 draws the demands a 80 and b 60."
    assert repr(steps[1]).endswith("50 + 60 = 110 units")


def test_faults_are_told_together():
    table = pd.DataFrame({"a": [1, 2], "b": [0, 0]}, index=["P", "Q"])
    assert complaint(Links.from_frame, table, capacity=-1, mean_demand={"a": 3}, sd=1) == (
        "ProblemError: links, 5 faults:\n"
        "  1. Q, a: 2 is neither 0 nor 1. Write 1 for a link, 0 for none.\n"
        "  2. product b: no plant can make it. Give it a link.\n"
        "  3. capacity of P: -1 is below 0. Write 0 or a number above it.\n"
        "  4. capacity of Q: -1 is below 0. Write 0 or a number above it.\n"
        "  5. mean demand: b missing. Give a number for every product."
    )
    assert complaint(chain, 10, groups=3) == (
        "ProblemError: chain, groups: 10 plants do not part into 3 equal groups. "
        "Give a divisor of 10."
    )


def test_links_are_read_as_people_write_them():
    table = pd.DataFrame({"plant": ["P", "Q"], "a": ["x", ""], "b": ["-", "yes"]})
    links = Links.from_frame(table, capacity=10, mean_demand=10, sd=1)
    assert links.links.cells == ((1, 0), (0, 1))


def test_a_line_is_drawn_for_each_link_between_its_ends():
    links = datasets.load("ten_plants")
    drawn = [line for line in links.plot().lines if len(line.get_xdata()) == 2
             and list(line.get_xdata()) == [0, 1]]  # fmt: skip
    ends = {tuple(np.round(line.get_ydata()).astype(int)) for line in drawn}
    assert ends == {(i, j) for i in range(1, 11) for j in (i, i % 10 + 1)}
    assert len(links.plot(step=3).lines) == len(links.plot().lines) - 14


def test_means_and_intervals_are_drawn_where_they_are():
    sales = expected_sales(datasets.load("ten_plants"), runs=1000, seed=1)
    lines = sales.plot().lines
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in lines
            if line.get_marker() == "o"]  # fmt: skip
    assert dots == [(runs, mean) for runs, mean, _ in sales.trail]
    spans = [tuple(line.get_ydata()) for line in lines
             if line.get_marker() == "None" and line.get_xdata()[0] >= 10]  # fmt: skip
    assert spans == [(mean - half, mean + half) for _, mean, half in sales.trail]
    levels = [line.get_ydata()[0] for line in lines if list(line.get_xdata()) == [0, 1]]
    assert levels == [sales.full, 1000]


def test_a_plant_makes_its_own_product_and_the_next_ones():
    assert chain(4, reach=3).to_numpy().tolist() == [
        [1, 1, 1, 0], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1],
    ]  # fmt: skip
    pairs = chain(4, groups=2).to_numpy()
    assert pairs.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]


def test_a_shorter_column_is_spread_over_the_longer_one():
    table = pd.DataFrame([[1, 1, 1, 1]] * 2, ["P", "Q"], list("abcd"))
    ax = Links.from_frame(table, **TEN).plot()
    columns = {line.get_marker(): list(line.get_ydata()) for line in ax.lines
               if line.get_marker() in ("s", "o")}  # fmt: skip
    assert columns == {"s": [1.5, 3.5], "o": [1, 2, 3, 4]}


def test_figures_of_sales():
    links = Links.from_frame(chain(2), capacity=[100, 50], mean_demand=[40, 50], sd=0)
    sales = expected_sales(links, runs=3)
    assert sales.utilisation == 90 / 150
    assert sales.of_full == 1
    apart = expected_sales(
        chain(2, reach=1), capacity=[100, 50], mean_demand=[40, 80], sd=0, runs=3
    )
    assert (apart.mean, apart.full, apart.of_full) == (90, 120, 0.75)
    assert apart.measures["links"] == 2
