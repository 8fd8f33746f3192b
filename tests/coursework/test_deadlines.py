"""Deadlines, extensions and late work, solutions in time, and the file of rules."""

from __future__ import annotations

import math
import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from classroom import Classroom, notebook
from coursework.file_attacks import zipped
from coursework.term import DUE, LATER, SOON, found, hand_in, page
from helpers import complaint

from opstools.coursework import Rules
from opstools.coursework.rules import moment


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "cy"))


def test_a_deadline_has_a_time_zone():
    assert DUE.utcoffset() == timedelta(hours=2)
    assert moment("2025-12-02 23:59 Europe/Berlin").utcoffset() == timedelta(hours=1)
    assert moment("2025-05-02T23:59:00+02:00") == DUE
    assert "has no time zone" in complaint(moment, "2025-05-02 23:59")
    assert "'Berlin' is no time zone" in complaint(moment, "2025-05-02 23:59 Berlin")
    assert "is no point in time" in complaint(moment, "soon")


LATE = Rules(deadline=DUE, late_each_day=0.2, late_at_most=0.5, extensions={"bob": LATER})


@pytest.mark.parametrize(
    ("hours", "days", "off"),
    [(-1, 0, 0), (0, 0, 0), (0.01, 1, 0.2), (24, 1, 0.2), (24.1, 2, 0.4), (99, 5, 0.5)],
)
def test_each_day_begun_takes_its_share(hours, days, off):
    received = (DUE + timedelta(hours=hours)).timestamp()
    assert LATE.lateness("ann", received) == (days, off)
    assert LATE.lateness("bob", received) == (0, 0.0)


def test_late_work_loses_points_and_an_extension_none(room):
    for student in ("ann", "bob"):
        hand_in(room, student, DUE + timedelta(hours=30))
    hand_in(room, "cy", SOON)
    records = found(room, rules=LATE, now=SOON)
    assert [records[s].earned for s in ("ann", "bob", "cy")] == [4.2, 7, 7]
    assert records["ann"].remarks == ("Handed in late, 2 days begun: 40 % off.",)
    assert "Handed in late: 40 % off." in page(room, "ann")


def test_an_answer_that_was_there_in_time_stays_in_time(room):
    hand_in(room, "ann", SOON, "ann/a.ipynb", takt=1)
    hand_in(room, "ann", DUE + timedelta(hours=1), "ann/b.ipynb")
    assert found(room, rules=LATE)["ann"].earned == pytest.approx(7 - 2 * 0.2)


def test_the_platforms_time_beats_that_of_the_file(room):
    name = "week 3_ann_attempt_2025-05-03-00-30-00_ann.ipynb"  # half an hour late in Berlin
    hand_in(room, "ann", SOON, name)
    assert found(room, rules=LATE)["ann"].earned == pytest.approx(5.6)


@pytest.mark.parametrize(("day", "earned"), [(2, 7), (3, 5.6)])
def test_times_in_the_platforms_archive_are_those_of_the_deadlines_zone(room, day, earned):
    page = notebook(*room.entries("ann"))
    room.hand_in("all.zip", zipped(("ann/x.ipynb", page), date=(2025, 5, day, 23, 30, 0)))
    assert found(room, rules=LATE)["ann"].earned == pytest.approx(earned)


def test_times_in_a_students_own_archive_are_the_students_making(room):
    page = notebook(*room.entries("ann"))
    path = room.hand_in("ann.zip", zipped(("x.ipynb", page), date=(2001, 1, 1, 0, 0, 0)))
    os.utime(path, ((DUE + timedelta(hours=1)).timestamp(),) * 2)
    assert found(room, rules=LATE)["ann"].earned == pytest.approx(5.6)


# Solutions


def test_no_right_answers_before_everybodys_deadline_has_passed(room):
    hand_in(room, "ann", SOON, takt=1)
    for now, shown in (
        (SOON, False),
        (DUE + timedelta(days=1), False),
        (LATER + timedelta(1), True),
    ):
        room.grade(rules=LATE, now=now)
        assert ("Right answer" in page(room, "ann")) is shown
        assert ("Working for" in page(room, "ann")) is shown
        assert "Right answer" not in page(room, "cy"), "nothing was handed in"


