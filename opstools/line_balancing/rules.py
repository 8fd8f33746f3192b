"""The priority rules. Each is a function from a line to a number for every task.

To add a rule, write one here: comparison, command line, tests and notebook pick it up.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..core import public
from ..core.numbers import Number
from .priority import Rule, largest_first, smallest_first
from .problem import Line


@largest_first
def longest_task_time(line: Line) -> Mapping[str, Number]:
    """Take the task with the largest time t_i first: long tasks are hard to fit in later.

    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`.
    Source: Talbot, Patterson & Gehrlein (1986) compare this rule with others.

    >>> from opstools import datasets
    >>> longest_task_time(datasets.load("boeing_wing")).measures["stations"]
    6
    """
    return line.times


@smallest_first
def shortest_task_time(line: Line) -> Mapping[str, Number]:
    """Take the task with the smallest time t_i first.

    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`.
    Source: Talbot, Patterson & Gehrlein (1986) compare this rule with others.

    >>> from opstools import datasets
    >>> shortest_task_time(datasets.load("boeing_wing")).measures["stations"]
    7
    """
    return line.times


@largest_first
def most_following_tasks(line: Line) -> Mapping[str, Number]:
    """Take the task with the most followers (all successors, not only the next) first.

    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`. Source: Tonge (1960).

    >>> from opstools import datasets
    >>> line = datasets.load("model_j_wagon")
    >>> most_following_tasks(line, ties=["longest_task_time"]).measures["stations"]
    5
    """
    return _followers(line)


@smallest_first
def fewest_following_tasks(line: Line) -> Mapping[str, Number]:
    """Take the task with the fewest followers (all successors, not only the next) first.

    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`. Source: Heizer & Render, Operations Management.

    >>> from opstools import datasets
    >>> fewest_following_tasks(datasets.load("boeing_wing")).measures["stations"]
    6
    """
    return _followers(line)


@largest_first
def ranked_positional_weight(line: Line) -> Mapping[str, Number]:
    """Take the task with the largest positional weight (its time and all its followers') first.

    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`. Source: Helgeson & Birnie (1961).

    >>> from opstools import datasets
    >>> ranked_positional_weight(datasets.load("jackson")).measures["stations"]
    6
    """
    return positional_weights(line)


@smallest_first
def kilbridge_wester(line: Line) -> Mapping[str, Number]:
    """Take the task in the earliest column of the precedence diagram first.

    A task's column is one more than the largest column of its predecessors.
    `ties` names further rules to break ties, in order; then the listed order decides. An unknown
    one raises `ProblemError`. Source: Kilbridge & Wester (1961).

    >>> from opstools import datasets
    >>> kilbridge_wester(datasets.load("jackson")).measures["stations"]
    6
    """
    return columns(line)


@public
def positional_weights(line: Line) -> dict[str, Number]:
    """Task -> positional weight, its own time plus that of all its followers, in `time_unit`.

    Source: Helgeson & Birnie (1961).

    >>> from opstools import datasets
    >>> positional_weights(datasets.load("stevenson_five"))["a"]
    1.3
    """
    return {task: line.work_of([task, *line.followers(task)]) for task in line.index}


@public
def columns(line: Line) -> dict[str, int]:
    """Task -> its column in the precedence diagram, from 1: the longest chain that leads to it.

    >>> from opstools import datasets
    >>> columns(datasets.load("stevenson_five"))
    {'a': 1, 'b': 2, 'c': 1, 'd': 2, 'e': 3}
    """
    found: dict[str, int] = {}
    for i in line.order:
        task = line.tasks[i]
        found[task.name] = 1 + max((found[before] for before in task.predecessors), default=0)
    return {task.name: found[task.name] for task in line.tasks}


def _followers(line: Line) -> dict[str, Number]:
    return {task: len(line.followers(task)) for task in line.index}


RULES: dict[str, Rule] = {
    name: thing for name, thing in list(globals().items()) if hasattr(thing, "priorities")
}
__all__ = ["RULES", "columns", "positional_weights", *RULES]
