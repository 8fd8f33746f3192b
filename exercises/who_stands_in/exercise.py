"""A skills matrix: how much people can do, and what hangs on one of them."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.flexibility import skills_matrix

PEOPLE = ("Ana", "Bo", "Chen", "Dora", "Emil", "Fay")
OPERATIONS = ("turn", "mill", "drill", "grind", "weld", "bend", "paint", "pack", "test")
CELLS = len(PEOPLE) * len(OPERATIONS)


def draw(random):
    """Levels of six people at nine operations; one operation has many who nearly can."""
    needed = random.choice([2, 3, 4])
    few = random.randint(0, needed - 2)
    most = random.randint(few + 1, 5)
    weak, *others = random.sample(OPERATIONS, len(OPERATIONS))
    columns = {weak: [random.choice([3, 4])] * few + random.choices([1, 2, 2, 2], k=6 - few)}
    for op in others:
        able = random.randint(few + 1, most)
        columns[op] = random.choices([3, 4], k=able) + random.choices([0, 0, 1, 2], k=6 - able)
    for column in columns.values():
        random.shuffle(column)
    rows = [{op: columns[op][k] for op in OPERATIONS} for k in range(len(PEOPLE))]
    return {
        "needed": needed,
        "levels": [{"operator": who, **row} for who, row in zip(PEOPLE, rows, strict=True)],
    }


@remembered
def coverage(data):
    return skills_matrix(pd.DataFrame(data["levels"]), needed=data["needed"])


@remembered
def learners(data):
    """The same when people at level 2 count too."""
    return skills_matrix(pd.DataFrame(data["levels"]), alone=2, needed=data["needed"])


def missing(data):
    return int(coverage(data).to_frame()["missing"].sum())


def anybody(data):
    return sum(row[op] > 0 for row in data["levels"] for op in OPERATIONS) / CELLS


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
    needed = data["needed"]
    gaps = sum(number < needed for number in now)
    return (
        sorted(now)[0] < sorted(now)[1]
        and OPERATIONS.index(by_levels(data)) != now.index(min(now))
        and len({sum(now), sum(soon), sum(some)}) == 3
        and 1 < gaps < len(OPERATIONS)
        and gaps not in (sum(number < needed for number in soon), len(OPERATIONS) - gaps)
        and sum(max(0, needed - number) for number in now) not in (gaps, needed * gaps)
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
                    r[op] for r in d["levels"] for op in OPERATIONS) / (4 * CELLS),
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
            text="How many operations have fewer people than needed who do them alone?",
            points=2,
            tolerance=0,
            answer=lambda data: len(coverage(data).gaps),
            working=working,
            mistakes=(
                Mistake("the covered ones", lambda d: len(OPERATIONS) - len(coverage(d).gaps),
                        "So many are covered."),
                Mistake("level 2 too", lambda d: len(learners(d).gaps),
                        "At level 2 somebody still needs help."),
                Mistake("people missing", missing,
                        "So many people are missing. Count operations."),
            ),
        ),
        Number(
            name="lessons",
            text="How many trainings does it take until each has as many as needed?",
            points=2,
            tolerance=0,
            answer=missing,
            working=working,
            mistakes=(
                Mistake("one each", lambda d: len(coverage(d).gaps),
                        "Where more than one is missing, more than one must be trained."),
                Mistake("as many as needed", lambda d: d["needed"] * len(coverage(d).gaps),
                        "Those who work alone already need no training."),
                Mistake("everybody", lambda d: CELLS - sum(coverage(d).covered),
                        "Not everybody has to do everything."),
            ),
        ),
    ),
)  # fmt: skip
