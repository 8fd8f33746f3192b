"""The questions at the end of chapter 07: fixed numbers, which its text tells."""

import pandas as pd

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.process_map import analyse, duty_roster


def numbers(random):
    """What the text says."""
    return {"back": 0.4, "clerks": 4, "wait": 10, "needed": [3, 2, 1], "most_days": 5}


def claims():
    return datasets.load("expense_claims")


def sent_back(data):
    """The map with another share sent back."""
    shares = {"enter": data["back"], "approve": 1 - data["back"]}
    flows = {("check receipts", to): {"probability": share} for to, share in shares.items()}
    return analyse(claims().changed(flows=flows))


def staffed(data):
    return analyse(claims().changed(resources={"Clerk": {"staff": data["clerks"]}}))


def hurried(data):
    """The map with another wait before the head."""
    return analyse(claims().changed(steps={"approve": {"wait": data["wait"]}}))


def night(data):
    shifts = pd.DataFrame({"shift": ["early", "late", "night"], "start": [6, 14, 22],
                           "end": [14, 22, 6], "needed": data["needed"]})  # fmt: skip
    return duty_roster(shifts, most_days=data["most_days"])


def now():
    return analyse(claims())


EXERCISE = Exercise(
    title="Questions of chapter 07",
    data=numbers,
    questions=(
        Number(
            name="entered",
            text="How often is an average claim entered if two in five checks send it back?",
            answer=lambda data: sent_back(data).visits["enter"],
            working=lambda data: sent_back(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: now().visits["enter"],
                        "That is with a fifth sent back."),
                Mistake("one loop", lambda d: 1 + d["back"],
                        "What came back can come back again."),
                Mistake("upside down", lambda d: 1 - d["back"],
                        "More than once. Divide 1 by the share that goes on."),
            ),
        ),
        Choice(
            name="bottleneck",
            text="Who is the bottleneck with four clerks?",
            options=lambda data: [r.name for r in claims().resources],
            answer=lambda data: staffed(data).bottleneck,
            working=lambda data: staffed(data).steps(),
            mistakes=(
                Mistake("still the clerks", lambda d: now().bottleneck,
                        "Four clerks do 24 claims an hour. Somebody does fewer."),
                Mistake("the head", lambda d: "Head",
                        "The head is alone, too, but has two minutes for each claim."),
            ),
        ),
        Number(
            name="capacity",
            text="How many claims an hour can be done then?",
            unit="claims per hour",
            tolerance=0,
            answer=lambda data: staffed(data).measures["capacity"],
            working=lambda data: staffed(data).steps(),
            mistakes=(
                Mistake("twice as many", lambda d: 24,
                        "That is what four clerks could do. The bottleneck has moved."),
                Mistake("as before", lambda d: 12, "That is with two clerks."),
            ),
        ),
        Number(
            name="value",
            text="The claim waits 10 minutes for the head instead of 30. Which share adds value?",
            unit="%",
            answer=lambda data: hurried(data).value_added_share,
            working=lambda data: hurried(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: now().value_added_share,
                        "That is with 30 minutes of wait."),
                Mistake("of the work", lambda d: 8 / 15,
                        "That is a share of the work. The wait is part of the time."),
                Mistake("one visit each", lambda d: 7 / 23.5,
                        "The claim is entered and checked 1.25 times on average."),
            ),
        ),
        Number(
            name="people",
            text="How many people are needed for 3, 2 and 1 on duty, 5 days a week each?",
            tolerance=0,
            answer=lambda data: night(data).measures["people"],
            working=lambda data: night(data).steps(),
            mistakes=(
                Mistake("of a day", lambda d: 6, "Nobody works seven days a week."),
                Mistake("rounded down", lambda d: 8, "42 duties over 5 days each: round up."),
                Mistake("two for each", lambda d: 12, "Everybody works 5 days of 7, not half."),
            ),
        ),
    ),
)  # fmt: skip
