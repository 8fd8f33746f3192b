"""Numbers beside the bars of the takt chart keep clear of takt."""

import pytest

from opstools import datasets
from opstools.core.numbers import show
from opstools.value_stream import current_state


@pytest.mark.parametrize("demand", [920, 1100, 1180, 1190, 1300])
def test_no_number_stands_on_takt(demand):
    stream = datasets.load("acme_stamping")
    ax = current_state(stream.replace(demand=demand)).plot_cycle_times()
    ax.figure.canvas.draw()
    (takt,) = (line.get_xdata()[0] for line in ax.lines)
    at = ax.transData.transform((takt, 0))[0]
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == len(stream.processes)
    assert not [box for box in boxes if box.x0 <= at <= box.x1]


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (800, "none is slower"),
        (920, "Assembly 1 is slower"),
        (1280, "Welding 2 and Assembly 1 are slower"),
        (1400, "3 processes are slower"),
    ],
)
def test_the_title_tells_which_processes_are_slower_than_takt(demand, said):
    stream = datasets.load("acme_stamping").replace(demand=demand)
    title = current_state(stream).plot_cycle_times().get_title(loc="left")
    assert title == f"Takt {show(current_state(stream).takt, 's')}: {said}"
