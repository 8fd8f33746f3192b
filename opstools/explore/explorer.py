"""An explorer: controls over a view of whatever a function returns for them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from ..core import Problem, ProblemError, Result, Step, fail
from ..core.drawing import png
from ..core.formula import on_page
from ..core.numbers import exact, plain, quoted
from .clicks import Clicked, place_in
from .controls import add_buttons, controls, step_control
from .number import NumberControl


def explore(
    function: Callable[..., Any],
    *,
    steps: bool = False,
    click: tuple[str, str] | None = None,
    **choices: Any,
) -> Explorer:
    """Show what `function` returns for the values of the controls.

    The function may return a result or a problem (picture, headline, table), or a picture alone
    (matplotlib Axes). Each further keyword makes a control for that argument: (low, high) or
    (low, high, step) a slider with a number box, a list or mapping a menu, True or False a tick
    box, text a text box. With `steps=True` a result is walked through step by step; so does an
    argument called `step` given as (low, high), as in `explore(balance.plot, step=(0, 9))`.
    With `click=("x", "y")` a click into the picture sets these two sliders to its coordinates.
    A `ProblemError` shows as a sentence; any other error shows whole.

    >>> explore(lambda cycle_time: None, cycle_tme=(7, 20))
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: explore, cycle_tme: there is no such setting. \
Did you mean cycle_time?
    """
    return Explorer(function, choices, steps, click)


class Explorer(widgets.VBox):
    """Controls over a view; `summary` is the sentence shown, `picture` the image as a data URI."""

    def __init__(
        self,
        function: Callable[..., Any],
        choices: Mapping[str, Any],
        steps: bool,
        click: tuple[str, str] | None = None,
    ) -> None:
        self.function = function
        self.controls = controls(function, choices)
        self.clicked = _checked(click, self.controls)
        self.view: Any = Clicked() if self.clicked else widgets.HTML()
        self.errors, self._axes = widgets.Output(), None
        self.summary = self.picture = ""
        self._last: tuple[dict[str, Any], Any] | None = None
        self.walk = self._walk() if steps else None
        if isinstance(self.controls.get("step"), NumberControl):
            self._open_with_something()
        moving = [*self.controls.values(), *([self.walk] if self.walk else [])]
        super().__init__([*moving, self.view, self.errors])
        self.add_class("opstools-explorer")
        self._draw()
        for control in moving:
            control.observe(self._redraw, "value")
        if self.clicked:
            self.view.add_class("opstools-click")
            self.view.observe(self._take_click, "at")

    def _walk(self) -> Any:
        try:
            shown = self._current()
        except ProblemError:
            return step_control(1, 0)
        if not isinstance(shown, Result):
            problem = f"the function returns a {type(shown).__name__}, which has no steps"
            fail("explore", "steps", problem, "Leave steps out, or return a result.")
        return step_control(len(shown.steps()), _first_sight(shown))

    def _open_with_something(self) -> None:
        """A picture by steps opens at the first that shows anything."""
        control = self.controls["step"]
        add_buttons(control)
        owner = self._owner()
        first = _first_sight(owner) if owner else 1
        control.value = max(control.min, min(control.max, first))

    def _owner(self) -> Any:
        """The result whose picture is walked through, as in explore(result.plot, step=…)."""
        owner = getattr(self.function, "__self__", None)
        return owner if isinstance(owner, Result) else None

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Where no Python runs, the picture stands still: on the course's site, on GitHub."""
        bundle = super()._repr_mimebundle_(**kwargs)
        moved = ", ".join(name.replace("_", " ") for name in self.controls)
        note = f"It moves in JupyterLab: {moved}." if moved else "It moves in JupyterLab."
        still = f'{self.view.value}<p class="still">{escape(note)}</p>'
        return {**(bundle or {}), "text/html": still}

    def _redraw(self, _: object) -> None:
        self.errors.outputs = ()
        try:
            self._draw()
        except Exception:
            with self.errors:  # shows an error that a callback would otherwise swallow
                raise

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
        known = isinstance(shown, (Problem, Result))
        step = None
        if self.walk:
            self.walk.max = len(shown.steps())
            step = self.walk.value
        axes = shown.plot(step=step) if known else shown
        if not hasattr(axes, "figure"):
            problem = f"the function returns a {type(shown).__name__}"
            fail("explore", "function", problem, "Let it return a result, a problem or a picture.")
        self.summary = self._sentence(shown, step) or axes.get_title(loc="left")
        self.picture = f"data:image/png;base64,{b64encode(png(axes)).decode()}"
        self._axes = axes
        table = shown.table_html() if known and step is None else ""
        return (
            f'<figure class="opstools-figure" style="margin:0"><img src="{self.picture}" '
            f'alt="{escape(self.summary)}" style="max-width:100%"></figure>'
            f'<p class="opstools-summary" aria-live="polite">{on_page(self.summary)}</p>{table}'
        )

    def _take_click(self, change: Any) -> None:
        """Both sliders go where the picture was clicked, as near as their steps allow."""
        place = place_in(self._axes, change["new"]) if self._axes is not None else None
        if place:
            for name, number in zip(self.clicked, place, strict=True):
                control = self.controls[name]
                control.value = plain(control.nearest(exact(number)))

    def _sentence(self, shown: Any, step: int | None) -> str:
        if step is None and (owner := self._owner()) and "step" in self.controls:
            shown, step = owner, self.controls["step"].value
        if step is None:
            return shown.headline if isinstance(shown, (Problem, Result)) else ""
        return _spoken(shown.steps()[step - 1]) if step else "Step 0: nothing is done yet."


def _checked(click: Any, known: Mapping[str, Any]) -> tuple[str, ...]:
    """The two sliders that a click sets."""
    if click is None:
        return ()
    pair = tuple(click) if isinstance(click, (tuple, list)) else ()
    if len(pair) != 2 or not all(isinstance(known.get(each), NumberControl) for each in pair):
        remedy = 'Name two arguments with ranges, as click=("x", "y").'
        fail("explore", "click", f"{quoted(click)} are not two sliders", remedy)
    return pair


def _first_sight(result: Result) -> int:
    """The first step at which the picture shows more than nothing."""
    states = result.states()
    return next((k for k, state in enumerate(states) if state != states[0]), 0)


def _spoken(step: Step) -> str:
    return " ".join(repr(step).split())
