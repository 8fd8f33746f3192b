"""The plan that is arranged by hand, without a browser: what the page sends and what it is told."""

from helpers import complaint

from opstools import datasets
from opstools.facility_layout import by_hand
from opstools.widgets import arrange


def test_a_drag_exchanges_two_and_tells_the_cost():
    walters = datasets.load("walters")
    plan = arrange(walters)
    assert plan.plan == by_hand(walters, list("123456"))
    plan.changed = {"one": 0, "other": 1, "count": 1}  # as the page does
    assert plan.plan.places["Assembly"] == "2"
    assert plan.plan.places["Painting"] == "1"
    assert plan.said == "Cost 480 $, 90 $ less than before."
    assert plan.stands[:2] == ["Painting", "Assembly"]
    plan.changed = {"one": 1, "other": 0, "count": 2}
    assert plan.said == "Cost 570 $, 90 $ more than before."
    thick = {each["width"] for each in plan.lines}
    assert len(plan.lines) == 9
    assert max(thick) > 3 * min(thick)
    beside = [each["beside"] for each in plan.lines]
    assert beside.count(False) == sum(d > 1 for d in plan.plan.to_frame()["distance"])


def test_an_empty_place_takes_a_department_and_gives_none():
    problem = datasets.load("walters", distances="2 x 4")
    plan = arrange(problem)
    plan.changed = {"one": 7, "other": 0, "count": 1}
    assert plan.plan == by_hand(problem, list("123456"))
    plan.changed = {"one": 0, "other": 7, "count": 2}
    assert plan.plan.places["Assembly"] == "8"
    assert plan.stands[0] == ""


def test_a_fixed_department_stays_and_says_so():
    plan = arrange(datasets.load("walters", fixed={"Receiving": "4"}))
    before = plan.plan
    plan.changed = {"one": 3, "other": 0, "count": 1}
    assert plan.plan == before
    assert plan.said.startswith("It cannot move: Receiving: it is fixed")
    assert plan.places[3]["fixed"]


def test_the_best_is_told_when_it_is_reached():
    walters = datasets.load("walters")
    plan = arrange(walters, {"Assembly": "2", "Painting": "1", "Machining": "3",
                             "Receiving": "4", "Shipping": "5", "Testing": "6"})  # fmt: skip
    plan.move("Shipping", "4")
    plan.move("Receiving", "5")
    assert ("No layout costs less" in plan.said) == plan.plan.proven


def test_what_cannot_be_arranged_is_explained():
    plan = arrange(datasets.load("walters"))
    assert "did you mean Assembly" in complaint(plan.move, "Asembly", "2").casefold().replace(
        "assembly", "Assembly"
    )
    assert complaint(arrange, 7) == (
        "ProblemError: arrange, departments: 7 is no Departments. Give Departments."
    )
    assert "without a place" in complaint(arrange, datasets.load("walters"), {"Assembly": "1"})
