"""Any arrivals, any service, any number of servers: an approximation; and what failures cost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import sqrt
from typing import TYPE_CHECKING, Any

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import positive
from ..core.numbers import show
from .checks import load, servers_in, variation
from .formulas import UNKNOWN
from .result import Queue, closing, offered

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def ggc(
    arrival_rate: float,
    service_time: float,
    *,
    servers: int,
    arrival_cv: float,
    service_cv: float,
    time_unit: str = "h",
) -> Queue:
    """G/G/c by means and coefficients of variation: variability × utilisation × time.

    `arrival_cv` is that of the times between arrivals, `service_cv` that of the service times. An
    approximation, close when the line is busy; exact for M/M/1 and M/G/1. P(n) is not determined.
    Bad figures raise `ProblemError`; λS ≥ c raises `Infeasible`. Source: Kingman (1961) and
    Sakasegawa (1977) in the form of Hopp & Spearman.

    >>> round(ggc(16, 0.1, servers=2, arrival_cv=1, service_cv=1).time_in_queue, 4)
    0.1809
    >>> round(ggc(8, 0.1, servers=1, arrival_cv=0.5, service_cv=0.5).time_in_queue, 4)
    0.1
    """
    faults = Faults("G/G/c")
    number = servers_in(servers, faults)
    ca = variation(arrival_cv, "arrival_cv", faults)
    cs = variation(service_cv, "service_cv", faults)
    rate, speed = load(
        f"G/G/{number}",
        arrival_rate,
        faults,
        service_time=service_time,
        servers=number,
        time_unit=time_unit,
    )
    time, share = float(1 / speed), float(rate / (number * speed))
    power = sqrt(2 * (number + 1)) - 1
    crowd = crowding(share, number)
    variability = (ca**2 + cs**2) / 2
    queue = Queue(
        f"G/G/{number}",
        float(rate),
        time,
        number,
        variability * crowd * time / number,
        time_unit,
        no_distribution=UNKNOWN,
        assumptions="An approximation (Sakasegawa); exact for M/M/1 and M/G/1.",
    )
    steps = [
        offered(queue),
        Step(
            "Variability of arrivals and of service.",
            rf"V = \frac{{c_a^2 + c_s^2}}{{2}} = \frac{{{show(ca)}^2 + {show(cs)}^2}}{{2}}",
            variability,
            "",
            2,
        ),
        Step(
            "Crowding by utilisation: it explodes near 100 %.",
            rf"U = \frac{{\rho^{{\sqrt{{2(c+1)}} - 1}}}}{{1 - \rho}} = "
            rf"\frac{{{show(share)}^{{{show(power)}}}}}{{1 - {show(share)}}}",
            crowd,
            "",
            3,
        ),
        Step(
            "The wait: variability × crowding × time.",
            rf"W_q = V \cdot U \cdot \frac{{S}}{{c}} = {show(variability)} \times {show(crowd)} "
            rf"\times \frac{{{show(time)}}}{{{number}}}",
            queue.time_in_queue,
            time_unit,
            4,
        ),
        *closing(queue, 5),
    ]
    return replace(queue, working=Steps(steps))


def crowding(utilisation: Any, servers: int) -> Any:
    """ρ^(√(2(c+1)) − 1) / (1 − ρ): the part of the wait that utilisation causes; arrays too.

    >>> crowding(0.75, 1)
    3.0
    """
    return utilisation ** (sqrt(2 * (servers + 1)) - 1) / (1 - utilisation)


@dataclass(frozen=True, repr=False)
class ProcessTime(Result):
    """What a customer's service effectively takes, failures counted in.

    >>> print(effective_process_time(15, 0.2236, time_to_failure=744, time_to_repair=248).headline)
    Effective process time 20 min with cv 2.5, at an availability of 75 %.
    """

    time: float
    cv: float
    availability: float
    natural_time: float
    natural_cv: float
    time_unit: str = "min"
    working: Steps = field(default_factory=lambda: Steps(()))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            time=(self.time, self.time_unit),
            cv=(self.cv, ""),
            availability=(self.availability, "%"),
        )

    @property
    def headline(self) -> str:
        """The process time in one sentence."""
        return (
            f"Effective process time {show(self.time, self.time_unit)} with cv {show(self.cv)}, "
            f"at an availability of {show(self.availability, '%')}."
        )

    @property
    def note(self) -> str:
        """What the formula takes for granted."""
        return "Failures strike at random (exponential) and interrupt the work."

    def to_frame(self) -> pd.DataFrame:
        """Two rows, natural and effective: process, time, cv."""
        import pandas as pd

        rows = [
            ("natural", self.natural_time, self.natural_cv),
            ("effective", self.time, self.cv),
        ]
        return pd.DataFrame(rows, columns=["process", "time", "cv"])

    def steps(self) -> Steps:
        """Availability, then mean, then cv."""
        return self.working

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Natural and effective time with one standard deviation each way."""
        from .plots import process_time

        return process_time(self, ax=ax, step=step)


def effective_process_time(
    natural_time: float,
    natural_cv: float,
    *,
    time_to_failure: float,
    time_to_repair: float,
    repair_cv: float = 1.0,
    time_unit: str = "min",
) -> ProcessTime:
    """Mean and cv of the time that a job takes on a machine that fails while it works.

    A = MTTF / (MTTF + MTTR), te = t₀ / A, ce² = c₀² + (1 + cr²)·A(1 − A)·MTTR / t₀. Two machines
    with the same availability can differ widely: long repairs make a long queue. Bad figures raise
    `ProblemError`. Source: Hopp & Spearman, Factory Physics.

    >>> often = effective_process_time(15, 0.2236, time_to_failure=114, time_to_repair=38)
    >>> often.time, round(often.cv, 3)
    (20.0, 1.0)
    """
    faults = Faults("process time")
    natural = positive(natural_time, "natural_time", faults, time_unit)
    c0 = variation(natural_cv, "natural_cv", faults)
    failure = positive(time_to_failure, "time_to_failure", faults, time_unit)
    repair = positive(time_to_repair, "time_to_repair", faults, time_unit)
    cr = variation(repair_cv, "repair_cv", faults)
    faults.raise_any()
    availability = failure / (failure + repair)
    time, up = float(natural / availability), float(availability)
    extra = (1 + cr**2) * float(availability * (1 - availability) * repair / natural)
    cv = sqrt(c0**2 + extra)
    share = show(up)
    steps = Steps(
        [
            Step(
                "Availability: the share of its time that the machine is up.",
                rf"A = \frac{{MTTF}}{{MTTF + MTTR}} = "
                rf"\frac{{{show(failure)}}}{{{show(failure)} + {show(repair)}}}",
                up,
                "%",
                1,
            ),
            Step(
                "Repairs stretch every job on average.",
                rf"t_e = \frac{{t_0}}{{A}} = \frac{{{show(natural)}}}{{{share}}}",
                time,
                time_unit,
                2,
            ),
            Step(
                "They make the times vary, the more the longer a repair is.",
                r"c_e^2 = c_0^2 + (1 + c_r^2) A (1 - A) \frac{MTTR}{t_0} = "
                rf"{show(c0)}^2 + (1 + {show(cr)}^2) \times {share} \times (1 - {share}) \times "
                rf"\frac{{{show(repair)}}}{{{show(natural)}}}",
                cv**2,
                "",
                3,
            ),
            Step("The coefficient of variation.", r"c_e = \sqrt{c_e^2}", cv, "", 4),
        ]
    )
    return ProcessTime(time, cv, up, float(natural), c0, time_unit, steps)
