"""The questions at the end of the case of Company C: fixed numbers, which its text tells."""

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.value_stream import company_c
from opstools.value_stream.company.simulate import IMPROVEMENTS


def numbers(random):
    """What the text says, and the printed lead times."""
    return {"after": 18.0, "share": 0.4, "now": 36.8, "then": 33.3, "before": 10.1, "inside": 13.3,
            "orders": 1000}  # fmt: skip


def not_moved(data):
    """The future's total, with today's wait before P1."""
    return data["before"] + data["inside"]


@remembered
def longest(data):
    """The longest lead time with each improvement alone."""
    return {name: company_c("current", days=10, **changes).total.max
            for name, changes in IMPROVEMENTS.items()}  # fmt: skip


EXERCISE = Exercise(
    title="Questions of the case Company C",
    data=numbers,
    questions=(
        Number(
            name="total",
            text="What is the total lead time, in hours?",
            unit="h",
            answer=lambda d: d["after"] / (1 - d["share"]),
            mistakes=(
                Mistake("the share of the rest", lambda d: d["after"] * (1 + d["share"]),
                        "40 % of the whole come before, not 40 % of the rest."),
                Mistake("divided by the share", lambda d: d["after"] / d["share"],
                        "The 18 hours are what is left when 40 % are taken away."),
                Mistake("the wait", lambda d: d["after"] / (1 - d["share"]) - d["after"],
                        "That is the wait alone."),
            ),
        ),
        Number(
            name="fall",
            text="By which share would the lead time fall if the wait before P1 stayed as it is?",
            unit="%",
            answer=lambda d: 1 - not_moved(d) / d["now"],
            mistakes=(
                Mistake("physical", lambda d: 1 - 13.3 / 26.7,
                        "That is the physical lead time. The customer also waits before P1."),
                Mistake("as printed", lambda d: 1 - d["then"] / d["now"],
                        "So it is printed, with a longer wait before P1."),
                Mistake("what is left", lambda d: not_moved(d) / d["now"],
                        "That is the share that is left."),
                Mistake("of the new", lambda d: d["now"] / not_moved(d) - 1,
                        "Divide by the lead time of today."),
            ),
        ),
        Number(
            name="inside",
            text="How many orders are between P1 and the carrier in the future state?",
            unit="orders",
            tolerance=0.01,
            answer=lambda d: d["orders"] / 24 * d["inside"],
            mistakes=(
                Mistake("of nine hours", lambda d: d["orders"] / 9 * d["inside"],
                        "The hours are those of the clock: 1,000 orders in 24 hours."),
                Mistake("the whole way", lambda d: d["orders"] / 24 * d["then"],
                        "That counts those before P1 too."),
                Mistake("a day too many", lambda d: d["orders"] * d["inside"],
                        "Orders a day times hours: turn one of them into the other."),
            ),
        ),
        Choice(
            name="lever",
            text="Which single improvement shortens the longest lead time most?",
            options=lambda d: tuple(IMPROVEMENTS),
            answer=lambda d: min(longest(d), key=longest(d).get),
            mistakes=(
                Mistake("pull", lambda d: "pull",
                        "It halves the physical lead time. Look at the last column."),
            ),
        ),
    ),
)  # fmt: skip
