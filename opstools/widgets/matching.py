"""Statements to match with concepts: a menu for each, judged at once with a reason."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from ..core import fail
from ..core.numbers import quoted
from ..priorities import Matching, Statements, match_concepts

NOT_YET = "…"


def match(statements: Statements) -> Matcher:
    """A menu of concepts under every statement; a choice is judged at once, with the reason.

    The widget's `matching` is the result of the choices so far. What holds no statements raises
    `ProblemError`.
    """
    if not isinstance(statements, Statements):
        problem = f"{quoted(statements)} are no Statements"
        fail("match", "statements", problem, "Give Statements, as datasets.load makes them.")
    return Matcher(statements)


class Matcher(widgets.VBox):
    """One menu for each statement, what is said of it, and the score."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.menus = [
            widgets.Dropdown(
                options=[NOT_YET, *statements.concepts],
                description=f"Statement {k}",
                style={"description_width": "initial"},
            )
            for k in range(1, len(statements.statements) + 1)
        ]
        self.said = [widgets.HTML() for _ in self.menus]
        self.score = widgets.HTML()
        asked = [widgets.HTML(f"{k}. {escape(each.statement)}")
                 for k, each in enumerate(statements.statements, 1)]  # fmt: skip
        parts: list[Any] = [part for row in zip(asked, self.menus, self.said, strict=True)
                            for part in row]  # fmt: skip
        super().__init__([*parts, self.score])
        self.add_class("opstools-matching")
        self._judge()
        for menu in self.menus:
            menu.observe(self._judge, "value")

    @property
    def matching(self) -> Matching:
        """The choices so far, judged."""
        chosen = ["" if menu.value == NOT_YET else menu.value for menu in self.menus]
        found: Matching = match_concepts(self.statements, matches=chosen)
        return found

    def _judge(self, _: object = None) -> None:
        found = self.matching
        for each, own, said in zip(self.statements.statements, found.given, self.said, strict=True):
            hint = found.hints.get(each.statement, "")
            right = f"✔ {escape(each.because)}" if own else ""
            said.value = f"✘ {escape(hint)}" if hint else right
        self.score.value = f'<p aria-live="polite"><b>{escape(found.headline)}</b></p>'
