"""Little's law in money: inventory turns, days of supply; and how much of flow time is work."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from ...core import Faults, Recorder, Steps, public
from ...core.figures import positive
from ...core.numbers import plain, show
from .result import Flow, FlowKnown

By = Literal["cost_of_goods_sold", "sales"]
CONVENTIONS: dict[By, str] = {
    "cost_of_goods_sold": "Turns are cost of goods sold over inventory; both are at cost.",
    "sales": "Turns are sales over inventory: too high, since sales hold the margin too.",
}


@public
def inventory_turns(
    *,
    cost_of_goods_sold: float | None = None,
    inventory: float,
    sales: float | None = None,
    by: By = "cost_of_goods_sold",
    days_per_year: float = 365,
    flow_unit: str = "money",
) -> Flow:
    """How often a firm renews its inventory in a year, and how many days the inventory lasts.

    The flow unit is one unit of money: `cost_of_goods_sold` a year is the flow rate R, `inventory`
    is I at cost, turns are R/I and the days of supply are `days_per_year` · I/R. Some books divide
    `sales` by inventory; `by="sales"` does so, and the result says that this is too high. Bad
    figures raise `ProblemError`. Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> flow = inventory_turns(cost_of_goods_sold=300, inventory=25)
    >>> flow.turns, flow.measures["days_of_supply"]
    (12, 30.416666666666668)
    """
    faults = Faults("inventory turns")
    given = {"cost_of_goods_sold": cost_of_goods_sold, "sales": sales}
    if given[by] is None:
        faults.add(by, "it is needed", f"Give {by} of a year, in the same money as inventory.")
    rate = positive(1 if given[by] is None else given[by], by, faults, flow_unit)
    held = positive(inventory, "inventory", faults, flow_unit)
    days = positive(days_per_year, "days_per_year", faults)
    faults.raise_any()
    return Flow(
        plain(held),
        plain(rate),
        plain(held / rate),
        flow_unit,
        "year",
        asked="turns",
        days=plain(days * held / rate),
        convention=CONVENTIONS[by],
        working=_working(rate, held, days, by, flow_unit),
    )


def _working(rate: Fraction, held: Fraction, days: Fraction, by: By, unit: str) -> Steps:
    working, turns = Recorder(FlowKnown()), plain(rate / held)
    words, symbol = by.replace("_", " "), "COGS" if by == "cost_of_goods_sold" else "sales"
    text = f"Flow rate: {words} in a year."
    working.note(text, "R", plain(rate), f"{unit}/year", arrivals=True)
    working.note("Inventory.", "I", plain(held), unit, departures=True)
    formula = rf"\frac{{\text{{{symbol}}}}}{{I}} = \frac{{{show(rate)}}}{{{show(held)}}}"
    working.note(f"Turns. {CONVENTIONS[by]}", formula, turns, "per year", law=True)
    formula = rf"\frac{{{show(days)}}}{{{show(turns)}}}"
    text = "Days of supply: the flow time in days."
    working.note(text, formula, plain(days * held / rate), "days")
    return working.steps()


@public
def flow_time_efficiency(theoretical: float, average: float) -> float:
    """Theoretical / average flow time: the share of its time in which a flow unit is worked on.

    `theoretical` is the time a unit would take if it never waited, `average` what it takes; both
    in the same unit of time. Source: Anupindi and others, Managing Business Process Flows.

    >>> flow_time_efficiency(32, 120)
    0.26666666666666666
    """
    faults = Faults("flow-time efficiency")
    work = positive(theoretical, "theoretical", faults)
    time = positive(average, "average", faults)
    if not faults.found and work > time:
        problem = f"{show(plain(work))} is more than the average flow time, {show(plain(time))}"
        faults.add("theoretical", problem, "Nothing is faster than without waiting: correct one.")
    faults.raise_any()
    return float(work / time)


@public
def inventory_cost_per_unit(*, holding_rate: float, turns: float, unit_cost: float) -> float:
    """What it costs to hold one unit as long as it lies: holding rate / turns × its cost.

    `holding_rate` is the cost of holding one unit of money for a year (0.3 for 30 %), `turns` how
    often inventory is renewed in a year, `unit_cost` what a unit costs. Bad figures raise
    `ProblemError`. Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> inventory_cost_per_unit(holding_rate=0.3, turns=6, unit_cost=50)
    2.5
    """
    faults = Faults("inventory cost")
    rate = positive(holding_rate, "holding_rate", faults)
    often = positive(turns, "turns", faults)
    cost = positive(unit_cost, "unit_cost", faults)
    faults.raise_any()
    return float(rate / often * cost)
