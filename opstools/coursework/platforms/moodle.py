"""Moodle XML: a category for each question, in it the question of every variant.

Put "a random question from the category" into a quiz, and every student gets their own numbers.
Numbers and options carry each known mistake as an answer that earns nothing and says why. An order
is of the type `ordering`, which judges as `Order` does, all or nothing, by dragging or by keyboard;
it belongs to Moodle since 4.4 (before, the plug-in of that name). A table is a cloze question with
one mark per cell, so give it its points in the quiz. What only people can judge is an essay.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from ..code import Code
from ..exercise import Exercise, Variant
from ..questions import Choice, Number, Order
from ..table import Table
from ..units import spellings
from .export import (
    Item,
    Verdict,
    body,
    cell_verdicts,
    choice_verdicts,
    drawn_variants,
    for_graders,
    items,
    known_mistakes,
    number_verdicts,
    otherwise,
    picture,
    solution,
    write,
)
from .markup import add, bullets, document, element, html, table

PICTURE = "picture.png"
CLOZE = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}~#\\"})  # end a gap or an answer
NO_GAP = "{\u2060"  # a word joiner, which nobody sees: {1:NUMERICAL… in a name is no gap


def export_moodle(
    exercise: Exercise,
    *,
    variants: int | Sequence[Variant],
    out: str | Path,
    secret: str | bytes | None = None,
    overwrite: bool = False,
) -> Path:
    """Write questions for Moodle's question bank: import as «Moodle XML format».

    `variants` is how many, drawn under `secret` for students "1", "2" …, or the variants
    themselves. Without a secret they are those of practice, which everybody can draw. Raises
    `ProblemError` where a file would be replaced and `overwrite` is false.

    >>> from tempfile import TemporaryDirectory
    >>> takt = Number(name="takt", text="Takt?", unit="s", answer=lambda data: data["time"] / 500)
    >>> exercise = Exercise("Takt", lambda random: {"time": random.randint(300, 400)}, (takt,))
    >>> with TemporaryDirectory() as folder:
    ...     path = export_moodle(exercise, variants=2, out=f"{folder}/takt.xml")
    ...     path.read_text(encoding="utf-8").count('<question type="numerical">')
    2
    """
    drawn = drawn_variants(exercise, variants, secret)
    pictures = {each.token: picture(each) for each in drawn}
    quiz = Element("quiz")
    for question, group in items(exercise, drawn):
        _category(quiz, exercise.title, question.name)
        for item in group:
            _question(quiz, item, pictures[item.drawn.token])
    return write(out, document(quiz), overwrite=overwrite)


def _category(quiz: Element, title: str, name: str) -> None:
    question = add(quiz, "question", type="category")
    place = f"$course$/top/{title.replace('/', '//')}/{name}"  # a doubled slash is one in a name
    add(add(question, "category"), "text", place)


def _question(quiz: Element, item: Item, image: bytes) -> None:
    kind, fill = _kind(item)
    question = add(quiz, "question", type=kind)
    add(add(question, "name"), "text", item.title)
    words = body(item, f"@@PLUGINFILE@@/{PICTURE}" if image else "")
    if kind == "cloze":
        _hide_braces(words)
        words.append(_cloze(item))
    asked = _html(question, "questiontext", words)
    if image:
        file = add(asked, "file", name=PICTURE, path="/", encoding="base64")
        file.text = base64.b64encode(image).decode()
    _html(question, "generalfeedback", solution(item))
    if kind != "cloze":  # a cloze question is worth what its gaps are worth
        add(question, "defaultgrade", f"{item.question.points:g}")
    add(question, "penalty", "0")
    add(question, "hidden", "0")
    add(question, "idnumber", item.ident)
    fill(question, item)


def _html(parent: Element, tag: str, words: Iterable[Element]) -> Element:
    holder = add(parent, tag, format="html")
    add(holder, "text", html(words))
    return holder


def _answer(parent: Element, text: str, verdict: Verdict, *, form: str = "plain_text") -> Element:
    answer = add(parent, "answer", fraction=f"{100 * verdict.share:g}", format=form)
    add(answer, "text", text)
    _html(answer, "feedback", [element("p", verdict.message)])
    return answer


def _kind(item: Item) -> tuple[str, Callable[[Element, Item], None]]:
    if item.by_hand:
        return "essay", _essay
    kinds: dict[type, tuple[str, Callable[[Element, Item], None]]] = {
        Number: ("numerical", _numerical),
        Choice: ("multichoice", _multichoice),
        Order: ("ordering", _ordering),
        Table: ("cloze", lambda question, item: None),
    }
    return kinds[type(item.question)]


def _numerical(question: Element, item: Item) -> None:
    number = item.question
    assert isinstance(number, Number)
    for verdict in number_verdicts(number, item.data):
        answer = _answer(question, repr(verdict.value), verdict)
        add(answer, "tolerance", f"{verdict.margin:.12g}")
    _answer(question, "*", Verdict(None, 0.0, otherwise(number, item.data)))
    units = unit_multipliers(number.unit)
    if units:
        parent = SubElement(question, "units")
        for name, multiplier in units.items():
            unit = SubElement(parent, "unit")
            add(unit, "multiplier", repr(multiplier))
            add(unit, "unit_name", name)
    add(question, "unitgradingtype", "0")  # a unit may be written and need not be
    add(question, "unitpenalty", "0")
    add(question, "showunits", "0" if units else "3")
    add(question, "unitsleft", "0")


def unit_multipliers(unit: str) -> Mapping[str, float]:
    """How students may write a unit -> by what Moodle divides such an answer.

    >>> units = unit_multipliers("min")
    >>> units["min"], units["hours"], units["s"]
    (1.0, 0.016666666666666666, 60.0)
    """
    if unit == "%":
        return {"%": 100.0, "percent": 100.0, "％": 100.0}
    named = spellings(unit) if unit else {}
    return {name.replace(" ", ""): 1 / scale for name, scale in named.items()}  # as Moodle reads


def _multichoice(question: Element, item: Item) -> None:
    choice = item.question
    assert isinstance(choice, Choice)
    add(question, "single", "true")
    add(question, "shuffleanswers", "true")
    add(question, "answernumbering", "abc")
    for verdict in choice_verdicts(choice, item.data):
        _answer(question, html([element("p", verdict.value)]), verdict, form="html")


def _ordering(question: Element, item: Item) -> None:
    things = list(item.question.answer(item.data))
    settings = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": len(things)}
    settings |= {"gradingtype": "ALL_OR_NOTHING", "showgrading": "HIDE"}
    for name, value in settings.items():
        add(question, name, value)
    _html(question, "correctfeedback", [element("p", "Right.")])
    _html(question, "partiallycorrectfeedback", [])
    said = element("p", otherwise(item.question, item.data))
    _html(question, "incorrectfeedback", [said, *bullets(known_mistakes(item))])
    for place, thing in enumerate(things, 1):
        answer = add(question, "answer", fraction=place, format="html")
        add(answer, "text", html([element("p", thing)]))


def _essay(question: Element, item: Item) -> None:
    code = isinstance(item.question, Code)
    add(question, "responseformat", "monospaced" if code else "plain")
    add(question, "responserequired", "1")
    add(question, "responsefieldlines", "20" if code else "10")
    add(question, "attachments", "0")
    add(question, "attachmentsrequired", "0")
    _html(question, "graderinfo", for_graders(item))


def _cloze(item: Item) -> Element:
    """The table to be filled in, a gap in every cell."""
    asked = item.question
    assert isinstance(asked, Table)
    cells = cell_verdicts(asked, item.data)
    rows = [[_no_gap(row), *map(_gap, verdicts.values())] for row, verdicts in cells.items()]
    return table(rows, ["", *map(_no_gap, next(iter(cells.values()), ()))])


def _gap(verdicts: Iterable[Verdict]) -> str:
    """A gap for a number, in Moodle's own notation."""
    parts = (
        f"{'=' if each.share else '%0%'}{each.value!r}:{each.margin:.12g}"
        f"#{html([element('span', each.message)]).translate(CLOZE)}"
        for each in verdicts
    )
    return f"{{1:NUMERICAL:{'~'.join(parts)}}}"


def _hide_braces(words: Iterable[Element]) -> None:
    for part in (part for each in words for part in each.iter()):
        part.text, part.tail = _no_gap(part.text or ""), _no_gap(part.tail or "")


def _no_gap(text: str) -> str:
    return text.replace("{", NO_GAP)
