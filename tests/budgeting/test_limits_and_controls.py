"""The limit book never overdraws; extra funds need their form; controls leave what they leave."""

import time
from math import prod

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.budgeting import Controls, Entries, Entry, control_matrix, limit_book
from opstools.core.matrix import Matrix

ALL = ("applicant", "head")


@st.composite
def books(draw):
    """Entries of two accounts, some of them extra funds, some not signed."""
    told = draw(st.lists(st.tuples(
        st.sampled_from(["a", "b"]), st.integers(1, 60), st.sampled_from(["payment", "extra"]),
        st.sampled_from(["", "why"]), st.sampled_from([(), ("applicant",), ALL])),
        min_size=1, max_size=8))  # fmt: skip
    entries = tuple(Entry(*each) for each in told)
    return Entries(entries, limits={"a": 100, "b": 40}, signatures=ALL, extra_signatures=("head",))


@given(books())
def test_an_account_is_never_overdrawn(entries):
    found = limit_book(entries)
    limits, spent = {"a": 100, "b": 40}, {"a": 0, "b": 0}
    for each, outcome in zip(entries.entries, found.outcomes, strict=True):  # by hand
        if each.kind == "extra":
            fine = "head" in each.signed and each.purpose == "why"
            limits[each.account] += each.amount * fine
        else:
            fine = each.signed == ALL and spent[each.account] + each.amount <= limits[each.account]
            spent[each.account] += each.amount * fine
        assert outcome.booked == fine
        assert bool(outcome.reason) != fine
        assert outcome.left == limits[each.account] - spent[each.account] >= 0
    assert dict(found.spent) == spent
    assert dict(found.limit) == limits
    assert dict(found.left) == {name: limits[name] - spent[name] for name in spent}
    assert found.month_end["variance"].tolist() == [100 - spent["a"], 40 - spent["b"]]


def test_every_reason_is_told():
    found = limit_book(datasets.load("limit_month"))
    assert [out.reason for out in found.outcomes] == [
        "", "", "not signed by deputy general manager and general manager",
        "it is 10 k yuan above what is left, 60 k yuan; ask for an extra fund of 10 k yuan",
        "not signed by general manager; the form gives no reason", "", "",
    ]  # fmt: skip
    assert found.to_frame()["outcome"].tolist() == [
        "paid", "paid", "blocked", "blocked", "refused", "granted", "paid"]  # fmt: skip
    assert found.measures["held_back"] == 120
    to_the_end = Entries((Entry("a", 0.1), Entry("a", 0.2)), limits={"a": 0.3})
    assert limit_book(to_the_end).left == {"a": 0}


def test_faults_of_a_book():
    table = pd.DataFrame({"account": ["travl", ""], "amount": [0, 5], "kind": ["gift", "extra"]})
    text = complaint(limit_book, table, limits={"travel": -1})
    for part in (
        "row 1: there is no account travl. Did you mean travel?",
        "row 1 (account travl), amount: 0 is not above 0",
        "row 1 (account travl), kind: 'gift' is not known. Write payment or extra.",
        "row 2, account: it has no name",
        "limit of travel: -1 is below 0",
    ):
        assert part in text, part
    assert "limits: 7 is no list" in complaint(limit_book, table, limits=7)
    assert "Give {account: limit}." in complaint(limit_book, table, limits=[7])
    assert "limits: there are none" in complaint(limit_book, table, limits={})
    assert "limits: it is needed" in complaint(limit_book, table)


def test_accounts_fill_up_to_their_limit():
    ax = limit_book(datasets.load("limit_month")).plot()
    drawn = [(p.get_x(), p.get_width(), bool(p.get_hatch())) for p in ax.patches]
    assert drawn == [(0, 40, False), (40, 70, False), (110, 120, True), (0, 25, False)]
    marks = [(line.get_xdata()[0], line.get_linestyle()) for line in ax.lines]
    assert marks == [(100, "-"), (130, "--"), (60, "-")]
    assert [t.get_text() for t in ax.texts] == ["110 of 130, 120 blocked", "25 of 60"]
    plt.close("all")


