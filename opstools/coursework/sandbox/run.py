"""Runs a student's function where it can neither read, write nor reach anything.

Every submission gets a bubblewrap sandbox of its own, which sees Python and its libraries, read
only, and nothing else: no other file, no /proc, no network, no environment, no place to write.
Beneath it hold kernel limits and a filter of kernel calls. A process that is kept warm for several
submissions would be faster, and would let one student's code harm the next one's.
"""

from __future__ import annotations

import builtins
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from ...core import ProblemError, fail
from ..code import Outcome
from ..judgement import Status
from . import _bubblewrap

START_SECONDS = 60.0  # on a very busy machine
DEEPEST = 50
MOST_DIGITS = 300  # more do not fit into a float, and comparing would overflow
LONGEST_LINE = 80
FIRST_CALL = 2  # replies before it: that all is ready, and that the source is loaded
HIDDEN = "{} stops in a call that is not among the examples. Try it with other arguments."
KINDS = ("returned", "raised", "unusable")
# Exit codes of a process ended for its CPU time; bubblewrap adds 128 to a signal.
TIME_IS_UP = (-signal.SIGXCPU, 128 + signal.SIGXCPU) if hasattr(signal, "SIGXCPU") else ()
UNSAFE = "there is no safe place to run it: "
INSTALL = "Install bubblewrap (apt-get install bubblewrap)"
ALLOW = (  # Ubuntu since 23.10 refuses user namespaces to all but root
    "Allow bubblewrap to make user namespaces (on Ubuntu: sudo sysctl -w "
    "kernel.apparmor_restrict_unprivileged_userns=0)"
)
TRUST = "pass --trust-submissions to run the students' code with your own rights"


@dataclass(frozen=True)
class Limits:
    """What one submission may use up, all its calls together."""

    wall_seconds: float = 10.0
    cpu_seconds: int = 5
    memory_bytes: int = 1 << 30
    reply_bytes: int = 1 << 20
    file_bytes: int = 0
    open_files: int = 64
    processes: int = 1

    def kernel(self) -> dict[str, tuple[int, int]]:
        """Name in the module `resource` -> soft and hard limit."""
        return {
            # The soft one ends the process by a signal that tells why, the hard one surely.
            "RLIMIT_CPU": (self.cpu_seconds, self.cpu_seconds + 1),
            "RLIMIT_AS": (self.memory_bytes, self.memory_bytes),
            "RLIMIT_FSIZE": (self.file_bytes, self.file_bytes),
            "RLIMIT_NOFILE": (self.open_files, self.open_files),
            "RLIMIT_NPROC": (self.processes, self.processes),
            "RLIMIT_CORE": (0, 0),
        }

    def __str__(self) -> str:
        return f"{self.cpu_seconds} s of computing, {self.wall_seconds:g} s in all"


USUAL = Limits()


class NoSandbox(ProblemError):
    """The machine's fault, never the student's: nothing of the submission has been run."""


def available() -> str:
    """Which sandbox works here, tried out once: "bubblewrap", or "" for none."""
    return "" if why_not() else "bubblewrap"


