"""Pictures say what the figures say."""

from __future__ import annotations

import pytest
from helpers import complaint
from pictures import cut, overlapping

from opstools import datasets
from opstools.simulation import Exponential
from opstools.waiting_lines import (
    effective_process_time,
    finite_source,
    ggc,
    hockey_stick,
    md1,
    mg1,
    mm1,
    mmc,
    mmck,
    pooling,
    priorities,
    random_arrivals,
    servers_at_least_cost,
    side_by_side,
    simulate_queue,
    theory_and_simulation,
)


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_a_stepped_line_shows_who_is_where():
    queue = simulate_queue(**datasets.about("ten_patients").settings)
    shown = words(queue.plot(step=4))
    assert shown == ["3", "2", "1 server", "clock 50 min, 1 have left"]


def test_averages_appear_with_the_step_that_finds_them():
    queue = mm1(8, 10)
    assert words(queue.plot(step=1)) == ["1 server", "ρ = 80 %", "λ = 8 per h →"]
    assert "Lq = 3.2 wait, Wq = 0.4 h" in words(queue.plot(step=3))
    assert "L = 4 there, W = 0.5 h" in words(queue.plot())


def test_a_long_line_is_counted():
    assert "+13" in words(mm1(96.2, 100).plot())
    assert "1,000 servers" in words(mmc(900, 1, servers=1000).plot())


def test_lines_do_not_run_out_of_the_picture():
    for queue in (mm1(96.2, 100), mmc(38, 10, servers=4), mmck(9, 1, servers=2, capacity=5)):
        ax = queue.plot()
        ax.figure.canvas.draw()
        assert not cut(ax, ax.texts)
        assert not overlapping(ax.texts)


def test_the_best_number_of_servers_is_marked():
    shown = words(servers_at_least_cost(16, 10, server_cost=20, waiting_cost=30).plot())
    assert [text for text in shown if "✓" in text] == ["117.4 ✓"]


def test_classes_are_labelled():
    assert words(priorities([2, 4], 0.1).plot()) == ["0.075 h", "0.1875 h"]


def test_pooling_names_every_way_to_share():
    ax = pooling(32, 10, servers=4)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "4 lines of 1 server",
        "2 lines of 2 servers",
        "1 line of 4 servers",
    ]


def test_theory_approximation_and_simulation_on_one_picture():
    found = simulate_queue(
        customers=20_000,
        seed=4,
        interarrival=Exponential(1 / 1.6),
        service=Exponential(1),
        servers=2,
    )
    rough = ggc(1.6, 1, servers=2, arrival_cv=1, service_cv=1)
    queues = {"exact": mmc(1.6, 1, servers=2), "approximate": rough, "simulated": found}
    shown = words(side_by_side(queues))
    assert shown[:2] == ["1.778", "1.809"]
    assert "±" in shown[2]
    curves = {"M/M/2": [mmc(u / 5, 1, servers=2) for u in range(1, 10)]}
    assert theory_and_simulation(curves, [found]).get_ylabel() == "time in queue (h)"


def test_questions_that_make_no_picture():
    assert complaint(side_by_side, {}) == (
        "ProblemError: side by side, queues: there are none. Give a mapping from names to queues."
    )
    assert complaint(side_by_side, {"a": mm1(8, 10)}, figure="waiting") == (
        "ProblemError: side_by_side, figure: 'waiting' is not known. Choose time_in_queue, "
        "time_in_system, in_queue, in_system or utilisation."
    )
    assert complaint(pooling, 50, 10, servers=4) == (
        "Infeasible: pooling, arrival_rate: 50 per h is not below the 40 per h that 4 servers can "
        "do (utilisation 125 %): the queue would grow without end. Use 6 servers, let fewer than "
        "40 per h come, or serve more than 12.5 per h each."
    )
    line = [mm1(8, 10)]
    assert complaint(theory_and_simulation, {"M/M/1": [*line, 3]}, []) == (
        "ProblemError: theory and simulation, M/M/1, queue 2: 3 is no Queue. "
        "Give what a formula or simulate_queue returns."
    )
    assert complaint(theory_and_simulation, {"M/M/1": []}, []) == (
        "ProblemError: theory and simulation, M/M/1: there are no queues. Give at least one."
    )
    assert complaint(theory_and_simulation, {"M/M/1": mm1(8, 10)}, []).endswith(
        "is no list. Give a list of queues."
    )


