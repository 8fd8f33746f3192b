"""Duty rosters: rules kept, fewest people, what cannot be."""

from __future__ import annotations

from itertools import pairwise, product

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st

from opstools import datasets
from opstools.core.drawing import fill
from opstools.process_map import Shift, Shifts, duty_roster


def keeps_the_rules(roster) -> bool:
    problem = roster.problem
    shifts = {each.name: each for each in problem.shifts}
    for d, each in product(range(problem.days), problem.shifts):
        if sum(row[d] == each.name for row in roster.plan) != each.needed:
            return False
    for row in roster.plan:
        if sum(map(bool, row)) > problem.most_days:
            return False
        for one, two in pairwise(row):
            if one and two:
                end = shifts[one].start + shifts[one].length
                if 24 + shifts[two].start - end < problem.rest:
                    return False
    return True


needs = st.lists(st.integers(0, 2), min_size=3, max_size=3).filter(any)


@settings(max_examples=12, deadline=None)
@given(needs, st.integers(2, 7), st.sampled_from([0, 8, 11, 16]), st.integers(3, 6))
def test_rosters_keep_their_rules(needed, days, rest, most):
    table = pd.DataFrame({"shift": ["early", "late", "night"], "start": [6, 14, 22],
                          "end": [14, 22, 6], "needed": needed})  # fmt: skip
    found = duty_roster(table, days=days, rest=rest, most_days=most)
    assert keeps_the_rules(found)
    assert len(found.people) >= found.lower_bound
    assert found.measures["duties"] == sum(needed) * days
    if found.measures["most_duties"] and rest <= 8:
        assert found.measures["most_duties"] == -(-sum(needed) * days // len(found.people))


def fewest_by_search(shifts: Shifts, people: int) -> bool:
    """Whether so many can do it, by trying every day's plan after the other."""
    pool = [-1, *range(len(shifts.shifts))]
    days = [
        each
        for each in product(pool, repeat=people)
        if all(each.count(s) == shifts.shifts[s].needed for s in range(len(shifts.shifts)))
    ]
    states = {((-1,) * people, (0,) * people)}
    for _ in range(shifts.days):
        after = set()
        for (last, done), each in product(states, days):
            ok = all(
                a < 0 or b < 0
                or shifts.shifts[a].rest_before(shifts.shifts[b]) >= shifts.rest
                for a, b in zip(last, each, strict=True)
            )  # fmt: skip
            total = tuple(n + (s >= 0) for n, s in zip(done, each, strict=True))
            if ok and max(total) <= shifts.most_days:
                after.add((each, total))
        states = after
    return bool(states)


@pytest.mark.parametrize(
    ("rest", "most", "days"), [(11, 5, 7), (16, 5, 6), (24, 7, 5), (11, 2, 5), (8, 7, 4)]
)
def test_the_fewest_are_the_fewest(rest, most, days):
    shifts = Shifts((Shift("early", 7, 15), Shift("late", 15, 23)), rest=rest, most_days=most,
                    days=days)  # fmt: skip
    found = duty_roster(shifts)
    number = len(found.people)
    assert found.proven
    assert found.lower_bound == max(shifts.a_day, -(-shifts.a_day * days // min(days, most)))
    assert fewest_by_search(shifts, number)
    assert not fewest_by_search(shifts, number - 1)
    assert keeps_the_rules(found)


def test_named_people_get_the_duties():
    found = duty_roster(datasets.load("duty_shifts"), people=list("ABCDEFG"))
    assert found.people == tuple("ABCDEFG")
    assert keeps_the_rules(found)
    assert set(found.duties.values()) == {4}
    assert found.hours["A"] == 32
    assert found.least_rest >= 11
    assert not found.proven


def test_a_night_ends_on_the_next_day():
    night, early = Shift("night", 23, 7), Shift("early", 7, 15)
    assert (night.length, night.rest_before(early), early.rest_before(night)) == (8, 0, 32)


@pytest.mark.parametrize(
    ("table", "call", "message"),
    [
        ({"shift": ["a"], "start": [8], "end": [8]}, {}, "row 1 (shift a), end: it ends when it"),
        ({"shift": ["a"], "start": [8], "end": [25]}, {}, "row 1 (shift a), end: 25 h is outside"),
        ({"shift": ["a"], "start": [8], "end": [16], "needed": [0]}, {}, "no shift needs anybody"),
        ({"shift": ["a"], "start": [8], "end": [16], "needed": [1.5]}, {}, "needed: 1.5 is not a"),
        ({"shift": ["a"], "start": [8], "end": [16]}, {"people": 1},
         "Infeasible: duty_roster, people: 1 cannot cover 1 duty a day with these rules. "
         "At least 2 are needed"),
        ({"shift": ["a"], "start": [8], "end": [16]}, {"people": ["A", "A"]}, "somebody is there"),
        ({"shift": ["a"], "start": [8], "end": [16]}, {"people": ["A", " "]}, "has no name"),
        ({"shift": ["a"], "start": [8], "end": [16], "needed": [50]}, {"most_days": 2},
         "people: 60 cannot cover 50 duties a day with these rules. At least 175 are needed;"),
        ({"shift": ["a"], "start": [8], "end": [16]}, {"seconds": 0}, "seconds: 0 s is not"),
        ({"shift": ["a"], "start": [8], "end": [16]}, {"days": 60}, "days: 60 is not a whole"),
    ],
)  # fmt: skip
def test_shifts_that_are_none_are_explained(table, call, message):
    assert message in complaint(duty_roster, pd.DataFrame(table), **call)


def test_one_of_a_thing_is_told_as_one():
    found = duty_roster(Shifts((Shift("day", 8, 9),), days=1, most_days=1))
    assert found.headline == "1 person covers 1 duty in 1 day, fewer cannot; 1 duty each."
    assert found.note == "At least 11 h between shifts, at most 1 day of duty each."
    assert "1 hour in all" in found.problem.headline


def test_the_roster_is_drawn_cell_by_cell():
    found = duty_roster(datasets.load("duty_shifts"))
    names = [each.name for each in found.problem.shifts]
    for day in (0, 3, 7):
        ax = found.plot() if day == 7 else found.plot(step=3 + day)
        words = {t.get_position(): t.get_text() for t in ax.texts}
        for i, row in enumerate(found.plan, 1):
            for d, shift in enumerate(row, 1):
                assert words.get((d, i), "") == (shift if d <= day else "")
        colours = {(p.get_x() + 0.5, p.get_y() + 0.5): p.get_facecolor()[:3] for p in ax.patches}
        people = range(1, len(found.people) + 1)
        assert set(colours) == {(d, i) for d in range(1, 8) for i in people}
        white = sum(c == (1, 1, 1) for c in colours.values())
        assert white == 7 * len(found.people) - found.problem.a_day * day
        plt.close("all")
    assert fill(1) != fill(2)
    assert names == ["early", "late", "night"]
    ax = datasets.load("duty_shifts").plot()
    assert [(p.get_x(), p.get_width()) for p in ax.patches] == [(7, 8), (15, 8), (23, 8)]
    plt.close("all")
