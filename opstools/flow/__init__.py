"""Flow: how inventory, flow rate and flow time hang together."""

from .littles_law import littles_law
from .result import Flow

__all__ = ["Flow", "littles_law"]
