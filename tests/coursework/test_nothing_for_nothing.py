"""No points without work: what is secret stays so, and poor exercises are refused at release."""

from __future__ import annotations

import json
import os
import re

import nbformat
import pytest
from classroom import EXERCISES, FOLDERS, SECRET, Classroom, notebook, record
from click.testing import CliRunner
from helpers import complaint

from opstools.cli import main
from opstools.coursework import (
    Choice,
    Code,
    Exercise,
    Mistake,
    Number,
    load,
    practice,
    release,
    release_practice,
    variant,
)
from opstools.coursework.checking import check_variants, easiest
from opstools.coursework.exercise import handed_out
from opstools.coursework.json_data import as_data
from opstools.coursework.judgement import graded
from opstools.coursework.practice_set import practice_text, read_practice
from opstools.coursework.sandbox import Sandbox, available
from opstools.coursework.table import Table
from opstools.coursework.template import new_exercise

CODE = [folder for folder in FOLDERS if any(isinstance(q, Code) for q in load(folder).questions)]


@pytest.fixture
def mine(tmp_path):
    """An exercise of one's own, and a way to change its text."""
    folder = new_exercise("mine", tmp_path)

    def change(old, new, file="exercise.py"):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


def released(folder, tmp_path):
    room = Classroom(tmp_path)
    return complaint(release, [folder], roster=room.roster, secret=SECRET, out=tmp_path / "out")


# Secrets


@pytest.mark.parametrize(
    "secret",
    ["password1234password", "1234567890123456789", "aaaaaaaaaaaaaaaaaaaaaaaa", "qwertyuiop1234567",
     "abababababababababab", "course 2025", b"0" * 40],
)  # fmt: skip
def test_secrets_that_can_be_guessed_are_refused(tmp_path, secret):
    room = Classroom(tmp_path)
    said = complaint(release, FOLDERS[:1], roster=room.roster, secret=secret, out=tmp_path / "x")
    assert "too easy to guess" in said or "too short" in said
    assert not (tmp_path / "x").exists()


def test_the_secret_that_is_made_has_256_bits_and_is_for_its_owner_alone(tmp_path):
    (tmp_path / "roster.csv").write_text("student,name\nann,Ann\n", encoding="utf-8")
    secrets = set()
    for k in range(2):
        place, roster = tmp_path / str(k), tmp_path / "roster.csv"
        words = ["release", "w", "-e", EXERCISES / "takt_and_bounds", "--roster", roster,
                 "--secret-file", tmp_path / f"s{k}", "--out", place]  # fmt: skip
        done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 0, done.output
        secrets.add((tmp_path / f"s{k}").read_text(encoding="utf-8").strip())
        if os.name == "posix":
            for path in (tmp_path / f"s{k}", *(tmp_path / str(k) / "w").glob("*.*")):
                assert path.stat().st_mode & 0o777 == 0o600, path
    assert len(secrets) == 2
    assert all(re.fullmatch(r"[\w-]{43}", each) for each in secrets)


def test_nothing_of_the_secret_is_in_what_students_get(tmp_path):
    room = Classroom(tmp_path)
    done = room.release(title="week 3")
    text = "".join(path.read_text(encoding="utf-8") for path in done.notebooks)
    assert SECRET not in text
    assert SECRET not in (tmp_path / "week" / "manifest.json").read_text(encoding="utf-8")


# Hidden calls


@pytest.mark.parametrize("folder", CODE, ids=lambda folder: folder.name)
def test_hidden_calls_are_not_in_the_notebook(folder, tmp_path):
    room = Classroom(tmp_path, ("ann",))
    (path,) = release([folder], roster=room.roster, secret=SECRET, out=tmp_path / "w").notebooks
    source = "".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    (header,) = re.findall(r"Sheet\(r'''(.*?)'''\)", source, re.DOTALL)
    told = json.dumps(json.loads(header))
    exercise = load(folder)
    drawn = variant(exercise, student="ann", secret=SECRET)
    for question in exercise.questions:
        if isinstance(question, Code):
            for call in question.hidden_cases(drawn.data):
                assert all(json.dumps(argument) not in told for argument in call)
            for call in question.public_cases(drawn.data):
                assert all(json.dumps(argument) in told for argument in call)
    assert set(handed_out(drawn.data)) < set(drawn.data)


