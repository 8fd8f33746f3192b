"""Funnels: rates, Wilson's intervals, the worth of a point, where to act, what is drawn."""

from math import comb, isclose, sqrt

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from pictures import overlapping

from opstools import datasets
from opstools.funnel import Stage, Stages, funnel
from opstools.funnel.wilson import quantile, wilson


@st.composite
def funnels(draw, *, least=0):
    """Stages that get narrower."""
    counts = [draw(st.integers(max(1, least), 5000))]
    for _ in range(draw(st.integers(1, 5))):
        counts.append(draw(st.integers(min(least, counts[-1]), counts[-1])))
        if not counts[-1]:
            break
    value = draw(st.integers(0, 500))
    return Stages(tuple(Stage(f"S{k}", n) for k, n in enumerate(counts)), value=value)


@given(funnels())
def test_rates_multiply_to_the_whole(stages):
    found = funnel(stages)
    product = 1.0
    for rate in found.conversion.values():
        assert 0 <= rate <= 1
        product *= rate
    assert isclose(product, found.overall, abs_tol=1e-12)
    for stage, (low, high) in found.interval.items():
        assert 0 <= low <= found.conversion[stage] <= high <= 1


@given(funnels(least=1), st.data())
def test_a_point_is_worth_what_the_end_gains(stages, data):
    """One point more at one stage, all other rates as they are, worked out from the front."""
    found = funnel(stages)
    k = data.draw(st.integers(0, len(found.passages) - 1))
    rates = [each.rate for each in found.passages]
    better = [rate + min(0.01, 1 - rate) * (j == k) for j, rate in enumerate(rates)]
    before = after = stages.stages[0].count
    for rate, more in zip(rates, better, strict=True):
        before, after = before * rate, after * more
    worth = list(found.value_of_point.values())[k]
    assert isclose(worth, (after - before) * stages.value, rel_tol=1e-6, abs_tol=1e-6)


@given(funnels(least=1))
def test_without_costs_the_lowest_rate_is_worth_most(stages):
    found = funnel(stages)
    if stages.value and all(rate <= 0.99 for rate in found.conversion.values()):
        assert found.conversion[found.act_first] == found.conversion[found.lowest]


def test_wilson_as_it_is_published():
    """8 of 10 at 95 %: 0.490 to 0.943 (Agresti & Coull 1998 tell the method)."""
    low, high = wilson(8, 10, quantile(0.95))
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 10, 1.96)[0] == 0.0
    assert wilson(10, 10, 1.96)[1] == 1.0


@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_solves_its_equation(successes, trials, confidence):
    """At each end the count lies exactly z standard deviations away."""
    successes = min(successes, trials)
    z = quantile(confidence)
    rate = successes / trials
    for end in wilson(successes, trials, z):
        if 0 < end < 1:
            assert isclose(abs(rate - end), z * sqrt(end * (1 - end) / trials), rel_tol=1e-9)


@pytest.mark.parametrize(("trials", "rate"), [(40, 0.05), (40, 0.5), (200, 0.01)])
def test_wilson_covers_about_as_often_as_it_says(trials, rate):
    """Summed over all counts, where the textbook interval p ± z·s falls far short."""
    z, covered, textbook = quantile(0.95), 0.0, 0.0
    for k in range(trials + 1):
        chance = comb(trials, k) * rate**k * (1 - rate) ** (trials - k)
        low, high = wilson(k, trials, z)
        half = z * sqrt(k / trials * (1 - k / trials) / trials)
        covered += chance * (low <= rate <= high)
        textbook += chance * (abs(k / trials - rate) <= half)
    assert covered > 0.91
    assert covered >= textbook - 1e-9


def test_costs_and_targets_decide_where_to_act():
    plain = {"visit": 8000, "product page": 3600, "basket": 540, "order": 270}
    assert funnel(plain, value=40).act_first == "basket"
    table = datasets.load("shop_funnel").to_frame()
    aimed = funnel(table, value=40)
    assert aimed.act_first == "basket"
    gap = 0.2 - 540 / 3600
    assert aimed.value_of_gap["basket"] == pytest.approx(3600 * gap * 0.5 * 40 - 100 * gap * 60)
    dear = table.assign(cost=["", 120, 700, 300])
    assert funnel(dear, value=40).act_first == "product page"
    assert funnel(dear.drop(columns="target"), value=40).act_first == "product page"
    assert funnel(dear.assign(cost=["", 9e5, 9e5, 9e5]), value=40).act_first == ""
    reached = table.assign(target=["", 0.45, 0.1, 0.5])
    assert funnel(reached, value=40).value_of_gap == {"product page": 0, "basket": 0, "order": 0}


