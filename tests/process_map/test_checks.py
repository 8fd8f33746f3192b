"""Every check: it finds its fault, with place and remedy, and is silent where all is well."""

from __future__ import annotations

import pytest

from opstools import datasets
from opstools.process_map import ProcessMap, Step, analyse

SOUND = (
    Step("enter", ("Clerk",), ("Head",), control="prepare"),
    Step("decide", ("Head",), ("Head",), shape="decision", control="approve"),
    Step("pay", ("Cashier",), ("Head",)),
    Step("refuse", ("Clerk",), ("Head",)),
)
WAYS = [("enter", "decide"), ("decide", "pay", 0.7), ("decide", "refuse", 0.3)]


def changed(step: int, **fields) -> tuple[Step, ...]:
    told = list(SOUND)
    told[step] = Step(**{**vars(told[step]), **fields})
    return tuple(told)


def test_a_sound_map_has_no_findings():
    assert ProcessMap(SOUND, flows=WAYS).check() == ()


@pytest.mark.parametrize(
    ("steps", "settings", "kind", "sentence"),
    [
        (changed(0, accountable=()), {}, "nobody accountable",
         "step enter, accountable: nobody is accountable. Name one role that answers."),
        (changed(2, accountable=("Head", "Board")), {}, "several accountable",
         "step pay, accountable: 2 are accountable, Head and Board. Keep one; the others are "
         "consulted or informed."),
        (changed(2, responsible=()), {}, "nobody responsible",
         "step pay, responsible: nobody does it. Name who is responsible."),
        (changed(3, informed=("Auditor",)), {}, "informed only",
         "role Auditor: it is informed only. Let it do something, or ask whether it needs to be "
         "told."),
        (SOUND, {"roles": ["Clerk", "Head", "Cashier", "Guard"]}, "role without a step",
         "role Guard: it has nothing to do with any step. Give it something to do, or take it "
         "out."),
        (SOUND, {"flows": [*WAYS[:1], ("decide", "refuse", 0.5), ("decide", "enter", 0.5),
                           ("pay", "refuse")]}, "unreachable step",
         "step pay: no way leads to it from a start. Add a flow to it, give it the shape start, "
         "or take it out."),
        (changed(2, shape="end"), {}, "dead end",
         "step refuse: the way ends here, and not at an end. Add a flow to what follows, or give "
         "it the shape end."),
        (SOUND, {"flows": [*WAYS[:2], ("decide", "refuse", 0.2)]}, "branch shares",
         "step decide: the shares of its branches add up to 0.9. Let them add up to 1."),
        (SOUND, {"flows": [*WAYS[:2], ("decide", "refuse")]}, "branch shares",
         "step decide: some of its flows have probabilities, and some have none. Give them to all "
         "or to none."),
        (SOUND, {"flows": [("enter", "decide"), ("decide", "pay"), ("pay", "refuse")]},
         "decision with one exit",
         "step decide: this decision has one exit. Add the other exit, or make it a task."),
        (SOUND, {"flows": [*WAYS, ("pay", "enter"), ("refuse", "enter")]}, "endless loop",
         "steps enter, decide, pay and refuse: whoever comes here goes round for ever. Let a "
         "branch lead out of the loop."),
        (changed(1, responsible=("Clerk",)), {}, "one person prepares and approves",
         "step decide: Clerk may prepare (enter) and approve. Let somebody else approve."),
        (SOUND, {"roles": [{"role": "Clerk", "people": "Li, Wang"}, {"role": "Head",
                 "people": "Wang"}, {"role": "Cashier"}]}, "one person prepares and approves",
         "step decide: Wang may prepare (enter) and approve. Let somebody else approve."),
        (SOUND, {"roles": [{"role": "Clerk"}, {"role": "Head", "people": ["Zhao"]},
                           {"role": "Cashier"}]}, "single point of failure",
         "role Head: decide rests on one person, Zhao. Name a deputy."),
        (SOUND, {"resources": {"Clerk": 1}}, "single point of failure",
         "role Clerk: enter and refuse rest on one person. Name a deputy."),
        (changed(0, time=30), {"resources": {"Clerk": 2}, "demand": {"a": 5}, "rate_unit": "h"},
         "overloaded role",
         "resource Clerk: its work takes 125 % of its time. Give it more hands or less work."),
    ],
)  # fmt: skip
def test_each_check_finds_its_fault(steps, settings, kind, sentence):
    process = ProcessMap(steps, **{"flows": WAYS, **settings})
    assert kind in {each.kind for each in process.findings}
    assert sentence in process.check()


def test_a_step_that_is_nobodys_lacks_both():
    kinds = {e.kind for e in ProcessMap(changed(2, responsible=(), accountable=())).findings}
    assert {"nobody accountable", "nobody responsible"} <= kinds


def test_a_role_that_is_just_busy_all_the_time_is_not_overloaded():
    busy = {"resources": {"Clerk": 2}, "rate_unit": "h", "flows": WAYS}
    found = ProcessMap(changed(0, time=30), demand={"a": 4}, **busy)
    assert analyse(found).utilisation["Clerk"] == 1
    assert "overloaded role" not in {each.kind for each in found.findings}


def test_a_decision_with_one_exit_is_found_whatever_its_probability():
    process = ProcessMap(SOUND, flows=[("enter", "decide"), ("decide", "refuse", 1)])
    kinds = [each.kind for each in process.findings]
    assert "decision with one exit" in kinds


def test_who_does_most_is_named():
    steps = tuple(Step(f"s{k}", ("Mole" if k < 6 else f"R{k}",), ("Head",)) for k in range(9))
    (found,) = ProcessMap(steps).findings
    assert (found.kind, found.place) == ("overloaded role", "role Mole")
    assert "it does 6 of 9 steps" in found.problem


def test_what_comes_after_an_approval_is_not_prepared_for_it():
    steps = changed(0, control="approve", responsible=("Cashier",))
    steps = (*steps[:2], Step("pay", ("Cashier",), ("Head",), control="prepare"), steps[3])
    kinds = {each.kind for each in ProcessMap(steps, flows=WAYS).findings}
    assert "one person prepares and approves" not in kinds


def test_a_deputy_mends_a_single_point():
    claims = datasets.load("expense_claims")
    assert sum("rests on one person" in each for each in claims.check()) == 2
    people = [{"role": r.name, "people": [*r.people, "Deputy"], "reports_to": r.reports_to}
              for r in claims.roles if r.name != "Employee"]  # fmt: skip
    mended = claims.replace(roles=[{"role": "Employee"}, *people])
    assert not any("one person, " in each for each in mended.check())


def test_escalation_counts_as_a_way():
    flows = [("a", "b"), ("a", "boss", None, "escalation", "", 30)]
    process = ProcessMap(tuple(Step(n, ("X",), ("X",)) for n in ("a", "b", "boss")), flows=flows)
    assert process.check() == ()
    cut = process.replace(flows=flows[:1])
    assert [each.kind for each in cut.findings] == ["unreachable step"]


def test_branches_that_do_not_belong_together_are_found():
    flows = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("b", "a", 0.5)]
    steps = tuple(Step(n, ("X",), ("X",)) for n in "abcd")
    process = ProcessMap(steps, flows=[*flows[:2], ("b", "d", 0.5), ("b", "a", 0.5), ("c", "d")])
    assert "mixed branches" in {each.kind for each in process.findings}
    with pytest.raises(ValueError, match="branches meet here that do not belong together"):
        analyse(process)
