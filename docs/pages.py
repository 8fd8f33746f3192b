"""The site's pages as Sphinx reads them: the students' notebooks, and what the package tells."""

from __future__ import annotations

import inspect
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from opstools import TOPICS, datasets
from opstools.coursework.edition import student_edition
from opstools.glossary import glossary

from .gallery import View, views

ROOT = Path(__file__).parents[1]
# What the reference describes beside the topics.
PARTS = ("core", "datasets", "glossary", "catalogue", "explore", "widgets", "simulation",
         "coursework")  # fmt: skip


def write_pages(folder: Path, *, every: int = 1) -> None:
    """All pages, into a new folder; the gallery with each `every`-th picture of a topic."""
    student_edition(ROOT, folder)
    pictures = _drawn(folder / "gallery", every)
    pages = {
        "index.md": _home(folder, pictures),
        "glossary.md": _glossary(folder),
        "gallery/index.md": _contents("Gallery", GALLERY, TOPICS),
        "reference/index.md": _contents("Reference", REFERENCE, [*TOPICS, *PARTS]),
        **{f"gallery/{topic}.md": _gallery(topic, pictures[topic]) for topic in TOPICS},
        **{f"reference/{part}.md": _reference(part) for part in (*TOPICS, *PARTS)},
    }
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# --- home --------------------------------------------------------------------------------------


def _home(folder: Path, pictures: dict[str, list[tuple[View, str, str]]]) -> str:
    text = (Path(__file__).parent / "home.md").read_text(encoding="utf-8")
    cards = []
    for topic in TOPICS:
        _, file, words = next((d for d in pictures[topic] if d[0].of_a_method), pictures[topic][0])
        picture = f"![{_plain(words)}](gallery/{file})"
        chapter = f"**[{_title(topic)}]({_chapter(folder, topic)})**"
        more = f"[pictures](gallery/{topic}.md) · [functions](reference/{topic}.md)"
        cards.append(f":::{{container}}\n{picture}\n\n{chapter}\n\n{more}\n:::")
    trees = {
        "Chapters": notebooks(folder, "notebooks/*.ipynb"),
        "Cases": notebooks(folder, "notebooks/cases/*.ipynb"),
        "To look things up": ["glossary", "gallery/index", "reference/index"],
        "Exercises": _in_order_of_page_one(folder),
    }
    cards_text = "::::{container} topics\n" + "\n".join(cards) + "\n::::"
    return f"{text.replace('TOPICS', cards_text)}\n" + "\n".join(map(_tree, trees, trees.values()))


def notebooks(folder: Path, pattern: str = "**/*.ipynb") -> list[str]:
    """The names of pages that are notebooks."""
    found = sorted(folder.glob(pattern))
    return [path.relative_to(folder).with_suffix("").as_posix() for path in found]


def _in_order_of_page_one(folder: Path) -> list[str]:
    """Exercises as the start page lists them, then any others."""
    text = (folder / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    listed = dict.fromkeys(re.findall(r"exercises/\w+/exercise(?=\.ipynb)", text))
    return list(listed | dict.fromkeys(notebooks(folder, "exercises/*/exercise.ipynb")))


def _tree(caption: str, pages: Iterable[str]) -> str:
    return f"```{{toctree}}\n:caption: {caption}\n:hidden:\n\n" + "\n".join(pages) + "\n```\n"


def _chapter(folder: Path, topic: str) -> str:
    """The chapter that teaches with a topic, else a case."""
    pattern = re.compile(rf"from opstools(\.{topic} import|\\? import [\w, ]*\b{topic}\b)")
    found = [name for form in ("[0-9]*", "cases/*")
             for name in notebooks(folder, f"notebooks/{form}.ipynb")
             if pattern.search((folder / f"{name}.ipynb").read_text(encoding="utf-8"))]  # fmt: skip
    named = [name for name in found if topic.partition("_")[0] in name]
    others = [name for name in found if "00_" not in name]
    return f"{(named or others or found)[0]}.ipynb"


# --- glossary ----------------------------------------------------------------------------------


def _glossary(folder: Path) -> str:
    lines = ["# Glossary", "", "The course's terms, with the Chinese ones of its source.", ""]
    lines += [":::{glossary}", ":sorted:", ""]
    for term, entry in glossary().entries.items():
        named = [entry["chinese"]]
        named += [f"also {', '.join(entry['also'])}"] if "also" in entry else []
        named += [f"symbol {entry['symbol']}"] if "symbol" in entry else []
        named += [f"unit {entry['unit']}"] if "unit" in entry else []
        told = f"{_plain(entry['meaning'])} {_taught(folder, term, entry['chapter'])}"
        lines += [term, f"  {_plain('; '.join(named))}", "", f"  {told}", ""]
    return "\n".join([*lines, ":::", ""])


def _taught(folder: Path, term: str, chapter: str) -> str:
    """A link to the chapter that brings a term, or to the case that speaks most of it."""
    found = notebooks(folder, f"notebooks/{chapter}_*.ipynb")
    if chapter == "cases":
        cases = notebooks(folder, "notebooks/cases/*.ipynb")
        texts = {n: (folder / f"{n}.ipynb").read_text(encoding="utf-8").lower() for n in cases}
        found = [max(cases, key=lambda name: texts[name].count(term.lower()))]
    return f"[{_heading(folder / f'{found[0]}.ipynb')}]({found[0]}.ipynb)"


def _heading(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "".join(cells[0]["source"]).split("\n")[0].removeprefix("# ")


# --- gallery -----------------------------------------------------------------------------------

GALLERY = "Every picture that the package draws of its data sets, with the code that draws it."
Drawn = dict[str, list[tuple[View, str, str]]]


def _drawn(folder: Path, every: int) -> Drawn:
    """All pictures, drawn into a folder: for each topic view, file and words."""
    folder.mkdir(parents=True)
    wanted = [(folder, f"{topic}-{number}.png", view)
              for topic in TOPICS for number, view in enumerate(views(topic))
              if number % every == 0]  # fmt: skip
    found: Drawn = defaultdict(list)
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), get_context("spawn")) as pool:
        for (_, name, view), words in zip(
            wanted, pool.map(_draw, wanted, chunksize=4), strict=True
        ):
            if words:
                found[view.topic].append((view, name, words))
    return found


