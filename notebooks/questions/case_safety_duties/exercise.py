"""The questions of the case of safety duties: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.core import Step, Steps
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.process_map import ProcessMap, responsibilities


def numbers(random):
    """What the text says."""
    return {"people": 10, "share": 0.98}


def table():
    return responsibilities(ProcessMap.from_file(datasets.case("safety_duties")))


def single(number):
    return sum(len(step.responsible) == number for step in table().problem.steps)


def by_duties():
    return table().load().sort_values("R", kind="stable")["role"].tolist()


EXERCISE = Exercise(
    title="Questions of the case of safety duties",
    data=numbers,
    questions=(
        Number(
            name="single",
            text="How many duties have exactly one entry that does them?",
            tolerance=0,
            answer=lambda data: single(1),
            working=lambda data: table().steps(),
            mistakes=(
                Mistake("one person", lambda d: single(1) - 1,
                        "The department counts as an entry too, though it is nobody."),
                Mistake("two", lambda d: single(2), "Those have two entries."),
            ),
        ),
        Number(
            name="locked",
            text="On which share of evenings are all ten locked?",
            unit="%",
            answer=lambda data: data["share"] ** data["people"],
            working=lambda data: Steps(
                [Step("All ten remember it.", "0.98^{10}", 0.98**10, "%")]
            ),
            mistakes=(
                Mistake("one of them", lambda d: d["share"],
                        "That is one cabinet. All ten must be locked."),
                Mistake("at least one", lambda d: 1 - (1 - d["share"]) ** d["people"],
                        "That is the share with at least one locked."),
                Mistake("some open", lambda d: 1 - d["share"] ** d["people"],
                        "That is the share with at least one open."),
            ),
        ),
        Choice(
            name="most",
            text="Which post has most duties?",
            options=lambda data: table().roles,
            answer=lambda data: by_duties()[-1],
            working=lambda data: table().steps(),
            mistakes=(
                Mistake("the director", lambda d: "Director",
                        "The director answers for most. Count who does them."),
                Mistake("the fewest", lambda d: by_duties()[0], "That one has fewest."),
            ),
        ),
    ),
)  # fmt: skip
