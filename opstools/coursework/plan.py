"""A plan that a topic's own method judges, such as a line balanced by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Literal

from ..core import Faults, Problem, ProblemError, Result, fail
from ..core.numbers import show
from .json_data import as_data, as_text
from .judgement import Judgement, graded
from .questions import Data, Question

KEPT = 64  # problems
GAP_TOLERANCE = 1e-9  # relative: sums of decimals differ in their last digits


@dataclass(frozen=True, kw_only=True)
class Plan(Question):
    """Any feasible plan counts; how much depends on how far it is from the proven optimum.

    `judge_with` is (topic, problem, method): the table in data[`table`] and the `settings` in the
    data make the problem, the method takes the plan. `measure` is the figure that counts, `best`
    its proven optimum, and `sense` says whether the smallest or the largest is best.

    `credit` lists (gap, share of the points): a plan earns the share of the first gap that it
    keeps within. A gap is counted in the measure's own unit, or where `relative` is true as a share
    of the optimum. A feasible plan beyond all gaps earns nothing, an infeasible one neither.
    """

    judge_with: tuple[str, str, str]
    table: str
    settings: tuple[str, ...]
    measure: str
    best: Callable[[Any], float]
    sense: Literal["smallest", "largest"] = "smallest"
    credit: tuple[tuple[float, float], ...] = ((0, 1.0), (1, 0.5))
    relative: bool = False
    kind: ClassVar[str] = "plan"

    def __post_init__(self) -> None:
        super().__post_init__()
        subject, gaps = f"question {self.name}", [gap for gap, _ in self.credit]
        shares = [share for _, share in self.credit]
        if self.sense not in ("smallest", "largest"):
            fail(subject, "sense", f"{self.sense!r} is not known", "Say smallest or largest.")
        if not gaps or gaps[0] < 0 or gaps != sorted(set(gaps)):
            fail(subject, "credit", "its gaps do not rise from 0", "Begin with (0, 1.0).")
        if shares[0] != 1 or min(shares) < 0 or shares != sorted(shares, reverse=True):
            problem = "its shares do not fall from 1 towards 0"
            fail(subject, "credit", problem, "Let a larger gap earn no more than a smaller one.")

    def wanted(self, data: Data) -> str:
        return "Write a plan as the question's text shows it, or give a result that holds one."

    def read(self, value: Any, data: Data) -> Result:
        return result_of_plan(self._spec(), value, data)

    def matches(self, value: Result, expected: Result) -> bool:
        return bool(as_data(value) == as_data(expected))

    def judge(self, value: Any, data: Data) -> Judgement:
        try:
            result = self.read(value, data)
        except ProblemError as error:
            return graded(0, f"Not feasible. {error}", "not feasible")
        best = float(self.best(data))
        worse = self.shortfall(float(result.measures[self.measure]), best)
        share, said = self._share(worse, best), self._said(result, worse, best)
        if share == 1:
            return graded(share, said)
        for mistake in self.mistakes:
            if self.matches(result, self._achieved(mistake.answer, data)):
                return graded(share, f"{mistake.feedback} {said}", mistake.name)
        return graded(share, said, self._bracket(worse, best, result.unit(self.measure)))

    def shortfall(self, reached: float, best: float) -> float:
        """How much worse than the optimum; 0 within the tolerance, and for what is even better."""
        worse = reached - best if self.sense == "smallest" else best - reached
        if not math.isfinite(worse):
            return math.inf
        return worse if worse > GAP_TOLERANCE * max(abs(best), abs(reached)) else 0.0

    def check(self, data: Data) -> None:
        """The optimum can be reached and not be beaten, and no known mistake earns all points."""
        faults, best = Faults(f"question {self.name}"), float(self.best(data))
        figure = float(self._achieved(self.answer, data).measures[self.measure])
        if self.shortfall(figure, best):
            faults.add("answer", "the solution is not optimal", "Draw other numbers.")
        if self.shortfall(best, figure):
            faults.add("best", "the solution is better than that", "Correct it.")
        for mistake in self.mistakes:
            wrong = self._achieved(mistake.answer, data).measures[self.measure]
            if self._share(self.shortfall(float(wrong), best), best) == 1:
                faults.add(mistake.name, "it earns all points too", "Draw other numbers.")
        faults.raise_any()

    def public(self, data: Data) -> dict[str, Any]:
        return {**super().public(data), **self._spec()}

    def shown(self, data: Data) -> str:
        figure = show(self.best(data), self._achieved(self.answer, data).unit(self.measure))
        return f"{self._name} {figure}, for example {as_text(as_data(self.answer(data)))}"

    @property
    def _name(self) -> str:
        return self.measure.replace("_", " ")

    def _achieved(self, answer: Callable[[Any], Any], data: Data) -> Result:
        return self.read(as_data(answer(data)), data)

    def _spec(self) -> dict[str, Any]:
        keys = {"judge_with": list(self.judge_with), "table": self.table}
        return {**keys, "settings": list(self.settings)}

    def _gap(self, worse: float, best: float) -> float:
        """The shortfall as `credit` counts it; of an optimum of 0 nothing is a share."""
        if not worse or not self.relative:
            return worse
        return worse / abs(best) if best else math.inf

    def _share(self, worse: float, best: float) -> float:
        gap = self._gap(worse, best)
        return next((share for limit, share in self.credit if _within(gap, limit)), 0.0)

    def _said(self, result: Result, worse: float, best: float) -> str:
        unit, more = result.unit(self.measure), "more" if self.sense == "smallest" else "less"
        reached = show(result.measures[self.measure], unit)
        if not worse:
            return f"Feasible and optimal: {self._name} {reached}."
        relative = f" ({show(worse / abs(best), '%')})" if self.relative and best else ""
        gap = f"{_amount(worse, unit)}{relative} {more}"
        optimum = f"the proven optimum of {show(best, unit)}"
        return f"Feasible: {self._name} {reached}, {gap} than {optimum}."

    def _bracket(self, worse: float, best: float, unit: str) -> str:
        """The gap by the limits of `credit`, so that statistics count few kinds of it."""
        gap = self._gap(worse, best)
        kept = [limit for limit, _ in self.credit if _within(gap, limit)]
        edge = kept[0] if kept else self.credit[-1][0]
        if not edge:
            return "not optimal"
        amount = show(edge, "%") if self.relative else _amount(edge, unit)
        return f"within {amount} of the optimum" if kept else f"over {amount} from the optimum"


def _within(gap: float, limit: float) -> bool:
    return gap <= limit * (1 + GAP_TOLERANCE)


def _amount(gap: float, unit: str) -> str:
    return f"{show(100 * gap)} percentage points" if unit == "%" else show(gap, unit)


def result_of_plan(spec: Mapping[str, Any], value: Any, data: Data) -> Result:
    """The plan as the topic's method sees it; `ProblemError` says why it is not feasible."""
    from .. import catalogue

    topic, problem, method = spec["judge_with"]
    settings = {name: data[name] for name in spec["settings"]}
    made = _problem(topic, problem, json.dumps([data[spec["table"]], settings]))
    return catalogue.method(topic, method).function(made, value)


@lru_cache(maxsize=KEPT)  # answer, mistakes and what a student gave are of the same numbers
def _problem(topic: str, problem: str, data: str) -> Problem:
    import pandas as pd

    from .. import catalogue

    table, settings = json.loads(data)
    settings = {name: _setting(value) for name, value in settings.items()}
    return catalogue.problems(topic)[problem].from_frame(pd.DataFrame(table), **settings)


def _setting(value: Any) -> Any:
    """A setting out of JSON data; what has rows and columns becomes the table it was."""
    import pandas as pd

    lines = list(value.values()) if isinstance(value, Mapping) else value
    tabular = isinstance(lines, list) and lines and all(isinstance(row, Mapping) for row in lines)
    return pd.DataFrame(value) if tabular else value
