"""The questions at the end of chapter 04a: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number, Plan
from opstools.facility_location import (
    CostLine,
    break_even,
    centre_of_gravity,
    factor_rating,
    least_cost,
    north_west_corner,
    p_median,
    ship_optimally,
)

WEIGHTS = (20, 15, 25, 20, 20, 10)


def numbers(random):
    """What the text says, and the desks as a table."""
    desks = datasets.table("executive_furniture")
    return {
        "chicago_fixed": 90_000, "atlanta": 5000, "clinics": 3,
        "desks": desks.to_dict("records"), "unit": "desks",
    }  # fmt: skip


def countries(data):
    return factor_rating(datasets.load("country_factors"), weights=WEIGHTS)


def plants(data):
    *others, chicago = datasets.load("three_plants").sites
    cheaper = CostLine("Chicago", data["chicago_fixed"], chicago.variable)
    return break_even(datasets.load("three_plants").replace(sites=(*others, cheaper)))


def stores(data):
    quain = datasets.load("quain")
    *others, atlanta = quain.points
    grown = type(atlanta)(atlanta.name, atlanta.x, atlanta.y, data["atlanta"])
    return quain.replace(points=(*others, grown))


def desks(data):
    return datasets.load("executive_furniture")


def clinics(data, sites=None):
    return p_median(datasets.load("eight_villages"), sites=sites or data["clinics"])


def people():
    return sum(datasets.load("eight_villages").weights)


EXERCISE = Exercise(
    title="Questions of chapter 04a",
    data=numbers,
    questions=(
        Choice(
            name="country",
            text="Which country is best when infrastructure weighs 20?",
            options=lambda data: datasets.load("country_factors").scores.columns,
            answer=lambda data: countries(data).best,
            working=lambda data: countries(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: "Country C",
                        "Country C is best with the weights as they were."),
                Mistake("the best labour", lambda d: "Country A",
                        "Country A has good labour and the worst infrastructure."),
            ),
        ),
        Number(
            name="volume",
            text="From which volume is Chicago the cheapest?",
            unit="units",
            answer=lambda data: plants(data).measures["break_even_2"],
            working=lambda data: plants(data).steps(),
            mistakes=(
                Mistake("the old offer", lambda d: 2500,
                        "That is the break-even of the old offer."),
                Mistake("against Akron", lambda d: (d["chicago_fixed"] - 30_000) / (75 - 25),
                        "At that volume Chicago costs as much as Akron, but Bowling Green less."),
            ),
        ),
        Number(
            name="x",
            text="What is the x coordinate of the centre of gravity?",
            answer=lambda data: centre_of_gravity(stores(data)).x,
            working=lambda data: centre_of_gravity(stores(data)).steps(),
            mistakes=(
                Mistake("without weights", lambda d: (30 + 90 + 130 + 60) / 4,
                        "That is the mean of the coordinates. Weigh each with its containers."),
                Mistake("the old weights",
                        lambda d: centre_of_gravity(datasets.load("quain")).x,
                        "That is the centre of gravity with the old demand."),
                Mistake("the other axis", lambda d: centre_of_gravity(stores(d)).y,
                        "That is y."),
            ),
        ),
        Plan(
            name="plan",
            text="A cheapest plan for the desks.",
            answer=lambda data: ship_optimally(desks(data)),
            working=lambda data: ship_optimally(desks(data)).steps(),
            judge_with=("facility_location", "Transport", "ship_by_hand"),
            table="desks",
            settings=("unit",),
            measure="cost",
            best=lambda data: float(ship_optimally(desks(data)).cost),
            mistakes=(
                Mistake("the corner", lambda d: north_west_corner(desks(d)),
                        "That is the north-west corner, which looks at no cost."),
                Mistake("the cheapest cells", lambda d: least_cost(desks(d)),
                        "That is the rule of the cheapest cell. Look for a loop that saves."),
            ),
        ),
        Number(
            name="average",
            text="How far has the average person to go with three clinics?",
            unit="km",
            answer=lambda data: clinics(data).cost / people(),
            working=lambda data: clinics(data).steps(),
            mistakes=(
                Mistake("all together", lambda d: clinics(d).cost,
                        "That is the way of all people together. Divide by the people."),
                Mistake("a mean of villages", lambda d: clinics(d).cost / 8,
                        "Divide by the people, not by the villages."),
                Mistake("two clinics", lambda d: clinics(d, 2).cost / people(),
                        "That is with two clinics."),
            ),
        ),
    ),
)  # fmt: skip
