"""The site has every page, no dead link, nothing from outside and no solution.

`make site` runs all notebooks and draws all pictures; here one runs and a few are drawn.
"""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import nbformat
import pytest
from docutils.utils.math import MathError

import opstools
from docs.__main__ import build
from docs.formulas import in_html, mathml
from docs.gallery import views
from docs.links import faults
from docs.pages import PARTS, ROOT
from opstools import catalogue, datasets
from opstools.coursework.solutions import BEGIN, END
from opstools.glossary import glossary

EVERY = 24  # pictures are left out between two that are drawn
RUN = "notebooks/00_start_here"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"), run=RUN, every=EVERY)


def text(page: Path) -> str:
    """A page's words, without markup and spacing."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))).split())


def test_every_part_of_the_course_has_its_page(site):
    course = [*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]
    names = [path.relative_to(ROOT).with_suffix(".html") for path in course
             if ".ipynb_checkpoints" not in path.parts]  # fmt: skip
    names += [Path("reference", f"{part}.html") for part in (*opstools.TOPICS, *PARTS)]
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
        for cell in nbformat.read(notebook, as_version=4).cells:
            for solution in re.findall(rf"{BEGIN}\n(.*?){END}", cell.source, re.DOTALL):
                assert " ".join(solution.split()) not in page, notebook


def test_the_glossary_can_be_linked_to(site):
    page = (site / "glossary.html").read_text(encoding="utf-8")
    assert page.count('<dt id="term-') == len(glossary().entries)
    assert 'id="term-takt-time"' in page
    for term, entry in glossary().entries.items():
        whole = f"{term.replace(chr(39), '’')}# {entry['chinese']}"
        assert whole.replace("# ", " ") in text(site / "glossary.html").replace("¶", "")
        assert f'href="notebooks/{entry["chapter"]}_' in page


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


# --- the gallery -------------------------------------------------------------------------------


def owned(method, topic):
    """Not one that the topic passes on from an earlier one."""
    return method.function.__module__.startswith(f"opstools.{topic}.")


@pytest.mark.parametrize("topic", opstools.TOPICS)
def test_the_gallery_has_every_dataset_and_every_method(topic):
    shown = list(views(topic))
    assert {view.dataset for view in shown} >= set(datasets.names(topic))
    of_this_topic = {m.name for m in catalogue.methods(topic).values() if owned(m, topic)}
    assert {view.name for view in shown} >= of_this_topic
    kinds = [*catalogue.problems(topic).values(), *catalogue.results(topic).values()]
    further = {plot for kind in kinds for plot in dir(kind) if plot.startswith("plot_")}
    assert further <= {view.name.rpartition(" ")[2] for view in shown}
    assert len({view.code for view in shown}) == len(shown), "a picture is shown twice"


def test_the_picture_is_what_the_code_draws():
    view = next(view for view in views("line_balancing") if view.name == "fewest_stations")
    assert view.code == (
        "from opstools import datasets\n"
        "from opstools.line_balancing import fewest_stations\n\n"
        "problem = datasets.load('jackson')\n"
        "result = fewest_stations(problem)\n"
        "ax = result.plot()"
    )
    drawn, words = view.draw()
    assert drawn.startswith(b"\x89PNG")
    assert words.startswith("5 stations at a cycle time of 10 min: efficiency 92 %")


# --- formulas and links ------------------------------------------------------------------------


def test_formulas_become_mathml_and_money_stays():
    assert "<mfrac>" in mathml(r"\frac{195}{50.4}")
    page = r"5 <span>$</span> or $\text{3 \$} &lt; x$ and 7 <span>$</span>"
    assert in_html(page).count("<math") == 1
    assert "<span>$</span> or <math" in in_html(page)
    with pytest.raises(MathError):
        mathml(r"\nosuch{1}")


def test_faults_of_links_are_told(tmp_path):
    page = (
        '<a href="no.html">1</a> <a href="#none">2</a> <img src="x.png"><a href="b.html#here">3</a>'
    )
    (tmp_path / "a.html").write_text(f'{page}<script src="https://example.org/x.js"></script>')
    (tmp_path / "b.html").write_text('<p id="there">')
    shutil.copy(ROOT / "docs" / "chapter.png", tmp_path / "x.png")
    assert faults(tmp_path) == [
        "a.html: the picture x.png has no text alternative",
        "a.html: no.html leads nowhere",
        "a.html: #none leads to a page without that place",
        "a.html: b.html#here leads to a page without that place",
        "a.html: https://example.org/x.js is fetched from outside",
    ]
