"""The questions of the training case: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Exercise, Mistake, Number
from opstools.process_map import ProcessMap, analyse

MARKET = "4 market and competition"
PLANNING = "5 planning the business"


def numbers(random):
    """What the text says."""
    return {"market": 10, "planning": 9}


def programme():
    return ProcessMap.from_file(datasets.case("training_programme"))


def longer(data):
    return analyse(programme().changed(steps={MARKET: {"time": data["market"]}}))


def planned(data):
    return analyse(programme().changed(steps={PLANNING: {"time": data["planning"]}}))


def spare(found):
    return found.schedule.slack["6 running the business"]


EXERCISE = Exercise(
    title="Questions of the case of a training programme",
    data=numbers,
    questions=(
        Number(
            name="longest",
            text="How long is the longest way with ten hours for part 4?",
            unit="h",
            tolerance=0,
            answer=lambda data: longer(data).duration,
            working=lambda data: longer(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: analyse(programme()).duration,
                        "That is with six hours for part 4."),
                Mistake("all hours", lambda d: longer(d).work,
                        "That is all teaching. Some parts can be heard side by side."),
            ),
        ),
        Number(
            name="slack",
            text="By how many hours may part 6 be longer, with nine hours for part 5?",
            unit="h",
            tolerance=0,
            answer=lambda data: spare(planned(data)),
            working=lambda data: planned(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: spare(analyse(programme())),
                        "That is with six hours for part 5."),
                Mistake("none", lambda d: 0,
                        "Part 5 runs beside it and takes longer."),
                Mistake("its own length", lambda d: 4, "Compare it with part 5, not with nothing."),
            ),
        ),
    ),
)  # fmt: skip
