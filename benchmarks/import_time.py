"""What `import opstools` adds to the start of Python: the topics load only when they are used."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from .measure import Options, Row, Table, duration, medians

TARGET = 0.060  # seconds
STATEMENTS = {
    "python alone": "pass",
    "import opstools": "import opstools",
    "… and balance a line": "import opstools as o; "
    "o.line_balancing.fewest_stations(o.datasets.load('jackson'))",
    "import pandas": "import pandas",
    "import matplotlib.pyplot": "import matplotlib.pyplot",
}


def tables(options: Options) -> Iterator[Table]:
    calls = {name: partial(_start, code) for name, code in STATEMENTS.items()}
    seconds = medians(calls, repeats=3 if options.quick else 15)
    alone = seconds["python alone"]
    rows = (Row(name, each, f"adds {duration(each - alone)}") for name, each in seconds.items())
    adds = seconds["import opstools"] - alone
    verdict = "met" if adds < TARGET else "MISSED"
    note = f"Target: import opstools adds less than {duration(TARGET)}: {verdict}."
    yield Table("Start of Python, one process each, median", tuple(rows), note, adds < TARGET)


def _start(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
