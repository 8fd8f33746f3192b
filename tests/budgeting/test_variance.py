"""Variances: they add up, each by its own words, favourable or not, the bridge."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.budgeting import BudgetedItems, Item, variance_analysis

figure = st.integers(0, 60)


@st.composite
def months(draw):
    """Items of a month, at least one of which was planned."""
    rows = draw(st.lists(st.tuples(figure, figure, figure, figure), max_size=5))
    first = (draw(figure), draw(st.integers(1, 60)), draw(figure), draw(figure))
    items = (Item(f"I{k}", *row) for k, row in enumerate([first, *rows]))
    return BudgetedItems(tuple(items), kind=draw(st.sampled_from(["revenue", "cost"])))


@given(months())
def test_the_parts_add_up_item_by_item(month):
    found = variance_analysis(month)
    for each, parts in zip(month.items, found.parts, strict=True):
        change = each.actual_price * each.actual_volume - each.budget_price * each.budget_volume
        assert parts.price + parts.volume + parts.mix == pytest.approx(change, abs=1e-9)
    assert found.price + found.volume + found.mix == pytest.approx(found.total, abs=1e-9)
    assert found.total == month.actual - month.budget


@given(months(), st.integers(1, 4))
def test_what_each_part_means(month, times):
    """Same prices: no price variance; all volumes alike: no mix; same total: no volume."""

    def changed(price, volume):
        items = (Item(e.name, e.budget_price, e.budget_volume, price(e), volume(e))
                 for e in month.items)  # fmt: skip
        return variance_analysis(month.replace(items=tuple(items)))

    alike = changed(lambda e: e.budget_price, lambda e: times * e.budget_volume)
    assert alike.price == alike.mix == 0
    assert alike.volume == (times - 1) * month.budget
    turned = [e.budget_volume for e in month.items][::-1]
    names = [e.name for e in month.items]
    mixed = changed(lambda e: e.budget_price, lambda e: turned[names.index(e.name)])
    assert mixed.volume == 0
    dearer = changed(lambda e: e.budget_price + times, lambda e: e.budget_volume)
    assert dearer.price == times * sum(e.budget_volume for e in month.items)
    assert dearer.volume == dearer.mix == 0


def test_the_tea_house():
    found = variance_analysis(datasets.load("tea_house"))
    assert [found.by_item["tea"].price, found.by_item["cake"].price] == [500, -600]
    # 1,550 cups at the average budgeted price of 20,000 / 1,500 less 20,000
    assert found.volume == pytest.approx(1550 * 20000 / 1500 - 20000)
    # what the actual mix brings at budgeted prices less that
    assert found.mix == pytest.approx(5000 + 12000 + 5400 - 1550 * 20000 / 1500)


def test_good_and_bad_turn_round_for_costs():
    table = datasets.load("tea_house").to_frame()
    revenue, cost = (variance_analysis(table, kind=kind) for kind in ("revenue", "cost"))
    assert revenue.to_frame()["verdict"].tolist() == ["U", "F", "U"]
    assert cost.to_frame()["verdict"].tolist() == ["F", "U", "F"]
    assert not revenue.favourable(0)
    assert not cost.favourable(0)
    assert revenue.verdict(0) == cost.verdict(0) == ""
    assert "(favourable)" in revenue.headline
    assert "(unfavourable)" in cost.headline
    same = table.assign(actual_price=table["budget_price"], actual_volume=table["budget_volume"])
    assert variance_analysis(same).headline == "As budgeted, 20,000: price 0, volume 0, mix 0."


def test_what_cannot_be_parted():
    table = pd.DataFrame({"item": ["a"], "budget_price": [1], "budget_volume": [0],
                          "actual_price": [2], "actual_volume": [3]})  # fmt: skip
    assert complaint(variance_analysis, table) == (
        "ProblemError: budgeted items, budget_volume: all are 0. "
        "Give the volume planned of at least one item: the mix is told by it."
    )
    text = complaint(variance_analysis, table.assign(actual_price=-2), kind="profit")
    assert "row 1 (item a), actual_price: -2 is below 0" in text
    assert "kind: 'profit' is not known. Choose revenue or cost." in text


def test_the_bridge_hangs_from_budget_to_actual():
    found = variance_analysis(datasets.load("tea_house"))
    ax = found.plot()
    drawn = [(p.get_y() + p.get_height() / 2, p.get_x(), p.get_x() + p.get_width())
             for p in ax.patches]  # fmt: skip
    ends = [20000, 19900, 19900 + found.volume, 22300]
    assert [row for row, _, _ in drawn] == pytest.approx([1, 2, 3, 4, 5])
    assert drawn[0][1:] == (0, 20000)
    for (_, start, end), low, high in zip(drawn[1:4], ends, ends[1:], strict=False):
        assert sorted((start, end)) == pytest.approx(sorted((low, high)))
    assert drawn[4][1:] == (0, 22300)
    assert [bool(p.get_hatch()) for p in ax.patches] == [False, True, False, False, False]
    assert [t.get_text() for t in ax.texts] == [
        "20,000", "-100 U", "+666.7 F", "+1,733.3 F", "22,300"]  # fmt: skip
    assert ax.get_xlim()[0] > 0
    assert "does not begin at 0" in ax.get_xlabel()
    plt.close("all")


def test_planned_and_actual_stand_side_by_side():
    ax = datasets.load("tea_house").plot()
    assert [p.get_width() for p in ax.patches] == [6000, 5500, 8000, 11400, 6000, 5400]
    assert all(p.get_x() == 0 for p in ax.patches)
    plt.close("all")
