"""The questions at the end of the case on targets: numbers that its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.scorecard import Request, Requests, adjust_targets, scorecard


def numbers(random):
    """What the text says."""
    return {"cap": 1, "satisfaction": 72, "asked": "2025-07-18", "month": "2025-08"}


def card():
    return datasets.load("holding_scorecard").to_frame()


def full(data):
    """The scorecard once satisfaction is known."""
    table = card()
    table.loc[5, "actual"] = data["satisfaction"]
    return scorecard(table)


def capped(data):
    return scorecard(card(), cap=data["cap"])


def request(data):
    wish = Request("revenue", data["month"], 90, data["asked"], "holding company", "road closed",
                   "general manager")  # fmt: skip
    return adjust_targets(Requests((wish,)))


EXERCISE = Exercise(
    title="Questions of the case on targets",
    data=numbers,
    questions=(
        Number(
            name="capped",
            text="How many points has the scorecard with a cap at the target?",
            unit="points",
            tolerance=0.002,
            answer=lambda data: capped(data).points,
            working=lambda data: capped(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: capped({"cap": 1.2}).points,
                        "That is with the cap of 1.2."),
                Mistake("missing counts 0", lambda d: 0.9 * capped(d).points,
                        "The weight of what is missing is shared."),
                Mistake("no cap", lambda d: capped({"cap": 9}).points, "That is without a cap."),
            ),
        ),
        Number(
            name="known",
            text="How many points are there once satisfaction is known?",
            unit="points",
            tolerance=0.002,
            answer=lambda data: full(data).points,
            working=lambda data: full(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: capped({"cap": 1.2}).points,
                        "That is without satisfaction. Every weight changes."),
                Mistake("added", lambda d: capped({"cap": 1.2}).points + 8,
                        "The other weights go back to what they were."),
                Mistake("only the others", lambda d: 0.9 * capped({"cap": 1.2}).points,
                        "That lacks the points of satisfaction, 10 × 72/90."),
            ),
        ),
        Number(
            name="late",
            text="How many days late is the request?",
            unit="day",
            tolerance=0,
            answer=lambda data: request(data).measures["longest_delay"],
            working=lambda data: request(data).steps(),
            mistakes=(
                Mistake("to the month", lambda d: 14,
                        "That is how long it is until August. A month's notice was needed."),
                Mistake("one too many", lambda d: 18, "The first of July was still in time."),
                Mistake("in time", lambda d: 0, "A month before the first of August has passed."),
            ),
        ),
        Choice(
            name="open",
            text="For which month is it in time?",
            options=lambda data: ("2025-08", "2025-09", "2025-10"),
            answer=lambda data: f"{request(data).decisions[0].open_from:%Y-%m}",
            working=lambda data: request(data).steps(),
        ),
    ),
)  # fmt: skip
