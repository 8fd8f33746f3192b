"""A picture that can be clicked: where, as shares of its width and height, goes back to Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets


class Clicked(anywidget.AnyWidget):
    """Shows a page of our own making; `at` is where its picture was clicked last."""

    _esm = """
    function render({ model, el }) {
      const show = () => { el.innerHTML = model.get("value"); };
      el.addEventListener("click", (event) => {
        const image = event.target.closest("img");
        if (!image) return;
        const box = image.getBoundingClientRect();
        model.set("at", [(event.clientX - box.left) / box.width,
                         (event.clientY - box.top) / box.height]);
        model.save_changes();
      });
      model.on("change:value", show);
      show();
    }
    export default { render };
    """
    _css = ".opstools-figure img { cursor: crosshair; }"
    value = traitlets.Unicode("").tag(sync=True)
    at = traitlets.List(traitlets.Float(), []).tag(sync=True)


def place_in(axes: Any, at: Sequence[float]) -> tuple[float, float] | None:
    """Coordinates of the axes for a place in the picture; None beside the axes."""
    if len(at) != 2:
        return None
    edge = axes.figure.bbox
    pixel = at[0] * edge.width, (1 - at[1]) * edge.height
    if not axes.bbox.contains(*pixel):
        return None
    x, y = axes.transData.inverted().transform(pixel)
    return float(x), float(y)
