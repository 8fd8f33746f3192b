"""Explorers without a browser: setting a control is all that a kernel-less test needs."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.explore import explore
from opstools.explore.number import NumberControl
from opstools.line_balancing import RULES, fewest_stations, longest_task_time

LINE = datasets.load("jackson")


def balance(cycle_time=10, rule=longest_task_time):
    return rule(LINE.replace(cycle_time=cycle_time))


def controls(explorer, kind):
    def inside(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from inside(child)

    return [widget for widget in inside(explorer) if isinstance(widget, kind)]


def test_a_slider_redraws_everything():
    explorer = explore(balance, cycle_time=(8, 20))
    before = explorer.summary, explorer.picture, explorer.view.value
    explorer.controls["cycle_time"].value = 14
    assert explorer.summary == balance(14).headline
    assert all(was != now for was, now in zip(before, now(explorer), strict=True))


def now(explorer):
    return explorer.summary, explorer.picture, explorer.view.value


def test_the_functions_default_is_where_it_starts():
    assert explore(balance, cycle_time=(8, 20)).controls["cycle_time"].value == 10


def test_number_box_and_slider_are_linked_and_named():
    explorer = explore(balance, cycle_time=(8, 20))
    (box,) = controls(explorer, widgets.FloatText)
    box.value = 17
    assert (
        explorer.controls["cycle_time"].value == explorer.controls["cycle_time"].slider.value == 17
    )
    explorer.controls["cycle_time"].slider.value = 12
    assert box.value == 12
    assert box.description == "cycle time"


def test_a_menu_of_rules():
    explorer = explore(balance, rule=list(RULES.values()))
    (menu,) = controls(explorer, widgets.Dropdown)
    assert menu.options[0][0] == "longest task time"
    menu.value = RULES["shortest_task_time"]
    assert explorer.summary == RULES["shortest_task_time"](LINE).headline


@pytest.mark.parametrize(
    "make",
    [
        lambda: explore(longest_task_time(LINE).plot, step=(0, 15)),
        lambda: explore(balance, steps=True),
    ],
)
def test_step_buttons_walk_through_the_working(make):
    explorer = make()
    back, forward = controls(explorer, widgets.Button)
    assert (back.description, forward.description) == ("Back", "Next")
    assert explorer.summary.startswith("Open station 1."), "it opens with something to see"
    seen = explorer.picture
    back.click()
    back.click()
    back.click()
    assert explorer.summary == "Step 0: nothing is done yet."
    assert explorer.picture != seen


def test_the_last_step_stays_in_range_when_the_result_gets_shorter():
    explorer = explore(balance, cycle_time=(8, 50), steps=True)
    explorer.walk.value = explorer.walk.max
    explorer.controls["cycle_time"].value = 50
    assert explorer.walk.value <= explorer.walk.max == len(balance(50).steps())


def test_bad_data_shows_as_a_sentence_and_the_explorer_recovers():
    explorer = explore(balance, cycle_time=(5, 20))
    explorer.controls["cycle_time"].value = 5
    assert "The smallest feasible cycle time is 7 min" in explorer.summary
    assert 'role="alert"' in explorer.view.value
    explorer.controls["cycle_time"].value = 9
    assert explorer.summary == balance(9).headline


def test_an_error_of_the_function_surfaces():
    def broken(number):
        return balance(10 / (number - 5))

    explorer = explore(balance, cycle_time=(8, 20))
    explorer.function = lambda cycle_time: broken(5)
    with pytest.raises(ZeroDivisionError):
        explorer.controls["cycle_time"].value = 12


def test_html_in_names_does_nothing():
    line = LINE.replace(tasks=tuple(t for t in LINE.tasks[:1]))
    evil = line.replace(tasks=(type(line.tasks[0])("<script>alert(1)</script>", 3, ()),))
    assert "<script>" not in explore(lambda: fewest_stations(evil)).view.value


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"cycle_time": 3.5}, "cycle_time: 3.5 makes no control. Give (low, high)"),
        ({"cycle_tme": (7, 20)}, "cycle_tme: there is no such setting. Did you mean cycle_time?"),
        ({"cycle_time": (20, 7)}, "(20, 7) leaves nothing to choose"),
        ({"cycle_time": (20, 30)}, "it starts at 10, which is not in (20, 30)"),
        ({"cycle_time": ("a", 7)}, "'a' is not a number"),
        ({"cycle_time": (1, 2, 3, 4)}, "(1, 2, 3, 4) is no range"),
        ({"cycle_time": (7, 20, 0)}, "(7, 20, 0) leaves nothing to choose"),
        ({"rule": []}, "there is nothing to choose from"),
    ],
)
def test_a_call_that_cannot_be_meant_gets_a_sentence(choices, words):
    assert words in complaint(explore, balance, **choices)


def test_what_is_no_function_or_shows_nothing():
    assert "'jackson' is not a function" in complaint(explore, "jackson", x=(1, 2))
    silent = explore(lambda x: None, x=(1, 2))
    assert "Let it return a result, a problem or a picture" in silent.summary
    assert "has no steps" in complaint(explore, lambda: LINE, steps=True)


def test_a_number_between_steps_is_taken_as_typed():
    control = NumberControl("share", 0.5, 1.0, 0.05, start=0.8)
    control.box.value = 0.87
    assert (control.value, control.box.value, control.slider.value) == (0.87, 0.87, 0.85)
    control.shift(1)
    assert control.value == 0.92


@pytest.mark.parametrize(
    ("typed", "reason"),
    [(8.5, "8.5 is not a whole number"), (21, "21 is above 20"), (-1, "-1 is below 8")],
)
def test_a_number_that_is_refused_says_why_and_the_box_shows_what_counts(typed, reason):
    explorer = explore(balance, cycle_time=(8, 20))
    control = explorer.controls["cycle_time"]
    control.box.value = typed
    assert reason in control.refusal
    assert 'role="alert"' in control.said.value
    assert control.value == control.box.value == 10
    assert explorer.summary == balance(10).headline
    control.box.value = 12
    assert control.refusal == control.said.value == ""


@given(st.integers(0, 50), st.integers(1, 400))
def test_the_slider_moves_in_numbers_that_people_write(steps, by):
    low, step = 0.1, by / 1000
    control = NumberControl("x", low, low + 50 * step, step)
    control.slider.value = low + steps * step  # with its rounding
    assert len(repr(control.value)) <= 7
    assert control.value == pytest.approx(low + steps * step)


def test_a_click_into_the_picture_sets_two_sliders():
    from opstools import datasets
    from opstools.facility_location import by_hand

    quain = datasets.load("quain")
    explorer = explore(lambda x=60, y=60: by_hand(quain, (x, y)), x=(30, 130), y=(40, 130),
                       click=("x", "y"))  # fmt: skip
    axes = explorer._axes
    pixel = axes.transData.transform((100.2, 80.4))
    edge = axes.figure.bbox
    explorer.view.at = [pixel[0] / edge.width, 1 - pixel[1] / edge.height]
    assert (explorer.controls["x"].value, explorer.controls["y"].value) == (100, 80)
    assert explorer.summary.startswith("(100, 80) costs ")
    explorer.view.at = [0.001, 0.001]  # beside the axes
    assert explorer.controls["x"].value == 100


def test_a_click_needs_two_sliders():
    assert complaint(explore, lambda x=1: None, x=(0, 9), click=("x", "z")) == (
        "ProblemError: explore, click: ('x', 'z') are not two sliders. "
        'Name two arguments with ranges, as click=("x", "y").'
    )


def test_a_table_is_no_choice():
    assert complaint(explore, lambda table: balance(), table={"today": LINE.to_frame()}) == (
        "ProblemError: explore, table: a menu cannot hold a DataFrame. "
        "Give names, and let the function look the table up."
    )


def test_a_menu_starts_at_an_equal_default():
    explorer = explore(lambda cycle_time=int("1000"): balance(cycle_time), cycle_time=[500, 1000])
    assert explorer.controls["cycle_time"].value == 1000


def test_whole_numbers_of_numpy_make_a_whole_slider():
    assert explore(balance, cycle_time=(np.int64(8), np.int64(20))).controls["cycle_time"].whole


def test_a_menu_of_steps_has_no_buttons():
    explorer = explore(balance().plot, step=[1, 4])
    assert not controls(explorer, widgets.Button)
    explorer.controls["step"].value = 4
    assert "Station" in explorer.summary
