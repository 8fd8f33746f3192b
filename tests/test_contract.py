"""Every problem and every result has the faces that DESIGN promises.

Nothing is listed here: topics, methods and datasets are found, so a new topic is covered by
existing. A method that needs settings is called as the known answers of a dataset call it.
"""

from __future__ import annotations

import dataclasses
import inspect
import math
import pickle
from collections.abc import Mapping
from fractions import Fraction

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from known_calls import CALLS, METHODS, PROBLEMS, result
from matplotlib.axes import Axes

import opstools
from opstools import datasets
from opstools.core import Measures, Problem, ProblemError, Step, Steps
from opstools.core.formula import on_page

RESULTS = pytest.mark.parametrize("label", CALLS)


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.topic}-{m.name}")
def test_every_method_is_called_and_documented(method):
    called = f"{method.topic}.{method.name}"
    assert any(label.split("-")[0] == method.name for label in CALLS), (
        f"no dataset calls {called}: add a known answer for it to opstools/datasets/index.toml"
    )
    text = inspect.getdoc(method.function) or ""
    assert ">>>" in text, f"the docstring of {called} has no example: add one that begins `>>>`"
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
def test_result_faces(label):
    shown = result(label)
    frozen(shown)
    showing(shown)
    assert shown == CALLS[label]()
    frame = shown.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert not frame.empty
    assert isinstance(shown.measures, Measures)
    for name, value in shown.measures.items():
        assert math.isfinite(value), name
        assert isinstance(shown.unit(name), str)
    drawing(shown.plot)


@pytest.mark.parametrize("label", CALLS)
def test_the_working_is_recorded(label):
    shown = result(label)
    steps = shown.steps()
    assert isinstance(steps, Steps)
    assert len(steps) > 0
    assert steps is shown.working
    assert len(steps.to_frame()) == len(steps)
    for step in steps:
        assert isinstance(step, Step)
        assert step.text
        assert "\\" not in repr(step), "a formula does not read as text"
        assert step.value is None or type(step.value) in (int, float), step


@pytest.mark.parametrize("label", CALLS)
def test_what_is_handed_out_is_a_plain_number(label):
    shown = result(label)
    for name, value in shown.measures.items():
        assert type(value) in (int, float), name
        assert f"{value:.2f}"
    assert shown.answer is not None
    frame = shown.to_frame()
    for column, cells in frame.items():
        figures = [cell for cell in cells if isinstance(cell, (int, float, Fraction))]
        if len(figures) == len(cells):
            assert cells.dtype != object, f"column {column} is of objects"
    for field in dataclasses.fields(shown):
        assert not any(isinstance(each, Fraction) for each in _parts(getattr(shown, field.name)))
    for name, each in inspect.getmembers(type(shown), lambda each: isinstance(each, property)):
        if not name.startswith("_") and each.fget:
            try:
                value = getattr(shown, name)
            except ProblemError:
                continue
            assert not any(isinstance(part, Fraction) for part in _parts(value)), name


def _parts(value):
    """A value, or what a tuple or mapping holds."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, tuple) else [value]


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


@RESULTS
def test_units_of_columns_are_those_of_the_table(label):
    shown = result(label)
    owner = getattr(shown, "problem", shown)
    for each in {id(shown): shown, id(owner): owner}.values():
        assert set(each.measured_in) <= {*each.to_frame().columns, "implied_utilisation"}
        for column, unit in each.column_units.items():
            assert unit.strip("/"), f"{column} has no unit"
            heading = column.replace("_", " ") + (f" ({unit})" if unit != "%" else "")
            if column in each.to_frame():
                assert f">{on_page(heading)}<" in each.table_html()
