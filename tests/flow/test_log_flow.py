"""Little's law on a log: exact on any window, in agreement with counting and with theory."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st

from opstools import datasets
from opstools.flow import FlowLog, littles_law

moments = st.one_of(
    st.integers(-5, 30), st.floats(-1e3, 1e3), st.sampled_from([0.1, 0.2, 0.3, 1 / 3, 7.0])
)


@st.composite
def logs(draw):
    """Up to 25 items, some of them still inside; many stamps fall together."""
    stays = st.one_of(st.none(), st.integers(0, 9), st.floats(0, 100))
    drawn = draw(st.lists(st.tuples(moments, stays), min_size=1, max_size=25))
    left = [None if stay is None else came + stay for came, stay in drawn]
    return FlowLog(range(len(drawn)), [float(came) for came, _ in drawn], left)


windows = st.tuples(st.floats(-50, 50), st.floats(0.01, 200))


@settings(max_examples=1000)
@given(seed=st.integers(0, 2**32 - 1), window=windows)
def test_the_equality_is_exact_on_any_window(seed, window):
    random, (start, length) = np.random.default_rng(seed), window
    number, coarse = random.integers(1, 200), random.integers(0, 2)  # coarse stamps fall together
    came = np.round(random.uniform(-60, 260, number), 6 * (1 - coarse))
    left = came + np.round(random.exponential(random.uniform(0.1, 40), number), 6 * (1 - coarse))
    left[random.random(number) < 0.1] = np.nan
    flow = FlowLog(range(number), came, left).measure(start=start, end=start + length)
    law = flow.flow_rate * flow.flow_time + flow.edge
    assert flow.inventory == pytest.approx(law, rel=1e-12, abs=1e-9)
    assert flow.at_start + flow.arrived - flow.departed == flow.at_end


@given(log=logs(), window=windows)
def test_the_area_is_the_same_counted_by_heights(log, window):
    """The second way: the sweep under N(t), which the pictures use."""
    start, length = window
    flow = log.measure(start=start, end=start + length)
    times, levels = flow.curve
    assert (levels[:-1] * np.diff(times)).sum() == pytest.approx(
        flow.inventory * flow.length, rel=1e-9, abs=1e-9
    )
    assert levels.min() >= 0
    assert levels[-1] == flow.at_end


@given(log=logs(), window=windows)
def test_against_counting_item_by_item(log, window):
    start, end = window[0], window[0] + window[1]
    flow = log.measure(start=start, end=end)
    stays, inside = [], 0.0
    for came, left in zip(log.arrivals.tolist(), log.departures.tolist(), strict=True):
        gone = left == left and left <= end
        inside += max(0.0, (left if gone else end) - max(came, start))
        if gone and (left > start or came >= start):
            stays.append(left - came)
    assert flow.inventory == pytest.approx(inside / (end - start), abs=1e-9)
    assert flow.departed == len(stays)
    assert flow.flow_time == pytest.approx(np.mean(stays) if stays else 0, abs=1e-9)


@given(log=logs(), cuts=st.lists(st.floats(-40, 40), min_size=2, max_size=6, unique=True))
def test_windows_that_follow_one_another_add_up(log, cuts):
    cuts = [a for a, b in pairwise(sorted(cuts)) if b - a > 1e-6]
    if len(cuts) < 2:
        return
    parts = [log.measure(start=a, end=b) for a, b in pairwise(cuts)]
    whole = log.measure(start=cuts[0], end=cuts[-1])
    area = sum(part.inventory * part.length for part in parts)
    assert area == pytest.approx(whole.inventory * whole.length, rel=1e-9, abs=1e-9)
    # An item that comes and goes at the very moment of a cut belongs to both sides.
    touching = sum(
        int(((log.arrivals == cut) & (log.departures == cut)).sum()) for cut in cuts[1:-1]
    )
    assert sum(part.departed for part in parts) == whole.departed + touching


def test_empty_at_both_ends_there_is_no_edge():
    flow = datasets.load("radiology_log").measure()
    assert (flow.edge, flow.inventory, flow.flow_time) == (0, 2.75, 1.65)
    flow = littles_law(flow_rate=flow.flow_rate, flow_time=flow.flow_time)
    assert float(flow.inventory) == pytest.approx(2.75)


def test_the_edge_is_what_the_window_cuts():
    """Li came an hour, Wang 3/4, Zhang 1/2 before 9; Yang 2 and Zhao 3/4 are inside before 12."""
    flow = datasets.load("radiology_log").measure(start=9, end=12)
    assert (flow.before, flow.after) == (2.25, 2.75)
    assert flow.edge == pytest.approx(0.5 / 3)


def test_the_edge_fades_on_long_windows():
    random = np.random.default_rng(3)
    arrivals = np.cumsum(random.exponential(1 / 11, 20_000))
    log = FlowLog(range(20_000), arrivals, arrivals + random.gamma(2, 0.25, 20_000))
    edges = [abs(log.measure(start=100, end=100 + days).edge) for days in (1, 10, 100, 1000)]
    assert edges == sorted(edges, reverse=True)
    assert edges[-1] < 0.01
    flow = log.measure(start=100, end=1100)
    assert flow.inventory == pytest.approx(5.5, rel=0.02)


def test_a_simulated_single_server_agrees_with_theory():
    """M/M/1 at 80 %: four inside, one hour each at four an hour (Lindley's recursion)."""
    random = np.random.default_rng(7)
    n = 400_000
    arrivals = np.cumsum(random.exponential(1 / 4, n))
    service = random.exponential(1 / 5, n)
    work = np.cumsum(service)
    departures = work + np.maximum.accumulate(arrivals - (work - service))
    flow = FlowLog(range(n), arrivals, departures).measure()
    assert flow.inventory == pytest.approx(4, rel=0.05)
    assert flow.flow_time == pytest.approx(1, rel=0.05)
    assert flow.edge == 0


def test_rows_in_any_order_measure_the_same():
    frame = datasets.table("radiology_log")
    mixed = FlowLog.from_frame(frame.sample(frac=1, random_state=1), flow_unit="patients")
    assert mixed.measure(start=9, end=12).measures == pytest.approx(
        dict(datasets.load("radiology_log").measure(start=9, end=12).measures)
    )


def test_nothing_departs():
    flow = FlowLog(["A"], [0], [None]).measure(end=4)
    assert flow.headline == (
        "From 0 h to 4 h: 1 item inside on average; nothing departs, so no flow time is known."
    )
    assert "flow_time" not in flow.measures
    assert flow.inventory == flow.edge == 1


def test_windows_that_are_none():
    log = datasets.load("radiology_log")
    assert complaint(log.measure, start=12, end=9) == (
        "ProblemError: window, end: it ends at 9 h, not after its start at 12 h. "
        "Give a start and a later end."
    )
    assert complaint(log.measure, start="noon") == (
        "ProblemError: window, start: 'noon' is not a number. Write a number, in h."
    )
    assert complaint(FlowLog(["A"], [1], [1]).measure).startswith("ProblemError: window, end:")
    dated = FlowLog(["A"], ["2024-05-01"], ["2024-05-02"])
    assert complaint(dated.measure, start="soon") == (
        "ProblemError: window, start: 'soon' is not a time. Write times as 2024-05-31 14:30."
    )
    assert complaint(dated.measure, start="2024-05-01 08:00Z") == (
        "ProblemError: window, start: 2024-05-01 08:00Z has a time zone. "
        "The log has none: leave it out."
    )


def test_a_long_log_is_drawn_thinned_and_listed_short():
    random = np.random.default_rng(1)
    arrivals = np.cumsum(random.exponential(1, 100_000))
    flow = FlowLog(range(100_000), arrivals, arrivals + random.exponential(3, 100_000)).measure()
    for ax in (flow.plot(), flow.plot_inventory(), flow.problem.plot()):
        assert sum(len(line.get_xdata()) for line in ax.lines) < 10_000
        assert len(ax.patches) < 100
    assert len(repr(flow).splitlines()) < 20


def test_the_working_reads_as_text():
    lines = repr(datasets.load("radiology_log").measure(start=9, end=12).steps()).splitlines()
    assert lines[10:12] == [
        "6. The same area, row by row: how long each item is inside the window.",
        "    ∑_i time in the window = 0.5 + 0.75 + 2.5 + 1.25 + 1 + 2 + 1.5 + 0.75 + 0 "
        "= 10.25 patients × h",
    ]
    assert lines[-1] == "    R × T + edge = 2 × 1.625 + 0.1667 = 3.417 patients"


def test_a_million_rows_stay_cheap():
    """The benchmark measures against others; here only that nothing goes row by row."""
    import time

    random = np.random.default_rng(1)
    arrivals = np.cumsum(random.exponential(1, 10**6))
    frame = pd.DataFrame({"item": range(10**6), "arrival": arrivals, "departure": arrivals + 4.0})
    log = FlowLog.from_frame(frame)
    start = time.process_time()
    log.measure()
    assert time.process_time() - start < 0.5
