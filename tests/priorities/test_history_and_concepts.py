"""The timeline and the matching of concepts: figures, faults, and what the drawings show."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint

from opstools import datasets
from opstools.core.sketch import Area, Group, Line, Text
from opstools.priorities import History, Statements, match_concepts, timeline
from opstools.priorities.concepts.plots import Drawn
from opstools.priorities.concepts.plots import chart as matches_chart
from opstools.priorities.history.plots import CARD, GAP, LEFT, chart
from opstools.widgets import match

IDEAS = datasets.load("ideas")
CONCEPTS = datasets.load("five_concepts")
RIGHT = [each.concept for each in CONCEPTS.statements]


def test_the_course_names_these_people():
    """What chapter 1 of the course lists, from 1776 to the 1990s."""
    told = " ".join(f"{each.idea} {each.people}" for each in IDEAS.events)
    people = ["Smith", "Taylor", "Gilbreth", "Gantt", "Ford", "Harris", "Dodge", "Mayo"]
    people += ["Dantzig", "Bowman", "Orlicky", "Wight", "McDonald", "Skinner", "Ohno", "Deming"]
    people += ["Juran", "Hammer", "lean", "agile", "Lehigh"]
    for who in (*people, "ISO 9000", "supply chain"):
        assert who in told, who
    assert all(each.source for each in IDEAS.events)
    assert [each.year for each in IDEAS.events] == sorted(each.year for each in IDEAS.events)


def test_a_stretch_of_years():
    tens = timeline(IDEAS, first=1910, last=1919)
    assert tens.measures["ideas"] == len(tens.answer) == 6
    assert tens.measures["years"] == 1919 - 1911
    assert tens.waits == (0, 2, 0, 4, 2)
    assert tens.steps()[2].value == 2
    assert timeline(IDEAS, first=1776, last=1776).headline == "1 idea, 1776: work and people."
    assert timeline(IDEAS, last=1911).waits[0] == 1911 - 1776


def test_years_are_written_as_years():
    shown = timeline(IDEAS, first=1961, last=1961)
    assert "1961 " in repr(shown)
    assert "1,961" not in repr(shown) + shown.table_html() + repr(IDEAS)
    assert ">1961<" in shown.table_html()


def test_years_that_hold_nothing():
    assert complaint(timeline, IDEAS, first=1800, last=1900) == (
        "Infeasible: timeline, years: there is no idea from 1800 to 1900. "
        "The years of the ideas are 1776 to 1993."
    )
    assert complaint(timeline, IDEAS, first=1950, last=1900) == (
        "ProblemError: timeline, first: 1950 is after 1900. Give the earlier year first."
    )


def test_rows_come_in_any_order_and_faults_are_told():
    frame = IDEAS.to_frame().sample(frac=1, random_state=1)
    assert {e.idea for e in History.from_frame(frame).events} == {e.idea for e in IDEAS.events}
    assert [e.year for e in History.from_frame(frame).events] == [e.year for e in IDEAS.events]
    bad = pd.DataFrame({"year": [1.5, "x"], "idea": ["a", "b"], "people": ["", "c"],
                        "field": ["f", "f"], "source": ["s", ""]})  # fmt: skip
    assert complaint(History.from_frame, bad) == (
        "ProblemError: history, 4 faults:\n"
        "  1. row 1 (idea a), year: 1.5 is not a whole number from 1 to 3,000. Write one.\n"
        "  2. row 1 (idea a), people: it is blank. Name the people.\n"
        "  3. row 2 (idea b), year: 'x' is not a number. Write a whole number from 1 to 3,000.\n"
        "  4. row 2 (idea b), source: it is blank. Name the source."
    )


def cards(sketch):
    return {each.title.partition(",")[0]: each for each in sketch.shapes if isinstance(each, Group)}


def test_cards_stand_in_the_column_of_their_field_below_earlier_decades():
    sketch = chart(IDEAS, len(IDEAS.events))
    found = cards(sketch)
    assert len(found) == len(IDEAS.events)
    places = []
    for each in IDEAS.events:
        frame = found[f"{each.year}: {each.idea}"].shapes[0]
        assert isinstance(frame, Area)
        (left, top), *_, (_, bottom) = frame.points
        assert left == LEFT + IDEAS.fields.index(each.field) * (CARD + GAP)
        places.append((each.year // 10, each.field, top, bottom))
    for one in places:
        for other in places:
            if one[0] < other[0] or (
                one is not other and one[:2] == other[:2] and one[2] < other[2]
            ):
                assert one[3] <= other[2], "below, and apart"
    decades = [text.text for text in sketch.texts() if text.text.endswith("0s")]
    assert decades == [f"{d}0s" for d in dict.fromkeys(e.year // 10 for e in IDEAS.events)]
    (gap,) = [text.text for text in sketch.texts() if "⋮" in text.text]
    assert f"{1911 - 1776} years" in gap


def test_texts_stay_inside_their_cards():
    for group in cards(chart(IDEAS, len(IDEAS.events))).values():
        frame, *texts = group.shapes
        left, right = frame.points[0][0], frame.points[1][0]
        for text in texts:
            assert isinstance(text, Text)
            assert left < text.box[0]
            assert text.box[2] < right
            assert frame.points[0][1] <= text.box[1]
            assert text.box[3] <= frame.points[2][1]


def test_a_timeline_reads_aloud():
    svg = timeline(IDEAS).svg()
    assert "<title" in svg
    assert "1776 division of labour (Adam Smith)" in svg
    assert "Smith (1776), The Wealth of Nations" in svg
    assert len(cards(chart(IDEAS, 3))) == 3


def test_many_fields_share_the_last_column():
    frame = IDEAS.to_frame().head(10).assign(field=[f"field {k}" for k in range(10)])
    sketch = chart(History.from_frame(frame), 10)
    assert max(t.at[0] for t in sketch.texts()) < LEFT + 7 * (CARD + GAP)
    assert "other fields" in [t.text for t in sketch.texts()]


def test_a_matching_is_judged_statement_by_statement():
    given = [*RIGHT[:7], "lean production", "", RIGHT[9].upper()]
    found = match_concepts(CONCEPTS, matches=given)
    assert dict(found.measures) == {"right": 8, "wrong": 1, "open": 1, "share": 0.8}
    (hint,) = found.hints.values()
    assert hint.startswith("Not lean production. To meet what nobody can foresee")
    assert found.headline == "8 of 10 statements are matched rightly, 1 wrongly, 1 not yet."
    assert [step.value for step in found.steps()][-3:] == pytest.approx([7 / 8, 7 / 9, 8 / 10])
    assert found.to_frame()["right"].sum() == 8


def test_all_right_and_a_mapping_by_number_or_words():
    assert (
        match_concepts(CONCEPTS, matches=RIGHT).headline == "All 10 statements are matched rightly."
    )
    some = {1: RIGHT[0], CONCEPTS.statements[4].statement: RIGHT[4]}
    found = match_concepts(CONCEPTS, matches=some)
    assert (found.right, found.open) == (2, 8)
    assert found.given[4] == RIGHT[4]


def test_matches_with_faults():
    assert complaint(match_concepts, CONCEPTS, matches={11: RIGHT[0], 1: "lean producton"}) == (
        "ProblemError: matches, 2 faults:\n"
        "  1. matches: there is no statement '11'. "
        "Write a statement in full, or its number from 1 to 10.\n"
        "  2. matches: there is no concept lean producton. Did you mean lean production?"
    )
    assert complaint(match_concepts, CONCEPTS, matches=RIGHT[:3]) == (
        "ProblemError: matches, matches: 3 concepts for 10 statements. "
        "Give one for each, blank where you do not know."
    )
    assert complaint(match_concepts, CONCEPTS, matches=5) == (
        "ProblemError: matches, matches: 5 is no list. Give a concept for each statement."
    )


def test_one_concept_leaves_nothing_to_tell_apart():
    frame = pd.DataFrame({"statement": ["a", "b"], "concept": ["x", ""]})
    assert complaint(Statements.from_frame, frame) == (
        "ProblemError: statements, row 2 (statement b), concept: it is blank. Name its concept."
    )
    frame["concept"] = "x"
    assert complaint(Statements.from_frame, frame) == (
        "ProblemError: statements, concepts: there is only one. Give at least two to tell apart."
    )


def test_lines_of_a_matching_lead_to_the_concept_given():
    given = ("lean production", RIGHT[1], "")
    sketch = matches_chart(CONCEPTS, Drawn(given, judged=True))
    lines = [each for each in sketch.shapes if isinstance(each, Line)]
    assert [line.dashed for line in lines] == [True, False], "dashed where it is wrong"
    boxes = {each.title: each.shapes[0].points for each in sketch.shapes if isinstance(each, Group)}
    for line, own, statement in zip(lines, given, CONCEPTS.statements, strict=False):
        start, end = boxes[statement.statement], boxes[own]
        middle = (end[0][1] + end[2][1]) / 2
        assert line.points[1] == pytest.approx((end[0][0], middle))
        assert line.points[0] == pytest.approx((start[1][0], (start[0][1] + start[2][1]) / 2))
    assert [text.text for text in sketch.texts()].count("?") == 1
    assert not any(each.dashed for each in matches_chart(CONCEPTS, Drawn(given)).shapes
                   if isinstance(each, Line))  # fmt: skip


def test_menus_judge_at_once():
    matcher = match(CONCEPTS)
    assert [menu.description for menu in matcher.menus] == [f"Statement {k}" for k in range(1, 11)]
    assert not any(said.value for said in matcher.said)
    matcher.menus[0].value = "lean production"
    assert matcher.said[0].value.startswith("✘ Not lean production. Rethinking a whole process")
    matcher.menus[0].value = RIGHT[0]
    assert matcher.said[0].value.startswith("✔ Rethinking")
    assert "1 of 10 statements is matched rightly, 9 not yet." in matcher.score.value
    for menu, concept in zip(matcher.menus, RIGHT, strict=True):
        menu.value = concept
    assert matcher.matching.right == 10
    assert complaint(match, "concepts") == (
        "ProblemError: match, statements: 'concepts' are no Statements. "
        "Give Statements, as datasets.load makes them."
    )


def test_markup_in_a_statement_is_shown_as_it_is():
    frame = pd.DataFrame({"statement": ["<b>1 & 2", "c"], "concept": ["x", "y"]})
    matcher = match(Statements.from_frame(frame))
    assert "&lt;b&gt;1 &amp; 2" in matcher.children[0].value