def _draw(wanted: tuple[Path, str, View]) -> str:
    folder, name, view = wanted
    drawn = view.draw()
    if drawn:
        (folder / name).write_bytes(drawn[0])
    return drawn[1] if drawn else ""


def _gallery(topic: str, drawn: list[tuple[View, str, str]]) -> str:
    lines, dataset = [f"# Pictures: {_title(topic).lower()}", ""], None
    for view, name, words in drawn:
        if view.dataset != dataset:
            dataset = view.dataset
            about = datasets.about(dataset) if dataset else None
            lines += [f"## {_plain(about.title)}" if about else "## Curves", ""]
            lines += [f"`{dataset}`: {_plain(about.source)}.", ""] if about else []
        lines += [f"### {view.name}", "", f"```{{image}} {name}", f":alt: {json.dumps(words)}"]
        lines += [":width: 100%", "```", "", _plain(words), ""]  # a width: so a click enlarges it
        lines += ["```python", view.code, "```", ""]
    return "\n".join(lines)


# --- reference ---------------------------------------------------------------------------------

REFERENCE = (
    "Every public name with its signature and an example. The examples are run by the tests: "
    "what stands below `>>>` is what comes out."
)
KINDS = {"Problems and results": inspect.isclass, "Functions": inspect.isroutine}


def _reference(part: str) -> str:
    module = _module(part)
    before = (*TOPICS, *PARTS)[: (*TOPICS, *PARTS).index(part)]
    told = {
        id(getattr(earlier, name)) for earlier in map(_module, before) for name in _public(earlier)
    }
    lines = [f"# {module.__name__}", "", "```{eval-rst}", f".. automodule:: {module.__name__}", ""]
    lines += [f".. currentmodule:: {module.__name__}", "```", ""]
    for kind, of_kind in KINDS.items():
        names = [name for name in _public(module) if of_kind(getattr(module, name))]
        if not names:
            continue
        title = "Classes" if kind != "Functions" and part in PARTS else kind
        lines += [f"## {title}", "", "```{eval-rst}"]
        for name in names:
            thing = getattr(module, name)
            lines += [f".. auto{'class' if inspect.isclass(thing) else 'function'}:: {name}"]
            lines += ["   :members:"] if inspect.isclass(thing) else []
            lines += ["   :no-index:", ""] if id(thing) in told else [""]  # a link has one target
        lines += ["```", ""]
    return "\n".join(lines)


def _module(part: str) -> Any:
    return import_module(f"opstools.{part}")


def _public(module: Any) -> list[str]:
    def own(name: str) -> bool:
        return getattr(getattr(module, name), "__module__", "") == module.__name__

    listed = getattr(module, "__all__", None)
    return sorted(listed or (n for n in vars(module) if not n.startswith("_") and own(n)))


# --- words -------------------------------------------------------------------------------------


def _contents(title: str, text: str, pages: Iterable[str]) -> str:
    return f"# {title}\n\n{text}\n\n```{{toctree}}\n:maxdepth: 1\n\n" + "\n".join(pages) + "\n```\n"


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def anchor(title: str) -> str:
    """The place of a heading in its page, as JupyterLab names it.

    >>> anchor("The glossary")
    'The-glossary'
    """
    return title.replace(" ", "-")


def _plain(text: str) -> str:
    """Words of ours as Markdown that shows them as they are."""
    return re.sub(r"([\\`*_{}\[\]<>$|~^])", r"\\\1", " ".join(text.split()))
