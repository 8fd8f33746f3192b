"""Flexibility: who can make what, what ten indicators say, and what changes cost."""

from .change.penalty_of_change import penalty_of_change
from .change.problem import Changes
from .change.result import Penalties
from .designs.compare import compare
from .designs.problem import Design, Designs
from .designs.result import Comparison
from .network.chain import chain
from .network.expected_sales import expected_sales, sales_at
from .network.problem import Links
from .network.result import Sales
from .profile.before_and_after import Change, before_and_after
from .profile.flexibility_profile import flexibility_profile
from .profile.problem import Factory, Product
from .profile.result import Profile
from .routing.entropy import routing_entropy, routing_flexibility
from .routing.problem import Route, Routes
from .routing.result import Entropies
from .skills.problem import Skills
from .skills.result import Coverage
from .skills.skills_matrix import skills_matrix

__all__ = [
    "Change",
    "Changes",
    "Comparison",
    "Coverage",
    "Design",
    "Designs",
    "Entropies",
    "Factory",
    "Links",
    "Penalties",
    "Product",
    "Profile",
    "Route",
    "Routes",
    "Sales",
    "Skills",
    "before_and_after",
    "chain",
    "compare",
    "expected_sales",
    "flexibility_profile",
    "penalty_of_change",
    "routing_entropy",
    "routing_flexibility",
    "sales_at",
    "skills_matrix",
]
