"""Labels that fit, and one look for all pictures."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools.core.drawing import FILLS, axes, fill, rows_of, shorten, style, width

texts = st.text(st.sampled_from("ab c安装螺丝"), max_size=30)


@given(texts, st.integers(1, 20))
def test_a_shortened_label_fits_and_keeps_both_ends(text, most):
    label = shorten(text, most)
    assert width(label) <= max(1, most)
    if label != text:
        head, tail = label.split("…")
        assert text.startswith(head)
        assert text.endswith(tail)


@given(texts)
def test_a_label_that_fits_stays(text):
    assert shorten(text, width(text)) == text


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("螺丝", 4), ("（1）", 5), ("é", 1)]
)
def test_a_chinese_letter_takes_two_columns(text, columns):
    assert width(text) == columns


def test_colours_begin_again_after_the_last():
    assert [fill(k) for k in range(1, len(FILLS) + 2)] == [*FILLS, FILLS[0]]


def test_the_look_ends_with_the_picture():
    before = mpl.rcParams.copy()
    with style():
        assert mpl.rcParams["axes.titlelocation"] == "left"
        assert mpl.rcParams["font.family"][0] == "DejaVu Sans"
    assert mpl.rcParams == before


def test_given_axes_are_used():
    ax = plt.figure().add_subplot()
    assert axes(ax, 3, 2) is ax
    assert tuple(axes(None, 3, 2).figure.get_size_inches()) == (3, 2)


def test_a_dollar_begins_no_formula():
    with style():
        ax = axes(None, 4, 3)
        ax.set_title("from 5 $ to 6 $")
        rows_of(ax, ["$a_$"])
    ax.figure.canvas.draw()  # an incomplete formula would raise
    title, row = ax.title, ax.get_yticklabels()[0]
    assert not title.get_parse_math()
    assert not row.get_parse_math()