def test_times_in_two_units_share_no_axis():
    hours, minutes = mm1(8, 10), mm1(8 / 60, 10 / 60, time_unit="min")
    sentence = "queues: their times are told in h and min. Give all queues in the same time_unit."
    assert complaint(side_by_side, {"a": hours, "b": minutes}) == (
        f"ProblemError: side by side, {sentence}"
    )
    assert complaint(theory_and_simulation, {"a": [hours]}, [minutes]) == (
        f"ProblemError: theory and simulation, {sentence}"
    )
    assert words(side_by_side({"a": hours, "b": minutes}, figure="in_queue")) == ["3.2", "3.2"]


def test_utilisation_is_drawn_in_per_cent():
    found = simulate_queue(
        customers=4000, seed=4, interarrival=Exponential(1 / 8), service=Exponential(1 / 10)
    )
    low, high = found.intervals["utilisation"]
    ax = side_by_side({"M/M/1": mm1(8, 10), "simulated": found}, figure="utilisation")
    assert words(ax)[0] == "80 %"
    assert words(ax)[1].endswith(" %")
    assert float(words(ax)[1].split("± ")[1].split()[0]) == pytest.approx(
        50 * (high - low), rel=1e-3
    )
    assert ax.lines[0].get_xdata()[0] == pytest.approx(80)
    assert ax.get_title(loc="left") == "Utilisation (%)"
    curve = theory_and_simulation({"M/M/1": [mm1(8, 10)]}, [], figure="utilisation").lines[0]
    assert curve.get_ydata()[0] == pytest.approx(80)


def test_a_line_longer_than_memory():
    assert words(mm1(1 - 1e-12, 1).plot())[0].startswith("+999,9")


def test_the_stick_of_very_many_servers():
    ax = hockey_stick(utilisation=0.01, servers=1_000_000)
    assert all(y == y for y in ax.lines[1].get_ydata())


@pytest.mark.parametrize(
    ("queue", "busy"),
    [
        (mmc(199_900, 1, servers=200_000), "74.7 %"),  # `erlang_c(199_900, 200_000)`
        (finite_source(0.1, 1, population=2, servers=5), "0 %"),
        (finite_source(1, 1, population=1, servers=1), "50 %"),
        (mg1(8, 0.1, service_cv=2), "80 %"),
        (md1(8, 10), "80 %"),
    ],
    ids=lambda each: getattr(each, "model", each),
)
def test_how_often_all_servers_are_busy(queue, busy):
    ax = queue.plot_probabilities(most=0)
    assert ax.get_title(loc="left").endswith(f"all servers busy, {busy} of the time")


def test_one_arrival_is_said_of_one():
    titles = [random_arrivals(rate=1, length=1, seed=k).get_title(loc="left") for k in range(9)]
    assert "1 h: 1 arrival per h on average" in titles


@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_the_point_lies_on_the_stick(share):
    ax = hockey_stick(utilisation=share, servers=3, service_cv=0.5)
    (x, y) = ax.collections[0].get_offsets()[0]
    wait = ggc(3 * share, 1, servers=3, arrival_cv=1, service_cv=0.5).time_in_queue
    assert (x, y) == pytest.approx((100 * share, wait))


def bars(ax):
    """Length along the value axis of each bar that is drawn, in the order of drawing."""
    return [patch for patch in ax.patches if patch.get_width() and patch.get_height()]


def test_chances_are_as_high_as_they_are():
    queue = mmc(16, 10, servers=2)
    ax = queue.plot_probabilities(most=6)
    assert [bar.get_height() for bar in bars(ax)] == [queue.probability(n) for n in range(7)]
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars(ax)] == pytest.approx(list(range(7)))
    dark = [bar.get_facecolor() == bars(ax)[-1].get_facecolor() for bar in bars(ax)]
    assert dark == [False, False, True, True, True, True, True]
    assert ax.get_title(loc="left") == "M/M/2: dark, all servers busy, 71.1 % of the time"