def test_hidden_calls_that_would_be_handed_out_are_refused(tmp_path):
    folder = new_exercise("mine", tmp_path)
    text = (CODE[0] / "exercise.py").read_text(encoding="utf-8")
    (folder / "exercise.py").write_text(text.replace("_hidden", "hidden"), encoding="utf-8")
    (folder / "exercise.ipynb").write_bytes((CODE[0] / "exercise.ipynb").read_bytes())
    assert "its hidden calls stand in the notebook" in released(folder, tmp_path)


SPY = "def f(x):\n" + "".join(f"    if x == {k}: 1 / 0\n" for k in range(50)) + "    return x\n"


def test_error_lines_do_not_show_what_a_hidden_call_was_made_with():
    with Sandbox(trusted=True) as sandbox:
        seen = sandbox.call(SPY, "f", [(7,), (31,)], public=1)
        hidden = sandbox.call(SPY, "f", [(99,), (31,)], public=1)
        other = sandbox.call(SPY, "f", [(99,), (32,)], public=1)
    assert "in line 9" in seen.message
    assert hidden == other
    assert hidden.message == (
        "f stops in a call that is not among the examples. Try it with other arguments."
    )


@pytest.mark.skipif(not available(), reason="no sandbox here")
def test_in_grading_too(tmp_path):
    room = Classroom(tmp_path, ("ann",))
    room.exercise = load(CODE[0])
    question = next(q for q in room.exercise.questions if isinstance(q, Code))
    name = question.function
    spy = (
        f"def {name}(tasks):\n    {name}.n = getattr({name}, 'n', 0) + 1\n"
        f"    return {{}} if {name}.n == 1 else 1 / 0\n"
    )
    room.hand_in("ann.ipynb", notebook(record(room.drawn("ann"), question.name, spy)))
    (ann,) = room.grade().records
    assert ann.marks[0].judgement.status == "error"
    assert "not among the examples" in ann.marks[0].judgement.message
    assert "line" not in ann.marks[0].judgement.message


# Practice


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_practice_folder_computes_nothing_and_judges_the_same(folder, tmp_path):
    (path,) = release_practice([folder], out=tmp_path).notebooks
    assert sorted(p.name for p in path.parent.iterdir()) == ["exercise.ipynb", "practice.json"]
    ours, theirs = practice(folder, 2), practice(path.parent, 2)
    assert theirs.practising
    assert handed_out(theirs.data) == handed_out(ours.data)
    assert theirs.questions == ours.questions
    for question in ours.all_questions:
        stored = next(q for q in theirs.all_questions if q.name == question.name)
        assert stored.wanted(theirs.data) == question.wanted(ours.data)
        if isinstance(question, Code):
            assert [c.expected for c in stored.cases(theirs._whole)] == [
                c.expected for c in question.cases(ours._whole)
            ]
            continue
        tried = [question.answer(ours.data), "soon", 1, *(
            m.answer(ours.data) for m in question.mistakes)]  # fmt: skip
        for value in map(as_data, tried):
            one, other = ours.answer(question.name, value), theirs.answer(question.name, value)
            assert one.judgement == other.judgement
            assert repr(one.working) == repr(other.working)


