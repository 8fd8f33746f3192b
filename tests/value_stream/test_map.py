"""The drawn map: nothing covers anything, and everything that is told stands on it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from helpers import covering

from opstools import datasets
from opstools.core.sketch import Area, Group, Line
from opstools.value_stream import Process, ValueStream, compare, current_state, lead_times
from opstools.value_stream.picture.icons import ICONS, icon_sheet
from opstools.value_stream.picture.layout import Layout
from opstools.value_stream.picture.map import map_sketch
from opstools.value_stream.rooms import WASTES


def stream(n: int, language: str, *, branch: bool = False) -> ValueStream:
    """A stream with everything that a map can hold."""
    r = np.random.default_rng(n)
    word = {"en": "a process with a long name", "zh": "名称很长的加工工序"}[language]
    names = [f"{word} {k}" for k in range(n)]
    processes = [Process(each, int(r.integers(10, 70)), 600, 0.9, 2, 3, 0.02, 50) for each in names]
    if branch:
        processes.append(Process(f"{word} side", 30, to=names[-1]))
        names.append(processes[-1].name)
    flows = ("push", "fifo", "pull")
    waiting = [
        {
            "before": each,
            "pieces": int(r.integers(1, 99_999)),
            "flow": flows[k % 3],
            "maximum": 10**5,
        }
        for k, each in enumerate([*names, "customer"])
    ]
    messages = [
        ("customer", "control", "electronic", "预测 forecast"),
        ("customer", "control"),
        ("control", "supplier", "manual", "weekly order"),
    ]
    messages += [("control", each, "manual", "每周计划 schedule") for each in names]
    kaizen = [(each, "改进 an improvement", WASTES[k % 7]) for k, each in enumerate(names) if k % 2]
    return ValueStream(
        tuple(processes),
        demand=460,
        available_time=27_600,
        inventories=waiting,
        information=messages,
        kaizen=kaizen,
        pacemaker=names[0],
        customer="the customer with a long name",
        supplier="供应商公司",
        shipments=("Tuesday and Thursday", "每天"),
        title="t",
    )


@pytest.mark.parametrize("branch", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("n", [3, 5, 8, 12])
def test_no_text_covers_another_and_none_is_cut(n, language, branch):
    told = stream(n, language, branch=branch)
    found = current_state(told)
    sketch = map_sketch(told, found, rungs=found.ladder)
    assert covering(sketch) == []
    for text in sketch.texts():
        left, top, right, bottom = text.box
        assert min(left, top) >= 0, text
        assert right <= sketch.width + 0.1, text
        assert bottom <= sketch.height, text


@pytest.mark.parametrize("n", [3, 12])
def test_process_boxes_stand_apart(n):
    layout = Layout(stream(n, "en", branch=True))
    boxes = [
        (layout.xs[e.name], layout.y_of(e.name), layout.width(e)) for e in layout.stream.processes
    ]
    for k, (x, y, w) in enumerate(boxes):
        for x2, y2, w2 in boxes[:k]:
            assert y != y2 or x + w <= x2 or x2 + w2 <= x


def test_messages_run_along_the_axes():
    sketch = map_sketch(stream(5, "en"))
    for group in (
        g
        for g in sketch.shapes
        if isinstance(g, Group) and " to " in g.title and "manual" in g.title
    ):
        (line,) = [s for s in group.shapes if isinstance(s, Line)]
        for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
            assert x0 == pytest.approx(x1) or y0 == pytest.approx(y1)


def test_the_ladder_stands_under_its_processes_with_its_figures():
    acme = current_state(datasets.load("acme_stamping"), rounding=1)
    layout, sketch = Layout(acme.problem), map_sketch(acme.problem, acme, rungs=acme.ladder)
    words = {t.text: t.at for t in sketch.texts()}
    for each in acme.problem.processes:
        x, _ = words[f"{each.cycle_time} s"]
        assert x == pytest.approx(layout.xs[each.name] + layout.width(each) / 2)
    for told in (
        "lead time 23.6 days",
        "work 188 s",
        "takt 60 s",
        "5 days",
        "7.6 days",
        "4.5 days",
    ):
        assert told in words
    ladder = next(g for g in sketch.shapes if isinstance(g, Group) and g.title.startswith("Ladder"))
    ys = {round(y, 6) for line in ladder.shapes for _, y in line.points}
    assert len(ys) == 2


def test_what_is_above_takt_is_marked():
    acme = current_state(datasets.load("acme_stamping"))
    late = [t.text for t in map_sketch(acme.problem, acme).texts() if t.color == "#b2182b"]
    assert late == ["C/T = 62 s"]


def test_flows_have_their_icons():
    titles = {g.title for g in map_sketch(stream(5, "en")).shapes if isinstance(g, Group)}
    assert sum(t.startswith("FIFO lane before") for t in titles) == 2
    assert sum(t.startswith("supermarket before") for t in titles) == 2
    assert sum(t.startswith("pull to") for t in titles) >= 1
    assert sum(t.startswith("push to") for t in titles) >= 1
    assert "改进 an improvement (transport)" in titles or any("(waiting)" in t for t in titles)


def test_branches_flow_as_they_are_told_to():
    """a to b to the assembly, beside the row of c: b pulls, and the assembly is pushed to."""
    stream = ValueStream(
        (Process("c", 1), Process("a", 1, to="b"), Process("b", 1, to="d"), Process("d", 1)),
        demand=10, available_time=100, inventories=[("b", 5)],
    )  # fmt: skip
    pulled = stream.replace(inventories=[{"before": "b", "pieces": 5, "flow": "pull"}])
    lane = stream.replace(inventories=[{"before": "b", "pieces": 5, "flow": "fifo"}])

    def arrows(stream):
        svg = map_sketch(stream).svg()
        return [word for word in ("push to b", "pull to b") if word in svg]

    assert (arrows(stream), arrows(pulled), arrows(lane)) == (["push to b"], ["pull to b"], [])


def test_one_operator_is_said_of_one():
    svg = map_sketch(ValueStream((Process("p", 1),), demand=1, available_time=10)).svg()
    assert "1 operator<" in svg


def test_every_icon_is_drawn_inside_its_box_and_differs():
    assert len(ICONS) >= 30
    drawn = {}
    for name, draw in ICONS.items():
        shapes = draw(0, 0, 36, 30)
        assert shapes, name
        places = [p for s in shapes for p in getattr(s, "points", ())]
        assert all(-6 <= x <= 42 and -6 <= y <= 36 for x, y in places), name
        drawn[name] = repr(shapes)
    assert len(set(drawn.values())) == len(drawn)
    assert covering(icon_sheet()) == []


def test_the_file_says_what_the_picture_says():
    acme = current_state(datasets.load("acme_stamping"), rounding=1)
    root = ET.fromstring(acme.svg())
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}desc").text == acme.headline
    assert {e.text for e in root.iter(f"{space}text")} == {t.get_text() for t in acme.plot().texts}
    titles = {e.text for e in root.iter(f"{space}title")}
    assert "inventory before Welding 1: 7,000" in titles
    assert "customer to control: daily order, electronic" in titles


def test_cycle_times_stand_against_takt():
    acme = current_state(datasets.load("acme_stamping"))
    ax = acme.plot_cycle_times()
    assert [p.get_width() for p in ax.patches] == [1, 39, 46, 62, 40]
    assert [bool(p.get_hatch()) for p in ax.patches] == [False, False, False, True, False]
    assert ax.lines[0].get_xdata()[0] == 60


def test_other_pictures_show_their_figures():
    states = [current_state(datasets.load(each)) for each in ("acme_stamping", "acme_future")]
    found = compare(*states)
    widths = [p.get_width() for p in found.plot().patches]
    assert widths == pytest.approx([float(a) / float(b) for _, b, a, _ in found.rows])
    times = lead_times(datasets.load("three_orders"))
    ax = times.plot()
    for k, each in enumerate(times.segments):
        span, mean = ax.lines[2 * k], ax.lines[2 * k + 1]
        assert list(span.get_xdata()) == pytest.approx([each.min, each.max])
        assert mean.get_xdata()[0] == pytest.approx(each.mean)


def test_shapes_are_there_to_be_drawn():
    assert any(isinstance(s, Area) for s in map_sketch(stream(3, "en")).flat())
