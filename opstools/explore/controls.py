"""The widget for each argument of a function, and sentences for calls that cannot be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter
from typing import Any

import ipywidgets as widgets

from ..core import Faults
from ..core.numbers import exact, quoted
from ..core.signatures import check_words, parameters
from .number import WIDE_LABEL, NumberControl

KINDS = "(low, high), (low, high, step), a list, a mapping, True, False or a text"


def controls(function: Callable[..., Any], choices: Mapping[str, Any]) -> dict[str, Any]:
    """A widget for each argument; one `ProblemError` lists everything that cannot be meant."""
    faults = Faults("explore")
    if not callable(function):
        problem = f"{quoted(function)} is not a function"
        faults.add("function", problem, "Give a function of the controls, as explore(f, x=(1, 9)).")
        faults.raise_any()
    known = _parameters(function)
    check_words(choices, known, faults)
    for name, choice in choices.items():
        _check(name, choice, _start(known, name), faults)
    faults.raise_any()
    return {name: _control(name, choice, _start(known, name)) for name, choice in choices.items()}


def _parameters(function: Callable[..., Any]) -> dict[str, Parameter]:
    try:
        return parameters(function)
    except ValueError:  # some functions of other languages do not tell
        return {"anything": Parameter("anything", Parameter.VAR_KEYWORD)}


def _start(known: Mapping[str, Parameter], name: str) -> Any:
    """The function's own default is where a control starts."""
    default = known[name].default if name in known else Parameter.empty
    return None if default is Parameter.empty else default


def _check(name: str, choice: Any, start: Any, faults: Faults) -> None:
    if isinstance(choice, tuple):
        _check_range(name, choice, start, faults)
    elif isinstance(choice, (list, Mapping)):
        if not choice:
            faults.add(name, "there is nothing to choose from", "Name at least one choice.")
        options = choice.values() if isinstance(choice, Mapping) else choice
        if tables := [each for each in options if _has_cells(each)]:
            problem = f"a menu cannot hold a {type(tables[0]).__name__}"
            faults.add(name, problem, "Give names, and let the function look the table up.")
    elif not isinstance(choice, (bool, str)):
        faults.add(name, f"{quoted(choice)} makes no control", f"Give {KINDS}.")


def _check_range(name: str, choice: tuple[Any, ...], start: Any, faults: Faults) -> None:
    remedy = "Give (low, high) or (low, high, step), as (7, 20) or (0.5, 1, 0.05)."
    try:
        low, high, step = map(exact, (*choice, 1) if len(choice) == 2 else choice)
        first = low if start is None else exact(start)
    except ValueError as error:
        problem = str(error) if 2 <= len(choice) <= 3 else f"{quoted(choice)} is no range"
        faults.add(name, problem, remedy)
        return
    if low >= high or step <= 0:
        faults.add(name, f"{quoted(choice)} leaves nothing to choose", remedy)
    elif not low <= first <= high:
        problem = f"it starts at {quoted(start)}, which is not in {quoted(choice)}"
        faults.add(name, problem, "Change the range, or the default of the function.")


def _control(name: str, choice: Any, start: Any) -> Any:
    label = {"description": name.replace("_", " "), "style": WIDE_LABEL}
    if isinstance(choice, tuple):
        low, high, step = (*choice, None)[:3]
        return NumberControl(name, low, high, step, start)
    if isinstance(choice, (list, Mapping)):
        named = choice.items() if isinstance(choice, Mapping) else map(_option, choice)
        options = list(named)
        equal = [value for _, value in options if not _has_cells(start) and value == start]
        first = equal[0] if equal else options[0][1]
        return widgets.Dropdown(options=options, value=first, **label)
    if isinstance(choice, bool):
        return widgets.Checkbox(value=choice, **label)
    return widgets.Text(value=choice, continuous_update=False, **label)


def _has_cells(choice: Any) -> bool:
    """Tables and arrays, which compare cell by cell."""
    package = type(choice).__module__.partition(".")[0]
    return package in ("numpy", "pandas") and bool(getattr(choice, "shape", ()))


def _option(choice: Any) -> tuple[str, Any]:
    name = getattr(choice, "__name__", str(choice))
    return name.replace("_", " "), choice


def step_control(last: int, first: int) -> NumberControl:
    """A number of steps, with buttons to go back and on.

    >>> step_control(9, 2).value
    2
    """
    control = NumberControl("step", 0, max(1, last), 1, start=min(first, max(1, last)))
    add_buttons(control)
    return control


def add_buttons(control: NumberControl) -> None:
    """Buttons that go one step back and on."""
    back, forward = widgets.Button(description="Back"), widgets.Button(description="Next")
    for button, by in ((back, -1), (forward, 1)):
        button.layout.width = "6em"
        button.on_click(lambda _, by=by: control.shift(by))
    control.children = (*control.children[:-1], back, forward, control.children[-1])
