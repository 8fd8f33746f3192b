"""Where there is no sandbox: a refusal that says why, or trust, with the limits alone."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from coursework.attacks import ATTACKS, CALLS, HIDDEN, QUICK, RIGHT
from helpers import complaint

from opstools.coursework import Outcome, Status
from opstools.coursework.sandbox import NoSandbox, Sandbox, _bubblewrap, available, why_not
from opstools.coursework.sandbox import run as sandbox


@pytest.fixture
def afresh(monkeypatch):
    """What has been found out about this machine is forgotten, before and after."""
    forget = (why_not.cache_clear, _bubblewrap._outside.cache_clear)
    [clear() for clear in forget]
    yield
    monkeypatch.undo()
    [clear() for clear in forget]


def fake_bubblewrap(folder: Path, monkeypatch, script: str) -> None:
    program = folder / "bwrap"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


REFUSED = (
    "NoSandbox: sandbox, students' code: there is no safe place to run it: {}. {}, or pass "
    "--trust-submissions to run the students' code with your own rights."
)
INSTALL = "Install bubblewrap (apt-get install bubblewrap)"
ALLOW = (
    "Allow bubblewrap to make user namespaces (on Ubuntu: sudo sysctl -w "
    "kernel.apparmor_restrict_unprivileged_userns=0)"
)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
def test_without_bubblewrap_it_refuses(afresh, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert available() == ""
    assert complaint(Sandbox) == REFUSED.format("bubblewrap is not installed", INSTALL)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'bwrap: No permissions' >&2; exit 1", "it does not start: bwrap: No permissions"),
        ("exit 0", "it does not start: no answer"),
        ("exec sleep 9", "it does not start: no answer"),
        ("echo '[0]'", "it does not start: no answer"),
    ],
)
def test_with_a_broken_bubblewrap_it_says_why(afresh, monkeypatch, tmp_path, script, reason):
    fake_bubblewrap(tmp_path, monkeypatch, script)
    monkeypatch.setattr(sandbox, "START_SECONDS", 0.5)
    assert available() == ""
    assert complaint(Sandbox) == REFUSED.format(reason, ALLOW)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
def test_a_sandbox_that_breaks_later_is_not_the_students_fault(afresh, monkeypatch, tmp_path):
    if not available():
        pytest.skip(why_not())
    box = Sandbox()
    _bubblewrap._outside.cache_clear()
    fake_bubblewrap(tmp_path, monkeypatch, "echo 'bwrap: out of memory' >&2; exit 1")
    with pytest.raises(NoSandbox, match="out of memory"):
        box.call(RIGHT, "f", CALLS)


TRUSTED = Sandbox(trusted=True)


def test_trusted_code_needs_no_sandbox():
    assert TRUSTED.call(RIGHT, "f", CALLS) == Outcome(Status.CORRECT, (7, 36, HIDDEN + 1))


@pytest.mark.skipif(os.name == "nt", reason="there are no kernel limits on Windows")
@pytest.mark.parametrize(
    "name",
    [
        *("an infinite loop", "sleeping", "10 GB of memory", "os._exit", "endless output"),
        *("sys.exit", "filling the disk", "a forged reply without end", "closing every file"),
    ],
)
def test_trusted_code_has_its_limits(name):
    source, statuses = ATTACKS[name]
    assert TRUSTED.call(source, "f", CALLS, limits=QUICK).status in statuses


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_nobody_can_make_its_parent_wait():
    """A child of the trusted code that slips away keeps the pipe to the parent open."""
    source = (
        "import os, time\n"
        "def f(x, y):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        time.sleep(8)\n"
        "    os._exit(0)"
    )
    start = time.monotonic()
    outcome = TRUSTED.call(source, "f", CALLS, limits=replace(QUICK, wall_seconds=1))
    assert outcome.status in {Status.TIMEOUT, Status.ERROR, Status.CRASHED}
    assert time.monotonic() - start < 6
