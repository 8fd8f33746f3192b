"""What every problem, result and public function has from core."""

import pickle
from dataclasses import KW_ONLY, dataclass, replace
from types import SimpleNamespace
from typing import Any, ClassVar, Literal

import pandas as pd
import pytest
from helpers import complaint
from matplotlib.figure import Figure

from opstools.core import ByName, Column, Faults, Measures, Problem, public
from opstools.core.figures import positive
from opstools.core.numbers import plain
from opstools.core.table import rows


@dataclass(frozen=True)
class Box:
    name: str
    size: float | None = None


@dataclass(frozen=True)
class Boxes(Problem):
    boxes: tuple[Box, ...]
    _: KW_ONLY
    time_unit: str = "s"
    packed: Literal["by hand", "by robot"] = "by hand"

    subject: ClassVar[str] = "boxes"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("box", ("crate",)),
        Column("size", number=True, stand_in=1),
    )

    def _checked(self, faults: Faults) -> dict[str, Any]:
        sizes = [positive(box.size, box.name, faults) for box in self.boxes]
        pairs = zip(self.boxes, sizes, strict=True)
        return {"boxes": tuple(replace(box, size=plain(size)) for box, size in pairs)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        return {"boxes": tuple(Box(row["box"], row["size"]) for row in table), **settings}

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "box": [box.name for box in self.boxes],
                "size": [box.size for box in self.boxes],
                "holds": [("A", "B")] * len(self.boxes),
            }
        )

    @property
    def headline(self) -> str:
        return f"{len(self.boxes)} boxes < 100."

    def draw(self, state: int, ax: Any) -> Any:
        return SimpleNamespace(figure=Figure(), shown=state)


@public
def total_size(boxes: Boxes, *, times: float = 1) -> float:
    return times * sum(box.size for box in boxes.boxes)


def boxes(number: int) -> Boxes:
    return Boxes(tuple(Box(f"<{n}>", n / 3) for n in range(1, number + 1)))


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
    lines = repr(boxes(1000)).splitlines()
    assert lines[0] == "1000 boxes < 100."
    assert lines[1].split() == ["box", "size", "holds"]
    assert len(lines) == 18
    assert lines[-1] == "… and 985 more rows (to_frame() has all)."


def test_a_page_shows_names_as_they_are():
    html = boxes(2)._repr_html_()
    assert html.startswith("<p>2 boxes &lt; 100.</p><table")
    assert ">&lt;1&gt;</td>" in html
    assert ">A, B</td>" in html


def test_a_changed_copy_leaves_the_first_alone():
    two = boxes(2)
    assert len(two.replace(boxes=two.boxes[:1]).boxes) == 1
    assert len(two.boxes) == 2
    assert complaint(two.replace, pakced="by robot") == (
        "ProblemError: boxes, pakced: there is no such setting. Did you mean packed?"
    )


def test_a_unit_cannot_be_changed_alone():
    assert complaint(boxes(2).replace, time_unit="min") == (
        "ProblemError: boxes, time_unit: the figures are in s, and would only be called min. "
        "Give boxes in that unit too."
    )
    two = boxes(2)
    assert two.replace(time_unit="min", boxes=two.boxes).time_unit == "min"
    assert two.replace(time_unit="s") == two


SETTINGS = {
    "ProblemError: boxes, packed: 'by foot' is not known. Choose by hand or by robot.": (
        {"packed": "by foot"}
    ),
    "ProblemError: boxes, time_unit: 3 is not a text. Give a text.": {"time_unit": 3},
    "ProblemError: boxes, time_unti: there is no such setting. Did you mean time_unit?": (
        {"time_unti": "h"}
    ),
    "ProblemError: boxes, colour: there is no such setting. There are time_unit and packed.": (
        {"colour": "red"}
    ),
}


@pytest.mark.parametrize(("message", "settings"), SETTINGS.items())
def test_a_wrong_setting_is_explained(message, settings):
    assert complaint(Boxes.from_frame, boxes(1).to_frame(), **settings) == message


def test_what_is_no_tuple_of_its_things_is_explained():
    for wrong in ("abc", [1], None):
        kind = type(wrong).__name__
        assert complaint(Boxes, wrong) == (
            f"ProblemError: boxes, boxes: this {kind} is not made of Box. "
            "Give a tuple of Box, or make the problem from a table."
        )


def test_the_picture_goes_from_nothing_to_the_whole():
    assert [boxes(2).plot(step=k).shown for k in (0, 1, 2)] == [0, 1, 2]
    whole = boxes(2).plot()
    assert whole.shown == 2
    assert whole.figure.get_label() == boxes(2).headline
    for wrong in (3, -1, 0.5, "x"):
        assert complaint(boxes(2).plot, step=wrong) == (
            f"ProblemError: steps, step: there is no step {wrong!r}. Give a number from 0 to 2."
        )


def test_a_public_function_takes_the_problem_or_its_table():
    two = boxes(2)
    assert total_size(two) == total_size(two.to_frame()) == total_size(boxes=two) == 1
    assert total_size(two, times=2) == total_size(two.to_frame(), times=2, time_unit="h") == 2


CALLS = {
    "boxes: it is needed. Give boxes=….": ((), {}),
    "time: there is no such setting. Did you mean times?": ((boxes(1),), {"time": 2}),
    "arguments: 2 stand without a name. Give boxes by place, the rest by name.": (
        (boxes(1), 2), {}
    ),
    "boxes: 'jackson' is no Boxes. Give a Boxes (Boxes.from_csv and datasets.load make one), "
    "or a table with columns box, size.": (("jackson",), {}),
    "boxes: list is no Boxes. Give a Boxes (Boxes.from_csv and datasets.load make one), "
    "or a table with columns box, size.": (([1],), {}),
}  # fmt: skip


@pytest.mark.parametrize(("message", "call"), CALLS.items())
def test_a_wrong_call_gets_a_sentence(message, call):
    assert complaint(total_size, *call[0], **call[1]) == f"ProblemError: total_size, {message}"


def test_what_is_told_by_name_is_read_only_and_helpful():
    capacity = ByName({"x-ray": 4, "read": 5})
    assert dict(capacity) == {"x-ray": 4, "read": 5}
    assert capacity == {"x-ray": 4, "read": 5}
    assert pickle.loads(pickle.dumps(capacity)) == capacity
    assert hash(capacity) == hash(ByName({"x-ray": 4, "read": 5}))
    assert capacity.get("red") is None
    with pytest.raises(TypeError):
        capacity["read"] = 6
    assert complaint(capacity.__getitem__, "red") == (
        "NoSuchName: names, red: there is none of that name. Did you mean read?"
    )


def test_an_argument_is_given_once():
    @public
    def pace(time: float, demand: float) -> float:
        return time / demand

    assert complaint(pace, 420, 6, time=300) == (
        "ProblemError: pace, time: it is given twice, by place and by name. Give it once."
    )


def test_whether_a_name_is_there_is_asked_without_a_message(monkeypatch):
    monkeypatch.setattr("opstools.core.result.suggestion", lambda *_: pytest.fail("searched"))
    assert "tset" not in ByName({"test": 1})
