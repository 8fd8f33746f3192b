"""Flow: how inventory, flow rate and flow time hang together."""

from .littles_law import littles_law
from .log import FlowLog
from .log_flow import LogFlow, measure
from .result import Flow

__all__ = ["Flow", "FlowLog", "LogFlow", "littles_law", "measure"]