def test_practice_sets_are_numbered(tmp_path):
    release_practice([EXERCISES / "one_clerk"], out=tmp_path)
    sheets = [practice(tmp_path / "one_clerk", number).data for number in range(1, 11)]
    assert len({json.dumps(data) for data in sheets}) == 10
    assert "11 is not there. Give 1 to 10" in complaint(practice, tmp_path / "one_clerk", 11)
    (tmp_path / "one_clerk" / "practice.json").write_text("{", encoding="utf-8")
    assert "it cannot be read" in complaint(read_practice, tmp_path / "one_clerk", 1)


def test_what_only_code_can_judge_is_not_practised(mine):
    folder = mine("from opstools.coursework import", "from opstools.coursework import Order,")
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    asked = (
        'Order(name="order", text="?", answer=lambda d: ["a", "b"], accept=lambda d, g: True),\n'
    )
    (folder / "exercise.py").write_text(
        text.replace("    questions=(\n", f"    questions=(\n        {asked}"), encoding="utf-8"
    )
    assert "what else is right would need code" in complaint(practice_text, load(folder))


# Exercises that are refused

REFUSED = {
    "a seed that is ignored": (
        'return {"flow_rate": random.randint(5, 40), "flow_time": random.randint(2, 9)}',
        'return {"flow_rate": 7, "flow_time": 3}',
        "20 seeds give the same numbers",
    ),
    "another source of chance": (
        'return {"flow_rate": random.randint(5, 40)',
        'import random as r\n    return {"flow_rate": r.SystemRandom().randint(5, 10**6)',
        "the same seed gives other numbers each time",
    ),
    "points that are a text": ("points=2", 'points="2"', "points: '2' is not a plain number"),
    "points below 0": ("points=2", "points=-2", "points: -2 is not a plain number"),
    "points without end": ("points=2", 'points=float("inf")', "inf is not a plain number"),
    "points that are true": ("points=2", "points=True", "True is not a plain number"),
    "points of numpy": (
        "points=2", "points=__import__('numpy').float64(2)", "is not a plain number",
    ),
    "data of numpy": (
        'random.randint(5, 40)', "__import__('numpy').int64(random.randint(5, 40))",
        "data['flow_rate']: a numpy int64. Make it a plain one",
    ),
    "floats of numpy": (
        'random.randint(5, 40)', "__import__('numpy').float64(random.randint(5, 40))",
        "a numpy float64",
    ),
    "data that is no data": ("random.randint(5, 40)", "{1, 2}", "data: it stops with TypeError"),
    "a key that is not there, in data": (
        "return {", 'return {}["x"] and {', "data: it stops with KeyError: 'x'",
    ),
    "a key that is not there, in an answer": (
        'return data["flow_rate"] * data["flow_time"]', 'return data["rate"]',
        "question inventory: it stops with KeyError: 'rate'",
    ),
    "a key that is not there, in a mistake": (
        'lambda data: data["flow_rate"],', 'lambda data: data["rate"],',
        "question inventory: it stops with KeyError",
    ),
    "a key that is not there, at once": ("EXERCISE =", '{}["x"]\nEXERCISE =', "KeyError: 'x'"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_poor_exercises_are_refused_with_a_sentence(mine, tmp_path, name):
    old, new, said = REFUSED[name]
    assert said in released(mine(old, new), tmp_path)
    assert not (tmp_path / "out" / "students").exists()


MARKS = {
    "none": ("    ### BEGIN SOLUTION\\n", "", "### END SOLUTION stands out of turn"),
    "one blank too few": ("### BEGIN SOLUTION", "###BEGIN SOLUTION", "out of turn"),
    "small letters": ("### BEGIN SOLUTION", "### begin solution", "out of turn"),
}


@pytest.mark.parametrize("name", MARKS)
def test_solutions_are_properly_marked(mine, tmp_path, name):
    old, new, said = MARKS[name]
    folder = new_exercise("other", tmp_path)
    path = folder / "exercise.ipynb"
    notebook_ = nbformat.read(path, as_version=4)
    for cell in notebook_.cells:
        cell.source = cell.source.replace(old.replace("\\n", "\n"), new)
    nbformat.write(notebook_, path)
    assert said in released(folder, tmp_path)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            'sheet.answer("inventory", sheet.data["flow_rate"] * 3)',
            "its solution would be handed out",
        ),
        (
            '# begin solution\nx = 3\n# end solution\nsheet.answer("inventory", x)',
            "is not as it should",
        ),
    ],
)
def test_a_solution_without_marks_is_not_handed_out(tmp_path, source, said):
    folder = new_exercise("other", tmp_path)
    page = nbformat.read(folder / "exercise.ipynb", as_version=4)
    page.cells[-1].source = source
    nbformat.write(page, folder / "exercise.ipynb")
    assert said in released(folder, tmp_path)


