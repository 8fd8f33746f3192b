"""Which villages get a clinic: the average way, the longest way, the fewest clinics."""

from itertools import combinations

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.facility_location import Distances, p_centre, p_median, set_covering

VILLAGES, SITES = ("Ant", "Bee", "Cat", "Dog", "Elk", "Fox", "Gnu"), ("Ant", "Cat", "Elk", "Gnu")


def draw(random):
    """Seven villages on a grid of roads, four of which may get a clinic."""
    at = dict(zip(VILLAGES, random.sample([(x, y) for x in range(19) for y in range(13)], 7),
                  strict=True))  # fmt: skip

    def far(a, b):
        return abs(at[a][0] - at[b][0]) + abs(at[a][1] - at[b][1])

    rows = [{"village": v, **{s: far(v, s) for s in SITES}, "people": 10 * random.randint(5, 60)}
            for v in VILLAGES]  # fmt: skip
    fitting = [reach for reach in range(5, 16) if one_set({"table": rows, "reach": reach})]
    return {"table": rows, "reach": random.choice(fitting or [1])}


@remembered
def distances(data):
    frame = pd.DataFrame(data["table"]).rename(columns={"village": "customer", "people": "weight"})
    return Distances.from_frame(frame, load="people")


def people(data):
    return sum(row["people"] for row in data["table"])


def choice(data, sites):
    """Total way of all people to two clinics."""
    return sum(row["people"] * min(row[s] for s in sites) for row in data["table"])


@remembered
def best(data):
    return p_median(distances(data), sites=2)


def pair(sites):
    return " and ".join(sites)


def pairs(data=None):
    return [pair(each) for each in combinations(SITES, 2)]


def sets(data=None):
    """Two or three clinics, as they are written."""
    return [*pairs(), *(names(each) for each in combinations(SITES, 3))]


def names(sites):
    return " and ".join(filter(None, [", ".join(sites[:-1]), sites[-1]]))


@remembered
def smallest(data):
    """All sets of the fewest clinics that have everybody within the reach."""
    for number in range(1, len(SITES) + 1):
        found = [
            each
            for each in combinations(SITES, number)
            if all(min(row[s] for s in each) <= data["reach"] for row in data["table"])
        ]
        if found:
            return found
    return []


def one_set(data):
    """Whether a single set of two or three clinics is the smallest that everybody can reach."""
    return [len(each) in (2, 3) for each in smallest(data)] == [True]


def sound(data):
    """One best pair, and one smallest set of two or three clinics that everybody can reach."""
    costs = sorted(choice(data, each) for each in combinations(SITES, 2))
    covering = smallest(data)
    if (
        len(covering) != 1
        or len(covering[0]) not in (2, 3)
        or costs[1] - costs[0] < 0.02 * costs[0]
    ):
        return False
    longest = p_centre(distances(data), sites=2).cost
    by_median = max(min(row[s] for s in best(data).open) for row in data["table"])
    return longest < by_median


def working(data):
    return best(data).steps()


EXERCISE = Exercise(
    title="Three aims for two clinics",
    data=draw,
    sound=sound,
    picture=lambda data: distances(data).plot(),
    questions=(
        Choice(
            name="pair",
            text="Which two villages get a clinic if the average way is to be short?",
            points=3,
            options=pairs,
            answer=lambda data: pair(best(data).open),
            working=working,
        ),
        Number(
            name="average",
            text="How far has the average person to go then?",
            points=2,
            unit="km",
            answer=lambda data: float(best(data).cost) / people(data),
            working=working,
            mistakes=(
                Mistake("all together", lambda d: best(d).cost,
                        "That is the way of all people together. Divide by the people."),
                Mistake("by villages", lambda d: float(best(d).cost) / len(VILLAGES),
                        "Divide by the people, not by the villages."),
                Mistake("no weights", lambda d: sum(min(row[s] for s in best(d).open)
                                                   for row in d["table"]) / len(VILLAGES),
                        "That is the mean of the villages. More people live in some of them."),
            ),
        ),
        Number(
            name="longest",
            text="How long is the longest way if that is made as short as two clinics allow?",
            points=2,
            unit="km",
            tolerance=0,
            answer=lambda data: p_centre(distances(data), sites=2).cost,
            working=lambda data: p_centre(distances(data), sites=2).steps(),
            mistakes=(
                Mistake("at the other pair",
                        lambda d: max(min(row[s] for s in best(d).open) for row in d["table"]),
                        "That is the longest way with the pair for the average person."),
                Mistake("one clinic", lambda d: p_centre(distances(d), sites=1).cost,
                        "That is with one clinic."),
                Mistake("all four", lambda d: max(min(row[s] for s in SITES) for row in d["table"]),
                        "That is with a clinic in all four villages.")
            ),
        ),
        Choice(
            name="fewest",
            text="Which is the smallest set that has a clinic for everybody within the reach?",
            points=2,
            options=sets,
            answer=lambda data: names(smallest(data)[0]),
            working=lambda data: set_covering(distances(data), reach=data["reach"]).steps(),
        ),
    ),
)  # fmt: skip
