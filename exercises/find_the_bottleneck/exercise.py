"""Four steps of a service: capacity, bottleneck, utilisation."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.flow import analyse

STEPS = ("register", "examine", "treat", "pay")


def draw(random):
    """Minutes and people at each step, and a demand an hour that may be met or not."""
    return {
        "steps": [
            {
                "step": step,
                "servers": random.randint(1, 3),
                "unit_time": random.choice([4, 5, 6, 8, 10, 12, 15]),
            }
            for step in STEPS
        ],
        "demand_an_hour": random.choice([6, 7, 8, 9, 11]),
    }


@remembered
def result(data):
    return analyse(
        pd.DataFrame(data["steps"]),
        demand=data["demand_an_hour"] / 60,
        time_unit="min",
        flow_unit="customers",
    )


def hourly(data):
    return {row["step"]: 60 * row["servers"] / row["unit_time"] for row in data["steps"]}


def slowest(data):
    return max(data["steps"], key=lambda row: row["unit_time"])["step"]


def sound(data):
    """One bottleneck, which is not simply the longest time, and demand is not its capacity."""
    rates = sorted(hourly(data).values())
    times = sorted(row["unit_time"] for row in data["steps"])
    return (
        rates[1] > 1.05 * rates[0]
        and times[-1] > times[-2]
        and slowest(data) != min(hourly(data), key=hourly(data).get)
        and abs(rates[0] - data["demand_an_hour"]) > 0.5
    )


EXERCISE = Exercise(
    title="Find the bottleneck",
    data=draw,
    sound=sound,
    questions=(
        Choice(
            name="bottleneck",
            text="Which step is the bottleneck?",
            points=2,
            answer=lambda data: result(data).bottleneck,
            options=lambda data: list(STEPS),
            working=lambda data: result(data).steps(),
            mistakes=(
                Mistake(
                    "the longest time",
                    slowest,
                    "That step takes longest, but several people work there. Compare capacities.",
                ),
            ),
        ),
        Number(
            name="capacity",
            text="How many customers an hour can the whole process serve?",
            points=2,
            unit="customers per hour",
            answer=lambda data: min(hourly(data).values()),
            working=lambda data: result(data).steps(),
            mistakes=(
                Mistake(
                    "all times added",
                    lambda data: 60 / sum(row["unit_time"] for row in data["steps"]),
                    "The steps work at the same time on different customers. Times do not add up.",
                ),
                Mistake(
                    "people forgotten",
                    lambda data: 60 / max(row["unit_time"] for row in data["steps"]),
                    "You left out how many people work at a step.",
                ),
                Mistake(
                    "in minutes",
                    lambda data: min(hourly(data).values()) / 60,
                    "That is a minute. Asked is an hour.",
                ),
            ),
        ),
        Number(
            name="utilisation",
            text="What is the implied utilisation of the bottleneck (demand over capacity)?",
            points=2,
            unit="%",
            answer=lambda data: data["demand_an_hour"] / min(hourly(data).values()),
            mistakes=(
                Mistake(
                    "upside down",
                    lambda data: min(hourly(data).values()) / data["demand_an_hour"],
                    "Demand over capacity, not capacity over demand.",
                ),
                Mistake(
                    "of another step",
                    lambda data: data["demand_an_hour"] / hourly(data)[slowest(data)],
                    "That is the step with the longest time, which is not the bottleneck.",
                ),
            ),
        ),
    ),
)
