"""What is shown is right: every formula in numbers, every picture step by step, for every topic."""

from __future__ import annotations

from collections import Counter
from functools import cache

import matplotlib.pyplot as plt
import pytest
from formulas import agrees, numeric
from known_calls import CALLS, ONCE, PROBLEMS, result
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

import opstools
from opstools import datasets

LEAST_NUMERIC = 0.75  # of the formulas that have a value
MOST_DRAWN = 4  # changes of one working


@pytest.mark.parametrize("label", CALLS)
def test_every_formula_in_numbers_comes_to_its_value(label):
    for k, step in enumerate(result(label).steps(), 1):
        if step.value is not None and numeric(step.formula):
            assert agrees(step.formula, float(step.value)), f"step {k}: {step}"


def test_most_formulas_are_in_numbers():
    found = Counter(
        (opstools.datasets.about(label.split("-")[1]).topic, bool(numeric(step.formula)))
        for label in CALLS
        for step in result(label).steps()
        if step.formula and step.value is not None
    )
    for topic in opstools.TOPICS:
        number = found[topic, True] + found[topic, False]
        assert number, f"{topic}: no known call shows a formula; add a dataset with an answer"
        share = found[topic, True] / number
        assert share >= LEAST_NUMERIC, f"{topic}: only {share:.0%} of its formulas end in numbers"


@pytest.mark.parametrize(
    ("formula", "value", "right"),
    [
        (r"\frac{46}{6 \times 10}", 46 / 60, True),
        (r"\frac{46}{5 \times 10}", 46 / 60, False),
        (r"I = R \times T = 11 \times 0.5", 5.5, True),
        (r"1 - 0.9167", 1 / 12, True),
        (r"1 - 0.9167", 0.0843, False),
        (r"\left\lceil \frac{1,250.5}{100} \right\rceil", 13, True),
        (r"\sqrt{(12 - 10)^2 + (12 - 3)^{2}}", 85**0.5, True),
        (r"\frac{\max(3, 4)}{1 - 0.5} + 2(3 - 1)", 12, True),
        (r"\frac{0.3333}{0.6667}", 0.5, True),
        (r"\frac{0.3333}{0.6667}", 0.501, False),
    ],
)
def test_formulas_are_worked_out(formula, value, right):
    assert agrees(formula, value) is right


def test_formulas_with_letters_are_left_alone():
    for formula in (r"\sum t", r"1 - \text{efficiency}", r"L_q = \lambda W_q", ""):
        assert not numeric(formula)


def pixels(ax: Axes) -> bytes:
    """What an eye sees of a picture; unlike a file of it, drawn but once."""
    figure = ax.figure
    figure.set_dpi(50)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plt.close(figure)
    return bytes(canvas.buffer_rgba())


@pytest.mark.slow
@pytest.mark.parametrize("label", ONCE)
def test_a_picture_shows_what_each_step_changed(label):
    shown = result(label)
    states = shown.states()
    assert len(states) == len(shown.steps()) + 1
    drawn = cache(lambda k: pixels(shown.plot(step=k)))
    whole = pixels(shown.plot())
    assert whole == drawn(len(states) - 1), "the last is the whole"
    assert drawn(0) != whole, "step 0 shows the whole already"
    changed = [k for k in range(1, len(states)) if states[k] != states[k - 1]]
    for k in changed[:: -(-len(changed) // MOST_DRAWN)]:  # of a long working, some
        assert drawn(k - 1) != drawn(k), f"step {k} records a change that nobody sees"


@pytest.mark.slow
@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_drawn_thing_by_thing(name):
    problem = datasets.load(name)
    last = len(problem.states()) - 1
    assert last > 0
    first, whole = pixels(problem.plot(step=0)), pixels(problem.plot())
    assert first != whole == pixels(problem.plot(step=last))
