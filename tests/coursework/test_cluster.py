"""A class graded on a Dask cluster of several worker processes, one of them killed meanwhile."""

import os
import re
import signal
import sys
from collections import Counter
from concurrent.futures import Executor
from pathlib import Path
from threading import Thread

import pytest
from classroom import SECRET
from click.testing import CliRunner
from large_class import FOLDERS, ROSTER, STUDENTS, command, contents, hand_in

from opstools.cli import main
from opstools.coursework import Status, grade

distributed = pytest.importorskip("distributed", reason="Dask is not installed: extra cluster")
cloudpickle = pytest.importorskip("cloudpickle")
cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers do not import tests
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills no process this way"),
]


def graded(folder, out, executor=None):
    return grade(
        folder / "handed in",
        roster=ROSTER,
        secret=SECRET,
        out=out,
        exercises=FOLDERS,
        executor=executor,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return hand_in(tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def here(folder):
    """What grading without a cluster writes."""
    graded(folder, folder / "graded here")
    return contents(folder / "graded here")


def local_cluster(workers):
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
    )


@pytest.fixture(scope="module")
def cluster():
    with local_cluster(3) as cluster:
        yield cluster


class Disturbed(Executor):
    """Hands on to a cluster, notes who starts on what, and disturbs once during grading."""

    def __init__(self, client, notes, disturb):
        self.executor = client.get_executor(pure=False)
        self.notes, self.disturb, self.disturbed = notes, disturb, False

    def submit(self, chunk, function, items):
        if function.__name__ != "grade_student":
            return self.executor.submit(chunk, function, items)
        future = self.executor.submit(noted, str(self.notes), chunk, function, items)
        future.add_done_callback(self.one_is_done)
        return future

    def one_is_done(self, _):
        if not self.disturbed:
            self.disturbed = True
            self.disturb()


def noted(folder, chunk, function, items):
    with open(f"{folder}/{os.getpid()}", "a") as file:
        file.writelines(f"{item.student.id}\n" for item in items)
    return chunk(function, items)


def test_a_worker_killed_in_the_middle(folder, here, cluster, tmp_path):
    (notes := tmp_path / "notes").mkdir()
    with distributed.Client(cluster) as client:
        pid, *_ = client.run(os.getpid).values()
        executor = Disturbed(client, notes, lambda: os.kill(pid, signal.SIGKILL))
        grading = graded(folder, tmp_path / "out", executor)
    assert executor.disturbed
    assert not Path(f"/proc/{pid}").exists()
    assert [each.student for each in grading.records] == STUDENTS
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")
    assert Counter(re.findall(r'"student": "(\w+)"', lines)) == Counter(STUDENTS)
    assert {m.judgement.status for r in grading.records for m in r.marks} == {Status.CORRECT}
    assert contents(tmp_path / "out") == here
    begun = {path.name: path.read_text().split() for path in notes.iterdir()}
    times = Counter(student for students in begun.values() for student in students)
    again = {student for student, number in times.items() if number > 1}
    assert set(times) == set(STUDENTS)
    assert again <= set(begun.get(str(pid), ()))  # only what the killed one had begun


def test_a_cluster_that_goes_away(folder, here, tmp_path):
    with local_cluster(2) as cluster, distributed.Client(cluster) as client:
        closing = Thread(target=cluster.close)
        executor = Disturbed(client, tmp_path, closing.start)
        graded(folder, tmp_path / "out", executor)
        closing.join()
    assert contents(tmp_path / "out") == here


def test_the_command(folder, here, cluster, tmp_path):
    words = [*command(folder, tmp_path), "--scheduler", cluster.scheduler_address]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert contents(tmp_path / "week3") == here


def test_no_scheduler_at_the_address(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("opstools.cli.coursework.CONNECT_SECONDS", 0.5)
    words = [*command(folder, tmp_path), "--scheduler", "tcp://127.0.0.1:1"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert "no scheduler answers" in done.output
