"""Formulas as MathML, which browsers draw by themselves: no script and no font is fetched.

What cells show is made to fit the site: its formulas too, and its links.
"""

from __future__ import annotations

import re
from html import unescape

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging

LOG = logging.getLogger(__name__)

# In outputs: a tag, or what JupyterLab typesets. A dollar of money stands there in a <span>.
IN_HTML = re.compile(r"<[^>]*>|\$((?:[^$\\<]|\\.)+)\$")
# What the converter cannot read, and the same said otherwise.
OTHERWISE = ((r"_\{\\(max|min)\}", r"_{\\text{\1}}"), ("…", r"\\ldots "))


def mathml(formula: str, *, block: bool = False) -> str:
    r"""A LaTeX formula as MathML; one that cannot be read ends the build.

    >>> "<mfrac>" in mathml(r"\frac{1}{2}")
    True
    """
    for pattern, other in OTHERWISE:
        formula = re.sub(pattern, other, formula)
    return str(tex2mathml(formula, as_block=block))


def in_html(page: str) -> str:
    """A page's formulas between dollars as MathML.

    >>> in_html("5 <span>$</span> a day")
    '5 <span>$</span> a day'
    """
    return IN_HTML.sub(lambda it: mathml(unescape(it[1])) if it[1] else it[0], page)


def to_pages(page: str) -> str:
    """Links to notebooks lead to the pages made of them.

    >>> to_pages('<a href="cases/company_c.ipynb">')
    '<a href="cases/company_c.html">'
    """
    return re.sub(r'(<a href="[^":]+)\.ipynb', r"\1.html", page)


def _visit(translator: nodes.NodeVisitor, node: nodes.math | nodes.math_block) -> None:
    block = isinstance(node, nodes.math_block)
    try:
        drawn = mathml(node.astext(), block=block)
        translator.body.append(f'<div class="math">{drawn}</div>' if block else drawn)
    except MathError as error:  # ends the build, after all other faults were told
        LOG.warning("formula %s: %s", node.astext(), error, location=node)
    raise nodes.SkipNode


def _in_outputs(_: Sphinx, doctree: nodes.document) -> None:
    for raw in list(doctree.findall(nodes.raw)):
        if "html" in raw["format"]:
            try:
                page = to_pages(in_html(raw.astext()))
            except MathError as error:
                LOG.warning("formula in an output: %s", error, location=doctree["source"])
                continue
            raw.replace_self(nodes.raw("", page, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx asks for this."""
    app.add_html_math_renderer("mathml", (_visit, None), (_visit, None))
    app.connect("doctree-read", _in_outputs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
