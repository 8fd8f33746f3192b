"""Flow: how inventory, flow rate and flow time hang together, and where a process is held up."""

from .batches.batches import batch_capacity, smallest_batch
from .batches.plots import batch_curve
from .behaviour.cases import best_case, practical_worst_case, worst_case
from .behaviour.result import LineBehaviour
from .buffers.result import BufferedLine
from .buffers.two_stations import two_stations
from .build_up.build_up import build_up
from .build_up.problem import Period, Periods
from .build_up.result import BuildUp
from .capacity_use.capacity_use import capacity_use
from .capacity_use.result import CapacityUse
from .critical_path.critical_path import critical_path
from .critical_path.problem import Activities, Activity
from .critical_path.result import CriticalPath
from .law.littles_law import littles_law
from .law.result import Flow
from .law.turns import flow_time_efficiency, inventory_cost_per_unit, inventory_turns
from .log.measure import measure
from .log.problem import FlowLog
from .log.result import LogFlow
from .process.analyse import analyse
from .process.problem import Process, Resource
from .process.result import ProcessAnalysis
from .stages.littles_law_stages import littles_law_stages
from .stages.problem import Stage, Stages
from .stages.result import StagedFlow
from .start_up.result import StartUp
from .start_up.time_to_make import time_to_make
from .yields.problem import YieldStep, YieldSteps
from .yields.result import RolledYield
from .yields.rolled_yield import rolled_yield

__all__ = [
    "Activities",
    "Activity",
    "BufferedLine",
    "BuildUp",
    "CapacityUse",
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
    "RolledYield",
    "Stage",
    "StagedFlow",
    "Stages",
    "StartUp",
    "YieldStep",
    "YieldSteps",
    "analyse",
    "batch_capacity",
    "batch_curve",
    "best_case",
    "build_up",
    "capacity_use",
    "critical_path",
    "flow_time_efficiency",
    "inventory_cost_per_unit",
    "inventory_turns",
    "littles_law",
    "littles_law_stages",
    "measure",
    "practical_worst_case",
    "rolled_yield",
    "smallest_batch",
    "time_to_make",
    "two_stations",
    "worst_case",
]
