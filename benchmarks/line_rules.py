"""python -m benchmarks.line_rules FOLDER [--table FILE]

How near each priority rule comes to the proven optimum on every line of a folder, as
`benchmarks.line_field` reads it. `--table` writes what `datasets.measured` gives by the name
`rules_on_269_lines`.
"""

import argparse
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from opstools.line_balancing import RULES, fewest_stations

from . import instances

if TYPE_CHECKING:
    import pandas as pd

COMMAND = "# python -m benchmarks.line_rules FOLDER --table FILE"


def measured(cases: Iterable[tuple[str, instances.Case]]) -> "pd.DataFrame":
    """For each graph and rule: of its lines how many are optimal, the stations more than needed."""
    import pandas as pd

    rows = []
    for graph, group in groupby(cases, key=lambda case: case[0]):
        lines = [case for _, case in group]
        fewest = [c.known or fewest_stations(c.line).number_of_stations for c in lines]
        for name, rule in RULES.items():
            found = [rule(case.line).number_of_stations for case in lines]
            more = [have - need for have, need in zip(found, fewest, strict=True)]
            tasks = len(lines[0].line.tasks)
            rows.append((graph, tasks, name, len(lines), more.count(0), sum(more), max(more)))
    columns = ["graph", "tasks", "rule", "lines", "optimal", "surplus", "worst_surplus"]
    return pd.DataFrame(rows, columns=columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", type=Path, help="a file to write the figures of each graph into")
    given = parser.parse_args()
    found = measured(tqdm(list(instances.in_folder(given.folder)), disable=None, leave=False))
    all_lines = found.groupby("rule", sort=False)
    summary = all_lines[["lines", "optimal", "surplus"]].sum()
    print(summary.assign(worst_surplus=all_lines["worst_surplus"].max()).to_string())
    if given.table:
        given.table.write_text(f"{COMMAND}\n{found.to_csv(index=False)}", encoding="utf-8")


if __name__ == "__main__":
    main()
