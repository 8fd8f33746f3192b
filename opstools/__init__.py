"""opstools: a course in operations management that you can run.

Every topic is a package of its own, loaded when it is first used:

>>> import opstools
>>> line = opstools.datasets.load("jackson")
>>> opstools.line_balancing.fewest_stations(line).measures["stations"]
5
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

TOPICS = (
    "priorities",
    "flow",
    "waiting_lines",
    "flexibility",
    "facility_location",
    "facility_layout",
    "line_balancing",
    "house_of_quality",
    "value_stream",
    "process_map",
    "budgeting",
    "scorecard",
    "funnel",
)
_LOADED_ON_USE = {
    *TOPICS,
    "catalogue",
    "core",
    "course_map",
    "coursework",
    "datasets",
    "explore",
    "glossary",
    "simulation",
    "widgets",
}


def __getattr__(name: str) -> Any:
    if name in _LOADED_ON_USE:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_LOADED_ON_USE])
