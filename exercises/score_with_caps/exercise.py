"""A scorecard: an indicator that should be low, a cap, and one that is not known."""

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.scorecard import scorecard

NAMES = ("revenue", "complaints", "rent collected", "satisfaction")


def draw(random):
    """Four indicators: one beyond its cap, one that should be low, one behind, one not known."""
    weights = random.sample([10, 20, 30, 40], 4)
    lows = random.randint(20, 40)
    targets = [100 * random.randint(3, 9), lows, 96, 90]
    actuals = [round(targets[0] * random.uniform(1.28, 1.5)),
               round(lows * random.uniform(1.1, 1.4)), random.randint(80, 93), None]  # fmt: skip
    rows = [
        {"indicator": n, "weight": w, "direction": "down" if n == "complaints" else "up",
         "target": t, "actual": a if a is not None else ""}
        for n, w, t, a in zip(NAMES, weights, targets, actuals, strict=True)
    ]  # fmt: skip
    return {"card": rows, "cap": 1.2}


def scored(data, **changes):
    return scorecard(pd.DataFrame(data["card"]), **{"cap": data["cap"], **changes})


@remembered
def found(data):
    return scored(data)


def working(data):
    return found(data).steps()


def low(data):
    return found(data).scores["complaints"]


def worst(data):
    return max(NAMES[:3], key=lambda name: found(data).lost[name])


def sound(data):
    """One loses clearly the most."""
    lost = sorted(found(data).lost[name] for name in NAMES[:3])
    return lost[-1] > lost[-2] + 1


EXERCISE = Exercise(
    title="A scorecard with caps",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="complaints",
            text="What is the score of complaints, by 2 − actual/target?",
            points=2,
            unit="%",
            answer=low,
            working=working,
            mistakes=(
                Mistake("as if high were good", lambda d: 2 - low(d),
                        "That is actual over target. Complaints should be few."),
                Mistake("target over actual", lambda d: 1 / (2 - low(d)),
                        "That is target over actual, the other convention."),
                Mistake("the gap alone", lambda d: 1 - low(d),
                        "That is how far it is behind. Take it from 1."),
            ),
        ),
        Number(
            name="points",
            text="How many points does the scorecard have, the weight of what is missing shared?",
            points=3,
            unit="points",
            answer=lambda data: found(data).points,
            working=working,
            mistakes=(
                Mistake("no cap", lambda d: scored(d, cap=9).points,
                        "The score of revenue is cut at the cap."),
                Mistake("missing counts 0", lambda d: scored(d, missing="zero").points,
                        "You let the missing indicator count 0. Its weight goes to the others."),
                Mistake("no weights", lambda d: 100 / 3 * sum(map(found(d).scores.get, NAMES[:3])),
                        "You took the plain mean. Weigh the scores."),
            ),
        ),
        Number(
            name="cap",
            text="How many points does the cap take away?",
            points=2,
            unit="points",
            answer=lambda data: scored(data, cap=9).points - found(data).points,
            working=working,
            mistakes=(
                Mistake("not weighted", lambda d: 100 * (scored(d, cap=9).scores["revenue"]
                                                         - d["cap"]),
                        "Weigh what is cut off by the weight of revenue."),
                Mistake("the weight as given", lambda d: d["card"][0]["weight"]
                        * (scored(d, cap=9).scores["revenue"] - d["cap"]),
                        "The weight of what is missing is shared: revenue weighs more by now."),
                Mistake("all above the target", lambda d: scored(d, cap=9).points
                        - scored(d, cap=1).points,
                        "The cap is not at the target. Up to it the score counts."),
            ),
        ),
        Number(
            name="worst",
            text="How many points does the indicator lose that loses most against its target?",
            points=1,
            unit="points",
            answer=lambda data: found(data).lost[worst(data)],
            working=working,
            mistakes=(
                Mistake("the next", lambda d: sorted(found(d).lost[n] for n in NAMES[:3])[-2],
                        "Another one loses more."),
                Mistake("not weighted", lambda d: 100 * (1 - found(d).scores[worst(d)]),
                        "Weigh what is missing from the score."),
                Mistake("the weight as given", lambda d: d["card"][NAMES.index(worst(d))]["weight"]
                        * (1 - found(d).scores[worst(d)]),
                        "The weight of what is not known is shared: all others weigh more."),
            ),
        ),
    ),
)  # fmt: skip
