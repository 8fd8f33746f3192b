"""The longest way through a map: its steps as activities, flows that lead back left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..core.numbers import exact, plain
from ..core.table import COMMAS
from ..flow.critical_path.problem import Activities, Activity
from ..flow.critical_path.schedule import Schedule, schedule
from .loads import mean_start
from .problem import ProcessMap


def activity_names(process: ProcessMap) -> Mapping[str, str]:
    """Activity -> step; activities have no commas in their names."""
    found: dict[str, str] = {}
    for each in process.steps:
        label = re.sub(rf"\s*[{COMMAS}]\s*", " / ", each.name)
        while label in found:
            label += " /"
        found[label] = each.name
    return found


def schedule_of(process: ProcessMap) -> Schedule:
    """When each step that items come to can start and must end, hands not being scarce."""
    names = activity_names(process)
    called = {step: label for label, step in names.items()}
    net, visits = process.network, process.network.visits(mean_start(process)) or {}
    taken = {step for step, ratio in visits.items() if ratio}
    activities = tuple(
        Activity(
            called[each.name],
            plain(exact(each.time) + exact(each.wait)),
            tuple(called[before] for before in net.forward[each.name] if before in taken),
        )
        for each in process.steps
        if each.name in taken
    )
    return schedule(Activities(activities, time_unit=process.time_unit))
