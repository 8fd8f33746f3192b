"""What a well-made export holds, checked piece by piece: no public schema comes with a library.

Moodle publishes no schema; what its importer asks for is listed here. For QTI the rules of the
standard that a schema cannot tell are here too: names agree, cardinality fits the interaction,
every reference leads somewhere, and the manifest lists exactly what is in the package.
"""

from __future__ import annotations

import base64
import math
import re
import zipfile
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from coursework.platforms import QTI12, QTI21, gaps

WORDS = {"p", "ol", "ul", "li", "img", "pre", "code", "em", "strong", "span", "h2", "h3"} | {
    *("table", "caption", "thead", "tbody", "tr", "th", "td")
}
VOID = {"img"}
ATTRIBUTES = {"class", "scope", "src", "alt"}
PNG = b"\x89PNG\r\n\x1a\n"
PACKAGE = re.compile(r"\{http://www\.imsglobal\.org/xsd/(?:imsccv1p1/)?imscp_v1p1\}")
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


class _Words(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.open, self.images = [], []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert tag in WORDS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES
        if tag == "img":
            assert dict(attrs)["alt"]
            self.images.append(dict(attrs)["src"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def images(markup: str) -> list[str]:
    """The pictures of a piece of HTML, which is checked on the way."""
    return _Words(markup).images


def unique(names) -> bool:
    names = list(names)
    return len(set(names)) == len(names)


# ---------------------------------------------------------------------------------- Moodle


def check_moodle(content: bytes) -> list[Element]:
    """All questions of a Moodle XML file but the categories."""
    quiz = ElementTree.fromstring(content)
    assert quiz.tag == "quiz"
    assert {child.tag for child in quiz} == {"question"}
    assert quiz[0].get("type") == "category"
    asked = []
    for question in quiz:
        if question.get("type") == "category":
            assert question.findtext("category/text").startswith("$course$/top/")
        else:
            _check_question(question)
            asked.append(question)
    assert unique(question.findtext("idnumber") for question in asked)
    return asked


def _check_question(question):
    assert question.findtext("name/text").strip()
    text = question.find("questiontext")
    assert text.findtext("text").strip()
    files = {file.get("name"): base64.b64decode(file.text) for file in text.iterfind("file")}
    assert all(file.get("encoding") == "base64" for file in text.iterfind("file"))
    assert images(text.findtext("text")) == [f"@@PLUGINFILE@@/{name}" for name in files]
    assert all(content.startswith(PNG) for content in files.values())
    for part in question.iter():
        if part.get("format") == "html":
            images(part.findtext("text") or "")
    assert question.findtext("generalfeedback/text")
    KINDS[question.get("type")](question)


def _check_numerical(question):
    answers = question.findall("answer")
    fractions = [float(answer.get("fraction")) for answer in answers]
    assert max(fractions) == 100
    assert all(0 <= fraction <= 100 for fraction in fractions)
    for answer in answers:
        if answer.findtext("text") != "*":
            assert math.isfinite(float(answer.findtext("text")))
            assert 0 <= float(answer.findtext("tolerance")) < math.inf
    units = question.findall("units/unit")
    assert unique(unit.findtext("unit_name") for unit in units)
    assert all(float(unit.findtext("multiplier")) > 0 for unit in units)
    assert question.findtext("showunits") == ("0" if units else "3")


def _check_multichoice(question):
    fractions = [float(answer.get("fraction")) for answer in question.iterfind("answer")]
    assert sorted(fractions)[-2:] == [0, 100]
    assert question.findtext("single") == "true"
    assert unique(answer.findtext("text") for answer in question.iterfind("answer"))


def _check_ordering(question):
    places = [int(answer.get("fraction")) for answer in question.iterfind("answer")]
    assert places == list(range(1, len(places) + 1))
    assert len(places) >= 2
    assert int(question.findtext("selectcount")) == len(places)


def _check_essay(question):
    assert question.findtext("graderinfo/text")
    assert question.findtext("responseformat") in ("plain", "monospaced")


def _check_cloze(question):
    text = question.findtext("questiontext/text")
    found = gaps(question)
    assert found
    assert len(re.findall(r"\{\d*:", text)) == len(found), "every gap can be read, and no other is"
    assert not re.search(r"\{#\d", text)
    for answers in found:
        assert max(share for _, _, share, _ in answers) == 1
        assert all(tolerance >= 0 for _, tolerance, _, _ in answers)


KINDS = {
    "numerical": _check_numerical,
    "multichoice": _check_multichoice,
    "ordering": _check_ordering,
    "essay": _check_essay,
    "cloze": _check_cloze,
}


# ------------------------------------------------------------------------------------- QTI


def check_package(package: zipfile.ZipFile) -> list[Element]:
    """The manifest's resources, after all that holds for every package."""
    assert package.testzip() is None
    names = package.namelist()
    assert unique(names)
    assert names[0] == "imsmanifest.xml"
    for entry in package.infolist():
        path = PurePosixPath(entry.filename)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    space = PACKAGE.match(manifest.tag)[0]
    assert [PACKAGE.sub("", part.tag) for part in manifest] == [
        "metadata",
        "organizations",
        "resources",
    ]
    resources = list(manifest.iter(f"{space}resource"))
    idents = [resource.get("identifier") for resource in resources]
    assert unique(idents)
    files = {file.get("href") for file in manifest.iter(f"{space}file")}
    assert files == set(names) - {"imsmanifest.xml"}, "the manifest lists exactly the files"
    for resource in resources:
        own = [file.get("href") for file in resource.iter(f"{space}file")]
        assert resource.get("href", own[0]) in own
        needed = [each.get("identifierref") for each in resource.iter(f"{space}dependency")]
        assert set(needed) <= set(idents)
    assert all(package.read(name).startswith(PNG) for name in names if name.endswith(".png"))
    return resources


def check_qti21(package: zipfile.ZipFile) -> list[Element]:
    """All items of a QTI 2.1 package."""
    items = []
    for resource in check_package(package):
        root = ElementTree.fromstring(package.read(resource.get("href")))
        assert root.get("identifier") == resource.get("identifier")
        if resource.get("type") == "imsqti_item_xmlv2p1":
            own = {file.get("href") for file in resource if file.tag.endswith("}file")}
            _check_item(root, own)
            items.append(root)
        else:
            assert resource.get("type") == "imsqti_test_xmlv2p1"
            _check_test(root, package)
    return items


def _check_test(root, package):
    sections = root.findall(f"{QTI21}testPart/{QTI21}assessmentSection")
    assert unique(section.get("identifier") for section in sections)
    for section in sections:
        assert section.find(f"{QTI21}selection").get("select") == "1"
        for item in section.iterfind(f"{QTI21}assessmentItemRef"):
            href = item.get("href")
            assert href in package.namelist()
            inside = ElementTree.fromstring(package.read(href))
            assert inside.get("identifier") == item.get("identifier")


ORDER = (
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
)
CARDINALITY = {
    "choiceInteraction": ("single", "identifier"),
    "orderInteraction": ("ordered", "identifier"),
    "textEntryInteraction": ("single", "float"),
    "extendedTextInteraction": ("single", "string"),
}


def _check_item(root, files):
    parts = [child.tag.removeprefix(QTI21) for child in root]
    assert parts == sorted(parts, key=ORDER.index)
    assert IDENTIFIER.fullmatch(root.get("identifier"))
    assert root.get("title")
    assert (root.get("adaptive"), root.get("timeDependent")) == ("false", "false")
    responses = {each.get("identifier"): each for each in root.iter(f"{QTI21}responseDeclaration")}
    outcomes = {each.get("identifier"): each for each in root.iter(f"{QTI21}outcomeDeclaration")}
    body = root.find(f"{QTI21}itemBody")
    interactions = [each for each in body.iter() if each.tag.endswith("Interaction")]
    assert [each.get("responseIdentifier") for each in interactions] == list(responses)
    for each in interactions:
        declared = responses[each.get("responseIdentifier")]
        kind = CARDINALITY[each.tag.removeprefix(QTI21)]
        assert (declared.get("cardinality"), declared.get("baseType")) == kind
        choices = [choice.get("identifier") for choice in each]
        assert unique(choices)
        values = [value.text for value in declared.iter(f"{QTI21}value")]
        if choices:
            assert set(values) <= set(choices)
        elif kind[1] == "float":
            assert math.isfinite(float(values[0]))
    _check_processing(root, responses, outcomes)
    _check_words(root, body, files)


def _check_processing(root, responses, outcomes):
    assert not responses.keys() & outcomes.keys()
    processing = root.find(f"{QTI21}responseProcessing")
    said = {each.get("identifier") for each in root.iter(f"{QTI21}modalFeedback")}
    reached = set()
    for node in processing.iter():
        kind = node.tag.removeprefix(QTI21)
        if kind == "variable":
            assert node.get("identifier") in responses.keys() | outcomes.keys()
        elif kind == "setOutcomeValue":
            assert node.get("identifier") in outcomes
            base = outcomes[node.get("identifier")].get("baseType")
            if node[0].tag == f"{QTI21}baseValue":
                assert node[0].get("baseType") == base
            if base == "identifier":
                reached.add(node[0].text)
        elif kind == "equal":
            assert node.get("toleranceMode") == "absolute"
            assert all(0 <= float(each) < math.inf for each in node.get("tolerance").split())
        elif kind in ("responseIf", "responseElseIf", "and", "or"):
            assert len(node)
    assert reached == said, "everything that can be said is said somewhere, and has its words"
    assert all(
        each.get("outcomeIdentifier") in outcomes for each in root.iter(f"{QTI21}modalFeedback")
    )


def _check_words(root, body, files):
    own = {"simpleChoice", "rubricBlock", *CARDINALITY}
    for part in (body, *root.iter(f"{QTI21}modalFeedback")):
        for node in list(part.iter())[1:]:
            kind = node.tag.removeprefix(QTI21)
            assert kind in WORDS | own, kind
            if kind in WORDS:
                assert set(node.attrib) <= ATTRIBUTES
            if kind == "img":
                assert node.get("alt")
                assert f"items/{node.get('src')}" in files


def check_qti12(package: zipfile.ZipFile) -> list[Element]:
    """All items of a QTI 1.2 package."""
    resources = check_package(package)
    assert resources[0].get("type") == "imsqti_xmlv1p2"
    assert all(resource.get("type") == "webcontent" for resource in resources[1:])
    root = ElementTree.fromstring(package.read(resources[0][0].get("href")))
    assert [child.tag for child in root] == [f"{QTI12}assessment"]
    items = list(root.iter(f"{QTI12}item"))
    sections = list(root.iter(f"{QTI12}section"))
    assert unique(each.get("ident") for each in (*items, *sections))
    for section in sections[1:]:
        assert section.findtext(f".//{QTI12}selection_number") == "1"
        assert section.find(f"{QTI12}item") is not None
    for item in items:
        _check_canvas_item(item, set(package.namelist()))
    return items


CANVAS = {
    "numerical_question": "response_str",
    "multiple_choice_question": "response_lid",
    "matching_question": "response_lid",
    "fill_in_multiple_blanks_question": "response_lid",
    "essay_question": "response_str",
}


def _check_canvas_item(item, files):
    parts = [child.tag.removeprefix(QTI12) for child in item]
    assert parts[:3] == ["itemmetadata", "presentation", "resprocessing"]
    assert set(parts[3:]) == {"itemfeedback"}
    fields = [field.text for field in item.iter(f"{QTI12}fieldentry")]
    kind, points, answers = fields
    assert float(points) > 0
    kinds = (f"{QTI12}response_lid", f"{QTI12}response_str")
    responses = [each for each in item.iter() if each.tag in kinds]
    assert {r.tag for r in responses} == {QTI12 + CANVAS[kind]}
    assert unique(r.get("ident") for r in responses)
    names = (answers or "").split(",") if answers else []
    assert unique(names)
    assert all(name.isdigit() for name in names)
    labels = {label.get("ident") for label in item.iter(f"{QTI12}response_label")}
    if kind in ("multiple_choice_question", "fill_in_multiple_blanks_question"):
        assert labels == set(names)
    known = {r.get("ident") for r in responses}
    for test in item.iter():
        if test.get("respident"):
            assert test.get("respident") in known
    linked = {each.get("linkrefid") for each in item.iter(f"{QTI12}displayfeedback")}
    assert linked <= {each.get("ident") for each in item.iter(f"{QTI12}itemfeedback")}
    _check_scores(item, kind)
    for words in item.iter(f"{QTI12}mattext"):
        if words.get("texttype") == "text/html":
            for src in images(words.text or ""):
                assert src.removeprefix("$IMS-CC-FILEBASE$/") in files


def _check_scores(item, kind):
    worth = [float(each.text) for each in item.iter(f"{QTI12}setvar")]
    if kind == "essay_question":
        assert not worth
    elif kind in ("matching_question", "fill_in_multiple_blanks_question"):
        assert math.isclose(sum(worth), 100, abs_tol=0.01 * len(worth))
    else:
        assert set(worth) == {100}
    bounds = zip(item.iter(f"{QTI12}vargte"), item.iter(f"{QTI12}varlte"), strict=True)
    assert all(float(low.text) <= float(high.text) for low, high in bounds)
