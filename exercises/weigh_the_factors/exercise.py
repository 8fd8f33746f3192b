"""A weighted profile against two rivals: score, weighted gap, what to improve, what it brings."""

import pandas as pd

from opstools.core import Step, Steps
from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.priorities import competitive_profile

FACTORS = ("cost", "quality", "variety", "time", "service", "environment")
FIRMS = ("us", "Nova", "Orion")


def draw(random):
    """Weights that do not sum to 1 or 100, and marks of three firms."""
    return {
        "weights": {factor: random.randint(1, 9) for factor in FACTORS},
        "marks": [
            {"factor": factor, **{firm: random.randint(1, 5) for firm in FIRMS}}
            for factor in FACTORS
        ],
    }


@remembered
def profile(data):
    return competitive_profile(pd.DataFrame(data["marks"]), weights=data["weights"])


def marks(data, firm):
    return [row[firm] for row in data["marks"]]


def behind(data):
    """Marks behind the best rival, by factor."""
    return {row["factor"]: max(row["Nova"], row["Orion"]) - row["us"] for row in data["marks"]}


def by_marks(data):
    """The factor with the most marks behind, whatever it weighs."""
    return max(FACTORS, key=behind(data).get)


def heaviest(data):
    return max(data["weights"], key=data["weights"].get)


def after(data):
    """Our score once the factor to improve has the best rival's mark."""
    return profile(data).measures["score"] - profile(data).measures["largest_gap"]


def own_score(data):
    return profile(data).measures["score"]


def sound(data):
    """One factor is clearly the most behind, and neither weights nor marks alone find it."""
    total = sum(data["weights"].values())
    lacks = {factor: data["weights"][factor] * behind(data)[factor] / total for factor in FACTORS}
    second, most = sorted(lacks.values())[-2:]
    improve = max(lacks, key=lacks.get)
    if most < 0.1 or most - second < 0.02 or improve in (by_marks(data), heaviest(data)):
        return False
    return (
        behind(data)[improve] > 1
        and abs(own_score(data) - sum(marks(data, "us")) / len(FACTORS)) > 0.05
    )


def working(data):
    return profile(data).steps()


def working_after(data):
    score, gap = own_score(data), -profile(data).measures["largest_gap"]
    last = Step(
        "Our score and the gap that is closed.", f"{score:.4g} + {gap:.4g}", after(data), "points"
    )
    return Steps([*working(data), last])


EXERCISE = Exercise(
    title="Weigh the factors",
    data=draw,
    sound=sound,
    picture=lambda data: profile(data).plot(),
    questions=(
        Number(
            name="score",
            text="What is our score?",
            points=2,
            unit="points",
            answer=own_score,
            working=working,
            mistakes=(
                Mistake("no weights", lambda d: sum(marks(d, "us")) / len(FACTORS),
                        "That is the plain mean of the marks. Weigh each mark."),
                Mistake("not divided", lambda d: own_score(d) * sum(d["weights"].values()),
                        "Right so far: divide by the sum of the weights."),
            ),
        ),
        Choice(
            name="improve",
            text="In which factor is the weighted gap to the best rival largest?",
            points=2,
            options=lambda data: FACTORS,
            answer=lambda data: profile(data).improve,
            working=lambda data: working(data)[9:],
            mistakes=(
                Mistake("by marks", by_marks,
                        "There most marks are missing. Does it weigh as much as others?"),
                Mistake("by weight", heaviest,
                        "That counts most. How far behind are we there?"),
            ),
        ),
        Number(
            name="gap",
            text="How large is that weighted gap, as a number above 0?",
            points=2,
            unit="points",
            answer=lambda data: -profile(data).measures["largest_gap"],
            working=lambda data: working(data)[9:],
            mistakes=(
                Mistake("in marks",
                        lambda d: -profile(d).measures["largest_gap"] * sum(d["weights"].values())
                        / d["weights"][profile(d).improve],
                        "That is the gap in marks. Multiply by the factor's share of the weights."),
                Mistake("negative", lambda d: profile(d).measures["largest_gap"],
                        "Asked is its size, above 0."),
            ),
        ),
        Number(
            name="after",
            text="What is our score once we are as good as the best rival in that factor?",
            points=1,
            unit="points",
            answer=after,
            working=working_after,
            mistakes=(
                Mistake("the wrong way", lambda d: 2 * own_score(d) - after(d),
                        "A better mark adds to the score."),
                Mistake("one mark", lambda d: own_score(d)
                        + d["weights"][profile(d).improve] / sum(d["weights"].values()),
                        "That is one mark better. Go all the way to the best rival."),
            ),
        ),
    ),
)  # fmt: skip
