"""Every way to get a result that the datasets know; what is tested once for all runs over them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import opstools
from opstools import catalogue, datasets
from opstools.core import Result

METHODS = [m for topic in opstools.TOPICS for m in catalogue.methods(topic).values()]
PROBLEMS = [
    name
    for name in datasets.names()
    if datasets.about(name).problem and datasets.about(name).topic in opstools.TOPICS
]


class Call(NamedTuple):
    """A method used on a dataset."""

    method: catalogue.Method
    dataset: str
    settings: dict[str, Any]

    def __call__(self) -> Result:
        if self.method.problem:
            return self.method.solve(datasets.load(self.dataset), **self.settings)
        return self.method.function(**{**datasets.about(self.dataset).settings, **self.settings})


def calls() -> dict[str, Call]:
    """By a readable name: first the known answers, then each method on each of its tables."""
    found: dict[str, Call] = {}
    for name in datasets.names():
        dataset = datasets.about(name)
        if dataset.topic not in opstools.TOPICS:
            continue
        for answer in dataset.answers:
            method = catalogue.method(dataset.topic, answer.method or dataset.method)
            found.setdefault(f"{method.name}-{name}", Call(method, name, answer.settings))
        for method in catalogue.methods(dataset.topic).values():
            reads = method.problem and method.problem.__name__ == dataset.problem
            if reads and not method.required:
                found.setdefault(f"{method.name}-{name}", Call(method, name, {}))
    return found


CALLS = calls()
# One call for each method: what is slow is asked of these alone.
ONCE = list({label.split("-")[0]: label for label in reversed(CALLS)}.values())


@cache
def result(label: str) -> Result:
    """The result of a call, worked out once."""
    return CALLS[label]()
