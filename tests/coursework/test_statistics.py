"""Statistics of a class: by hand, against numpy, and the picture."""

from __future__ import annotations

import pickle

import matplotlib.pyplot as plt
import numpy as np
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from pictures import cut, overlapping

from opstools.coursework.judgement import Judgement, Status, graded
from opstools.coursework.records import Mark, Record
from opstools.coursework.statistics import MistakeCount, class_statistics

NOTHING = Judgement(Status.NOT_ATTEMPTED, 0, "")


def told(share, mistake=""):
    return graded(share, f"You made it: {mistake}." if mistake else "…", mistake)


def record(student, *judgements, points=(2, 1)):
    questions = zip(("takt", "plan"), points, judgements, strict=True)
    marks = tuple(Mark("line", name, worth, said) for name, worth, said in questions)
    return Record(student, student, marks)


# Totals 3, 2.5, 1, 0.5 of 3 points; the fifth answered nothing and is not counted in the shares.
CLASS = [
    record("s1", told(1), told(1)),
    record("s2", told(1), told(0.5, "one above")),
    record("s3", told(0.5, "upside down"), NOTHING),
    record("s4", told(0, "upside down"), told(0.5, "one above")),
    record("s5", NOTHING, NOTHING),
]
STATISTICS = class_statistics(CLASS)


def test_by_hand():
    takt, plan = STATISTICS.questions
    assert (STATISTICS.students, STATISTICS.answered, STATISTICS.group) == (5, 4, 1)
    assert takt.share == pytest.approx((1 + 1 + 0.5 + 0) / 4)
    assert plan.share == pytest.approx((1 + 0.5 + 0 + 0.5) / 4)
    assert takt.discrimination == pytest.approx(1 - 0)  # s1 against s4
    assert plan.discrimination == pytest.approx(1 - 0.5)
    assert STATISTICS.mean_share == pytest.approx((3 + 2.5 + 1 + 0.5) / 4 / 3)
    assert plan.number(Status.NOT_ATTEMPTED) == 1
    # takt against plan's points: deviations (3, 3, -1, -5)/8 and (4, 0, -4, 0)/8
    assert takt.item_total == pytest.approx((12 + 4) / np.sqrt((9 + 9 + 1 + 25) * (16 + 16)))


def test_the_words():
    assert STATISTICS.headline == (
        "4 of 5 students answered; mean score 58.3 %; hardest question: plan, 50 %."
    )
    assert repr(STATISTICS.measures) == (
        "students 5, answered 4, mean share 58.3 %, hardest share 50 %"
    )
    assert repr(STATISTICS.steps()[0]) == (
        "takt: mean share of 4 students, upper less lower group of 1 each: 1, "
        "correlation with the other questions: 0.4264.\n    ∑share / n = 2.5 / 4 = 62.5 %"
    )
    assert "27% by total score each, here 1 (Kelley 1939)" in STATISTICS.note


def test_the_most_common_mistakes_come_first():
    assert STATISTICS.mistakes == (
        MistakeCount("line", "plan", "one above", 2, "You made it: one above."),
        MistakeCount("line", "takt", "upside down", 2, "You made it: upside down."),
    )


def test_the_table():
    frame = STATISTICS.to_frame()
    assert list(frame["question"]) == ["takt", "plan"]
    assert list(frame["common_mistake"]) == ["upside down", "one above"]
    assert list(frame["made_by"]) == [2, 2]
    statuses = frame[[status.replace(" ", "_") for status in Status]]
    assert statuses.sum(axis=1).tolist() == [4, 4]


def test_faces():
    assert pickle.loads(pickle.dumps(STATISTICS)) == STATISTICS
    assert repr(STATISTICS).startswith(STATISTICS.headline)
    assert class_statistics(CLASS) == STATISTICS


