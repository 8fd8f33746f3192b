"""Packages: ranking, the exact choice against brute force and the PuLP model, what is drawn."""

from itertools import product

import matplotlib.pyplot as plt
import pandas as pd
import pulp
import pytest
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import overlapping

from opstools import datasets
from opstools.budgeting import (
    Level,
    Packages,
    by_hand,
    choose_packages,
    compare,
    integer_program,
    rank_packages,
)
from opstools.budgeting.packages import spends
from opstools.core import Infeasible


@st.composite
def offers(draw, *, packages=5, levels=3):
    """Packages with rising costs, any benefits, a budget that pays for what is required."""
    found = []
    least = 0
    for k in range(draw(st.integers(1, packages))):
        required, cost = draw(st.integers(0, 4)) == 0, 0
        for level in range(1, draw(st.integers(1, levels)) + 1):
            cost += draw(st.integers(1, 9))
            least += cost * required * (level == 1)
            found.append(
                Level(f"P{k}", str(level), cost / 2, draw(st.integers(0, 20)) / 4, required)
            )
    return Packages(tuple(found), budget=least / 2 + draw(st.integers(0, 40)) / 2)


def brute_force(packages):
    """The most benefit of all choices that the budget pays for, and the least cost of it."""
    best = (-1, 0)
    for rows in product(*(
        (*(() if packages.is_required(name) else (None,)), *its)
        for name, its in packages.packages.items()
    )):  # fmt: skip
        taken = [packages.levels[row] for row in rows if row is not None]
        cost = sum(each.cost for each in taken)
        if cost <= packages.budget:
            best = max(best, (sum(each.benefit for each in taken), -cost))
    return best


@given(offers(), st.sampled_from([1, 300]))
def test_the_exact_choice_is_that_of_brute_force(packages, kept):
    """Also where almost all ways to spend are dropped by their bounds."""
    usual, spends.MOST_KEPT = spends.MOST_KEPT, kept
    try:
        found = choose_packages(packages)
    finally:
        spends.MOST_KEPT = usual
    benefit, cost = brute_force(packages)
    assert (found.benefit, -found.cost) == (benefit, cost)
    assert found.proven
    assert found.gap == 0
    assert found.cost <= packages.budget
    assert all(found.chosen[name] for name in packages.packages if packages.is_required(name))


@settings(max_examples=15)
@given(offers(packages=6))
def test_the_model_in_pulp_says_the_same(packages):
    model = integer_program(packages)
    assert pulp.LpStatus[model.solve(pulp.PULP_CBC_CMD(msg=False))] == "Optimal"
    value = model.objective.value() or 0
    assert value == pytest.approx(choose_packages(packages).benefit)


@given(offers())
def test_ranking_goes_by_ratio_and_never_beats_the_best(packages):
    found = rank_packages(packages)
    assert found.benefit <= found.upper_bound == choose_packages(packages).benefit
    assert found.cost <= packages.budget
    assert found.left == pytest.approx(packages.budget - found.cost)
    assert by_hand(packages, found.answer).measures == found.measures
    at, left = dict.fromkeys(packages.packages, -1), packages.budget
    closed = set()
    for name in filter(packages.is_required, at):
        at[name], left = 0, left - packages.levels[packages.packages[name][0]].cost
    while True:  # by hand: the largest ratio of all next steps
        steps = {}
        for name, its in packages.packages.items():
            if name not in closed and at[name] + 1 < len(its):
                up = packages.levels[its[at[name] + 1]]
                low = packages.levels[its[at[name]]] if at[name] >= 0 else Level("", "", 0, 0)
                steps[name] = (up.benefit - low.benefit, up.cost - low.cost)
        if not steps:
            break
        name = max(steps, key=lambda each: steps[each][0] / steps[each][1])
        if steps[name][0] <= 0 or steps[name][1] > left:
            closed.add(name)
        else:
            at[name], left = at[name] + 1, left - steps[name][1]
    levels = {name: k for name, k in at.items() if k >= 0}
    assert found.answer == {name: str(k + 1) for name, k in levels.items()}


@given(offers(packages=4))
def test_more_money_never_brings_less(packages):
    more = packages.replace(budget=packages.budget + 1)
    assert choose_packages(more).benefit >= choose_packages(packages).benefit


def test_where_ranking_loses():
    found = compare(datasets.load("decision_packages"))
    assert found["budget"].tolist() == [22.5 * k for k in range(1, 11)]
    assert (found["lost"] >= 0).all()
    assert found["lost"].max() > 0.05
    assert found["lost"].iloc[-1] == 0
    assert ((1 - found["ranking"] / found["exact"]) - found["lost"]).abs().max() < 1e-12


def test_frontiers_stay_small_where_there_are_many_packages():
    rows = [(f"P{k}", n, 1000 * n + 37 * k + n * 997 % 61, 900 + 53 * k * n % 977 + 100 * n)
            for k in range(60) for n in range(1, 4)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["package", "level", "cost", "benefit"])
    found = choose_packages(table, budget=90_000)
    assert found.proven
    assert found.benefit >= rank_packages(table, budget=90_000).benefit
    assert max(len(state.spends) for state in found.states()) <= 302


