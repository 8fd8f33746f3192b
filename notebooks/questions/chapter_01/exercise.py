"""The questions at the end of chapter 01: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number, Order
from opstools.priorities import (
    Operation,
    Operations,
    Service,
    Services,
    classify,
    service_kinds,
    timeline,
)

IN_TIME = ("division of labour", "moving assembly line", "Gantt chart",
           "material requirements planning", "lean production")  # fmt: skip
PROCESSES = ("project", "job shop", "batch", "line", "continuous")
KINDS = ("service factory", "service shop", "mass service", "professional service")


def numbers(random):
    """What the text says."""
    return {
        "print shop": [2, 5, 3, 3], "brewery": [4, 3.5, 2, 2], "four V": [4, 2, 3, 1],
        "driving school": [80, 120, 0.7],
        "furniture": {"buy": 20, "make parts": 6, "put together": 2}, "patience": 8,
    }  # fmt: skip


def kinds(data, name):
    return classify(Operations((Operation(name, *data[name]),)))


def school(data):
    return service_kinds(Services((Service("driving school", *data["driving school"]),)))


def to_order(data):
    """The last stages that fit into what the customer waits."""
    done = 0
    for days in reversed(data["furniture"].values()):
        if done + days > data["patience"]:
            break
        done += days
    return done


def ideas():
    return timeline(datasets.load("ideas"))


EXERCISE = Exercise(
    title="Questions of chapter 01",
    data=numbers,
    questions=(
        Number(
            name="place",
            text="Which place do volume and variety give on the diagonal?",
            tolerance=0,
            answer=lambda data: kinds(data, "print shop").places["print shop"],
            working=lambda data: kinds(data, "print shop").steps()[:1],
            mistakes=(
                Mistake("variety not turned", lambda d: (2 + 5) / 2,
                        "Much variety draws to the left: take 6 − variety."),
                Mistake("not halved", lambda d: 2 + 6 - 5,
                        "Take the mean of both: divide by 2."),
                Mistake("turned by five", lambda d: (2 + 5 - 5) / 2,
                        "On marks from 1 to 5 the turned one is 6 − variety."),
            ),
        ),
        Choice(
            name="process",
            text="Which process do they ask for?",
            options=lambda data: PROCESSES,
            answer=lambda data: kinds(data, "brewery").asked["brewery"],
            working=lambda data: kinds(data, "brewery").steps()[:1],
            mistakes=(
                Mistake("by the product", lambda d: "continuous",
                        "Beer flows, but many kinds of it are brewed one after the other."),
                Mistake("by volume alone", lambda d: "line",
                        "A volume of 4 alone would ask for a line. Its variety draws it back."),
            ),
        ),
        Number(
            name="lean",
            text="How far do the four V lean to standard work?",
            tolerance=0,
            answer=lambda data: kinds(data, "four V").standard["four V"],
            working=lambda data: kinds(data, "four V").steps()[1:],
            mistakes=(
                Mistake("none turned", lambda d: sum(d["four V"]) / 4,
                        "Variety, variation and visibility count the other way: 6 − mark."),
                Mistake("all turned", lambda d: 6 - sum(d["four V"]) / 4,
                        "Volume is not turned: much of it makes a unit cheap."),
                Mistake("added up", lambda d: 16, "Take the mean of the four."),
            ),
        ),
        Choice(
            name="kind",
            text="Which of the four kinds of service is it?",
            options=lambda data: KINDS,
            answer=lambda data: school(data).kinds["driving school"],
            working=lambda data: school(data).steps(),
            mistakes=(
                Mistake("much labour", lambda d: "professional service",
                        "People are only 80 of 200: cars and rooms cost more."),
                Mistake("little contact", lambda d: "service factory",
                        "The learner is there in 70 % of the work."),
            ),
        ),
        Number(
            name="to_order",
            text="How many days of the 28 are done to order?",
            unit="day",
            tolerance=0,
            answer=to_order,
            mistakes=(
                Mistake("as before", lambda d: 2,
                        "That was with customers who wait 3 days."),
                Mistake("all", lambda d: 28,
                        "Nobody waits for the wood: it is bought before the order comes."),
                Mistake("to stock", lambda d: 20,
                        "That is what is done to stock."),
            ),
        ),
        Order(
            name="in_time",
            text="Put the ideas in the order of their years.",
            answer=lambda data: [idea for idea in ideas().answer if idea in IN_TIME],
            working=lambda data: ideas().steps(),
        ),
        Choice(
            name="concept",
            text="Which of the five concepts is it?",
            options=lambda data: datasets.load("five_concepts").concepts,
            answer=lambda data: "lean production",
            mistakes=(
                Mistake("its name", lambda d: "business process reengineering",
                        "So the director calls it. Is there a clean sheet, or small steps?"),
            ),
        ),
    ),
)  # fmt: skip
