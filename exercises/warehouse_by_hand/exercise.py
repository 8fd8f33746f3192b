"""Centre of gravity of five shops, what it costs, and a better place found by hand."""

from itertools import accumulate

import pandas as pd

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.facility_location import (
    Points,
    by_hand,
    centre_of_gravity,
    rectilinear_median,
    weber_point,
)

SHOPS = ("Ash", "Birch", "Cedar", "Elm", "Fir")


def draw(random):
    """Five shops on a map of 100 km, one of them far heavier than the others."""
    heavy = random.choice(SHOPS)
    return {
        "shops": [
            {
                "name": shop,
                "x": random.randint(0, 100),
                "y": random.randint(0, 100),
                "weight": random.randint(30, 50) if shop == heavy else random.randint(4, 20),
            }
            for shop in SHOPS
        ]
    }


@remembered
def shops(data):
    return Points.from_frame(pd.DataFrame(data["shops"]))


@remembered
def gravity(data):
    return centre_of_gravity(shops(data))


@remembered
def weber(data):
    return weber_point(shops(data))


@remembered
def median(data):
    return rectilinear_median(shops(data))


def plain_mean(data, axis):
    return sum(shop[axis] for shop in data["shops"]) / len(SHOPS)


def stretch(data):
    """Whether half of the weight lies on either side of a gap: all of it is best on a grid."""
    west_to_east = sorted(data["shops"], key=lambda shop: shop["x"])
    sums = list(accumulate(shop["weight"] for shop in west_to_east))
    return sums[-1] / 2 in sums


def sound(data):
    """The centre of gravity costs visibly more than the best place; no two places are alike."""
    places = [tuple(map(float, each(data).answer)) for each in (gravity, weber, median)]
    apart = all(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1
                for k, a in enumerate(places) for b in places[:k])  # fmt: skip
    spread = len({shop["x"] for shop in data["shops"]}) == len(SHOPS)
    means = abs(plain_mean(data, "x") - float(gravity(data).x)) > 1
    middle = sorted(shop["x"] for shop in data["shops"])[len(SHOPS) // 2]
    weighed = abs(float(median(data).x) - middle) > 1
    clear = apart and spread and means and weighed and not stretch(data)
    return gravity(data).measures["could_save"] > 0.01 and clear


def squared(data):
    """Σ w·d², which the centre of gravity makes least."""
    rows = zip(data["shops"], gravity(data).distances, strict=True)
    return sum(shop["weight"] * d**2 for shop, d in rows)


EXERCISE = Exercise(
    title="A warehouse for five shops",
    data=draw,
    sound=sound,
    picture=lambda data: gravity(data).plot(),
    questions=(
        Number(
            name="x",
            text="What is the x coordinate of the centre of gravity?",
            points=2,
            unit="km",
            answer=lambda data: gravity(data).x,
            working=lambda data: gravity(data).steps(),
            mistakes=(
                Mistake("no weights", lambda d: plain_mean(d, "x"),
                        "That is the mean of the coordinates. Weigh each with its loads."),
                Mistake("the sum", lambda d: float(gravity(d).x)
                        * sum(shop["weight"] for shop in d["shops"]),
                        "Divide by the sum of the weights."),
                Mistake("divided by the shops", lambda d: float(gravity(d).x)
                        * sum(shop["weight"] for shop in d["shops"]) / len(SHOPS),
                        "Divide by the sum of the weights, not by the number of shops."),
            ),
        ),
        Number(
            name="cost",
            text="What does the centre of gravity cost, weight times straight distance?",
            points=2,
            unit="loads·km",
            answer=lambda data: gravity(data).cost,
            working=lambda data: gravity(data).steps(),
            mistakes=(
                Mistake("squares", squared,
                        "You added squares of distances. Freight is paid by the kilometre."),
                Mistake("along the axes",
                        lambda d: by_hand(shops(d), tuple(gravity(d).answer),
                                          metric="rectilinear").cost,
                        "That is the distance along the axes. Asked is the straight one."),
                Mistake("no weights", lambda d: sum(gravity(d).distances),
                        "Each distance is travelled once for each load: multiply by the weight."),
            ),
        ),
        Number(
            name="saved",
            text="How much of that cost would the best place save? Write a share or per cent.",
            points=2,
            unit="%",
            answer=lambda data: gravity(data).measures["could_save"],
            working=lambda data: weber(data).steps(),
            mistakes=(
                Mistake("of the best", lambda d: float(gravity(d).cost) / float(weber(d).cost) - 1,
                        "Compare with the cost of the centre of gravity, which is to be saved."),
                Mistake("what is left", lambda d: float(weber(d).cost) / float(gravity(d).cost),
                        "That is what the best place costs of it. Asked is the rest of 100 %."),
                Mistake("the median's",
                        lambda d: 1 - by_hand(shops(d), tuple(median(d).answer)).cost
                        / gravity(d).cost,
                        "That is what the median saves. The Weber point saves most."),
            ),
        ),
        Number(
            name="median",
            text="On a grid of streets, what is the x coordinate of the best place?",
            points=2,
            unit="km",
            answer=lambda data: median(data).x,
            working=lambda data: median(data).steps(),
            mistakes=(
                Mistake("the centre of gravity", lambda d: gravity(d).x,
                        "That is the centre of gravity. On a grid the weighted median is best."),
                Mistake("the Weber point", lambda d: weber(d).x,
                        "That is the best place for straight ways."),
                Mistake("a median without weights",
                        lambda d: sorted(shop["x"] for shop in d["shops"])[len(SHOPS) // 2],
                        "That is the median of the shops. Count each with its weight."),
            ),
        ),
    ),
)  # fmt: skip
