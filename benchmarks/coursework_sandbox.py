"""Wall time of one more code submission: nothing is kept warm, so each pays for its own sandbox.

The clock on the wall, as the processes are ended before anybody could ask for their CPU time; on a
busy machine it tells more than the submission took. Also `python -m benchmarks.coursework_sandbox`.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from opstools.coursework.sandbox import Sandbox, available, why_not

from .measure import Options, Table, duration

TARGET = 0.1  # seconds
SUBMISSIONS = 20
CALLS = [(k, k + 1) for k in range(10)]
PLAIN = "def f(a, b):\n    return {'sum': a + b, 'all': [a, b]}"
SOURCES = {
    "plain Python": PLAIN,
    "importing numpy": f"import numpy as np\n{PLAIN}",
    "importing pandas": f"import pandas as pd\n{PLAIN}",
}


def tables(options: Options | None = None) -> Iterator[Table]:
    """Seconds per submission of ten calls, in the sandbox and in a process without one."""
    if not available():
        yield Table("Code submissions", note=f"not measured: {why_not()}")
        return
    boxes = {"sandbox": Sandbox(), "process without one": Sandbox(trusted=True)}
    medians = {
        (where, what): median(lambda box=box, source=source: box.call(source, "f", CALLS))
        for what, source in SOURCES.items()
        for where, box in boxes.items()
    }
    lines = [
        f"{what + ', ' + where:<40}{duration(seconds)}"
        for (where, what), seconds in medians.items()
    ]
    met = medians["sandbox", "plain Python"] <= TARGET
    verdict = f"target {duration(TARGET)} for plain Python: {'met' if met else 'missed'}"
    title = f"One code submission of {len(CALLS)} calls, wall time, median of {SUBMISSIONS}"
    yield Table(title, note="\n  ".join([*lines, verdict]), met=met)


def median(call: Callable[[], object]) -> float:
    """Of the seconds that the call takes."""
    seconds = []
    for _ in range(SUBMISSIONS):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    print(*tables(), sep="\n\n")
