"""Pictures: no two texts overlap, none leaves its box, Chinese is drawn, every format saves."""

import warnings
from io import BytesIO

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import FancyBboxPatch
from matplotlib.transforms import Bbox
from pictures import overlapping, written
from strategies import large_line

from opstools import datasets
from opstools.core.drawing import CHINESE_FONTS
from opstools.line_balancing import (
    Line,
    Task,
    compare,
    fewest_stations,
    largest_first,
    longest_task_time,
)
from opstools.line_balancing.plots import rule_comparison

NAMES = ("T{}", "attach the front axle {}", "安装前轴螺丝{}")  # in turn
SLACK = 2  # pixels that a text may stand out


def chain(tasks: int) -> Line:
    return Line(tuple(Task(f"T{i}", 5, (f"T{i - 1}",) if i else ()) for i in range(tasks)), 20)


def bundle(tasks: int) -> Line:
    return Line(tuple(Task(f"T{i}", 5) for i in range(tasks)), 20)


SHAPES = {
    "3 tasks": large_line(3, 25, seed=1),
    "11 tasks": datasets.load("jackson"),
    "30 tasks": large_line(30, 25, seed=1),
    "70 tasks": large_line(70, 60, seed=1),
    "a chain": chain(30),
    "no arrows": bundle(30),
}


def renamed(line: Line) -> Line:
    """The line with short, long and Chinese names."""
    new = {name: NAMES[i % 3].format(i) for i, name in enumerate(line.index)}
    return line.replace(
        tasks=tuple(
            Task(new[task.name], task.time, tuple(map(new.get, task.predecessors)))
            for task in line.tasks
        )
    )


def drawn(ax):
    """The axes, drawn without a warning such as one of a missing glyph."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()
    return ax


def boxes(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def outside(ax):
    """The labels of a precedence diagram that no box holds."""
    rooms = [box.get_window_extent().padded(SLACK) for box in boxes(ax)]
    return [
        text.get_text()
        for text in ax.texts
        if not any(
            Bbox.union([text.get_window_extent(), room]).bounds == room.bounds for room in rooms
        )
    ]


@pytest.fixture(scope="module")
def chinese_font():
    from matplotlib import font_manager

    if not {font.name for font in font_manager.fontManager.ttflist} & {*CHINESE_FONTS}:
        pytest.skip("no Chinese font is installed")


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("line", SHAPES.values(), ids=SHAPES.keys())
def test_a_precedence_diagram_can_be_read(line):
    line = renamed(line)
    for ax in (line.plot(), longest_task_time(line).plot_precedence()):
        drawn(ax)
        assert len(boxes(ax)) == len(line.tasks)
        assert overlapping(written(ax)) == []
        assert outside(ax) == []
        plt.close(ax.figure)


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("line", SHAPES.values(), ids=SHAPES.keys())
def test_station_loads_can_be_read(line):
    assert overlapping(written(drawn(longest_task_time(renamed(line)).plot()))) == []


def test_parallel_stations_are_as_long_as_their_places():
    line = Line((Task("A", 5), Task("B", 2, ("A",))), 3, long_tasks="parallel")
    ax = drawn(fewest_stations(line).plot())
    assert [patch.get_width() for patch in ax.patches] == [5, 1, 2, 1]


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("format", ["svg", "png"])
def test_a_picture_saves_in_every_format(format):
    line = renamed(datasets.load("jackson"))
    for ax in (line.plot(), fewest_stations(line).plot()):
        file = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ax.figure.savefig(file, format=format)
        assert len(file.getvalue()) > 3000
        if format == "svg":
            assert "安装" in file.getvalue().decode()


@pytest.mark.parametrize("name", ["$5", "$a$ \\o{$", "a_b^c", "100 %", "\\alpha", "<b>&"])
def test_a_name_is_drawn_as_it_is(name):
    line = Line((Task(name, 5),), 6)
    for ax in (line.plot(), fewest_stations(line).plot()):
        (label,) = [text for text in drawn(ax).texts if text.get_text() == name]
        assert not label.get_parse_math()


def test_layers_appear_one_after_another():
    line = datasets.load("jackson")
    assert [len(boxes(line.plot(step=k))) for k in range(7)] == [0, 1, 5, 7, 9, 10, 11]


@largest_first
def most_letters(line):
    return {task.name: len(task.name) for task in line.tasks}


def test_a_comparison_shows_every_rule_and_tie_break():
    table = compare(datasets.load("boeing_wing"), ties=["longest_task_time", most_letters])
    ax = drawn(rule_comparison(table))
    assert ax.get_title(loc="left") == "Stations by rule and tie-break; proven optimum 6"
    assert len(ax.texts) == len(table) - 1
    assert [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()] == [
        "listed order",
        "longest task time",
        "most letters",
    ]
    assert overlapping(written(ax)) == []


def test_pictures_go_where_they_are_told():
    line = datasets.load("jackson")
    _, (left, right) = plt.subplots(1, 2)
    assert line.plot(left) is left
    assert fewest_stations(line).plot(right) is right
