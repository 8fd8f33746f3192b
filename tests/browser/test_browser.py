"""What a student does: open a chapter, run it, use its explorers."""

import os
from pathlib import Path

import pytest
from browser.lab import PAGE_HEIGHT
from browser.server import notebooks_folder

pytestmark = pytest.mark.browser

FOLDER = notebooks_folder()
NOTEBOOKS = sorted(
    file.relative_to(FOLDER).as_posix()
    for pattern in ("*.ipynb", "cases/*.ipynb")
    for file in FOLDER.glob(pattern)
)


def test_there_are_notebooks():
    assert NOTEBOOKS, f"No notebooks in {FOLDER}: the tests below would pass by doing nothing."


def test_line_balancing_chapter(chapter):
    chapter.open("04c_line_balancing.ipynb").run_all()

    slider = chapter.explorer(having=".noUi-handle")
    start, number = slider.state(), slider.number(0)
    slider.drag_slider(0, 60)
    dragged = slider.wait_for_change(start)
    slider.press_key(0, "ArrowLeft")
    slider.wait_for_change(dragged)

    before = slider.state()
    slider.set_number(0, number)
    assert slider.wait_for_change(before).summary == start.summary

    steps = chapter.explorer(having="button:text-is('Next')")
    nothing_yet = steps.state()
    steps.set_number(0, 2)
    first = steps.wait_for_change(nothing_yet)
    steps.press("Next")
    second = steps.wait_for_change(first)
    steps.press("Back")
    assert steps.wait_for_change(second).summary == first.summary

    assert chapter.errors() == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs(chapter, name):
    chapter.open(name).run_all()
    assert chapter.errors() == []
    for explorer in chapter.explorers():
        assert explorer.nameless_controls() == []
        assert explorer.picture().startswith("data:image/")
        assert explorer.summary().strip()
    if folder := os.environ.get("OPSTOOLS_SCREENSHOTS"):
        picture = Path(folder, name).with_suffix(".png")
        chapter.screenshot(picture, page_height=PAGE_HEIGHT)
