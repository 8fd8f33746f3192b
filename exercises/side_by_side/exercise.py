"""A chain of controls cut into slices: the longest way, what is saved, hand-offs, the slack."""

from itertools import pairwise
from statistics import mean

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.process_map import ProcessMap, analyse

SLICES = ("date", "amount", "payee", "account", "bank", "purpose", "signature")


def draw(random):
    """Scan, three to seven slices, assembly, release."""
    names = SLICES[: random.randint(3, len(SLICES))]
    slices = random.sample(range(4, 15), len(names))
    first, last = {"scan": random.randint(1, 4)}, {"assemble": random.randint(1, 3)}
    times = {**first, **dict(zip(names, slices, strict=True)), **last}
    return {"times": {**times, "release": random.randint(1, 4)}}


def process(data, flows):
    lanes = {"scan": "Front desk", "assemble": "System", "release": "Centre head"}
    steps = pd.DataFrame([
        {"step": step, "responsible": lanes.get(step, f"Typist {step}"), "time": time}
        for step, time in data["times"].items()
    ])  # fmt: skip
    return ProcessMap.from_frame(steps, flows=flows)


@remembered
def chain(data):
    names = list(data["times"])
    return analyse(process(data, list(pairwise(names))))


@remembered
def sliced(data):
    flows = [flow for each in typed(data) for flow in (("scan", each), (each, "assemble"))]
    return analyse(process(data, [*flows, ("assemble", "release")]))


def typed(data):
    """Slice -> its minutes."""
    return {step: time for step, time in data["times"].items() if step in SLICES}


def longest(data):
    return max(typed(data).values())


def working(data):
    return sliced(data).steps()


def slack(data):
    return longest(data) - min(typed(data).values())


EXERCISE = Exercise(
    title="Side by side",
    data=draw,
    picture=lambda data: sliced(data).problem.plot(),
    questions=(
        Number(
            name="chain",
            text="How long does a cheque take if all steps follow one another, in minutes?",
            unit="min",
            tolerance=0,
            answer=lambda data: chain(data).duration,
            working=lambda data: chain(data).steps(),
            mistakes=(
                Mistake("the longest slice", lambda d: sliced(d).duration,
                        "That is with the slices side by side."),
                Mistake("no assembly", lambda d: chain(d).duration - d["times"]["assemble"],
                        "Assembly takes its time too."),
            ),
        ),
        Number(
            name="sliced",
            text="And if the slices are typed side by side?",
            points=2,
            unit="min",
            tolerance=0,
            answer=lambda data: sliced(data).duration,
            working=working,
            mistakes=(
                Mistake("the mean slice", lambda d: sliced(d).duration - longest(d)
                        + mean(typed(d).values()),
                        "Assembly waits for the last slice, not for the average one."),
                Mistake("the shortest slice", lambda d: sliced(d).duration - slack(d),
                        "Assembly waits for the last slice, not for the first."),
                Mistake("one after the other", lambda d: chain(d).duration,
                        "That is the chain."),
            ),
        ),
        Number(
            name="hand_offs",
            text="How often does the work change hands when it is sliced?",
            tolerance=0,
            answer=lambda data: sliced(data).hand_offs,
            working=working,
            mistakes=(
                Mistake("as in the chain", lambda d: chain(d).hand_offs,
                        "That is the chain. Count every arrow to another lane."),
                Mistake("one way", lambda d: len(typed(d)),
                        "To each typist, and on from each of them, and then to the head."),
            ),
        ),
        Number(
            name="slack",
            text="How many minutes later may the shortest slice be typed, and nothing is delayed?",
            points=2,
            unit="min",
            tolerance=0,
            answer=slack,
            working=working,
            mistakes=(
                Mistake("the longest", longest,
                        "That is the longest slice. How much sooner is the shortest one done?"),
                Mistake("to the middle", lambda d: sorted(typed(d).values())[1]
                        - min(typed(d).values()), "Compare it with the longest slice."),
            ),
        ),
    ),
)  # fmt: skip
