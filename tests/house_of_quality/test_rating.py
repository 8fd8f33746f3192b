"""The table that is rated by hand, without a browser: what the page sends and what it is told."""

from helpers import complaint

from opstools import datasets
from opstools.house_of_quality import technical_importance
from opstools.widgets import rate


def test_a_rating_changes_house_importance_and_page():
    door = datasets.load("car_door")
    rating = rate(door)
    before = list(rating.importance)
    rating.changed = {"need": 3, "how": 1, "value": "strong", "count": 1}  # as the page does
    assert rating.house.relationships["no road noise", "check force"] == "strong"
    assert rating.cells[3][1] == "strong"
    assert rating.priorities == technical_importance(rating.house)
    assert rating.importance != before
    assert rating.said == rating.priorities.headline
    rating.changed = {"need": 3, "how": 1, "value": "", "count": 2}
    assert rating.house == door
    assert list(rating.importance) == before


def test_what_cannot_be_rated_is_explained():
    rating = rate(datasets.load("car_door"))
    assert complaint(rating.set, "no rode noise", "check force", "strong") == (
        "ProblemError: rating, need: there is no need no rode noise. Did you mean no road noise?"
    )
    assert complaint(rating.set, "no road noise", "check force", "huge") == (
        "ProblemError: rating, strength: 'huge' is not known. "
        'Write strong, medium or weak, or "" for no relationship.'
    )
    assert complaint(rate, 7) == "ProblemError: rate, house: 7 is no House. Give a House."
