"""Decision packages chosen exactly, beside integer programs: HiGHS in scipy, CBC by PuLP.

Class-size budgets, and packages whose benefits go with their costs, which programs find hard.
All must find the same benefit.
"""

from collections.abc import Iterator
from random import Random

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp

from opstools.budgeting import Level, Packages, choose_packages, integer_program

from .measure import Options, Row, Table, medians

LEVELS = 3
MOST_SECONDS = 0.5


def packages(number: int, *, alike: bool) -> Packages:
    """So many packages at three levels under half of what all cost, the same every time."""
    random, found = Random(number), []
    for k in range(number):
        cost = benefit = 0
        for level in range(1, LEVELS + 1):
            more = random.randint(50, 999)
            cost += more
            benefit += more + 50 if alike else random.randint(50, 999)
            found.append(Level(f"P{k}", str(level), cost, benefit))
    return Packages(tuple(found), budget=number * 500 * LEVELS // 2)


def by_highs(given: Packages) -> float:
    levels = given.levels
    own = np.zeros((len(given.packages), len(levels)))
    for row, its in enumerate(given.packages.values()):
        own[row, list(its)] = 1
    found = milp(
        [-each.benefit for each in levels],
        constraints=[LinearConstraint([each.cost for each in levels], ub=given.budget),
                     LinearConstraint(own, ub=1)],
        integrality=np.ones(len(levels)), bounds=Bounds(0, 1), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return -float(found.fun)


def by_cbc(given: Packages) -> float:
    model = integer_program(given)
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0))
    return float(model.objective.value())


def tables(options: Options) -> Iterator[Table]:
    for number, alike in ((10, False), (30, False), (30, True), (100, False)):
        given = packages(number, alike=alike)
        programs = {"scipy (HiGHS)": by_highs, "PuLP (CBC)": by_cbc}
        if alike:
            del programs["scipy (HiGHS)"]  # it fills the screen with lines of its own there
        calls = {
            "opstools, with its working": lambda given=given: choose_packages(given),
            **{name: lambda given=given, by=by: by(given) for name, by in programs.items()},
        }
        found = (choose_packages(given).benefit, *(by(given) for by in programs.values()))
        took = medians(calls, 1 if options.quick else 5)
        same = max(found) - min(found) < 1e-6 * max(found)
        rows = tuple(
            Row(name, seconds, f"{value:,.0f}")
            for (name, seconds), value in zip(took.items(), found, strict=True)
        )
        kind = "benefits like costs" if alike else "any benefits"
        note = f"Target: the same benefit, within {MOST_SECONDS} s."
        met = same and rows[0].seconds <= MOST_SECONDS
        yield Table(f"{number} packages at {LEVELS} levels, {kind}", rows, note, met=met)
