"""A very small learning platform: reads what the exports wrote and judges answers by it alone.

Nothing here uses opstools. Moodle's rules follow its question types `numerical`, `multichoice`,
`ordering` and `multianswer`; QTI 2.1 follows the standard's response processing; QTI 1.2 follows
what Canvas makes of it.
"""

from __future__ import annotations

import html
import math
import re
from xml.etree.ElementTree import Element

QTI21 = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
QTI12 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
GAP = re.compile(r"\{(\d+):NUMERICAL:((?:[^{}~#]|#[^{}~]*|~)*)\}")
TAG = re.compile(r"<[^>]+>")


def text_of(markup: str) -> str:
    """What a reader sees of HTML."""
    return html.unescape(TAG.sub("", markup)).strip()


# ---------------------------------------------------------------------------------- Moodle


def moodle(question: Element, response) -> tuple[float, str]:
    """The fraction earned and the feedback, as a reader sees it."""
    kinds = {"numerical": _numerical, "multichoice": _multichoice, "ordering": _ordering}
    return kinds[question.get("type")](question, response)


def _numerical(question, response):
    units = {
        unit.findtext("unit_name"): float(unit.findtext("multiplier"))
        for unit in question.iterfind("units/unit")
    }
    written = str(response).replace(" ", "")
    found = NUMBER.match(written)
    if not found:
        return 0.0, "Please enter a valid number"
    unit = written[found.end() :]
    value = float(found[0]) / units.get(unit, 1.0)
    for answer in question.iterfind("answer"):
        right = answer.findtext("text")
        if right == "*" or abs(value - float(right)) <= float(answer.findtext("tolerance")):
            return _fraction(answer), _feedback(answer)
    return 0.0, ""


def _multichoice(question, response):
    for answer in question.iterfind("answer"):
        if text_of(answer.findtext("text")) == response:
            return _fraction(answer), _feedback(answer)
    return 0.0, ""


def _ordering(question, response):
    answers = sorted(question.iterfind("answer"), key=lambda answer: float(answer.get("fraction")))
    right = [text_of(answer.findtext("text")) for answer in answers] == list(response)
    assert question.findtext("gradingtype") == "ALL_OR_NOTHING"
    said = question.findtext(f"{'correct' if right else 'incorrect'}feedback/text")
    return float(right), text_of(said)


def _fraction(answer):
    return float(answer.get("fraction")) / 100


def _feedback(answer):
    return text_of(answer.findtext("feedback/text"))


def gaps(question: Element) -> list[list[tuple[float, float, float, str]]]:
    """The gaps of a cloze question, each a list of value, tolerance, fraction and feedback."""
    found = []
    for _, alternatives in GAP.findall(question.findtext("questiontext/text")):
        answers = []
        for alternative in alternatives.split("~"):
            marked, _, feedback = alternative.partition("#")
            fraction, answer = re.fullmatch(r"(=|%-?[0-9.]+%)(.*)", marked).groups()
            value, tolerance = map(float, answer.split(":"))
            share = 1.0 if fraction == "=" else float(fraction.strip("%")) / 100
            answers.append((value, tolerance, share, text_of(html.unescape(feedback))))
        found.append(answers)
    return found


def cloze(question: Element, responses: list[float]) -> tuple[float, list[str]]:
    """The fraction earned of all gaps, and what is said of each."""
    fractions, said = [], []
    for answers, response in zip(gaps(question), responses, strict=True):
        fits = [each for each in answers if abs(each[0] - response) <= each[1]]
        fractions.append(fits[0][2] if fits else 0.0)
        said.append(fits[0][3] if fits else "")
    return sum(fractions) / len(fractions), said


# --------------------------------------------------------------------------------- QTI 2.1


