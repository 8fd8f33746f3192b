"""Kinds of operations and services: places, fits, quarters, wrong tables, marks of the pictures."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.priorities import (
    Operation,
    Operations,
    Service,
    Services,
    classify,
    service_kinds,
)
from opstools.priorities.kinds.problem import PROCESSES

EIGHT = datasets.load("eight_operations")
SERVICES = datasets.load("eight_services")


def one(volume, variety, process="", variation=3, visibility=3):
    return classify(Operations((Operation("it", volume, variety, variation, visibility, process),)))


@pytest.mark.parametrize(
    ("volume", "variety", "place", "asked"),
    [
        (1, 5, 1, "project"), (2, 4, 2, "job shop"), (3, 3, 3, "batch"), (4, 2, 4, "line"),
        (5, 1, 5, "continuous"), (5, 5, 3, "batch"), (1, 4, 1.5, "project"),
        (1, 3.9, 1.55, "job shop"), (5, 2, 4.5, "line"), (5, 1.9, 4.55, "continuous"),
    ],
)  # fmt: skip
def test_volume_and_variety_ask_for_a_process(volume, variety, place, asked):
    found = one(volume, variety)
    assert found.places["it"] == place
    assert found.asked["it"] == asked
    assert found.fit["it"] == "on the diagonal"


@pytest.mark.parametrize(
    ("process", "fit"),
    [("project", "too flexible"), ("job shop", "too flexible"), ("batch", "on the diagonal"),
     ("line", "too rigid"), ("continuous", "too rigid")],
)  # fmt: skip
def test_a_process_a_whole_place_away_does_not_fit(process, fit):
    assert one(3, 3, process).fit["it"] == fit
    said = f"Volume and variety ask for: batch; its {process} is {fit}. "
    said += "By four V it leans 3 of 5 to standard work."
    assert one(3, 3, process).headline == said


def test_half_a_place_away_still_fits():
    assert one(2, 3, "job shop").fit["it"] == one(2, 3, "batch").fit["it"] == "on the diagonal"
    assert one(2, 3, "line").fit["it"] == "too rigid"


def test_the_eight_operations():
    found = classify(EIGHT)
    assert found.places["car repair chain"] == (2.5 + 6 - 4) / 2
    assert found.fit["car repair chain"] == "too rigid"
    assert list(found.fit.values()).count("on the diagonal") == 7
    assert found.standard["oil refinery"] == 5
    assert found.standard["bakery"] == (3 + 3 + 3 + 4) / 4
    assert found.answer["bakery"] == "batch"
    assert found.to_frame()["off"].tolist()[5] == 4 - 2.25


@given(*[st.integers(1, 5)] * 4)
def test_the_four_v_turned_round_come_to_six(volume, variety, variation, visibility):
    own = one(volume, variety, "", variation, visibility)
    turned = one(6 - volume, 6 - variety, "", 6 - variation, 6 - visibility)
    assert own.standard["it"] + turned.standard["it"] == 6
    assert own.places["it"] + turned.places["it"] == 6


def test_words_for_processes():
    frame = pd.DataFrame({"operation": ["a", "b"], "volume": [5, 4], "variety": [1, 2],
                          "variation": [1, 1], "visibility": [1, 1],
                          "process": ["Flow", "流水线"]})  # fmt: skip
    assert [o.process for o in Operations.from_frame(frame).operations] == ["continuous", "line"]
    frame["process"] = ["bach", ""]
    frame["volume"] = [0, "x"]
    assert complaint(classify, frame) == (
        "ProblemError: operations, 3 faults:\n"
        "  1. row 1 (operation a), volume: 0 is off the scale. Write a mark from 1 to 5.\n"
        "  2. row 1 (operation a), process: there is no process bach. Did you mean batch?\n"
        "  3. row 2 (operation b), volume: 'x' is not a number. Write a mark from 1 to 5."
    )


def test_dots_of_the_matrix_stand_at_product_and_process():
    found = classify(EIGHT)
    dots = [line for line in found.plot().lines if line.get_marker() in ("o", "X")]
    for each, dot in zip(EIGHT.operations, dots, strict=True):
        assert dot.get_xdata()[0] == found.places[each.operation]
        assert dot.get_ydata()[0] == 1 + PROCESSES.index(each.process)
        off = found.fit[each.operation] != "on the diagonal"
        assert dot.get_marker() == ("X" if off else "o")
    (band,) = found.plot().collections
    corners = band.get_paths()[0].vertices
    assert {round(y - x) for x, y in corners} == {-1, 1}, "a place wide on either side"
    first = [line for line in found.plot(step=1).lines if line.get_marker() == "o"]
    assert first[0].get_markerfacecolor() == "white", "its process is not looked at yet"
    assert found.plot().get_ylim() == (5.5, 0.5), "a project on top"


def test_profiles_of_four_v_are_turned_to_the_cheap_side():
    ax = classify(EIGHT).plot_four_v()
    lines = [line for line in ax.lines if line.get_marker() != "None"]
    for each, line in zip(EIGHT.operations, lines, strict=True):
        own = [each.volume, 6 - each.variety, 6 - each.variation, 6 - each.visibility]
        assert list(line.get_xdata()) == own
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == [each.operation for each in EIGHT.operations]
    told = [(text.get_text(), text.get_position()[0]) for text in ax.texts]
    left = [word for word, x in told if x < 1]
    assert left == ["low", "high", "high", "high"], "little volume and much of the rest are dear"


@pytest.mark.parametrize(
    ("labour", "contact", "kind"),
    [
        (30, 0.2, "service factory"), (30, 0.8, "service shop"), (70, 0.2, "mass service"),
        (70, 0.8, "professional service"), (50, 0.5, "service factory"),
        (50.1, 0.5, "mass service"), (50, 0.501, "service shop"),
    ],
)  # fmt: skip
def test_four_kinds_of_service(labour, contact, kind):
    found = service_kinds(Services((Service("it", labour, 100 - labour, contact),)))
    assert found.kinds["it"] == kind
    assert found.labour_shares["it"] == pytest.approx(labour / 100)
    assert found.headline == f"it is a {kind}."


def test_where_much_begins_may_be_told():
    cut = service_kinds(SERVICES, much_labour=0.36, much_contact=0.25)
    assert cut.kinds["airline"] == "service shop"
    assert cut.note == ("Much labour is above 36 % of the costs, much contact above 25 % of the "
                        "time.")  # fmt: skip


def test_services_with_faults():
    frame = pd.DataFrame({"service": ["a", "b"], "labour": [0, -3], "capital": [0, 3],
                          "contact": [30, 0.2]})  # fmt: skip
    assert complaint(service_kinds, frame, money="€") == (
        "ProblemError: services, 3 faults:\n"
        "  1. row 1 (service a): labour and capital are both 0. Give what at least one costs.\n"
        "  2. row 1 (service a), contact: 30 is outside the range 1e-09 to 1. "
        "Write a share from 0 to 1.\n"
        "  3. row 2 (service b), labour: -3 € is below 0. Write 0 or a number above it, in €."
    )


def test_dots_and_quarters_of_services():
    ax = service_kinds(SERVICES, much_labour=0.4, much_contact=0.3).plot()
    places = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines]
    assert places == [(s.contact, s.labour / (s.labour + s.capital)) for s in SERVICES.services]
    corners = {(round(float(x), 6), round(float(y), 6)) for area in ax.collections
               for x, y in area.get_paths()[0].vertices}  # fmt: skip
    assert (0.3, 0.4) in corners, "the quarters meet where much begins"
    words = {text.get_text(): text.get_position() for text in ax.texts}
    assert words["professional service"][0] > 0.3 < 0.4 < words["professional service"][1]
    assert words["service factory"][0] < 0.3
    assert words["service factory"][1] < 0.4


def test_one_of_several_lies_on_the_diagonal():
    own = Operations((Operation("a", 1, 5, 3, 3, "project"), Operation("b", 1, 5, 3, 3, "line")))
    assert classify(own).headline == "1 of 2 operations lies on the diagonal; b is too rigid."
