"""Every way to get a result that the datasets know; what is tested once for all runs over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import opstools
from opstools import catalogue, datasets
from opstools.core import Result

METHODS = [m for topic in opstools.TOPICS for m in catalogue.methods(topic).values()]
PROBLEMS = [
    name
    for name in datasets.names()
    if datasets.about(name).problem and datasets.about(name).topic in opstools.TOPICS
]


def call(name: str, method: catalogue.Method, settings: dict[str, Any]) -> Result:
    """What a method makes of a dataset."""
    if method.problem:
        return method.solve(datasets.load(name), **settings)
    return method.function(**{**datasets.about(name).settings, **settings})


def calls() -> dict[str, Callable[[], Result]]:
    """By a readable name: first the known answers, then each method on each of its tables."""
    found: dict[str, Callable[[], Result]] = {}
    for name in datasets.names():
        dataset = datasets.about(name)
        if dataset.topic not in opstools.TOPICS:
            continue
        for answer in dataset.answers:
            method = catalogue.method(dataset.topic, answer.method or dataset.method)
            found.setdefault(
                f"{method.name}-{name}", lambda n=name, m=method, a=answer: call(n, m, a.settings)
            )
        for method in catalogue.methods(dataset.topic).values():
            reads = method.problem and method.problem.__name__ == dataset.problem
            if reads and not method.required:
                found.setdefault(f"{method.name}-{name}", lambda n=name, m=method: call(n, m, {}))
    return found


CALLS = calls()
# One call for each method: what is slow is asked of these alone.
ONCE = list({label.split("-")[0]: label for label in reversed(CALLS)}.values())


@cache
def result(label: str) -> Result:
    """The result of a call, worked out once."""
    return CALLS[label]()
