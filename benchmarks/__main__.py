"""python -m benchmarks [NAME …] [--data FOLDER] [--quick | --all] [--tasks N]

Under three minutes by default, half a minute with --quick. Ends with 1 where a target is missed.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from .measure import Options, machine

SUBJECTS = (
    "import_time",
    "redraw",
    "felt_speed",
    "flexibility",
    "facility_location",
    "facility_layout",
    "line_balancing",
    "house_of_quality",
    "value_stream",
    "process_map",
    "budgeting",
    "flow",
    "simulation",
    "coursework",
)
DATA = Path(__file__).parents[1] / ".." / "shared" / "benchmarks"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="NAME", help=", ".join(SUBJECTS))
    parser.add_argument("--data", type=Path, default=DATA, help="instances of the field")
    parser.add_argument("--tasks", type=int, default=35, help="largest line taken from there")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", action="store_true", help="few cases, short limits")
    amount.add_argument("--all", action="store_true", help="every case, many minutes")
    given = parser.parse_args()
    if unknown := [name for name in given.subjects if name not in SUBJECTS]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    options = Options(given.data.resolve(), given.quick, given.all, given.tasks)
    print(f"CPU time, and its ratio to the first line of each table. {machine()}")
    missed = False
    for subject in given.subjects or SUBJECTS:
        for table in import_module(f".{subject}", __package__).tables(options):
            print(f"\n{table}", flush=True)
            missed |= not table.met
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
