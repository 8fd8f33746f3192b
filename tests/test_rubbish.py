"""Whatever is given: an answer within its meaning, or a `ProblemError`; for every topic."""

from __future__ import annotations

import inspect
import math
from contextlib import suppress
from inspect import Parameter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_calls import METHODS, PROBLEMS
from strategies import cells

import opstools
from opstools import catalogue, datasets
from opstools.core import Problem, ProblemError, Result, signatures
from opstools.core.signatures import parameters

NAN, INF = float("nan"), float("inf")
RUBBISH = [
    None, NAN, INF, -INF, -1, 0, 1e-12, 1e13, 10**400, True, "", "abc", "1/2", "9", b"1", 3 + 4j,
    [], [1, 2], (), {}, {"a": 1}, {"a"}, object(), len, pd.DataFrame(), pd.Series([1, 2]),
    np.array([1.0, NAN]), np.float64("nan"), pd.NaT,
]  # fmt: skip
# What a plain function is called with, one argument at a time being rubbish.
SOUND = {"default": 0.5, "servers": 2, "customers": 200, "seed": 1, "demand": 5, "most": 3}
FUNCTIONS = [
    pytest.param(topic, name, id=f"{topic}-{name}")
    for topic in opstools.TOPICS
    for name in getattr(opstools, topic).__all__
    if inspect.isfunction(getattr(getattr(opstools, topic), name))
]


def sound_call(topic: str, name: str) -> dict[str, object]:
    """Arguments that a public function takes: a dataset's, or plain numbers."""
    function = getattr(getattr(opstools, topic), name)
    parameters = signatures.parameters(inspect.unwrap(function))
    given = {
        key: SOUND.get(key, SOUND["default"])
        for key, each in parameters.items()
        if each.default is Parameter.empty and each.kind is not Parameter.VAR_KEYWORD
    }
    for dataset in map(datasets.about, datasets.names(topic)):
        kind = catalogue.problems(topic).get(dataset.problem)
        first = next(iter(parameters), "")
        if kind and catalogue.hints(function).get(first) is kind:
            given[first] = datasets.load(dataset.name)
        for answer in dataset.answers:
            if (answer.method or dataset.method) == name:
                own = {} if dataset.problem else dataset.settings
                sound = {**given, **own, **answer.settings}
                improves = catalogue.methods(topic)[name].improves
                if improves:  # the name of a method stands for its result there
                    problem = datasets.load(dataset.name)
                    known = catalogue.methods(topic)
                    sound = {word: known[value].solve(problem) if value in known else value
                             for word, value in sound.items()}  # fmt: skip
                return sound
    return given


def comes_out(function, **arguments) -> None:
    try:
        answer = function(**arguments)
    except ProblemError:
        return
    if isinstance(answer, Result):
        assert all(map(math.isfinite, answer.measures.values())), answer
        for measure, value in answer.measures.items():
            if answer.unit(measure) == "%" and "implied" not in measure:
                assert -1e-9 <= value <= 1 + 1e-9, f"{measure} {value}"
        assert repr(answer)
    elif isinstance(answer, (int, float)):
        assert math.isfinite(answer), answer


@pytest.mark.parametrize(("topic", "name"), FUNCTIONS)
def test_a_public_function_survives_rubbish(topic, name):
    function = getattr(getattr(opstools, topic), name)
    sound = sound_call(topic, name)
    words = [k for k, p in signatures.parameters(inspect.unwrap(function)).items()
             if p.kind is not Parameter.VAR_KEYWORD]  # fmt: skip
    for word in words:
        for wrong in RUBBISH:
            try:
                comes_out(function, **{**sound, word: wrong})
            except Exception as error:
                pytest.fail(f"{name}({word}={wrong!r}): {type(error).__name__}: {error}")


