"""A responsibility table with faults: coverage, who approves, who has no deputy."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.process_map import ProcessMap, responsibilities

STEPS = ("receive", "price", "order", "approve", "inspect", "pay")
ROLES = ("Buyer", "Store", "Finance", "Head")
NAMES = ("Li", "Wang", "Chen", "Zhao", "Sun", "Wu", "Ma", "Hu")


def draw(random):
    """Six steps; some have no accountable role, or two; one role is held by one person."""
    faults = random.sample([0, 0, 1, 1, 1, 2], 6)
    rows = []
    for step, kind in zip(STEPS, faults, strict=True):
        doers = random.sample(ROLES[:3], random.choice([1, 1, 2]))
        answers = random.sample(ROLES, {0: 0, 1: 1, 2: 2}[kind])
        told = random.choice(["", *[r for r in ROLES if r not in (*doers, *answers)]])
        rows.append({"step": step, "responsible": ", ".join(doers),
                     "accountable": ", ".join(answers), "informed": told})  # fmt: skip
    people = iter(random.sample(NAMES, 8))
    alone = random.choice(ROLES[:3])
    roles = [{"role": r, "people": ", ".join(next(people) for _ in range(1 if r == alone else 2))}
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


def alone(data):
    return next(row["role"] for row in data["roles"] if "," not in row["people"])


def done(data, role):
    """How many steps a role does, alone or with others."""
    return sum(role in row["responsible"].split(", ") for row in data["steps"])


def most(data):
    return max(ROLES[:3], key=lambda role: done(data, role))


def with_letters(data, role):
    return sum(role in ", ".join(list(row.values())[1:]).split(", ") for row in data["steps"])


def sound(data):
    counts = sorted(done(data, role) for role in ROLES[:3])
    right = lonely(data)
    wrong = {done(data, alone(data)), len(several(data)), with_letters(data, alone(data))}
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
                        lambda d: sum(bool(r["accountable"]) for r in d["steps"]) / 6,
                        "Two that answer are one too many: each waits for the other."),
                Mistake("nobody", lambda d: sum(not r["accountable"] for r in d["steps"]) / 6,
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
                Mistake("the last", lambda d: min(ROLES[:3], key=lambda r: done(d, r)),
                        "It does fewest. Count the R in each column."),
                Mistake("the head", lambda d: "Head",
                        "The head does none of them. To answer for a step is not to do it."),
            ),
        ),
        Number(
            name="lonely",
            text="How many steps rest on one person?",
            points=2,
            tolerance=0,
            answer=lonely,
            working=working,
            mistakes=(
                Mistake("every step of the role", lambda d: done(d, alone(d)),
                        "Where another role does it too, somebody can step in."),
                Mistake("two answer", lambda d: len(several(d)),
                        "Those have two that answer. Asked is who does them."),
                Mistake("all letters", lambda d: with_letters(d, alone(d)),
                        "Count the steps that the role does (R), not those with any letter."),
            ),
        ),
    ),
)  # fmt: skip
