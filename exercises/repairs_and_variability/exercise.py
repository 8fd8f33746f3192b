"""A machine that breaks down: availability, effective process time, and the queue before it."""

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.waiting_lines import effective_process_time, ggc


def draw(random):
    """Minutes of work, hours between failures and for repairs, and a load the machine can carry."""
    return {
        "work_minutes": random.choice([8, 10, 12, 15, 18, 20]),
        "work_cv": random.choice([0.2, 0.3, 0.4, 0.5]),
        "hours_to_failure": random.choice([20, 25, 30, 40, 50, 60]),
        "hours_to_repair": random.choice([3, 4, 5, 8]),
        "jobs_an_hour": random.choice([2, 2.5, 3, 3.5, 4]),
    }


@remembered
def process(data):
    return effective_process_time(
        data["work_minutes"],
        data["work_cv"],
        time_to_failure=60 * data["hours_to_failure"],
        time_to_repair=60 * data["hours_to_repair"],
        repair_cv=1,
    )


def busy(data):
    return data["jobs_an_hour"] * process(data).time / 60


@remembered
def queue(data):
    effective = process(data)
    return ggc(
        data["jobs_an_hour"],
        effective.time / 60,
        servers=1,
        arrival_cv=1,
        service_cv=effective.cv,
    )


def without_failures(data):
    return ggc(
        data["jobs_an_hour"],
        data["work_minutes"] / 60,
        servers=1,
        arrival_cv=1,
        service_cv=data["work_cv"],
    )


def sound(data):
    return 0.6 <= busy(data) <= 0.92


EXERCISE = Exercise(
    title="Repairs and variability",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="availability",
            text="What share of the time can the machine work?",
            unit="%",
            answer=lambda data: process(data).availability,
            working=lambda data: process(data).steps(),
            mistakes=(
                Mistake(
                    "repairs over failures",
                    lambda data: 1 - data["hours_to_repair"] / data["hours_to_failure"],
                    "The cycle is time to failure plus time to repair; divide by both together.",
                ),
                Mistake(
                    "the share down",
                    lambda data: 1 - process(data).availability,
                    "That is the share of the time in repair.",
                ),
            ),
        ),
        Number(
            name="effective",
            text="What is the effective process time, in minutes?",
            points=2,
            unit="min",
            answer=lambda data: process(data).time,
            working=lambda data: process(data).steps(),
            mistakes=(
                Mistake(
                    "multiplied",
                    lambda data: data["work_minutes"] * process(data).availability,
                    "A machine that is down part of the time takes longer, not less. Divide.",
                ),
                Mistake(
                    "failures forgotten",
                    lambda data: data["work_minutes"],
                    "That is the natural time. Repairs make it longer.",
                ),
            ),
        ),
        Number(
            name="wait",
            text="How long does a job wait on average, in minutes, when jobs arrive at random?",
            points=3,
            unit="min",
            tolerance=0.02,
            answer=lambda data: 60 * queue(data).time_in_queue,
            working=lambda data: queue(data).steps(),
            mistakes=(
                Mistake(
                    "failures forgotten",
                    lambda data: 60 * without_failures(data).time_in_queue,
                    "That is the queue of a machine that never fails.",
                ),
                Mistake(
                    "slower, but no more variable",
                    lambda data: (
                        60
                        * ggc(
                            data["jobs_an_hour"],
                            process(data).time / 60,
                            servers=1,
                            arrival_cv=1,
                            service_cv=data["work_cv"],
                        ).time_in_queue
                    ),
                    "Repairs make times longer and more variable. Use the effective variation too.",
                ),
                Mistake(
                    "with the work itself",
                    lambda data: 60 * queue(data).time_in_system,
                    "That counts the job's own time on the machine too.",
                ),
            ),
        ),
    ),
)
