"""Factor rating of five sites: points, the best one, and when the winner changes."""

import pandas as pd

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.facility_location import factor_rating

FACTORS = ("price", "roads", "labour", "schools")
SITES = ("Canal", "Forest", "Harbour", "Market", "Station")


def draw(random):
    """Scores of five sites by four factors, and weights that do not sum to 1."""
    return {
        "weights": {factor: random.randint(1, 9) for factor in FACTORS},
        "scores": [
            {"factor": factor, **{site: random.randrange(30, 100, 5) for site in SITES}}
            for factor in FACTORS
        ],
    }


@remembered
def rating(data):
    return factor_rating(pd.DataFrame(data["scores"]), weights=data["weights"])


def points(data):
    return rating(data).scores[rating(data).best]


def plain(data, site):
    """The points with every factor counting alike."""
    return sum(row[site] for row in data["scores"]) / len(FACTORS)


def price_line(data, site):
    """Points of a site where the price counts nothing, and where it counts alone."""
    others = {f: w for f, w in data["weights"].items() if f != "price"}
    rows = {row["factor"]: row[site] for row in data["scores"]}
    rest = sum(w * rows[f] for f, w in others.items()) / sum(others.values())
    return rest, rows["price"]


def by_price_alone(data):
    return max(SITES, key=lambda site: price_line(data, site)[1])


def sound(data):
    """One winner, with a lead, that is not the winner by price alone."""
    shares = sorted(rating(data).scores.values())
    prices = sorted(price_line(data, site)[1] for site in SITES)
    return (
        shares[-1] - shares[-2] > 1
        and prices[-1] > prices[-2]
        and by_price_alone(data) != rating(data).best
        and len(set(data["weights"].values())) > 1
    )


def turning(data):
    """The least share of the price at which another site takes over."""
    row = rating(data).sensitivity.set_index("factor").loc["price"]
    return float(row["to"])


def weight_at_turning(data):
    """The price's weight there, as in the table, the others as they are."""
    others = sum(weight for factor, weight in data["weights"].items() if factor != "price")
    return others * turning(data) / (1 - turning(data))


def working(data):
    return rating(data).steps()


EXERCISE = Exercise(
    title="Rate the sites",
    data=draw,
    sound=sound,
    picture=lambda data: rating(data).plot(),
    questions=(
        Number(
            name="weight",
            text="What share does the price have when the weights are made to sum to 1?",
            points=1,
            unit="%",
            answer=lambda data: data["weights"]["price"] / sum(data["weights"].values()),
            working=working,
            mistakes=(
                Mistake("as given", lambda d: d["weights"]["price"],
                        "That is the weight as given. Divide it by the sum of all weights."),
                Mistake("of the others",
                        lambda d: d["weights"]["price"]
                        / (sum(d["weights"].values()) - d["weights"]["price"]),
                        "Divide by all weights, the price's own among them."),
                Mistake("one in four", lambda d: 1 / len(FACTORS),
                        "That would be so if all factors counted alike."),
            ),
        ),
        Choice(
            name="best",
            text="Which site has the most points?",
            points=1,
            options=lambda data: SITES,
            answer=lambda data: rating(data).best,
            working=working,
            mistakes=(
                Mistake("by price alone", by_price_alone,
                        "That site has the best price. Weigh the other factors too."),
            ),
        ),
        Number(
            name="points",
            text="How many points has the best site?",
            points=2,
            unit="points",
            answer=points,
            working=working,
            mistakes=(
                Mistake("no weights", lambda d: plain(d, rating(d).best),
                        "That is the plain mean of its scores. Weigh each score."),
                Mistake("weights as given", lambda d: points(d) * sum(d["weights"].values()),
                        "Right so far: divide by the sum of the weights."),
                Mistake("added up", lambda d: plain(d, rating(d).best) * len(FACTORS),
                        "That is the sum of the scores. Multiply each by its share and add."),
            ),
        ),
        Number(
            name="turning",
            text="From which share of the price on does another site win, the other weights "
            "keeping their proportions?",
            points=3,
            unit="%",
            answer=turning,
            working=working,
            mistakes=(
                Mistake("the present share",
                        lambda d: d["weights"]["price"] / sum(d["weights"].values()),
                        "That is its share today. Let it grow until another site has as much."),
                Mistake("everything", lambda d: 1.0,
                        "At a share of 1 the price decides alone; another site leads earlier."),
                Mistake("in weights", weight_at_turning,
                        "Asked is the share, between 0 and 1, not a weight as in the table."),
            ),
        ),
    ),
)  # fmt: skip
