"""The questions at the end of chapter 02: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.priorities import (
    RatedFactor,
    RatedFactors,
    Rival,
    competitive_profile,
    generic_strategies,
    importance_performance,
    trade_offs,
)

ZONES = ("urgent action", "improve", "appropriate", "excess?")
STRATEGIES = ("cost leadership", "differentiation", "cost focus", "differentiation focus",
              "stuck in the middle")  # fmt: skip


def numbers(random):
    """What the text says."""
    return {"time": 4, "importance": 5, "price": [4, 5], "coastal": [95, 40, 5], "closed": "West"}


def velo(data):
    table = datasets.load("bicycle_makers").to_frame().set_index("factor")
    table.loc["time", "Velo"] = data["time"]
    return competitive_profile(table)


def before():
    return competitive_profile(datasets.load("bicycle_makers"))


def rated(importance, performance):
    return importance_performance(RatedFactors((RatedFactor("it", importance, performance),)))


def market(data):
    known = datasets.load("airlines")
    others = [each for each in known.rivals if each.firm != "Coastal"]
    return generic_strategies(known.replace(rivals=(*others, Rival("Coastal", *data["coastal"]))))


def without(data):
    table = datasets.load("seven_plants").to_frame().set_index("option")
    return trade_offs(table.drop(data["closed"]))


EXERCISE = Exercise(
    title="Questions of chapter 02",
    data=numbers,
    questions=(
        Number(
            name="score",
            text="What is Velo's score?",
            unit="points",
            answer=lambda data: velo(data).measures["score"],
            working=lambda data: velo(data).steps()[:7],
            mistakes=(
                Mistake("as before", lambda d: before().measures["score"],
                        "That is the score with the old mark."),
                Mistake("no weight", lambda d: before().measures["score"] + 2,
                        "Two marks more count only as much as time weighs."),
                Mistake("one mark", lambda d: before().measures["score"] + 0.25,
                        "The mark rises by two, not by one."),
            ),
        ),
        Choice(
            name="improve",
            text="What should Velo improve first after that?",
            options=lambda data: datasets.load("bicycle_makers").factors,
            answer=lambda data: velo(data).improve,
            working=lambda data: velo(data).steps()[9:],
            mistakes=(
                Mistake("as before", lambda d: before().improve,
                        "In time it is now as good as Rapid."),
                Mistake("by marks", lambda d: "variety",
                        "Two marks behind, as in cost; but variety weighs half as much."),
            ),
        ),
        Number(
            name="bound",
            text="Which performance is just acceptable at importance 5?",
            answer=lambda data: rated(data["importance"], 5).steps()[0].value,
            working=lambda data: rated(data["importance"], 5).steps(),
            mistakes=(
                Mistake("from the other end", lambda d: 6.5 + 5 / 8 * (3 - 6.5),
                        "Count from importance 9: (9 − 5)/8 of the way."),
                Mistake("of nine", lambda d: 6.5 + 4 / 9 * (3 - 6.5),
                        "From 9 to 1 there are 8 steps."),
                Mistake("upwards", lambda d: 6.5 + 4 / 8 * (6.5 - 3),
                        "The bound falls from 6.5 to 3 as importance grows."),
            ),
        ),
        Choice(
            name="zone",
            text="In which zone does the price lie?",
            options=lambda data: ZONES,
            answer=lambda data: rated(*data["price"]).zones["it"],
            working=lambda data: rated(*data["price"]).steps(),
            mistakes=(
                Mistake("as before", lambda d: "appropriate",
                        "At 4 it was. The bound at importance 4 is 4.31: is 5 better or worse?"),
                Mistake("at once", lambda d: "urgent action",
                        "It is below the bound, but not far."),
            ),
        ),
        Choice(
            name="strategy",
            text="Which strategy does Coastal follow then?",
            options=lambda data: STRATEGIES,
            answer=lambda data: market(data).strategies["Coastal"],
            working=lambda data: market(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: "stuck in the middle",
                        "Its margin is 55 dollars now. The mean is 47.50."),
                Mistake("narrow", lambda d: "cost focus",
                        "By cost, yes. But it serves five of six segments."),
            ),
        ),
        Number(
            name="rate",
            text="How many days does one dollar buy between East and River?",
            unit="day",
            answer=lambda data: without(data).rates[-1],
            working=lambda data: without(data).steps()[-1:],
            mistakes=(
                Mistake("upside down", lambda d: (75 - 48) / (6 - 3),
                        "That is dollars for a day. Divide days by dollars."),
                Mistake("mean of both", lambda d: (2 / 12 + 1 / 15) / 2,
                        "Rates are not averaged: take all days over all dollars."),
                Mistake("West to River", lambda d: 1 / 15, "West is closed."),
            ),
        ),
    ),
)  # fmt: skip
