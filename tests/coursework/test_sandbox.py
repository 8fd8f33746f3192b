"""Students' functions run where they earn only what they are worth, and reach nothing."""

from __future__ import annotations

import errno
import json
import os
import pickle
import platform
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from coursework.attacks import ATTACKS, CALLS, HIDDEN, QUICK, RIGHT
from hypothesis import example, given
from hypothesis import strategies as st

from opstools.coursework import Code, Outcome, Status
from opstools.coursework.sandbox import Sandbox, _bubblewrap, _seccomp, available, why_not
from opstools.coursework.sandbox import run as sandbox

SECRET = "a-secret-that-nobody-may-read"
QUESTION = Code(
    name="q",
    text="",
    function="f",
    answer=lambda data: lambda x, y: x * y + 1,
    public_cases=lambda data: CALLS[:1],
    hidden_cases=lambda data: CALLS[1:],
)
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="module")
def box() -> Sandbox:
    if not available():
        needed = sys.platform == "linux" and os.environ.get("CI")
        (pytest.fail if needed else pytest.skip)(why_not())
    return Sandbox()


@pytest.fixture
def listener():
    # An address of its own: whoever looks for a free port at 127.0.0.1 is no attack.
    with socket.create_server(("127.0.0.2", 0)) as server:
        server.settimeout(0)
        yield server


def called(listener: socket.socket) -> bool:
    with suppress(BlockingIOError):
        listener.accept()
        return True
    return False


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.slow
def test_an_attack_earns_harms_and_reads_nothing(box, name, tmp_path, listener, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    monkeypatch.setenv("COURSE_SECRET", SECRET)
    source, statuses = ATTACKS[name]
    port = listener.getsockname()[1]
    for place, value in {"secret": str(secret), "port": port, "hidden": HIDDEN}.items():
        source = source.replace(f"{{{place}}}", repr(value))
    outcome = box.call(source, "f", CALLS, limits=QUICK)
    judgement = QUESTION.judge_outcome(outcome, {})
    assert judgement.share == 0, outcome
    assert outcome.status in statuses, outcome
    assert SECRET not in repr(outcome)
    assert str(tmp_path) not in repr(outcome.returned)
    assert str(HIDDEN) not in repr(outcome.returned[:2]), "a later call was seen"
    assert str(HIDDEN) not in outcome.message
    assert "<" not in outcome.message
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret"]
    assert secret.read_text() == SECRET
    assert not called(listener)
    after = box.call(RIGHT, "f", CALLS)
    assert QUESTION.judge_outcome(after, {}).share == 1, after


def test_what_is_right_earns_all(box):
    assert box.call(RIGHT, "f", CALLS) == Outcome(Status.CORRECT, (7, 36, HIDDEN + 1))
    assert box.call("f = lambda x: x", "f", []) == Outcome(Status.CORRECT)


@pytest.mark.parametrize(
    ("source", "returned"),
    [
        (
            "def f(x): return (x, [x], {'a': (x,)}, {1: x}, range(2))",
            [2, [2], {"a": [2]}, {"1": 2}, [0, 1]],
        ),
        ("from fractions import Fraction\ndef f(x): return Fraction(x, 8)", 0.25),
        ("from decimal import Decimal\ndef f(x): return Decimal(x) / 8", 0.25),
        ("def f(x): return {'a': 1}.values()", [1]),
        ("def f(x): return None, True, 'ü'", [None, True, "ü"]),
        (
            "import numpy as np\ndef f(x): return np.float64(x), np.arange(x), np.bool_(x)",
            [2.0, [0, 1], True],
        ),
        ("import pandas as pd\ndef f(x): return pd.Series([x]) / 2", [1.0]),
        ("print('hello' * 99999)\ndef f(x): print(x); return x", 2),
        ("def f(x):\n    f.calls = getattr(f, 'calls', 0) + 1\n    return f.calls", 1),
        ("if __name__ == '__main__': 1 / 0\ndef f(x): return x", 2),
        ("import sys\ndef f(x): return sorted(sys.modules)[:0] + [len({'a', 'b'})]", [2]),
    ],
)
def test_what_a_kind_reader_would_take_is_taken(box, source, returned):
    assert box.call(source, "f", [(2,)]) == Outcome(Status.CORRECT, (returned,))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "def f(x):\n    y = x\n    return 1 / (y - y)",
            "ZeroDivisionError in line 3: return 1 / (y - y)",
        ),
        (
            "import nothing_of_that_name",
            "ModuleNotFoundError in line 1: import nothing_of_that_name",
        ),
        ("def f(): return 1", "TypeError when f was called: does it take the arguments asked for?"),
        (
            "class Own(Exception): ...\ndef f(x): raise Own",
            "An exception in line 2: def f(x): raise Own",
        ),
        ("\nreturn 1", "SyntaxError in line 2: return 1"),
        (
            "import json\ndef f(x):\n    return json.loads('')",
            "An exception in line 3: return json.loads('')",
        ),
        (
            "def f(x): return {1, 2}",
            "f returned something other than numbers, texts, lists and mappings.",
        ),
    ],
)
def test_an_error_names_the_line(box, source, message):
    assert box.call(source, "f", [(2,)]) == Outcome(Status.ERROR, message=message)


