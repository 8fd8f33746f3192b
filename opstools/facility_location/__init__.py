"""Facility location: which site, by factors, by costs, on a map, for which customers."""

from .comparisons.ahp_weights import ahp_weights
from .comparisons.problem import Comparisons
from .comparisons.result import Weights
from .cost_volume.break_even import break_even
from .cost_volume.problem import CostLine, CostLines
from .cost_volume.result import BreakEven
from .factors.factor_rating import factor_rating
from .factors.problem import Factors
from .factors.result import Rating
from .fixed_charge.fixed_charge import fixed_charge
from .fixed_charge.problem import Plant, Plants
from .points.compare import compare, plot_places
from .points.methods import (
    by_hand,
    centre_of_gravity,
    minimax_point,
    rectilinear_median,
    weber_point,
)
from .points.problem import Point, Points
from .points.result import Location
from .several.result import Allocation
from .several.several_facilities import several_facilities
from .siting.covering import maximal_covering, p_centre, set_covering
from .siting.median import p_median
from .siting.problem import Distances
from .siting.result import Siting
from .transport.by_hand import ship_by_hand
from .transport.model import linear_program
from .transport.modi import modi, stepping_stone
from .transport.optimum import ship_optimally
from .transport.problem import Transport
from .transport.result import Shipment
from .transport.start import least_cost, north_west_corner, vogel
from .uncertainty.result import Trial
from .uncertainty.trials import simulate_sites, simulate_weights

__all__ = [
    "Allocation",
    "BreakEven",
    "Comparisons",
    "CostLine",
    "CostLines",
    "Distances",
    "Factors",
    "Location",
    "Plant",
    "Plants",
    "Point",
    "Points",
    "Rating",
    "Shipment",
    "Siting",
    "Transport",
    "Trial",
    "Weights",
    "ahp_weights",
    "break_even",
    "by_hand",
    "centre_of_gravity",
    "compare",
    "factor_rating",
    "fixed_charge",
    "least_cost",
    "linear_program",
    "maximal_covering",
    "minimax_point",
    "modi",
    "north_west_corner",
    "p_centre",
    "p_median",
    "plot_places",
    "rectilinear_median",
    "set_covering",
    "several_facilities",
    "ship_by_hand",
    "ship_optimally",
    "simulate_sites",
    "simulate_weights",
    "stepping_stone",
    "vogel",
    "weber_point",
]
