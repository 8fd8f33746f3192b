"""A planning matrix: improvement ratios, weights, and what they do to the order of needs."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.house_of_quality import PlanningTable, planning_matrix

NEEDS = ("warm", "dry", "light", "quick to dress", "many pockets")


def draw(random):
    """Five needs of a jacket."""
    rows = []
    for need in NEEDS:
        current, goal = sorted(random.sample(range(1, 6), 2))
        rows.append({
            "need": need, "importance": random.randint(2, 5), "current": current,
            "goal": goal, "sales_point": random.choice([1, 1, 1.2, 1.5]),
        })  # fmt: skip
    return {"plan": rows}


@remembered
def found(data):
    return planning_matrix(PlanningTable.from_frame(pd.DataFrame(data["plan"])))


def row(data, need):
    return next(each for each in data["plan"] if each["need"] == need)


def most_important(data):
    return max(data["plan"], key=lambda each: each["importance"])["need"]


def sound(data):
    """The first by importance is one, and not the first by weight; ratios and points matter."""
    importances = sorted(each["importance"] for each in data["plan"])
    weights = sorted(found(data).absolute)
    warm, best = row(data, "warm"), row(data, found(data).best)
    return (
        importances[-1] > importances[-2]
        and weights[-1] > 1.05 * weights[-2]
        and found(data).best != most_important(data)
        and warm["goal"] > warm["current"]
        and warm["goal"] - warm["current"] != warm["goal"] / warm["current"]
        and best["goal"] > best["current"]
        and best["sales_point"] > 1
    )


def working(data):
    return found(data).steps()


def weight(data):
    return found(data).absolute_weight[found(data).best]


EXERCISE = Exercise(
    title="Plan the weights",
    data=draw,
    sound=sound,
    picture=lambda data: found(data).problem.plot(),
    questions=(
        Number(
            name="ratio",
            text="What is the improvement ratio of warm?",
            points=1,
            answer=lambda data: found(data).improvement_ratio["warm"],
            working=working,
            mistakes=(
                Mistake("upside down", lambda d: row(d, "warm")["current"] / row(d, "warm")["goal"],
                        "Goal over current, not the reverse."),
                Mistake("the gap", lambda d: row(d, "warm")["goal"] - row(d, "warm")["current"],
                        "That is the gap. The ratio divides."),
                Mistake("of five", lambda d: row(d, "warm")["goal"] / 5,
                        "That is the share of the best mark."),
            ),
        ),
        Choice(
            name="first",
            text="Which need weighs most?",
            points=2,
            options=lambda data: NEEDS,
            answer=lambda data: found(data).best,
            working=working,
            mistakes=(
                Mistake("the most important", most_important,
                        "Customers find it most important. Multiply by ratio and sales point too."),
            ),
        ),
        Number(
            name="weight",
            text="What is its absolute weight?",
            points=2,
            answer=weight,
            working=working,
            mistakes=(
                Mistake("no sales point",
                        lambda d: weight(d) / row(d, found(d).best)["sales_point"],
                        "Multiply by the sales point too."),
                Mistake("importance alone", lambda d: row(d, found(d).best)["importance"],
                        "That is its importance. Multiply by ratio and sales point."),
                Mistake("no ratio", lambda d: row(d, found(d).best)["importance"]
                        * row(d, found(d).best)["sales_point"],
                        "Multiply by the improvement ratio too."),
            ),
        ),
        Number(
            name="share",
            text="What is its relative weight? Write a share or per cent.",
            points=2,
            unit="%",
            answer=lambda data: found(data).relative_weight[found(data).best],
            working=working,
            mistakes=(
                Mistake("of the importances",
                        lambda d: row(d, found(d).best)["importance"]
                        / sum(each["importance"] for each in d["plan"]),
                        "That is its share of the importances alone."),
                Mistake("one of all", lambda d: 1 / len(NEEDS),
                        "That would be so if all weighed alike."),
                Mistake("absolute", weight,
                        "That is the absolute weight. Divide by the sum of all."),
            ),
        ),
    ),
)  # fmt: skip
