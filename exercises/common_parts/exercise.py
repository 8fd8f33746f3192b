"""Bills of materials: different parts, what they have in common, how deep they are."""

from opstools.coursework import Exercise, Mistake, Number, remembered
from opstools.flexibility import Factory, Product, flexibility_profile

NAMES = ("desk", "shelf", "bed")
BODIES = ("beam", "frame (beam, bolt)", "light frame (beam, bolt, plate)",
          "shell (board (sheet), bolt)", "case (wall (panel (veneer), hinge), foot)",
          "lift (motor (rotor (shaft (rod), coil)), rail)")  # fmt: skip
EXTRAS = ("drawer (rail, knob)", "lamp (bulb, cable (wire))", "wheel", "rail", "lock (bolt, key)",
          "bolt", "plate", "mirror (glass)", "bell (board (sheet), wire)")  # fmt: skip


def draw(random):
    """Three products, each of a body and a few extras."""
    bills = []
    for name in NAMES:
        body, extras = random.choice(BODIES), random.sample(EXTRAS, random.randint(1, 4))
        bills.append({"product": name, "parts": ", ".join([body, *extras])})
    return {"bills": bills}


@remembered
def profile(data):
    same = {
        "demand": 1, "unit_time": 1, "setup_time": 1, "price": 2, "variable_cost": 1,
        "holding_cost": 1, "operations": ("saw",),
    }  # fmt: skip
    products = (Product(name=b["product"], parts=b["parts"], **same) for b in data["bills"])
    return flexibility_profile(Factory(tuple(products)))


def pairs(data):
    """Every different pair of a part and what it goes into."""
    bills = profile(data).problem.bills.values()
    return {(part, into) for bill in bills for part, into, _ in bill}


def special(data):
    """Parts that are in one product alone."""
    bills = profile(data).problem.bills.values()
    inside = [{part for part, _, _ in bill} for bill in bills]
    return sum(sum(part in own for own in inside) == 1 for part in set().union(*inside))


def deepest(data):
    return max(level for bill in profile(data).problem.bills.values() for _, _, level in bill)


def lines(data):
    return sum(len(bill) for bill in profile(data).problem.bills.values())


def sound(data):
    """Some sharing, some special parts, and depths that differ."""
    found = profile(data)
    counts = (found["parts"], special(data), lines(data), len(pairs(data)))
    return (
        len({*counts}) == 4
        and special(data) > 1
        and found["levels"] % 1 > 0
        and found["commonality"] > 1.1
    )


def working(data):
    return profile(data).steps()


EXERCISE = Exercise(
    title="Common parts",
    data=draw,
    sound=sound,
    picture=lambda data: profile(data).problem.plot(),
    questions=(
        Number(
            name="parts",
            text="How many different parts are there?",
            points=1,
            tolerance=0,
            answer=lambda data: profile(data)["parts"],
            working=working,
            mistakes=(
                Mistake("all lines", lines, "Count a part once, however often it is written."),
                Mistake("with the products", lambda d: profile(d)["parts"] + 3,
                        "The products themselves are no parts."),
                Mistake("pairs", lambda d: len(pairs(d)),
                        "Those are pairs of a part and what it goes into. Count parts."),
            ),
        ),
        Number(
            name="special",
            text="How many of them are in one product alone?",
            points=2,
            tolerance=0,
            answer=special,
            working=working,
            mistakes=(
                Mistake("the others", lambda d: profile(d)["parts"] - special(d),
                        "So many are in more than one product."),
                Mistake("all", lambda d: profile(d)["parts"], "That is all parts."),
                Mistake("one more", lambda d: special(d) + 1,
                        "Look at the parts inside of parts once more: one of yours is shared."),
            ),
        ),
        Number(
            name="commonality",
            text="How many different things does a part go into directly, on average?",
            points=3,
            answer=lambda data: profile(data)["commonality"],
            working=working,
            mistakes=(
                Mistake("every time", lambda d: lines(d) / profile(d)["parts"],
                        "A frame that is in two products is one thing that a beam goes into."),
                Mistake("upside down", lambda d: 1 / profile(d)["commonality"],
                        "Things over parts, not the other way round."),
                Mistake("over products", lambda d: len(pairs(d)) / 3,
                        "Divide by the number of different parts."),
            ),
        ),
        Number(
            name="levels",
            text="How many levels have the bills of materials, on average over products?",
            points=2,
            answer=lambda data: profile(data)["levels"],
            working=working,
            mistakes=(
                Mistake("the deepest", deepest, "That is the deepest one. Take the mean."),
                Mistake("with level 0", lambda d: profile(d)["levels"] + 1,
                        "The product is at level 0 and does not count."),
                Mistake("added up", lambda d: 3 * profile(d)["levels"],
                        "That is the sum. Divide by the number of products."),
            ),
        ),
    ),
)  # fmt: skip
