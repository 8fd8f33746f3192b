"""The command line: exit codes, JSON, messages, no traceback, no lost file."""

from __future__ import annotations

import json
import os
import sysconfig
from pathlib import Path

import pytest
from click.testing import CliRunner

from opstools.cli import main
from opstools.cli.course import _check_options, _prepare_environment, course_folder
from opstools.coursework.edition import student_edition

TABLE = "task,time,predecessors\nA,4,\nB,3,A\nC,3,A\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks.csv").write_text(TABLE, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, list(words))


SOLVE = ("solve", "line_balancing", "tasks.csv", "--set", "cycle_time=7")


def test_solve_as_in_the_help(run):
    done = run(*SOLVE, "--method", "ranked_positional_weight", "--show", "steps")
    assert done.exit_code == 0
    assert done.output.startswith("1. Total work over the cycle time")


def test_json_for_machines(run):
    done = run(*SOLVE, "--method", "fewest_stations", "--json")
    answer = json.loads(done.output)
    assert answer["measures"]["stations"] == {"value": 2, "unit": ""}
    assert answer["measures"]["efficiency"]["unit"] == "share"
    assert [row["station"] for row in answer["table"]] == [1, 2]
    assert answer["steps"][-1]["stations"] == [["A", "B"], ["C"]]


def test_time_stamps_and_missing_values_are_json_too(run):
    done = run("solve", "flow", "radiology_month", "--method", "measure", "--json")
    assert json.loads(done.output, parse_constant=pytest.fail)["topic"] == "flow"


def test_settings_may_be_lists(run):
    stations = 'stations=[["A"],["B","C"]]'
    done = run(*SOLVE, "--set", stations, "--method", "by_hand", "--json")
    assert json.loads(done.output)["measures"]["efficiency"]["value"] == pytest.approx(10 / 14)


def test_a_formula_needs_no_table(run):
    figures = ("--set", "flow_rate=11", "--set", "flow_time=0.5")
    assert "5.5" in run("solve", "flow", "--method", "littles_law", *figures).output
    assert "5.5" in run("solve", "flow", "radiology", "--method", "littles_law").output


def test_a_dataset_stands_for_a_table(run):
    done = run("solve", "line_balancing", "jackson", "--method", "fewest_stations")
    assert done.output.startswith("5 stations at a cycle time of 10 min")


BAD = {
    ("check", "line_balancing", "no.csv"): (
        "no.csv: there is no such file or dataset. Give a CSV or Excel file, or a dataset: jackson,"
    ),
    ("check", "line_balancing", "jakson"): "Did you mean jackson?",
    ("solve", "line_balancing", "tasks.csv", "--method", "fewest_stations"): (
        "line, cycle_time: it is needed. Give cycle_time=…"
    ),
    (*SOLVE, "--method", "fewest_station"): "Did you mean fewest_stations?",
    (*SOLVE, "--set", "cycletime=3", "--method", "fewest_stations"): "Did you mean cycle_time?",
    ("solve", "lines", "--method", "x"): "there is no topic lines",
    ("check", "line_balancing", "tasks.csv", "--set", "cycle_time=abc"): "'abc' is not a number",
    ("check", "line_balancing", "tasks.csv", "--set", "cycle_time=2"): "Infeasible: line",
    (*SOLVE, "--method", "fewest_stations", "--plot", "tasks.csv"): "not a picture's name",
    ("lab", "--into", "."): "there is something else in it",
}


@pytest.mark.parametrize("words", BAD, ids=" ".join)
def test_bad_data_ends_with_a_sentence_and_code_1(run, words):
    done = run(*words)
    assert done.exit_code == 1
    assert BAD[words] in done.stderr
    assert "Traceback" not in done.output


