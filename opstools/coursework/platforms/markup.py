"""Words for learning platforms: XHTML elements, escaped by the standard library, and XML files.

The same elements serve every format: QTI 2.1 holds them as they are, Moodle XML and QTI 1.2 hold
them as text. A QTI 2.1 item allows no style, so none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...core import Steps
from ...core.formula import tex
from ...core.numbers import exact, plain, show

FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TABLE_CLASS = "generaltable"  # Moodle's own, with lines and padding; others ignore it


def clean(text: object) -> str:
    """Text without the characters that XML 1.0 forbids or changes.

    >>> clean("takt\\x00 time \\ud800时间")
    'takt time 时间'
    """
    return FORBIDDEN.sub("", str(text))


def element(tag: str, text: object = "", **attributes: object) -> Element:
    """An element; its text and attributes are cleaned here, and escaped when written."""
    made = Element(tag, {name: clean(value) for name, value in attributes.items()})
    made.text = clean(text) or None
    return made


def add(parent: Element, tag: str, text: object = "", **attributes: object) -> Element:
    """A new child element."""
    child = element(tag, text, **attributes)
    parent.append(child)
    return child


def document(root: Element) -> bytes:
    """An XML file, always the same bytes for the same elements."""
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def html(elements: Iterable[Element]) -> str:
    """Elements as HTML text.

    >>> html([element("p", "a < b"), element("img", src="x.png", alt="")])
    '<p>a &lt; b</p><img src="x.png" alt="">'
    """
    return "".join(tostring(each, encoding="unicode", method="html") for each in elements)


def words(elements: Iterable[Element]) -> str:
    """Elements as plain text."""
    return " ".join("".join(each.itertext()).strip() for each in elements)


def paragraphs(text: str) -> list[Element]:
    """A paragraph for every part of a text that blank lines divide."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return [element("p", part) for part in parts if part]


def table(rows: Iterable[Sequence[Any]], head: Sequence[Any] = (), *, caption: str = "") -> Element:
    """A table; cells may be elements. The first cell of a row is its header."""
    made = element("table", **{"class": TABLE_CLASS})
    if caption:
        add(made, "caption", caption)
    if head:
        line = SubElement(SubElement(made, "thead"), "tr")
        for cell in head:
            _cell(line, "th", cell, scope="col")
    body = SubElement(made, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        for k, cell in enumerate(row):
            _cell(line, "td" if k else "th", cell, **({} if k else {"scope": "row"}))
    return made


def _cell(line: Element, tag: str, content: Any, **attributes: str) -> None:
    if isinstance(content, Element):
        add(line, tag, **attributes).append(content)
    else:
        add(line, tag, content, **attributes)


def data_tables(data: Mapping[str, Any]) -> list[Element]:
    """A variant's data: single values in one table, every table in its own.

    >>> print(words(data_tables({"cycle_time": 27.0, "times": {"A": 5}, "rows": [{"task": "A"}]})))
    cycle time27 timesA5 rowstaskA
    """
    single = [(name, _shown(value)) for name, value in data.items() if not _tabular(value)]
    tables = [table([(_label(name), value) for name, value in single])] if single else []
    for name, value in data.items():
        if _tabular(value):
            head, rows = _rows(value)
            tables.append(table(rows, head, caption=_label(name)))
    return tables


def _tabular(value: Any) -> bool:
    rows = isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
    return bool(value) and (isinstance(value, Mapping) or rows)


def _rows(value: Any) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a list of rows, of rows by name, or of values by name."""
    if isinstance(value, list):
        columns = list(dict.fromkeys(name for row in value for name in row))
        head = [_label(name) for name in columns]
        return head, [[_shown(row.get(name)) for name in columns] for row in value]
    if all(isinstance(row, Mapping) for row in value.values()):
        columns = list(dict.fromkeys(name for row in value.values() for name in row))
        cells = [[_shown(row.get(name)) for name in columns] for row in value.values()]
        head = ["", *map(_label, columns)]
        return head, [[name, *row] for name, row in zip(value, cells, strict=True)]
    return [], [[name, _shown(each)] for name, each in value.items()]


def _label(name: str) -> str:
    return name.replace("_", " ")


def _shown(value: Any) -> str:
    """A value with all its digits: students calculate with it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if value is None:
        return ""
    try:
        exact(value)
    except ValueError:
        return str(value)
    return value if isinstance(value, str) else str(plain(value))


def derivation(steps: Steps) -> Element:
    """The working as a numbered list, formulas between the marks that MathJax looks for.

    >>> from opstools.core import Step
    >>> print(words([derivation(Steps([Step("Add.", r"\\sum t", 46, "s")]))]))
    Add. \\(\\sum t = \\text{46 s}\\)
    """
    made = element("ol")
    for step in steps:
        value = "" if step.value is None else tex(show(step.value, step.unit))
        equation = " = ".join(side for side in (step.formula, value) if side)
        add(made, "li", f"{step.text} \\({equation}\\)" if equation else step.text)
    return made


def bullets(texts: Iterable[str]) -> list[Element]:
    """A list of sentences, or nothing where there are none."""
    made = element("ul")
    for text in texts:
        add(made, "li", text)
    return [made] if len(made) else []
