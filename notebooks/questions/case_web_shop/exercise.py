"""The questions at the end of the case on a web shop: numbers that its text tells."""

from opstools import datasets
from opstools.budgeting import choose_packages, rank_packages
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.funnel import funnel
from opstools.process_map import ProcessMap, analyse


def numbers(random):
    """What the text says."""
    return {"viewed": 220, "bought": 5, "expected": 0.05, "budget": 65, "orders": 66}


def good(data):
    return funnel({"view": data["viewed"], "buy": data["bought"]}).interval["buy"]


def goods(data):
    return datasets.load("shop_goods", budget=data["budget"])


def shop(data):
    """The shop with so many orders a day."""
    process = ProcessMap.from_file(datasets.case("web_shop"))
    return analyse(process.changed(demand={"orders": {"rate": data["orders"]}}))


EXERCISE = Exercise(
    title="Questions of the case on a web shop",
    data=numbers,
    questions=(
        Number(
            name="most",
            text="Up to which rate may the vase sell, at 95 %?",
            unit="%",
            tolerance=0.02,
            answer=lambda data: good(data)[1],
            mistakes=(
                Mistake("the rate", lambda d: d["bought"] / d["viewed"],
                        "That is the rate that was counted. How high may it be?"),
                Mistake("the lower end", lambda d: good(d)[0], "That is the lower end."),
                Mistake("by hand", lambda d: 5 / 220 + 1.96 * (5 / 220 * 215 / 220 / 220) ** 0.5,
                        "That is the interval of many textbooks, which is too narrow here."),
            ),
        ),
        Choice(
            name="vase",
            text="What do you do with the vase?",
            options=lambda data: ("take it out", "wait for more views", "keep it for good"),
            answer=lambda data: "wait for more views" if good(data)[1] >= 0.05 else "take it out",
        ),
        Number(
            name="margin",
            text="What margin a week can 65,000 yuan bring, in thousand yuan?",
            unit="k yuan",
            tolerance=0.001,
            answer=lambda data: choose_packages(goods(data)).benefit,
            working=lambda data: choose_packages(goods(data)).steps(),
            mistakes=(
                Mistake("ranked", lambda d: rank_packages(goods(d)).benefit,
                        "That is what ranking by margin per yuan brings."),
                Mistake("as before", lambda d: 17.1, "That is with 80,000 yuan."),
                Mistake("all goods", lambda d: 26.4, "That is all eight goods."),
            ),
        ),
        Number(
            name="used",
            text="How much of its time does customer service need then?",
            unit="%",
            answer=lambda data: shop(data).utilisation["Customer service"],
            working=lambda data: shop(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: shop({"orders": 60}).utilisation["Customer service"],
                        "That is with 60 orders a day."),
                Mistake("one person", lambda d: 15 * d["orders"] / 480,
                        "There are two people."),
                Mistake("without care", lambda d: 12 * d["orders"] / 960,
                        "Looking after customers takes 3 minutes an order too."),
            ),
        ),
    ),
)  # fmt: skip
