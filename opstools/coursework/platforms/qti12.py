"""QTI 1.2 as Canvas reads it: one quiz, in it a group for each question, of which one is drawn.

Where Canvas differs from `Question.judge`: every answer of a numerical question counts as right, so
known mistakes are listed in the feedback for wrong answers; an order is a matching question, which
gives credit for each place; a table of whole numbers is fill-in-multiple-blanks, any other table is
judged by people, because a blank is compared as text, without a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..exercise import Exercise, Variant
from ..questions import Choice, Number, Order
from ..table import Table
from .export import (
    Item,
    body,
    choice_verdicts,
    for_graders,
    identifier,
    items,
    known_mistakes,
    number_verdicts,
    otherwise,
    solution,
)
from .markup import add, bullets, document, element, html, table
from .qti21 import XSI

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
QTI_SCHEMA = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
PACKAGE_SCHEMA = "http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
IMAGES = "$IMS-CC-FILEBASE$/images/"  # Canvas puts the course's own place here
FIRST_ANSWER, FIRST_MATCH = 1001, 2001  # Canvas keeps whole numbers as the names of answers


def files(
    exercise: Exercise, drawn: Sequence[Variant], images: Mapping[str, tuple[str, bytes]]
) -> dict[str, bytes]:
    """The files of a package by name, the manifest first."""
    ident = identifier("quiz", exercise.name or exercise.title)
    quiz = f"{ident}/{ident}.xml"
    found = {quiz: document(_quiz(exercise, drawn, ident, images))}
    found |= {f"images/{name}": image for name, image in images.values() if image}
    return {"imsmanifest.xml": document(_manifest(ident, quiz, found)), **found}


def _quiz(
    exercise: Exercise,
    drawn: Sequence[Variant],
    ident: str,
    images: Mapping[str, tuple[str, bytes]],
) -> Element:
    root = element("questestinterop", "", xmlns=QTI, **_schema(QTI, QTI_SCHEMA))
    quiz = add(root, "assessment", ident=ident, title=exercise.title)
    _metadata(quiz, cc_maxattempts=1)
    whole = add(quiz, "section", ident="root_section")
    for question, group in items(exercise, drawn):
        name = identifier("group", exercise.name or exercise.title, question.name)
        section = add(whole, "section", ident=name, title=f"{exercise.title} · {question.name}")
        selection = SubElement(SubElement(section, "selection_ordering"), "selection")
        add(selection, "selection_number", 1)
        worth = SubElement(selection, "selection_extension")
        add(worth, "points_per_item", f"{question.points:g}")
        for item in group:
            name = images[item.drawn.token][0]
            _item(section, item, f"{IMAGES}{name}" if name else "")
    return root


def _schema(namespace: str, schema: str) -> dict[str, str]:
    return {"xmlns:xsi": XSI, "xsi:schemaLocation": f"{namespace} {schema}"}


def _metadata(parent: Element, **fields: object) -> None:
    holder = SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        line = SubElement(holder, "qtimetadatafield")
        add(line, "fieldlabel", label)
        add(line, "fieldentry", entry)


def _item(section: Element, item: Item, image: str) -> None:
    kind, answers, fill = _kind(item)
    made = add(section, "item", ident=item.ident, title=item.title)
    _metadata(
        SubElement(made, "itemmetadata"),
        question_type=kind,
        points_possible=f"{item.question.points:g}",
        original_answer_ids=",".join(map(str, range(FIRST_ANSWER, FIRST_ANSWER + answers))),
    )
    presentation = SubElement(made, "presentation")
    words = body(item, image)
    _material(presentation, words)
    processing = SubElement(made, "resprocessing")
    score = SubElement(processing, "outcomes")
    add(score, "decvar", maxvalue=100, minvalue=0, varname="SCORE", vartype="Decimal")
    _shows(processing, "general_fb", onward=True)
    feedback = {"general_fb": for_graders(item) if item.by_hand else solution(item)}
    feedback |= fill(item, presentation, processing)
    for name, said in feedback.items():
        holder = SubElement(add(made, "itemfeedback", ident=name), "flow_mat")
        _material(holder, said)


Fill = Callable[[Item, Element, Element], dict[str, list[Element]]]


def _kind(item: Item) -> tuple[str, int, Fill]:
    """Canvas's name of the kind, how many answers there are, and what writes them."""
    question, data = item.question, item.data
    if item.by_hand:
        return "essay_question", 0, _essay
    if isinstance(question, Number):
        return "numerical_question", len(_right(question, data)), _numerical
    if isinstance(question, Choice):
        return "multiple_choice_question", len(question.options(data)), _choice
    if isinstance(question, Order):
        return "matching_question", len(question.answer(data)), _matching
    if not _whole(item):
        return "essay_question", 0, _essay
    return "fill_in_multiple_blanks_question", sum(map(len, _spellings(item))), _blanks


