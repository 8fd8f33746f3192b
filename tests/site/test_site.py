"""The site has every page, no dead link, nothing from outside and no solution.

`make site` runs all notebooks and draws all pictures; here one runs and a few are drawn.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest

import opstools
from docs.__main__ import build
from docs.links import faults
from docs.pages import ROOT
from opstools import catalogue
from opstools.coursework.solutions import BEGIN, END, without_solutions
from opstools.glossary import glossary

PART = ("core",)
EVERY = 60  # of the pictures of a topic one in so many is drawn
RUN = "notebooks/00_start_here"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"), run=RUN, every=EVERY, parts=PART)


def text(page: Path) -> str:
    """A page's words, without markup and spacing."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))).split())


def test_every_part_of_the_course_has_its_page(site):
    course = [*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]
    names = [path.relative_to(ROOT).with_suffix(".html") for path in course
             if ".ipynb_checkpoints" not in path.parts]  # fmt: skip
    names += [Path("reference", f"{part}.html") for part in (*opstools.TOPICS, *PART)]
    names += [Path("gallery", f"{topic}.html") for topic in opstools.TOPICS]
    home = (site / "index.html").read_text(encoding="utf-8")
    for name in names:
        assert (site / name).exists(), f"{name} is missing"
        assert name.parts[0] in ("reference", "gallery") or str(name) in home, f"{name}: no link"


def test_no_link_is_dead_and_nothing_comes_from_outside(site):
    assert faults(site) == []
    scripts = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "url(http" not in scripts
    assert "@import" not in scripts


def test_a_notebook_shows_what_it_computes(site):
    page = (site / f"{RUN}.html").read_text(encoding="utf-8")
    assert "5 stations at a cycle time of 10 min: efficiency 92 %, proven optimal." in page
    assert "<mi>I</mi>" in page, "the working's formulas are MathML"
    assert "$I" not in page
    pictures = re.findall(r'<img[^>]*src="data:image/png[^>]*>', page)
    assert len(pictures) >= 3, "a figure and two explorers"
    assert any('alt="5 stations at a cycle time' in picture for picture in pictures)
    assert "It moves in JupyterLab: cycle time." in page
    assert "Traceback" not in page


def test_no_solution_is_told(site):
    assert not [
        path for path in site.rglob("*") if path.suffix == ".ipynb" or "exercise.py" in path.name
    ]
    for notebook in [*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]:
        page = text(site / notebook.relative_to(ROOT).with_suffix(".html"))
        assert "BEGIN SOLUTION" not in page
        whole = nbformat.read(notebook, as_version=4)
        given = " ".join(c.source for c in without_solutions(whole).cells)  # an option, a name
        for cell in whole.cells:
            for solution in re.findall(rf"{BEGIN}\n(.*?){END}", cell.source, re.DOTALL):
                words = " ".join(solution.split())
                assert page.count(words) <= " ".join(given.split()).count(words), notebook


def test_the_glossary_can_be_linked_to(site):
    page = (site / "glossary.html").read_text(encoding="utf-8")
    assert page.count('<dt id="term-') == len(glossary().entries)
    assert 'id="term-takt-time"' in page
    words = re.sub(r"\s*[¶#]\s*", " ", text(site / "glossary.html"))
    for term, entry in glossary().entries.items():
        assert f"{term.replace(chr(39), '’')} {entry['chinese']}" in words
        assert f'href="notebooks/{entry["chapter"].replace("cases", "cases/")}' in page


def test_the_search_knows_words_and_chinese_terms(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    for word in ("bottleneck", "fewest_stations", "生产节拍"):
        assert json.dumps(word).strip('"') in index


def test_the_reference_has_every_public_name_with_its_example(site):
    for topic in opstools.TOPICS:
        page = (site / "reference" / f"{topic}.html").read_text(encoding="utf-8")
        for name in getattr(opstools, topic).__all__:
            assert f'<span class="pre">{name}</span>' in page or name.isupper(), f"{topic}.{name}"
        assert page.count("&gt;&gt;&gt;") > len(catalogue.methods(topic))
