"""A plan that a topic's own method judges, such as a line balanced by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ..core import Faults, ProblemError, Result
from ..core.numbers import show
from .judgement import Judgement, graded
from .questions import Data, Question


@dataclass(frozen=True, kw_only=True)
class Plan(Question):
    """Any feasible plan counts; how much depends on how far it is from the proven optimum.

    `judge_with` is (topic, problem, method): the table in data[`table`] and the `settings` in the
    data make the problem, the method takes the plan. `measure` is the figure to be made small and
    `best` its proven optimum. `credit` gives the share of the points at a gap of 0, 1, 2 …;
    a feasible plan beyond earns nothing, an infeasible one neither.
    """

    judge_with: tuple[str, str, str]
    table: str
    settings: tuple[str, ...]
    measure: str
    best: Callable[[Any], float]
    credit: tuple[float, ...] = (1.0, 0.5)
    kind: ClassVar[str] = "plan"

    def read(self, value: Any, data: Data) -> Result:
        return apply(self._spec(), value, data)

    def matches(self, value: Any, expected: Any) -> bool:
        return bool(value == expected)

    def judge(self, value: Any, data: Data) -> Judgement:
        try:
            result = self.read(value, data)
        except ProblemError as error:
            return graded(0, f"Not feasible. {error}", "not feasible")
        reached, best = result.measures[self.measure], self.best(data)
        gap = round(float(reached) - float(best))
        for mistake in self.mistakes if gap else ():
            if result.to_frame().equals(self.read(mistake.answer(data), data).to_frame()):
                return graded(self._share(gap), mistake.feedback, mistake.name)
        name = self.measure.replace("_", " ")
        figures = f"{name} {show(reached)}, proven optimum {show(best)}"
        return graded(self._share(gap), f"Feasible: {figures}.", f"{gap} above" if gap else "")

    def check(self, data: Data) -> None:
        """The optimum can be reached, and no known mistake reaches it."""
        faults = Faults(f"question {self.name}")
        if self.judge(self.answer(data), data).share < 1:
            faults.add("answer", "the solution is not optimal", "Draw other numbers.")
        for mistake in self.mistakes:
            wrong = self.read(mistake.answer(data), data).measures[self.measure]
            if float(wrong) <= float(self.best(data)):
                faults.add(mistake.name, "it is optimal too", "Draw other numbers.")
        faults.raise_any()

    def public(self, data: Data) -> dict[str, Any]:
        return {**super().public(data), **self._spec()}

    def shown(self, data: Data) -> str:
        plan = " | ".join(", ".join(map(str, part)) for part in self.answer(data))
        return f"{self.measure.replace('_', ' ')} {show(self.best(data))}, for example {plan}"

    def _spec(self) -> dict[str, Any]:
        keys = {"judge_with": list(self.judge_with), "table": self.table}
        return {**keys, "settings": list(self.settings)}

    def _share(self, gap: int) -> float:
        return self.credit[gap] if 0 <= gap < len(self.credit) else 0.0


def apply(spec: Mapping[str, Any], value: Any, data: Data) -> Result:
    """The plan as the topic's method sees it; `ProblemError` says why it is not feasible."""
    import pandas as pd

    from .. import catalogue

    topic, problem, method = spec["judge_with"]
    frame = pd.DataFrame(data[spec["table"]])
    settings = {name: data[name] for name in spec["settings"]}
    made = catalogue.problems(topic)[problem].from_frame(frame, **settings)
    return catalogue.method(topic, method).function(made, value)
