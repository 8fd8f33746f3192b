"""Facility location."""
from .transport.by_hand import ship_by_hand
from .transport.model import linear_program
from .transport.modi import modi, stepping_stone
from .transport.optimum import ship_optimally
from .transport.problem import Transport
from .transport.result import Shipment
from .transport.start import least_cost, north_west_corner, vogel
from .points.methods import by_hand, centre_of_gravity, minimax_point, rectilinear_median, weber_point
from .points.problem import Point, Points
from .points.result import Location
from .factors.factor_rating import factor_rating
from .factors.problem import Factors
from .factors.result import Rating
from .cost_volume.break_even import break_even
from .cost_volume.problem import CostLine, CostLines
from .cost_volume.result import BreakEven
