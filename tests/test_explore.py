"""Explorers without a browser: setting a control is all that a kernel-less test needs."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from opstools import datasets
from opstools.explore import explore
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
    (box,) = controls(explorer, widgets.BoundedIntText)
    box.value = 17
    assert explorer.controls["cycle_time"].value == 17
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
    assert explorer.summary == "Step 0: nothing is done yet."
    forward.click()
    forward.click()
    assert explorer.summary.startswith("Open station 1.")
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


def test_a_control_that_nobody_understands():
    with pytest.raises(TypeError, match=r"cycle_time: 3\.5 is not a range"):
        explore(balance, cycle_time=3.5)
