"""QTI 2.1: an assessmentItem per variant and question, and a test that draws one of each question.

Numbers, choices, orders and tables judge themselves as their questions do, and say which known
mistake an answer shows. What only people can judge holds its solution in a block for scorers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from ..code import Code
from ..exercise import Exercise, Variant
from ..questions import Choice, Number, Order, Question
from ..table import Table
from .export import (
    Item,
    Verdict,
    body,
    cell_verdicts,
    choice_verdicts,
    for_graders,
    identifier,
    items,
    number_verdicts,
    otherwise,
    solution,
)
from .markup import add, document, element, table

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
QTI_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
RIGHT, OTHER, WORKING = "right", "other", "working"


@dataclass
class Parts:
    """What the kind of question decides of an item."""

    responses: list[Element]
    asked: list[Element]
    rules: list[Element] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def files(
    exercise: Exercise, drawn: Sequence[Variant], images: Mapping[str, tuple[str, bytes]]
) -> dict[str, bytes]:
    """The files of a package by name, the manifest first."""
    found: dict[str, bytes] = {}
    groups = list(items(exercise, drawn))
    for _, group in groups:
        for item in group:
            name, image = images[item.drawn.token]
            found[f"items/{item.ident}.xml"] = document(_item(item, f"images/{name}", bool(image)))
            if image:
                found[f"items/images/{name}"] = image
    ident = identifier("test", exercise.name or exercise.title)
    found["test.xml"] = document(_test(exercise, ident, groups))
    return {"imsmanifest.xml": document(_manifest(ident, groups, images)), **found}


def _item(item: Item, image: str, pictured: bool) -> Element:
    parts = _parts(item)
    root = _root("assessmentItem", QTI, QTI_SCHEMA, identifier=item.ident, title=item.title)
    root.attrib |= {"adaptive": "false", "timeDependent": "false"}
    root.extend(parts.responses)
    score = _outcome(root, "SCORE", "float", normalMaximum=f"{item.question.points:g}")
    add(SubElement(score, "defaultValue"), "value", "0")
    _outcome(root, "FEEDBACK", "identifier")
    _outcome(root, "WORKING", "identifier")
    words = SubElement(root, "itemBody")
    words.extend([*body(item, image if pictured else ""), *parts.asked])
    processing = SubElement(root, "responseProcessing")
    processing.extend([*parts.rules, _set("WORKING", WORKING)])
    for name, message in parts.said.items():
        _feedback(root, "FEEDBACK", name, [element("p", message)])
    _feedback(root, "WORKING", WORKING, solution(item))
    return root


def _root(tag: str, namespace: str, schema: str, **attributes: str) -> Element:
    location = {"xmlns:xsi": XSI, "xsi:schemaLocation": f"{namespace} {schema}"}
    return element(tag, "", xmlns=namespace, **location, **attributes)


def _outcome(root: Element, name: str, kind: str, **attributes: str) -> Element:
    return add(
        root,
        "outcomeDeclaration",
        identifier=name,
        cardinality="single",
        baseType=kind,
        **attributes,
    )


def _feedback(root: Element, outcome: str, name: str, words: Iterable[Element]) -> None:
    shown = add(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    shown.extend(words)


def _parts(item: Item) -> Parts:
    question = item.question
    if item.by_hand:
        return _text(item)
    if isinstance(question, Number):
        return _number(item, question)
    if isinstance(question, Choice):
        return _choice(item, question)
    return _order(item, question) if isinstance(question, Order) else _table(item, question)


def _number(item: Item, question: Number) -> Parts:
    verdicts = number_verdicts(question, item.data)
    gap = element("p")
    gap.append(_entry("RESPONSE"))
    gap[0].tail = f" {question.unit}" if question.unit else None
    cases = [(_near("RESPONSE", verdict), verdict) for verdict in verdicts]
    response = _response("RESPONSE", "single", "float", [repr(verdicts[0].value)])
    return Parts([response], [gap], *_judged(item, cases, unanswered="RESPONSE"))


def _choice(item: Item, question: Choice) -> Parts:
    verdicts = choice_verdicts(question, item.data)
    names = [f"option_{k}" for k in range(1, len(verdicts) + 1)]
    asked = element(
        "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices=1
    )
    cases, right = [], ""
    for name, verdict in zip(names, verdicts, strict=True):
        add(asked, "simpleChoice", verdict.value, identifier=name)
        cases.append((_is("RESPONSE", [_value("identifier", name)]), verdict))
        right = name if verdict.share else right
    response = _response("RESPONSE", "single", "identifier", [right])
    return Parts([response], [asked], *_judged(item, cases, unanswered="RESPONSE"))


def _order(item: Item, question: Order) -> Parts:
    right = list(question.answer(item.data))
    names = {thing: f"thing_{k}" for k, thing in enumerate(sorted(right), 1)}
    asked = element("orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    for thing, name in names.items():
        add(asked, "simpleChoice", thing, identifier=name)
    orders = [Verdict(right, 1.0, "Right.")]
    orders += [Verdict(each.answer(item.data), 0.0, each.feedback) for each in question.mistakes]
    cases = []
    for verdict in orders:
        if sorted(verdict.value) == sorted(right):
            order = element("ordered")
            order.extend(_value("identifier", names[thing]) for thing in verdict.value)
            cases.append((_is("RESPONSE", [order]), verdict))
    response = _response("RESPONSE", "ordered", "identifier", [names[thing] for thing in right])
    return Parts([response], [asked], *_judged(item, cases, unanswered="RESPONSE"))


def _table(item: Item, question: Question) -> Parts:
    """All cells right, or a known mistake in all cells; else every right cell earns its share."""
    assert isinstance(question, Table)
    cells = cell_verdicts(question, item.data)
    names = {
        (row, column): f"cell_{r}_{c}"
        for r, (row, line) in enumerate(cells.items(), 1)
        for c, column in enumerate(line, 1)
    }
    rows = [[row, *(_entry(names[row, column]) for column in cells[row])] for row in cells]
    asked = table(rows, ["", *next(iter(cells.values()), ())])
    right = {place: [v for v in cells[place[0]][place[1]] if v.share] for place in names}
    cases = [(_all([_any(names[k], v) for k, v in right.items()]), Verdict(None, 1.0, "Right."))]
    for mistake in question.mistakes:
        wrong = cell_verdicts(replace(question, answer=mistake.answer, mistakes=()), item.data)
        same = [_any(names[r, c], wrong.get(r, {}).get(c, [])) for r, c in names]
        if all(len(each) for each in same):
            cases.append((_all(same), Verdict(None, 0.0, mistake.feedback)))
    rules, said = _judged(item, cases)
    share = item.question.points / len(names)
    rules[0][-1].extend(_earn(_any(names[k], verdicts), share) for k, verdicts in right.items())
    responses = [
        _response(names[place], "single", "float", [repr(verdicts[0].value)])
        for place, verdicts in right.items()
    ]
    return Parts(responses, [asked], rules, said)


def _text(item: Item) -> Parts:
    code = isinstance(item.question, Code)
    rubric = element("rubricBlock", view="scorer")
    rubric.extend(for_graders(item))
    asked = element(
        "extendedTextInteraction",
        responseIdentifier="RESPONSE",
        expectedLines=20 if code else 5,
        format="preFormatted" if code else "plain",
    )
    return Parts([_response("RESPONSE", "single", "string", [])], [rubric, asked])


def _judged(
    item: Item, cases: Sequence[tuple[Element, Verdict]], *, unanswered: str = ""
) -> tuple[list[Element], dict[str, str]]:
    """The first case that holds decides; the last branch is for all that is unknown."""
    condition, said = element("responseCondition"), {}
    if unanswered:
        empty = SubElement(SubElement(condition, "responseIf"), "isNull")
        add(empty, "variable", identifier=unanswered)
    for number, (test, verdict) in enumerate(cases, 1):
        branch = SubElement(condition, "responseElseIf" if len(condition) else "responseIf")
        name = RIGHT if verdict.share == 1 else f"said_{number}"
        branch.append(test)
        if verdict.share:
            points = verdict.share * item.question.points
            branch.append(_set_to("SCORE", _value("float", repr(float(points)))))
        branch.append(_set("FEEDBACK", name))
        said[name] = verdict.message
    SubElement(condition, "responseElse").append(_set("FEEDBACK", OTHER))
    return [condition], {**said, OTHER: otherwise(item.question, item.data)}


def _response(name: str, cardinality: str, kind: str, right: Iterable[str]) -> Element:
    made = element("responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind)
    values = list(right)
    correct = SubElement(made, "correctResponse") if values else made
    for value in values:
        add(correct, "value", value)
    return made


def _entry(name: str) -> Element:
    return element("textEntryInteraction", responseIdentifier=name, expectedLength=12)


def _near(name: str, verdict: Verdict) -> Element:
    margin = f"{verdict.margin:.12g}"
    made = element("equal", toleranceMode="absolute", tolerance=f"{margin} {margin}")
    add(made, "variable", identifier=name)
    made.append(_value("float", repr(verdict.value)))
    return made


def _any(name: str, verdicts: Iterable[Verdict]) -> Element:
    made = element("or")
    made.extend(_near(name, verdict) for verdict in verdicts)
    return made


def _all(tests: Iterable[Element]) -> Element:
    made = element("and")
    made.extend(tests)
    return made


def _is(name: str, value: Iterable[Element]) -> Element:
    made = element("match")
    add(made, "variable", identifier=name)
    made.extend(value)
    return made


def _value(kind: str, value: str) -> Element:
    return element("baseValue", value, baseType=kind)


def _set(outcome: str, name: str) -> Element:
    return _set_to(outcome, _value("identifier", name))


def _set_to(outcome: str, expression: Element) -> Element:
    made = element("setOutcomeValue", identifier=outcome)
    made.append(expression)
    return made


def _earn(test: Element, points: float) -> Element:
    """Where the test holds, add points to the score."""
    condition = element("responseCondition")
    branch = SubElement(condition, "responseIf")
    total = element("sum")
    add(total, "variable", identifier="SCORE")
    total.append(_value("float", repr(points)))
    branch.extend([test, _set_to("SCORE", total)])
    return condition


def _test(
    exercise: Exercise, ident: str, groups: Sequence[tuple[Question, Sequence[Item]]]
) -> Element:
    root = _root("assessmentTest", QTI, QTI_SCHEMA, identifier=ident, title=exercise.title)
    part = add(
        root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    for question, group in groups:
        section = add(
            part,
            "assessmentSection",
            identifier=f"section_{question.name}",
            title=question.name,
            visible="true",
        )
        add(section, "selection", select=1)
        for item in group:
            href = f"items/{item.ident}.xml"
            add(section, "assessmentItemRef", identifier=item.ident, href=href)
    return root


def _manifest(
    ident: str,
    groups: Sequence[tuple[Question, Sequence[Item]]],
    images: Mapping[str, tuple[str, bytes]],
) -> Element:
    root = _root("manifest", PACKAGE, PACKAGE_SCHEMA, identifier=f"manifest_{ident}")
    about = SubElement(root, "metadata")
    add(about, "schema", "QTIv2.1 Package")
    add(about, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, ident, "imsqti_test_xmlv2p1", "test.xml")
    for _, group in groups:
        for item in group:
            add(test, "dependency", identifierref=item.ident)
            name, image = images[item.drawn.token]
            own = _resource(resources, item.ident, "imsqti_item_xmlv2p1", f"items/{item.ident}.xml")
            if image:
                add(own, "file", href=f"items/images/{name}")
    return root


def _resource(parent: Element, ident: str, kind: str, href: str) -> Element:
    made = add(parent, "resource", identifier=ident, type=kind, href=href)
    add(made, "file", href=href)
    return made
