"""Formulas in numbers, worked out again: LaTeX of fractions, roots, brackets, max and min."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable

TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?")
FUNCTIONS = {"max": max, "min": min, "sqrt": math.sqrt, "ceil": None, "floor": math.floor,
             "exp": math.exp, "ln": math.log, "abs": abs, "inf": math.inf}  # fmt: skip
DIGITS = 4  # that figures are shown with
DRAWS = 40
WHOLE = 1e-4  # relative: a figure shown as a whole number may have been rounded too


def numeric(formula: str) -> str:
    """The last side of a formula as a Python expression, or nothing where it has letters."""
    side = re.split(r"(?<![<>!])\s(?:=|\\approx|\\to)\s", formula)[-1]
    code = _python(side)
    words = set(re.findall(r"[^\W\d_]+", TOKEN.sub("", code)))
    return code if code and words <= FUNCTIONS.keys() and TOKEN.search(code) else ""


def agrees(formula: str, value: float) -> bool:
    """Whether the last side of a formula comes to the value, all figures rounded as shown."""
    code = numeric(formula)
    figures = [token.replace(",", "") for token in TOKEN.findall(code)]
    pattern = TOKEN.sub("{}", code.replace("{", "(").replace("}", ")"))
    dice = random.Random(1)
    found = []
    for k in range(DRAWS):
        sign: Callable[[], float] = (lambda: 0.0) if k == 0 else (lambda: dice.choice([-1.0, 1.0]))
        near = [repr(float(each) + sign() * _slack(each)) for each in figures]
        found.append(_worked_out(pattern.format(*near)))
    spread = max(found) - min(found)
    slack = 0.2 * spread + WHOLE * max(1e-5, abs(value))
    return min(found) - slack <= value <= max(found) + slack


def _slack(figure: str) -> float:
    """How far a figure may be from the one it was rounded from, when four digits are shown."""
    number = abs(float(figure))
    if "." not in figure or not number:
        return 0.0
    if number >= 1000:
        return 0.05
    return 0.5 * 10 ** (math.floor(math.log10(number)) - DIGITS + 1)


def _worked_out(code: str) -> float:
    names = {**FUNCTIONS, "ceil": lambda x: math.ceil(x - 1e-9 * max(1, abs(x)))}
    return float(eval(code, {"__builtins__": {}}, names))


def _python(latex: str) -> str:
    text = latex.replace(r"\left", "").replace(r"\right", "").replace(r"\,", "")
    text = re.sub(r"\\lceil", " ceil(", text)
    text = re.sub(r"\\lfloor", " floor(", text)
    text = re.sub(r"\\rceil|\\rfloor", ")", text)
    while r"\frac" in text or r"\sqrt" in text:
        changed = _first(text, r"\frac", 2, "(({0})/({1}))")
        changed = _first(changed, r"\sqrt", 1, "sqrt({0})")
        if changed == text:
            return ""
        text = changed
    text = re.sub(r"\\(times|cdot)", "*", text)
    text = re.sub(r"\\(max|min|exp|ln)\b", r"\1", text)
    text = re.sub(r"\\text\{\s*\}", "", text).replace("−", "-").replace("%", "")
    text = text.replace("^", "**").replace("{", "(").replace("}", ")")
    text = re.sub(r"(?<=[\d)])\s*(?=\()", "*", text)
    return "" if "\\" in text or "_" in text else text.strip()


def _first(text: str, command: str, groups: int, pattern: str) -> str:
    """The first such command replaced, its groups in braces put into the pattern."""
    start = text.rfind(command)
    if start < 0:
        return text
    parts, at = [], start + len(command)
    for _ in range(groups):
        while at < len(text) and text[at] == " ":
            at += 1
        if at >= len(text) or text[at] != "{":
            return text
        depth, end = 1, at + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        parts.append(text[at + 1 : end - 1])
        at = end
    return text[:start] + pattern.format(*parts) + text[at:]
