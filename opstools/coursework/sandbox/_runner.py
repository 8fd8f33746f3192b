"""What runs inside the sandbox: answers its parent line by line, one call after the other.

Standard library only, and nothing of this project. The student's code shares this process and may
change everything in it, so the parent believes nothing that is written here: it asks for one reply
at a time and judges the values itself. Called as `python _runner.py OPTIONS`, OPTIONS being JSON.
"""

from __future__ import annotations

import io
import json
import os
import sys

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

TYPE_CHECKING = False  # importing the real one would take a fifth of the time to start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

ANSWER = "<answer>"
DEEPEST = 20
LISTS: tuple[type[Any], ...] = (list, tuple, range, type({}.keys()), type({}.values()))


def main() -> None:
    """Set the limits, then: say that all is ready, load the source, answer each call."""
    options = json.loads(sys.argv[1])
    limit(options["limits"], strict=not options["trusted"])
    sys.path += options["path"]
    requests, replies = pipes()
    say(replies, 0, "returned", None)
    function: Callable[..., Any] = print  # until it is loaded
    for number, line in enumerate(requests, 1):
        request = json.loads(line)
        try:
            if number == 1:
                function, value = load(**request), None
            else:
                value = function(*request)
            kind = "returned"
        except BaseException as error:  # sys.exit and the like are the student's doing, too
            kind, value = "raised", place(error)
        # Out of the handler: only there a MemoryError has let go of what filled the memory.
        say(replies, number, kind, value)


def limit(limits: dict[str, tuple[int, int]], *, strict: bool) -> None:
    """Kernel limits, never above those that hold already; they cannot be raised again."""
    for name, (soft, hard) in limits.items() if resource else ():
        kind = getattr(resource, name)
        ceiling = resource.getrlimit(kind)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (OSError, ValueError):  # macOS knows limits that it does not set
            if strict:
                raise


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of the way of input() and print(), which reach nothing.

    Not even /dev/null: grading as root, a student's code could change its permissions for all.
    """
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.closerange(0, 3)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(Nothing()), "utf-8")
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BufferedWriter(Nothing()), "utf-8")
    return pipes


class Nothing(io.RawIOBase):
    """Holds nothing and keeps nothing."""

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        return 0

    def write(self, data: Any) -> int:
        return len(data)


def load(source: str, function: str) -> Callable[..., Any]:
    """The student's function, its code run as a module of its own."""
    module = type(sys)("answer")
    sys.modules["answer"] = module
    exec(compile(source, ANSWER, "exec", dont_inherit=True), module.__dict__)
    return module.__dict__[function]  # type: ignore[no-any-return]


def place(error: BaseException) -> list[str | int | None]:
    """Type of an exception, and the last line of the student's code that it came through."""
    line = error.lineno if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == ANSWER:
            line = trace.tb_lineno
        trace = trace.tb_next
    return [type(error).__name__, line]


def say(replies: IO[bytes], number: int, kind: str, value: Any) -> None:
    """One reply, one line."""
    try:
        text = json.dumps([number, kind, plain(value)])
    except BaseException:  # a conversion may run the student's code
        text = json.dumps([number, "unusable", None])
    replies.write(text.encode("ascii") + b"\n")
    replies.flush()


def plain(value: Any, depth: int = 0) -> Any:
    """JSON of a value, kindly: tuples, fractions and what numpy and pandas return are welcome."""
    if depth > DEEPEST:
        raise ValueError
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, LISTS):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {plain(key, depth + 1): plain(value[key], depth + 1) for key in value}
    if hasattr(value, "tolist"):
        return plain(value.tolist(), depth + 1)
    return float(value)


if __name__ == "__main__":
    main()
