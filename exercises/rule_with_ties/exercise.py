"""Follow a priority rule with its tie-break, decision by decision."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, Order, Table, remembered
from opstools.line_balancing import (
    Line,
    fewest_following_tasks,
    longest_task_time,
    most_following_tasks,
)

NAMES = "ABCDEFGH"


def draw(random):
    """Eight tasks in three layers, with some equal numbers of followers."""
    tasks = []
    for k, name in enumerate(NAMES):
        earlier = NAMES[: 2 if k < 5 else 5] if k > 1 else ""
        before = sorted(random.sample(earlier, k=min(len(earlier), random.choice([1, 1, 2]))))
        tasks.append(
            {"task": name, "time": random.randint(3, 14), "predecessors": " ".join(before)}
        )
    return {"tasks": tasks, "cycle_time": random.randint(18, 26), "time_unit": "s"}


@remembered
def line(data):
    return Line.from_frame(
        pd.DataFrame(data["tasks"]), cycle_time=data["cycle_time"], time_unit=data["time_unit"]
    )


@remembered
def rule(data):
    return most_following_tasks(line(data), ties=["longest_task_time"])


def sound(data):
    """The rule needs three or four stations, and the tie-break matters."""
    listed = most_following_tasks(line(data)).stations
    return 3 <= len(rule(data).stations) <= 4 and listed != rule(data).stations


def order_of(balance):
    return [task for station in balance.stations for task in station]


def loads(balance):
    return {
        str(station): {"time": time} for station, time in enumerate(balance.station_times, start=1)
    }


def working(data):
    return rule(data).steps()


def instead(name, method, feedback, what):
    return Mistake(name, lambda data: what(method(line(data))), feedback)


NO_TIE_BREAK = "You broke ties by the listed order. The exercise asks for the longest time first."
WRONG_END = "That takes the task with the fewest followers first; the rule wants the most."
TIME_FIRST = "That looks at the times first. Times only break ties here; followers come first."
SHORTEST = "Ties go to the longest time, not to the shortest."


def shortest_breaks_ties(line):
    return most_following_tasks(line, ties=["shortest_task_time"])


EXERCISE = Exercise(
    title="Most following tasks, ties by the longest time",
    data=draw,
    sound=sound,
    questions=(
        Order(
            name="order",
            text="In which order does the rule assign the tasks?",
            points=3,
            answer=lambda data: order_of(rule(data)),
            working=working,
            mistakes=(
                instead("no tie-break", most_following_tasks, NO_TIE_BREAK, order_of),
                instead("shortest breaks ties", shortest_breaks_ties, SHORTEST, order_of),
                instead("fewest first", fewest_following_tasks, WRONG_END, order_of),
                instead("longest first", longest_task_time, TIME_FIRST, order_of),
            ),
        ),
        Table(
            name="loads",
            text="How much work does each station get?",
            points=3,
            unit="s",
            answer=lambda data: loads(rule(data)),
            working=working,
        ),
        Number(
            name="efficiency",
            text="What is the efficiency of this balance at the given cycle time?",
            points=2,
            unit="%",
            answer=lambda data: rule(data).efficiency,
            working=working,
            mistakes=(
                Mistake(
                    "balance delay",
                    lambda data: rule(data).balance_delay,
                    "That is the balance delay, the idle share. Efficiency is the rest of 100 %.",
                ),
                Mistake(
                    "largest load",
                    lambda data: (
                        rule(data).efficiency
                        * data["cycle_time"]
                        / float(rule(data).actual_cycle_time)
                    ),
                    "You divided by the largest load. Asked is the efficiency at the cycle time.",
                ),
                Mistake(
                    "one station too many",
                    lambda data: (
                        rule(data).efficiency
                        * len(rule(data).stations)
                        / (len(rule(data).stations) + 1)
                    ),
                    "One station too many: a station closes only when nothing eligible fits.",
                ),
            ),
        ),
    ),
)
