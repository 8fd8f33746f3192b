"""The map of the course shows every chapter that is there, once, in order, and links to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from helpers import complaint

import opstools
from opstools.core.sketch import Area, Group, Line, Text
from opstools.course_map import Chapter, CourseMap, course_map

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MAP = course_map(NOTEBOOKS)


def notebook(path, title, code="", words=""):
    cells = [{"cell_type": "markdown", "source": [f"# {title}\n", words]},
             {"cell_type": "code", "source": code}]  # fmt: skip
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_every_notebook_but_the_first_is_on_the_map_once():
    there = {path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("*.ipynb")}
    there |= {path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("cases/*.ipynb")}
    assert sorted(there - {"00_start_here.ipynb"}) == sorted(each.path for each in MAP.chapters)
    numbers = [each.number for each in MAP.chapters if each.number]
    assert numbers == sorted(numbers)


def test_every_topic_has_a_chapter_on_the_map():
    assert {topic for each in MAP.chapters for topic in each.topics} >= set(opstools.TOPICS)


def test_what_a_chapter_offers_is_counted(tmp_path):
    link = "[a](../exercises/a/exercise.ipynb) [b](../exercises/b/exercise.ipynb)"
    notebook(tmp_path / "01_flow.ipynb", "Flow", "from opstools.flow import turns\n", link * 2)
    code = 'from opstools import datasets, flow\nx = 1\nsheet.answer("x", x)\nsheet.answer("y", x)'
    notebook(tmp_path / "02b_more.ipynb", "More & more", code)
    notebook(tmp_path / "cases" / "bank.ipynb", "A bank", "from opstools.flow import turns")
    notebook(tmp_path / "00_start_here.ipynb", "Start here")
    notebook(tmp_path / "notes.ipynb", "Mine")
    found = course_map(tmp_path)
    assert found.chapters == (
        Chapter("01_flow.ipynb", "01", "Flow", ("flow",), 2, 0),
        Chapter("02b_more.ipynb", "02b", "More & more", ("flow",), 0, 2),
        Chapter("cases/bank.ipynb", "", "A bank", ("flow",), 0, 0),
    )
    assert [found.builds_on(each) for each in found.chapters] == [(), ("01",), ("01",)]
    assert repr(found) == "01    Flow\n02b   More & more\ncase  A bank"
    page = found._repr_html_()
    assert '<a href="02b_more.ipynb">02b More &amp; more</a>' in page
    assert page.index("</svg>") < page.index("<ul>"), "links stand below the picture"


def test_boxes_stand_in_rows_of_their_chapter_and_texts_inside_them():
    groups = [each for each in MAP.sketch().shapes if isinstance(each, Group)]
    assert len(groups) == len(MAP.chapters)
    tops: dict[str, list[float]] = {}
    for each, group in zip(MAP.chapters, groups, strict=True):
        frame, *texts = group.shapes
        assert isinstance(frame, Area)
        (left, top), (right, _), (_, bottom), _ = frame.points
        tops.setdefault(each.number[:2] or "cases", []).append(top)
        for text in texts:
            assert isinstance(text, Text)
            assert left < text.box[0] < text.box[2] < right, text.text
            assert top <= text.box[1] < text.box[3] <= bottom, text.text
        shown = " ".join(text.text for text in texts)
        assert re.match(rf"{each.number} ?{each.title.split()[0]}", shown)
    order = [min(own) for own in tops.values()]
    assert order == sorted(order)
    arrows = [each for each in MAP.sketch().shapes if isinstance(each, Line)]
    assert len(arrows) == len(tops) - 1
    assert all(line.arrow and line.points[0][1] < line.points[1][1] for line in arrows)


def test_many_chapters_of_a_number_go_on_below():
    many = tuple(Chapter(f"04{c}_x.ipynb", f"04{c}", "X", (), 0, 0) for c in "abcdef")
    places = [group.shapes[0].points[0] for group in CourseMap(many).sketch().shapes
              if isinstance(group, Group)]  # fmt: skip
    assert len({x for x, _ in places}) == 4
    assert len({y for _, y in places}) == 2
    assert len(set(places)) == 6


def test_it_is_drawn_and_read_aloud():
    ax = MAP.plot()
    assert ax.get_title(loc="left") == "The course"
    svg = MAP.sketch().svg()
    assert all(each.title.split("&")[0] in svg for each in MAP.chapters)


@pytest.mark.parametrize("name", ["empty"])
def test_a_folder_without_chapters_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    assert complaint(course_map, tmp_path / name) == (
        "ProblemError: course map, folder: there are no chapters in empty. "
        "Name the folder of the course that holds 01_….ipynb and so on."
    )
