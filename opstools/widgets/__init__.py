"""Where the hand must touch the picture: a house rated cell by cell, departments dragged.

>>> from opstools import datasets
>>> rating = rate(datasets.load("car_door"))
>>> rating.set("no road noise", "check force", "strong")
>>> rating.priorities.absolute["check force"]
63
>>> plan = arrange(datasets.load("walters"))
>>> plan.move("Assembly", "2")
>>> plan.said
'Cost 480 $, 90 $ less than before.'
"""

from .arranging import Arranging, arrange
from .matching import Matcher, match
from .rating import Rating, rate

__all__ = ["Arranging", "Matcher", "Rating", "arrange", "match", "rate"]