@st.composite
def matrices(draw):
    """Risks with exposures, and what some controls prevent."""
    controls = draw(st.integers(1, 4))
    cell = st.one_of(st.none(), st.integers(0, 10).map(lambda n: n / 10))
    rows = draw(st.lists(st.lists(cell, min_size=controls, max_size=controls),
                         min_size=1, max_size=5))  # fmt: skip
    losses = [draw(st.integers(0, 100)) for _ in rows]
    table = pd.DataFrame(rows, columns=[f"C{j}" for j in range(controls)], dtype=object)
    table.insert(0, "exposure", losses)
    table.insert(0, "risk", [f"R{i}" for i in range(len(rows))])
    return table, rows, losses


@given(matrices())
def test_what_is_left_is_a_product(drawn):
    table, rows, losses = drawn
    found = control_matrix(table)
    left = [loss * prod(1 - (x or 0) for x in row) for loss, row in zip(losses, rows, strict=True)]
    assert list(found.residual.values()) == pytest.approx(left)
    assert found.uncovered == tuple(f"R{i}" for i, row in enumerate(rows) if not any(row))
    for j in range(len(rows[0])):
        if len(rows[0]) > 1:
            fewer = control_matrix(table.drop(columns=f"C{j}"))
            rise = sum(fewer.residual.values()) - sum(found.residual.values())
            assert found.worth[f"C{j}"] == pytest.approx(rise, abs=1e-9)


def test_controls_that_do_not_pay_are_named():
    found = control_matrix(datasets.load("spending_controls"))
    assert found.idle == ()
    assert found.net["month-end review"] == pytest.approx(0.22)
    dear = control_matrix(found.problem, costs={"limit book": 10, "two signatures": 30,
                                                "month-end review": 15})  # fmt: skip
    assert dear.idle == ("two signatures",)
    assert dear.note.endswith("Not worth their cost: two signatures.")
    assert found.headline == (
        "23.38 of 178 is left behind 3 controls; limit book is worth most, 50.82 k yuan. "
        "No control against late report."
    )


def test_effects_are_shares():
    table = datasets.load("spending_controls").to_frame().astype(object)
    table.iloc[0, 2] = 90
    table.iloc[1, 1] = -5
    text = complaint(Controls.from_frame, table)
    assert "overrun, limit book: 90 is outside the range" in text
    assert "exposure of false claim: -5 is below 0" in text


def test_bars_shrink_control_by_control():
    found = control_matrix(datasets.load("spending_controls"))
    for step, left in ((0, [100, 50, 20, 8]), (1, [10, 50, 18, 8]), (3, [5.6, 6, 3.78, 8])):
        wide = [p.get_width() for p in found.plot(step=step).patches]
        assert wide[0::2] == [100, 50, 20, 8]
        assert wide[1::2] == pytest.approx(left)
    ax = found.problem.plot()
    texts = [t.get_text() for t in ax.texts]
    assert texts == ["90 %", "20 %", "30 %", "80 %", "40 %", "10 %", "30 %", "70 %"]
    assert len(ax.patches) == 12
    plt.close("all")


def test_an_account_has_one_name_and_one_limit():
    for limits, part in (
        ([("travel", 1), ("travel", 2)], "account travel is there twice. Give it one limit."),
        ([("", 1), ("travel", 2)], "limits: an account has no name. Name every account."),
    ):
        assert part in complaint(Entries, (Entry("travel", 1),), limits=limits)


def test_a_month_of_many_accounts_is_told_at_once():
    names = [f"account {k}" for k in range(400)]
    entries = tuple(Entry(each, 4) for each in names)
    book = limit_book(Entries(entries, limits=dict.fromkeys(names, 10)))
    begin = time.perf_counter()
    table = book.month_end
    assert time.perf_counter() - begin < 2
    assert table["used"].tolist() == [0.4] * len(names)


def test_effects_are_kept_as_numbers():
    effects = Matrix(("fraud",), ("check",), (("0",),))
    found = control_matrix(Controls(effects, exposure=(50,)))
    assert found.problem.effects["fraud", "check"] == 0
    assert found.uncovered == ("fraud",)
