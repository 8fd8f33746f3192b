"""Value stream mapping: how a product comes to its customer, and what of the time adds value."""

from .company.problem import BatchProcess, OrderStream
from .company.simulate import company_c, simulate_orders
from .comparison import Improvement, compare
from .current_state import current_state
from .log.lead_times import LeadTimes, Segment, lead_times
from .log.problem import Event, OrderLog
from .numbers import epei, kanban_cards
from .picture.icons import icons
from .problem import Process, ValueStream
from .result import Rung, StreamMap
from .rooms import Information, Inventory, Kaizen

__all__ = [
    "BatchProcess",
    "Event",
    "Improvement",
    "Information",
    "Inventory",
    "Kaizen",
    "LeadTimes",
    "OrderLog",
    "OrderStream",
    "Process",
    "Rung",
    "Segment",
    "StreamMap",
    "ValueStream",
    "company_c",
    "compare",
    "current_state",
    "epei",
    "icons",
    "kanban_cards",
    "lead_times",
    "simulate_orders",
]
