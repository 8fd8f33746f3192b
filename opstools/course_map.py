"""The map of the course: its chapters as a picture with links, read from the notebooks themselves.

course_map()          # in a notebook: the chapters beside it
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from . import TOPICS
from .core import fail
from .core.drawing import fill
from .core.numbers import count, listing
from .core.sketch import Group, Line, Shape, Sketch, Text, box, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = re.compile(r"(?P<number>\d\d)(?P<part>[a-z]?)_\w+\.ipynb")
USES = re.compile(r"from opstools\.(\w+)(?:\.\w+)* import|from opstools import ([\w, ]+)")
LEFT, WIDE, HIGH, GAP, ROW_GAP = 86.0, 158.0, 49.0, 12.0, 14.0
LINE, SIZE, EDGE = 10.5, 8.5, 2.0
A_ROW = 4  # chapters side by side, before a row goes on below


@dataclass(frozen=True)
class Chapter:
    """A notebook: where it lies, its number ("" for a case), title, topics and what it offers."""

    path: str
    number: str
    title: str
    topics: tuple[str, ...]
    exercises: int
    questions: int


@dataclass(frozen=True)
class CourseMap:
    """Chapters in the order of the course, cases last: a picture, and links below it."""

    chapters: tuple[Chapter, ...]

    def builds_on(self, chapter: Chapter) -> tuple[str, ...]:
        """The numbers of earlier chapters whose topics a chapter uses."""
        homes: dict[str, Chapter] = {}
        for each in self.chapters:
            for topic in each.topics:
                homes.setdefault(topic, each)
        found = (homes[topic].number for topic in chapter.topics if homes[topic] != chapter)
        return tuple(sorted(set(filter(None, found))))

    def sketch(self) -> Sketch:
        """The picture: a row for each chapter of the book, a box for each notebook."""
        shapes, y = list[Shape](), EDGE
        rows = self._rows()
        for k, (label, own) in enumerate(rows.items(), 1):
            lines = -(-len(own) // A_ROW)
            below = y + lines * (HIGH + ROW_GAP) - ROW_GAP
            shapes.append(Text((4, y + HIGH / 2), label, 10, bold=True))
            for n, each in enumerate(own):
                at = LEFT + n % A_ROW * (WIDE + GAP), y + n // A_ROW * (HIGH + ROW_GAP)
                shapes.append(self._box(each, *at, fill(k)))
            if k < len(rows):
                ends = ((LEFT - 14, y + 6), (LEFT - 14, below + ROW_GAP + 6))
                shapes.append(Line(ends, thick=1.2, arrow=True))
            y = below + ROW_GAP
        width = LEFT + min(A_ROW, max(map(len, rows.values()))) * (WIDE + GAP)
        told = "; ".join(f"{each.number or 'case'} {each.title}" for each in self.chapters)
        return Sketch(width, y, "The course", f"Chapters in order: {told}.", tuple(shapes))

    def _rows(self) -> dict[str, list[Chapter]]:
        rows: dict[str, list[Chapter]] = {}
        for each in self.chapters:
            label = f"chapter {int(each.number[:2])}" if each.number else "cases"
            rows.setdefault(label, []).append(each)
        return rows

    def _box(self, each: Chapter, x: float, y: float, color: str) -> Group:
        """One notebook: number and title, what it builds on, what there is to do."""
        title = wrapped(f"{each.number} {each.title}".strip(), (WIDE - 12) * 0.85, SIZE + 1, 2)
        before = self.builds_on(each)
        small = [f"builds on {listing(before)}"] if before else []
        offers = ((each.questions, "question"), (each.exercises, "exercise"))
        small.append(", ".join(count(number, word) for number, word in offers if number))
        texts = [Text((x + 6, y + 8 + LINE * n), line, SIZE + 1, bold=True)
                 for n, line in enumerate(title)]  # fmt: skip
        texts += [Text((x + 6, y + HIGH - 8 - LINE * n), line, SIZE - 0.5)
                  for n, line in enumerate(reversed(list(filter(None, small))))]  # fmt: skip
        said = f"{each.number or 'Case'}: {each.title}. {'; '.join(filter(None, small))}"
        return Group(said, (box(x, y, WIDE, HIGH, fill=color), *texts))

    def plot(self, ax: Axes | None = None) -> Axes:
        """The picture, drawn on `ax` or on a new figure."""
        return self.sketch().draw(ax)

    def __repr__(self) -> str:
        return "\n".join(f"{each.number or 'case':5} {each.title}" for each in self.chapters)

    def _repr_html_(self) -> str:
        links = (
            f'<li><a href="{escape(each.path)}">{escape(f"{each.number} {each.title}".strip())}'
            "</a></li>"
            for each in self.chapters
        )
        fitting = '<svg style="max-width: 100%; height: auto" '  # nothing beyond a narrow page
        picture = self.sketch().svg().replace("<svg ", fitting, 1)
        return f"{picture}<ul>{''.join(links)}</ul>"


def course_map(folder: str | Path = ".") -> CourseMap:
    """The chapters in a folder and the cases in its folder `cases`.

    A folder without chapters raises `ProblemError`.

    >>> course_map("notebooks").chapters[0].number
    '01'
    """
    place = Path(folder)
    paths = [path for path in sorted(place.glob("*.ipynb")) if NAME.fullmatch(path.name)]
    chapters = [path for path in paths if not path.name.startswith("00")]
    if not chapters:
        remedy = "Name the folder of the course that holds 01_….ipynb and so on."
        fail("course map", "folder", f"there are no chapters in {place.resolve().name}", remedy)
    cases = sorted(path for path in place.glob("cases/*.ipynb") if "checkpoint" not in path.name)
    return CourseMap(tuple(_read(path, place) for path in [*chapters, *cases]))


def _read(path: Path, place: Path) -> Chapter:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = "\n".join(_source(cells, "markdown"))
    code = "\n".join(_source(cells, "code"))
    match = NAME.fullmatch(path.name)
    heading = re.search(r"^# +(.+)$", words, re.MULTILINE)
    return Chapter(
        path.relative_to(place).as_posix(),
        match["number"] + match["part"] if match else "",
        heading[1].strip() if heading else path.stem.replace("_", " "),
        _topics(USES.findall(code)),
        len(set(re.findall(r"exercises/(\w+)/exercise\.ipynb", words))),
        len(re.findall(r"^sheet\.answer\(", code, re.MULTILINE)),
    )


def _source(cells: Iterable[dict[str, object]], kind: str) -> list[str]:
    """The text of the cells of a kind; a notebook holds it whole or as lines."""
    sources = (cell["source"] for cell in cells if cell["cell_type"] == kind)
    return ["".join(source) if isinstance(source, list) else str(source) for source in sources]


def _topics(found: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    words = {word.strip() for one, many in found for word in (one, *many.split(","))}
    return tuple(topic for topic in TOPICS if topic in words)
