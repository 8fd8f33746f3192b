"""Shipments: textbook answers, the linear program, and every way a plan can be wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pulp
import pytest
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from opstools import datasets
from opstools.core import Infeasible
from opstools.facility_location import (
    Transport,
    least_cost,
    linear_program,
    modi,
    north_west_corner,
    ship_by_hand,
    ship_optimally,
    stepping_stone,
    vogel,
)

STARTS = (north_west_corner, least_cost, vogel)


@st.composite
def transports(draw, *, most=5, prohibited=False):
    """Small tables, often degenerate, rarely balanced, with prohibited ways if asked for."""
    m, n = draw(st.integers(1, most)), draw(st.integers(1, most))
    cell = st.integers(-3, 9)
    cell = st.one_of(cell, st.none()) if prohibited else cell
    costs = draw(st.lists(st.lists(cell, min_size=n, max_size=n), min_size=m, max_size=m))
    amounts = st.integers(0, 6)
    supply = draw(st.lists(amounts, min_size=m, max_size=m).filter(any))
    demand = draw(st.lists(amounts, min_size=n, max_size=n).filter(any))
    frame = pd.DataFrame(costs, index=[f"s{i}" for i in range(m)],
                         columns=[f"d{j}" for j in range(n)], dtype=object)  # fmt: skip
    return Transport.from_frame(frame, supply=supply, demand=demand)


def by_scipy(transport: Transport) -> float | None:
    """The least cost by linprog; None where the demand cannot be met."""
    costs = np.array(
        [[np.nan if c is None else c for c in row] for row in transport.costs.cells], float
    )
    m, n = costs.shape
    enough = sum(transport.supply) >= sum(transport.demand)
    rows = np.kron(np.eye(m), np.ones(n)), np.kron(np.ones(m), np.eye(n))
    sides = (rows[1], transport.demand, rows[0], transport.supply)
    if not enough:
        sides = (rows[0], transport.supply, rows[1], transport.demand)
    found = linprog(
        np.nan_to_num(costs).ravel(), A_eq=sides[0], b_eq=sides[1], A_ub=sides[2], b_ub=sides[3],
        bounds=[(0, 0) if np.isnan(c) else (0, None) for c in costs.ravel()],
    )  # fmt: skip
    return float(found.fun) if found.status == 0 else None


def feasible(shipment) -> None:
    """The plan keeps to supplies and demands, and its cost is that of the plan."""
    transport, plan = shipment.problem, shipment.plan
    assert (plan.to_numpy() >= 0).all()
    assert (plan.sum(axis=1) <= pd.Series(transport.supply, plan.index)).all()
    assert (plan.sum(axis=0) <= pd.Series(transport.demand, plan.columns)).all()
    assert plan.to_numpy().sum() == min(sum(transport.supply), sum(transport.demand))
    costs = transport.costs.to_frame("source").set_index("source").astype(float).fillna(0)
    if not shipment.prohibited:
        assert shipment.cost == pytest.approx((plan * costs).to_numpy().sum())


@given(transports())
def test_every_method_keeps_to_the_table_and_modi_reaches_the_linear_program(transport):
    least = by_scipy(transport)
    best = ship_optimally(transport)
    feasible(best)
    assert best.cost == pytest.approx(least)
    assert best.proven
    for start in STARTS:
        plan = start(transport)
        feasible(plan)
        assert len(plan.basis) == sum(transport.balanced.shape) - 1
        assert plan.cost >= best.cost
        for improve in (modi, stepping_stone):
            better = improve(plan)
            feasible(better)
            assert better.cost == best.cost
            assert better.proven


@given(transports(prohibited=True))
def test_prohibited_ways_are_not_used_unless_nothing_else_is_left(transport):
    least = by_scipy(transport)
    if least is None:
        for method in (*STARTS, ship_optimally):
            with pytest.raises(Infeasible):
                method(transport)
        return
    best = ship_optimally(transport)
    assert best.cost == pytest.approx(least)
    assert not best.prohibited
    for start in STARTS:
        better = modi(start(transport))
        assert not better.prohibited
        assert better.cost == best.cost


@given(transports())
def test_potentials_are_duals(transport):
    best = ship_optimally(transport)
    known = transport.balanced
    u, v = (np.array(each, float) for each in best.potentials)
    assert u[0] == 0
    assert (known.array / known.scale - u[:, None] - v >= -1e-9).all()
    for (i, j), _ in best.basis:
        assert u[i] + v[j] == pytest.approx(float(known.cost(i, j)))
    total = u @ np.array(known.supply) + v @ np.array(known.demand)
    assert total / known.parts == pytest.approx(float(best.cost))


@settings(max_examples=25)
@given(transports(prohibited=True))
def test_the_model_to_read_has_the_same_optimum(transport):
    model = linear_program(transport)
    status = model.solve(pulp.PULP_CBC_CMD(msg=False))
    if status != 1:
        with pytest.raises(Infeasible):
            ship_optimally(transport)
    elif model.objective:
        assert ship_optimally(transport).cost == pytest.approx(pulp.value(model.objective) or 0)


@given(transports(), st.data())
def test_a_plan_by_hand_keeps_its_cost_and_can_be_improved(transport, data):
    plan = vogel(transport)
    other = north_west_corner(transport)
    half = (plan.plan + other.plan) / 2  # mostly no basis
    judged = ship_by_hand(transport, half)
    assert judged.cost == pytest.approx((float(plan.cost) + float(other.cost)) / 2)
    assert modi(judged).cost == ship_optimally(transport).cost


def test_decimal_amounts_and_costs_stay_exact():
    costs = pd.DataFrame({"X": [0.1, 0.2], "Y": [0.3, 0.7]}, index=["A", "B"])
    best = ship_optimally(costs, supply=[1.5, 0.2], demand=[0.9, 0.8])
    assert best.cost == 0.35
    assert sorted(best.answer) == [["A", "X", 0.7], ["A", "Y", 0.8], ["B", "X", 0.2]]


def test_vogel_can_lose_to_the_cheapest_cell():
    costs = pd.DataFrame([[2, 6, 5], [1, 4, 6]], list("AB"), list("XYZ"))
    given = {"supply": [6, 5], "demand": [5, 3, 3]}
    found = [method(costs, **given).cost for method in (vogel, least_cost, ship_optimally)]
    assert found == [39, 38, 35]


def test_ties_of_penalties_are_an_argument():
    costs = pd.DataFrame([[3, 4, 2], [2, 3, 1], [2, 4, 1]], list("ABC"), list("XYZ"))
    found = [
        vogel(costs, supply=[3, 4, 6], demand=[2, 6, 5], ties=ties).cost
        for ties in ("largest_allocation", "smallest_cost", "listed_order")
    ]
    assert found == [30, 33, 34]


def test_the_working_of_modi_reads_as_on_the_board():
    shipment = modi(north_west_corner(datasets.load("executive_furniture")))
    told = [step.text for step in shipment.steps()]
    assert told[:5] == [
        "The plan to begin with.",
        "Potentials: u = 0 in the first row, c = u + v in each cell of the basis.",
        "Fort Lauderdale → Albuquerque enters: its reduced cost c − u − v is the lowest.",
        "So much moves around the loop, from Fort Lauderdale → Boston and Evansville → "
        "Albuquerque; Fort Lauderdale → Boston leaves the basis.",
        "The cost after it.",
    ]
    loop = shipment.steps()[2].state.loop
    assert loop == ((2, 0), (2, 1), (1, 1), (1, 0))
    assert shipment.row_potentials == {"Des Moines": 0, "Evansville": 2, "Fort Lauderdale": 4}


def test_other_plans_of_the_same_cost_are_told():
    costs = pd.DataFrame({"X": [1, 1], "Y": [1, 1]}, index=["A", "B"])
    best = ship_optimally(costs, supply=[3, 3], demand=[3, 3])
    assert best.degenerate
    assert len(best.alternatives) == 1
    assert "Other plans cost as little: 1 way could be used." in best.note


def test_a_dummy_takes_what_does_not_balance():
    best = ship_optimally(datasets.load("spare_parts"))
    assert list(best.problem.balanced.columns) == ["Lyon", "Porto", "Turin", "dummy"]
    assert best.to_frame()["destination"].tolist().count("dummy") >= 1
    assert "dummy" not in best.plan.columns
    assert best.note.startswith("A dummy destination takes what does not balance.")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"supply": [1]}, "supply: 1 number for 2 sources. Give one for each: A and B."),
        ({"supply": {"A": 1, "C": 2}}, "there is no source C"),
        ({"supply": [-1, 2]}, "supply of A: -1 is below 0"),
        ({"demand": [0, 0]}, "demand: there is none at all"),
        ({"demand": None}, "demand: None is no list. Give a list."),
    ],
)
def test_bad_amounts_are_explained(changes, message):
    costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    given = {"supply": [3, 2], "demand": [2, 2], **changes}
    assert message in complaint(Transport.from_frame, costs, **given)


def test_bad_cells_are_listed_with_their_places():
    costs = pd.DataFrame({"X": [4, "two"], "Y": ["3,5", 6]}, index=["A", "A"])
    assert complaint(Transport.from_frame, costs, supply=[3, 2], demand=[2, 2]) == (
        "ProblemError: transport, 3 faults:\n"
        "  1. rows 1 and 2: source A is there 2 times. Give every source a name of its own.\n"
        "  2. A, Y: '3,5' is not a number (write 3.5, with a point). Write a number.\n"
        "  3. A, X: 'two' is not a number. Write a number."
    )


def test_demand_that_cannot_be_met_is_named():
    costs = pd.DataFrame({"X": [4, None], "Y": [None, 6]}, index=["A", "B"])
    assert complaint(ship_optimally, costs, supply=[3, 5], demand=[5, 3]) == (
        "Infeasible: transport, destination X: 2 units can come only from B. "
        "That way is prohibited; permit another way, or add supply that may go there."
    )


def test_a_plan_by_hand_is_checked_in_all_it_breaks():
    transport = datasets.load("spare_parts")
    plan = [("Basle", "Porto", 30), ("Ghent", "Lyon", 40), ("Bern", "Turin", 1)]
    text = complaint(ship_by_hand, transport, plan)
    assert "Basle → Porto: that way is prohibited. Ship nothing on it." in text
    assert "Bern → Turin: there is no source Bern." in text


def test_large_tables_are_solved_and_drawn():
    r = np.random.default_rng(3)
    costs = pd.DataFrame(r.integers(1, 100, (120, 90)), columns=[f"d{j}" for j in range(90)])
    costs.insert(0, "source", [f"s{i}" for i in range(120)])
    supply, demand = r.integers(1, 50, 120), r.integers(1, 50, 90)
    best = ship_optimally(costs, supply=supply, demand=demand)
    assert best.proven
    feasible(best)
    assert best.plot().collections


def test_an_interrupted_search_gives_its_plan_and_a_bound(monkeypatch):
    from opstools.facility_location.transport import optimum

    calls = iter(range(100))
    whole = optimum._worth

    def stopped(*args):
        if next(calls) == 2:
            raise KeyboardInterrupt
        return whole(*args)

    r = np.random.default_rng(1)
    frame = pd.DataFrame(r.integers(1, 999, (30, 30)))
    frame.insert(0, "source", [f"s{i}" for i in range(30)])
    transport = Transport.from_frame(frame, supply=[10] * 30, demand=[10] * 30)
    least = ship_optimally(transport).cost
    monkeypatch.setattr(optimum, "_worth", stopped)
    cut = ship_optimally(transport)
    feasible(cut)
    assert cut.lower_bound <= least < cut.cost
    assert not cut.proven


def test_costs_of_thirds_are_proven():
    costs = pd.DataFrame({"X": [1 / 3, 1 / 3], "Y": [1 / 3, 1 / 3]}, index=["A", "B"])
    best = ship_optimally(costs, supply=[3, 8], demand=[4, 7])
    assert (best.cost, best.lower_bound, best.proven) == (11 / 3, 11 / 3, True)


def test_a_file_with_decimal_commas_has_them_in_its_margins(tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text("source;X;Y;supply\nA;1,5;2,5;12,5\nB;3,5;1,5;7,5\ndemand;10,5;9,5;\n")
    found = Transport.from_csv(file)
    assert (found.supply, found.demand) == ((12.5, 7.5), (10.5, 9.5))


def test_a_plan_may_be_a_table_like_that_of_the_costs():
    costs = pd.DataFrame({"source": ["A", "B"], "X": [4, 2], "Y": [3, 6]})
    plan = pd.DataFrame({"source": ["A", "B"], "X": [5, 20], "Y": [25, 0]})
    assert ship_by_hand(costs, plan, supply=[30, 20], demand=[25, 25]).cost == 135


def test_a_penalty_with_a_prohibited_way_is_told_as_m():
    costs = pd.DataFrame({"X": [4, 2], "Y": [3, None]}, index=["A", "B"])
    first = vogel(costs, supply=[30, 20], demand=[25, 25]).steps()[0]
    assert "with the largest penalty, M;" in first.text
