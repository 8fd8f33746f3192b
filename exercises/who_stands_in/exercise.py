"""A skills matrix: how much people can do, and what hangs on one of them."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.flexibility import skills_matrix

PEOPLE = ("Ana", "Bo", "Chen", "Dora", "Emil")
OPERATIONS = ("turn", "mill", "drill", "grind", "test")


def draw(random):
    """Levels of five people at five operations."""
    return {
        "levels": [
            {"operator": who, **{op: random.choice([0, 0, 1, 2, 3, 3, 4]) for op in OPERATIONS}}
            for who in PEOPLE
        ]
    }


@remembered
def coverage(data):
    return skills_matrix(pd.DataFrame(data["levels"]))


@remembered
def learners(data):
    """The same when people at level 2 count too."""
    return skills_matrix(pd.DataFrame(data["levels"]), alone=2)


def missing(data):
    return int(coverage(data).to_frame()["missing"].sum())


def anybody(data):
    return sum(row[op] > 0 for row in data["levels"] for op in OPERATIONS) / 25


def weakest(data):
    return min(OPERATIONS, key=lambda op: coverage(data).coverage[op])


def by_levels(data):
    """The operation with the lowest levels in all."""
    return min(OPERATIONS, key=lambda op: sum(row[op] for row in data["levels"]))


def able(data, least):
    """How many reach a level, by operation; counted plainly, as most draws are thrown away."""
    return [sum(row[op] >= least for row in data["levels"]) for op in OPERATIONS]


def sound(data):
    """One weakest operation, which is not that of the lowest levels; some gaps."""
    now, soon, some = (able(data, least) for least in (3, 2, 1))
    gaps = sum(number < 2 for number in now)
    return (
        sorted(now)[0] < sorted(now)[1]
        and OPERATIONS.index(by_levels(data)) != now.index(min(now))
        and len({sum(now), sum(soon), sum(some)}) == 3
        and gaps > 1
        and gaps not in (sum(number < 2 for number in soon), 5 - gaps)
        and sum(max(0, 2 - number) for number in now) != gaps
    )


def working(data):
    return coverage(data).steps()


EXERCISE = Exercise(
    title="Who stands in",
    data=draw,
    sound=sound,
    picture=lambda data: coverage(data).plot(),
    questions=(
        Number(
            name="coefficient",
            text="What is the skill coefficient?",
            points=2,
            unit="%",
            answer=lambda data: coverage(data).coefficient,
            working=working,
            mistakes=(
                Mistake("level 2 too", lambda d: learners(d).coefficient,
                        "At level 2 somebody still needs help."),
                Mistake("any level", anybody, "Count those who work alone, from level 3 on."),
                Mistake("the levels", lambda d: sum(
                    r[op] for r in d["levels"] for op in OPERATIONS) / 100,
                        "That is the sum of levels. Count the cells from level 3 on."),
            ),
        ),
        Choice(
            name="weakest",
            text="Which operation do fewest people do alone?",
            points=1,
            options=lambda data: OPERATIONS,
            answer=weakest,
            working=working,
            mistakes=(
                Mistake("lowest levels", by_levels,
                        "That one has the lowest levels in all. Count who works there alone."),
            ),
        ),
        Number(
            name="gaps",
            text="How many operations do fewer than two people do alone?",
            points=2,
            tolerance=0,
            answer=lambda data: len(coverage(data).gaps),
            working=working,
            mistakes=(
                Mistake("the covered ones", lambda d: 5 - len(coverage(d).gaps),
                        "So many are covered."),
                Mistake("level 2 too", lambda d: len(learners(d).gaps),
                        "At level 2 somebody still needs help."),
                Mistake("people missing", missing,
                        "So many people are missing. Count operations."),
            ),
        ),
        Number(
            name="lessons",
            text="How many trainings does it take until two people work alone at each?",
            points=2,
            tolerance=0,
            answer=missing,
            working=working,
            mistakes=(
                Mistake("one each", lambda d: len(coverage(d).gaps),
                        "Where nobody works alone, two must be trained."),
                Mistake("two each", lambda d: 2 * len(coverage(d).gaps),
                        "Where one works alone, one more is enough."),
                Mistake("everybody", lambda d: 25 - sum(coverage(d).covered),
                        "Not everybody has to do everything: two for each operation."),
            ),
        ),
    ),
)  # fmt: skip