def test_time_and_end_are_told(box):
    late = box.call("def f(x, y):\n    while True: pass", "f", CALLS, limits=QUICK)
    text = "The code did not finish in time (1 s of computing, 3 s in all)."
    assert late == Outcome(Status.TIMEOUT, message=text)
    ended = box.call("import os\ndef f(x, y): os._exit(1)", "f", CALLS)
    assert ended == Outcome(Status.CRASHED, message="The code ended its own process.")
    flood = box.call("def f(x, y): return 'x' * 10 ** 7", "f", CALLS)
    assert flood == Outcome(Status.CRASHED, message="More came back than is allowed.")


def test_sets_have_one_order(box):
    source = "def f(x): return list({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
    assert box.call(source, "f", [(1,)]) == box.call(source, "f", [(1,)])


def test_arguments_are_fresh_and_submissions_apart(box):
    spoils = "import json\njson.kept = 1\ndef f(x):\n    x.append(1)\n    return len(x)"
    same = [1, 2]
    assert box.call(spoils, "f", [(same,), (same,)]).returned == (3, 3)
    assert same == [1, 2]
    assert box.call("import json\ndef f(): return hasattr(json, 'kept')", "f", [()]).returned == (
        False,
    )


def test_only_python_is_seen(box):
    source = (
        "import os\n"
        "def f(known):\n"
        "    found = []\n"
        "    for place, folders, names in os.walk('/'):\n"
        "        folders[:] = [x for x in folders if os.path.join(place, x) not in known]\n"
        "        found += [os.path.join(place, name) for name in names]\n"
        "    return sorted(found)"
    )
    base = sys.base_prefix
    known = [*_bubblewrap.LIBRARIES, f"{base}/lib", f"{base}/lib64", *_bubblewrap.packages()]
    [found] = box.call(source, "f", [(known,)]).returned
    interpreter = _bubblewrap.python("")[0]
    assert set(found) <= {"/etc/ld.so.cache", "/runner.py", interpreter}


def test_only_pipes_are_open(box):
    """A device could be made unreadable for the whole machine by a grader's root rights."""
    source = (
        "import os, stat\n"
        "def f():\n"
        "    kinds = []\n"
        "    for fd in range(64):\n"
        "        try: kinds.append(stat.S_ISFIFO(os.fstat(fd).st_mode))\n"
        "        except OSError: pass\n"
        "    return kinds"
    )
    assert box.call(source, "f", [()]).returned == ([True, True],)


def test_the_toolkit_is_hidden_where_it_is_installed(box, monkeypatch, tmp_path):
    for name in ("opstools", "other"):
        package = tmp_path / "site-packages" / name
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    for cached in (_bubblewrap.packages, _bubblewrap._outside):
        monkeypatch.setattr(_bubblewrap, cached.__name__, cached.__wrapped__)
    source = (
        "import other, os, sys\n"
        "def f():\n"
        "    place = os.path.dirname(os.path.dirname(other.__file__)) + '/opstools'\n"
        "    return os.listdir(place), os.access(place, os.W_OK)"
    )
    assert box.call(source, "f", [()]).returned == ([[], False],)


