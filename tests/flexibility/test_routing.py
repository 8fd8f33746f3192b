"""Routing entropy: against scipy, by hand, and as it is drawn."""

from __future__ import annotations

from math import exp, log

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from opstools import datasets
from opstools.flexibility import Routes, routing_entropy, routing_flexibility


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_entropy_is_scipys(weights):
    shares = [weight / sum(weights) for weight in weights]
    found = routing_entropy(shares)
    assert found == pytest.approx(entropy(shares), abs=1e-12)
    assert 0 <= found <= log(len(shares)) + 1e-12
    assert type(found) is float


def test_entropy_of_n_routes_used_alike():
    assert routing_entropy(pd.Series([0.25] * 4)) == pytest.approx(log(4))
    assert routing_entropy([0.333333, 0.333333, 0.333334]) == pytest.approx(log(3))
    assert complaint(routing_entropy, [0.5, 0.6]) == (
        "ProblemError: routing entropy, shares: they sum to 1.1. Shares of one whole sum to 1."
    )
    assert complaint(routing_entropy, [1.2, -0.2]).count("a share from 0 to 1") == 2


def workshop():
    return datasets.load("workshop_routes")


def test_entropies_of_items_and_their_mean():
    found = routing_flexibility(workshop())
    by_item = {item: entropy(list(routes.values())) for item, routes in workshop().amounts.items()}
    assert found.entropy == pytest.approx(by_item)
    assert found.effective_routes["fork"] == pytest.approx(3)
    weighed = (750 * by_item["frame"] + 1120 * by_item["wheel"] + 120 * by_item["fork"]) / 2140
    assert found.mean == pytest.approx(weighed)
    assert found.measures["routes"] == pytest.approx(exp(weighed))
    assert found.steps()[0].value == routing_entropy([0.4, 0.6])


def test_one_item_is_the_plain_entropy():
    table = pd.DataFrame({"item": ["A"] * 3, "route": list("xyz"), "amount": [20, 30, 0]})
    assert routing_flexibility(table).mean == routing_entropy({"x": 0.4, "y": 0.6})
    assert routing_flexibility(table).to_frame()["routes"].tolist() == [2]


def test_faults_of_routes_come_together():
    table = pd.DataFrame({
        "item": ["A", "A", "B", ""], "route": ["x", "x", "y", "z"], "amount": [1, -2, 0, 5],
    })  # fmt: skip
    assert complaint(Routes.from_frame, table) == (
        "ProblemError: routes, 4 faults:\n"
        "  1. row 2 (item A), amount: -2 is below 0. Write 0 or a number above it.\n"
        "  2. row 4: a name is missing. Name item and route.\n"
        "  3. routes: A has the route x 2 times. Give each of its routes one row.\n"
        "  4. item B: nothing of it is made. Give an amount above 0."
    )


def test_bars_are_shares_end_to_end():
    ax = routing_flexibility(workshop()).plot()
    found = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        assert bar.get_x() == pytest.approx(sum(found.get(row, [])))
        found.setdefault(row, []).append(bar.get_width())
    shares = [list(each.values()) for each in workshop().shares.values()]
    assert [found[k] for k in sorted(found)] == [pytest.approx(each) for each in shares]
    assert [t.get_text() for t in ax.texts if "nats" in t.get_text()][1] == "0 nats, as 1 route"
    colours = {bar.get_facecolor() for bar in ax.patches}
    assert len(colours) == 5  # one a route, the same for every item