def test_a_choice_by_hand():
    packages = datasets.load("decision_packages")
    assert by_hand(packages, {"safety audit": "minimum", "campaign": "-"}).cost == 20
    assert by_hand(packages, ["safety audit", "hiring"]).benefit == 51
    assert by_hand(packages, pd.Series({"safety audit": "full"})).benefit == 40
    assert complaint(by_hand, packages, {"safety audit": "full", "campaign": "full",
                                         "hiring": "minimum", "training": "minimum"}) == (
        "Infeasible: choice, choice: it costs 145 k yuan, 25 k yuan above the budget. "
        "Spend at most 120 k yuan."
    )  # fmt: skip
    assert complaint(by_hand, packages, {"campaign": "full"}) == (
        "Infeasible: choice, choice: safety audit is required. Fund at least the lowest level."
    )
    text = complaint(by_hand, packages, {"safety audit": "ful", "campain": "full"})
    assert "Did you mean full?" in text
    assert "Did you mean campaign?" in text
    assert complaint(by_hand, packages, 7) == (
        'ProblemError: choice, choice: 7 is no choice of packages. Write {"package": "level", …}.'
    )


def test_a_budget_below_the_minimum():
    table = datasets.load("decision_packages").to_frame()
    assert complaint(choose_packages, table, budget=15) == (
        "Infeasible: packages, budget: 15 is 5 below the lowest levels of what is required "
        "(safety audit), 20. Give 20 or more, or require less."
    )
    with pytest.raises(Infeasible):
        rank_packages(table, budget=15)
    assert choose_packages(table, budget=20).benefit == 30
    nothing = table.assign(required="")
    assert choose_packages(nothing, budget=5).answer == {}
    assert rank_packages(nothing, budget=0).benefit == 0


def test_faults_of_a_table_all_at_once():
    table = pd.DataFrame(
        [("A", "1", 5, 3, "no"), ("A", "1", 4, -3, "maybe"), ("", "1", 0, "x", "")],
        columns=["package", "level", "cost", "benefit", "required"],
    )
    text = complaint(Packages.from_frame, table, budget="much")
    for part in (
        "row 2 (package A), cost: level 1 costs no more than level 1. "
        "List the levels from the cheapest up.",
        "row 2 (package A), level: level 1 is there already",
        "row 2 (package A), required: 'maybe' is neither yes nor no",
        "row 3, package: it has no name",
        "budget: 'much' is not a number",
    ):
        assert part in text, part


def bars(ax):
    return [(p.get_x(), p.get_width(), bool(p.get_hatch())) for p in ax.patches]


def test_the_waterfall_shows_what_fits():
    found = rank_packages(datasets.load("decision_packages"))
    assert bars(found.plot()) == [
        (0, 20, False), (20, 40, False), (60, 25, False), (85, 15, False), (100, 30, True),
        (100, 30, True), (100, 20, False), (120, 15, True), (120, 30, True),
    ]  # fmt: skip
    ax = found.plot()
    assert [line.get_xdata()[0] for line in ax.lines] == [120]
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "30 : 20 = 1.5  required"
    assert texts[4] == "40 : 30 = 1.333  does not fit"
    assert len(bars(found.plot(step=3))) == 3
    plt.close("all")


def test_a_plan_is_drawn_in_full():
    found = choose_packages(datasets.load("decision_packages"))
    drawn = bars(found.plot_plan())
    assert sum(width for _, width, pale in drawn if not pale) == found.cost
    assert len(drawn) == 9
    plt.close("all")


def test_the_frontier_is_a_staircase_up_to_the_best():
    found = choose_packages(datasets.load("decision_packages"))
    ax = found.plot()
    stairs = ax.lines[0]
    assert stairs.get_drawstyle() == "steps-post"
    x, y = stairs.get_xdata(), stairs.get_ydata()
    assert (list(zip(x[:-1], y[:-1], strict=True))) == [
        tuple(map(float, point)) for point in found.states()[-1].spends
    ]
    assert (x[-1], y[-1]) == (120, 190)
    star = next(line for line in ax.lines if line.get_marker() == "*")
    assert (star.get_xdata()[0], star.get_ydata()[0]) == (120, 190)
    budgets = {cost: choose_packages(found.problem, budget=cost).benefit for cost in (45, 60, 90)}
    kept = dict(found.states()[-1].spends)
    assert budgets == {cost: kept[cost] for cost in budgets}
    plt.close("all")


@pytest.mark.parametrize("number", [3, 30])
def test_texts_of_a_waterfall_do_not_overlap(number):
    rows = [
        Level(f"第{k}个决策包 with a long name", "minimum", 10 + k, 40 - k) for k in range(number)
    ]
    ax = rank_packages(Packages(tuple(rows), budget=150)).plot()
    ax.figure.canvas.draw()
    assert not overlapping([*ax.texts, *ax.get_yticklabels()])
    plt.close("all")


def test_no_text_stands_across_the_budget():
    ax = rank_packages(datasets.load("decision_packages")).plot()
    ax.figure.canvas.draw()
    line = ax.transData.transform((120, 0))[0]
    assert all(text.get_window_extent().x0 > line for text in ax.texts)
    plt.close("all")


def test_long_names_are_cut_in_the_middle():
    offers = pd.DataFrame({"package": ["档案数字化与长期保存项目"], "cost": [5], "benefit": [3]})
    drawn = Packages.from_frame(offers, budget=5).plot()
    assert [each.get_text() for each in drawn.texts] == ["档案数字…存项目"]
    plt.close("all")