def test_a_full_stage_has_little_left_to_win():
    found = funnel({"ask": 1000, "get": 995, "pay": 100}, value=1)
    assert found.passages[0].room == 0.005
    assert found.value_of_point["get"] == pytest.approx(1000 * 0.005 * 100 / 995)
    assert "only 0.5 % is left to win" in repr(found.steps())


def test_rates_that_counts_do_not_tell_apart_are_named():
    found = funnel({"a": 100, "b": 40, "c": 15})
    assert found.lowest == "c"
    assert found.overlapping == ("b",)
    assert found.note == ("Intervals: Wilson, 95 %. By their intervals, b may be as low as c.")
    assert funnel({"a": 10_000, "b": 4000, "c": 1000}).overlapping == ()


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (
            {"a": 100, "b": 120},
            "ProblemError: funnel, row 2 (stage b): 120 reached it, of 100 at a. "
            "Count people, each once, list the widest stage first, and no totals.",
        ),
        (
            {"a": 100, "b": 0, "c": 0},
            "ProblemError: funnel, row 3 (stage c): nobody reached b, so what follows has no rate. "
            "Leave out the stages after it.",
        ),
        ({"a": 100}, "ProblemError: funnel, stages: there is only one. Give two stages or more."),
        (
            {"a": 0, "b": 0},
            "ProblemError: funnel, row 1 (stage a), count: 0 is not a whole number from 1 to "
            "1,000,000,000,000. Write one.",
        ),
    ],
)
def test_what_is_no_funnel(counts, message):
    assert complaint(funnel, counts) == message


def test_all_faults_at_once():
    table = pd.DataFrame({"stage": ["a", ""], "count": [10.5, "x"], "target": [0.5, 2]})
    text = complaint(funnel, table, value=-1, confidence=1)
    for part in ("7 faults", "no name", "10.5", "'x'", "first stage", "2 is outside", "value"):
        assert part in text, part


def widths(ax):
    return [patch.get_width() for patch in ax.patches]


def test_bars_are_as_wide_as_their_share():
    found = funnel({"read": 200, "click": 50, "buy": 10})
    ax = found.plot()
    assert widths(ax) == [1, 0.25, 0.05]
    assert [patch.get_x() + patch.get_width() / 2 for patch in ax.patches] == [0, 0, 0]
    assert [bool(patch.get_hatch()) for patch in ax.patches] == [False, False, True]
    texts = [text.get_text() for text in ax.texts]
    low, high = found.interval["click"]
    assert f"↓ 25  ({100 * low:.1f}–{100 * high:.1f})" in texts
    assert "a point more, yuan" in texts
    assert ax.get_title(loc="left") == "Act first at buy"
    plt.close("all")


def test_intervals_stand_where_they_are():
    ax = funnel(datasets.load("shop_funnel")).plot_rates()
    lines = [line for line in ax.lines if len(line.get_xdata()) == 2]
    found = funnel(datasets.load("shop_funnel"))
    spans = [
        tuple(line.get_xdata()) for line in lines if line.get_ydata()[0] == line.get_ydata()[1]
    ]
    assert spans == [(100 * low, 100 * high) for low, high in found.interval.values()]
    targets = [line.get_xdata()[0] for line in lines if line.get_ydata()[0] != line.get_ydata()[1]]
    assert targets == pytest.approx([50, 20, 55])
    plt.close("all")


@pytest.mark.parametrize("stages", [2, 12])
def test_texts_of_a_funnel_do_not_overlap(stages):
    counts = {f"第{k}个阶段 a long name of a stage": 10**6 // 2**k for k in range(stages)}
    ax = funnel(counts).plot()
    ax.figure.canvas.draw()
    assert not overlapping(ax.texts)
    plt.close("all")


def test_many_stages_that_may_be_the_lowest_are_listed():
    found = funnel({"a": 40, "b": 20, "c": 10, "d": 5, "e": 1})
    assert found.note.endswith("b, c and d may be as low as e.")
