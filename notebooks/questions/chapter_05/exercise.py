"""The questions at the end of chapter 05: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.flow import critical_path
from opstools.house_of_quality import choose_targets, planning_matrix, technical_importance


def numbers(random):
    """What the text says."""
    return {
        "noise": 6, "budget": 45,
        "need": {"importance": 4, "current": 2, "goal": 3, "sales_point": 1.2},
    }  # fmt: skip


def house(data):
    weights = {**datasets.load("car_door").effective_weights, "no road noise": data["noise"]}
    return technical_importance(datasets.load("car_door"), weights=weights)


def before():
    return technical_importance(datasets.load("car_door"))


def planned(data):
    one = {key: {"need": value} for key, value in data["need"].items()}
    importance = one.pop("importance")
    return planning_matrix(importance, **one)


def project(data):
    import pandas as pd

    rows = [
        ("concept 1", 4, ""), ("concept 2", 4, "concept 1"), ("design 1", 10, "concept 1"),
        ("design 2", 10, "concept 2, design 1"), ("trial", 12, "design 2"), ("start", 6, "trial"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["activity", "time", "predecessors"])
    return critical_path(table, time_unit="week")


def bought(data):
    return choose_targets(datasets.load("car_door"), budget=data["budget"])


EXERCISE = Exercise(
    title="Questions of chapter 05",
    data=numbers,
    questions=(
        Number(
            name="seal",
            text="What is the absolute importance of the door seal?",
            tolerance=0,
            answer=lambda data: house(data).absolute["door seal"],
            working=lambda data: house(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: before().absolute["door seal"],
                        "That is with the old weight of 2."),
                Mistake("no weights", lambda d: 3 + 9 + 9,
                        "Multiply each relationship by the weight of its need."),
                Mistake("the energy", lambda d: house(d).absolute["energy to close"],
                        "That is the energy to close."),
            ),
        ),
        Choice(
            name="first",
            text="Which requirement is first?",
            options=lambda data: datasets.load("car_door").requirements,
            answer=lambda data: house(data).ordered[0],
            working=lambda data: house(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: before().ordered[0],
                        "That is first with the old weights. Compare the sums again."),
            ),
        ),
        Number(
            name="weight",
            text="What does the need weigh in the planning matrix?",
            answer=lambda data: planned(data).absolute_weight["need"],
            working=lambda data: planned(data).steps(),
            mistakes=(
                Mistake("upside down", lambda d: 4 * 2 / 3 * 1.2,
                        "The improvement ratio is the goal over today's mark."),
                Mistake("no sales point", lambda d: 4 * 3 / 2,
                        "Multiply by the sales point too."),
                Mistake("the gap", lambda d: 4 * (3 - 2) * 1.2,
                        "That multiplies by the gap. The ratio is goal over current mark."),
            ),
        ),
        Number(
            name="weeks",
            text="How many weeks does the project take?",
            unit="week",
            tolerance=0,
            answer=lambda data: project(data).measures["duration"],
            working=lambda data: project(data).steps(),
            mistakes=(
                Mistake("one by one", lambda d: 46,
                        "That is one step after the other. Design still overlaps with concept."),
                Mistake("overlapped", lambda d: 36,
                        "That is with a trial that begins at half the design."),
                Mistake("only the long ones", lambda d: 20 + 12 + 6,
                        "The first half of the concept comes before the design."),
            ),
        ),
        Number(
            name="bought",
            text="Which share of the importance can 45 dollars a door buy at most?",
            unit="%",
            answer=lambda data: bought(data).importance,
            working=lambda data: bought(data).steps(),
            mistakes=(
                Mistake("the first alone", lambda d: before().relative["energy to close"],
                        "That is the most important one. Two others together bring more."),
                Mistake("for 60", lambda d: choose_targets(datasets.load("car_door"),
                                                           budget=60).importance,
                        "That is what 60 dollars buy."),
                Mistake("the seal alone", lambda d: before().relative["door seal"],
                        "There is money left for another one."),
            ),
        ),
    ),
)  # fmt: skip
