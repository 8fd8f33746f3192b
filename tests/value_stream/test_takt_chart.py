"""Numbers beside the bars of the takt chart keep clear of takt."""

import pytest

from opstools import datasets
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
