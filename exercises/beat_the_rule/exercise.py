"""A rule leaves a station too many; find a better line by hand."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Plan, remembered
from opstools.line_balancing import (
    Line,
    by_hand,
    fewest_stations,
    shortest_task_time,
)

NAMES = "ABCDEFGHI"


def draw(random):
    """Nine tasks, each with one or two predecessors among those shortly before it."""
    tasks = []
    for k, name in enumerate(NAMES):
        earlier = NAMES[max(0, k - 4) : k]
        before = sorted(random.sample(earlier, k=min(len(earlier), random.choice([1, 1, 2]))))
        before = before if k > 2 else before[: random.randint(0, 1)]
        tasks.append(
            {"task": name, "time": random.randint(2, 12), "predecessors": " ".join(before)}
        )
    return {"tasks": tasks, "cycle_time": random.randint(12, 16), "time_unit": "min"}


@remembered
def line(data):
    return Line.from_frame(
        pd.DataFrame(data["tasks"]), cycle_time=data["cycle_time"], time_unit=data["time_unit"]
    )


@remembered
def optimum(data):
    return fewest_stations(line(data))


@remembered
def saved_stations(data):
    return len(shortest_task_time(line(data)).stations) - len(optimum(data).stations)


def sound(data):
    """The optimum has four stations or more, and the rule needs more than that."""
    return len(optimum(data).stations) >= 4 and saved_stations(data) >= 1


def down_the_list(line):
    """Fill stations down the list, closing one as soon as the next task does not fit."""
    stations, load = [[]], 0
    for task in (line.tasks[k] for k in line.order):
        if load + task.time > line.cycle_time:
            stations.append([])
            load = 0
        stations[-1].append(task.name)
        load += task.time
    return by_hand(line, stations)


EXERCISE = Exercise(
    title="Beat the rule",
    data=draw,
    sound=sound,
    picture=lambda data: shortest_task_time(line(data)).plot(),
    questions=(
        Plan(
            name="plan",
            text="Balance the line with as few stations as you can.",
            points=4,
            answer=optimum,
            judge_with=("line_balancing", "Line", "by_hand"),
            table="tasks",
            settings=("cycle_time", "time_unit"),
            measure="stations",
            best=lambda data: optimum(data).number_of_stations,
            credit=((0, 1.0), (1, 0.5)),
            working=lambda data: optimum(data).steps(),
            mistakes=(
                Mistake(
                    "the rule's own line",
                    lambda data: shortest_task_time(line(data)),
                    "That is the line of the shortest task first, the one to be beaten.",
                ),
                Mistake(
                    "down the list",
                    lambda data: down_the_list(line(data)),
                    "You closed a station when the next task on the list did not fit. "
                    "Look further: another eligible task may still fit.",
                ),
            ),
        ),
        Number(
            name="saved",
            text="How many minutes of paid idle time does each unit save against the rule's line?",
            points=2,
            unit="min",
            answer=lambda data: data["cycle_time"] * saved_stations(data),
            mistakes=(
                Mistake(
                    "stations, not minutes",
                    saved_stations,
                    "That is how many stations are saved. Each is paid for a whole cycle time.",
                ),
                Mistake(
                    "all idle time",
                    lambda data: float(optimum(data).measures["idle_time"]),
                    "That is the idle time of the better line. Asked is the difference of the two.",
                ),
                Mistake(
                    "the rule's idle time",
                    lambda data: float(shortest_task_time(line(data)).measures["idle_time"]),
                    "That is the idle time of the rule's line. Take off that of the better one.",
                ),
            ),
        ),
    ),
)
