"""Two pictures side by side: what a method began with, and what came of it."""

from __future__ import annotations

from helpers import complaint

from opstools import datasets
from opstools.facility_layout import (
    before_and_after,
    by_hand,
    craft,
    pairwise_exchange,
    rank_order_clustering,
)


def test_before_and_after_stand_side_by_side():
    walters = datasets.load("walters")
    better = pairwise_exchange(walters, list("123456"))
    cells = rank_order_clustering(datasets.load("five_machines"))
    settings = datasets.about("workshop_plan").answers[0].settings
    improved = craft(datasets.load("workshop_plan"), **settings)
    told = {
        better: ("Cost 570 $", "Cost 430 $"),
        improved: ("Adjacency 103, distance 382.5 $", "Adjacency 110, distance 346.8 $"),
        cells: ("5 machines, 15 operations", "2 cells"),
        by_hand(walters, list("123456")): ("6 places", "Cost 570 $"),
    }
    for result, (before, after) in told.items():
        left, right = before_and_after(result).figure.axes
        assert left.get_title(loc="left") == f"Before: {before}"
        assert right.get_title(loc="left") == f"After: {after}"
    assert "Give a Layout" in complaint(before_and_after, walters)
