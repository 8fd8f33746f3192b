"""Four plants: what they sell alone and in a chain, which link helps, how sure a mean is."""

from functools import cache
from math import ceil

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.flexibility import Links, chain, sales_at

PRODUCTS = ("product 1", "product 2", "product 3", "product 4")
REACH = {"none": 1, "chain": 2}


def draw(random):
    """Two products sell out and two do not; links to choose from; figures of a simulation."""
    first, second, third, fourth = random.sample(range(1, 5), 4)
    capacity = random.randrange(80, 205, 5)
    high, low = (
        [capacity + 5 * step for step in random.sample(range(*span), 2)]
        for span in ((2, capacity // 6), (-capacity // 6, -1))
    )
    demand = dict(zip((first, second, third, fourth), [*high, *low], strict=True))
    links = [(third, first), (fourth, second), (first, fourth)]
    return {
        "capacity": capacity,
        "demand": {each: demand[k] for k, each in enumerate(PRODUCTS, 1)},
        "links": [f"plant {p} - product {q}" for p, q in random.sample(links, 3)],
        "runs": random.choice([100, 400, 900]),
        "deviation": random.randint(40, 90),
        "wanted": random.choice([1, 2, 2.5]),
    }


@cache
def network(capacity, reach, link=""):
    """Four plants, with one link more if one is named."""
    table = chain(4, reach=reach)
    if link:
        table.loc[tuple(link.split(" - "))] = 1
    return Links.from_frame(table, capacity=capacity, mean_demand=capacity, sd=0.4 * capacity)


@remembered
def by_design(data):
    designs = {kind: network(data["capacity"], reach) for kind, reach in REACH.items()}
    return {kind: sales_at(each, demand=data["demand"]) for kind, each in designs.items()}


@remembered
def by_link(data):
    designs = {link: network(data["capacity"], 1, link) for link in data["links"]}
    return {link: sales_at(each, demand=data["demand"]) for link, each in designs.items()}


def gain(data, link):
    """What a plant has left over and what the product lacks, whichever is less."""
    plant, product = (int(each.split()[1]) for each in link.split(" - "))
    left = data["capacity"] - data["demand"][f"product {plant}"]
    lack = data["demand"][f"product {product}"] - data["capacity"]
    return max(0, min(left, lack))


def total(data):
    return sum(data["demand"].values())


def everything(data):
    """What four plants can make."""
    return 4 * data["capacity"]


def sound(data):
    """One link helps most, and the chain helps; what is cheap to see is looked at first."""
    gains = sorted(gain(data, link) for link in data["links"])
    if (
        gains[-1] == gains[-2]
        or total(data) == everything(data)
        or abs(half(data) - data["wanted"]) < 0.1
    ):
        return False
    return by_design(data)["none"] + 10 <= by_design(data)["chain"]


def half(data):
    return 1.96 * data["deviation"] / data["runs"] ** 0.5


EXERCISE = Exercise(
    title="Close the chain",
    data=draw,
    sound=sound,
    picture=lambda data: network(data["capacity"], 2).plot(),
    questions=(
        Number(
            name="alone",
            text="How many units are sold when each plant makes its own product alone?",
            points=1,
            unit="units",
            answer=lambda data: by_design(data)["none"],
            mistakes=(
                Mistake("all demand", total,
                        "That is what customers want. No plant makes more than its capacity."),
                Mistake("all capacity", everything,
                        "A plant whose product is not wanted stands idle."),
                Mistake("in a chain", lambda d: by_design(d)["chain"], "That is with a chain."),
            ),
        ),
        Number(
            name="chain",
            text="And when they form a closed chain?",
            points=3,
            unit="units",
            answer=lambda data: by_design(data)["chain"],
            mistakes=(
                Mistake("alone", lambda d: by_design(d)["none"], "That is without a chain."),
                Mistake("all demand", lambda d: total(d)
                        if total(d) != by_design(d)["chain"] else -1,
                        "That is what customers want. Which plants can make it?"),
                Mistake("all capacity", lambda d: everything(d)
                        if everything(d) != by_design(d)["chain"] else -1,
                        "That is what all plants can make. Is it wanted?"),
            ),
        ),
        Choice(
            name="link",
            text="Every plant makes its own product. Which of the links helps most in this year?",
            points=2,
            options=lambda data: tuple(data["links"]),
            answer=lambda data: max(by_link(data), key=by_link(data).get),
        ),
        Number(
            name="half",
            text="How far does the 95 % interval of the mean reach to either side?",
            points=2,
            unit="units",
            answer=half,
            mistakes=(
                Mistake("not divided", lambda d: 1.96 * d["deviation"],
                        "That holds for a single run. Divide by the root of the number of runs."),
                Mistake("by the runs", lambda d: 1.96 * d["deviation"] / d["runs"],
                        "Divide by the root of the number of runs."),
                Mistake("without 1.96", lambda d: half(d) / 1.96,
                        "That is the standard error. A 95 % interval is 1.96 of them."),
            ),
        ),
        Number(
            name="runs",
            text="How many runs does it take for the wanted half width, rounded up?",
            points=2,
            tolerance=0,
            answer=lambda data: ceil((1.96 * data["deviation"] / data["wanted"]) ** 2),
            mistakes=(
                Mistake("in proportion", lambda d: ceil(d["runs"] * half(d) / d["wanted"]),
                        "The width falls with the root of the runs: take the square."),
                Mistake("without 1.96", lambda d: ceil((d["deviation"] / d["wanted"]) ** 2),
                        "A 95 % interval is 1.96 standard errors."),
                Mistake("as many as now", lambda d: d["runs"], "So many were made."),
            ),
        ),
    ),
)  # fmt: skip
