"""The working of a method, recorded while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any, overload

from .formula import as_text, on_page, tex
from .numbers import Number, show

if TYPE_CHECKING:
    import pandas as pd


WIDE = "overflow-x: auto"  # a long formula in a narrow window is moved, not cut


@dataclass(frozen=True)
class Step:
    """One line of the working.

    `text` is a sentence; `formula` is LaTeX without its value; `value` and `unit` are what comes
    out; `state` is a frozen record of where the method stood, which `plot(step=k)` draws.

    >>> Step("Bottleneck time.", r"\\max t", 7, "s")
    Bottleneck time.
        max t = 7 s
    """

    text: str
    formula: str = ""
    value: Number | None = None
    unit: str = ""
    state: Any = None

    def __repr__(self) -> str:
        sides = [as_text(self.formula), self._value()]
        equation = " = ".join(side for side in sides if side)
        return f"{self.text}\n    {equation}" if equation else self.text

    def _repr_html_(self) -> str:
        value = tex(self._value()) if self._value() else ""
        equation = " = ".join(side for side in (self.formula, value) if side)
        return on_page(self.text) + (f"<br>${escape(equation)}$" if equation else "")

    def _value(self) -> str:
        return "" if self.value is None else show(self.value, self.unit)


class Steps(Sequence[Step]):
    """The numbered working: reads as text, shows as a derivation in a notebook.

    `start` is what stood before the first step, as `state` of a step is what stood after it; a
    step without a state leaves things as they were. A part keeps its numbers: `first` is the first.

    >>> Steps([Step("Add the times.", r"\\sum t", 46, "s"), Step("Halve.", "", 23, "s")])[1:]
    2. Halve.
        23 s
    """

    def __init__(self, steps: Iterable[Step], start: Any = None, *, first: int = 1) -> None:
        self._steps, self._start, self.first = tuple(steps), start, first

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> Steps: ...
    def __getitem__(self, index: int | slice) -> Step | Steps:
        if not isinstance(index, slice):
            return self._steps[index]
        first, last, _ = index.indices(len(self))
        start = self.states[min(first, len(self))]
        return Steps(self._steps[first:last], start, first=self.first + first)

    def __len__(self) -> int:
        return len(self._steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Steps) and (self._steps, self._start) == (
            other._steps,
            other._start,
        )

    def __hash__(self) -> int:
        return hash(self._steps)

    def __repr__(self) -> str:
        return "\n".join(f"{k}. {step!r}" for k, step in enumerate(self, self.first))

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{step._repr_html_()}</li>" for step in self)
        return f'<ol class="opstools-steps" start="{self.first}" style="{WIDE}">{items}</ol>'

    @property
    def states(self) -> tuple[Any, ...]:
        """What stood before the first step, then after each."""
        states = [self._start]
        for step in self:
            states.append(states[-1] if step.state is None else step.state)
        return tuple(states)

    def to_frame(self) -> pd.DataFrame:
        """One row for each step: step, text, formula, value, unit, then what its state records.

        Names in a record are joined by commas; a step without a record leaves its cells blank.
        """
        import pandas as pd

        blank = {key: "" for step in self for key in _record(step.state)}
        rows = (
            {
                "step": k,
                "text": step.text,
                "formula": as_text(step.formula),
                "value": step.value,
                "unit": step.unit,
                **blank,
                **_record(step.state),
            }
            for k, step in enumerate(self, self.first)
        )
        return pd.DataFrame(rows, dtype=object)  # whole numbers stay whole beside empty cells


class Recorder:
    """Notes steps while a method runs; `known` grows a record of what the picture shows by then.

    >>> @dataclass(frozen=True)
    ... class Known:
    ...     total: int | None = None
    >>> working = Recorder(Known())
    >>> working.note("Add.", "1 + 2", 3, total=3)
    >>> working.steps().states
    (Known(total=None), Known(total=3))
    """

    def __init__(self, start: Any) -> None:
        self.start = self.state = start
        self._steps: list[Step] = []

    def note(
        self,
        text: str,
        formula: str = "",
        value: Number | None = None,
        unit: str = "",
        **known: Any,
    ) -> None:
        """One step more; what it found is known from then on."""
        if known:
            self.state = replace(self.state, **known)
        self._steps.append(Step(text, formula, value, unit, self.state if known else None))

    def steps(self) -> Steps:
        """The whole working."""
        return Steps(self._steps, self.start)


def _record(state: Any) -> dict[str, Any]:
    if not is_dataclass(state):
        return {}
    return {field.name: _joined(getattr(state, field.name)) for field in fields(state)}


def _joined(value: Any) -> Any:
    names = isinstance(value, tuple) and all(isinstance(name, str) for name in value)
    return ", ".join(value) if names else value
