"""A floor plan whose departments are dragged by mouse and keys, the score following at once."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ..core import ProblemError, fail
from ..core.numbers import exact, plain, quoted, show
from ..facility_layout import Departments, Layout, by_hand
from ..facility_layout.ties import line_width

SIDE = 110.0  # pixels of a place


def arrange(departments: Departments, places: Any = None) -> Arranging:
    """A plan to arrange: drag a department onto another place, and the two change places.

    By keys: arrows walk, Enter takes a department up, Enter at another place puts it down there,
    Escape lets it be. Without `places` they stand in the order of the table. The widget's `plan`
    is what stands in it. What is no problem or no layout raises `ProblemError`.
    """
    if not isinstance(departments, Departments):
        fail("arrange", "departments", f"{quoted(departments)} is no Departments",
             "Give Departments.")  # fmt: skip
    return Arranging(departments, _start(departments) if places is None else places)


def _start(problem: Departments) -> dict[str, str]:
    """Fixed departments in their places, the others in order."""
    fixed = dict(problem.fixed)
    free = iter([place for place in problem.places if place not in fixed.values()])
    return {name: fixed.get(name) or next(free) for name in problem.names}


class Arranging(anywidget.AnyWidget):
    """Places with their departments, flow lines between them, and what it costs."""

    _esm = """
    const SVG = "http://www.w3.org/2000/svg";
    function render({ model, el }) {
      const side = model.get("side"), places = model.get("places");
      const floor = document.createElement("div"), drawing = document.createElementNS(SVG, "svg");
      floor.className = "floor";
      floor.setAttribute("role", "group");
      floor.setAttribute("aria-label", "Floor plan");
      floor.style.width = `${side * (1 + Math.max(...places.map((p) => p.x)))}px`;
      floor.style.height = `${side * (1 + Math.max(...places.map((p) => p.y)))}px`;
      drawing.setAttribute("aria-hidden", "true");
      floor.append(drawing);
      const said = document.createElement("p");
      said.setAttribute("aria-live", "polite");
      let held = -1, drag = null;
      const swap = (one, other) => {
        hold(-1);
        if (one < 0 || one === other) return;
        model.set("changed", { one, other, count: model.get("changed").count + 1 });
        model.save_changes();
      };
      const hold = (k) => {
        held = k;
        tiles.forEach((tile, j) => tile.setAttribute("aria-pressed", String(j === k)));
      };
      const towards = (k, dx, dy) => {
        let best = -1, least = Infinity;
        places.forEach((p, j) => {
          const x = p.x - places[k].x, y = p.y - places[k].y;
          const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
          if (along > 0.3 && along + 2 * across < least) { best = j; least = along + 2 * across; }
        });
        return best;
      };
      const tiles = places.map((place, k) => {
        const tile = document.createElement("button");
        tile.tabIndex = k ? -1 : 0;
        tile.dataset.place = k;
        tile.style.left = `${side * place.x}px`;
        tile.style.top = `${side * place.y}px`;
        tile.style.width = tile.style.height = `${side - 8}px`;
        tile.onkeydown = (event) => {
          const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0],
                         ArrowRight: [1, 0] }[event.key];
          if (step) {
            const next = towards(k, ...step);
            if (next >= 0) { tile.tabIndex = -1; tiles[next].tabIndex = 0; tiles[next].focus(); }
          } else if (event.key === "Enter" || event.key === " ") {
            if (held < 0) { if (model.get("stands")[k]) hold(k); } else swap(held, k);
          } else if (event.key === "Escape") hold(-1);
          else return;
          event.preventDefault();
          event.stopPropagation();
        };
        tile.onpointerdown = (event) => {
          if (!model.get("stands")[k]) return;
          drag = { k, x: event.clientX, y: event.clientY };
          tile.setPointerCapture(event.pointerId);
        };
        tile.onpointermove = (event) => {
          if (!drag) return;
          const by = [event.clientX - drag.x, event.clientY - drag.y];
          tile.style.transform = `translate(${by[0]}px, ${by[1]}px)`;
          tile.style.zIndex = 3;
        };
        tile.onpointercancel = () => {
          drag = null;
          tile.style.transform = tile.style.zIndex = "";
        };
        tile.onpointerup = (event) => {
          if (!drag) return;
          const from = drag.k;
          tile.onpointercancel();
          tile.style.pointerEvents = "none";
          const under = document.elementsFromPoint(event.clientX, event.clientY)
            .concat(el.getRootNode().elementsFromPoint(event.clientX, event.clientY))
            .map((each) => each.closest && each.closest("[data-place]"))
            .find((each) => each && floor.contains(each));
          tile.style.pointerEvents = "";
          if (under) swap(from, Number(under.dataset.place));
        };
        floor.append(tile);
        return tile;
      });
      const show = () => {
        const stands = model.get("stands");
        tiles.forEach((tile, k) => {
          const place = places[k].name, fixed = places[k].fixed ? ", fixed" : "";
          tile.innerHTML = "";
          const small = document.createElement("small"), name = document.createElement("span");
          small.textContent = place + fixed;
          name.textContent = stands[k];
          tile.append(small, name);
          tile.style.background = stands[k] ? model.get("colours")[stands[k]] : "";
          tile.setAttribute("aria-label", `${stands[k] || "empty"} in place ${place}${fixed}`);
        });
        drawing.innerHTML = "";
        model.get("lines").forEach((each) => {
          const line = document.createElementNS(SVG, "line");
          ["x1", "y1", "x2", "y2"].forEach((key, j) =>
            line.setAttribute(key, side * (each.at[j] + 0.5) - 4));
          line.setAttribute("stroke", each.beside ? "#0072B2" : "#B2182B");
          line.setAttribute("stroke-width", each.width);
          if (!each.beside) line.setAttribute("stroke-dasharray", "8 4");
          drawing.append(line);
        });
        said.textContent = model.get("said");
      };
      model.on("change:said change:stands change:lines", show);
      el.append(floor, said);
      hold(-1);
      show();
    }
    export default { render };
    """
    _css = """
    .opstools-arranging { overflow-x: auto; }
    .opstools-arranging .floor { position: relative; margin: 4px; }
    .opstools-arranging svg { position: absolute; width: 100%; height: 100%; z-index: 1;
      pointer-events: none; opacity: 0.75; }
    .opstools-arranging button { position: absolute; border: 1px solid #555; padding: 4px;
      cursor: grab; touch-action: none; color: #222; overflow: hidden; font-size: 13px; }
    .opstools-arranging button small { position: absolute; left: 4px; top: 2px; font-size: 10px; }
    .opstools-arranging button span { position: relative; z-index: 2; background: #fffd;
      padding: 1px 4px; }
    .opstools-arranging button span:empty { display: none; }
    .opstools-arranging button:focus { outline: 3px solid #0072B2; }
    .opstools-arranging button[aria-pressed=true] { border: 3px dashed #B2182B; }
    """
    places: Any = traitlets.List().tag(sync=True)
    stands: Any = traitlets.List().tag(sync=True)
    lines: Any = traitlets.List().tag(sync=True)
    colours: Any = traitlets.Dict().tag(sync=True)
    side = traitlets.Float(SIDE).tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    changed: Any = traitlets.Dict({"one": -1, "other": -1, "count": 0}).tag(sync=True)

    def __init__(self, problem: Departments, places: Any) -> None:
        from ..core.drawing import fill

        self.problem = problem
        self.plan: Layout = by_hand(problem, places)
        fixed = {place for _, place in problem.fixed}
        super().__init__(
            places=[{"name": name, "x": x, "y": y, "fixed": name in fixed}
                    for name, (x, y) in zip(problem.places, problem.spots, strict=True)],
            colours={name: fill(k) for k, name in enumerate(problem.names, 1)},
        )  # fmt: skip
        self.add_class("opstools-arranging")
        self._show(self.plan.headline)
        self.observe(self._take, "changed")

    def move(self, department: str, place: str) -> None:
        """Put a department into a place; who stands there goes where it came from."""
        now = dict(self.plan.places)
        if department not in now:
            by_hand(self.problem, {**now, department: place})  # says what is wrong
        other = self.plan.departments[place]
        then = {**now, department: place, **({other: now[department]} if other else {})}
        before = self.plan
        self.plan = by_hand(self.problem, then)
        self._show(self._compared(before))

    def _compared(self, before: Layout) -> str:
        """What it costs now, and how much more or less than before."""
        unit = self.problem.cost_unit
        change = exact(self.plan.cost) - exact(before.cost)
        more = f"{show(plain(abs(change)), unit)} {'more' if change > 0 else 'less'} than before"
        told = f"Cost {show(self.plan.cost, unit)}, {more if change else 'as before'}."
        return f"{told} No layout costs less!" if self.plan.proven else told

    def _take(self, change: Any) -> None:
        told = change["new"]
        department = self.stands[told["one"]]
        if not department:
            return
        try:
            self.move(department, self.problem.places[told["other"]])
        except ProblemError as error:  # a fixed department stays; the page says so
            self.said = f"It cannot move: {error.faults[0]}"

    def _show(self, said: str) -> None:
        """What the page shows, from the layout as it is."""
        known, at = self.problem, self.plan.places
        most = max(map(float, known.composite.values()))
        spots = dict(zip(known.places, known.spots, strict=True))
        number = {name: k for k, name in enumerate(known.places)}
        self.stands = list(self.plan.departments.values())
        self.lines = [
            {
                "at": [*spots[at[one]], *spots[at[other]]],
                "width": line_width(float(load) / most),
                "beside": known.beside(number[at[one]], number[at[other]]),
            }
            for (one, other), load in known.composite.items()
        ]
        self.said = said
