"""I = R·T stage by stage, then for the whole."""

from __future__ import annotations

from ...core import Step, Steps, public
from ...core.numbers import plain, show
from .problem import Stages
from .result import StagedFlow


@public
def littles_law_stages(stages: Stages) -> StagedFlow:
    """I = R·T stage by stage and for the whole: inventories add up, flow times add up.

    A flow unit enters at the rate of its first row. Bad tables raise `ProblemError`.
    Source: Little (1961); Anupindi and others, Managing Business Process Flows.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "flow_unit": ["in-patient", "out-patient"],
    ...         "inventory": [30, 4],
    ...         "flow_time": [6, 0.2],
    ...     }
    ... )
    >>> littles_law_stages(table, flow_unit="patients", time_unit="day").flow_time
    1.36
    """
    unit, time = stages.flow_unit, stages.time_unit
    steps = []
    for k, each in enumerate(stages.stages, 1):
        text = f"{' of '.join(filter(None, (each.stage, each.flow_unit)))}: Little's law."
        numbers = rf"{show(each.flow_rate or 0)} \times {show(each.flow_time or 0)}"
        steps.append(Step(text, rf"I = R \times T = {numbers}", each.inventory, unit, k))
    held, rate = map(plain, stages.totals())
    terms = " + ".join(show(each.inventory or 0) for each in stages.stages)
    rates = [plain(stages.totals(kind)[1]) for kind in stages.kinds()]
    entering = " + ".join(map(show, rates)) if len(rates) > 1 else ""
    text = "What enters, by the first row of each flow unit."
    law = rf"T = \frac{{I}}{{R}} = \frac{{{show(held)}}}{{{show(rate)}}}"
    whole = plain(stages.totals()[0] / stages.totals()[1])
    steps += [
        Step("Inventories add up.", terms, held, unit),
        Step(text, entering, rate, f"{unit}/{time}"),
        Step("Little's law for the whole.", law, whole, time),
    ]
    return StagedFlow(stages, working=Steps(steps, 0))
