"""A good plan made better: stations in a row are packed anew, time and again.

The fullest station needs idle time that others have. Packed from the front, stations in a row leave
theirs to the last of them, from the back to the first: so rows before the fullest station are
packed from the front and rows behind it from the back, until one that holds it has enough.
"""

from __future__ import annotations

from random import Random

from .budget import Budget
from .search import BACK, BOTH, FRONT, Loads, Packing, Pass
from .side import members

WIDTHS = 2, 3, 4, 5, 6, 7, 8, 10  # stations in a row
MOST, EFFORTS = (8, 16, 64), (1, 2, 4)  # of the passes
LARGEST_SHARE = 0.6  # of what followers count in the order of tasks


class Rows:
    """A plan that gets better; what was moved for it is kept from one turn to the next."""

    def __init__(self, packing: Packing, stations: int, plan: Loads, budget: Budget) -> None:
        self.packing, self.budget = packing, budget
        self.random = Random(stations)
        self._take([*plan, *[0] * (stations - len(plan))])

    def _take(self, loads: list[int]) -> None:
        self.loads, self.cycle = loads, max(map(self.packing.work, loads))
        self.plan: Loads = tuple(filter(None, loads))

    def improve(self, least: int, until: float) -> bool:
        """Whether the cycle time becomes shorter, which `least` is not, before `until` nodes."""
        cycle = self.cycle - 1
        while cycle >= least and self.budget.nodes < until:
            full = [k for k, load in enumerate(self.loads) if self.packing.work(load) > cycle]
            if not full:
                self._take(self.loads)
                return True
            self._pack_anew(self.random.choice(full), cycle)
        return False

    def _pack_anew(self, full: int, cycle: int) -> None:
        """Some row, so that no station of it has more than the cycle time."""
        width = min(self.random.choice(WIDTHS), len(self.loads))
        first = self.random.randrange(len(self.loads) - width + 1)
        row = slice(first, first + width)
        ends = BACK if full < first else FRONT if full >= first + width else BOTH
        tasks = [i for load in self.loads[row] for i in members(load)]
        self.budget.charge(1 + len(tasks) ** 2)
        if not tasks:
            return
        one = Pass(
            self.random.choice(MOST),
            self.random.choice(EFFORTS),
            self.random.uniform(0, LARGEST_SHARE),
        )
        answer = self.packing.part(tasks).quick(cycle, width, self.budget, [one], ends)
        if answer and answer.loads:
            loads = [sum(1 << tasks[k] for k in members(load)) for load in answer.loads]
            empty = [0] * (width - len(loads))
            self.loads[row] = empty + loads if ends is BACK else loads + empty
