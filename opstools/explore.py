"""Controls around any function that returns a result: move one, and picture, words, table follow.

>>> from opstools import datasets
>>> from opstools.line_balancing import longest_task_time
>>> line = datasets.load("jackson")
>>> explorer = explore(
...     lambda cycle_time: longest_task_time(line.replace(cycle_time=cycle_time)),
...     cycle_time=(7, 20),
... )
>>> explorer.controls["cycle_time"].value = 12
>>> explorer.summary
'5 stations at a cycle time of 12 min: efficiency 76.7 %, stations cannot be below 4.'
"""

from __future__ import annotations

import inspect
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from .core import Problem, ProblemError, Result, Step
from .core.drawing import picture

WIDE_LABEL = {"description_width": "8em"}


def explore(function: Callable[..., Any], *, steps: bool = False, **controls: Any) -> Explorer:
    """Show what `function` returns for the values of the controls.

    The function may return a result or a problem (picture, headline, table), or a picture alone
    (matplotlib Axes). Each further keyword makes a control for that argument: (low, high) or
    (low, high, step) a slider with a number box, a list or mapping a menu, True or False a tick
    box, text a text box. With `steps=True` a result is walked through step by step; so does an
    argument called `step` given as (low, high), as in `explore(balance.plot, step=(0, 9))`.
    A `ProblemError` shows as a sentence; any other error shows whole.
    """
    return Explorer(function, controls, steps)


class Explorer(widgets.VBox):
    """Controls over a view; `summary` is the sentence shown, `picture` the image as a data URI."""

    def __init__(
        self, function: Callable[..., Any], controls: Mapping[str, Any], steps: bool
    ) -> None:
        self.function = function
        self.controls = {n: _control(n, choice, function) for n, choice in controls.items()}
        self.walk = _slider("step", 0, 1, 1, 0) if steps else None
        self.view, self.errors = widgets.HTML(), widgets.Output()
        self.summary = self.picture = ""
        self._last: tuple[dict[str, Any], Any] | None = None
        moving = {**self.controls, **({"step": self.walk} if self.walk else {})}
        rows = [_row(name, control) for name, control in moving.items()]
        super().__init__([*rows, self.view, self.errors])
        self.add_class("opstools-explorer")
        self._draw()
        for control in moving.values():
            control.observe(self._redraw, "value")

    def _redraw(self, _: object) -> None:
        with self.errors:  # shows an error that a callback would otherwise swallow
            self.errors.outputs = ()
            self._draw()

    def _draw(self) -> None:
        try:
            self.view.value = self._page(self._current())
        except ProblemError as error:
            self.summary, self.picture = str(error), ""
            text = escape(self.summary).replace("\n", "<br>")
            self.view.value = f'<p class="opstools-summary" role="alert">⚠ {text}</p>'

    def _current(self) -> Any:
        """What the function returns for the controls as they stand, computed once."""
        values = {name: control.value for name, control in self.controls.items()}
        if self._last is None or self._last[0] != values:
            self._last = values, self.function(**values)
        return self._last[1]

    def _page(self, shown: Any) -> str:
        is_face = isinstance(shown, (Problem, Result))
        step = None
        if self.walk:
            self.walk.max = len(shown.steps())
            step = self.walk.value
        axes = shown.plot(step=step) if is_face else shown
        self.summary = self._sentence(shown, step) or axes.get_title(loc="left")
        self.picture = _png(axes)
        table = shown.table_html() if is_face and step is None else ""
        return (
            f'<figure class="opstools-figure" style="margin:0"><img src="{self.picture}" '
            f'alt="{escape(self.summary)}" style="max-width:100%"></figure>'
            f'<p class="opstools-summary" aria-live="polite">{escape(self.summary)}</p>{table}'
        )

    def _sentence(self, shown: Any, step: int | None) -> str:
        owner = getattr(self.function, "__self__", None)  # explore(result.plot, step=…)
        if step is None and isinstance(owner, Result) and "step" in self.controls:
            shown, step = owner, self.controls["step"].value
        if step is None:
            return shown.headline if isinstance(shown, (Problem, Result)) else ""
        return _spoken(shown.steps()[step - 1]) if step else "Step 0: nothing is done yet."


def _control(name: str, choice: Any, function: Callable[..., Any]) -> Any:
    """The widget for one argument; the function's own default is where it starts."""
    parameter = inspect.signature(function).parameters.get(name)
    start = None if parameter is None or parameter.default is parameter.empty else parameter.default
    label = {"description": name.replace("_", " "), "style": WIDE_LABEL}
    if isinstance(choice, tuple):
        low, high, *step = choice
        return _slider(name, low, high, step[0] if step else None, start)
    if isinstance(choice, (list, Mapping)):
        options = (
            list(choice.items()) if isinstance(choice, Mapping) else list(map(_option, choice))
        )
        return widgets.Dropdown(options=options, **label)
    if isinstance(choice, bool):
        return widgets.Checkbox(value=choice, **label)
    if isinstance(choice, str):
        return widgets.Text(value=choice, continuous_update=False, **label)
    raise TypeError(f"{name}: {choice!r} is not a range, a list, a mapping, True, False or text")


def _option(choice: Any) -> tuple[str, Any]:
    name = getattr(choice, "__name__", str(choice))
    return name.replace("_", " "), choice


def _slider(name: str, low: float, high: float, step: float | None, start: Any) -> Any:
    whole = all(isinstance(number, int) for number in (low, high, step or 1))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    step = step or (1 if whole else (high - low) / 100)
    if start is None:
        start = low if name == "step" else low + step * round((high - low) / 2 / step)
    layout = widgets.Layout(width="20em")
    return kind(value=start, min=low, max=high, step=step, readout=False, layout=layout)


def _row(name: str, control: Any) -> widgets.Widget:
    """A slider gets a number box, which unlike it has an accessible name, and steps get buttons."""
    if not isinstance(control, (widgets.IntSlider, widgets.FloatSlider)):
        return control
    whole = isinstance(control, widgets.IntSlider)
    box = (widgets.BoundedIntText if whole else widgets.BoundedFloatText)(
        value=control.value,
        min=control.min,
        max=control.max,
        step=control.step,
        description=name.replace("_", " "),
        style=WIDE_LABEL,
        layout=widgets.Layout(width="15em"),
    )
    widgets.link((control, "max"), (box, "max"))
    widgets.link((control, "value"), (box, "value"))
    return widgets.HBox([box, control, *(_buttons(control) if name == "step" else ())])


def _buttons(control: Any) -> tuple[widgets.Button, widgets.Button]:
    back, forward = widgets.Button(description="Back"), widgets.Button(description="Next")
    for button, by in ((back, -1), (forward, 1)):
        button.layout.width = "6em"
        button.on_click(lambda _, by=by: control.set_trait("value", _within(control, by)))
    return back, forward


def _within(control: Any, by: int) -> int:
    return int(max(control.min, min(control.max, control.value + by)))


def _spoken(step: Step) -> str:
    return " ".join(repr(step).split())


def _png(axes: Any) -> str:
    return f"data:image/png;base64,{b64encode(picture(axes, 'png')).decode()}"
