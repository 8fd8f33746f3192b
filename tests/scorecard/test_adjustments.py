"""Changing targets: a month's notice to the day, reasons, approval, what holds after."""

from datetime import date, timedelta

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.dates import date2num

from opstools import datasets
from opstools.core.days import months_later
from opstools.scorecard import Request, Requests, adjust_targets

FINE = {"target": 90, "asked_by": "Ann", "reason": "road closed", "approved_by": "general manager"}


def decide(month, asked, **changes):
    settings = {key: changes.pop(key) for key in ("notice", "approvers") if key in changes}
    wish = Request("sales", month=month, asked_on=asked, **{**FINE, **changes})
    return adjust_targets(Requests((wish,), **settings)).decisions[0]


def test_the_last_day_is_in_time_and_the_next_is_late():
    assert decide("2025-06", "2025-05-01").granted
    late = decide("2025-06", "2025-05-02")
    assert not late.granted
    assert late.reasons == (
        "1 day late: for 2025-06 it had to come by 2025-05-01; "
        "the first month still open is 2025-07",
    )
    assert decide("2025-06", "2025-05-20", notice=0).granted
    assert not decide("2025-06", "2025-05-01", notice=2).granted


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 6), st.integers(-9, 9))
def test_the_first_open_month_is_the_first(asked, notice, months):
    month = months_later(asked.replace(day=1), months)
    found = decide(month, asked, notice=notice)
    opens = found.open_from
    assert opens.day == 1
    assert asked <= months_later(opens, -notice)
    assert asked > months_later(months_later(opens, -1), -notice)
    assert found.granted == (month >= opens)
    assert (found.days_late > 0) == (not found.granted)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-30, 30))
def test_months_are_added_as_a_calendar_does(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reason": ""}, "no reason is given, and targets stand unless there is one"),
        ({"approved_by": ""},
         "nobody approved it; deputy general manager or general manager may"),
        ({"approved_by": "Bob"},
         "Bob may not approve; deputy general manager or general manager may"),
        ({"approved_by": "generl manager"},
         "generl manager may not approve; deputy general manager or general manager may "
         "(did you mean general manager?)"),
        ({"asked_by": "general manager"}, "general manager approved their own request"),
        ({"asked_by": "General Manager"}, "general manager approved their own request"),
        ({"approved_on": "2025-06-01"},
         "approved on 2025-06-01 only, when the month had begun"),
        ({"approved_on": "2025-03-01"}, "approved on 2025-03-01, before it was asked for"),
    ],
)  # fmt: skip
def test_other_reasons_to_refuse(changes, reason):
    assert decide("2025-06", "2025-04-10", **changes).reasons == (reason,)


def test_all_reasons_are_told():
    found = decide("2025-06", "2025-05-20", reason="", approved_by="")
    assert len(found.reasons) == 3


def test_of_two_requests_the_later_holds():
    wishes = [Request("sales", "2025-09", 80, "2025-06-05", "Ann", "r", "general manager"),
              Request("sales", "2025-09", 85, "2025-05-05", "Ann", "r", "general manager"),
              Request("sales", "2025-10", 70, "2025-09-30", "Ann", "r", "general manager"),
    ]  # fmt: skip
    found = adjust_targets(Requests(tuple(wishes)))
    assert found.targets.values.tolist() == [["sales", "2025-09", 80]]
    assert found.refused == (3,)
    assert found.headline == "2 of 3 requests are granted; refused: no. 3."


@pytest.mark.parametrize("asked", ["2025-05-01", "2025/5/1", "2025年5月1日", "2025-05-01 00:00:00",
                                   date(2025, 5, 1), pd.Timestamp("2025-05-01")])  # fmt: skip
def test_days_as_spreadsheets_write_them(asked):
    assert decide("2025-06", asked).granted


def test_what_is_no_day_is_named():
    table = datasets.load("target_requests").to_frame()
    table.loc[0, "asked_on"], table.loc[1, "month"] = "05/06/2025", "June"
    text = complaint(adjust_targets, table)
    assert "row 1 (indicator revenue), asked_on: '05/06/2025' is no day. " \
           "Write a day as 2025-05-31." in text  # fmt: skip
    assert "row 2 (indicator rent collected), month: 'June' is no day. " \
           "Write a month as 2025-06." in text  # fmt: skip
    known = complaint(adjust_targets, datasets.load("target_requests"), indicators=["revenu"])
    assert "row 1: there is no indicator revenue. Did you mean revenu?" in known


def test_marks_stand_at_their_days():
    found = adjust_targets(datasets.load("target_requests"))
    ax = found.plot()
    first = found.problem.requests[0]
    bar = ax.patches[0]
    assert bar.get_x() == date2num(date(2025, 5, 1))
    assert bar.get_x() + bar.get_width() == date2num(first.month)
    dots = [line for line in ax.lines if line.get_marker() in ("o", "D")]
    assert [line.get_xdata()[0] for line in dots] == [
        date2num(each.asked_on) for each in found.problem.requests
    ]
    assert [line.get_marker() for line in dots] == ["D", "o", "o", "o"]
    assert [text.get_text() for text in ax.texts] == [
        "✗ refused, 19 d late", "✓ granted", "✗ refused", "✓ granted"]  # fmt: skip
    plt.close("all")


@pytest.mark.parametrize("year", [1, 9999])
def test_years_without_a_month_before_or_after_are_explained(year):
    text = complaint(decide, date(year, 1, 1), date(year, 12, 15))
    assert f"month: the year is {year}. Write one from 1900 to 2999." in text
    assert f"asked_on: the year is {year}. Write one from 1900 to 2999." in text
