"""Where the hand must touch the picture: a house of quality rated cell by cell.

>>> from opstools import datasets
>>> rating = rate(datasets.load("car_door"))
>>> rating.set("no road noise", "check force", "strong")
>>> rating.priorities.absolute["check force"]
63
"""

from .matching import Matcher, match
from .rating import Rating, rate

__all__ = ["Matcher", "Rating", "match", "rate"]
