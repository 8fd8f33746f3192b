"""What every problem and result shows of itself."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from opstools.core import Measures, Problem


@dataclass(frozen=True, repr=False)
class Boxes(Problem):
    number: int

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *args: Any, **settings: Any) -> "Boxes":
        return cls(len(frame))

    def to_frame(self) -> pd.DataFrame:
        numbers = range(1, self.number + 1)
        return pd.DataFrame(
            {
                "box": [f"<{n}>" for n in numbers],
                "size": [Fraction(n, 3) if n % 3 else None for n in numbers],
                "holds": [("A", "B")] * self.number,
            }
        )

    @property
    def headline(self) -> str:
        return f"{self.number} boxes < 100."

    def plot(self, ax: Any = None, *, step: int | None = None) -> Any:
        raise NotImplementedError


def test_measures_are_a_mapping_with_units():
    measures = Measures(stations=(5, ""), idle_time=(4.25, "min"), efficiency=(0.92, "%"))
    assert dict(measures) == {"stations": 5, "idle_time": 4.25, "efficiency": 0.92}
    assert [measures.unit(name) for name in measures] == ["", "min", "%"]
    assert repr(measures) == "stations 5, idle time 4.25 min, efficiency 92 %"
    with pytest.raises(KeyError):
        measures["cost"]
    with pytest.raises(TypeError):
        measures["stations"] = 4


def test_a_face_is_a_headline_over_a_short_table():
    lines = repr(Boxes(1000)).splitlines()
    assert lines[0] == "1000 boxes < 100."
    assert lines[1].split() == ["box", "size", "holds"]
    assert len(lines) == 18
    assert lines[-1] == "… and 985 more rows (to_frame() has all)."


def test_a_page_shows_names_as_they_are():
    html = Boxes(2)._repr_html_()
    assert html.startswith("<p>2 boxes &lt; 100.</p><table")
    assert ">&lt;1&gt;</td>" in html
    assert ">A, B</td>" in html


def test_a_changed_copy_leaves_the_first_alone():
    boxes = Boxes(2)
    assert boxes.replace(number=3).number == 3
    assert boxes.number == 2
