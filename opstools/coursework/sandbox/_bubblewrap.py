"""The command that runs Python inside bubblewrap: what is seen there, and what is not."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path

from . import _seccomp

RUNNER = Path(__file__).with_name("_runner.py")
RUNNER_INSIDE = "/runner.py"
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
# One thread each, since no more are allowed; a fixed order of sets, so that two runs agree.
ENVIRONMENT = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "PYTHONHASHSEED": "0",
}


def python(runner: str | Path) -> list[str]:
    """Python with the runner, isolated; -I does the same but would ignore ENVIRONMENT."""
    return [_interpreter(), "-P", "-s", "-S", "-B", str(runner)]


def command(options: str, filter_end: int | None) -> list[str]:
    """bubblewrap with everything shut; `filter_end` is a pipe that holds the seccomp program."""
    seccomp = [] if filter_end is None else ["--seccomp", str(filter_end)]
    return [*_outside(), *seccomp, *python(RUNNER_INSIDE), options]


def filter_pipe() -> int | None:
    """The reading end of a pipe with the filter of kernel calls, where there is one."""
    program = _seccomp.program()
    if not program:
        return None
    reading, writing = os.pipe()
    os.write(writing, program)
    os.close(writing)
    return reading


@functools.cache
def packages() -> tuple[str, ...]:
    """Where numpy and the like are installed."""
    places = (Path(place) for place in sys.path)
    return tuple(str(p) for p in places if p.name in ("site-packages", "dist-packages"))


@functools.cache
def _outside() -> tuple[str, ...]:
    base, interpreter = sys.base_prefix, _interpreter()
    seen = [*LIBRARIES, f"{base}/lib", f"{base}/lib64", interpreter, *packages()]
    binds = [word for place in dict.fromkeys(seen) for word in ("--ro-bind-try", place, place)]
    for place in packages():  # answers are to be worked out, not to be called
        if (hidden := Path(place, "opstools")).is_dir():
            binds += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]
    return (
        shutil.which("bwrap") or "bwrap",
        *("--unshare-all", "--new-session", "--die-with-parent", "--cap-drop", "ALL"),
        *binds,
        *("--ro-bind", str(RUNNER), RUNNER_INSIDE),
        *("--dir", "/empty", "--chdir", "/empty", "--remount-ro", "/"),
    )


def _interpreter() -> str:
    """The interpreter itself, for a virtual environment's link leads out of the sandbox."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))