def _right(question: Number, data: Any) -> list[Any]:
    return [verdict for verdict in number_verdicts(question, data) if verdict.share]


def _numerical(item: Item, presentation: Element, processing: Element) -> dict[str, list[Element]]:
    question = item.question
    assert isinstance(question, Number)
    _entry(presentation, fibtype="Decimal")
    for verdict in _right(question, item.data):
        test = SubElement(_condition(processing), "or")
        add(test, "varequal", repr(verdict.value), respident="response1")
        near = SubElement(test, "and")
        for tag, bound in (("vargte", -verdict.margin), ("varlte", verdict.margin)):
            add(near, tag, repr(verdict.value + bound), respident="response1")
        _earns(processing, 100)
    _shows(processing, "general_incorrect_fb")
    return _of_wrong_answers(item)


def _choice(item: Item, presentation: Element, processing: Element) -> dict[str, list[Element]]:
    question, said = item.question, {}
    assert isinstance(question, Choice)
    answers = dict(enumerate(choice_verdicts(question, item.data), FIRST_ANSWER))
    _options(presentation, "response1", {name: each.value for name, each in answers.items()})
    for name, verdict in answers.items():
        _equal(_condition(processing, onward=True), "response1", name)
        add(processing[-1], "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")
        said[f"{name}_fb"] = [element("p", verdict.message)]
    for name, verdict in answers.items():
        if verdict.share:
            _equal(_condition(processing), "response1", name)
            _earns(processing, 100)
    return said


def _matching(item: Item, presentation: Element, processing: Element) -> dict[str, list[Element]]:
    assert isinstance(item.question, Order)
    right = list(item.question.answer(item.data))
    things = dict(enumerate(item.question.things(item.data), FIRST_MATCH))
    names = {thing: name for name, thing in things.items()}
    for place, thing in enumerate(right):
        response = f"response_{FIRST_ANSWER + place}"
        _options(presentation, response, things, label=f"Place {place + 1}", rich=False)
        _equal(_condition(processing, onward=True), response, names[thing])
        _earns(processing, 100 / len(right), action="Add")
    return _of_wrong_answers(item)


def _blanks(item: Item, presentation: Element, processing: Element) -> dict[str, list[Element]]:
    name, cells = FIRST_ANSWER, _spellings(item)
    _below(presentation, _form(item, [f"[{blank}]" for blank, _ in _places(item)]))
    for (blank, _), spellings in zip(_places(item), cells, strict=True):
        answers = dict(enumerate(spellings, name))
        _options(presentation, f"response_{blank}", answers, label=blank, rich=False)
        _equal(_condition(processing, onward=True), f"response_{blank}", name)
        _earns(processing, 100 / len(cells), action="Add")
        name += len(spellings)
    return _of_wrong_answers(item)


def _essay(item: Item, presentation: Element, processing: Element) -> dict[str, list[Element]]:
    if isinstance(item.question, Table):
        _below(presentation, _form(item, [""] * len(_places(item))))
    _entry(presentation)
    SubElement(_condition(processing), "other")
    return {}


def _whole(item: Item) -> bool:
    return all(number.is_integer() for _, number in _places(item))


