"""One file explains the course's words: each entry is whole, and no word or symbol lacks one."""

from __future__ import annotations

import inspect
import re
import unicodedata
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from known_calls import ONCE, result

import opstools
from opstools.core import ProblemError
from opstools.glossary import glossary

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("*.ipynb"))  # a case brings no terms, and its roles are in bold
ENTRIES = glossary().entries
KEYS = {"also", "symbol", "unit", "meaning", "chinese", "chapter"}

each_term = pytest.mark.parametrize("term", ENTRIES)


@each_term
def test_an_entry_is_whole(term):
    entry = ENTRIES[term]
    assert set(entry) <= KEYS
    chapters = {path.name.partition("_")[0] for path in CHAPTERS} | {"cases"}
    assert entry["chapter"] in chapters
    assert any("CJK" in unicodedata.name(letter) for letter in entry["chinese"])
    meaning = entry["meaning"]
    assert meaning.endswith("."), "the meaning is a sentence"
    assert not re.search(r"[.!?] [A-Z]", meaning.removesuffix(".")), "one sentence"


def test_no_name_has_two_meanings():
    names = [name.casefold() for term, entry in ENTRIES.items()
             for name in (term, *entry.get("also", ()))]  # fmt: skip
    assert sorted(set(names)) == sorted(names)


def test_a_term_is_found_by_any_name_of_its():
    for asked in ("takt time", "Takt", "生产节拍", "TAKT TIME"):
        assert list(glossary(asked).entries) == ["takt time"]
    assert list(glossary("sojourn", "μ = 1/S").entries) == ["stay", "service rate"]
    with pytest.raises(ProblemError) as caught:
        glossary("cycel time")
    assert str(caught.value) == (
        "glossary, term: there is no term cycel time. Did you mean cycle time?"
    )


# --- words of the chapters ---------------------------------------------------------------------

BOLD = re.compile(r"\*\*([^*]+)\*\*")
# A term stands in bold where it is explained. Bold that begins with a capital is a heading within
# the text, a button or a name; what is longer than three words is a sentence.
MOST_WORDS = 3


def marked(text: str) -> list[str]:
    """The terms that a text marks."""
    bold = (" ".join(found.split()) for found in BOLD.findall(text))
    return [words for words in bold
            if words[0].islower() and words[-1].isalnum()
            and len(words.split()) <= MOST_WORDS]  # fmt: skip


def explained(words: str) -> bool:
    """Whether the glossary has the term, in singular or plural."""
    known = {name.casefold() for term, entry in ENTRIES.items()
             for name in (term, *entry.get("also", ()))}  # fmt: skip
    singular = re.sub("ies$", "y", words), re.sub("es$", "", words), re.sub("s$", "", words)
    return not known.isdisjoint({words.casefold(), *map(str.casefold, singular)})


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_term_that_a_chapter_marks_is_explained(path):
    cells = nbformat.read(path, as_version=4).cells
    terms = [term for c in cells if c.cell_type == "markdown" for term in marked(c.source)]
    assert [term for term in dict.fromkeys(terms) if not explained(term)] == [], (
        "add them to opstools/glossary.toml; what is only stressed stands in *italics*"
    )


def test_marks_are_found():
    text = "**takt\ntime**, **Step 1.** or **Next**; **what is it?**, **a b c d**, **priorities**"
    assert marked(text) == ["takt time", "priorities"]
    assert explained("priorities")
    assert not explained("prioritys rule")


# --- symbols of the docstrings -----------------------------------------------------------------

# t_i, λ, Lq, C: what stands alone in a sentence and is no word of English.
LONG = r"(?:[A-Za-zα-ω]_[A-Za-z0-9]+|[α-ω]|[LW]q)(?!\w)"
SYMBOL = re.compile(rf"(?<![\w&.'’/-])({LONG}|[B-HJ-Zb-hj-z](?![\w.'’-]))")
# i, j and n count, h and s are units, e is Euler's number, a U is the shape of a line.
EVERYDAY = set("ijnhseU")


def symbols(docstring: str) -> set[str]:
    """The symbols in a docstring's sentences, without its examples and `code`."""
    prose = [part for part in docstring.split("\n\n") if not part.lstrip().startswith(">>>")]
    return set(SYMBOL.findall(re.sub(r"`[^`]*`|\"[^\"]*\"", "", "\n\n".join(prose))))


def written(entry: str) -> set[str]:
    """The symbols that an entry's own symbol is made of."""
    return set(re.findall(rf"{LONG}|(?<![A-Za-z])[A-Za-z](?![A-Za-z])", entry))


DEFINED = {symbol for entry in ENTRIES.values() for symbol in written(entry.get("symbol", ""))}
DEFINED |= {name for entry in ENTRIES.values() for name in entry.get("also", ()) if len(name) == 1}


@pytest.mark.parametrize("topic", opstools.TOPICS)
def test_every_symbol_in_a_docstring_is_explained(topic):
    module = import_module(f"opstools.{topic}")
    things = {name: getattr(module, name) for name in module.__all__}
    unknown = {name: found for name, thing in things.items() if callable(thing)
               if (found := symbols(inspect.getdoc(thing) or "") - DEFINED - EVERYDAY)}  # fmt: skip
    assert unknown == {}, "give each a term with this symbol in opstools/glossary.toml"


def test_symbols_are_found():
    text = "Times t_i and a rate λ. What `Q` is, see T. B. Smith; the queue Lq.\n\n>>> Z\n1"
    assert symbols(text) == {"t_i", "λ", "Lq"}


# --- units of the results ----------------------------------------------------------------------


@pytest.mark.parametrize("label", ONCE)
def test_a_figure_has_the_kind_of_unit_that_its_term_has(label):
    measures = result(label).measures
    for name in measures:
        entry = ENTRIES.get(name.replace("_", " "))
        if entry and entry.get("unit"):
            assert (entry["unit"] == "%") == (measures.unit(name) == "%"), name
