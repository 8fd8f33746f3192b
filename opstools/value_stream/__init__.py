"""Value stream mapping: how a product comes to its customer, and what of the time adds value."""

from .comparison import Improvement, compare
from .current_state import current_state
from .log.lead_times import LeadTimes, Segment, lead_times
from .log.problem import Event, OrderLog
from .numbers import epei, kanban_cards
from .problem import Process, ValueStream
from .result import Rung, StreamMap
from .rooms import Information, Inventory, Kaizen

__all__ = [
    "Event",
    "Improvement",
    "Information",
    "Inventory",
    "Kaizen",
    "LeadTimes",
    "OrderLog",
    "Process",
    "Rung",
    "Segment",
    "StreamMap",
    "ValueStream",
    "compare",
    "current_state",
    "epei",
    "kanban_cards",
    "lead_times",
]
