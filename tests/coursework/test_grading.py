"""Whatever is handed in: everybody stands in the gradebook once, and nothing earns by a trick."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from classroom import SECRET, Classroom, notebook, output, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opstools.coursework import grade, load, variant
from opstools.coursework.template import new_exercise

ALL_RIGHT = ["correct"] * 4
NOTHING = ["not attempted"] * 4


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path)


def remarks(room, student):
    return {each.student: each.remarks for each in room.grade().records}[student]


def test_right_answers_earn_all_points(room):
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.statuses("ann") == ALL_RIGHT
    assert room.statuses("bob") == NOTHING


def test_what_cannot_be_read_is_no_silent_zero(room):
    room.hand_in("ann.ipynb", notebook(*room.entries("ann", takt="soon")))
    assert room.statuses("ann") == ["unreadable", "correct", "correct", "correct"]


def test_a_known_mistake_is_named_and_explained(room):
    drawn = room.drawn("ann")
    wrong = room.exercise.question("takt").mistakes[0].answer(drawn.data)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann", takt=wrong)))
    (ann, *_) = room.grade().records
    assert ann.marks[0].judgement.mistake == "upside down"
    page = (room.folder / "graded" / "feedback" / "ann.html").read_text(encoding="utf-8")
    assert "Takt is time over demand" in page


def test_the_gradebook_has_everybody_once_in_order(room):
    room.hand_in("bob.ipynb", notebook(*room.entries("bob")))
    room.grade()
    with (room.folder / "graded" / "gradebook.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["student"] for row in rows] == ["ann", "bob", "李明"]
    assert [row["total"] for row in rows] == ["0", "7", "0"]
    assert rows[0]["takt_and_bounds.takt status"] == "not attempted"


PLACES = [
    "ann.ipynb",
    "sub/ann/week3.ipynb",
    "Ann Lee_12345_assignsubmission_file_/ann.ipynb",
    "leeann_99_1234_ann-1.ipynb",
    "ANN (2).ipynb",
    "renamed by the student.ipynb",  # then the answers tell whose it is
]


@pytest.mark.parametrize("place", PLACES)
def test_files_are_found_under_the_names_that_platforms_give(room, place):
    room.hand_in(place, notebook(*room.entries("ann")))
    assert room.statuses("ann") == ALL_RIGHT


def zipped(**files):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else json.dumps(content)
            file.writestr(name.replace("__", "/"), data)
    return archive.getvalue()


def test_a_zip_in_a_zip_is_read(room):
    inner = zipped(**{"ann.ipynb": notebook(*room.entries("ann"))})
    outer = zipped(**{"x.zip": inner, "deep__bob.ipynb": notebook(*room.entries("bob"))})
    room.hand_in("export.zip", outer)
    assert room.statuses("ann") == room.statuses("bob") == ALL_RIGHT


def test_a_path_in_a_zip_leads_nowhere(room):
    archive = zipped(**{"..__..__ann.ipynb": notebook(*room.entries("ann"))})
    room.hand_in("evil.zip", archive)
    assert room.statuses("ann") == ALL_RIGHT
    assert not list(room.folder.parent.glob("ann.ipynb"))


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", zipped(**{"a.zip": b"no"})])
def test_broken_archives_are_reported(room, content):
    room.hand_in("export.zip", content)
    grading = room.grade()
    assert len(grading.records) == 3
    assert grading.unclaimed or content == b""


def test_links_are_not_followed(room, tmp_path):
    secret = tmp_path / "bob-private.ipynb"
    secret.write_text(json.dumps(notebook(*room.entries("bob"))), encoding="utf-8")
    (room.handed_in / "bob.ipynb").symlink_to(secret)
    assert room.statuses("bob") == NOTHING
    assert "link" in room.grade().unclaimed[0][1]


def test_another_students_answers_earn_nothing_and_are_reported(room):
    room.hand_in("ann.ipynb", notebook(*room.entries("bob")))
    assert room.statuses("ann") == ["unreadable"] * 4
    assert any("bob" in remark for remark in remarks(room, "ann"))


def test_a_forged_token_is_none(room):
    forged = [{**entry, "token": "0" * 16} for entry in room.entries("ann")]
    room.hand_in("ann.ipynb", notebook(*forged))
    assert room.statuses("ann") == ["unreadable"] * 4


def test_tampered_data_is_reported_and_does_not_help(room):
    drawn = room.drawn("ann")
    easy = record(drawn, "takt", 1, digest="f" * 12)
    room.hand_in("ann.ipynb", notebook(easy))
    assert room.statuses("ann")[0] == "wrong"
    assert any("other data" in remark for remark in remarks(room, "ann"))


def test_duplicated_and_moved_cells_count_once_by_the_latest_run(room):
    right = room.answers("ann")["takt"]
    old, new = record(room.drawn("ann"), "takt", 1), record(room.drawn("ann"), "takt", right)
    page = notebook(new, old)
    page["cells"][0]["execution_count"] = 9
    room.hand_in("ann.ipynb", page)
    assert room.statuses("ann")[0] == "correct"
    assert any("answered twice" in remark for remark in remarks(room, "ann"))


def test_the_newest_of_several_files_counts(room):
    import os

    old = room.hand_in("ann.ipynb", notebook(*room.entries("ann", takt=1)))
    os.utime(old, (1, 1))
    room.hand_in("again/ann.ipynb", notebook(*room.entries("ann")))
    assert room.statuses("ann") == ALL_RIGHT
    assert any("more than once" in remark for remark in remarks(room, "ann"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings(room, encoding):
    text = json.dumps({**notebook(*room.entries("李明")), "note": "平衡"}, ensure_ascii=False)
    room.hand_in("李明.ipynb", text.encode(encoding))
    assert room.statuses("李明") == ALL_RIGHT


def test_thirty_megabytes_of_output_do_no_harm(room):
    page = notebook(*room.entries("ann"))
    flood = {"output_type": "stream", "name": "stdout", "text": "y" * 3 * 10**7}
    page["cells"][0]["outputs"].append(flood)
    room.hand_in("ann.ipynb", page)
    assert room.statuses("ann") == ALL_RIGHT


ODD = [None, [], {}, "x", 10**400, True, [[]], {"a": {"b": 1}}, "=1+1", "<script>", -0.0, "nan"]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("question", ["takt", "fastest"])
def test_odd_values_are_a_status_and_never_a_traceback(room, question, value):
    room.hand_in("ann.ipynb", notebook(record(room.drawn("ann"), question, value)))
    assert "correct" not in room.statuses("ann")


def test_deep_json_is_one_reported_row(room):
    room.hand_in("ann.ipynb", b"[" * 200_000)
    room.hand_in("bob.ipynb", notebook(*room.entries("bob")))
    assert room.statuses("ann") == ["unreadable"] * 4
    assert room.statuses("bob") == ALL_RIGHT


def test_injection_into_gradebook_and_feedback(tmp_path):
    name = '=HYPERLINK("http://x")'
    room = Classroom(tmp_path, ("ann",))
    room.roster["name"] = [name + "<script>alert(1)</script>"]
    room.hand_in("ann.ipynb", notebook(record(room.drawn("ann"), "fastest", "<script>x</script>")))
    room.grade()
    book = (tmp_path / "graded" / "gradebook.csv").read_text(encoding="utf-8-sig")
    page = (tmp_path / "graded" / "feedback" / "ann.html").read_text(encoding="utf-8")
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(book)) for cell in row)
    assert "<script" not in page


def test_a_second_run_is_identical_and_only_news_is_graded(room):
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    room.grade()
    files = sorted(path for path in (room.folder / "graded").rglob("*") if path.is_file())
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    room.grade()
    assert {path: path.read_bytes() for path in files} == {p: b for p, (b, _) in before.items()}
    page = room.folder / "graded" / "feedback" / "ann.html"
    assert page.stat().st_mtime_ns == before[page][1]
    room.hand_in("bob.ipynb", notebook(*room.entries("bob")))
    assert room.statuses("bob") == ALL_RIGHT


def test_a_changed_exercise_is_graded_again(tmp_path):
    folder = new_exercise("mine", tmp_path)
    room = Classroom(tmp_path)
    room.exercise = load(folder)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.grade().records[0].earned == 2
    text = (folder / "exercise.py").read_text(encoding="utf-8").replace("points=2", "points=5")
    (folder / "exercise.py").write_text(text, encoding="utf-8")
    room.exercise = load(folder)
    assert room.grade().records[0].earned == 5


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_notebooks(tmp_path_factory, data):
    room = Classroom(tmp_path_factory.mktemp("room"))
    for student in ("ann", "bob"):
        page = notebook(*room.entries(student))
        for _ in range(data.draw(st.integers(1, 4))):
            damage(data, page)
        content = json.dumps(page).encode()
        cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))
        room.hand_in(f"{student}.ipynb", content[:cut])
    grading = room.grade()
    assert [each.student for each in grading.records] == ["ann", "bob", "李明"]


def damage(data, page) -> None:
    """Replace, remove or double something anywhere in the tree."""
    parent, key = page, data.draw(st.sampled_from(sorted(page)))
    while isinstance(parent[key], (dict, list)) and parent[key] and data.draw(st.booleans()):
        parent = parent[key]
        keys = sorted(parent) if isinstance(parent, dict) else range(len(parent))
        key = data.draw(st.sampled_from(list(keys)))
    if isinstance(parent, list) and data.draw(st.booleans()):
        parent.append(parent[key])
    else:
        parent[key] = data.draw(json_values)


def test_an_answer_from_another_exercise_is_no_answer(room, tmp_path):
    other = load(new_exercise("other", tmp_path))
    drawn = variant(other, student="ann", secret=SECRET)
    room.hand_in("ann.ipynb", notebook(record(drawn, "inventory", 5)))
    assert room.statuses("ann") == NOTHING


def test_answers_kept_as_text_are_read(room):
    page = notebook(*room.entries("ann"))
    for cell, entry in zip(page["cells"], room.entries("ann"), strict=True):
        cell["outputs"] = [output(json.dumps(entry))]
    room.hand_in("ann.ipynb", page)
    assert room.statuses("ann") == ALL_RIGHT


def test_wrong_show(room):
    with pytest.raises(ValueError, match="everything is not known"):
        grade(
            room.handed_in,
            roster=room.roster,
            secret=SECRET,
            out=room.folder / "x",
            exercises=[room.exercise],
            show=("everything",),
        )
