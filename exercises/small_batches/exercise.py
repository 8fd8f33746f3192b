"""Set-ups: economic batches, what a quicker set-up does to them, and the hours it sets free."""

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.flexibility import Factory, Product, flexibility_profile

NAMES = ("chair", "stool", "bench")


def draw(random):
    """Three pieces of furniture, and how many times quicker a set-up could be."""
    return {
        "products": [
            {"product": each, "demand": random.randrange(200, 1300, 20),
             "unit_time": random.choice([0.5, 0.6, 0.8, 1, 1.2]),
             "setup_time": random.choice([2, 2.5, 3, 4, 5, 6]),
             "holding_cost": random.choice([5, 6, 8, 10, 12, 15])}
            for each in NAMES
        ],
        "hour_of_set_up": random.choice([20, 24, 30, 36, 40]),
        "hours_a_year": random.choice([3000, 3600, 4000]),
        "times_quicker": random.choice([9, 16, 25]),
    }  # fmt: skip


def product(row, quicker):
    known = {key: row[key] for key in ("demand", "unit_time", "holding_cost")}
    return Product(
        name=row["product"], setup_time=row["setup_time"] / quicker, price=100, variable_cost=60,
        parts="seat, leg", operations=("saw", "glue"), **known,
    )  # fmt: skip


def factory(data, quicker=1):
    products = tuple(product(row, quicker) for row in data["products"])
    return Factory(products, setup_rate=data["hour_of_set_up"], available_time=data["hours_a_year"])


@remembered
def now(data):
    return flexibility_profile(factory(data))


@remembered
def then(data):
    return flexibility_profile(factory(data, data["times_quicker"]))


@remembered
def batch(data):
    found = factory(data)
    return found.economic_batch(found.products[0])


@remembered
def hours_in_set_ups(data):
    """The hours a year that set-ups take now, and when they are quicker."""
    return [
        sum(found.setups(each) * float(each.setup_time) for each in found.products)
        for found in (factory(data), factory(data, data["times_quicker"]))
    ]


def working_hours(data):
    return sum(row["demand"] * row["unit_time"] for row in data["products"])


def sound(data):
    """All work fits; every batch is of more than one even when set-ups are quick."""
    room = working_hours(data) + hours_in_set_ups(data)[0]
    quick = factory(data, data["times_quicker"])
    least = min(map(quick.economic_batch, quick.products))
    times = [row["setup_time"] for row in data["products"]]
    demands = [row["demand"] for row in data["products"]]
    return room < 0.95 * data["hours_a_year"] and least > 3 and len({*times}) > 1 < len({*demands})


def working(data):
    return now(data).steps()


def weighed(data):
    total = sum(row["demand"] for row in data["products"])
    return sum(row["demand"] * row["setup_time"] for row in data["products"]) / total


EXERCISE = Exercise(
    title="Small batches",
    data=draw,
    sound=sound,
    picture=lambda data: now(data).plot(),
    questions=(
        Number(
            name="set_up",
            text="How long does a set-up take, on average over the products?",
            points=1,
            unit="h",
            answer=lambda data: now(data)["setup_time"],
            working=working,
            mistakes=(
                Mistake("weighed by demand", weighed,
                        "The indicator is the plain mean over products, not weighed by demand."),
                Mistake("added up", lambda d: 3 * now(d)["setup_time"],
                        "That is the sum. Divide by the number of products."),
                Mistake("the longest", lambda d: max(r["setup_time"] for r in d["products"]),
                        "That is the longest one. Take the mean of all."),
            ),
        ),
        Number(
            name="batch",
            text="What is the economic batch of chairs, not rounded to whole ones?",
            points=2,
            unit="units",
            answer=batch,
            working=working,
            mistakes=(
                Mistake("hours for money", lambda d: batch(d) / d["hour_of_set_up"] ** 0.5,
                        "K is what a set-up costs: its hours times what an hour costs."),
                Mistake("without the root", lambda d: batch(d) ** 2, "Take the root of that."),
                Mistake("without the 2", lambda d: batch(d) / 2**0.5,
                        "There is a 2 under the root: on average half a batch is held."),
            ),
        ),
        Number(
            name="quick",
            text="And when set-ups are as many times quicker as they could be?",
            points=1,
            unit="units",
            answer=lambda data: batch(data) / data["times_quicker"] ** 0.5,
            working=lambda data: then(data).steps(),
            mistakes=(
                Mistake("in proportion", lambda d: batch(d) / d["times_quicker"],
                        "The set-up time stands under the root."),
                Mistake("the wrong way", lambda d: batch(d) * d["times_quicker"] ** 0.5,
                        "Quicker set-ups make smaller batches pay."),
                Mistake("as before", batch, "That is the batch as it is now."),
            ),
        ),
        Number(
            name="utilisation",
            text="Which share of the hours of a year is taken by work and set-ups now?",
            points=2,
            unit="%",
            answer=lambda data: now(data)["utilisation"],
            working=working,
            mistakes=(
                Mistake("work alone", lambda d: working_hours(d) / d["hours_a_year"],
                        "Set-ups take hours too: demand over batch, times the set-up time."),
                Mistake("one set-up each",
                        lambda d: (working_hours(d) + 3 * now(d)["setup_time"]) / d["hours_a_year"],
                        "Each product is set up as often as its demand over its batch."),
                Mistake("what is left", lambda d: 1 - now(d)["utilisation"],
                        "That is what is left."),
            ),
        ),
        Number(
            name="free",
            text="How many hours a year do the quicker set-ups set free, batches being small then?",
            points=2,
            unit="h",
            answer=lambda data: hours_in_set_ups(data)[0] - hours_in_set_ups(data)[1],
            working=lambda data: then(data).steps(),
            mistakes=(
                Mistake("batches as before",
                        lambda d: hours_in_set_ups(d)[0] * (1 - 1 / d["times_quicker"]),
                        "Batches are smaller then, so that there are more set-ups."),
                Mistake("what they still take",
                        lambda d: hours_in_set_ups(d)[1],
                        "So many hours they still take."),
                Mistake("what they take now", lambda d: hours_in_set_ups(d)[0],
                        "So many hours they take now."),
            ),
        ),
    ),
)  # fmt: skip
