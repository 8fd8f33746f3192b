"""A term: deadlines, late work, overrides, groups, sections, late enrolment, solutions in time."""

from __future__ import annotations

import csv
import json
import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from classroom import SECRET, Classroom, notebook, record
from coursework.file_attacks import zipped
from helpers import complaint

from opstools.coursework import Rules, grade, release, variant
from opstools.coursework.rules import moment

DUE = moment("2025-05-02 23:59 Europe/Berlin")
SOON, LATER = DUE - timedelta(hours=1), DUE + timedelta(days=30)


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "cy"))


def found(room, **settings):
    return {each.student: each for each in room.grade(**settings).records}


def table(room, name):
    with (room.folder / "graded" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def page(room, student):
    return (room.folder / "graded" / "feedback" / f"{student}.html").read_text(encoding="utf-8")


def hand_in(room, student, when, name="", **wrong):
    path = room.hand_in(name or f"{student}.ipynb", notebook(*room.entries(student, **wrong)))
    os.utime(path, (when.timestamp(), when.timestamp()))


# Against the release


def before(room):
    return sorted(path for path in (room.folder / "graded").rglob("*"))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("secret", "secret: it is not the one of this release"),
        ("roster", "roster: 2 students got no notebook: x1 and x2"),
        ("points", "it has changed since (inventory 2 points, now 5)"),
        ("code", "it has changed since"),
    ],
)
def test_what_differs_from_the_release_is_said_before_anything_is_written(tmp_path, what, said):
    from opstools.coursework import load
    from opstools.coursework.template import new_exercise

    folder = new_exercise("mine", tmp_path)
    room = Classroom(tmp_path)
    room.exercise = load(folder)
    room.release()
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    settings = {"secret": SECRET, "roster": room.roster}
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    if what == "secret":
        settings["secret"] = "another secret for tests"
    elif what == "roster":
        settings["roster"] = pd.DataFrame({"student": ["x1", "x2"], "name": ["X", "Y"]})
    elif what == "points":
        (folder / "exercise.py").write_text(text.replace("points=2", "points=5"), encoding="utf-8")
    else:
        (folder / "exercise.py").write_text(text + "# mended\n", encoding="utf-8")
    settings |= {"out": tmp_path / "graded", "exercises": [folder]}
    complaint_ = complaint(grade, room.handed_in, **settings)
    assert said in complaint_
    assert not (tmp_path / "graded").exists()
    grade(room.handed_in, **settings, accept_changes=True)
    assert (tmp_path / "graded" / "gradebook.csv").exists()


def test_a_release_that_is_named_is_read_wherever_it_lies(room, tmp_path):
    far = tmp_path / "far" / "away"
    release([room.exercise], roster=room.roster, secret="a secret of another kind", out=far)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.grade().records[0].earned == 7
    assert "not the one of this release" in complaint(room.grade, release=far)
    assert "no manifest.json" in complaint(room.grade, release=tmp_path)


def test_without_a_release_a_wrong_secret_is_seen_by_the_tokens(room):
    for student in ("ann", "bob", "cy"):
        room.hand_in(f"{student}.ipynb", notebook(*room.entries(student)))
    settings = {"roster": room.roster, "out": room.folder / "o", "exercises": [room.exercise]}
    said = complaint(grade, room.handed_in, secret="another secret for tests", **settings)
    assert "none of 3 notebooks was made with it for this roster" in said
    assert not (room.folder / "o").exists()


def test_grading_the_late_files_alone_adds_to_the_gradebook(room):
    hand_in(room, "ann", SOON)
    hand_in(room, "bob", SOON, takt=1)
    room.grade()
    for path in room.handed_in.iterdir():
        path.unlink()
    hand_in(room, "cy", LATER)
    hand_in(room, "bob", LATER, "bob_again.ipynb")
    assert [each.earned for each in room.grade().records] == [7, 7, 7]
    room.handed_in = room.folder / "later still"
    room.handed_in.mkdir()
    assert [each.earned for each in room.grade().records] == [7, 7, 7]
    assert [each.earned for each in room.grade(fresh=True).records] == [0, 0, 0]


def test_pages_of_students_who_left_go(room):
    hand_in(room, "ann", SOON)
    room.grade()
    room.roster = room.roster[1:]
    room.grade()
    pages = sorted(p.name for p in (room.folder / "graded" / "feedback").iterdir())
    assert pages == ["bob.html", "cy.html"]


def test_a_late_enrolment_touches_nobody_else(room):
    room.release()
    old = {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (room.folder / "week").rglob("*.ipynb")
    }
    key = (room.folder / "week" / "key.csv").read_text(encoding="utf-8")
    room.roster = pd.concat([room.roster, pd.DataFrame({"student": ["dee"], "name": ["Dee"]})])
    assert "got no notebook: dee" in complaint(room.grade)
    done = room.release(add=True)
    assert [path.name for path in done.notebooks] == ["dee.ipynb"]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in old} == old
    assert (room.folder / "week" / "key.csv").read_text(encoding="utf-8").startswith(key)
    hand_in(room, "dee", SOON)
    assert found(room)["dee"].earned == 7
    again = room.release(add=True)
    assert again.notebooks == ()


