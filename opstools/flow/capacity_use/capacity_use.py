"""Utilisation and efficiency, as Heizer & Render define them."""

from __future__ import annotations

from ...core import Faults, Step, Steps, public
from ...core.figures import positive
from ...core.numbers import plain, show
from .result import CapacityUse


@public
def capacity_use(
    *, design: float, effective: float, output: float, unit: str = "units/day"
) -> CapacityUse:
    """Output / design capacity (utilisation) and output / effective capacity (efficiency).

    Design capacity is what would come out under ideal conditions; effective capacity is what can
    be expected with the product mix, maintenance and breaks as they are. An output above the
    effective capacity, or that above the design capacity, raises `ProblemError`.
    Source: Heizer & Render, Operations Management.

    >>> capacity_use(design=50, effective=40, output=36).efficiency
    0.9
    """
    faults = Faults("capacity")
    most = positive(design, "design", faults, unit)
    usual = positive(effective, "effective", faults, unit)
    real = positive(output, "output", faults, unit)
    sound = not faults.found
    if sound and usual > most:
        problem = f"{show(usual, unit)} is above the design capacity, {show(most, unit)}"
        faults.add("effective", problem, "Ideal conditions are never worse: correct one.")
    if sound and real > usual:
        problem = f"{show(real, unit)} is above the effective capacity, {show(usual, unit)}"
        faults.add("output", problem, "Then more can be expected than was said: correct one.")
    faults.raise_any()
    rows = [("Design capacity: under ideal conditions.", most), ("Effective capacity.", usual),
            ("What comes out.", real)]  # fmt: skip
    steps = [Step(text, "", plain(rate), unit, k) for k, (text, rate) in enumerate(rows, 1)]
    for text, rate in (("Utilisation: of the design capacity.", most),
                       ("Efficiency: of the effective capacity.", usual)):  # fmt: skip
        formula = rf"\frac{{{show(real)}}}{{{show(rate)}}}"
        steps.append(Step(text, formula, plain(real / rate), "%"))
    return CapacityUse(plain(most), plain(usual), plain(real), unit, working=Steps(steps, 0))
