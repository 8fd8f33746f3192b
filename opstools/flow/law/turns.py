"""Little's law in money: inventory turns, days of supply; and how much of flow time is work."""

from __future__ import annotations

from typing import Literal

from ...core import Faults, Step, Steps, public
from ...core.figures import positive
from ...core.numbers import plain, show
from .result import Flow, FlowKnown

CONVENTIONS = {
    "cost_of_goods_sold": "Turns are cost of goods sold over inventory; both are at cost.",
    "sales": "Turns are sales over inventory: too high, since sales hold the margin too.",
}


@public
def inventory_turns(
    *,
    cost_of_goods_sold: float | None = None,
    inventory: float,
    sales: float | None = None,
    by: Literal["cost_of_goods_sold", "sales"] = "cost_of_goods_sold",
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
    time, supply, turns = plain(held / rate), plain(days * held / rate), plain(rate / held)
    words, symbol = by.replace("_", " "), "COGS" if by == "cost_of_goods_sold" else "sales"
    fraction = rf"\frac{{{show(plain(rate))}}}{{{show(plain(held))}}}"
    rows = (
        (f"Flow rate: {words} in a year.", "R", plain(rate), f"{flow_unit}/year"),
        ("Inventory.", "I", plain(held), flow_unit),
        (f"Turns. {CONVENTIONS[by]}", rf"\frac{{\text{{{symbol}}}}}{{I}} = {fraction}", turns,
         "per year"),
        ("Days of supply: the flow time in days.",
         rf"\frac{{{show(plain(days))}}}{{{show(turns)}}}", supply, "days"),
    )  # fmt: skip
    known = (FlowKnown(arrivals=True), FlowKnown(True, True), FlowKnown(True, True, True), None)
    steps = Steps(
        (Step(*row, state=state) for row, state in zip(rows, known, strict=True)), FlowKnown()
    )
    return Flow(
        plain(held),
        plain(rate),
        time,
        flow_unit,
        "year",
        asked="turns",
        days=supply,
        convention=CONVENTIONS[by],
        working=steps,
    )


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
