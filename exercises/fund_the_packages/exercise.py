"""Seven packages under a budget: ranking by benefit per cost, and what it loses."""

import pandas as pd

from opstools.budgeting import Packages, choose_packages, rank_packages
from opstools.coursework import Exercise, Mistake, Number, Plan, remembered

NAMES = ("audit", "campaign", "training", "research", "hiring", "repairs", "software")


def draw(random):
    """Seven packages at one level each; the budget pays for about half."""
    costs = [5 * random.randint(3, 14) for _ in NAMES]
    rows = [{"package": name, "cost": cost, "benefit": round(cost * random.uniform(1, 1.6))}
            for name, cost in zip(NAMES, costs, strict=True)]  # fmt: skip
    return {"packages": rows, "budget": 5 * round(sum(costs) * random.uniform(0.45, 0.6) / 5)}


@remembered
def packages(data):
    return Packages.from_frame(pd.DataFrame(data["packages"]), budget=data["budget"])


@remembered
def ranked(data):
    return rank_packages(packages(data))


@remembered
def best(data):
    return choose_packages(packages(data))


def down_a_list(data, key, *, stop=False):
    """Fund down a list, largest key first; `stop` at the first that does not fit."""
    left, benefit = data["budget"], 0
    for row in sorted(data["packages"], key=key, reverse=True):
        if row["cost"] <= left:
            left, benefit = left - row["cost"], benefit + row["benefit"]
        elif stop:
            break
    return benefit


def ratio(row):
    return row["benefit"] / row["cost"]


def sound(data):
    """Ranking loses something, and no two ratios are equal."""
    return ranked(data).gap > 0.01 and len({ratio(row) for row in data["packages"]}) == len(NAMES)


def working(data):
    return ranked(data).steps()


EXERCISE = Exercise(
    title="Fund the packages",
    data=draw,
    sound=sound,
    picture=lambda data: packages(data).plot(),
    questions=(
        Number(
            name="ranking",
            text="What does ranking by benefit per cost bring, passing over what does not fit?",
            points=2,
            unit="points",
            tolerance=0,
            answer=lambda data: ranked(data).benefit,
            working=working,
            mistakes=(
                Mistake("stopped", lambda d: down_a_list(d, ratio, stop=True),
                        "You stopped at the first package that did not fit. Go on down the list."),
                Mistake("by benefit", lambda d: down_a_list(d, lambda row: row["benefit"]),
                        "You took the largest benefit first. Divide by the cost."),
                Mistake("cheapest first", lambda d: down_a_list(d, lambda row: -row["cost"]),
                        "You took the cheapest first. Divide the benefit by the cost."),
            ),
        ),
        Plan(
            name="choice",
            text="Choose packages within the budget that bring as much as you can.",
            points=4,
            answer=best,
            judge_with=("budgeting", "Packages", "by_hand"),
            table="packages",
            settings=("budget",),
            measure="benefit",
            best=lambda data: best(data).benefit,
            sense="largest",
            credit=((0, 1.0), (0.03, 0.5)),
            relative=True,
            working=lambda data: best(data).steps(),
            mistakes=(
                Mistake("the ranking", ranked,
                        "That is what the ranking funds. Money is left, or badly used at the end."),
            ),
        ),
        Number(
            name="lost",
            text="What share of the most there is does ranking lose?",
            points=2,
            unit="%",
            answer=lambda data: ranked(data).gap,
            working=working,
            mistakes=(
                Mistake("of the ranking", lambda d: best(d).benefit / ranked(d).benefit - 1,
                        "That is a share of the ranking. Divide by the most there is."),
                Mistake("what is kept", lambda d: ranked(d).benefit / best(d).benefit,
                        "That is the share that ranking brings. Take it from 1."),
                Mistake("of the money", lambda d: ranked(d).left / d["budget"],
                        "That is the share of the money not spent. Asked is the benefit."),
            ),
        ),
    ),
)  # fmt: skip
