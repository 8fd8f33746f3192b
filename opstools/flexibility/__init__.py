"""Flexibility: who can make what, what ten indicators say, and what changes cost."""

from .change.penalty_of_change import penalty_of_change
from .change.problem import Changes
from .change.result import Penalties
from .network.chain import chain, compare
from .network.expected_sales import expected_sales, sales_at
from .network.problem import Links
from .network.result import Sales
from .profile.flexibility_profile import flexibility_profile
from .profile.problem import Factory, Product
from .profile.result import Profile
from .routing import routing_entropy

__all__ = [
    "Changes",
    "Factory",
    "Links",
    "Penalties",
    "Product",
    "Profile",
    "Sales",
    "chain",
    "compare",
    "expected_sales",
    "flexibility_profile",
    "penalty_of_change",
    "routing_entropy",
    "sales_at",
]
