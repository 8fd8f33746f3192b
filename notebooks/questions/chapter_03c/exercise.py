"""The questions at the end of chapter 03c: fixed numbers, which its text tells."""

from math import log

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.flexibility import (
    Links,
    chain,
    compare,
    penalty_of_change,
    routing_entropy,
    sales_at,
    skills_matrix,
)

DESIGNS = ("two chains", "one chain")
MARKET = {"capacity": 100, "mean_demand": 100, "sd": 40}


def numbers(random):
    """What the text says."""
    return {
        "trailer": {"demand": 90, "unit_time": 2, "setup_time": 5, "price": 400,
                    "variable_cost": 300, "holding_cost": 40, "setup_rate": 30},
        "shares": [0.7, 0.2, 0.1],
        "demand": [140, 120, 50],
        "new_technology": 0.3,
    }  # fmt: skip


def batch(data):
    t = data["trailer"]
    return (2 * t["demand"] * t["setup_rate"] * t["setup_time"] / t["holding_cost"]) ** 0.5


@remembered
def changes(data):
    known = datasets.load("three_systems")
    chances = {**known.probability, "a new technology": data["new_technology"]}
    return penalty_of_change(known.replace(probability=chances))


@remembered
def with_eve(data):
    """The skills with Eve, who mounts, trues and bends alone."""
    table = datasets.table("workshop_skills").set_index("operator")
    table.loc["Eve"] = [0, 0, 0, 3, 3, 3]
    return skills_matrix(table)


@remembered
def designs(data):
    found = {"two chains": chain(10, groups=2), "one chain": chain(10)}
    return compare(found, **MARKET, runs=500, seed=1)


def sold(data, reach):
    links = Links.from_frame(chain(3, reach=reach), **MARKET)
    return sales_at(links, demand=data["demand"])


EXERCISE = Exercise(
    title="Questions of chapter 03c",
    data=numbers,
    questions=(
        Number(
            name="batch",
            text="What is the economic batch of the trailer?",
            unit="units",
            answer=batch,
            mistakes=(
                Mistake("hours for money", lambda d: batch(d) / d["trailer"]["setup_rate"] ** 0.5,
                        "K is what a set-up costs: its hours times the rate of an hour."),
                Mistake("without the root", lambda d: batch(d) ** 2, "Take the root of that."),
                Mistake("without the 2", lambda d: batch(d) / 2**0.5,
                        "There is a 2 under the root: on average half a batch is held."),
            ),
        ),
        Number(
            name="quarter",
            text="And with a quarter of the set-up time?",
            unit="units",
            answer=lambda data: batch(data) / 2,
            mistakes=(
                Mistake("a quarter", lambda d: batch(d) / 4,
                        "The set-up time stands under a root."),
                Mistake("as before", batch, "That is the batch before the change."),
            ),
        ),
        Number(
            name="skills",
            text="What is the skill coefficient with Eve?",
            unit="%",
            answer=lambda data: with_eve(data).coefficient,
            working=lambda data: with_eve(data).steps(),
            mistakes=(
                Mistake("without Eve", lambda d: 11 / 24, "That is the coefficient without Eve."),
                Mistake("two skills", lambda d: 13 / 30,
                        "That is with Eve before she learns to mount."),
                Mistake("four operators", lambda d: 14 / 24,
                        "Eve is an operator too: count her row among all."),
            ),
        ),
        Number(
            name="entropy",
            text="What is the routing entropy?",
            unit="nats",
            answer=lambda data: routing_entropy(data["shares"]),
            mistakes=(
                Mistake("bits", lambda d: routing_entropy(d["shares"]) / log(2),
                        "That is in bits. Take the natural logarithm."),
                Mistake("all alike", lambda d: log(3),
                        "That would be so if the three were used alike."),
            ),
        ),
        Number(
            name="sold",
            text="What do three plants in a chain sell?",
            unit="units",
            answer=lambda data: sold(data, 2),
            mistakes=(
                Mistake("no flexibility", lambda d: sold(d, 1),
                        "That is without links to a second product."),
                Mistake("all demand", lambda d: sum(d["demand"]),
                        "That is what customers want. The plants can make 300."),
            ),
        ),
        Choice(
            name="design",
            text="Which sells more with the same number of links?",
            options=lambda data: DESIGNS,
            answer=lambda data: designs(data).best,
            working=lambda data: designs(data).steps(),
        ),
        Number(
            name="penalty",
            text="What do changes cost the transfer line then?",
            unit="k$",
            answer=lambda data: changes(data).penalty["transfer line"],
            working=lambda data: changes(data).steps(),
            mistakes=(
                Mistake("as it was", lambda d: 135, "That is with a probability of 0.1."),
                Mistake("costs added", lambda d: 80 + 150 + 60 + 300,
                        "Weigh each cost with its probability."),
            ),
        ),
    ),
)  # fmt: skip
