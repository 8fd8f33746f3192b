"""Grading interrupted: nothing runs on, and a second run ends as an undisturbed one does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from large_class import STUDENTS, command, contents, hand_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return hand_in(tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def undisturbed(folder):
    assert start(folder, folder / "graded").wait(300) == 0
    return contents(folder / "graded" / "week3")


def start(folder, out):
    return subprocess.Popen(
        [sys.executable, "-m", "opstools.cli", *command(folder, out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def graded(out):
    state = out / "week3" / "records.jsonl"
    return state.read_text(encoding="utf-8").count("\n") if state.exists() else 0


def running(session):
    """What still runs of a session: field 6 of /proc/PID/stat, the fourth behind the name."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            found.append(stat.parent.name)
    return found


def to_all(process):
    """As a terminal does at Ctrl+C."""
    os.killpg(process.pid, signal.SIGINT)


def to_one(process):
    process.send_signal(signal.SIGINT)


def killed(process):
    process.kill()


@pytest.mark.parametrize("interrupt", [to_all, to_one, killed])
def test_a_second_run_goes_on(folder, undisturbed, tmp_path, interrupt):
    process = start(folder, tmp_path)
    while graded(tmp_path) < 20 and process.poll() is None:
        time.sleep(0.01)
    interrupt(process)
    interrupted = time.monotonic()
    said = process.communicate(timeout=60)
    assert process.returncode, said
    assert "Traceback" not in "".join(said)
    while running(process.pid) and time.monotonic() - interrupted < 10:
        time.sleep(0.05)
    assert running(process.pid) == []
    kept = graded(tmp_path)
    assert 20 <= kept < len(STUDENTS)
    pages = {path: path.stat().st_mtime_ns for path in (tmp_path / "week3").rglob("*.html")}
    assert start(folder, tmp_path).wait(300) == 0
    assert contents(tmp_path / "week3") == undisturbed
    assert sum(path.stat().st_mtime_ns == then for path, then in pages.items()) >= kept
