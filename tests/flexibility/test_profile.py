"""Ten indicators, worked out again; before and after; what their pictures show."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint

from opstools import datasets
from opstools.core import Infeasible
from opstools.flexibility import Factory, before_and_after, flexibility_profile, skills_matrix
from opstools.flexibility.profile.materials import levels, read_bill


def workshop(**changes) -> Factory:
    return datasets.load("bicycle_workshop", **changes)


def with_cell(column: str, row: int, value) -> pd.DataFrame:
    table = workshop().to_frame().astype(object)
    table.loc[row, column] = value
    return table


def test_every_indicator_by_plain_arithmetic():
    found = flexibility_profile(workshop())
    table = datasets.table("bicycle_workshop")
    batches = (2 * table.demand * 30 * table.setup_time / table.holding_cost) ** 0.5
    assert found["varieties"] == 4
    assert found["setup_time"] == (4 + 6 + 8 + 3) / 4
    assert found["economic_batch"] == pytest.approx(batches.mean())
    into = {  # counted on paper
        "frame": 2, "tube": 4, "lug": 3, "wheel": 3, "rim": 2, "spoke": 1, "hub": 2, "bell": 3,
        "rack": 1, "race wheel": 1, "blade": 1, "bar": 1, "cargo frame": 1, "fork": 1, "box": 1,
        "small frame": 1,
    }  # fmt: skip
    assert found["parts"] == len(into)
    assert found["commonality"] == sum(into.values()) / len(into)
    assert found["levels"] == (2 + 2 + 3 + 2) / 4
    assert found["operations"] == 6
    assert found["skills"] == (3 + 2 + 2 + 4) / (4 * 6)
    load = (table.demand * (table.unit_time + table.setup_time / batches)).sum()
    assert found["utilisation"] == pytest.approx(load / 4000)
    margin = (table.demand * (table.price - table.variable_cost)).sum()
    assert found["break_even"] == pytest.approx(120_000 / margin * load / 4000)


def test_half_the_set_up_time_divides_the_batch_by_the_root_of_two():
    table = workshop().to_frame()
    before = flexibility_profile(workshop())
    table["setup_time"] /= 2
    after = flexibility_profile(table, setup_rate=30, available_time=4000)
    assert after["economic_batch"] == pytest.approx(before["economic_batch"] / 2**0.5)
    assert after["utilisation"] < before["utilisation"]


def test_what_is_not_told_is_left_out_and_named():
    bare = flexibility_profile(datasets.table("bicycle_workshop"))
    assert bare.left_out == ("economic_batch", "skills", "utilisation", "break_even")
    assert bare.note.endswith("economic_batch, skills, utilisation and break_even.")
    assert bare.headline == "4 varieties of 16 parts, set up in 5.25 h."
    assert len(bare.steps()) == 6


def test_skills_as_a_table():
    ops = ["cut", "weld", "paint", "mount", "true", "bend"]
    table = pd.DataFrame([[1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1]], ["Ada", "Ben"], ops)
    found = flexibility_profile(workshop(skills=table))
    assert found["skills"] == 0.5
    assert workshop(skills=table).skills["Ben"] == ("paint", "mount", "true", "bend")
    with_names = table.reset_index(names="operator")
    assert workshop(skills=with_names).skills == workshop(skills=table).skills


def test_bills_are_read_with_levels_and_in_chinese():
    bill = read_bill("车", "车架（管、接头）、轮（辋，辐）")
    assert [part for part, _, level in bill if level == 1] == ["车架", "轮"]
    assert ("接头", "车架", 2) in bill
    assert levels(read_bill("A", "b (c (d (e)))")) == 4
    assert levels(()) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("frame (tube", "the bracket after frame does not close"),
        ("frame) tube", "a bracket closes that was not opened"),
        ("(tube)", "a bracket opens where no part stands before it"),
        ("frame (city)", "city goes into itself"),
        ("", "there are none"),
    ],
)
def test_a_bill_that_cannot_be_read_is_told_of(text, told):
    message = complaint(Factory.from_frame, with_cell("parts", 0, text))
    assert message.startswith(f"ProblemError: factory, row 1 (product city), parts: {told}. ")


def test_faults_come_together():
    table = with_cell("demand", 1, -3)
    table.loc[2, "operations"] = ""
    assert complaint(Factory.from_frame, table, skills={"Ada": "cutt"}, fixed_cost="x") == (
        "ProblemError: factory, 4 faults:\n"
        "  1. row 2 (product race), demand: -3 is not above 0. Write a number above 0.\n"
        "  2. row 3 (product cargo), operations: there are none. Name at least one.\n"
        "  3. fixed_cost: 'x' is not a number. Write 0 or a number above it.\n"
        "  4. skills of Ada: there is no operation cutt. Did you mean cut?"
    )


def test_too_much_work_and_prices_that_never_pay():
    with pytest.raises(Infeasible, match=r"2,846\.3 h of work and set-ups do not fit into 2,800 h"):
        flexibility_profile(workshop(available_time=2800))
    poor = workshop().to_frame().assign(price=1)
    with pytest.raises(Infeasible, match="No volume pays"):
        flexibility_profile(poor, available_time=4000, fixed_cost=1, setup_rate=30)


def test_dots_and_bars_stand_where_the_figures_are():
    found = flexibility_profile(workshop())
    lines = found.plot().lines
    dots = {line.get_ydata()[0]: sorted(line.get_xdata()) for line in lines
            if line.get_marker() == "o" and len(line.get_xdata())}  # fmt: skip
    assert dots[2] == pytest.approx([3 / 8, 4 / 8, 6 / 8, 1])
    assert dots[8] == pytest.approx([2 / 6, 2 / 6, 3 / 6, 4 / 6])
    assert 9 not in dots  # parts of a whole are no marks of their own
    bars = {line.get_ydata()[0]: line.get_xdata()[1] for line in lines
            if line.get_linewidth() == 6 and line.get_zorder() == 2}  # fmt: skip
    assert bars == {8: found["skills"], 9: found["utilisation"], 10: found["break_even"]}
    means = {line.get_ydata().mean(): line.get_xdata()[0] for line in lines
             if line.get_linewidth() == 2}  # fmt: skip
    assert means[2] == pytest.approx(5.25 / 8)
    assert means[6] == pytest.approx(2.25 / 3)
    labels = [text.get_text() for text in found.plot().texts]
    assert labels[1] == "5.25 h"


def test_a_product_has_a_mark_for_each_thing_it_needs():
    ax = workshop().plot()
    rows = [text.get_text() for text in ax.get_yticklabels()]
    marks = {
        (round(line.get_xdata()[0]), rows[round(line.get_ydata()[0]) - 1]) for line in ax.lines
    }
    for k, product in enumerate(workshop().products, 1):
        needs = {*product.operations, *(part for part, _, _ in workshop().bills[product.name])}
        assert {row for column, row in marks if column == k} == needs


def improved() -> Factory:
    """Set-ups in a third of the time, and one operator more who can do two things."""
    table = workshop().to_frame()
    table["setup_time"] /= 3
    table.loc[table["product"] == "child", "operations"] = "cut, weld"
    skills = {**workshop().skills, "Eve": ("true", "bend", "cut", "weld", "paint", "mount")}
    return workshop().replace(products=Factory.from_frame(table).products, skills=skills)


def test_before_and_after_says_which_way_each_indicator_went():
    found = before_and_after(flexibility_profile(workshop()), flexibility_profile(improved()))
    assert found.of("more flexible") == (
        "setup_time", "economic_batch", "skills", "utilisation", "break_even",
    )  # fmt: skip
    assert found.of("less flexible") == ()
    back = before_and_after(flexibility_profile(improved()), flexibility_profile(workshop()))
    assert back.of("less flexible") == found.of("more flexible")
    assert dict(back.measures) == {"more": 0, "less": 5, "same": 5}
    table = found.to_frame().set_index("indicator")
    assert table.loc["setup time", ["before", "after"]].tolist() == [5.25, 1.75]
    assert found.steps()[1].value == 1.75 - 5.25
    assert "of 10 indicators" in found.headline


def test_before_and_after_takes_profiles_alone():
    profile = flexibility_profile(workshop())
    assert complaint(before_and_after, profile, 3) == (
        "ProblemError: before_and_after, after: 3 is no Profile. Give a profile."
    )
    bare = flexibility_profile(datasets.table("bicycle_workshop"))
    assert len(before_and_after(profile, bare).pairs) == len(before_and_after(bare, profile).pairs)


def test_arrows_go_from_one_to_the_ratio():
    found = before_and_after(flexibility_profile(workshop()), flexibility_profile(improved()))
    lines = {line.get_ydata()[0]: line for line in found.plot().lines
             if line.get_linewidth() == 2.5}  # fmt: skip
    ratios = [float(pair.after) / float(pair.before) for pair in found.pairs]
    assert [list(line.get_xdata()) for _, line in sorted(lines.items())] == [
        [1, pytest.approx(ratio)] for ratio in ratios
    ]
    back = before_and_after(flexibility_profile(improved()), flexibility_profile(workshop()))
    for change, expected in ((found, "|o"), (back, "|X")):
        marks = [line.get_marker() for line in change.plot().lines if len(line.get_xdata()) == 1]
        assert set(marks) == set(expected)
        assert marks.count(expected[1]) == 5


def test_what_a_skills_matrix_hands_on_is_what_a_factory_takes():
    alone = skills_matrix(datasets.load("workshop_skills")).alone
    assert workshop(skills=alone) == workshop()
    levels = datasets.table("workshop_skills")
    assert complaint(workshop, skills=levels).startswith(
        "ProblemError: factory, 12 faults:\n  1. skills of Ada, cut: 4 is neither 0 nor 1. "
        "Write 1 or 0; skills_matrix reads levels."
    )


def test_set_ups_are_no_more_than_units():
    table = workshop().to_frame().assign(setup_time=0.0001)
    shop = workshop().replace(products=Factory.from_frame(table).products)
    assert [shop.setups(each) for each in shop.products] == [600, 150, 120, 400]
    free = workshop().replace(products=Factory.from_frame(table.assign(setup_time=0)).products)
    assert flexibility_profile(free)["economic_batch"] == 0


def test_profiles_in_other_units_are_not_compared():
    now = workshop()
    then = Factory(now.products, **{**{n: getattr(now, n) for n in Factory.settings()},
                                    "time_unit": "min"})  # fmt: skip
    text = complaint(before_and_after, flexibility_profile(now), flexibility_profile(then))
    assert text == (
        "ProblemError: before_and_after, time_unit: it is h before and min after. "
        "Tell both factories in the same units."
    )
