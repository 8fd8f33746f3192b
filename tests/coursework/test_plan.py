"""Plans: any feasible one counts, by how far it is from the optimum, in either sense."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstools import catalogue
from opstools.core import Measures, ProblemError, Result, Steps, fail
from opstools.coursework import Mistake, Plan, Status


@dataclass(frozen=True, repr=False)
class Figure(Result):
    """A plan that is known by one figure; there is no topic to it."""

    figure: float
    measured_in: str = ""

    headline = "A figure."

    @property
    def measures(self):
        return Measures(cost=(self.figure, self.measured_in))

    def to_frame(self):
        return pd.DataFrame({"cost": [self.figure]})

    def draw(self, state, ax):
        raise NotImplementedError


def figure(value, measured_in=""):
    return Figure(value, measured_in, working=Steps(()))


@dataclass(frozen=True, kw_only=True)
class Judged(Plan):
    """A plan whose figure is given in its place; a text is not feasible."""

    measured_in: str = ""

    def read(self, value, data):
        if isinstance(value, str):
            fail("plan", "desk", "it stands nowhere", "Give it a place")
        return figure(value, self.measured_in)


def plan(best, **settings):
    common = {"name": "p", "text": "?", "table": "rows", "settings": (), "measure": "cost"}
    common |= {"judge_with": ("topic", "Problem", "by_hand"), "answer": lambda d: best}
    return Judged(**common, best=lambda d: best, **settings)


STEPS = ((0, 1.0), (0.01, 0.8), (0.1, 0.3))
figures = st.floats(-1e6, 1e6)
senses = st.sampled_from(["smallest", "largest"])


@given(figures, figures, figures, senses, st.booleans())
def test_credit_never_rises_with_the_gap(best, one, other, sense, relative):
    question = plan(best, sense=sense, relative=relative, credit=STEPS)
    nearer, further = sorted([one, other], reverse=sense == "largest")
    assert question.judge(nearer, {}).share >= question.judge(further, {}).share


@given(figures, senses, st.booleans())
def test_an_optimal_plan_earns_all(best, sense, relative):
    question = plan(best, sense=sense, relative=relative, credit=STEPS)
    for reached in (best, best * (1 + 1e-12), best * (1 - 1e-12)):
        assert question.judge(reached, {}).status is Status.CORRECT
    question.check({})


@pytest.mark.parametrize("best", [1e-3, 0.92, 1e6])
@pytest.mark.parametrize("sense", ["smallest", "largest"])
def test_a_millionth_short_of_the_optimum_is_short_of_it(best, sense):
    reached = best * (1 + 1e-6 if sense == "smallest" else 1 - 1e-6)
    assert plan(best, sense=sense, credit=((0, 1.0),)).judge(reached, {}).share == 0


@given(figures, figures, st.booleans())
def test_the_sense_is_a_mirror(best, reached, relative):
    low = plan(best, relative=relative, credit=STEPS)
    high = plan(-best, sense="largest", relative=relative, credit=STEPS)
    assert low.judge(reached, {}).share == high.judge(-reached, {}).share


@pytest.mark.parametrize(
    ("sense", "reached", "share"),
    [("smallest", 11, 0), ("smallest", 9, 1), ("largest", 9, 0), ("largest", 11, 1)],
)
def test_the_sense_says_which_way_is_worse(sense, reached, share):
    assert plan(10, sense=sense, credit=((0, 1.0),)).judge(reached, {}).share == share


@given(senses, st.booleans())
def test_an_infeasible_plan_earns_nothing(sense, relative):
    said = plan(1, sense=sense, relative=relative).judge("nowhere", {})
    assert (said.share, said.mistake) == (0, "not feasible")


@given(st.floats(1e-6, 1e6), st.booleans())
def test_of_an_optimum_of_nothing_no_gap_is_a_share(gap, relative):
    question = plan(0, relative=True, credit=((0, 1.0), (1e9, 0.5)))
    assert question.judge(0, {}).share == 1
    assert question.judge(gap, {}).share == 0


def test_what_is_no_number_earns_nothing():
    assert plan(1.0, credit=STEPS).judge(math.nan, {}).share == 0
    assert plan(1.0, credit=STEPS).judge(math.inf, {}).share == 0


@pytest.mark.parametrize(
    ("settings", "reached", "share", "message", "mistake"),
    [
        ({}, 5, 1, "Feasible and optimal: cost 5.", ""),
        (
            *({}, 6, 0.5),
            "Feasible: cost 6, 1 more than the proven optimum of 5.",
            "within 1 of the optimum",
        ),
        (
            *({}, 8, 0),
            "Feasible: cost 8, 3 more than the proven optimum of 5.",
            "over 1 from the optimum",
        ),
        (
            *({"relative": True, "credit": STEPS, "measured_in": "CNY"}, 5.2, 0.3),
            "Feasible: cost 5.2 CNY, 0.2 CNY (4 %) more than the proven optimum of 5 CNY.",
            "within 10 % of the optimum",
        ),
        (
            *({"sense": "largest", "credit": ((0, 1.0), (0.5, 0.7))}, 4.5, 0.7),
            "Feasible: cost 4.5, 0.5 less than the proven optimum of 5.",
            "within 0.5 of the optimum",
        ),
        (
            *({"credit": ((0, 1.0),)}, 5.25, 0),
            "Feasible: cost 5.25, 0.25 more than the proven optimum of 5.",
            "not optimal",
        ),
    ],
)
def test_the_gap_is_told_in_words(settings, reached, share, message, mistake):
    said = plan(5, **settings).judge(reached, {})
    assert (said.share, said.message, said.mistake) == (share, message, mistake)


def test_a_share_is_short_of_the_optimum_by_points():
    question = plan(0.92, sense="largest", measured_in="%", credit=((0, 1.0), (0.05, 0.5)))
    said = question.judge(0.9, {})
    assert said.share == 0.5
    assert said.message == (
        "Feasible: cost 90 %, 2 percentage points less than the proven optimum of 92 %."
    )
    assert said.mistake == "within 5 percentage points of the optimum"


def test_a_known_mistake_keeps_its_credit_and_names_the_gap():
    same = Mistake("the rule", lambda d: figure(6), "That is the rule's.")
    said = plan(5, mistakes=(same,)).judge(6, {})
    assert (said.share, said.mistake) == (0.5, "the rule")
    assert said.message == (
        "That is the rule's. Feasible: cost 6, 1 more than the proven optimum of 5."
    )


def test_nearly_optimal_may_earn_all_and_then_is_no_mistake():
    said = plan(100, relative=True, credit=((0.01, 1.0), (0.1, 0.5))).judge(101, {})
    assert (said.status, said.mistake) == (Status.CORRECT, "")
    assert said.message == "Feasible: cost 101, 1 (1 %) more than the proven optimum of 100."


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sense": "least"}, "question p, sense: 'least' is not known. Say smallest or largest."),
        (
            {"credit": ((1, 1.0), (0, 0.5))},
            "question p, credit: its gaps do not rise from 0. Begin with (0, 1.0).",
        ),
        (
            {"credit": ((0, 1.0), (1, 0.2), (2, 0.5))},
            "question p, credit: its shares do not fall from 1 towards 0. "
            "Let a larger gap earn no more than a smaller one.",
        ),
    ],
)
def test_credit_that_makes_no_sense_is_refused(settings, message):
    with pytest.raises(ProblemError) as raised:
        plan(1, **settings)
    assert str(raised.value) == message


def test_a_variant_is_refused_where_the_optimum_is_none_or_a_mistake_reaches_it():
    wrong = Mistake("no", lambda d: 5, "…")
    with pytest.raises(ProblemError, match="no: it earns all points too"):
        plan(5, mistakes=(wrong,)).check({})
    missed = plan(5)
    object.__setattr__(missed, "answer", lambda d: 6)
    with pytest.raises(ProblemError, match="the solution is not optimal"):
        missed.check({})
    object.__setattr__(missed, "answer", lambda d: 4)
    with pytest.raises(ProblemError, match="the solution is better than that"):
        missed.check({})


def test_any_topic_can_judge(monkeypatch):
    """The problem comes from a table and settings, some of them tables; the plan as JSON."""
    seen = {}

    class Problem:
        @classmethod
        def from_frame(cls, frame, **settings):
            seen.update(settings, frame=frame)
            return cls()

    monkeypatch.setattr(catalogue, "problems", lambda topic: {"Departments": Problem})
    method = SimpleNamespace(function=lambda made, places: figure(places["desk"], "m"))
    monkeypatch.setattr(catalogue, "method", lambda topic, name: method)
    question = Plan(
        name="layout",
        text="?",
        answer=lambda d: {"desk": 3.5},
        judge_with=("facility_layout", "Departments", "by_hand"),
        table="flows",
        settings=("distances", "unit_cost"),
        measure="cost",
        best=lambda d: 3.5,
        credit=((0, 1.0), (0.1, 0.5)),
        relative=True,
    )
    data = {"flows": {"A": {"A": 0}}, "distances": {"1": {"1": 0, "2": 4}}, "unit_cost": 2}
    assert question.judge({"desk": 3.6}, data).share == 0.5
    assert isinstance(seen["distances"], pd.DataFrame)
    assert list(seen["distances"].index) == ["1", "2"]
    assert seen["unit_cost"] == 2
    assert question.shown(data) == "cost 3.5 m, for example desk: 3.5"
