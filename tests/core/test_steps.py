"""Formulas and the recorded working, as text, as HTML and as a table."""

from dataclasses import dataclass

import pytest

from opstools.core import Step, Steps
from opstools.core.formula import as_text, tex

FORMULAS = {
    "": "",
    "10 - 6": "10 - 6",
    r"\frac{a}{b}": "a / b",
    r"\frac{46}{6 \times 10}": "46 / (6 × 10)",
    r"\frac{\frac{1}{2}}{\frac{a + b}{c}}": "(1 / 2) / ((a + b) / c)",
    r"3 + \left\lceil \frac{1}{2} \right\rceil": "3 + ⌈1 / 2⌉",
    r"\sqrt{\sum_k (S_{\max} - S_k)^2}": "√(∑_k (S_max - S_k)^2)",
    r"\max t \leq C": "max t ≤ C",
    r"1 - \text{efficiency}": "1 - efficiency",
}


@pytest.mark.parametrize(("formula", "text"), FORMULAS.items())
def test_a_formula_reads_as_text(formula, text):
    assert as_text(formula) == text


@pytest.mark.parametrize("name", ["A", "5 %", "a_b", "{}", "$5", "R&D", "#1", "\\x", "~", "螺丝"])
def test_any_name_may_stand_in_a_formula(name):
    assert as_text(tex(name)) == name


@dataclass(frozen=True)
class Shelf:
    height: int


WORKING = Steps(
    [
        Step("Add the times.", r"\sum t", 46, "s", Shelf(3)),
        Step("Station <b>1</b> & R.", "", 0.92, "%"),
        Step("No number & no formula."),
        Step("A formula alone.", "a < b"),
    ]
)


def test_the_working_reads_as_a_numbered_text():
    assert repr(WORKING) == (
        """\
1. Add the times.
    ∑t = 46 s
2. Station <b>1</b> & R.
    92 %
3. No number & no formula.
4. A formula alone.
    a < b"""
    )


def test_the_working_shows_as_a_derivation():
    assert WORKING._repr_html_() == (
        '<ol class="opstools-steps" start="1" style="overflow-x: auto">'
        r"<li>Add the times.<br>$\sum t = \text{46 s}$</li>"
        r"<li>Station &lt;b&gt;1&lt;/b&gt; &amp; R.<br>$\text{92 \%}$</li>"
        "<li>No number &amp; no formula.</li>"
        "<li>A formula alone.<br>$a &lt; b$</li>"
        "</ol>"
    )


def test_the_working_is_a_table_too():
    frame = WORKING.to_frame()
    assert list(frame.columns) == ["step", "text", "formula", "value", "unit", "height"]
    assert list(frame["step"]) == [1, 2, 3, 4]
    assert frame["formula"][0] == "∑t"
    assert frame["height"][0] == 3


def test_the_working_is_a_sequence_of_values():
    assert len(WORKING) == 4
    assert WORKING[1:] == Steps(list(WORKING)[1:], Shelf(3))
    assert repr(WORKING[2:]).startswith("3. No number")
    assert 'start="3"' in WORKING[2:]._repr_html_()
    assert list(WORKING[2:].to_frame()["step"]) == [3, 4]
    assert WORKING[-1].formula == "a < b"
    assert hash(WORKING) == hash(Steps(WORKING))
    assert WORKING.states == (None, Shelf(3), Shelf(3), Shelf(3), Shelf(3))
    assert Steps([]).to_frame().empty
