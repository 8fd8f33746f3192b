"""The questions at the end of chapter 03b: fixed numbers, which its text tells."""

from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.waiting_lines import impatient, mg1, mm1, mmc, mmck


def numbers(random):
    """What the text says."""
    return {"patients_a_day": 11, "hours_a_day": 8, "minutes": 35, "more_patients": 13}


def scanner(data, patients="patients_a_day"):
    return mm1(data[patients] / data["hours_a_day"], 60 / data["minutes"])


def quick(data):
    return mm1(data["patients_a_day"] / data["hours_a_day"], 2 * 60 / data["minutes"])


def two(data):
    rate = data["patients_a_day"] / data["hours_a_day"]
    return mmc(rate, 60 / data["minutes"], servers=2)


def steady(data):
    rate = data["patients_a_day"] / data["hours_a_day"]
    return mg1(rate, data["minutes"] / 60, service_cv=0.5)


def shorter(data):
    rate = data["patients_a_day"] / data["hours_a_day"]
    return mg1(rate, (data["minutes"] - 2) / 60, service_cv=1)


def hour_of_patience(data):
    rate, speed = data["patients_a_day"] / data["hours_a_day"], 60 / data["minutes"]
    return impatient(rate, speed, servers=1, patience=1)


def chairs(data):
    rate, speed = data["patients_a_day"] / data["hours_a_day"], 60 / data["minutes"]
    lost = (mmck(rate, speed, servers=1, capacity=1 + k).lost for k in range(100))
    return next(k for k, share in enumerate(lost) if share <= 0.05)


EXERCISE = Exercise(
    title="Questions of chapter 03b",
    data=numbers,
    questions=(
        Number(
            name="wait",
            text="How many hours will they wait at one scanner, on average?",
            unit="h",
            answer=lambda data: scanner(data, "more_patients").time_in_queue,
            working=lambda data: scanner(data, "more_patients").steps(),
            mistakes=(
                Mistake("in the system", lambda d: scanner(d, "more_patients").time_in_system,
                        "That holds the examination too. Asked is the wait."),
                Mistake("11 patients", lambda d: scanner(d).time_in_queue,
                        "That is the wait with 11 patients a day."),
            ),
        ),
        Number(
            name="longer",
            text="What share of the eleven patients a day waits longer than four hours?",
            unit="%",
            answer=lambda data: scanner(data).waits_longer(4),
            working=lambda data: scanner(data).steps(),
            mistakes=(
                Mistake("all wait", lambda d: scanner(d).waits_longer(4) / scanner(d).must_wait,
                        "That is the share among those who wait at all. Some do not wait."),
                Mistake("who waits", lambda d: scanner(d).must_wait,
                        "So many have to wait at all. How many of them longer than four hours?"),
            ),
        ),
        Number(
            name="fast",
            text="How many hours is a patient in the system with one scanner of double speed?",
            unit="h",
            answer=lambda data: quick(data).time_in_system,
            working=lambda data: quick(data).steps(),
            mistakes=(
                Mistake("the wait", lambda d: quick(d).time_in_queue,
                        "That is the wait alone; the examination belongs to the time in the "
                        "system."),
            ),
        ),
        Number(
            name="two",
            text="And with two scanners?",
            unit="h",
            answer=lambda data: two(data).time_in_system,
            working=lambda data: two(data).steps(),
            mistakes=(
                Mistake("the wait", lambda d: two(d).time_in_queue,
                        "That is the wait alone; the examination belongs to the time in the "
                        "system."),
                Mistake("a line for each", lambda d: mm1(11 / 16, 60 / 35).time_in_system,
                        "Two scanners share one line here; each patient goes to the first that "
                        "is free."),
            ),
        ),
        Choice(
            name="helps",
            text="Which helps more: steadier or quicker examinations?",
            options=lambda data: ("steadier", "quicker"),
            answer=lambda data: (
                "steadier" if steady(data).time_in_queue < shorter(data).time_in_queue
                else "quicker"
            ),
            working=lambda data: steady(data).steps(),
        ),
        Number(
            name="chairs",
            text="How many chairs does it take?",
            unit="chairs",
            tolerance=0,
            answer=chairs,
            mistakes=(
                Mistake("with the one inside", lambda d: chairs(d) + 1,
                        "The patient who is examined needs no chair."),
            ),
        ),
        Number(
            name="leave",
            text="What share of the patients goes home?",
            unit="%",
            answer=lambda data: hour_of_patience(data).reneged,
            working=lambda data: hour_of_patience(data).steps(),
            mistakes=(
                Mistake("who must wait", lambda d: hour_of_patience(d).must_wait,
                        "So many have to wait. Some of them are served before they give up."),
                Mistake("waits longer than an hour", lambda d: scanner(d).waits_longer(1),
                        "In that line nobody leaves; those who leave make it shorter."),
            ),
        ),
    ),
)  # fmt: skip