def test_an_addition_must_be_to_the_same_release(room):
    room.release()
    assert "title: it was none" in complaint(room.release, add=True, title="resit")


def test_another_title_gives_other_numbers(room):
    plain = variant(room.exercise, student="ann", secret=SECRET)
    week, resit = (
        variant(room.exercise, student="ann", secret=SECRET, title=t) for t in ("week", "resit")
    )
    assert len({json.dumps(each.data) for each in (plain, week, resit)}) == 3
    assert len({each.token for each in (plain, week, resit)}) == 3
    room.hand_in("ann.ipynb", notebook(*(
        record(resit, question.name, question.answer(resit.data))
        for question in room.exercise.questions
    )))  # fmt: skip
    assert found(room, title="week")["ann"].earned == 0
    assert found(room, title="resit")["ann"].earned == 7


# Deadline and late work


def test_a_deadline_has_a_time_zone():
    assert DUE.utcoffset() == timedelta(hours=2)
    assert moment("2025-12-02 23:59 Europe/Berlin").utcoffset() == timedelta(hours=1)
    assert moment("2025-05-02T23:59:00+02:00") == DUE
    assert "has no time zone" in complaint(moment, "2025-05-02 23:59")
    assert "'Berlin' is none" in complaint(moment, "2025-05-02 23:59 Berlin")
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


# What the instructor changes


def edit(room, name, change):
    path = room.folder / "graded" / name
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(change(text), encoding="utf-8")


