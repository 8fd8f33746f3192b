"""What a student does with the student edition: page 1, links, chapters, explorers, exercises."""

import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from browser.lab import PAGE_HEIGHT, NotebookFailed
from browser.server import REPOSITORY

from opstools import datasets
from opstools.coursework import Code, load, practice
from opstools.facility_layout import by_hand

pytestmark = pytest.mark.browser

FIRST = "notebooks/00_start_here.ipynb"
CHAPTERS = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for path in (REPOSITORY / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
LINK = re.compile(r"\]\(([^)#\s]+\.ipynb)[^)]*\)")
SOLUTIONS = ("BEGIN SOLUTION", "END SOLUTION", "NBVAL_CHECK_OUTPUT")
ONE_OF_EACH_KIND = {
    "number": ("one_clerk", "utilisation"),
    "choice": ("find_the_bottleneck", "bottleneck"),
    "order": ("rule_with_ties", "order"),
    "table": ("log_by_hand", "inside"),
    "plan": ("beat_the_rule", "plan"),
    "code": ("write_a_rule", "rule"),
}


def test_there_are_chapters():
    assert FIRST in CHAPTERS


def links(folder: Path, name: str) -> set[str]:
    """The notebooks that a notebook links to, from the root of the edition."""
    notebook = nbformat.read(folder / name, as_version=4)
    found = (LINK.findall(c.source) for c in notebook.cells if c.cell_type == "markdown")
    here = posixpath.dirname(name)
    return {posixpath.normpath(posixpath.join(here, unquote(link)))
            for each in found for link in each}  # fmt: skip


def test_every_link_from_page_one_leads_to_a_notebook_without_solutions(edition, lab_server):
    seen, waiting = set(), [FIRST]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        content = lab_server.ask(f"/api/contents/{name}")["content"]
        text = str(content)
        assert not [word for word in SOLUTIONS if word in text], name
        waiting += links(edition, name)
    assert set(CHAPTERS) <= seen, "every chapter is reached from page 1"
    exercises = {f"exercises/{path.parent.name}/exercise.ipynb"
                 for path in (REPOSITORY / "exercises").glob("*/exercise.py")}  # fmt: skip
    assert exercises <= seen, "every exercise is reached from page 1"


def test_a_link_on_page_one_opens_the_chapter(chapter):
    chapter.open(FIRST)
    link = chapter.page.get_by_role("link", name="Line balancing", exact=True).first
    link.click()
    chapter.page.get_by_role("heading", name="Line balancing").first.wait_for()


def test_what_only_one_chapter_has_is_tried():
    assert set(ALSO) <= set(CHAPTERS)


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_runs_and_its_explorers_move(chapter, name):
    chapter.open(name).run_all()
    assert chapter.errors() == []
    for explorer in chapter.explorers():
        assert explorer.nameless_controls() == []
        assert explorer.picture().startswith("data:image/")
        assert explorer.summary().strip()
        moved(explorer)
    for tried in ALSO.get(name, []):
        tried(chapter)
    assert chapter.errors() == []
    if folder := os.environ.get("OPSTOOLS_SCREENSHOTS"):
        picture = Path(folder, name).with_suffix(".png")
        chapter.screenshot(picture, page_height=PAGE_HEIGHT)


def moved(explorer):
    """A slider by mouse and by keys, and a menu: something changes, and nothing breaks.

    The other controls are wired alike; tests/test_explorers.py moves each through its range.
    """
    if explorer.box.locator(".noUi-handle").count():
        before, number = explorer.state(), explorer.number(0)
        for dx in (90, -90):  # where it stands at an end, the other way
            explorer.drag_slider(0, dx)
            explorer.chapter.settle()
            if explorer.number(0) != number:
                break
        dragged = explorer.wait_for_any_change(before)
        explorer.press_key(0, "ArrowLeft" if dx > 0 else "ArrowRight")
        explorer.wait_for_any_change(dragged)
    if explorer.box.locator("select").count():
        before = explorer.state()
        options = explorer.box.locator("select").first.locator("option").all_inner_texts()
        explorer.choose(0, options[-1])
        if len(options) > 1:
            explorer.wait_for_any_change(before)


def number_box_takes_what_is_typed_or_says_why_not(chapter):
    slider = chapter.explorer(having=".noUi-handle")
    start, number = slider.state(), slider.number(0)
    slider.set_number(0, 1_000_000)
    slider.box.get_by_role("alert").filter(has_text="is above").wait_for()
    assert slider.number(0) == number
    assert slider.state() == start


def steps_go_on_and_back(chapter):
    steps = chapter.explorer(having="button:text-is('Next')")
    first = steps.state()
    steps.press("Next")
    second = steps.wait_for_any_change(first)
    steps.press("Back")
    assert steps.wait_for_any_change(second).summary == first.summary


def click_into_a_picture_moves_the_site(chapter):
    site = chapter.explorer(having=".opstools-click")
    before = site.state()
    site.box.locator("figure.opstools-figure img").click(position={"x": 200, "y": 150})
    after = site.wait_for_any_change(before)
    assert after.summary != before.summary
    assert (site.number(0), site.number(1)) != ("60", "60")


def house_is_rated_by_mouse_and_by_keys(chapter):
    table = chapter.page.locator(".opstools-rating")
    said = table.locator("p")
    cell = table.get_by_role("button", name="easy to close, check force: none")
    cell.click()
    table.get_by_role("button", name="easy to close, check force: weak").press("9")
    table.get_by_role("button", name="easy to close, check force: strong").wait_for()
    said.filter(has_text="check force counts most").wait_for()
    table.get_by_role("button", name="easy to close, check force: strong").press("ArrowRight")
    chapter.page.keyboard.press("0")
    table.get_by_role("button", name="easy to close, door seal: none").wait_for()
    assert chapter.errors() == []


def departments_are_dragged_by_mouse_and_by_keys(chapter):
    floor = chapter.page.locator(".opstools-arranging")
    said = floor.locator("p")
    tile = floor.get_by_role("button", name="Assembly in place 1", exact=True)
    tile.scroll_into_view_if_needed()
    tile.drag_to(floor.get_by_role("button", name="Painting in place 2", exact=True))
    said.filter(has_text="Cost 480 $, 90 $ less than before").wait_for()
    moved = floor.get_by_role("button", name="Assembly in place 2", exact=True)
    moved.press("Enter")
    chapter.page.keyboard.press("ArrowDown")
    chapter.page.keyboard.press("Enter")
    floor.get_by_role("button", name="Assembly in place 5", exact=True).wait_for()
    now = by_hand(datasets.load("walters"), ["5", "1", "3", "4", "2", "6"])
    said.filter(has_text=f"Cost {now.cost} $").wait_for()
    floor.get_by_role("button", name="Shipping in place 2", exact=True).press("Enter")
    chapter.page.keyboard.press("Escape")
    chapter.page.keyboard.press("ArrowLeft")
    chapter.page.keyboard.press("Enter")
    floor.locator("[aria-pressed=true][aria-label='Painting in place 1']").wait_for()
    assert chapter.errors() == []


def right_answer(exercise: str, question: str) -> str:
    """Python text of a right answer to the first practice variant."""
    folder = REPOSITORY / "exercises" / exercise
    asked = load(folder).question(question)
    if isinstance(asked, Code):
        notebook = nbformat.read(folder / "exercise.ipynb", as_version=4)
        cell = next(c for c in notebook.cells if f'answer("{question}"' in c.source)
        return cell.source
    return f'sheet.answer("{question}", {asked.answer(practice(folder).data)!r})'


# What only one chapter has, tried while it is open.
ALSO = {
    "notebooks/04a_facility_location.ipynb": [click_into_a_picture_moves_the_site],
    "notebooks/04b_facility_layout.ipynb": [departments_are_dragged_by_mouse_and_by_keys],
    "notebooks/04c_line_balancing.ipynb": [
        number_box_takes_what_is_typed_or_says_why_not,
        steps_go_on_and_back,
    ],
    "notebooks/05_house_of_quality.ipynb": [house_is_rated_by_mouse_and_by_keys],
}


@pytest.mark.parametrize("kind", ONE_OF_EACH_KIND)
def test_an_exercise_of_each_kind_wrongly_and_rightly(chapter, kind):
    exercise, question = ONE_OF_EACH_KIND[kind]
    assert load(REPOSITORY / "exercises" / exercise).question(question).kind == kind
    chapter.open(f"exercises/{exercise}/exercise.ipynb").run_all(but=("ProblemError", "Infeasible"))
    marker = f'answer("{question}"'
    assert "No answer yet" in chapter.output(marker) or kind == "code"
    wrong = f'sheet.answer("{question}", {{"1": 1}})'
    if kind == "code":
        name = load(REPOSITORY / "exercises" / exercise).question(question).function
        wrong = f'def {name}(*_):\n    return 0\n\n\nsheet.answer("{question}", {name})'
    chapter.write(marker, wrong)
    assert "✔" not in chapter.output(marker)
    assert "✘" in chapter.output(marker) or "cannot be read" in chapter.output(marker)
    chapter.write(marker, right_answer(exercise, question))
    assert "✔" in chapter.output(marker)


def test_a_notebook_that_is_not_there_is_said(chapter):
    with pytest.raises(NotebookFailed, match="there is no such notebook"):
        chapter.open("notebooks/99.ipynb")
