"""Flow: how inventory, flow rate and flow time hang together, and where a process is held up."""

from .analysis import ProcessAnalysis, analyse
from .batches import batch_capacity, smallest_batch
from .behaviour import LineBehaviour, best_case, practical_worst_case, worst_case
from .build_up import BuildUp, Period, Periods, build_up
from .critical_path import Activities, Activity, CriticalPath, critical_path
from .littles_law import littles_law
from .log import FlowLog
from .log_flow import LogFlow, measure
from .process import Process, Resource
from .result import Flow
from .stages import Stage, StagedFlow, Stages, littles_law_stages
from .turns import flow_time_efficiency, inventory_turns

__all__ = [
    "Activities",
    "Activity",
    "BuildUp",
    "CriticalPath",
    "Flow",
    "FlowLog",
    "LineBehaviour",
    "LogFlow",
    "Period",
    "Periods",
    "Process",
    "ProcessAnalysis",
    "Resource",
    "Stage",
    "StagedFlow",
    "Stages",
    "analyse",
    "batch_capacity",
    "best_case",
    "build_up",
    "critical_path",
    "flow_time_efficiency",
    "inventory_turns",
    "littles_law",
    "littles_law_stages",
    "measure",
    "practical_worst_case",
    "smallest_batch",
    "worst_case",
]
