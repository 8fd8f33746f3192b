"""A map with some of its parts changed by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..core import Faults
from ..core.numbers import listing, quoted
from ..core.table import suggestion
from .records import Demand, Flow, Resource, Role

if TYPE_CHECKING:
    from .problem import ProcessMap


def changed_parts(process: ProcessMap, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts as they are to be, for `replace`."""
    from .problem import Step

    kinds = {"steps": Step, "flows": Flow, "resources": Resource, "demand": Demand, "roles": Role}
    faults, found = Faults(process.subject), dict[str, Any]()
    for what, changes in parts.items():
        if what not in kinds:
            remedy = suggestion(what, kinds) or f"There are {listing(kinds)}."
            faults.add(what, "there is no such part", remedy)
        elif not isinstance(changes, Mapping):
            remedy = "Give a name and its changes, as {'approve': {'wait': 10}}."
            faults.add(what, f"{quoted(changes)} tells no names", remedy)
        else:
            found[what] = _changed(process, what, kinds[what], changes, faults)
    faults.raise_any()
    gone = {each.name for each in process.steps} - {
        e.name for e in found.get("steps", process.steps)
    }
    if gone:
        flows = found.get("flows", process.flows)
        found["flows"] = tuple(f for f in flows if not {f.source, f.target} & gone)
    return found


def _changed(
    process: ProcessMap, what: str, kind: type, changes: Mapping[Any, Any], faults: Faults
) -> tuple[Any, ...]:
    told = {_name(each): each for each in getattr(process, what)}
    keys = 2 if kind is Flow else 1  # the fields that name one, which do not change
    fields = [each.name for each in dataclasses.fields(kind)][keys:]
    for name, change in changes.items():
        key = name if isinstance(name, tuple) else (name,)
        place = f"{what}, {' → '.join(map(str, key))}"
        if len(key) != keys:
            remedy = "Name a flow by (from, to)." if keys == 2 else "Give one name."
            faults.add(place, f"{quoted(name)} names none", remedy)
            continue
        if change is None:
            if told.pop(name, None) is None:
                near = suggestion(str(name), map(str, told)) or f"There are {listing(told)}."
                faults.add(place, "it is not there to be taken out", near)
            continue
        if not isinstance(change, Mapping):
            faults.add(place, f"{quoted(change)} tells no changes", "Give {'time': 5}, say.")
            continue
        for word in [each for each in change if each not in fields]:
            near = suggestion(str(word), fields) or f"There are {listing(fields)}."
            faults.add(f"{place}, {word}", "there is no such field", near)
        if faults.found:
            continue
        if name in told:
            told[name] = dataclasses.replace(told[name], **change)
        else:
            told[name] = kind(*key, **_with_rate(kind, change))
    return tuple(told.values())


def _name(each: Any) -> Any:
    return (each.source, each.target) if isinstance(each, Flow) else each.name


def _with_rate(kind: type, change: Mapping[str, Any]) -> dict[str, Any]:
    """New demand needs a rate; what is missing is told by the map itself."""
    return {"rate": 0, **change} if kind is Demand else dict(change)
