"""The drawn map: nothing covers anything, lines keep apart and off the boxes, all is told."""

from __future__ import annotations

import time
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from helpers import covering
from process_map.random_maps import random_map

from opstools import datasets
from opstools.core.drawing import FILLS, WARNING
from opstools.core.numbers import show
from opstools.core.sketch import Area, Circle, Group, Line, Sketch, Text
from opstools.process_map import ProcessMap, Step, analyse, compare, responsibilities, simulate
from opstools.process_map.picture.diagram import diagram
from opstools.process_map.picture.heat_map import heat_map
from opstools.process_map.picture.layout import Layout

SIZES = [(3, 5), (4, 9), (5, 14), (8, 25), (12, 40)]
MAPS = [(seed, *size, lang) for size in SIZES for lang in ("en", "zh") for seed in range(4)]


def boxes(layout: Layout) -> dict[str, tuple[float, float, float, float]]:
    return {
        s.name: (x := layout.box_left(s.name), y := layout.top(s.name),
                 x + layout.grid.box_width(s.name), y + layout.height(s.name))
        for s in layout.grid.process.steps
    }  # fmt: skip


def stretches(layout: Layout):
    """(flow, x0, y0, x1, y1) of every stretch of every line, low end first."""
    for route in layout.routes.found:
        points = layout.points(route)
        for (x0, y0), (x1, y1) in pairwise(points):
            yield route.flow, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@pytest.mark.parametrize(("seed", "roles", "steps", "language"), MAPS)
def test_a_map_is_clear(seed, roles, steps, language):
    process = random_map(seed, roles, steps, language)
    sketch, layout = diagram(process), Layout(process, {}, {})
    assert covering(sketch) == []
    for text in sketch.texts():
        left, top, right, bottom = text.box
        assert min(left, top) >= 0, text
        assert right <= sketch.width + 0.1, text
        assert bottom <= sketch.height, text
    rooms = boxes(layout)
    for (one, a), (two, b) in combinations(rooms.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, two)
    lines = list(stretches(layout))
    for flow, x0, y0, x1, y1 in lines:
        assert x0 == pytest.approx(x1) or y0 == pytest.approx(y1), "along the axes"
        for name, (left, top, right, bottom) in rooms.items():
            inside = x0 < right - 0.5 and x1 > left + 0.5 and y0 < bottom - 0.5 and y1 > top + 0.5
            begins = name == flow.source and y0 > top + 1  # behind its own box
            assert begins or not inside, f"{flow.source} → {flow.target} runs through {name}"
    for one, two in combinations(lines, 2):
        assert not lies_on(one, two), (one, two)


def lies_on(one, two) -> bool:
    """Whether two stretches of flows that share neither end lie on one another."""
    (flow, x0, y0, x1, y1), (other, a0, b0, a1, b1) = one, two
    if flow.source == other.source or flow.target == other.target:
        return False
    if x0 == x1 and a0 == a1 and abs(x0 - a0) < 2:
        return min(y1, b1) - max(y0, b0) > 1
    if y0 == y1 and b0 == b1 and abs(y0 - b0) < 2:
        return min(x1, a1) - max(x0, a0) > 1
    return False


@pytest.mark.parametrize(("seed", "roles", "steps", "language"), MAPS[::3])
def test_no_line_runs_through_words(seed, roles, steps, language):
    sketch = diagram(random_map(seed, roles, steps, language))
    groups = [g for g in sketch.shapes if isinstance(g, Group) and " to " in g.title]
    labels = [t for g in groups for t in g.shapes if isinstance(t, Text)]
    lines = [line for g in groups for line in g.shapes if isinstance(line, Line)]
    assert labels
    for text in labels:
        left, top, right, bottom = text.box
        for line in lines:
            for (x0, y0), (x1, y1) in pairwise(line.points):
                apart = (max(x0, x1) <= left or min(x0, x1) >= right
                         or max(y0, y1) <= top + 1 or min(y0, y1) >= bottom - 1)  # fmt: skip
                assert apart, (text.text, line.points)


def test_forty_steps_in_twelve_lanes_stand_in_time():
    process = random_map(1, 12, 40)
    began = time.process_time()
    diagram(process).svg()
    assert time.process_time() - began < 2


def test_every_step_stands_in_its_lane_below_what_leads_to_it():
    process = random_map(7, 6, 20)
    layout = Layout(process, {}, {})
    for step in process.steps:
        lane = process.lanes.index(step.lane)
        x, y = layout.box_left(step.name), layout.top(step.name)
        assert layout.lefts[lane] < x
        assert x + layout.grid.box_width(step.name) < layout.lefts[lane + 1]
        for before in process.network.forward[step.name]:
            assert layout.top(before) < y


def claims() -> ProcessMap:
    return datasets.load("expense_claims")


