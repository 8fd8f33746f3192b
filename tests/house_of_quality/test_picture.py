"""The drawn house: nothing covers anything, and every mark is where it belongs."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from helpers import covering

from opstools import datasets
from opstools.core.sketch import (
    Area,
    Circle,
    Group,
    Line,
    Sketch,
    Text,
    box,
    fitted,
    text_width,
    wrapped,
)
from opstools.house_of_quality import (
    House,
    cascade,
    choose_targets,
    planning_matrix,
    rank_stability,
    technical_importance,
)
from opstools.house_of_quality.picture.frame import BARS, CELL, MARK, Frame
from opstools.house_of_quality.picture.house import house_sketch

SIZES = [(3, 3), (5, 12), (12, 30), (40, 3), (40, 30)]


def large(n: int, m: int, language: str) -> House:
    """A house with all rooms full and long names."""
    r = np.random.default_rng(n * 100 + m)
    words = ("the customer wants it easy to use in case", "measured value of requirement")
    words = (
        ("客户希望产品在各种情况下都方便，第", "技术要求的测量值与方法，第")
        if language == "zh"
        else words
    )
    needs, hows = [f"{words[0]} {i}" for i in range(n)], [f"{words[1]} {j}" for j in range(m)]
    cells = r.choice(["strong", "medium", "weak", "", ""], (n, m))
    roof = [(a, b, str(r.choice(["++", "+", "-", "--"]))) for a, b in combinations(hows, 2)
            if r.random() < 0.3]  # fmt: skip
    marks = pd.DataFrame(
        r.integers(1, 6, (n, 3)), needs, ["ours", "a long competitor's name", "竞争对手"]
    )
    return House.from_frame(
        pd.DataFrame(cells, needs, hows), weights=r.integers(1, 9, n).tolist(), roof=roof,
        directions=dict.fromkeys(hows, "up"), perceptions=marks,
        benchmarks=pd.DataFrame(r.uniform(1, 9999, (m, 2)).round(1), hows, ["ours", "A"]),
        costs=r.integers(10, 99999, m).tolist(), difficulty=r.integers(1, 6, m).tolist(),
        targets=r.integers(1, 999, m).tolist(), units=["mm"] * m, kano=["must-be"] * n,
        groups={each: f"group {i // 5} > part {i // 2}" for i, each in enumerate(needs)},
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("n", "m"), SIZES)
def test_no_text_covers_another_and_none_is_cut(n, m, language):
    house = large(n, m, language)
    sketch = house_sketch(house, technical_importance(house))
    assert covering(sketch) == []
    for text in sketch.texts():
        left, top, right, bottom = text.box
        assert left >= 0, text
        assert top >= 0, text
        assert right <= sketch.width + 0.1, text
        assert bottom <= sketch.height, text


def test_texts_are_measured_as_they_are_drawn():
    _, ax = plt.subplots()
    for word in ("the customer wants it", "WWWW", "iiii", "measured: 1,234.5"):
        drawn = ax.text(0, 0, word, size=8, family="DejaVu Sans")
        wide = drawn.get_window_extent().width * 72 / ax.figure.dpi
        assert text_width(word, 8) == pytest.approx(wide, rel=0.12)
        assert text_width(word, 8) >= 0.97 * wide


def test_texts_give_way():
    assert text_width(fitted("a rather long name of a need", 60, 8), 8) <= 60
    assert fitted("short", 60, 8) == "short"
    assert len(wrapped("one two three four five", 40, 8, 2)) == 2


def test_marks_stand_in_their_cells():
    house = datasets.load("car_door")
    frame, sketch = Frame(house), house_sketch(house)
    discs = [each for each in sketch.flat() if isinstance(each, Circle) and each.radius == 5]
    for i, row in enumerate(house.relationships.cells):
        for j, cell in enumerate(row):
            here = [c for c in discs if c.at == pytest.approx((frame.x(j), frame.y(i)))]
            assert [c.fill != "white" for c in here] == {"strong": [True], "medium": [False]}.get(
                cell, []
            )
    weak = [
        a for a in sketch.flat() if isinstance(a, Area) and len(a.points) == 3 and a.fill == "white"
    ]
    assert len(weak) == sum(cell == "weak" for row in house.relationships.cells for cell in row)


def test_the_roof_rises_at_45_degrees_and_its_marks_are_between_their_columns():
    house = datasets.load("car_door")
    frame, sketch = Frame(house), house_sketch(house)
    roof = next(g for g in sketch.shapes if isinstance(g, Group) and g.title.startswith("Roof"))
    for line in (each for each in roof.shapes if isinstance(each, Line)):
        (x0, y0), (x1, y1) = line.points
        assert abs(x1 - x0) == pytest.approx(abs(y1 - y0))
    base = frame.top - 14 - frame.heads
    for group in (each for each in roof.shapes if isinstance(each, Group)):
        (word,) = group.shapes
        one, other, mark = next(
            p for p in house.roof if group.title == f"{p[0]} and {p[1]}: {p[2]}"
        )
        j, k = house.requirements.index(one), house.requirements.index(other)
        assert word.text == mark.replace("-", "−")
        assert word.at[0] == pytest.approx((frame.x(j) + frame.x(k)) / 2)
        assert base - word.at[1] == pytest.approx((frame.x(k) - frame.x(j)) / 2)


def test_profiles_and_bars_have_their_lengths():
    house = datasets.load("car_door")
    priorities = technical_importance(house)
    frame, sketch = Frame(house, priorities), house_sketch(house, priorities)
    profile = {each.title: each for group in sketch.shapes if isinstance(group, Group)
               for each in group.shapes if isinstance(each, Group)}  # fmt: skip
    line = next(s for s in profile["Marks of A"].shapes if isinstance(s, Line))
    marks = [(x - frame.x_marks) / MARK + 0.5 for x, _ in line.points]
    assert marks == pytest.approx([4, 3, 4, 5])
    assert [y for _, y in line.points] == pytest.approx([frame.y(i) for i in range(4)])
    heights = {}
    for how in house.requirements:
        group = next(g for title, g in profile.items() if title.startswith(f"{how}: importance"))
        bar = next(s for s in group.shapes if isinstance(s, Area))
        ys = [y for _, y in bar.points]
        heights[how] = max(ys) - min(ys)
    shares = {how: float(x) for how, x in priorities.relative.items()}
    tallest = max(heights.values())
    assert tallest == pytest.approx(BARS - 10)
    for how, height in heights.items():
        assert height / tallest == pytest.approx(shares[how] / max(shares.values()))


def test_the_picture_and_the_file_come_from_one_drawing():
    priorities = technical_importance(datasets.load("car_door"))
    root = ET.fromstring(priorities.svg())
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "The door of a car"
    assert root.find(f"{space}desc").text == priorities.headline
    words = {each.text for each in root.iter(f"{space}text")}
    drawn = {each.get_text() for each in priorities.plot().texts}
    assert words == drawn
    titles = {each.text for each in root.iter(f"{space}title")}
    assert "easy to close and energy to close: strong" in titles
    assert "energy to close and door seal: --" in titles
    assert "http" not in priorities.svg().replace("http://www.w3.org", "")


def test_shapes_of_a_sketch_become_svg():
    shapes = (Line(((0, 0), (9, 9)), dashed=True, arrow=True), box(1, 2, 3, 4, fill="red"),
              Circle((5, 5), 2), Text((1, 1), "a < b", turned=True))  # fmt: skip
    text = Sketch(20, 20, "t & u", "d", (Group("g", shapes),)).svg()
    assert "a &lt; b" in text
    assert "t &amp; u" in text
    assert 'stroke-dasharray="4 3"' in text
    assert "rotate(-90)" in text
    assert '<circle cx="5" cy="5" r="2"' in text


def test_circles_are_drawn_round():
    sketch = Sketch(40, 40, "t", "d", (Circle((20, 20), 8),))
    (drawn,) = sketch.draw(None).collections
    box_ = drawn.get_paths()[0].get_extents()
    assert (box_.width, box_.height) == pytest.approx((16, 16))
    assert (box_.x0, box_.y0) == pytest.approx((12, 12))


def test_cells_are_square_enough_for_their_marks():
    assert Frame(datasets.load("car_door")).cell >= CELL


def test_other_pictures_show_their_figures():
    planning = planning_matrix(datasets.load("door_planning"))
    bars = [p.get_width() for p in planning.plot().patches]
    assert bars == pytest.approx([float(each) for each in planning.absolute])
    found = cascade(datasets.load("coffee_phases"))
    tops: dict[int, float] = {}
    for bar in found.plot().patches:
        k = round(bar.get_x() + bar.get_width() / 2)
        assert bar.get_y() == pytest.approx(tops.get(k, 0.0))
        tops[k] = bar.get_y() + bar.get_height()
    assert tops == pytest.approx(dict.fromkeys(range(5), 1.0))
    firm = rank_stability(datasets.load("car_door"), runs=300)
    dots = firm.plot().collections
    areas = {tuple(c.get_offsets()[0]): c.get_sizes()[0] for c in dots}
    assert areas[1, 1] == pytest.approx(400 * firm.first["energy to close"])
    chosen = choose_targets(datasets.load("car_door"), budget=60)
    at = np.array([c.get_offsets()[0] for c in chosen.plot().collections])
    shares = [100 * float(each) for each in chosen.relative]
    assert at == pytest.approx(np.column_stack([[40, 15, 25, 20, 60], shares]))
