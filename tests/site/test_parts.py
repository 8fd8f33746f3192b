"""What the site is made of: the gallery's code and pictures, formulas, checks of links."""

from __future__ import annotations

import shutil

import pytest
from docutils.utils.math import MathError

import opstools
from docs.formulas import in_html, mathml
from docs.gallery import views
from docs.links import faults
from docs.pages import ROOT
from opstools import catalogue, datasets


def owned(method, topic):
    """Not one that the topic passes on from an earlier one."""
    return method.function.__module__.startswith(f"opstools.{topic}.")


@pytest.mark.parametrize("topic", opstools.TOPICS)
def test_the_gallery_has_every_dataset_and_every_method(topic):
    shown = list(views(topic))
    assert {view.dataset for view in shown} >= set(datasets.names(topic))
    of_this_topic = {m.name for m in catalogue.methods(topic).values() if owned(m, topic)}
    assert {view.name for view in shown} >= of_this_topic
    problems = {datasets.about(name).problem for name in datasets.names(topic)} - {""}
    assert {view.name for view in shown} >= problems
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
