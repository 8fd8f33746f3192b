"""The questions of the bank case: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.core import Step, Steps
from opstools.coursework import Exercise, Mistake, Number
from opstools.process_map import ProcessMap, analyse

ASSEMBLE = "assemble"


def numbers(random):
    """What the text says."""
    return {"half": 0.9, "mean": 2, "saved": 0.3, "fixed": 1200, "centre": 5.4, "branch": 8.4}


def sliced():
    return ProcessMap.from_file(datasets.case("bank_sliced"))


def cut_again(data):
    """The payee in two slices."""
    payee = sliced().step("type the payee")
    more = {f"type the payee {k}": {**vars(payee), "time": data["half"]} for k in (1, 2)}
    steps = {name: {k: v for k, v in each.items() if k != "name"} for name, each in more.items()}
    flows = {("accept and scan", name): {} for name in more} | {(n, ASSEMBLE): {} for n in more}
    return analyse(sliced().changed(steps={**steps, "type the payee": None}, flows=flows))


def told(text, formula, value, unit=""):
    return Steps([Step(text, formula, value, unit)])


EXERCISE = Exercise(
    title="Questions of the case of a bank's back office",
    data=numbers,
    questions=(
        Number(
            name="way",
            text="How long is the longest way with the payee in two slices?",
            unit="min",
            answer=lambda data: cut_again(data).duration,
            working=lambda data: cut_again(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: analyse(sliced()).duration,
                        "That is with the payee as one slice of 1.8 minutes."),
                Mistake("halved", lambda d: 3 + 0.9 + 4,
                        "The amount takes 1.2 minutes, and is the longest slice now."),
                Mistake("no doubt", lambda d: 3 + 1.2,
                        "Asked is the longest way, with a doubt to be settled."),
            ),
        ),
        Number(
            name="last",
            text="After how many minutes are two slices of 2 minutes both done?",
            unit="min",
            answer=lambda data: 1.5 * data["mean"],
            working=lambda data: told("The mean of the last of two.",
                                      r"2 + 2 - \frac{1}{0.5 + 0.5}", 3, "min"),
            mistakes=(
                Mistake("the mean", lambda d: 2,
                        "One of them is late. The last of two takes longer than either."),
                Mistake("the sum", lambda d: 4, "They are typed at the same time."),
                Mistake("the first", lambda d: 1, "That is when the first of them is done."),
            ),
        ),
        Number(
            name="share",
            text="Which share must go outside to save 30 %?",
            unit="%",
            answer=lambda data: data["saved"] / (2 / 3),
            working=lambda data: told("What is saved over what each unit saves.",
                                      r"\frac{0.3}{1 - 0.333333}", 0.45, "%"),
            mistakes=(
                Mistake("what is saved", lambda d: d["saved"],
                        "A unit outside saves two thirds of its cost, not all of it."),
                Mistake("times three", lambda d: 3 * d["saved"],
                        "A unit outside costs a third. It saves two thirds."),
            ),
        ),
        Number(
            name="forms",
            text="From how many forms a day does the centre pay?",
            tolerance=0.001,
            answer=lambda data: data["fixed"] / (data["branch"] - data["centre"]),
            working=lambda data: told("The fixed cost over what a form saves.",
                                      r"\frac{1200}{8.4 - 5.4}", 400),
            mistakes=(
                Mistake("over the branch", lambda d: d["fixed"] / d["branch"],
                        "In the centre a form costs something too. Take the difference."),
                Mistake("over the centre", lambda d: d["fixed"] / d["centre"],
                        "Divide by what a form saves: branch less centre."),
            ),
        ),
    ),
)  # fmt: skip
