"""The questions at the end of the case on zero-based budgeting: numbers that its text tells."""

from opstools import datasets
from opstools.budgeting import choose_packages, control_matrix, limit_book, rank_packages
from opstools.coursework import Choice, Exercise, Mistake, Number


def numbers(random):
    """What the text says."""
    return {"budget": 165, "extra": 60, "dropped": "limit book"}


def ranked(data):
    return rank_packages(datasets.load("decision_packages", budget=data["budget"]))


def best(data):
    return choose_packages(datasets.load("decision_packages", budget=data["budget"]))


def book(data):
    month = datasets.load("limit_month")
    rows = month.to_frame()
    rows.loc[5, "amount"] = data["extra"]
    return limit_book(rows, limits=dict(month.limits), signatures=month.signatures)


def controls():
    return control_matrix(datasets.load("spending_controls"))


def without(data):
    return controls().measures["residual"] + controls().worth[data["dropped"]]


EXERCISE = Exercise(
    title="Questions of the case on zero-based budgeting",
    data=numbers,
    questions=(
        Number(
            name="best",
            text="What is the most benefit that 165,000 yuan can bring?",
            unit="points",
            tolerance=0,
            answer=lambda data: best(data).benefit,
            working=lambda data: best(data).steps(),
            mistakes=(
                Mistake("ranked", lambda d: ranked(d).benefit,
                        "That is what ranking brings. Another choice brings more."),
                Mistake("as before", lambda d: best({"budget": 120}).benefit,
                        "That is with 120,000 yuan."),
                Mistake("all of them", lambda d: 321, "That is all packages at their highest."),
            ),
        ),
        Number(
            name="lost",
            text="What share of it does ranking lose?",
            unit="%",
            tolerance=0.02,
            answer=lambda data: ranked(data).gap,
            working=lambda data: ranked(data).steps(),
            mistakes=(
                Mistake("of the ranking", lambda d: best(d).benefit / ranked(d).benefit - 1,
                        "That is a share of the ranking. Divide by the most there is."),
                Mistake("as before", lambda d: ranked({"budget": 120}).gap,
                        "That is with 120,000 yuan."),
                Mistake("what is kept", lambda d: 1 - ranked(d).gap,
                        "That is what ranking brings. Take it from 1."),
            ),
        ),
        Number(
            name="left",
            text="What is left for marketing at the month's end, in thousand yuan?",
            unit="k yuan",
            tolerance=0,
            answer=lambda data: book(data).left["marketing"],
            working=lambda data: book(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: book({"extra": 30}).left["marketing"],
                        "That is with an extra fund of 30."),
                Mistake("without it", lambda d: book(d).left["marketing"] - d["extra"],
                        "The extra fund raises the limit."),
                Mistake("both paid", lambda d: book(d).left["marketing"] - 50,
                        "The third entry lacks two signatures, whatever is left."),
            ),
        ),
        Number(
            name="loss",
            text="What loss a year is to be expected without the limit book, in thousand yuan?",
            unit="k yuan",
            answer=without,
            working=lambda data: controls().steps(),
            mistakes=(
                Mistake("its worth", lambda d: controls().worth[d["dropped"]],
                        "That is how much the loss rises. Add what is left behind all three."),
                Mistake("with it", lambda d: controls().measures["residual"],
                        "That is behind all three controls."),
                Mistake("without any", lambda d: controls().measures["exposure"],
                        "That is without any control. Two are still at work."),
            ),
        ),
        Choice(
            name="apart",
            text="Who should not enter the limit book?",
            options=lambda data: ("the applicant", "finance", "a clerk of another department"),
            answer=lambda data: "the applicant",
            mistakes=(
                Mistake("finance", lambda d: "finance",
                        "Finance did not ask for the money. Who did?"),
            ),
        ),
    ),
)  # fmt: skip
