"""Every item is answered exactly once, whatever the processes that work on it do."""

import os
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest

from opstools.coursework.parallel import _chunk, in_parallel

MANY = list(range(60))


def answers(function, items=MANY, executor=None):
    """As a list: a position that came twice would show."""
    return sorted(in_parallel(function, items, executor, "working", lost))


def lost(item):
    return "lost"


def double(item):
    return 2 * item


def ends_at_17(item):
    if item == 17:
        os._exit(3)
    return 2 * item


def ends_once(item):
    number, marker = item
    if number == 17 and not marker.exists():
        marker.touch()
        os._exit(3)
    return 2 * number


def raises_at_17(item):
    if item == 17:
        raise ValueError("seventeen")
    return 2 * item


def unpicklable_at_17(item):
    return (lambda: item) if item == 17 else 2 * item


DOUBLED = [(k, 2 * k) for k in MANY]
BUT_17 = [(k, "lost" if k == 17 else 2 * k) for k in MANY]


@pytest.mark.parametrize("number", [0, 1, 7, 8, 60, 2000])
def test_every_item_is_answered_once(number):
    assert answers(double, list(range(number))) == [(k, 2 * k) for k in range(number)]


def test_an_item_that_ends_its_process_is_lost_alone():
    assert answers(ends_at_17) == BUT_17


def test_a_process_that_ends_once_loses_nothing(tmp_path):
    items = [(k, tmp_path / "ended") for k in MANY]
    assert answers(ends_once, items) == DOUBLED


def test_what_cannot_be_sent_back_is_lost_alone():
    assert answers(unpicklable_at_17) == BUT_17


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(2)], ids=["processes", "threads"])
def test_an_error_of_the_function_is_raised(executor):
    with pytest.raises(ValueError, match="seventeen"):
        answers(raises_at_17, executor=executor)


def test_what_a_chunk_has_answered_before_an_error_is_kept():
    answered, error = _chunk(raises_at_17, MANY)
    assert answered == [2 * k for k in range(17)]
    assert isinstance(error, ValueError)


class Dying(Executor):
    """Another cluster's way to fail: some futures end in an error of its own, or submit does."""

    def __init__(self, *, submits):
        self.left = submits

    def submit(self, function, *args, **settings):
        self.left -= 1
        if self.left < 0:
            raise BrokenExecutor
        future = Future()
        if self.left % 2:
            future.set_result(function(*args, **settings))
        else:
            future.set_exception(OSError("the worker has gone"))
        return future


@pytest.mark.parametrize("submits", [0, 7, 1000])
def test_what_a_dying_executor_leaves_is_done_here(submits):
    assert answers(double, executor=Dying(submits=submits)) == DOUBLED


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_a_script_without_a_main_guard_is_answered_too(tmp_path):
    path = script(
        tmp_path,
        """
        import multiprocessing, sys
        from opstools.coursework.parallel import in_parallel
        if __name__ == "__main__":
            multiprocessing.set_start_method("spawn")  # as on Windows and macOS
        print(len(dict(in_parallel(abs, range(-9, 9), None, "working", lambda item: "lost"))))
        print(dict(in_parallel(abs, range(-9, 9), None, "working", lambda item: "lost"))[0])
        """,
    )
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["18", "9"], done.stderr
    assert "__main__" in done.stderr  # Python tells what is missing


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("signal", ["SIGINT", "SIGKILL"])
def test_no_process_is_left_behind(tmp_path, signal):
    path = script(
        tmp_path,
        f"""
        import os, signal
        from concurrent.futures import as_completed
        from opstools.coursework.parallel import in_parallel

        def work(item):
            open(f"{tmp_path}/{{os.getpid()}}", "w").close()
            if item == 30:
                os.kill(os.getppid(), signal.{signal})
            import time; time.sleep(60 if item >= 30 else 0)

        if __name__ == "__main__":
            list(in_parallel(work, range(60), None, "working", work))
        """,
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120)
    assert done.returncode
    assert "KeyboardInterrupt" in done.stderr or signal == "SIGKILL"
    workers = [int(each.name) for each in tmp_path.iterdir() if each.name.isdigit()]
    while any(map(alive, workers)) and time.monotonic() - started < 40:
        time.sleep(0.05)
    assert workers
    assert not [pid for pid in workers if alive(pid)]


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
