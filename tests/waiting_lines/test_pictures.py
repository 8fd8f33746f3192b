"""Pictures say what the figures say."""

from __future__ import annotations

import pytest
from helpers import complaint

from opstools import datasets
from opstools.simulation import Exponential
from opstools.waiting_lines import (
    ggc,
    hockey_stick,
    mm1,
    mmc,
    mmck,
    pooling,
    priorities,
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
        frame = ax.figure.bbox
        boxes = [text.get_window_extent() for text in ax.texts]
        assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
        for k, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:k])


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
    assert complaint(side_by_side, {}, figure="waiting") == (
        "ProblemError: side by side, figure: no queues, or no figure 'waiting' that all queues "
        "have. Give queues, and one of in_queue, in_system, time_in_queue, time_in_system, "
        "utilisation."
    )
    assert complaint(pooling, 50, 10, servers=4).startswith("Infeasible: M/M/1, arrival_rate: 12.5")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_the_point_lies_on_the_stick(share):
    ax = hockey_stick(utilisation=share, servers=3, service_cv=0.5)
    (x, y) = ax.collections[0].get_offsets()[0]
    wait = ggc(3 * share, 1, servers=3, arrival_cv=1, service_cv=0.5).time_in_queue
    assert (x, y) == pytest.approx((100 * share, wait))
