"""Little's law in a radiology department: inventory, flow time, turns."""

from opstools.coursework import Exercise, Mistake, Number
from opstools.flow import littles_law


def draw(random):
    """Patients a day, the hours they stay, and a plan to shorten the stay."""
    return {
        "patients_a_day": random.randint(11, 29),
        "hours_a_day": 10,
        "stay_in_hours": random.choice([2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]),
        "planned_inside": random.choice([2, 3, 4]),
    }


def now(data):
    return littles_law(
        flow_rate=data["patients_a_day"] / data["hours_a_day"],
        flow_time=data["stay_in_hours"],
        flow_unit="patients",
    )


def planned(data):
    return littles_law(
        inventory=data["planned_inside"],
        flow_rate=data["patients_a_day"] / data["hours_a_day"],
        flow_unit="patients",
    )


def sound(data):
    return float(now(data).inventory) > data["planned_inside"] + 0.2


EXERCISE = Exercise(
    title="Little's law in a hospital",
    data=draw,
    sound=sound,
    questions=(
        Number(
            name="inside",
            text="How many patients are in the department on average during the day?",
            points=2,
            unit="patients",
            answer=lambda data: now(data).inventory,
            working=lambda data: now(data).steps(),
            mistakes=(
                Mistake(
                    "units do not match",
                    lambda data: data["patients_a_day"] * data["stay_in_hours"],
                    "Patients a day times hours: the units do not match. Use patients an hour.",
                ),
                Mistake(
                    "a day of 24 hours",
                    lambda data: data["patients_a_day"] / 24 * data["stay_in_hours"],
                    "The department is open for 10 hours, not for 24.",
                ),
                Mistake(
                    "divided",
                    lambda data: (
                        data["patients_a_day"] / data["hours_a_day"] / data["stay_in_hours"]
                    ),
                    "Little's law multiplies: inventory is flow rate times flow time.",
                ),
            ),
        ),
        Number(
            name="stay",
            text="The department is to hold fewer patients. How long may each stay, in hours?",
            points=2,
            unit="h",
            answer=lambda data: planned(data).flow_time,
            working=lambda data: planned(data).steps(),
            mistakes=(
                Mistake(
                    "upside down",
                    lambda data: 1 / float(planned(data).flow_time),
                    "That is the flow rate over the inventory. Time is inventory over rate.",
                ),
                Mistake(
                    "units do not match",
                    lambda data: data["planned_inside"] / data["patients_a_day"],
                    "That is in days of 10 hours. Asked are hours.",
                ),
                Mistake(
                    "multiplied",
                    lambda data: (
                        data["planned_inside"] * data["patients_a_day"] / data["hours_a_day"]
                    ),
                    "Solve the law for the time: divide the inventory by the flow rate.",
                ),
            ),
        ),
        Number(
            name="turns",
            text="How often is the inventory of today renewed in an hour?",
            unit="per hour",
            answer=lambda data: now(data).turns,
            mistakes=(
                Mistake(
                    "the flow time",
                    lambda data: data["stay_in_hours"],
                    "That is the flow time. Turns are one over it.",
                ),
                Mistake(
                    "the flow rate",
                    lambda data: data["patients_a_day"] / data["hours_a_day"],
                    "That many patients pass in an hour. Divide by those who are inside.",
                ),
            ),
        ),
    ),
)
