"""Every problem and every result has the faces that DESIGN promises.

Nothing is listed here: topics, methods and datasets are found, so a new topic is covered by
existing. A method that needs settings is called as the known answers of a dataset call it.
"""

from __future__ import annotations

import dataclasses
import inspect
import math
import pickle
from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

import opstools
from opstools import catalogue, datasets
from opstools.core import Measures, Problem, Result, Step, Steps

METHODS = [m for topic in opstools.TOPICS for m in catalogue.methods(topic).values()]
PROBLEMS = [name for name in datasets.names() if datasets.about(name).problem]


def calls() -> dict[str, Callable[[], Result]]:
    """Every way to get a result that the datasets know, by a readable name."""
    found: dict[str, Callable[[], Result]] = {}
    for name in datasets.names():
        dataset = datasets.about(name)
        for answer in dataset.answers:
            method = catalogue.method(dataset.topic, answer.method or dataset.method)
            found[f"{method.name}-{name}"] = lambda n=name, m=method, a=answer: call(
                n, m, a.settings
            )
        for method in catalogue.methods(dataset.topic).values():
            reads = method.problem and method.problem.__name__ == dataset.problem
            if reads and not method.required:
                found.setdefault(f"{method.name}-{name}", lambda n=name, m=method: call(n, m, {}))
    return found


def call(name: str, method: catalogue.Method, settings) -> Result:
    if method.problem:
        return method.function(datasets.load(name), **settings)
    return method.function(**{**datasets.about(name).settings, **settings})


CALLS = calls()
RESULTS = pytest.mark.parametrize("make", CALLS.values(), ids=CALLS.keys())


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.topic}-{m.name}")
def test_every_method_is_called_and_documented(method):
    assert any(label.split("-")[0] == method.name for label in CALLS), "add a known answer for it"
    text = inspect.getdoc(method.function) or ""
    assert ">>>" in text, "its docstring has no example"
    assert method.summary.endswith((".", ":")), method.summary


@pytest.mark.parametrize("topic", opstools.TOPICS)
def test_public_names_are_documented(topic):
    module = getattr(opstools, topic)
    assert module.__doc__
    for name in module.__all__:
        thing = getattr(module, name)
        if callable(thing):
            assert inspect.getdoc(thing), f"{topic}.{name} has no docstring"


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem_faces(name):
    problem = datasets.load(name)
    assert isinstance(problem, Problem)
    frozen(problem)
    showing(problem)
    frame = problem.to_frame()
    dataset = datasets.about(name)
    again = type(problem).from_frame(frame, **dataset.settings)
    assert again == problem
    assert problem.replace() == problem
    drawing(problem.plot)


@RESULTS
def test_result_faces(make):
    result = make()
    frozen(result)
    showing(result)
    assert result == make()
    frame = result.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert not frame.empty
    assert isinstance(result.measures, Measures)
    for name, value in result.measures.items():
        assert math.isfinite(value), name
        assert isinstance(result.unit(name), str)
    drawing(result.plot)


# Every step is drawn once for each method; its other datasets show the first and the last.
WHOLE = {label.split("-")[0]: label for label in reversed(CALLS)}.values()


@pytest.mark.parametrize("label", CALLS)
def test_steps_are_recorded_and_can_be_drawn(label):
    result = CALLS[label]()
    steps = result.steps()
    assert isinstance(steps, Steps)
    assert len(steps) > 0
    assert steps == result.steps()
    assert len(steps.to_frame()) == len(steps)
    for step in steps:
        assert isinstance(step, Step)
        assert step.text
        assert "\\" not in repr(step), "a formula does not read as text"
    for k in range(len(steps) + 1) if label in WHOLE else (0, len(steps)):
        assert isinstance(result.plot(step=k), Axes)
        plt.close("all")
    last, whole = result.plot(step=len(steps)), result.plot()
    assert last.get_title(loc="left") == whole.get_title(loc="left")


def frozen(thing) -> None:
    field = dataclasses.fields(thing)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, field, None)
    assert pickle.loads(pickle.dumps(thing)) == thing


def showing(thing) -> None:
    assert thing.headline.endswith(".")
    assert repr(thing).startswith(thing.headline)
    page = thing._repr_html_()
    assert page == thing._repr_html_()
    assert page.count("<p>") == page.count("</p>")


def drawing(plot) -> None:
    _, ax = plt.subplots()
    assert plot(ax) is ax
    assert ax.get_title(loc="left")
    assert isinstance(plot(), Axes)
