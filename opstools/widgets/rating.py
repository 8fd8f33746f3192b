"""A house of quality that is rated by mouse and keys, its importance following at once."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ..core import Faults, fail
from ..core.matrix import Matrix
from ..core.names import check_known
from ..core.numbers import quoted, show
from ..house_of_quality import House, Priorities, technical_importance
from ..house_of_quality.marks import STRENGTHS


def rate(house: House, *, scale: Any = (9, 3, 1)) -> Rating:
    """A table to rate: click a cell, or walk with the arrow keys and press 9, 3, 1 or 0.

    The widget's `house` and `priorities` are what stands in it. What is no house raises
    `ProblemError`.
    """
    if not isinstance(house, House):
        fail("rate", "house", f"{quoted(house)} is no House", "Give a House.")
    return Rating(house, scale)


class Rating(anywidget.AnyWidget):
    """Needs down, requirements across; below them what each requirement counts."""

    _esm = """
    const SIGNS = { strong: "●", medium: "○", weak: "△", "": "" };
    const ORDER = ["", "weak", "medium", "strong"];
    const KEYS = { 9: "strong", s: "strong", 3: "medium", m: "medium", 1: "weak", w: "weak",
                   0: "", Delete: "", Backspace: "" };
    function cell(tag, text, title) {
      const made = document.createElement(tag);
      made.textContent = text;
      if (title) made.title = title;
      return made;
    }
    function render({ model, el }) {
      const needs = model.get("needs"), hows = model.get("hows");
      const table = document.createElement("table"), buttons = [];
      table.setAttribute("role", "grid");
      const head = table.createTHead().insertRow();
      head.append(cell("th", "need"), cell("th", "weight"));
      hows.forEach((how) => head.append(cell("th", how)));
      const body = table.createTBody();
      const change = (i, j, value) => {
        model.set("changed", { need: i, how: j, value, count: model.get("changed").count + 1 });
        model.save_changes();
      };
      needs.forEach((need, i) => {
        const row = body.insertRow();
        row.append(cell("th", need), cell("td", model.get("weights")[i]));
        buttons.push(hows.map((how, j) => {
          const button = document.createElement("button");
          button.tabIndex = i + j ? -1 : 0;
          button.onclick = () => {
            const now = ORDER.indexOf(model.get("cells")[i][j]);
            change(i, j, ORDER[(now + 1) % ORDER.length]);
          };
          button.onkeydown = (event) => {
            const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1],
                           ArrowRight: [0, 1] }[event.key];
            if (step) {
              const next = (buttons[i + step[0]] || [])[j + step[1]];
              if (next) { button.tabIndex = -1; next.tabIndex = 0; next.focus(); }
            } else if (event.key in KEYS) change(i, j, KEYS[event.key]);
            else return;
            event.preventDefault();
            event.stopPropagation();
          };
          const place = row.insertCell();
          place.append(button);
          return button;
        }));
      });
      const foot = table.createTFoot().insertRow();
      foot.append(cell("th", "importance"), cell("td", ""));
      const sums = hows.map(() => foot.insertCell());
      const said = cell("p", "");
      said.setAttribute("aria-live", "polite");
      const show = () => {
        model.get("cells").forEach((row, i) => row.forEach((value, j) => {
          buttons[i][j].textContent = SIGNS[value] ?? value;
          const told = `${needs[i]}, ${hows[j]}: ${value || "none"}`;
          buttons[i][j].setAttribute("aria-label", told);
          buttons[i][j].title = told;
        }));
        model.get("importance").forEach((text, j) => {
          sums[j].innerHTML = "";
          const bar = document.createElement("div");
          bar.className = "bar";
          bar.style.height = `${Math.round(40 * model.get("heights")[j])}px`;
          sums[j].append(bar, cell("div", text));
        });
        said.textContent = model.get("said");
      };
      model.on("change:said change:cells change:importance", show);
      el.append(table, said);
      show();
    }
    export default { render };
    """
    _css = """
    .opstools-rating { overflow-x: auto; }
    .opstools-rating table { border-collapse: collapse; }
    .opstools-rating th, .opstools-rating td { padding: 2px 6px; text-align: center;
      border: 1px solid #ccc; font-weight: normal; max-width: 11em; }
    .opstools-rating tbody th { text-align: left; }
    .opstools-rating button { width: 2.4em; height: 2em; font-size: 1.05em; background: none;
      border: 1px solid transparent; cursor: pointer; color: inherit; }
    .opstools-rating button:focus { border: 2px solid #0072B2; outline: none; }
    .opstools-rating tfoot td { vertical-align: bottom; }
    .opstools-rating .bar { background: #93B9E0; width: 1.4em; margin: 0 auto 2px; }
    """
    needs: Any = traitlets.List().tag(sync=True)
    hows: Any = traitlets.List().tag(sync=True)
    weights: Any = traitlets.List().tag(sync=True)
    cells: Any = traitlets.List().tag(sync=True)
    importance: Any = traitlets.List().tag(sync=True)
    heights: Any = traitlets.List().tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    changed: Any = traitlets.Dict({"need": -1, "how": -1, "value": "", "count": 0}).tag(sync=True)

    def __init__(self, house: House, scale: Any) -> None:
        self.scale, self.house = scale, house
        self.priorities: Priorities = technical_importance(house, scale=scale)
        super().__init__(
            needs=list(house.needs), hows=list(house.requirements),
            weights=[show(each) for each in house.effective_weights.values()],
        )  # fmt: skip
        self.add_class("opstools-rating")
        self._show()
        self.observe(self._take, "changed")

    def set(self, need: str, requirement: str, strength: str) -> None:
        """Rate one cell: strong, medium, weak, or "" for no relationship."""
        faults = Faults("rating")
        check_known("need", [need], self.house.needs, "need", faults)
        check_known("requirement", [requirement], self.house.requirements, "requirement", faults)
        if strength not in ("", *STRENGTHS):
            remedy = 'Write strong, medium or weak, or "" for no relationship.'
            faults.add("strength", f"{quoted(strength)} is not known", remedy)
        faults.raise_any()
        told = self.house.relationships
        rows = [list(row) for row in told.cells]
        rows[told.rows.index(need)][told.columns.index(requirement)] = strength or None
        cells = tuple(map(tuple, rows))
        self.house = self.house.replace(relationships=Matrix(told.rows, told.columns, cells))
        self.priorities = technical_importance(self.house, scale=self.scale)
        self._show()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Where no Python runs, the house as it stands, with its relationships."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle or ({}, {})
        note = '<p class="still">In JupyterLab it is rated by mouse and keys.</p>'
        return {**data, "text/html": f"{self.house._repr_html_()}{note}"}, metadata

    def _take(self, change: Any) -> None:
        told = change["new"]
        need, how = self.house.needs[told["need"]], self.house.requirements[told["how"]]
        self.set(need, how, told["value"])

    def _show(self) -> None:
        """What the page shows, from the house as it is."""
        most = max(map(float, self.priorities.shares)) or 1.0
        self.cells = [["" if cell is None else str(cell) for cell in row]
                      for row in self.house.relationships.cells]  # fmt: skip
        self.heights = [float(share) / most for share in self.priorities.shares]
        self.importance = [
            f"{show(value)} ({show(share, '%')})"
            for value, share in zip(self.priorities.values, self.priorities.shares, strict=True)
        ]
        self.said = self.priorities.headline
