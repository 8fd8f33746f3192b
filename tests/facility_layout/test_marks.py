"""What is drawn: the marks of each picture against the figures that they stand for."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from opstools import datasets
from opstools.core.drawing import BLUE, GREY, WARNING
from opstools.core.sketch import Area, Circle, Group, Line, Text
from opstools.facility_layout import (
    Departments,
    Relationships,
    aldep,
    best_layout,
    by_hand,
    corelap,
    craft,
    layout_kind,
    pairwise_exchange,
    rank_order_clustering,
    search_layout,
)
from opstools.facility_layout.cells.picture import table as cells_table
from opstools.facility_layout.departments.chart import from_to_chart
from opstools.facility_layout.departments.picture import SIDE, plan
from opstools.facility_layout.plans.grid import touching
from opstools.facility_layout.plans.picture import block_plan
from opstools.facility_layout.plans.result import Drawn
from opstools.facility_layout.relationships.chart import diamond_chart
from opstools.facility_layout.relationships.diagram import on_a_circle
from opstools.facility_layout.ties import MOST, heaviest, line_width, widest


def groups(sketch):
    """Title -> shapes of each group."""
    return {each.title: each.shapes for each in sketch.shapes if isinstance(each, Group)}


def centre_of(shape):
    return np.array(shape.points).mean(axis=0)


def overlapping(sketch):
    """Pairs of texts that cover each other, and those that leave the drawing."""
    boxes = [(each.text, each.box) for each in sketch.texts()]
    found = [
        (a, b) for k, (a, x) in enumerate(boxes) for b, y in boxes[k + 1 :]
        if x[0] + 1 < y[2] and y[0] + 1 < x[2] and x[1] + 1 < y[3] and y[1] + 1 < x[3]
    ]  # fmt: skip
    out = [t for t, b in boxes if min(b[0], b[1]) < -0.5 or b[2] > sketch.width + 0.5
           or b[3] > sketch.height + 0.5]  # fmt: skip
    return found + out


def test_a_plan_shows_who_stands_where_and_how_much_moves():
    walters = datasets.load("walters")
    layout = by_hand(walters, list("213456"))
    sketch = plan(walters, layout.states()[-1])
    found = groups(sketch)
    middles = {}
    for name, place in layout.places.items():
        box, *words = found[f"{name} in place {place}"]
        assert words[0].text == name
        middles[name] = centre_of(box)
        k = int(place) - 1
        assert middles[name] == pytest.approx([8 + (k % 3 + 0.5) * SIDE, 8 + (k // 3 + 0.5) * SIDE])
    for (one, other), load in walters.composite.items():
        (line,) = found[f"{one} and {other}: {load} loads"]
        assert line.thick == line_width(load / 100)
        ends = {tuple(line.points[0]), tuple(line.points[-1])}
        assert ends == {tuple(middles[one]), tuple(middles[other])}
        beside = walters.beside(*(int(layout.places[each]) - 1 for each in (one, other)))
        assert (line.dashed, line.color) == ((False, BLUE) if beside else (True, WARNING))
    assert line_width(1) == 9
    assert line_width(0.5) == pytest.approx(4.8)
    assert sketch.title == f"Cost {layout.cost} $"


def test_a_plan_grows_step_by_step_and_marks_what_moved():
    walters = datasets.load("walters")
    layout = by_hand(walters, list("213456"))
    for k, state in enumerate(layout.states()[:7]):
        named = {title for title in groups(plan(walters, state)) if " in place " in title}
        assert named == {f"{each} in place {at}" for each, at in list(layout.places.items())[:k]}
    better = pairwise_exchange(walters, list("123456"))
    state = better.state_at(2)
    made = better.exchanges.query("made and round == 1").iloc[0]
    assert {walters.names[k] for k in state.moved} == {made["one"], made["other"]}
    thick = [each for each in plan(walters, state).flat() if isinstance(each, Area)
             and each.thick > 2]  # fmt: skip
    assert len(thick) == 2
    assert "red frame: moved in this step" in [t.text for t in plan(walters, state).texts()]
    last = plan(walters, better.states()[-1])
    assert not [e for e in last.flat() if isinstance(e, Area) and e.thick > 2]


def test_the_drawn_picture_has_the_lines_of_the_sketch():
    walters = datasets.load("walters")
    layout = best_layout(walters)
    ax = layout.plot()
    widths = {round(float(w), 3) for c in ax.collections for w in np.ravel(c.get_linewidths())}
    for load in walters.composite.values():
        assert round(line_width(load / 100), 3) in widths
    assert ax.get_title(loc="left") == "Cost 430 $"
    assert {t.get_text() for t in ax.texts} >= set(walters.names)
    root = ET.fromstring(layout.svg())
    assert root.find("{*}title").text == "Cost 430 $"
    titles = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "Assembly and Machining: 100 loads" in titles


def test_the_from_to_chart_has_every_load_and_the_sums():
    walters = datasets.load("walters")
    found = groups(from_to_chart(walters))
    box, word = found["Assembly to Machining: 100"]
    assert word.text == "100"
    assert centre_of(box) == pytest.approx(word.at)
    darkest = min(found.values(), key=lambda shapes: shapes[0].fill if shapes[0].fill[1] != "e"
                  else "z")  # fmt: skip
    assert darkest[1].text == "100"
    texts = [each.text for each in from_to_chart(walters).texts()]
    assert texts.count("170") == 1
    assert len(groups(from_to_chart(walters, rows=0))) == 36
    assert not [s for s in groups(from_to_chart(walters, rows=0)).values() if len(s) == 2
                and s[1].text != "–"]  # fmt: skip


def test_the_diamond_chart_has_each_rating_in_its_diamond():
    clinic = datasets.load("clinic")
    sketch = diamond_chart(clinic)
    found = groups(sketch)
    names = {t.text: t.at[1] for t in sketch.texts() if t.text in clinic.names}
    for one, other in clinic.pairs:
        title = next(each for each in found if each.startswith(f"{one} and {other}: "))
        diamond, letter, *codes = found[title]
        assert letter.text == clinic.rating(one, other)
        x, y = centre_of(diamond)
        assert y == pytest.approx((names[one] + names[other]) / 2)
        assert letter.at[0] == pytest.approx(x)
        told = clinic.ratings[one, other].split(" ", 1)[1:]
        assert [c.text for c in codes] == told
        if told:
            assert "(" in title
    colours = {shapes[1].text: shapes[0].fill for shapes in found.values()}
    assert len(set(colours.values())) == len(colours)
    half = groups(diamond_chart(clinic, shown=3)).values()
    assert sum(len(shapes) > 1 for shapes in half) == 3


def test_the_relationship_diagram_has_as_many_lines_as_the_rating():
    clinic = datasets.load("clinic")
    found = groups(on_a_circle(clinic))
    at = {name: np.array(shapes[0].at) for name, shapes in found.items()
          if isinstance(shapes[0], Circle)}  # fmt: skip
    assert set(at) == set(clinic.names)
    for one, other in clinic.pairs:
        rating = clinic.rating(one, other)
        lines = found.get(f"{one} and {other}: {rating}", ())
        assert len(lines) == {"A": 4, "E": 3, "I": 2, "O": 1, "U": 0, "X": 1}[rating]
        for line in lines:
            assert np.abs(np.array(line.points[0]) - at[one]).max() < 6
            assert np.abs(np.array(line.points[-1]) - at[other]).max() < 6
            assert (len(line.points) > 2) == (rating == "X")
    assert clinic.diagram().get_title(loc="left") == "Relationship diagram"
    plan_ = corelap(clinic, rows=2, columns=3)
    assert plan_.diagram().get_title(loc="left") == "Relationship diagram"


def squares_drawn(sketch, plan_):
    """The squares of each department as they are drawn."""
    found = {}
    side = None
    for title, shapes in groups(sketch).items():
        if title.endswith(" squares"):
            xs = [shape.points for shape in shapes]
            side = xs[0][1][0] - xs[0][0][0]
            found[title.rpartition(",")[0]] = {
                (round((p[0][1] - 8) / side), round((p[0][0] - 8) / side)) for p in xs
            }
    return found, side


def test_a_block_plan_is_to_scale_with_its_ties():
    workshop = datasets.load("workshop_plan")
    better = craft(workshop, **datasets.about("workshop_plan").answers[0].settings)
    sketch = block_plan(better, better.states()[-1])
    drawn, side = squares_drawn(sketch, better)
    for r, row in enumerate(better.grid):
        for c, name in enumerate(row):
            assert (r, c) in drawn[name]
    found = groups(sketch)
    most = max(float(each.weight) for each in better.links)
    for each in better.links:
        (line,) = found[f"{each.one} and {each.other}: {each.told}"]
        assert line.thick == pytest.approx(line_width(float(each.weight) / most))
        touch = (each.one, each.other) in touching(better.grid)
        assert (line.dashed, line.color) == ((False, BLUE) if touch else (True, WARNING))
        for end, name in zip(line.points, (each.one, each.other), strict=True):
            x, y = better.centroids[name]
            assert end == pytest.approx((8 + x * side, 8 + y * side))
    walls = [e for e in sketch.shapes if isinstance(e, Line) and e.thick == 1.3]
    grid = np.pad(np.array(better.grid), 1)
    seen = (grid[1:] != grid[:-1]).sum() + (grid[:, 1:] != grid[:, :-1]).sum()
    assert len(walls) == seen
    assert sketch.title == "Adjacency 110, distance 346.8 $"


@pytest.mark.parametrize("weights", ["score", "corelap"])
def test_what_should_be_apart_is_a_zigzag_whatever_it_weighs(weights):
    clinic = datasets.load("clinic")
    plan_ = aldep(clinic, rows=2, columns=3, sweep=1, runs=5, weights=weights)
    found = groups(block_plan(plan_, plan_.states()[-1]))
    for each in plan_.links:
        lines = found.get(f"{each.one} and {each.other}: {each.told}", ())
        assert len(lines) == (each.told != "U")
        assert all((len(line.points) > 2) == (each.told == "X") for line in lines)
    assert not groups(block_plan(plan_, plan_.states()[0]))


def test_what_was_just_placed_has_a_dot_in_each_square():
    workshop = datasets.load("workshop_plan")
    better = craft(workshop, **datasets.about("workshop_plan").answers[0].settings)
    sketch = block_plan(better, better.state_at(2))
    side = squares_drawn(sketch, better)[1]
    dots = {(int((e.at[1] - 8) // side), int((e.at[0] - 8) // side)) for e in sketch.flat()
            if isinstance(e, Circle)}  # fmt: skip
    grid = better.state_at(2).grid
    assert {grid[r][c] for r, c in dots} == {"press", "lathe"}
    assert len(dots) == 10
    whole = block_plan(better, better.states()[-1])
    assert not [e for e in whole.flat() if isinstance(e, Circle)]


def test_a_corner_in_common_is_drawn_as_touching_where_it_counts():
    table = pd.DataFrame([["", "A", ""], ["", "", ""], ["", "", ""]], list("PQR"), list("PQR"))
    for corners in (False, True):
        made = corelap(table, rows=2, columns=2, corners=corners)
        diagonal = made.grid[0][0], made.grid[1][1], made.grid[0][1], made.grid[1][0]
        shaped = replace(made, grid=(("P", "R"), ("", "Q")))
        (line,) = groups(block_plan(shaped, Drawn(shaped.grid)))["P and Q: A"]
        assert line.dashed != corners
        assert set(diagonal) == {"P", "Q", "R", ""}


def test_of_many_lines_only_the_heaviest_are_drawn():
    assert heaviest([5.0] * 70 + [1.0]) == 5
    assert heaviest([float(k) for k in range(100)]) == 40
    assert heaviest([3.0, 2.0, 2.0]) == 2
    assert widest(20) == 9
    assert widest(80) == 4.5
    names = [f"D{k}" for k in range(14)]
    loads = np.triu(np.arange(1, 14 * 14 + 1).reshape(14, 14), 1)
    problem = Departments.from_frame(pd.DataFrame(loads, names, names), distances="2 x 7")
    sketch = plan(problem, by_hand(problem, list(problem.places)).states()[-1])
    drawn = [title for title in groups(sketch) if " and " in title]
    kept = sorted(loads[loads > 0])[-MOST:]
    assert sorted(int(each.split(": ")[1].split()[0]) for each in drawn) == kept
    assert "the 60 heaviest of 91 pairs" in [t.text for t in sketch.texts()]


def test_of_many_letters_only_the_strongest_are_drawn():
    names = [f"R{k}" for k in range(14)]
    letters = [["AEXU"[(i + j) % 4] if i < j else "" for j in range(14)] for i in range(14)]
    letters[0][1] = "I"
    chart = Relationships.from_frame(pd.DataFrame(letters, names, names))
    drawn = {title[-1] for title in groups(on_a_circle(chart)) if ": " in title}
    assert drawn == {"A", "E"}
    apart = [["X" if i < j else "" for j in range(14)] for i in range(14)]
    apart[0][13] = "A"
    chart = Relationships.from_frame(pd.DataFrame(apart, names, names))
    made = aldep(chart, rows=2, columns=7, runs=2)
    near = touching(made.grid)
    for title in groups(block_plan(made, made.states()[-1])):
        pair, _, letter = title.partition(": ")
        assert letter != "X" or tuple(pair.split(" and ")) in near


def test_curves_stay_inside_the_plan():
    names = [f"D{k}" for k in range(12)]
    loads = np.triu(np.ones((12, 12), int), 1)
    problem = Departments.from_frame(pd.DataFrame(loads, names, names), distances="2 x 6")
    sketch = plan(problem, by_hand(problem, list(problem.places)).states()[-1])
    points = np.array([p for e in sketch.flat() if isinstance(e, Line) for p in e.points])
    assert points.min() > 0
    assert (points.max(axis=0) < [sketch.width, sketch.height]).all()


def ys_of(cells, state):
    """Where the rows stand in a state."""
    names = {t.text: t.at[1] for t in cells_table(cells.problem, state).texts()}
    return {machine: names[machine] for machine in cells.problem.machines}


def test_the_table_of_cells_frames_blocks_and_crosses_exceptions():
    cells = rank_order_clustering(datasets.load("five_machines"))
    sketch = cells_table(cells.problem, cells.final)
    found = groups(sketch)
    crossed = {title for title, shapes in found.items() if shapes[1].text == "×"}
    assert crossed == {f"{part} needs {machine}" for machine, part in cells.exceptions}
    assert len(found) == cells.problem.operations
    xs = {t.text: t.at[0] for t in sketch.texts() if t.text in cells.columns}
    ys = {t.text: t.at[1] for t in sketch.texts() if t.text in cells.rows}
    for title, (square, _) in found.items():
        part, machine = title.split(" needs ")
        assert centre_of(square) == pytest.approx((xs[part], ys[machine]))
    frames = [e for e in sketch.shapes if isinstance(e, Area) and e.thick == 2.2]
    for frame, group, family in zip(frames, cells.groups, cells.families, strict=True):
        (x0, y0), _, (x1, y1), _ = frame.points
        assert {p for p in xs if x0 < xs[p] < x1} == set(family)
        assert {m for m in ys if y0 < ys[m] < y1} == set(group)
    first = cells.state_at(3)
    words = [t for t in cells_table(cells.problem, first).texts() if t.color == WARNING]
    assert [t.text for t in words] == ["20", "41", "22"]
    assert [t.at[1] for t in words] == [ys_of(cells, first)[m] for m in ("M1", "M2", "M3")]
    weights = [t for t in cells_table(cells.problem, first).texts() if t.color == GREY]
    assert [t.text for t in weights] == ["32", "16", "8", "4", "2", "1"]
    across = cells_table(cells.problem, cells.state_at(8))
    assert [t.text for t in across.texts() if t.color == GREY] == ["16", "8", "4", "2", "1"]


def test_questions_are_bars_against_their_limits():
    found = layout_kind(datasets.load("furniture"))
    ax = found.plot()
    bars = {round(p.get_y() + p.get_height() / 2): p.get_width() for p in ax.patches}
    assert [bars[k] for k in (1, 2, 3)] == pytest.approx([e.value for e in found.asked])
    limits = sorted(float(line.get_xdata()[0]) for line in ax.lines)
    assert limits == [0.5, 0.6, 0.8]
    marked = [p for p in found.matrix().patches if p.get_linewidth() > 2]
    assert len(marked) == 1
    assert marked[0].get_xy() == (2, 2)
    heights = [p.get_height() for p in found.problem.plot().patches]
    assert heights == [900, 700, 600, 500, 400, 300]
    assert to_hex(marked[0].get_facecolor()) not in ("#ffffff", "#9ad0f5")


LONG = [
    "Receiving and inspection of goods",
    "机械加工与装配车间",
    "Quality control laboratory, second",
]


@pytest.mark.parametrize("n", [3, 12, 30])
@pytest.mark.parametrize("names", ["short", "long"])
def test_no_text_covers_another(n, names):
    told = [f"D{k}" if names == "short" else f"{LONG[k % 3]} {k}" for k in range(n)]
    dice = np.random.default_rng(n)
    loads = np.triu(dice.integers(0, 200, (n, n)) * (dice.random((n, n)) < 0.3), 1)
    loads[0, 1] = 99
    problem = Departments.from_frame(pd.DataFrame(loads, told, told), distances=f"{-(-n // 6)} x 6")
    layout = by_hand(problem, list(problem.places[:n]))
    assert not overlapping(plan(problem, layout.states()[-1]))
    assert not overlapping(from_to_chart(problem))
    letters = pd.DataFrame([[dice.choice(list("AEIOUX")) if i < j else "" for j in range(n)]
                            for i in range(n)], told, told)  # fmt: skip
    chart = Relationships.from_frame(letters, reasons={1: "流程", 2: "shared staff"})
    assert not overlapping(diamond_chart(chart))
    assert all(e.box[2] <= on_a_circle(chart).width for e in on_a_circle(chart).texts())
    side = int(np.ceil(np.sqrt(n)))
    made = corelap(chart, rows=side, columns=side)
    assert not overlapping(block_plan(made, made.states()[-1]))


def test_every_search_draws_its_plan():
    walters = datasets.load("walters")
    for method in (best_layout, search_layout):
        layout = method(walters)
        assert sum(isinstance(e, Text) for e in plan(walters, layout.states()[-1]).flat()) > 12