@functools.cache
def why_not() -> str:
    """Why there is no sandbox here; "" where there is one."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap runs on Linux only"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    try:
        outcome = _call("def f(x): return x", "f", [(1,)], USUAL, trusted=False)
    except NoSandbox as error:
        return error.faults[0].problem.removeprefix(UNSAFE)
    return "" if outcome.returned == (1,) else f"bubblewrap was tried: {outcome.message}"


@dataclass(frozen=True)
class Sandbox:
    """Calls students' functions; without bubblewrap `NoSandbox`, unless they are trusted.

    Trusted code runs in a plain process with the rights of whoever grades: only the limits hold,
    and on Windows only the time. Nothing outlives a call, so one sandbox serves any number.

    >>> with Sandbox(trusted=True) as sandbox:
    ...     outcome = sandbox.call("def double(x): return 2 * x", "double", [(2,), (3,)])
    >>> outcome.status.value, outcome.returned
    ('correct', (4, 6))
    """

    trusted: bool = False

    def __post_init__(self) -> None:
        if not self.trusted and (reason := why_not()):
            _refuse(reason)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def call(
        self,
        source: str,
        function: str,
        calls: Sequence[tuple[Any, ...]],
        *,
        public: int | None = None,
        limits: Limits = USUAL,
    ) -> Outcome:
        """What `function` of `source` returns for each of `calls`, or why it does not.

        Arguments and what comes back are JSON. CORRECT says only that every call returned. The
        message is worded here: it never holds a text that the student's code made up. Of a call
        beyond the first `public` ones no line is named, as code can choose by its arguments in
        which line it stops.
        """
        return _call(source, function, calls, limits, trusted=self.trusted, public=public)


def _refuse(reason: str) -> NoReturn:
    remedy = ALLOW if shutil.which("bwrap") else INSTALL
    fail("sandbox", "students' code", f"{UNSAFE}{reason}", f"{remedy}, or {TRUST}.", NoSandbox)


def _call(
    source: str,
    function: str,
    calls: Sequence[tuple[Any, ...]],
    limits: Limits,
    *,
    trusted: bool,
    public: int | None = None,
) -> Outcome:
    requests = [{"source": source, "function": function}, *map(list, calls)]
    lines = [json.dumps(request).encode() + b"\n" for request in requests]
    with _process(limits, trusted=trusted) as process:
        talk = _Talk(process, lines, limits.reply_bytes)
        talk.start()
        talk.ready.wait(START_SECONDS)
        if talk.replies:
            talk.join(limits.wall_seconds)
        late = talk.is_alive()
        code = _end(process, at_once=late or talk.finished or bool(talk.fault))
        talk.join(1)  # its pipes are closed when it ends
        if not talk.replies:
            assert process.stderr
            complaint = process.stderr.read(300).decode(errors="replace").strip()
            _refuse(f"it does not start: {complaint or 'no answer'}")
    if talk.finished:
        return _outcome(talk.replies, source, function, public)
    if late or code in TIME_IS_UP:
        return Outcome(Status.TIMEOUT, message=f"The code did not finish in time ({limits}).")
    return Outcome(Status.CRASHED, message=talk.fault or "The code ended its own process.")


@contextmanager
def _process(limits: Limits, *, trusted: bool) -> Iterator[subprocess.Popen[bytes]]:
    """The runner in its process, which is ended in any case."""
    options = json.dumps(
        {"limits": limits.kernel(), "path": _bubblewrap.packages(), "trusted": trusted}
    )
    filter_end = None if trusted else _bubblewrap.filter_pipe()
    if trusted:
        command = [*_bubblewrap.python(_bubblewrap.RUNNER), options]
    else:
        command = _bubblewrap.command(options, filter_end)
    with tempfile.TemporaryDirectory(prefix="opstools-", ignore_cleanup_errors=True) as folder:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,  # of bubblewrap and Python; the student's goes nowhere
                cwd=folder,
                env={**_bubblewrap.ENVIRONMENT, **_windows()},
                pass_fds=() if filter_end is None else (filter_end,),
                start_new_session=True,
            )
        except OSError as error:
            _refuse(f"it does not start: {error.strerror}")
        finally:
            if filter_end is not None:
                os.close(filter_end)
        try:
            yield process
        finally:
            _end(process, at_once=True)
            assert process.stderr
            process.stderr.close()


def _windows() -> dict[str, str]:
    """What Python needs on Windows to start at all."""
    return {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}


def _end(process: subprocess.Popen[bytes], *, at_once: bool) -> int:
    """Its exit code. Ends all it has started: they die with bubblewrap, or are of one group."""
    if not at_once:  # it has closed its pipe, so it is about to end by itself
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    return process.wait()


class _Talk(threading.Thread):
    """Asks for one reply after the other; a thread, so that no process can make its parent wait."""

    def __init__(self, process: subprocess.Popen[bytes], requests: list[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self.process, self.requests, self.left = process, requests, most
        self.replies: list[tuple[str, Any]] = []
        self.ready = threading.Event()
        self.finished = False  # every call has returned, or one has not
        self.fault = ""

    def run(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        try:
            self._converse(self.process.stdin, self.process.stdout)
        except (ValueError, RecursionError):
            self.fault = "What came back cannot be read."
        except OSError:
            pass  # the process has ended
        finally:
            self.ready.set()
            for pipe in (self.process.stdin, self.process.stdout):
                with suppress(OSError):
                    pipe.close()

    def _converse(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        for number, request in enumerate([b"", *self.requests]):  # it speaks first
            requests.write(request)
            requests.flush()
            line = replies.readline(self.left + 1)
            self.left -= len(line)
            if self.left < 0:
                self.fault = "More came back than is allowed."
            if self.left < 0 or not line:
                return
            self.replies.append(_reply(line, number))
            self.ready.set()
            if self.replies[-1][0] != "returned":
                break
        self.finished = True


def _reply(line: bytes, number: int) -> tuple[str, Any]:
    """Kind and value of the reply to that request; a `ValueError` for anything unusual."""
    reply = json.loads(line.decode("ascii"), parse_int=_integer)
    if not isinstance(reply, list) or len(reply) != 3 or reply[0] != number:
        raise ValueError
    kind, value = reply[1:]
    if kind not in KINDS:
        raise ValueError
    _check(value)
    return kind, value


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _check(value: Any, depth: int = 0) -> None:
    """Not deep, and no text that cannot be written to a file."""
    if depth > DEEPEST:
        raise ValueError
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        _check([*value, *value.values()], depth)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def _outcome(
    replies: list[tuple[str, Any]], source: str, function: str, public: int | None = None
) -> Outcome:
    kind, value = replies[-1]
    hidden = public is not None and len(replies) - FIRST_CALL > public
    if kind == "returned":
        return Outcome(Status.CORRECT, tuple(value for _, value in replies[FIRST_CALL:]))
    if kind == "raised":
        message = HIDDEN.format(function) if hidden else _error(value, source, function)
        return Outcome(Status.ERROR, message=message)
    what = "something other than numbers, texts, lists and mappings"
    return Outcome(Status.ERROR, message=f"{function} returned {what}.")


def _error(value: Any, source: str, function: str) -> str:
    """Names the exception and shows the line, as it stands in the source.

    The exception's own text is left out: it could tell which hidden calls are made.
    """
    name, line = value if isinstance(value, list) and len(value) == 2 else ("", None)
    known = getattr(builtins, name, None) if isinstance(name, str) else None
    if not (isinstance(known, type) and issubclass(known, BaseException)):
        name = "An exception"
    lines = source.split("\n")
    if not isinstance(line, int) or not 0 < line <= len(lines):
        return f"{name} when {function} was called: does it take the arguments asked for?"
    hint = " (a function is called alone: put what it needs inside)" if name == "NameError" else ""
    return f"{name} in line {line}: {lines[line - 1].strip()[:LONGEST_LINE]}{hint}"