@pytest.mark.parametrize(("topic", "name"), FUNCTIONS)
def test_a_misspelt_keyword_gets_a_sentence(topic, name):
    function = getattr(getattr(opstools, topic), name)
    words = inspect.signature(function).parameters.items()
    word = [name for name, each in words if each.kind is not each.VAR_KEYWORD][-1]
    with pytest.raises(ProblemError) as caught:
        function(**{**sound_call(topic, name), f"{word}x": 1})
    assert f"Did you mean {word}?" in str(caught.value)


@pytest.mark.parametrize("name", PROBLEMS)
@given(data=st.data())
def test_a_broken_table_gives_a_problem_error(name, data):
    problem, dataset = datasets.load(name), datasets.about(name)
    frame = data.draw(broken(problem.to_frame()))
    with suppress(ProblemError):
        assert repr(type(problem).from_frame(frame, **dataset.settings))


@st.composite
def broken(draw, frame: pd.DataFrame) -> pd.DataFrame:
    """A sound table after one to three accidents."""
    for _ in range(draw(st.integers(1, 3))):
        frame = draw(st.sampled_from(ACCIDENTS))(frame, draw)
    return frame


def column_lost(frame, draw):
    return frame.drop(columns=list(frame.columns[: 1 + draw(st.integers(0, 1))]))


def column_misspelt(frame, draw):
    k = draw(st.integers(0, max(0, len(frame.columns) - 1)))
    return frame.set_axis([f"{c}x" if i == k else c for i, c in enumerate(frame.columns)], axis=1)


def column_twice(frame, draw):
    return pd.concat([frame, frame.iloc[:, :1]], axis=1)


def rows_lost(frame, draw):
    return frame.head(draw(st.integers(0, 1)))


def rows_twice(frame, draw):
    return pd.concat([frame, frame.head(1)])


def row_blank(frame, draw):
    return pd.concat([frame, pd.DataFrame([[None] * len(frame.columns)], columns=frame.columns)])


def cell_replaced(frame, draw):
    frame = frame.astype(object).copy()
    if frame.size:
        i = draw(st.integers(0, len(frame) - 1))
        j = draw(st.integers(0, len(frame.columns) - 1))
        frame.iat[i, j] = draw(cells)
    return frame


def column_replaced(frame, draw):
    frame = frame.astype(object).copy()
    if frame.size:
        j, cell = draw(st.integers(0, len(frame.columns) - 1)), draw(cells)
        for i in range(len(frame)):
            frame.iat[i, j] = cell
    return frame


ACCIDENTS = [column_lost, column_misspelt, column_twice, rows_lost, rows_twice, row_blank,
             cell_replaced, cell_replaced, column_replaced]  # fmt: skip


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.topic}-{m.name}")
def test_a_wrong_first_argument_gets_a_sentence(method):
    if not method.problem:
        return
    for wrong in ("jackson", 7, None, [1], {}, pd.Series([1])):
        kind = method.improves or method.problem
        if issubclass(kind, Problem) and isinstance(kind.as_table(wrong), pd.DataFrame):
            continue  # it stands for a table there
        with pytest.raises(ProblemError, match=f"no {kind.__name__}"):
            method.function(wrong)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_setting_survives_rubbish(name):
    problem, settings = datasets.load(name), datasets.about(name).settings
    frame = problem.to_frame()
    for word in type(problem).settings():
        for wrong in RUBBISH:
            with suppress(ProblemError):
                assert repr(type(problem).from_frame(frame, **{**settings, word: wrong}))


@pytest.mark.parametrize("topic", opstools.TOPICS)
def test_a_problem_class_survives_rubbish(topic):
    settings = {datasets.about(name).problem: datasets.about(name).settings
                for name in datasets.names(topic)}  # fmt: skip
    for name, kind in catalogue.problems(topic).items():
        assert name in settings, f"no dataset makes {name}: add one to datasets/index.toml"
        _, *others = parameters(kind).items()
        needed = [n for n, each in others if each.default is each.empty and n not in settings[name]]
        for wrong in RUBBISH:
            with pytest.raises(ProblemError):
                kind(wrong, **settings[name], **dict.fromkeys(needed))
            with pytest.raises(ProblemError):
                kind.from_frame(wrong, **settings[name])
