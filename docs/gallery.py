"""Every picture of the package with the code that makes it.

Nothing is listed by hand: datasets, methods and views are found in the package, the code is written
out, and what is shown is what this very code draws.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from doctest import DocTestParser
from importlib import import_module
from typing import Any

from opstools import catalogue, datasets
from opstools.core import ProblemError, Result
from opstools.core.drawing import in_words, picture
from opstools.core.signatures import hints
from tests.known_calls import CALLS, Call


@dataclass(frozen=True)
class View:
    """A picture: whose it is, which one, and the code."""

    topic: str
    dataset: str
    name: str
    code: str

    @property
    def of_a_method(self) -> bool:
        """Whether it shows a result."""
        return self.name in catalogue.methods(self.topic)

    def draw(self) -> tuple[bytes, str] | None:
        """The picture that the code draws, as PNG, and what it shows in words.

        Nothing where a further view says itself that it cannot be drawn of this result.
        """
        import matplotlib.pyplot as plt

        try:
            exec(self.code, {})
        except ProblemError:
            if ", plot_" in self.name:
                return None
            raise
        axes = plt.gca()
        return picture(axes, "png"), in_words(axes.figure)


def views(topic: str) -> Iterator[View]:
    """All pictures of a topic: each dataset with the methods that it is used with, then curves.

    Further views of a method's results are shown on the first of its datasets.
    """
    calls = [call for call in CALLS.values() if call.method.topic == topic]
    shown: set[str] = set()
    for name in datasets.names(topic):
        if problem := datasets.about(name).problem:
            code = f"problem = datasets.load({name!r})"
            yield from _faces(topic, name, problem, code, problem not in shown)
            shown.add(problem)
        for call in (call for call in calls if call.dataset == name):
            yield from _faces(
                topic, name, call.method.name, solved(call), call.method.name not in shown
            )
            shown.add(call.method.name)
    module = import_module(f"opstools.{topic}")
    for name in module.__all__:
        function = getattr(module, name)
        if inspect.isfunction(function) and "Axes" in str(function.__annotations__.get("return")):
            yield View(topic, "", name, _example(function))


def _faces(topic: str, dataset: str, name: str, code: str, all_views: bool) -> Iterator[View]:
    """The picture of a problem or a result, and its further ones."""
    shown = code.rpartition("\n")[2].partition(" ")[0]  # what the last line makes
    known = {
        **catalogue.problems(topic),
        **{n: _result(topic, n) for n in catalogue.methods(topic)},
    }
    further = [plot for plot in dir(known[name]) if plot.startswith("plot_")]
    for plot in ("plot", *(further if all_views else ())):
        whole = f"{_imports(topic, code)}\n\n{code}\nax = {shown}.{plot}()"
        yield View(topic, dataset, name if plot == "plot" else f"{name}, {plot}", whole)


def _result(topic: str, name: str) -> Any:
    return hints(catalogue.method(topic, name).function)["return"]


def solved(call: Call) -> str:
    """The code of a call of a method on a dataset."""
    method, settings = call.method, {word: repr(value) for word, value in call.settings.items()}
    if not method.problem:
        given = {**datasets.about(call.dataset).settings, **call.settings}
        return f"result = {method.name}({_words({n: repr(v) for n, v in given.items()})})"
    first = ["problem"]
    if method.improves:  # settings that name a method stand for its result
        types = hints(method.function)
        made = [word for word in settings if issubclass(types.get(word, object), Result)]
        settings |= {word: f"{call.settings[word]}(problem)" for word in made}
        first = [settings.pop(next(iter(method.settings)))]
    arguments = ", ".join([*first, *filter(None, [_words(settings)])])
    return f"problem = datasets.load({call.dataset!r})\nresult = {method.name}({arguments})"


def _words(settings: dict[str, str]) -> str:
    return ", ".join(f"{word}={value}" for word, value in settings.items())


def _imports(topic: str, code: str) -> str:
    used = sorted(set(re.findall(r"(\w+)\(", code)) & set(catalogue.methods(topic)))
    lines = ["from opstools import datasets"] if "datasets." in code else []
    return "\n".join(
        [*lines, *([f"from opstools.{topic} import {', '.join(used)}"] if used else [])]
    )


def _example(function: Any) -> str:
    """The example in a docstring, without the question that only a test would ask."""
    sources = [e.source for e in DocTestParser().get_examples(inspect.getdoc(function) or "")]
    code = re.sub(r"\.get_\w+\(.*\)$", "", "".join(sources).strip())
    module = function.__module__.split(".")[1]
    return f"from opstools.{module} import {function.__name__}\n\n{code}"
