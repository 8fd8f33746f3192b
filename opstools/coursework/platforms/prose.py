"""The story of an exercise, from its notebook, for platforms that have no notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..exercise import NOTEBOOK, Exercise
from .markup import clean

QUESTION = re.compile(r"\*\*\d+\.\*\*")  # how a notebook begins a question: **1.** …
TAGS = {"strong": "strong", "emphasis": "em", "codespan": "code", "list_item": "li"}


def introduction(exercise: Exercise) -> list[Element]:
    """What the notebook says before its first question."""
    if exercise.folder is None:
        return []
    path = exercise.folder / NOTEBOOK
    return deepcopy(_introduction(str(path), path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def _introduction(path: str, _written: int) -> list[Element]:
    import nbformat

    texts = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and "sheet.answer(" in cell.source:
            break
        if cell.cell_type == "markdown":
            texts += re.split(r"\n\s*\n", cell.source)
    return elements("\n\n".join(text for text in texts if not QUESTION.match(text)))


def elements(markdown: str) -> list[Element]:
    r"""Markdown as elements; the title is left out, HTML in it is shown as it is written.

    >>> from opstools.coursework.platforms.markup import html
    >>> html(elements("# Takt\n\nRun at *takt*, $T/D$, if `hours` < 8."))
    '<p>Run at <em>takt</em>, \\(T/D\\), if <code>hours</code> &lt; 8.</p>'
    """
    import mistune

    root = Element("div")
    parse: Any = mistune.create_markdown(renderer=None, plugins=["math"])
    _fill(root, parse(markdown))
    return list(root)


def _fill(parent: Element, tokens: Iterable[Mapping[str, Any]]) -> None:
    for token in tokens:
        kind, inside = token["type"], token.get("children", ())
        raw = str(token.get("raw", ""))
        if kind == "heading" and token["attrs"]["level"] == 1:
            continue
        if tag := _tag(kind, token):
            child = SubElement(parent, tag)
            _append(child, raw)
            _fill(child, inside)
        elif kind == "inline_math":
            _append(parent, rf"\({raw}\)")
        elif kind == "block_math":
            _append(SubElement(parent, "p"), rf"\[{raw}\]")
        elif kind in ("softbreak", "linebreak"):
            _append(parent, " ")
        else:
            _append(parent, raw)
            _fill(parent, inside)


def _tag(kind: str, token: Mapping[str, Any]) -> str:
    if kind == "heading":
        return f"h{token['attrs']['level']}"
    if kind == "list":
        return "ol" if token["attrs"].get("ordered") else "ul"
    return {"paragraph": "p", "block_code": "pre", "block_html": "pre", **TAGS}.get(kind, "")


def _append(parent: Element, text: str) -> None:
    """Add text behind what the element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)
