"""A number to choose: a box beside a slider that always show what is computed."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from numbers import Integral
from typing import Any

import ipywidgets as widgets
from traitlets import Any as AnyValue
from traitlets import validate

from ..core.numbers import Number, exact, plain, show

WIDE_LABEL = {"description_width": "8em"}


class NumberControl(widgets.HBox):
    """A number from `low` to `high`: the slider goes by steps, the box takes what is typed.

    What cannot be taken is said beside the box, and the number stays as it was.

    >>> control = NumberControl("load", 0.5, 1.0, 0.05)
    >>> control.slider.value = 0.9500000000000002
    >>> control.value
    0.95
    >>> control.box.value = 1.3
    >>> control.value, control.refusal
    (0.95, '1.3 is above 1: write a number from 0.5 to 1. It is still 0.95.')
    """

    value = AnyValue()

    def __init__(self, name: str, low: Any, high: Any, step: Any = None, start: Any = None) -> None:
        self.low, self.high = exact(low), exact(high)
        self.whole = all(isinstance(number, Integral) for number in (low, high, step or 1))
        self.by = (
            exact(step) if step else Fraction(1 if self.whole else (self.high - self.low) / 100)
        )
        middle = self.low + self.by * round((self.high - self.low) / 2 / self.by)
        self.refusal = ""
        first = plain(middle if start is None else exact(start))
        label = name.replace("_", " ")
        self.box = widgets.FloatText(
            value=first, step=float(self.by), description=label, style=WIDE_LABEL,
            layout=widgets.Layout(width="15em"),
        )  # fmt: skip
        kind = widgets.IntSlider if self.whole else widgets.FloatSlider
        self.slider = kind(
            value=plain(self.nearest(exact(first))), min=plain(self.low), max=plain(self.high),
            step=plain(self.by), readout=False, layout=widgets.Layout(width="20em"),
        )  # fmt: skip
        self.said = widgets.HTML()
        super().__init__([self.box, self.slider, self.said])
        self.layout.flex_flow = "row wrap"
        self.value = first
        self.observe(self._show, "value")
        self.box.observe(self._typed, "value")
        self.slider.observe(self._moved, "value")

    @property
    def min(self) -> Number:
        """The smallest number that can be chosen."""
        return plain(self.low)

    @property
    def max(self) -> Number:
        """The largest number that can be chosen."""
        return plain(self.high)

    @max.setter
    def max(self, high: Number) -> None:
        self.high = exact(high)
        self.slider.max = plain(self.high)
        if exact(self.value) > self.high:
            self.value = plain(self.high)

    def shift(self, steps: int) -> None:
        """Some steps on, or back, as far as the range goes."""
        self.value = plain(min(self.high, max(self.low, exact(self.value) + steps * self.by)))

    @validate("value")
    def _take(self, proposal: Any) -> Any:
        """The number as it was written, or the one that stood before."""
        before = self._trait_values.get("value")
        if before is None:
            return proposal["value"]
        try:
            number = exact(proposal["value"])
        except ValueError as error:
            self._refuse(str(error))
            return before
        if problem := self._problem(number):
            self._refuse(problem)
            return before
        self._say("")
        return plain(number)

    def _problem(self, number: Fraction) -> str:
        if number < self.low or number > self.high:
            side, limit = ("below", self.low) if number < self.low else ("above", self.high)
            return f"{show(number)} is {side} {show(limit)}"
        if self.whole and (number - self.low) % 1:
            return f"{show(number)} is not a whole number"
        return ""

    def _refuse(self, problem: str) -> None:
        limits = f"from {show(self.low)} to {show(self.high)}"
        noun = "a whole number" if self.whole else "a number"
        self._say(f"{problem}: write {noun} {limits}. It is still {show(exact(self.value))}.")

    def _say(self, text: str) -> None:
        self.refusal = text
        self.said.value = f'<span role="alert">⚠ {escape(text)}</span>' if text else ""

    def _typed(self, change: Any) -> None:
        if change["new"] != float(self.value):  # else it follows, and a refusal stays to be read
            self.value = change["new"]
            self.box.value = float(self.value)  # what is computed, also where it was refused

    def _moved(self, change: Any) -> None:
        number = self.nearest(exact(change["new"]))
        if number != self.nearest(exact(self.value)):  # else it follows what was typed
            self.value = plain(number)

    def _show(self, _: object) -> None:
        self.box.value = float(self.value)
        self.slider.value = plain(self.nearest(exact(self.value)))

    def nearest(self, number: Fraction) -> Fraction:
        """The nearest number that the slider has."""
        steps = round((min(self.high, max(self.low, number)) - self.low) / self.by)
        return min(self.high, self.low + steps * self.by)
