"""What there is: topics, their problems and methods, found by reading signatures.

Nothing is registered by hand: a public function of a topic that returns a `Result` is a method,
and its first parameter tells which `Problem` it takes, if any.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from . import TOPICS
from .core import Problem, Result, fail
from .core.numbers import listing
from .core.signatures import hints, parameters
from .core.table import suggestion


@dataclass(frozen=True)
class Method:
    """A function from a problem (or from figures alone) to a result.

    One that `improves` a result of another method takes that method's name as its first setting.
    """

    topic: str
    name: str
    function: Callable[..., Result]
    problem: type[Problem] | None
    settings: Mapping[str, inspect.Parameter]
    improves: type[Result] | None = None

    def solve(self, problem: Problem, **settings: Any) -> Result:
        """The result for a problem."""
        if not self.improves:
            return self.function(problem, **settings)
        first = next(iter(self.settings))
        if first not in settings:
            remedy = f"Give {first}=…, the name of a method that makes one."
            fail(self.name, first, "it is needed", remedy)
        results = {word for word, kind in hints(self.function).items()
                   if inspect.isclass(kind) and issubclass(kind, Result)}  # fmt: skip
        made = {word: method(self.topic, str(value)).solve(problem) if word in results else value
                for word, value in settings.items()}  # fmt: skip
        return self.function(**made)

    @property
    def summary(self) -> str:
        """The first line of its description."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]

    @property
    def required(self) -> tuple[str, ...]:
        """Settings without a default."""
        return tuple(n for n, p in self.settings.items() if p.default is p.empty)


@cache
def methods(topic: str) -> dict[str, Method]:
    """All methods of a topic, by name.

    >>> [name for name in methods("line_balancing") if name.startswith("most")]
    ['most_efficient', 'most_following_tasks']
    """
    module = _topic(topic)
    found = (_method(topic, name, getattr(module, name)) for name in module.__all__)
    return {method.name: method for method in found if method}


def method(topic: str, name: str) -> Method:
    """One method; a wrong name raises `ProblemError` with the nearest ones."""
    known = methods(topic)
    if name not in known:
        remedy = suggestion(name, known) or f"The methods are {listing(known)}."
        fail(topic, "method", f"there is no method {name}", remedy)
    return known[name]


def problems(topic: str) -> dict[str, type[Problem]]:
    """All problems of a topic, by name.

    >>> list(problems("line_balancing"))
    ['Line', 'MixedLine']
    """
    return _classes(topic, Problem)


def results(topic: str) -> dict[str, type[Result]]:
    """All results of a topic, by name.

    >>> list(results("line_balancing"))
    ['Balance', 'EfficiencySaw', 'MixedBalance', 'SearchTree', 'ULine']
    """
    return _classes(topic, Result)


def _classes(topic: str, kind: type[Any]) -> dict[str, type[Any]]:
    module = _topic(topic)
    things = {name: getattr(module, name) for name in module.__all__}
    return {n: t for n, t in things.items() if inspect.isclass(t) and issubclass(t, kind)}


def _topic(topic: str) -> Any:
    if topic not in TOPICS:
        remedy = suggestion(topic, TOPICS) or f"The topics are {listing(TOPICS)}."
        fail("opstools", "topic", f"there is no topic {topic}", remedy)
    return import_module(f"{__package__}.{topic}")


def _method(topic: str, name: str, thing: Any) -> Method | None:
    if not inspect.isfunction(thing):
        return None
    found = hints(thing)
    if not (inspect.isclass(found.get("return")) and issubclass(found["return"], Result)):
        return None
    own = parameters(inspect.unwrap(thing))
    first = next(iter(own), "")
    if first not in found:
        return None  # it takes a table, not a problem or figures
    kind: type[Any] = found[first] if inspect.isclass(found[first]) else object
    if issubclass(kind, Result):
        return Method(topic, name, thing, hints(kind)["problem"], own, kind)
    if not issubclass(kind, Problem):
        return Method(topic, name, thing, None, own)
    del own[first]
    return Method(topic, name, thing, kind, own)
