"""Little's law: any two give the third, three are checked."""

import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools.flow import littles_law

figures = st.floats(0.01, 1e5)


@given(rate=figures, time=figures)
def test_two_give_the_third_whichever_they_are(rate, time):
    inventory = littles_law(flow_rate=rate, flow_time=time).inventory
    assert littles_law(inventory=inventory, flow_time=time).flow_rate == pytest.approx(rate)
    assert littles_law(inventory=inventory, flow_rate=rate).flow_time == pytest.approx(time)
    assert littles_law(inventory=inventory, flow_rate=rate, flow_time=time).turns == pytest.approx(
        1 / time
    )


def test_against_a_simulated_process():
    """The second way: count patients in a simulated department and time their stays."""
    random = np.random.default_rng(1)
    arrivals = np.cumsum(random.exponential(1 / 11, 50_000))
    stays = random.gamma(2, 0.25, 50_000)
    end = arrivals[-1]
    inside = (np.minimum(arrivals + stays, end) - arrivals).sum() / end
    flow = littles_law(flow_rate=len(arrivals) / end, flow_time=float(stays.mean()))
    assert float(flow.inventory) == pytest.approx(inside, rel=0.001)


def test_decimals_stay_as_written():
    assert littles_law(flow_rate=0.1, flow_time=3).inventory == 0.3


def test_three_that_disagree():
    assert complaint(littles_law, inventory=6, flow_rate=11, flow_time=0.5) == (
        "ProblemError: Little's law, inventory: 6 is not flow rate × flow time, 11 × 0.5 = 5.5. "
        "Correct one of the three, or leave one out to have it computed."
    )


def test_rounded_figures_may_be_allowed_for():
    assert littles_law(inventory=5.6, flow_rate=11, flow_time=0.5, tolerance=0.02).inventory == 5.6


def test_too_few():
    assert complaint(littles_law, inventory=6) == (
        "ProblemError: Little's law, figures: 1 given, two are needed. "
        "Give two of inventory, flow_rate and flow_time."
    )


def test_every_bad_figure_is_named():
    text = complaint(littles_law, inventory=-1, flow_rate="many", flow_time=float("nan"))
    assert "inventory: -1 is not above 0" in text
    assert "flow_rate: 'many' is not a number" in text
    assert "flow_time: " in text
