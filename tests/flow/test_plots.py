"""Pictures of flow: no two texts overlap, Chinese is drawn, for 3 things and for 30."""

import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib.font_manager import fontManager
from pictures import cut, overlapping, written

from opstools.core.drawing import CHINESE_FONTS
from opstools.flow import (
    FlowLog,
    analyse,
    best_case,
    build_up,
    critical_path,
    inventory_turns,
    littles_law,
    littles_law_stages,
    practical_worst_case,
)
from opstools.flow.batches.plots import batch_curve

NAMES = ("S{}", "prepare the patient {}", "安装前轴螺丝{}")  # in turn
HAS_CHINESE = bool({font.name for font in fontManager.ttflist} & {*CHINESE_FONTS})


def names(number):
    return [NAMES[k % 3].format(k) for k in range(number)]


def process(number):
    k = np.arange(number)
    return pd.DataFrame({"step": names(number), "servers": 1 + k % 3, "unit_time": 3 + k % 7})


def log(number):
    came = np.arange(number) * 0.7 % 5
    return FlowLog(names(number), came, came + 0.3 + np.arange(number) % 4, flow_unit="病人")


def dated(number):
    came = pd.Timestamp("2024-05-01 08:00") + pd.to_timedelta(np.arange(number) * 7, "h")
    return FlowLog(names(number), came, came + pd.Timedelta(hours=5), time_unit="day")


def activities(number):
    before = ["" if k < 2 else f"{names(k)[k - 2]}, {names(k)[k // 2]}" for k in range(number)]
    return pd.DataFrame(
        {"activity": names(number), "time": 1 + np.arange(number) % 5, "predecessors": before}
    )


def stages(number):
    k = np.arange(number)
    return pd.DataFrame({"stage": names(number), "flow_rate": 5 + k % 3, "flow_time": 1 + k % 4})


def periods(number):
    k = np.arange(number)
    return pd.DataFrame(
        {"period": names(number), "duration": 1, "arrival_rate": k * 7 % 10, "service_rate": 5}
    )


PICTURES = {
    "flow": lambda n: littles_law(flow_rate=11 * n, flow_time=0.5, flow_unit="patients").plot(),
    "turns": lambda n: inventory_turns(cost_of_goods_sold=100 * n, inventory=25).plot(),
    "process": lambda n: analyse(process(n)).problem.plot(),
    "resource chart": lambda n: analyse(process(n), demand=0.2, flow_unit="病人").plot(),
    "resource chart, low demand": lambda n: analyse(process(n), demand=0.05).plot(),
    "resource chart, no demand": lambda n: analyse(process(n)).plot(),
    "log": lambda n: log(n).plot(),
    "cumulative": lambda n: log(n).measure().plot(),
    "stack": lambda n: log(n).measure(start=1, end=4).plot_inventory(),
    "cumulative, dated": lambda n: dated(n).measure().plot(),
    "stack, dated": lambda n: dated(n).measure().plot_inventory(),
    "critical path": lambda n: critical_path(activities(n)).plot(),
    "stages": lambda n: littles_law_stages(stages(n)).plot(),
    "build-up": lambda n: build_up(periods(n)).plot(),
    "rates": lambda n: build_up(periods(n)).problem.plot(),
    "practical": lambda n: practical_worst_case(n, bottleneck_rate=0.5, raw_process_time=8).plot(),
    "best": lambda n: best_case(n, bottleneck_rate=2, raw_process_time=9).plot(),
    "batch": lambda n: batch_curve(setup=60, unit_time=10, batch=n, flow_rate=0.05),
}


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_texts_do_not_overlap_and_all_letters_are_there(draw, number):
    ax = draw(number)
    with warnings.catch_warnings():
        warnings.simplefilter("error" if HAS_CHINESE else "ignore")
        ax.figure.canvas.draw()
    texts = written(ax)
    assert not overlapping(texts, slack=1)
    assert not cut(ax, texts, slack=2)


def test_steps_draw_more_and_more():
    flow = log(3).measure()
    assert len(flow.plot(step=0).lines) < len(flow.plot(step=2).lines)
    chart = analyse(process(3), demand=0.2)
    assert [len(chart.plot(step=k).patches) for k in (0, 1, 3)] == [0, 1, 3]
    path = critical_path(activities(3))
    assert len(path.plot(step=1).patches) < len(path.plot(step=3).patches)
