"""Feedback pages: what they show, that nothing is ever put in unescaped, and how they look."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import Step, Steps
from opstools.core.formula import as_text
from opstools.coursework import Exercise, Mistake, Number, variant
from opstools.coursework.feedback import SHOW, feedback_page, formula
from opstools.coursework.judgement import Judgement, Status
from opstools.coursework.records import Mark, Record
from opstools.line_balancing import fewest_stations, longest_task_time, ranked_positional_weight

ATTACKS = [
    "<script>document.title='stolen'</script>",
    '"><img src=x onerror="document.title=\'stolen\'">',
    "</title></style><svg onload=document.title='stolen'>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "=HYPERLINK(0)",
    "李明\r\n\x00\u202e",
]


def working(data):
    return Steps(
        [
            Step("Time over demand.", rf"\frac{{{data['time']:,}}}{{{data['demand']}}}", 54, "s"),
            Step("Round up where people are counted."),
        ]
    )


def exercise(text="What is the takt time?", title="Takt time"):
    takt = Number(
        name="takt_time",
        text=text,
        unit="s",
        points=2,
        answer=lambda data: data["time"] / data["demand"],
        working=working,
        mistakes=(Mistake("upside down", lambda d: d["demand"] / d["time"], "You divided …"),),
    )
    rate = Number(
        name="rate",
        text="How many units an hour?",
        answer=lambda data: 3600 * data["demand"] / data["time"],
        working=working,
    )
    return Exercise(
        title, lambda random: {"time": 27_000, "demand": 500}, (takt, rate), name="line"
    )


EXERCISE = exercise()
VARIANT = variant(EXERCISE, student="s1", secret="k")


def record(name="Ann Lee", message="You divided the wrong way round."):
    wrong = Judgement(Status.WRONG, 0, message, "upside down")
    unread = Judgement(Status.UNREADABLE, 0, "answer, 'fast': that is no number.")
    marks = (Mark("line", "takt_time", 2, wrong), Mark("line", "rate", 1, unread))
    return Record("s1", name, marks, "s1.ipynb", ("a remark for the instructor",))


class Page(HTMLParser):
    """The elements and attributes of a page, and the text that is seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.seen: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data):
        if data.strip() and self.tags[-1][0] != "style":
            self.seen.append(" ".join(data.split()))


PLAIN = Page(feedback_page(record(), [EXERCISE], [VARIANT]))


def test_what_a_student_reads():
    assert PLAIN.seen == [
        "Feedback for Ann Lee",
        "Feedback for",
        "Ann Lee",
        "0 of 3 points",
        "Overview",
        "Question",
        "Status",
        "Points",
        "Takt time",
        "takt time",
        "✘ wrong",
        "0 of 2",
        "rate",
        "? unreadable",
        "0 of 1",
        "Takt time",
        "takt time",
        "What is the takt time?",
        "✘ wrong, 0 of 2 points",
        "You divided the wrong way round.",
        "Right answer for your numbers",
        "54 s",
        "Working for your numbers",
        "Time over demand.",
        "27,000 / 500 = 54 s",
        "Round up where people are counted.",
        "rate",
        "How many units an hour?",
        "? unreadable, 0 of 1 point",
        "answer, 'fast': that is no number.",
        "Right answer for your numbers",
        "66.67",
        "The working is the same as under takt time.",
    ]


@pytest.mark.parametrize("hidden", SHOW)
def test_the_instructor_decides_what_is_shown(hidden):
    words = {
        "score": "0 of ",
        "mistakes": "You divided the wrong way round.",
        "answers": "Right answer",
        "working": "Time over demand.",
    }
    page = feedback_page(record(), [EXERCISE], [VARIANT], show=set(SHOW) - {hidden})
    assert {key for key, word in words.items() if word in page} == set(SHOW) - {hidden}
    assert "that is no number" in page
    assert "a remark" not in page