# Points for one and the same answer


def test_an_answer_that_earns_too_often_is_found(mine):
    folder = mine("random.randint(5, 40)", "random.choice([10, 10, 10, 20])")
    mine("random.randint(2, 9)", "random.choice([3, 3, 4])")
    said = complaint(check_variants, load(folder), 300)
    assert re.search(r"inventory: .* earns (4|5)\d(\.\d)? % of the points on average", said)
    assert len(check_variants(load(new_exercise("sound", folder.parent)), 300)) == 1


def test_a_mistake_that_earns_all_points_is_found():
    """Even where a question of another kind does not see it when a variant is drawn."""

    class Blind(Number):
        def too_close(self, wrong, right):
            return False

        def judge(self, value, data):
            return graded(1, "Right.")

    twice = Mistake("twice", lambda data: 2 * data["n"], "Halve it.")
    asked = Blind(name="n", text="", answer=lambda data: data["n"], mistakes=(twice,))
    poor = Exercise("x", lambda random: {"n": random.random()}, (asked,))
    assert "the mistake twice earns all points" in complaint(check_variants, poor, 5)


def test_a_mistake_that_cannot_be_read_is_found():
    """A student who makes it would be told that the answer is unreadable, not what is wrong."""
    other = Mistake("other", lambda data: "neither", "There are two.")
    asked = Choice(
        name="n", text="", options=lambda data: "abcdefgh", answer=lambda data: data["n"],
        mistakes=(other,),
    )  # fmt: skip
    poor = Exercise("x", lambda random: {"n": random.choice("abcdefgh")}, (asked,))
    said = complaint(check_variants, poor, 40)
    assert "question n: the mistake other cannot be read as an answer." in said


def test_the_command_checks_an_exercise(mine, tmp_path):
    folder = mine("import", "import")
    done = CliRunner().invoke(main, ["exercise", "check", str(folder), "--variants", "100"])
    assert done.exit_code == 0
    assert done.output.startswith("100 variants in order. The easiest question: inventory: ")


def test_the_best_number_is_where_most_tolerances_overlap():
    question = Number(name="x", text="", answer=lambda data: data["x"], tolerance=0, absolute=1)
    found = easiest(question, [], [1, 2, 3, 10])
    assert found.share == 0.75
    assert found.answer == pytest.approx(2)


ROWS = Table(
    name="loads", text="",
    answer=lambda data: {str(k): {"time": 5} for k in range(1, data["n"] + 1)},
)  # fmt: skip


def test_rows_that_are_not_asked_for_cost_what_they_would_earn():
    every = {str(k): {"time": 5} for k in range(1, 7)}
    shares = [ROWS.judge(every, {"n": n}).share for n in (3, 4, 5, 6)]
    assert shares == pytest.approx([0, 0.5, 0.8, 1])
    right = {str(k): {"time": 5} for k in range(1, 4)}
    assert ROWS.judge({**right, "note": {"time": "the limit"}}, {"n": 3}).share == 1
    assert ROWS.judge({**right, "4": {"time": None}}, {"n": 3}).share == 1
    assert "There is no row 4." in ROWS.judge({**right, "4": {"time": 9}}, {"n": 3}).message