def _expected(item: Item) -> Mapping[str, Mapping[str, float]]:
    assert isinstance(item.question, Table)
    return item.question.expected(item.data)


def _places(item: Item) -> list[tuple[str, float]]:
    """The blanks of a table, row by row, and the number in each."""
    return [
        (f"cell_{r}_{c}", float(cell))
        for r, row in enumerate(_expected(item).values(), 1)
        for c, cell in enumerate(row.values(), 1)
    ]


def _spellings(item: Item) -> list[list[str]]:
    """How each number may be written."""
    unit, numbers = getattr(item.question, "unit", ""), (int(n) for _, n in _places(item))
    each = ((f"{n}", f"{n:,}", f"{n}.0", f"{n} {unit}".strip()) for n in numbers)
    return [list(dict.fromkeys(spellings)) for spellings in each]


def _form(item: Item, marks: Sequence[str]) -> Element:
    """The table to be filled in; Canvas turns marks such as [cell_1_1] into blanks."""
    expected, mark = _expected(item), iter(marks)
    rows = [[row, *(next(mark) for _ in cells)] for row, cells in expected.items()]
    return table(rows, ["", *next(iter(expected.values()))])


def _below(presentation: Element, form: Element) -> None:
    asked = next(presentation.iter("mattext"))
    asked.text = (asked.text or "") + html([form])


def _entry(presentation: Element, **attributes: str) -> None:
    response = add(presentation, "response_str", ident="response1", rcardinality="Single")
    add(add(response, "render_fib", **attributes), "response_label", ident="answer1")


def _options(
    presentation: Element,
    ident: str,
    options: Mapping[int, str],
    *,
    label: str = "",
    rich: bool = True,
) -> None:
    response = add(presentation, "response_lid", ident=ident, rcardinality="Single")
    if label:
        add(SubElement(response, "material"), "mattext", label, texttype="text/plain")
    choice = SubElement(response, "render_choice")
    for name, text in options.items():
        answer = add(choice, "response_label", ident=name)
        if rich:
            _material(answer, [element("p", text)])
        else:
            add(SubElement(answer, "material"), "mattext", text, texttype="text/plain")


def _material(parent: Element, words: Iterable[Element]) -> None:
    add(SubElement(parent, "material"), "mattext", html(words), texttype="text/html")


def _condition(processing: Element, *, onward: bool = False) -> Element:
    made = add(processing, "respcondition", **{"continue": "Yes" if onward else "No"})
    return SubElement(made, "conditionvar")


def _equal(test: Element, response: str, name: object) -> None:
    add(test, "varequal", name, respident=response)


def _earns(processing: Element, share: float, *, action: str = "Set") -> None:
    """What the last condition earns, in per cent."""
    add(processing[-1], "setvar", f"{share:.2f}", action=action, varname="SCORE")


def _shows(processing: Element, name: str, *, onward: bool = False) -> None:
    SubElement(_condition(processing, onward=onward), "other")
    add(processing[-1], "displayfeedback", feedbacktype="Response", linkrefid=name)


def _of_wrong_answers(item: Item) -> dict[str, list[Element]]:
    """What is said of a wrong answer: the ways to go wrong that are known."""
    said = element("p", otherwise(item.question, item.data))
    return {"general_incorrect_fb": [said, *bullets(known_mistakes(item))]}


def _manifest(ident: str, quiz: str, found: Iterable[str]) -> Element:
    root = element(
        "manifest",
        "",
        xmlns=PACKAGE,
        **_schema(PACKAGE, PACKAGE_SCHEMA),
        identifier=f"manifest_{ident}",
    )
    about = SubElement(root, "metadata")
    add(about, "schema", "IMS Content")
    add(about, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = SubElement(root, "resources")
    own = add(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    add(own, "file", href=quiz)
    for number, name in enumerate((name for name in found if name != quiz), 1):
        image = add(
            resources, "resource", identifier=f"image_{number}", type="webcontent", href=name
        )
        add(image, "file", href=name)
    return root
