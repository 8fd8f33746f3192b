"""A responsibility table with faults: coverage, who approves, who has no deputy."""

from statistics import mean

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.process_map import ProcessMap, responsibilities

STEPS = ("receive", "price", "order", "approve", "inspect", "store", "enter", "pay", "file")
DOERS = ("Buyer", "Store", "Finance", "Quality", "Planner")
ROLES = (*DOERS, "Head")
DONE, LETTERS = ("responsible",), ("responsible", "accountable", "informed")
NAMES = ("Li", "Wang", "Chen", "Zhao", "Sun", "Wu", "Ma", "Hu", "Lin", "Gao", "Luo", "Tang")


def draw(random):
    """Steps of which some have no accountable role, or two; some roles are held by one person."""
    rows = []
    for step in STEPS[: random.randint(6, len(STEPS))]:
        doers = random.sample(DOERS, random.choice([1, 1, 2]))
        answers = random.sample(ROLES, random.choice([0, 1, 1, 1, 2]))
        told = random.choice(["", *[r for r in ROLES if r not in (*doers, *answers)]])
        rows.append({"step": step, "responsible": ", ".join(doers),
                     "accountable": ", ".join(answers), "informed": told})  # fmt: skip
    people = iter(random.sample(NAMES, len(NAMES)))
    few = random.sample(DOERS, random.randint(1, 4))
    roles = [{"role": r, "people": ", ".join(next(people) for _ in range(1 if r in few else 2))}
             for r in ROLES]  # fmt: skip
    return {"steps": rows, "roles": roles}


@remembered
def table(data):
    process = ProcessMap.from_frame(pd.DataFrame(data["steps"]), roles=data["roles"])
    return responsibilities(process)


def several(data):
    return [row["step"] for row in data["steps"] if "," in row["accountable"]]


def lonely(data):
    """Steps that are done by one person alone."""
    hands = {row["role"]: len(row["people"].split(", ")) for row in data["roles"]}
    doers = [row["responsible"].split(", ") for row in data["steps"]]
    return sum(sum(hands[role] for role in each) == 1 for each in doers)


def touched(data, columns):
    """How many steps have a role that one person holds in one of these columns."""
    few = {row["role"] for row in data["roles"] if "," not in row["people"]}
    cells = (", ".join(row[column] for column in columns) for row in data["steps"])
    return sum(not few.isdisjoint(cell.split(", ")) for cell in cells)


def done(data, role):
    """How many steps a role does, alone or with others."""
    return sum(role in row["responsible"].split(", ") for row in data["steps"])


def most(data):
    return max(DOERS, key=lambda role: done(data, role))


def sound(data):
    counts = sorted(done(data, role) for role in DOERS)
    right = lonely(data)
    wrong = {touched(data, DONE), len(several(data)), touched(data, LETTERS)}
    return counts[-1] > counts[-2] and right > 0 and right not in wrong


def working(data):
    return table(data).steps()


EXERCISE = Exercise(
    title="Who answers for it?",
    data=draw,
    sound=sound,
    picture=lambda data: table(data).plot(),
    questions=(
        Number(
            name="covered",
            text="Which share of the steps is done by somebody and answered for by exactly one?",
            points=2,
            unit="%",
            answer=lambda data: table(data).measures["covered"],
            working=working,
            mistakes=(
                Mistake("at least one",
                        lambda d: mean(bool(r["accountable"]) for r in d["steps"]),
                        "Two that answer are one too many: each waits for the other."),
                Mistake("nobody", lambda d: mean(not r["accountable"] for r in d["steps"]),
                        "Those are the steps for which nobody answers."),
                Mistake("done", lambda d: 1,
                        "All are done by somebody. Look at who answers for them."),
            ),
        ),
        Choice(
            name="most",
            text="Which role does most steps?",
            points=1,
            options=lambda data: ROLES,
            answer=most,
            working=working,
            mistakes=(
                Mistake("the last", lambda d: min(DOERS, key=lambda r: done(d, r)),
                        "It does fewest. Count the steps for which each role is responsible."),
                Mistake("the head", lambda d: "Head",
                        "The head does none of them. To answer for a step is not to do it."),
            ),
        ),
        Number(
            name="lonely",
            text="How many steps are done by one person alone?",
            points=2,
            tolerance=0,
            answer=lonely,
            working=working,
            mistakes=(
                Mistake("every step of the role", lambda d: touched(d, DONE),
                        "Where another role does it too, somebody can step in."),
                Mistake("two answer", lambda d: len(several(d)),
                        "Those have two that answer. Asked is who does them."),
                Mistake("all letters", lambda d: touched(d, LETTERS),
                        "Count who does a step, not who answers for it or is told."),
            ),
        ),
    ),
)  # fmt: skip
