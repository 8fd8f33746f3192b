"""Little's law: inventory = flow rate × flow time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...core import Faults, Recorder, Steps, fail, public
from ...core.figures import not_negative, positive
from ...core.numbers import exact, plain, show
from .result import Flow, FlowKnown

SYMBOLS = {"inventory": "I", "flow_rate": "R", "flow_time": "T"}
FORMULAS = {
    "inventory": (r"I = R \times T", r"{flow_rate} \times {flow_time}"),
    "flow_rate": (r"R = \frac{I}{T}", r"\frac{{{inventory}}}{{{flow_time}}}"),
    "flow_time": (r"T = \frac{I}{R}", r"\frac{{{inventory}}}{{{flow_rate}}}"),
}


@public
def littles_law(
    *,
    inventory: float | None = None,
    flow_rate: float | None = None,
    flow_time: float | None = None,
    flow_unit: str = "units",
    time_unit: str = "h",
    tolerance: float = 0.001,
) -> Flow:
    """The third of inventory I, flow rate R and flow time T from the other two: I = R·T.

    All three are long-run averages over one and the same process: I flow units are in it, R pass
    through it in a `time_unit`, and each spends T `time_unit`s in it. Three are checked: I may
    differ from R·T by the share `tolerance`. Anything else raises `ProblemError`.

    Source: Little (1961).

    >>> littles_law(flow_rate=11, flow_time=0.5, flow_unit="patients", time_unit="day").inventory
    5.5
    >>> littles_law(inventory=6, flow_rate=11, flow_time=0.5)
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: Little's law, inventory: 6 is not flow rate × flow time, \
11 × 0.5 = 5.5. Correct one of the three, or leave one out to have it computed.
    """
    faults = Faults("Little's law")
    words = {"inventory": inventory, "flow_rate": flow_rate, "flow_time": flow_time}
    given = {
        name: positive(value, name, faults) for name, value in words.items() if value is not None
    }
    if len(given) < 2:
        remedy = "Give two of inventory, flow_rate and flow_time."
        faults.add("figures", f"{len(given) or 'none'} given, two are needed", remedy)
    allowed = not_negative(tolerance, "tolerance", faults)
    faults.raise_any()
    missing = next((name for name in words if name not in given), "")
    if missing:
        given[missing] = _third(missing, given)
    elif not _agree(given, allowed):
        rate, time = show(given["flow_rate"]), show(given["flow_time"])
        product = show(given["flow_rate"] * given["flow_time"])
        problem = f"{show(given['inventory'])} is not flow rate × flow time, "
        remedy = "Correct one of the three, or leave one out to have it computed."
        fail("Little's law", "inventory", f"{problem}{rate} × {time} = {product}", remedy)
    values = {name: plain(given[name]) for name in words}
    steps = _working(values, missing, flow_unit, time_unit)
    units = {"flow_unit": flow_unit, "time_unit": time_unit}
    return Flow(**values, **units, asked=missing or "inventory", working=steps)  # type: ignore[arg-type]


def _third(missing: str, given: dict[str, Fraction]) -> Fraction:
    if missing == "inventory":
        return given["flow_rate"] * given["flow_time"]
    other = "flow_time" if missing == "flow_rate" else "flow_rate"
    return given["inventory"] / given[other]


def _agree(given: dict[str, Fraction], allowed: Fraction) -> bool:
    inventory = given["inventory"]
    return abs(inventory - given["flow_rate"] * given["flow_time"]) <= allowed * inventory


def _working(values: Mapping[str, Any], missing: str, flow_unit: str, time_unit: str) -> Steps:
    units = {
        "inventory": flow_unit,
        "flow_rate": f"{flow_unit}/{time_unit}",
        "flow_time": time_unit,
    }
    working = Recorder(FlowKnown())
    shown: tuple[dict[str, bool], ...] = ({"arrivals": True}, {"departures": True}, {})
    given = [name for name in values if name != missing]
    for name, known in zip(given, shown, strict=False):
        text = f"Given: the {_words(name)}."
        working.note(text, SYMBOLS[name], values[name], units[name], **known)
    asked = missing or "inventory"
    formula, numbers = FORMULAS[asked]
    figures = numbers.format(**{name: show(value) for name, value in values.items()})
    purpose = f", solved for the {_words(asked)}" if missing else " agrees with all three figures"
    text = f"Little's law{purpose}."
    working.note(text, f"{formula} = {figures}", values[asked], units[asked], law=True)
    I, R, _ = values.values()  # noqa: E741  # the law's own symbols
    formula = rf"\frac{{R}}{{I}} = \frac{{{show(R)}}}{{{show(I)}}}"
    text = "Turns: how often the inventory is renewed in a unit of time."
    working.note(text, formula, plain(exact(R) / exact(I)), f"per {time_unit}")
    return working.steps()


def _words(name: str) -> str:
    return name.replace("_", " ")