def test_bubblewrap_alone_shuts_the_network(box, listener, monkeypatch):
    monkeypatch.setattr(_bubblewrap, "filter_pipe", lambda: None)
    source = ATTACKS["the network"][0].replace("{port}", str(listener.getsockname()[1]))
    outcome = box.call(source, "f", CALLS, limits=QUICK)
    assert outcome.message.startswith("ConnectionRefusedError"), outcome
    assert not called(listener)


def test_every_kernel_call_on_the_list_is_refused(box):
    column = _seccomp.MACHINES[platform.machine()][0]
    numbers = [row[column] for row in _seccomp.REFUSED.values() if row[column] is not None]
    source = (
        "import ctypes\n"
        "call = ctypes.CDLL(None, use_errno=True).syscall\n"
        "def f(number):\n"
        "    ctypes.set_errno(0)\n"
        "    return call(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno()"
    )
    outcome = box.call(source, "f", [(number,) for number in [*numbers, _seccomp.CLONE3]])
    refused = [[-1, errno.EPERM]] * len(numbers)
    assert outcome.returned == (*refused, [-1, errno.ENOSYS])


def test_nothing_outlives_a_call(box):
    mark = (256 << 20) + 4096 * os.getpid()  # found in the command line of what is left
    limits = replace(QUICK, memory_bytes=mark, wall_seconds=1)
    box.call("import time\ndef f(x, y): time.sleep(99)", "f", CALLS, limits=limits)
    deadline = time.monotonic() + 5
    while (left := running(str(mark))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def running(mark: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "cmdline").read_text():
                found.append(entry.name)
    return found


def test_many_at_once(box):
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda k: box.call(RIGHT, "f", [(k, 1)]), range(12)))
    assert [outcome.returned for outcome in outcomes] == [(k + 1,) for k in range(12)]
    assert pickle.loads(pickle.dumps(box)) == box


@pytest.mark.skipif(not ROOT, reason="only root can turn into another user")
def test_an_ordinary_user_has_the_same(box, tmp_path):
    script = (
        "from opstools.coursework.sandbox import Sandbox\n"
        "box = Sandbox()\n"
        f"print(box.call({RIGHT!r}, 'f', [(2, 3)]).returned)\n"
        "fork = 'import os\\ndef f(): os.fork()'\n"
        "print(box.call(fork, 'f', [()]).message)\n"
        "from opstools.coursework.sandbox import _bubblewrap\n"
        "_bubblewrap.filter_pipe = lambda: None\n"
        "print(box.call(fork, 'f', [()]).message)\n"
    )
    python = Path("/usr/bin/python3")  # the one running this may lie in root's home
    run = ["env", f"PYTHONPATH={Path(sandbox.__file__).parents[2]}", python, "-B", "-c", script]
    try:
        done = subprocess.run(
            run, user=65534, group=65534, extra_groups=[], cwd="/", capture_output=True, text=True
        )
    except OSError as error:
        pytest.skip(str(error))
    if "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("Python or this package cannot be read by others")
    by_filter, by_limit = "PermissionError", "BlockingIOError"  # each holds without the other
    place = "in line 2: def f(): os.fork()"
    assert done.stdout == f"(7,)\n{by_filter} {place}\n{by_limit} {place}\n", done.stderr


# Whatever comes back, grading goes on.

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | JSON.map(lambda value: json.dumps([1, "returned", value]).encode()))
@example(b'[1, "returned", ' + b"[" * 10**5)
@example(b'[1, "returned", ' + b"9" * 10**5 + b"]")
@example(b'[1, "returned", -1e99999]')
@example(b'[1, "returned", {"41": NaN}]')
@example(b"[1, [], []]")
@example(b"[true, {}, {}]")
def test_any_reply_is_judged_or_unreadable(line):
    try:
        kind, value = sandbox._reply(line, 1)
    except (ValueError, RecursionError):
        return
    outcome = sandbox._outcome([("returned", None)] * 2 + [(kind, value)], RIGHT, "f")
    assert QUESTION.judge_outcome(replace(outcome, returned=(value,) * 3), {}).share < 1


@given(JSON)
def test_any_claim_about_an_error_makes_a_sentence(value):
    outcome = sandbox._outcome([("returned", None), ("raised", value)], RIGHT, "f")
    assert outcome.status is Status.ERROR
    assert len(outcome.message) < 200
