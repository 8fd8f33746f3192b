"""Formulas are written once, in LaTeX; here they become text for a terminal."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

ESCAPES = str.maketrans(
    {letter: f"\\{letter}" for letter in "{}$&#_%"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
)


def tex(name: object) -> str:
    r"""A name as upright text inside a formula.

    >>> tex("A"), tex("5 %")
    ('\\text{A}', '\\text{5 \\%}')
    """
    return rf"\text{{{str(name).translate(ESCAPES)}}}"


def on_page(text: str) -> str:
    """Words for a page, where no $ of theirs begins a formula.

    >>> on_page("5 $ < 6 $")
    '5 <span>$</span> &lt; 6 <span>$</span>'
    """
    return escape(text).replace("$", "<span>$</span>")


def as_text(formula: str) -> str:
    r"""A LaTeX formula as a line of text.

    >>> as_text(r"\frac{\sum t}{m \cdot C} = \frac{46}{6 \times 10}")
    '∑t / (m · C) = 46 / (6 × 10)'
    """
    text = str(_converter().latex_to_text(formula))
    text = re.sub(r"\s*([=×·≤≥<>≈→])\s*", r" \1 ", text)
    return re.sub(r"\s+([⌉⌋)])", r"\1", re.sub(r"\s+", " ", text)).strip()


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    def fraction(node: Any, l2tobj: Any) -> str:  # pylatexenc looks at the argument's name
        parts = [l2tobj.nodelist_to_text([part]).strip() for part in node.nodeargd.argnlist]
        above, below = (f"({part})" if re.search(r"[ +·×−-]", part) else part for part in parts)
        return f"{above} / {below}"

    macros = get_default_latex_context_db()
    own = [MacroTextSpec("frac", simplify_repl=fraction)]
    own += [MacroTextSpec(name, simplify_repl="") for name in ("left", "right", ",")]
    own += [MacroTextSpec(name, simplify_repl=f"{name} ") for name in ("max", "min")]
    macros.add_context_category("opstools", own, prepend=True)
    return LatexNodes2Text(latex_context=macros, strict_latex_spaces=True)