def test_without_a_deadline_the_instructor_decides(room):
    hand_in(room, "ann", SOON, takt=1)
    assert room.grade().notes == ("Pages show no right answers yet: no deadline is given.",)
    assert "Right answer" not in page(room, "ann")
    room.grade(rules=Rules(solutions="now"))
    assert "Right answer" in page(room, "ann")
    assert "Right answer" in page(room, "cy")
    room.grade(rules=Rules(deadline=SOON, solutions="never"), now=LATER)
    assert "Right answer" not in page(room, "ann")


# Rules as a file

TOML = """
deadline = 2025-05-02T23:59:00
timezone = "Europe/Berlin"
late = { each_day = 0.1, at_most = 0.5, grace_minutes = 10 }
bonus = ["takt_and_bounds.fastest"]
[extensions]
ann = 2025-05-05T12:00:00
bob = 3
[points]
takt_and_bounds.takt = 3
[groups]
first = ["ann", "bob"]
[columns]
takt_and_bounds = "Takt (4711)"
"""


def test_rules_in_a_file(tmp_path):
    (tmp_path / "rules.toml").write_text(TOML, encoding="utf-8")
    rules = Rules.from_file(tmp_path / "rules.toml")
    assert rules.deadline == DUE
    assert rules.deadline_of("ann") == datetime(2025, 5, 5, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert rules.deadline_of("bob") == DUE + timedelta(days=3)
    assert rules.points == {"takt_and_bounds.takt": 3}
    assert rules.lateness("cy", (DUE + timedelta(minutes=9)).timestamp()) == (0, 0)
    assert rules.lateness("cy", (DUE + timedelta(minutes=11)).timestamp()) == (1, 0.1)


def test_every_fault_in_the_rules_is_listed(tmp_path):
    (tmp_path / "rules.toml").write_text(
        'deadlin = 1\ndeadline = 2025-05-02T23:59:00\nlate = {each_day = 2}\n[points]\na = "x"\n',
        encoding="utf-8",
    )
    said = complaint(Rules.from_file, tmp_path / "rules.toml")
    for words in ("Did you mean deadline", "has no time zone", "late.each_day", "points.a"):
        assert words in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            {"extensions": {"ann": -3}},
            "extensions, ann: -3 serves not. Write a number from 0 to 366.",
        ),
        ({"extensions": {"ann": math.nan}}, "extensions, ann: nan serves not."),
        ({"extensions": {"ann": 1e12}}, "extensions, ann: 1000000000000.0 serves not."),
        ({"late": {"grace_minutes": 1e300}}, "late.grace_minutes: 1e+300 serves not."),
        ({"anonymous": "no"}, "anonymous: 'no' serves not. Write true or false."),
        (
            {"deadline": "2025-05-02 Europe/Berlin"},
            "'2025-05-02 Europe/Berlin' has no time of day.",
        ),
    ],
)
def test_values_that_serve_not(data, said):
    assert said in complaint(Rules.from_data, {"deadline": str(DUE), **data})


def test_a_name_alone_needs_no_brackets():
    rules = Rules.from_data({"bonus": "line.takt", "groups": {"first": "ann"}})
    assert (rules.bonus, rules.groups) == (("line.takt",), {"first": ("ann",)})


def test_a_deadline_at_the_end_of_time_has_its_grace_too():
    data = {"deadline": "9999-12-31 23:59 UTC", "late": {"grace_minutes": 15}}
    rules = Rules.from_data(data)
    assert rules.lateness("ann", LATER.timestamp()) == (0, 0)
    assert not rules.solutions_open(LATER)


def test_a_fault_in_an_extension_names_the_student():
    data = {"deadline": "2025-05-02 23:59 Europe/Berlin", "extensions": {"0012": "3 days"}}
    assert complaint(Rules.from_data, data) == (
        "ProblemError: rules, extensions, 0012: 'days' is no time zone. "
        "Write it as Europe/Berlin. Write 2025-05-02 23:59 Europe/Berlin, "
        "or 2025-05-02T23:59:00+02:00. Or write a number of days, such as 3."
    )


def test_students_and_questions_in_the_rules_must_be_there(room):
    rules = Rules(extensions={"anne": DUE}, points={"takt_and_bounds.tackt": 1}, deadline=DUE,
                  groups={"1": ("ann", "zoe"), "2": ("ann",)})  # fmt: skip
    said = complaint(room.grade, rules=rules)
    for words in ("extensions, anne", "points, takt_and_bounds.tackt", "groups, zoe",
                  "groups, ann: in two groups"):  # fmt: skip
        assert words in said