def test_what_cannot_be_shown_is_refused():
    said = complaint(feedback_page, record(), [EXERCISE], [VARIANT], show=("score", "answer"))
    assert said == (
        "ProblemError: feedback, show: 'answer' is not known. "
        "Give some of score, mistakes, answers and working."
    )


def test_a_student_without_answers_or_variant_gets_a_page():
    page = Page(feedback_page(Record("s1", "", ()), [EXERCISE], []))
    assert "– not attempted, 0 of 2 points" in page.seen
    assert "Feedback for s1" in page.seen


def test_a_working_that_fails_is_told_and_stops_nothing():
    def broken(data):
        raise ZeroDivisionError

    question = Number(name="x", text="?", answer=lambda data: 1, working=broken)
    failing = Exercise("Broken", lambda random: {}, (question,), name="line")
    page = feedback_page(record(), [failing], [variant(failing, student="s1", secret="k")])
    assert "It cannot be shown (ZeroDivisionError). Please tell your instructor." in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_text(attack):
    page = feedback_page(record(attack, attack), [exercise(attack, attack)], [VARIANT])
    assert Page(page).tags == PLAIN.tags
    assert "<script" not in page
    assert "49" not in Page(page).seen


anything = st.text() | st.text(alphabet="<>&\"'/=! abscript-", max_size=30)


@given(anything, anything, anything, anything)
def test_no_text_changes_the_elements_of_a_page(name, message, text, title):
    page = feedback_page(record(name or "s1", message or "x"), [exercise(text, title)], [VARIANT])
    assert Page(page).tags == PLAIN.tags


def test_the_page_stands_alone_and_runs_nothing():
    page = feedback_page(record(), [EXERCISE], [VARIANT])
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    assert not re.search(r"https?:|//|src=|url\(|<script|<link|<iframe", page)
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', page))


def test_the_page_is_accessible():
    tags = [tag for tag, _ in PLAIN.tags]
    assert PLAIN.tags[0] == ("html", ("lang",))
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == [
        *("h1", "h2"),
        *("h3", "h4", "h4"),
        *("h3", "h4"),
    ]
    assert all("scope" in attributes for tag, attributes in PLAIN.tags if tag == "th")
    assert {"main", "header", "caption"} <= set(tags)


def test_the_same_record_gives_the_same_page():
    pages = {feedback_page(record(), [EXERCISE], [VARIANT]) for _ in range(3)}
    assert len(pages) == 1


def test_the_fast_formula_reads_like_the_slow_one():
    lines = [datasets.load(name) for name in ("jackson", "boeing_wing", "model_j_wagon")]
    methods = (fewest_stations, ranked_positional_weight, longest_task_time)
    steps = [step for line in lines for method in methods for step in method(line).steps()]
    assert len(steps) > 50
    for step in steps:
        assert formula(step.formula) == as_text(step.formula)


@pytest.mark.parametrize(
    "latex",
    [r"\frac{27{,}000}{500}", r"\lceil 4.96 \rceil = 5", r"x_{12}^2", r"\text{5 \%} \cdot 1.5", ""],
)
def test_the_fast_formula_of_other_forms(latex):
    assert formula(latex) == as_text(latex)


@pytest.mark.slow
def test_ten_thousand_pages_take_seconds():
    started = time.process_time()
    for k in range(1000):
        feedback_page(record(f"Student {k}"), [EXERCISE], [VARIANT])
    assert time.process_time() - started < 1.5


@pytest.mark.browser
@pytest.mark.parametrize("width", [1200, 320])
def test_a_browser_runs_nothing_and_scrolls_one_way(tmp_path, width):
    from browser.conftest import what_is_missing
    from browser.lab import browse

    if missing := what_is_missing():
        pytest.skip(missing)
    attacked = record("".join(ATTACKS), "".join(ATTACKS))
    text = feedback_page(attacked, [exercise("".join(ATTACKS))], [VARIANT])
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    asked: list[str] = []
    with browse() as context:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "page.html").as_uri())
        assert page.title() != "stolen"
        assert asked == [(tmp_path / "page.html").as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
