"""What the pictures draw is what the figures say: lengths of bars, points of curves, levels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from opstools import datasets
from opstools.flow import (
    FlowLog,
    analyse,
    batch_capacity,
    batch_curve,
    best_case,
    build_up,
    critical_path,
    littles_law,
    littles_law_stages,
    practical_worst_case,
    worst_case,
)


def boxes(ax):
    """Left, foot, width and height of each bar, in the order of drawing."""
    return [(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in ax.patches]


def lengths(ax):
    return [(left, width) for left, _, width, _ in boxes(ax)]


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def points(line):
    return list(zip(*map(np.asarray, line.get_data()), strict=True))


def test_the_lines_of_a_steady_flow_are_a_flow_time_apart():
    flow = littles_law(flow_rate=4, flow_time=3)
    came, left = flow.plot().lines
    for line, start in ((came, 0), (left, 3)):
        for x, y in points(line):
            assert y == pytest.approx(4 * (x - start))
    assert "I = 12 units" in [text.strip() for text in words(flow.plot())]
    (inside, stay) = [a for a in flow.plot().texts if getattr(a, "arrow_patch", None)]
    assert inside.xy[1] - inside.xyann[1] == pytest.approx(12)
    assert stay.xy[0] - stay.xyann[0] == pytest.approx(3)


def test_a_box_is_as_wide_as_its_time_and_as_high_as_its_rate():
    room = datasets.load("emergency_room")
    drawn = boxes(littles_law_stages(room).plot())
    assert len(drawn) == len(room.stages)
    for (_, _, width, height), stage in zip(drawn, room.stages, strict=True):
        assert (width, height) == pytest.approx((stage.flow_time, stage.flow_rate))
    ends = {}
    for (left, foot, width, _), stage in zip(drawn, room.stages, strict=True):
        assert left == pytest.approx(ends.get((stage.flow_unit, foot), 0))
        ends[stage.flow_unit, foot] = left + width
    assert len(ends) == len(room.kinds())


def test_the_inventory_curve_goes_through_its_corners():
    gate = build_up(datasets.load("security_gate"))
    curve, average = gate.plot().lines
    assert points(curve) == list(zip(gate.moments, gate.inventories, strict=True))
    assert set(average.get_ydata()) == {gate.average_inventory}
    assert points(gate.plot(step=1).lines[0]) == list(
        zip(gate.moments[:2], gate.inventories[:2], strict=True)
    )
    assert [a.xy for a in gate.plot().texts if "empty" in a.get_text()] == [(7, 0)]


def test_rates_are_as_high_as_they_are():
    periods = datasets.load("security_gate")
    came, served, hatched = periods.plot().patches
    rates = [(each.arrival_rate, each.service_rate) for each in periods.periods]
    assert list(zip(came.get_data().values, served.get_data().values, strict=True)) == rates
    ends = np.cumsum([0, *(each.duration for each in periods.periods)])
    assert list(came.get_data().edges) == list(served.get_data().edges) == list(ends)
    assert list(hatched.get_data().values) == [max(pair) for pair in rates]
    assert list(hatched.get_data().baseline) == [served for _, served in rates]


def test_activities_lie_between_their_early_times():
    path = critical_path(datasets.load("admission"))
    ax = path.plot()
    rows = [label.get_text() for label in ax.get_yticklabels()]
    bars = {rows[round(y + height / 2) - 1]: [] for _, y, _, height in boxes(ax)}
    for left, y, width, height in boxes(ax):
        bars[rows[round(y + height / 2) - 1]].append((left, width))
    for label, (own, *spare) in bars.items():
        assert own == (path.early_start[label], path.problem.times[label])
        slack = path.slack[label]
        assert spare == ([(path.early_finish[label], slack)] if slack else [])
    dark = {p.get_facecolor() for p, box in zip(ax.patches, boxes(ax), strict=True)
            if rows[round(box[1] + box[3] / 2) - 1] in path.critical}  # fmt: skip
    light = {p.get_facecolor() for p, box in zip(ax.patches, boxes(ax), strict=True)
             if rows[round(box[1] + box[3] / 2) - 1] not in path.critical}  # fmt: skip
    assert len(dark) == 1
    assert not dark & light


def test_capacity_bars_are_as_long_as_the_capacities():
    chart = analyse(datasets.load("kick_scooter"), demand=0.06)
    ax, capacities = chart.plot(), list(chart.capacity.values())
    assert lengths(ax)[::2] == [(0, pytest.approx(each)) for each in capacities]
    assert lengths(ax)[1::2] == [(0, pytest.approx(0.06))] * len(capacities)
    assert set(ax.lines[0].get_xdata()) == {0.06}
    marked = [text for text in words(ax) if "bottleneck" in text]
    assert marked == ["0.07692, implied 78 % ◀ bottleneck"]
    assert len(chart.plot(step=2).patches) == 2


def test_time_bars_are_shared_out_among_servers():
    process = datasets.load("kick_scooter")
    drawn = lengths(process.plot())
    expected = [(0, each.times[0] / each.servers) for each in process.resources]
    np.testing.assert_allclose(drawn, expected)


def test_stays_reach_from_arrival_to_departure():
    log = datasets.load("radiology_log")
    order = np.argsort(log.arrivals, kind="stable")
    stays = [(log.arrivals[k], log.departures[k] - log.arrivals[k]) for k in order]
    np.testing.assert_allclose(lengths(log.plot()), stays)
    inside = FlowLog(["A", "B"], [0, 1], [2, None]).plot()
    assert lengths(inside)[1][0] == 1
    assert sum(text.arrow_patch is not None for text in inside.texts) == 1


def test_counted_up_curves_are_n_apart():
    flow = datasets.load("radiology_log").measure(start=9, end=12)
    came, left = flow.plot().lines
    for x, arrivals, departures in zip(
        came.get_xdata(), came.get_ydata(), left.get_ydata(), strict=True
    ):
        log = flow.problem
        inside = ((log.arrivals <= x) & (log.departures > x)).sum()
        assert arrivals - departures == inside
    assert departures == flow.departed
    assert came.get_ydata()[-1] == flow.at_start + flow.arrived


def test_the_stack_fills_the_area_under_n():
    flow = datasets.load("radiology_log").measure(start=9, end=12)
    ax = flow.plot_inventory()
    assert sum(width * height for _, _, width, height in boxes(ax)) == pytest.approx(flow.area)
    assert {height for *_, height in boxes(ax)} == {1}
    moments, levels = flow.curve
    for middle, inside in zip((moments[:-1] + moments[1:]) / 2, levels[:-1], strict=True):
        feet = [foot for left, foot, width, _ in boxes(ax) if left < middle < left + width]
        assert sorted(feet) == list(range(int(inside)))
    outline, mean = ax.lines
    assert list(outline.get_xdata()) == list(moments)
    assert list(outline.get_ydata()) == list(levels)
    assert set(mean.get_ydata()) == {flow.inventory}
    assert not boxes(flow.plot_inventory(step=4))


@pytest.mark.parametrize("case", [best_case, practical_worst_case, worst_case])
def test_the_cases_are_their_formulas(case):
    line = case(6, bottleneck_rate=0.5, raw_process_time=8)
    best, practical, worst, critical, point = line.plot().lines
    for w, th in points(best):
        assert th == pytest.approx(min(w / 8, 0.5))
    for w, th in points(practical):
        assert th == pytest.approx(w / (4 + w - 1) * 0.5)
    for _, th in points(worst):
        assert th == pytest.approx(1 / 8)
    assert set(critical.get_xdata()) == {4}
    assert points(point) == [(6, pytest.approx(float(line.throughput)))]


def test_the_batch_curve_is_its_formula():
    curve, most, wanted, least, point = batch_curve(
        setup=60, unit_time=10, batch=12, flow_rate=0.05
    ).lines
    for size, capacity in points(curve):
        assert capacity == pytest.approx(batch_capacity(size, setup=60, unit_time=10))
    assert set(most.get_ydata()) == {0.1}
    assert set(wanted.get_ydata()) == {0.05}
    assert points(least) == [(6, 0), (6, 0.05)]
    assert points(point) == [(12, pytest.approx(12 / 180))]


def test_dates_stand_where_they_belong():
    came = pd.Timestamp("2024-05-01 08:00") + pd.to_timedelta(np.arange(5), "h")
    log = FlowLog(range(5), came, came + pd.Timedelta(hours=3))
    ax = log.plot()
    ticks = dict(zip([t.get_text() for t in ax.get_xticklabels()], ax.get_xticks(), strict=True))
    assert ticks["10:00"] == 2
    assert ticks["12:00"] == 4
