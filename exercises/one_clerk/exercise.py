"""A counter with one clerk: M/M/1."""

from opstools.coursework import Exercise, Mistake, Number
from opstools.waiting_lines import mm1


def draw(random):
    """Customers an hour and minutes for each; the clerk is busy, but not too busy."""
    return {
        "customers_an_hour": random.randint(5, 28),
        "minutes_each": random.randint(20, 80) / 10,
    }


def served(data):
    return 60 / data["minutes_each"]


def queue(data):
    return mm1(data["customers_an_hour"], served(data))


def sound(data):
    return 0.5 <= data["customers_an_hour"] / served(data) <= 0.93


def working(data):
    return queue(data).steps()


EXERCISE = Exercise(
    title="One clerk",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="utilisation",
            text="What share of the time is the clerk busy?",
            unit="%",
            answer=lambda data: queue(data).utilisation,
            working=working,
            mistakes=(
                Mistake(
                    "the idle share",
                    lambda data: 1 - queue(data).utilisation,
                    "That is the share of the time with nobody there.",
                ),
                Mistake(
                    "upside down",
                    lambda data: served(data) / data["customers_an_hour"],
                    "Arrivals over what the clerk can serve, not the other way round.",
                ),
            ),
        ),
        Number(
            name="wait",
            text="How long does a customer wait in the queue on average, in minutes?",
            points=3,
            unit="min",
            answer=lambda data: 60 * queue(data).time_in_queue,
            working=working,
            mistakes=(
                Mistake(
                    "with the service",
                    lambda data: 60 * queue(data).time_in_system,
                    "That is waiting and service together. Asked is the time in the queue.",
                ),
                Mistake(
                    "the service in progress",
                    lambda data: data["minutes_each"] * queue(data).utilisation,
                    "That is the rest of the service in progress. There is a queue before you too.",
                ),
                Mistake(
                    "service does not vary",
                    lambda data: 30 * queue(data).time_in_queue,
                    "That holds for constant service times. Here they vary, so waits are double.",
                ),
            ),
        ),
        Number(
            name="queue",
            text="How many customers stand in the queue on average?",
            points=2,
            unit="customers",
            answer=lambda data: queue(data).in_queue,
            working=working,
            mistakes=(
                Mistake(
                    "with the one at the counter",
                    lambda data: queue(data).in_system,
                    "That counts the one at the counter too.",
                ),
                Mistake(
                    "units do not match",
                    lambda data: data["customers_an_hour"] * 60 * queue(data).time_in_queue,
                    "Customers an hour times minutes: the units do not match.",
                ),
            ),
        ),
    ),
)