def qti(item: Element, responses: dict[str, object]) -> tuple[float, str]:
    """The score and the feedback after one attempt."""
    state = _Session(item, responses)
    state.rules(item.find(f"{QTI21}responseProcessing"))
    shown = [
        "".join(feedback.itertext()).strip()
        for feedback in item.iterfind(f"{QTI21}modalFeedback")
        if feedback.get("outcomeIdentifier") == "FEEDBACK"
        and feedback.get("identifier") == state.values["FEEDBACK"]
    ]
    assert len(shown) <= 1
    return state.values["SCORE"], " ".join(shown)


class _Session:
    def __init__(self, item, responses):
        self.values = {}
        for declared in item.iterfind(f"{QTI21}responseDeclaration"):
            name, kind = declared.get("identifier"), declared.get("baseType")
            self.values[name] = _typed(responses.get(name), kind)
        for declared in item.iterfind(f"{QTI21}outcomeDeclaration"):
            default = declared.findtext(f"{QTI21}defaultValue/{QTI21}value")
            self.values[declared.get("identifier")] = _typed(default, declared.get("baseType"))

    def rules(self, parent):
        for rule in parent:
            kind = rule.tag.removeprefix(QTI21)
            if kind == "setOutcomeValue":
                self.values[rule.get("identifier")] = self.value(rule[0])
            elif kind == "responseCondition":
                self.branches(rule)

    def branches(self, condition):
        for branch in condition:
            if branch.tag == f"{QTI21}responseElse":
                return self.rules(branch)
            if self.value(branch[0]) is True:
                return self.rules(branch[1:])
        return None

    def value(self, node):
        kind = node.tag.removeprefix(QTI21)
        if kind == "variable":
            return self.values[node.get("identifier")]
        if kind == "baseValue":
            return _typed(node.text, node.get("baseType"))
        parts = [self.value(child) for child in node]
        if kind == "isNull":
            return parts[0] is None
        if kind == "or":
            return True if True in parts else None if None in parts else False
        if kind == "and":
            return False if False in parts else None if None in parts else True
        if None in parts:
            return None
        if kind == "equal":
            assert node.get("toleranceMode") == "absolute"
            below, above = map(float, node.get("tolerance").split())
            return parts[1] - below <= parts[0] <= parts[1] + above
        if kind == "sum":
            return sum(parts)
        assert kind in ("match", "ordered"), kind
        return parts if kind == "ordered" else parts[0] == parts[1]


def _typed(value, kind):
    if value is None or isinstance(value, list):
        return value
    if kind != "float":
        return str(value)
    try:
        number = float(value)
    except ValueError:
        return None
    return None if math.isnan(number) else number


# ---------------------------------------------------------------------------------- Canvas


def canvas(item: Element, responses: dict[str, str] | str) -> float:
    """The per cent earned. Every answer of a numerical question and of a blank counts as right."""
    kind = item.findtext(f".//{QTI12}fieldentry")
    if kind == "numerical_question":
        bounds = [
            (float(low.text), float(high.text))
            for low, high in zip(
                item.iter(f"{QTI12}vargte"), item.iter(f"{QTI12}varlte"), strict=True
            )
        ]
        return 100.0 * any(low <= float(responses) <= high for low, high in bounds)
    texts = {
        label.get("ident"): _seen(label.find(f".//{QTI12}mattext"))
        for label in item.iter(f"{QTI12}response_label")
    }
    if kind == "fill_in_multiple_blanks_question":
        listed = {
            lid.get("ident"): [
                texts[label.get("ident")] for label in lid.iter(f"{QTI12}response_label")
            ]
            for lid in item.iter(f"{QTI12}response_lid")
        }
        right = sum(responses.get(name) in spellings for name, spellings in listed.items())
        return 100.0 * right / len(listed)
    earned = 0.0
    for condition in item.iter(f"{QTI12}respcondition"):
        worth, test = condition.find(f"{QTI12}setvar"), condition.find(f".//{QTI12}varequal")
        if worth is not None and texts[test.text] == responses.get(test.get("respident")):
            earned += float(worth.text)
    return earned


def _seen(words):
    return words.text if words.get("texttype") == "text/plain" else text_of(words.text)