def test_faults_as_json(run, tmp_path):
    (tmp_path / "tasks.csv").write_text(TABLE.replace("B,3,A", "B,x,Z"), encoding="utf-8")
    done = run("check", "line_balancing", "tasks.csv", "--set", "cycle_time=7", "--json")
    assert done.exit_code == 1
    places = [fault["place"] for fault in json.loads(done.output)["faults"]]
    assert places == ["row 2 (task B), time", "row 2 (task B), predecessors"]


def test_wrong_use_ends_with_code_2(run):
    done = run(*SOLVE)
    assert done.exit_code == 2
    assert "Give --method, one of by_hand, " in done.stderr
    assert run("solve", "line_balancing", "--method", "fewest_stations").exit_code == 2
    assert run(*SOLVE, "--set", "cycle_time", "--method", "fewest_stations").exit_code == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_as_spreadsheets_write_them(run, tmp_path, mark):
    text = "\ufeff" + TABLE.replace(",", mark).replace("\n", "\r\n")
    (tmp_path / "tasks.csv").write_text(text, encoding="utf-8")
    done = run("check", "line_balancing", "tasks.csv", "--set", "cycle_time=7")
    assert done.output.startswith("Sound. 3 tasks with 10 s of work")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\xd8", b'task,time\n"A,3\nB,4', b"\x00\x00"]
)
def test_unreadable_files(run, tmp_path, content):
    (tmp_path / "tasks.csv").write_bytes(content)
    done = run("check", "line_balancing", "tasks.csv", "--set", "cycle_time=7")
    assert done.exit_code == 1
    assert "ProblemError" in done.stderr


def test_pictures_replace_nothing_unasked(run, tmp_path):
    solve = (*SOLVE, "--method", "fewest_stations", "--plot", "balance.svg")
    assert "Saved balance.svg." in run(*solve).output
    first = (tmp_path / "balance.svg").read_text(encoding="utf-8")
    assert "<svg" in first
    assert run(*solve).exit_code == 1
    assert "stations" not in run(*solve).output, "it is seen before the solving"
    assert run(*solve, "--force").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["balance.svg", "tasks.csv"]


def test_help_names_a_students_commands_first_and_cuts_no_sentence(run):
    lines = run("--help").output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["lab", "list", "solve", "check"]
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_the_course_is_found_from_anywhere_and_from_its_edition(tmp_path, monkeypatch):
    for folder in ("notebooks", "exercises"):
        (tmp_path / folder).mkdir()
    edition = student_edition(tmp_path, tmp_path / "course").folder
    monkeypatch.chdir(tmp_path)
    assert course_folder() == tmp_path
    for folder in ("notebooks", "exercises"):
        (edition / folder).mkdir()
    monkeypatch.chdir(edition)
    assert course_folder() == tmp_path
    monkeypatch.chdir(edition / "notebooks")
    assert (course_folder() / "opstools").is_dir()


def test_jupyter_finds_opstools_and_asks_nothing(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    _prepare_environment()
    assert os.environ["PATH"] == f"{sysconfig.get_path('scripts')}{os.pathsep}/usr/bin"
    page = Path(os.environ["JUPYTER_CONFIG_PATH"], "labconfig/page_config.json")
    assert json.loads(page.read_text(encoding="utf-8")) == {
        "disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}
    }


def test_a_misspelt_option_of_jupyterlab_gets_a_sentence(run, tmp_path):
    done = run("lab", "--into", "mine", "--nobrowser")
    assert done.exit_code == 2
    assert done.output.endswith(
        "Error: JupyterLab has no option --nobrowser. Did you mean --no-browser?\n"
    )
    assert not (tmp_path / "mine").exists(), "it is seen before the edition is made"


@pytest.mark.parametrize(
    "option",
    ["--no-browser", "--port=8899", "--ServerApp.port=8899", "--help-all", "-y", "x.ipynb"],
)
def test_options_of_jupyterlab_go_to_it(option):
    _check_options((option,))


def test_list_names_everything(run):
    text = run("list").output
    for name in ("fewest_stations (max_nodes, seconds)", "littles_law", "dataset jackson"):
        assert name in text