def group(sketch: Sketch, start: str) -> Group:
    return next(g for g in sketch.shapes if isinstance(g, Group) and g.title.startswith(start))


def test_lines_lead_from_source_to_target():
    layout = Layout(claims(), {}, {})
    for route in layout.routes.found:
        points, flow = layout.points(route), route.flow
        x, y = points[-1]
        left = layout.box_left(flow.target)
        assert left < x < left + layout.grid.box_width(flow.target)
        assert y == layout.y_enter(flow.target)
        assert points[0][1] >= layout.top(flow.source) + layout.height(flow.source) / 2
        line = next(s for s in group(diagram(claims()), f"{flow.source} to {flow.target}").shapes
                    if isinstance(s, Line))  # fmt: skip
        assert line.arrow


def test_ways_part_and_meet_under_their_signs():
    sketch = diagram(claims())
    check = group(sketch, "check receipts (").shapes
    assert sum(isinstance(s, Area) and len(s.points) == 4 for s in check) == 2  # box and diamond
    bars = {"approve (": 1, "close (": 1, "pay (": 0}
    for start, number in bars.items():
        filled = [s for s in group(sketch, start).shapes
                  if isinstance(s, Area) and s.fill == "#222222"]  # fmt: skip
        assert len(filled) == number, start
    bar = next(s for s in group(sketch, "close (").shapes
               if isinstance(s, Area) and s.fill == "#222222")  # fmt: skip
    outline = next(s for s in group(sketch, "close (").shapes if isinstance(s, Area))
    assert max(y for _, y in bar.points) < min(y for _, y in outline.points)
    dots = [s for s in group(sketch, "enter (").shapes if isinstance(s, Circle)]
    rings = [s for s in group(sketch, "close (").shapes if isinstance(s, Circle)]
    assert (len(dots), len(rings)) == (1, 2)


def test_kinds_differ_without_colour():
    process = ProcessMap(
        (Step("a", ("X",), kind="value-adding"), Step("b", ("X",)), Step("c", ("X",), kind="waste"))
    )
    sketch = diagram(process)
    thick = [next(s for s in group(sketch, f"{n} (").shapes if isinstance(s, Area)).thick
             for n in "abc"]  # fmt: skip
    assert thick[0] > thick[1] == thick[2]
    assert sum(isinstance(s, Line) for s in group(sketch, "c (").shapes) == 2
    fills = [next(s for s in group(sketch, f"{n} (").shapes if isinstance(s, Area)).fill
             for n in "abc"]  # fmt: skip
    assert len(set(fills)) == 3
    assert fills[0] == FILLS[2]


def test_flows_differ_by_their_lines():
    flows = [("a", "b"), ("b", "c", None, "pull"), ("a", "c", None, "information", "list"),
             ("b", "d", None, "escalation", "", 15), ("c", "d")]  # fmt: skip
    process = ProcessMap(tuple(Step(n, ("X",)) for n in "abcd"), flows=flows)
    sketch = diagram(process)

    def line(start: str) -> Line:
        return next(s for s in group(sketch, start).shapes if isinstance(s, Line))

    assert not line("a to b").dashed
    assert line("a to c").dashed
    assert line("b to d").color == WARNING
    assert any(isinstance(s, Circle) for s in group(sketch, "b to c").shapes)
    assert "after 15 min" in {t.text for t in sketch.texts()}
    legend = {"push", "pull", "information", "escalation", "start", "end", "necessary"}
    assert legend <= {t.text for t in sketch.texts()}


def test_figures_stand_on_the_map():
    found = analyse(claims())
    sketch = diagram(claims(), found=found, known=found.states()[-1])
    words = {t.text for t in sketch.texts()}
    assert {"1.25 × 4 min", "1.25 × 2 min", "2 people, 75 %", "1 person, 30 %"} <= words
    assert group(sketch, "Clerk: 2 people, 75 %, the bottleneck")
    strong = {g.title.split(" (")[0] for g in sketch.shapes if isinstance(g, Group) and any(
        isinstance(s, Area) and s.thick == 2.6 for s in g.shapes)}  # fmt: skip
    assert strong == set(found.critical_path)
    lines = {g.title.split(":")[0] for g in sketch.shapes if isinstance(g, Group) and any(
        isinstance(s, Line) and s.thick > 2 for s in g.shapes)}  # fmt: skip
    assert lines == {"enter to check receipts", "check receipts to approve", "approve to pay",
                     "pay to close"}  # fmt: skip