def test_equal_scores_at_the_border_count_in_part():
    """Groups of 1; s1 and s2 are level at the top: their mean share is the upper group's."""
    level = [
        record("s1", told(1), told(0), points=(1, 1)),
        record("s2", told(0), told(1), points=(1, 1)),
        record("s3", told(0), told(0.5), points=(1, 1)),
    ]
    takt, plan = class_statistics(level).questions
    assert takt.discrimination == pytest.approx(0.5 - 0)
    assert plan.discrimination == pytest.approx(0.5 - 0.5)


def test_a_class_that_did_nothing():
    silent = class_statistics([record("s1", NOTHING, NOTHING)])
    assert silent.headline == "None of 1 student answered."
    assert silent.plot().get_title(loc="left") == "None of 1 student answered"
    assert silent.questions[0].discrimination is None
    assert silent.steps()


def test_one_student_tells_nothing_apart():
    takt = class_statistics(CLASS[:1]).questions[0]
    assert (takt.share, takt.discrimination, takt.item_total) == (1, None, None)


def test_no_records():
    assert complaint(class_statistics, [Record("s1", "Ann", ())]) == (
        "ProblemError: statistics, records: there are none. Grade something first."
    )


@given(st.integers(2, 60), st.integers(2, 6), st.integers(0, 10_000))
def test_against_numpy(students, questions, seed):
    random = np.random.default_rng(seed)
    shares = random.choice([0, 0.25, 0.5, 1], size=(students, questions))
    points = random.integers(1, 5, size=questions)
    statistics = class_statistics(
        Record(
            f"s{i}",
            "",
            tuple(
                Mark("line", f"q{k}", int(points[k]), graded(float(shares[i, k]), ""))
                for k in range(questions)
            ),
        )
        for i in range(students)
    )
    total = shares @ points
    group = max(1, round(0.27 * students))
    for k, found in enumerate(statistics.questions):
        assert found.share == pytest.approx(shares[:, k].mean())
        if np.ptp(total):
            expected = best(shares[:, k], total, group) - best(shares[:, k], -total, group)
            assert found.discrimination == pytest.approx(expected)
        rest = total - shares[:, k] * points[k]
        if np.ptp(rest) and np.ptp(shares[:, k]):
            assert found.item_total == pytest.approx(np.corrcoef(shares[:, k], rest)[0, 1])
        else:
            assert found.item_total is None
    assert statistics.mean_share == pytest.approx(total.mean() / points.sum())


def best(shares, total, group):
    """The mean over every way to break the ties: each level share weighs alike."""
    border = np.sort(total)[::-1][group - 1]
    weights = np.where(total > border, 1.0, 0.0)
    weights[total == border] = (group - weights.sum()) / (total == border).sum()
    return weights @ shares / group


LONG = ["a_question_with_a_very_long_name_indeed", "节拍时间的计算与讨论以及更多", "$x_1$"]


@pytest.mark.parametrize("number", [2, 3, 12])
def test_the_picture_shows_every_word_and_nothing_overlaps(number):
    names = [*LONG, *(f"question_{k}" for k in range(9))][:number]
    sayings = [
        told(1),
        told(0.5, "忘记向上取整"),
        told(0, "a mistake told at length " * 4),
        NOTHING,
    ]
    sayings.append(Judgement(Status.TIMEOUT, 0, ""))
    records = [
        Record(
            f"s{i}",
            "",
            tuple(Mark("line", q, 1, sayings[(i + k) % 5]) for k, q in enumerate(names)),
        )
        for i in range(23)
    ]
    ax = class_statistics(records).plot()
    ax.figure.canvas.draw()
    texts = [text for text in ax.texts if text.get_text()]
    words = " ".join(text.get_text() for text in texts)
    for word in ("correct", "partly", "wrong", "unreadable or error", "not attempted"):
        assert word in words
    texts += [*ax.get_yticklabels(), ax.xaxis.label]
    assert not cut(ax, texts)
    assert not overlapping(texts)


def test_steps_draw_one_question_after_the_other():
    _, given_axes = plt.subplots()
    assert STATISTICS.plot(given_axes) is given_axes
    drawn = [len(STATISTICS.plot(step=k).patches) for k in range(3)]
    assert drawn == sorted(set(drawn))
    assert len(STATISTICS.steps()) == 2
