"""Diagnosis, stability, targets under a budget, files, and houses that are none."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.house_of_quality import (
    House,
    choose_targets,
    diagnose,
    rank_stability,
    technical_importance,
)


def house(cells, **more) -> House:
    n, m = len(cells), len(cells[0])
    frame = pd.DataFrame(cells, [f"n{i}" for i in range(n)], [f"h{j}" for j in range(m)])
    return House.from_frame(frame, **{"weights": [1] * n, **more})


def test_each_fault_of_a_house_is_found():
    cells = [["strong", "strong", "strong", ""], ["", "", "", ""], ["weak", "", "medium", ""]]
    found = diagnose(house(cells))
    assert [(each.kind, each.place) for each in found.findings] == [
        ("empty row", "n1"), ("empty column", "h3"),
    ]  # fmt: skip
    full = house([["strong"] * 3, ["weak"] * 3], roof=[("h0", "h1", "--"), ("h0", "h2", "+")],
                 directions={"h0": "up", "h1": "down", "h2": "up"})  # fmt: skip
    kinds = [(each.kind, each.place) for each in diagnose(full).findings]
    assert kinds == [("only strong", "n0"), ("over-full", "matrix"), ("conflict", "h0 and h1")]
    assert diagnose(house([["strong", ""], ["", "weak"]])).headline == "Nothing to complain of."


@pytest.mark.parametrize(("direction", "found"), [("up", 0), ("down", 1), ("target", 0)])
def test_marks_are_held_against_measures(direction, found):
    told = house([["strong", ""], ["", ""]], directions={"h0": direction},
                 perceptions=pd.DataFrame({"us": [2, 3], "them": [4, 3]}, ["n0", "n1"]),
                 benchmarks=pd.DataFrame({"us": [5, 1], "them": [9, 1]}, ["h0", "h1"]))  # fmt: skip
    kinds = [each.kind for each in diagnose(told).findings]
    assert kinds.count("perception") == found


def test_ranks_are_firm_where_one_leads_and_open_where_two_are_alike():
    firm = rank_stability(house([["strong", "weak"]]), runs=300, spread=0.5)
    assert firm.first == {"h0": 1.0, "h1": 0.0}
    alike = rank_stability(house([["strong", ""], ["", "strong"]]), runs=3000, spread=0.5, seed=2)
    assert alike.first["h0"] == pytest.approx(0.5, abs=0.04)
    assert alike.ranks["h0"][::2] == (1, 2)
    assert sum(map(sum, alike.counts)) == 2 * 3000


def test_scales_can_turn_the_order_round():
    # Three weak against one strong: 3 against 9, 5 or 4; three medium win at 5/3/1 and 4/2/1 only.
    told = house([["strong", "medium"], ["", "medium"], ["", "weak"]])
    order = {scale: technical_importance(told, scale=scale).ordered[0]
             for scale in ((9, 3, 1), (5, 3, 1), (4, 2, 1))}  # fmt: skip
    assert set(order.values()) == {"h0", "h1"}
    assert 0 < rank_stability(told, runs=300, spread=0).first["h0"] < 1


costs = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(costs, st.integers(0, 25), st.sampled_from(["--", "+"]))
def test_no_choice_within_the_budget_has_more(prices, budget, mark):
    told = house([["strong", "medium", "weak", "strong"], ["", "strong", "medium", "weak"]],
                 weights=[2, 3], costs=prices, roof=[("h0", "h1", mark)])  # fmt: skip
    shares = technical_importance(told).relative
    best = 0.0
    for k in range(5):
        for some in combinations(range(4), k):
            names = [f"h{j}" for j in some]
            allowed = not (mark == "--" and {"h0", "h1"} <= set(names))
            if allowed and sum(prices[j] for j in some) <= budget:
                best = max(best, sum(float(shares[each]) for each in names))
    found = choose_targets(told, budget=budget)
    assert float(found.importance) == pytest.approx(best)
    assert found.cost <= budget


def test_a_house_without_costs_has_no_targets():
    assert complaint(choose_targets, house([["strong"]]), budget=5) == (
        "ProblemError: targets, costs: the house has none. Give costs=… to the house."
    )


@pytest.mark.parametrize("form", ["house.toml", "house.xlsx", "house"])
def test_a_house_goes_through_each_door_unchanged(form, tmp_path):
    told = datasets.load("car_door").replace(title="House of quality")
    path = told.to_file(tmp_path / form)
    assert House.from_file(path) == told
    before = sorted(each.name for each in tmp_path.rglob("*"))
    assert "there is such a file" in complaint(told.to_file, tmp_path / form)
    assert sorted(each.name for each in tmp_path.rglob("*")) == before
    assert told.to_file(tmp_path / form, overwrite=True) == path


def test_files_that_are_none_are_explained(tmp_path):
    (tmp_path / "a.toml").write_text("needs = 3\n", encoding="utf-8")
    text = complaint(House.from_file, tmp_path / "a.toml")
    assert "needs: it is no list of tables. Write [[needs]] before each." in text
    (tmp_path / "b.toml").write_text("needs = [", encoding="utf-8")
    assert "it cannot be read as TOML" in complaint(House.from_file, tmp_path / "b.toml")
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")
    assert "it cannot be read as Excel" in complaint(House.from_file, tmp_path / "c.xlsx")
    assert "there is no such file" in complaint(House.from_file, tmp_path / "d")
    assert "files are not read" in complaint(House.from_file, _touched(tmp_path / "e.pdf"))


def _touched(path):
    path.touch()
    return path


def test_all_faults_of_a_house_stand_in_one_message():
    frame = pd.DataFrame({"a": ["strong", "stron"], "b": ["", 3]}, index=["x", "y"])
    assert complaint(
        House.from_frame, frame, weights={"x": 1}, directions={"a": "sideways"},
        roof=[("a", "b", "+"), ("b", "a", "-"), ("a", "c", "?")], difficulty={"a": 9, "b": 1},
        perceptions=pd.DataFrame({"us": [7]}, ["x"]),
    ) == (
        "ProblemError: house, 9 faults:\n"
        "  1. y, a: 'stron' is not known. Write strong, medium, weak, their signs, a number, or "
        "nothing.\n"
        "  2. weight: y missing. Give a number for every need.\n"
        "  3. directions of a: 'sideways' is not known. Write up, down or target.\n"
        "  4. roof, b and a: the pair is there twice. Keep one of them.\n"
        "  5. roof, a and c: there is no requirement c. The requirements are a and b.\n"
        "  6. roof, a and c: '?' is not known. Write ++, +, - or --.\n"
        "  7. perceptions: y missing. Give a row for every need.\n"
        "  8. difficulty of a: 9 is not from 1 to 5. Write one."
    ).replace("9 faults", "8 faults")  # fmt: skip


def test_a_roof_may_be_a_square_table_and_benchmarks_may_lie():
    frame = pd.DataFrame({"a": ["strong"], "b": ["weak"], "c": [""]}, index=["x"])
    square = pd.DataFrame([["", "+", ""], ["+", "", "--"], ["", "", ""]], list("abc"), list("abc"))
    measured = pd.DataFrame([[1, 2, 3], [4, 5, 6]], ["us", "them"], list("abc"))
    told = House.from_frame(frame, weights=[1], roof=square, benchmarks=measured)
    assert told.roof == (("a", "b", "+"), ("b", "c", "--"))
    assert told.benchmarks["b", "them"] == 5


def test_a_matrix_of_another_shape_is_refused():
    told = datasets.load("car_door")
    with pytest.raises(ProblemError):
        told.replace(weights=[1, 2])
    with pytest.raises(ProblemError):
        told.replace(perceptions=np.ones((2, 2)))


@pytest.mark.parametrize(("budget", "costs"), [(59.9999999, [30, 30]), (6e9, [3e9, 3e9 + 1])])
def test_a_budget_is_kept_to_the_last_digit(budget, costs):
    found = choose_targets(house([["strong", "weak"]], costs=costs), budget=budget)
    assert found.chosen == ("h0",)
    assert found.cost <= budget


def test_figures_by_name_in_order_or_not_at_all():
    cells = [["strong", "weak"]]
    assert house(cells, targets={"h0": float("nan"), "h1": "5"}).targets == ("", 5)
    assert house(cells, units=("kg", "m")).units == ("kg", "m")
    assert house(cells, units={}).units == house(cells).units == ()
    assert complaint(house, cells, units=["kg"], groups=["a", "b"]) == (
        "ProblemError: house, 2 faults:\n"
        "  1. units: ('kg',) is not one for each requirement. Give {name: value}.\n"
        "  2. groups: ('a', 'b') is not one for each need. Give {name: group}."
    )


def test_small_weights_tie_no_requirements():
    stable = rank_stability(house([[0.4, 0.3]], weights=[1e-9]), runs=30)
    assert stable.first == {"h0": 1, "h1": 0}


def test_a_large_house_is_ranked_at_once():
    """The work grows with the cells, not with their square: some 40 s when it did."""
    rng = np.random.default_rng(1)
    large = house(rng.integers(0, 10, (80, 80)).tolist())
    begin = time.perf_counter()
    for normalise in (None, "lyman", "wasserman"):
        assert technical_importance(large, normalise=normalise).headline
    assert rank_stability(large, runs=3000).runs == 3000
    assert time.perf_counter() - begin < 20