def test_the_file_says_what_the_picture_says():
    found = analyse(claims())
    space, root = "{http://www.w3.org/2000/svg}", ET.fromstring(found.svg())
    told = {e.text for e in root.iter(f"{space}text")}
    assert told == {t.get_text() for t in found.plot().texts}
    assert "check receipts → enter (20 %)." in root.find(f"{space}desc").text
    titles = {e.text for e in root.iter(f"{space}title")}
    assert "check receipts to enter: incomplete 20 %" in titles
    assert "approve (Head, necessary, 2 min (+ 30 wait))" in titles


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("roles", "steps"), [(3, 5), (12, 40)])
def test_the_table_is_clear(roles, steps, language):
    found = responsibilities(random_map(2, roles, steps, language))
    sketch = heat_map(found.problem, found.cells, found.findings)
    assert covering(sketch) == []
    for text in sketch.texts():
        left, top, right, bottom = text.box
        assert min(left, top) >= 0, text
        assert right <= sketch.width + 0.1, text
        assert bottom <= sketch.height, text


def test_cells_hold_their_letters_and_shades():
    found = responsibilities(claims())
    sketch = heat_map(found.problem, found.cells, found.findings)
    shades = {}
    for step, row in zip(found.problem.steps, found.cells, strict=True):
        for role, letters in zip(found.roles, row, strict=True):
            cell = group(sketch, f"{step.name}, {role}:")
            words = [s.text for s in cell.shapes if isinstance(s, Text)]
            assert words == ([letters] if letters else [])
            area = next(s for s in cell.shapes if isinstance(s, Area))
            shades.setdefault(area.fill, set()).add(letters)
            (x0, y0), (x1, y1) = area.points[0], area.points[2]
            for text in (s for s in cell.shapes if isinstance(s, Text)):
                assert text.at == ((x0 + x1) / 2, (y0 + y1) / 2)
    assert {"A", "RA"} in shades.values()
    assert {"R"} in shades.values()
    marked = [t for t in sketch.texts() if t.text == "!"]
    assert len(marked) == 2
    assert {"R 4  A 0", "R 1  A 6"} <= {t.text for t in sketch.texts()}


def test_bars_are_as_long_as_their_figures():
    found = analyse(claims())
    bars = found.plot_loads().patches
    assert [b.get_width() for b in bars] == pytest.approx([75, 30, 45])
    crowded = analyse(claims().replace(demand={"claims": 11.5})).plot_loads()
    assert [t.xy[0] for t in crowded.texts][:1] == [100], "behind the dashed line, not on it"
    crowded = analyse(claims().replace(demand={"claims": 15})).plot_loads()
    assert [bool(b.get_hatch()) for b in crowded.patches] == [True, False, False]
    better = analyse(claims().replace(resources={"Clerk": 3, "Head": 1, "Cashier": 1}))
    widths = [p.get_width() for p in compare(found, better).plot().patches]
    rows = compare(found, better).rows
    assert widths == pytest.approx([float(a) / float(b) for _, b, a, _ in rows])


def test_simulated_times_stand_as_bars():
    found = simulate(claims(), items=300, runs=3)
    ax = found.plot()
    bars = ax.patches[: 2 * len(found.problem.demand)]
    for k, each in enumerate(found.problem.demand):
        wait, rest = bars[2 * k], bars[2 * k + 1]
        assert wait.get_width() == pytest.approx(found.waiting[each.name].mean)
        assert rest.get_x() == pytest.approx(wait.get_width())
        assert rest.get_width() + rest.get_x() == pytest.approx(found.flow_time[each.name].mean)
        assert wait.get_hatch()
    due = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 2]
    assert due == [60, 240]
    ends = {t.get_text(): t.xy[0] for t in ax.texts}
    slowest = max(each.flow_time[1] for each in found.runs)
    urgent, normal = (show(found.flow_time[c].mean, "min") for c in ("urgent", "normal"))
    assert ends[urgent] == 60, "behind the mark of what is due, not on it"
    assert ends[normal] == pytest.approx(slowest)
    first = found.plot(step=1)
    assert len([line for line in first.lines if len(line.get_xdata()) == 1]) == 2


def test_the_longest_way_is_drawn_over_time():
    found = analyse(claims())
    ax = found.plot_critical_path()
    dark = [b for b in ax.patches if b.get_facecolor()[:3] == (0x4A / 255,) * 3]
    assert sum(b.get_width() for b in dark) == found.duration == 42


def test_steps_of_nobody_are_drawn():
    found = responsibilities(ProcessMap((Step("lock up"),)))
    drawn = heat_map(found.problem, found.cells, found.findings)
    assert drawn.description == "1 step by 0 roles, 2 faults."
    assert found.plot()


def test_visits_are_shown_when_they_are_known():
    steps = tuple(Step(each, ("X",)) for each in "abc")
    ways = [("a", "b"), ("b", "a", 0.5), ("b", "c", 0.5)]
    found = analyse(ProcessMap(steps, flows=ways))
    first, last = (diagram(found.problem, found=found, known=found.states()[k]) for k in (0, -1))
    assert "2 ×" not in [each.text for each in first.texts()]
    assert "2 ×" in [each.text for each in last.texts()]
