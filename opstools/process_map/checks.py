"""What is doubtful about a map, each with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..core import Fault
from ..core.numbers import count, exact, listing, show
from .loads import loads
from .problem import APPROVE, DECISION, END, PREPARE, ProcessMap, Step

LIMIT = 1  # of implied utilisation
MANY, FEW = 5, 2  # a role does too much from so many steps on, above so many times the mean


@dataclass(frozen=True)
class Finding(Fault):
    """One thing to look at: `kind` names the check, the rest is a sentence with its place."""

    kind: str = ""


def findings(process: ProcessMap) -> tuple[Finding, ...]:
    """All findings: of responsibilities, of the flow, of control, of load."""
    return (
        *_responsibilities(process),
        *_flow(process),
        *_control(process),
        *_load(process),
        *_single_points(process),
    )


def _responsibilities(process: ProcessMap) -> Iterator[Finding]:
    for step in process.steps:
        place = f"step {step.name}"
        if not step.accountable:
            yield Finding(
                f"{place}, accountable", "nobody is accountable", "Name one role that answers.",
                "nobody accountable",
            )  # fmt: skip
        elif len(step.accountable) > 1:
            problem = f"{len(step.accountable)} are accountable, {listing(step.accountable)}"
            remedy = "Keep one; the others are consulted or informed."
            yield Finding(f"{place}, accountable", problem, remedy, "several accountable")
        if not step.responsible:
            yield Finding(
                f"{place}, responsible", "nobody does it", "Name who is responsible.",
                "nobody responsible",
            )  # fmt: skip
    for role in (each.name for each in process.roles):
        marks = {mark for step in process.steps for mark in step.letters(role)}
        if marks == {"I"}:
            remedy = "Let it do something, or ask whether it needs to be told."
            yield Finding(f"role {role}", "it is informed only", remedy, "informed only")
        elif not marks:
            yield Finding(
                f"role {role}", "it has nothing to do with any step",
                "Give it something to do, or take it out.", "role without a step",
            )  # fmt: skip


def _flow(process: ProcessMap) -> Iterator[Finding]:
    if not process.flows:
        return  # a list of duties
    net = process.network
    for step in process.steps:
        place, ways = f"step {step.name}", net.out[step.name]
        if step.name not in net.reached:
            yield Finding(
                place, "no way leads to it from a start",
                "Add a flow to it, give it the shape start, or take it out.",
                "unreachable step",
            )  # fmt: skip
        if not ways and _is_dead_end(process, step):
            remedy = "Add a flow to what follows, or give it the shape end."
            yield Finding(place, "the way ends here, and not at an end", remedy, "dead end")
        told = [each for each in ways if each.probability is not None]
        if told and len(told) < len(ways):
            problem = "some of its flows have probabilities, and some have none"
            yield Finding(place, problem, "Give them to all or to none.", "branch shares")
        elif told and (total := sum(exact(each.probability or 0) for each in told)) != 1:
            problem = f"the shares of its branches add up to {show(total)}"
            yield Finding(place, problem, "Let them add up to 1.", "branch shares")
        if step.shape == DECISION and len(ways) == 1:
            remedy = "Add the other exit, or make it a task."
            yield Finding(place, "this decision has one exit", remedy, "decision with one exit")
    yield from _loops(process)


def _is_dead_end(process: ProcessMap, step: Step) -> bool:
    """Where ends are called so, any other step without a way out; else a decision without one."""
    if step.shape == END or step.name not in process.network.reached:
        return False
    return step.shape == DECISION or any(each.shape == END for each in process.steps)


def _loops(process: ProcessMap) -> Iterator[Finding]:
    net = process.network
    stuck = [
        each
        for each in net.names
        if net.out[each] and not (net.after(each) | {each}) & set(net.ends)
    ]
    if stuck:
        place = f"{'step' if len(stuck) == 1 else 'steps'} {listing(stuck, most=4)}"
        remedy = "Let a branch lead out of the loop."
        yield Finding(place, "whoever comes here goes round for ever", remedy, "endless loop")
    for name in net.mixed:
        remedy = "Let all branches of a split come together before anything else joins them."
        yield Finding(
            f"step {name}",
            "branches meet here that do not belong together",
            remedy,
            "mixed branches",
        )


def _control(process: ProcessMap) -> Iterator[Finding]:
    """One person prepares and approves: by the people of the roles, or by the roles themselves."""
    people = {each.name: each.people or (each.name,) for each in process.roles}
    made = [each for each in process.steps if each.control == PREPARE]
    for approval in (each for each in process.steps if each.control == APPROVE):
        before = [each for each in made if _leads(process, each.name, approval.name)]
        for step in before:
            one, other = (
                dict.fromkeys(who for role in each.responsible for who in people.get(role, (role,)))
                for each in (step, approval)
            )
            if both := [who for who in one if who in other]:
                problem = f"{listing(both)} may prepare ({step.name}) and approve"
                remedy = "Let somebody else approve."
                yield Finding(
                    f"step {approval.name}", problem, remedy, "one person prepares and approves"
                )


def _leads(process: ProcessMap, source: str, target: str) -> bool:
    return not process.flows or target in process.network.after(source)


def _load(process: ProcessMap) -> Iterator[Finding]:
    """Roles and resources with more work than hands; without figures, roles with most duties."""
    for each in loads(process):
        if each.utilisation is not None and exact(each.utilisation) > LIMIT:
            problem = f"its work takes {show(each.utilisation, '%')} of its time"
            remedy = "Give it more hands or less work."
            yield Finding(f"resource {each.name}", problem, remedy, "overloaded role")
    roles = [each.name for each in process.roles]
    duties = {role: sum("R" in step.letters(role) for step in process.steps) for role in roles}
    at_work = [number for number in duties.values() if number]
    mean = exact(sum(at_work)) / max(1, len(at_work))
    for role, number in duties.items():
        if number >= MANY and number > FEW * mean:
            problem = f"it does {number} of {count(len(process.steps), 'step')}"
            yield Finding(f"role {role}", problem, "Share some of them out.", "overloaded role")


def _single_points(process: ProcessMap) -> Iterator[Finding]:
    """Steps that rest on one person, told for each role together."""
    alone: dict[str, list[str]] = {}
    for step in process.steps:
        if len(step.responsible) == 1 and process.hands(step.lane) == 1:
            alone.setdefault(step.lane, []).append(step.name)
    people = {each.name: each.people for each in process.roles}
    for role, steps in alone.items():
        person = f", {people[role][0]}" if people[role] else ""
        problem = f"{listing(steps, most=4)} rest{'s' if len(steps) == 1 else ''} on one person"
        remedy = "Name a deputy."
        yield Finding(f"role {role}", f"{problem}{person}", remedy, "single point of failure")