def test_class_bars_are_as_long_as_the_waits():
    queue = priorities([2, 4], 0.1)
    ax = queue.plot()
    assert [bar.get_width() for bar in bars(ax)] == list(queue.time_in_queue)
    assert [bar.get_x() for bar in bars(ax)] == [0, 0]
    (line,) = ax.lines
    assert set(line.get_xdata()) == {queue.overall.time_in_queue}
    assert [len(bars(queue.plot(step=k))) for k in range(5)] == [0, 0, 1, 2, 2]
    assert len(queue.plot(step=3).lines) == 0


def test_costs_are_stacked():
    choice = servers_at_least_cost(16, 10, server_cost=20, waiting_cost=30)
    ax = choice.plot()
    table = choice.to_frame()
    paid, waited = bars(ax)[::2], bars(ax)[1::2]
    assert [bar.get_height() for bar in paid] == list(table["servers_cost"])
    assert [bar.get_height() for bar in waited] == pytest.approx(list(table["waiting_cost"]))
    assert [bar.get_y() for bar in waited] == list(table["servers_cost"])
    assert [bar.get_y() for bar in paid] == [0] * len(table)
    assert words(choice.plot(step=2)) == ["173.3", "117.4"]


def test_process_times_are_as_long_as_they_are():
    times = effective_process_time(15, 0.2236, time_to_failure=114, time_to_repair=38)
    natural, effective = bars(times.plot())
    assert (natural.get_width(), effective.get_width()) == (15, 20)
    assert (natural.get_x(), effective.get_x()) == (0, 0)
    assert len(bars(times.plot(step=1))) == 1
    whiskers = [c.get_segments()[0] for c in times.plot().collections]
    assert [list(line[:, 0]) for line in whiskers] == [
        pytest.approx([15 * (1 - 0.2236), 15 * (1 + 0.2236)]),
        pytest.approx([20 * (1 - times.cv), 20 * (1 + times.cv)], abs=1e-6),
    ]


def test_pooling_bars_are_as_long_as_the_waits():
    ax = pooling(32, 10, servers=4)
    waits = [mmc(8 * k, 10, servers=k).time_in_queue for k in (1, 2, 4)]
    assert [bar.get_width() for bar in bars(ax)] == pytest.approx(waits)
    assert [bar.get_x() for bar in bars(ax)] == [0, 0, 0]


def test_points_stand_at_their_figures():
    queues = {"exact": mmc(16, 10, servers=2), "rough": mmc(12, 10, servers=2)}
    ax = side_by_side(queues)
    drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert drawn == [queue.time_in_queue for queue in queues.values()]


def test_curves_go_through_their_queues():
    line = [mm1(rate, 10) for rate in (2, 4, 6, 8)]
    (curve,) = theory_and_simulation({"M/M/1": line}, []).lines
    assert list(curve.get_xdata()) == [100 * queue.utilisation for queue in line]
    assert list(curve.get_ydata()) == [queue.time_in_queue for queue in line]


def test_the_stick_is_the_formula():
    ax = hockey_stick(utilisation=0.8, servers=2, service_cv=0.5, service_time=3)
    usual, line = ax.lines[:2]
    for x, y, one in zip(line.get_xdata(), line.get_ydata(), usual.get_ydata(), strict=True):
        busy = x / 100
        wait = ggc(2 * busy / 3, 3, servers=2, arrival_cv=1, service_cv=0.5).time_in_queue
        assert y == pytest.approx(wait, rel=1e-6)
        assert one == pytest.approx(mm1(busy / 3, 1 / 3).time_in_queue, rel=1e-6)


def test_servers_are_shaded_as_far_as_they_are_busy():
    queue = mmc(16, 10, servers=2)
    shade, frame, *_ = queue.plot().patches
    assert shade.get_width() / frame.get_width() == pytest.approx(0.8)
    assert queue.plot(step=0).patches[0].get_width() == 0
    waiting = [c for c in queue.plot().collections if len(c.get_offsets()) == 1]
    assert len(waiting) == round(queue.in_queue)