def test_overrides_and_comments_survive(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade()
    path = room.folder / "graded" / "overrides.csv"
    path.write_text(
        "student,question,points,comment\n"
        "ann,takt_and_bounds.takt,1.5,Right but for the unit\n"
        "bob,total,3,By word of mouth\n"
        "zoe,total,1,has left\n",
        encoding="utf-8",
    )
    for _ in range(2):
        records = found(room)
        assert records["ann"].earned == 6.5
        assert records["bob"].earned == 3
        assert "Right but for the unit" in page(room, "ann")
        assert "Your instructor set these points." in page(room, "ann")
        assert "By word of mouth" in page(room, "bob")
        assert "zoe,total,1,has left" in path.read_text(encoding="utf-8-sig")
    assert table(room, "moodle.csv")[1][room.exercise.title] == "3"
    hand_in(room, "ann", LATER, "ann/again.ipynb")
    assert found(room)["ann"].earned == 6.5


def test_faults_in_overrides_are_told_before_anything_is_graded(room):
    room.grade()
    text = "student,question,points\nann,takt_and_bounds.tackt,x\n"
    (room.folder / "graded" / "overrides.csv").write_text(text, encoding="utf-8")
    said = complaint(room.grade)
    assert "there is no takt_and_bounds.tackt" in said
    assert "'x' is no number" in said


def test_edits_in_the_gradebook_survive(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade()
    edit(room, "gradebook.csv", lambda t: t.replace(",0,wrong", ",1.5,wrong", 1))
    assert found(room)["ann"].earned == 6.5
    assert room.grade().notes[:-1] == ()
    assert [row["total"] for row in table(room, "gradebook.csv")] == ["6.5", "0", "0"]
    assert table(room, "overrides.csv") == [
        {"student": "ann", "question": "takt_and_bounds.takt", "points": "1.5", "comment": ""}
    ]


def test_a_column_of_ones_own_stays_as_a_spreadsheet_saves_it(room):
    hand_in(room, "ann", SOON)
    room.grade()

    def semicolons(text):
        lines = text.splitlines()
        oral = ["oral", "2", "", "1,5"]
        return "\r\n".join(
            f"{line.replace(',', ';')};{cell}" for line, cell in zip(lines, oral, strict=True)
        )

    edit(room, "gradebook.csv", semicolons)
    for _ in range(2):
        room.grade()
        assert [row["oral"] for row in table(room, "gradebook.csv")] == ["2", "", "1,5"]
        assert table(room, "gradebook.csv")[0]["total"] == "7"


def test_a_gradebook_that_cannot_be_read_is_kept(room):
    room.grade()
    broken = room.folder / "graded" / "gradebook.csv"
    broken.write_bytes(b"\x00\xff not a table")
    room.grade()
    assert (broken.parent / "gradebook.edited.csv").read_bytes() == b"\x00\xff not a table"
    assert len(table(room, "gradebook.csv")) == 3


def test_a_question_is_dropped_weighed_anew_or_on_top(room):
    hand_in(room, "ann", SOON, takt=1)
    questions = [f"takt_and_bounds.{q.name}" for q in room.exercise.questions]
    rules = Rules(points={questions[0]: 0, questions[1]: 10}, bonus=(questions[3],))
    ann = found(room, rules=rules)["ann"]
    points = [q.points for q in room.exercise.questions]
    assert ann.possible == 10 + points[2]
    assert ann.earned == 10 + points[2] + points[3]
    assert "on top" in page(room, "ann")


def test_one_question_is_graded_anew_and_no_other(tmp_path):
    from opstools.coursework import load
    from opstools.coursework.template import new_exercise

    folder = new_exercise("mine", tmp_path)
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    room = Classroom(tmp_path)
    room.exercise = load(folder)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.grade().records[0].earned == 2
    changed = text.replace('data["flow_rate"] * data["flow_time"]', '3 + data["flow_rate"]', 1)
    (folder / "exercise.py").write_text(changed, encoding="utf-8")
    room.exercise = load(folder)
    assert "there is no question mine.other" in complaint(room.grade, only=["mine.other"])
    assert room.grade(only=["mine.inventory"]).records[0].earned == 0


def test_groups_hand_in_once(room):
    hand_in(room, "bob", SOON)
    rules = Rules(groups={"1": ("ann", "bob")})
    records = found(room, rules=rules)
    assert [records[s].earned for s in ("ann", "bob", "cy")] == [7, 7, 0]
    assert records["ann"].remarks == ("Handed in by bob for the group.",)
    assert records["bob"].remarks == ()


def test_sections_are_merged(tmp_path, room):
    for name, students in (("monday", ("ann", "bob")), ("friday", ("bob", "cy"))):
        lines = [f"{s},{s.title()}" for s in students]
        (tmp_path / f"{name}.csv").write_text("\n".join(["student,name", *lines]), encoding="utf-8")
    room.roster = [tmp_path / "monday.csv", tmp_path / "friday.csv"]
    hand_in(room, "cy", SOON)
    room.grade()
    assert [(r["student"], r["section"], r["total"]) for r in table(room, "gradebook.csv")] == [
        ("ann", "monday", "0"), ("bob", "monday and friday", "0"), ("cy", "friday", "7"),
    ]  # fmt: skip


def test_columns_have_the_names_of_the_platform(room):
    hand_in(room, "ann", SOON)
    room.grade(rules=Rules(columns={"takt_and_bounds": "Takt (4711)", "total": "Week 3 (4712)"}))
    lines = (room.folder / "graded" / "canvas.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",Section,Takt (4711),Week 3 (4712)")
    assert lines[1].endswith(",7,7")
    assert lines[2].endswith(",7,7")


def test_anonymous_grading_names_nobody(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade(rules=Rules(anonymous=True))
    text = (room.folder / "graded" / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert not {"ann", "bob", "Ann"} & set(text.replace("\r\n", ",").split(","))
    code = {row["student"]: row["code"] for row in table(room, "names.csv")}["ann"]
    edit(room, "gradebook.csv", lambda t: t.replace(",0,wrong", ",1.5,wrong", 1))
    assert found(room, rules=Rules(anonymous=True))["ann"].earned == 6.5
    assert [r["total"] for r in table(room, "gradebook.csv") if r["student"] == code] == ["6.5"]
    if os.name == "posix":
        assert (room.folder / "graded" / "names.csv").stat().st_mode & 0o777 == 0o600


def test_equal_answers_of_different_numbers_are_reported(room):
    for student in ("ann", "bob"):
        hand_in(room, student, SOON, takt=123.25, efficiency=0.4321)
    hand_in(room, "cy", SOON)
    room.grade()
    (row,) = table(room, "equal_answers.csv")
    assert (row["student"], row["other student"], row["how many"]) == ("ann", "bob", "2")
    assert row["answers"] == "takt_and_bounds.takt, takt_and_bounds.efficiency"


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


def test_students_and_questions_in_the_rules_must_be_there(room):
    rules = Rules(extensions={"anne": DUE}, points={"takt_and_bounds.tackt": 1}, deadline=DUE,
                  groups={"1": ("ann", "zoe"), "2": ("ann",)})  # fmt: skip
    said = complaint(room.grade, rules=rules)
    for words in ("extensions, anne", "points, takt_and_bounds.tackt", "groups, zoe",
                  "groups, ann: in two groups"):  # fmt: skip
        assert words in said


def test_a_second_run_with_all_of_it_is_the_same_to_the_byte(room):
    hand_in(room, "ann", DUE + timedelta(hours=30), takt=1)
    rules = Rules(deadline=DUE, late_each_day=0.1, groups={"1": ("ann", "bob")}, anonymous=True)

    def contents():
        room.grade(rules=rules, now=datetime(2026, 1, 1, tzinfo=UTC))
        out = room.folder / "graded"
        return {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}

    assert contents() == contents()
