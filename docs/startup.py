"""Run by every kernel that the site starts: a picture comes with its text alternative."""

from base64 import b64encode
from html import escape

from IPython.core.pylabtools import print_figure
from matplotlib.figure import Figure

from opstools.core.drawing import in_words


def _described(figure: Figure) -> str:
    source = b64encode(print_figure(figure, "png", dpi=100)).decode()
    return f'<img src="data:image/png;base64,{source}" alt="{escape(in_words(figure))}">'


Figure._repr_html_ = _described
