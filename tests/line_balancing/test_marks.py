"""What the pictures draw is what the figures say: loads end to end, layers, efficiencies."""

from __future__ import annotations

import pytest

from opstools import datasets
from opstools.line_balancing import fewest_stations, longest_task_time


def by_row(ax):
    """Left end and length of the bars of each row, in the order of drawing."""
    found: dict[int, list[tuple[float, float]]] = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        found.setdefault(row, []).append((bar.get_x(), bar.get_width()))
    return found


@pytest.mark.parametrize("name", ["jackson", "model_j_wagon"])
def test_tasks_stand_end_to_end_and_idle_time_fills_the_rest(name):
    line = datasets.load(name)
    balance = fewest_stations(line)
    rows = by_row(balance.plot())
    assert list(rows) == list(range(1, len(balance.stations) + 1))
    for number, tasks in enumerate(balance.stations, 1):
        *bars, idle = rows[number]
        end = 0.0
        for (left, width), task in zip(bars, tasks, strict=True):
            assert (left, width) == pytest.approx((end, float(line.times[task])))
            end += width
        assert idle == pytest.approx((end, float(balance.idle_times[number - 1])))


def test_a_step_shows_the_stations_filled_so_far():
    balance = longest_task_time(datasets.load("jackson"))
    for step, state in enumerate(balance.states()):
        drawn = by_row(balance.plot(step=step))
        assert {row: len(bars) - 1 for row, bars in drawn.items()} == {
            number: len(tasks) for number, tasks in enumerate(state.stations, 1)
        }
