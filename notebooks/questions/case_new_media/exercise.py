"""The questions at the end of the case on new media: numbers that its text tells."""

from opstools import datasets
from opstools.budgeting import choose_packages, rank_packages
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.funnel import funnel
from opstools.process_map import ProcessMap, analyse


def numbers(random):
    """What the text says."""
    return {
        "funnel": {"read": 20000, "click": 1240, "visit": 1100, "sign up": 160}, "value": 30,
        "daily": 2100, "monthly": 8400, "hours": 48, "again": 0.4,
    }  # fmt: skip


def found(data):
    return funnel(data["funnel"], value=data["value"])


def portfolio(data):
    return choose_packages(datasets.load("media_channels", budget=data["hours"]))


def team(data):
    """The team, so many versions going back."""
    media = ProcessMap.from_file(datasets.case("new_media"))
    flows = {
        ("final version?", "lay out"): {"probability": 1 - data["again"]},
        ("final version?", "choose the way"): {"probability": data["again"]},
    }
    return analyse(media.changed(flows=flows))


EXERCISE = Exercise(
    title="Questions of the case on new media",
    data=numbers,
    questions=(
        Number(
            name="point",
            text="What is one point more from reading to clicking worth then, in yuan?",
            unit="yuan",
            answer=lambda data: found(data).value_of_point["click"],
            working=lambda data: found(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: funnel({**d["funnel"], "sign up": 96},
                        value=30).value_of_point["click"], "That is with 96 who signed up."),
                Mistake("clicks alone", lambda d: 200 * d["value"],
                        "Not all 200 who click more sign up. Multiply by the later rates."),
                Mistake("one per cent", lambda d: 1.6 * d["value"],
                        "That is one per cent of the rate, not one percentage point."),
            ),
        ),
        Choice(
            name="first",
            text="At which stage is one point more worth most then?",
            options=lambda data: ("click", "visit", "sign up"),
            answer=lambda data: found(data).act_first,
            working=lambda data: found(data).steps(),
        ),
        Number(
            name="stickiness",
            text="What is the stickiness?",
            unit="%",
            answer=lambda data: data["daily"] / data["monthly"],
            mistakes=(
                Mistake("turned round", lambda d: d["monthly"] / d["daily"],
                        "Divide the readers of a day by those of a month."),
                Mistake("who do not come", lambda d: 1 - d["daily"] / d["monthly"],
                        "That is the share that does not come on a day."),
                Mistake("times 30", lambda d: 30 * d["daily"] / d["monthly"],
                        "That is how many days a month a reader comes."),
            ),
        ),
        Number(
            name="readers",
            text="How many new readers a week can 48 hours bring?",
            unit="readers",
            tolerance=0,
            answer=lambda data: portfolio(data).benefit,
            working=lambda data: portfolio(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: portfolio({"hours": 40}).benefit,
                        "That is with 40 hours."),
                Mistake("in proportion", lambda d: portfolio({"hours": 40}).benefit * 1.2,
                        "Channels cannot be worked in parts of a level."),
                Mistake("down the list", lambda d: rank_packages(
                    datasets.load("media_channels", budget=d["hours"])).benefit,
                        "That is the ranking by readers per hour. Another choice beats it."),
            ),
        ),
        Number(
            name="used",
            text="How much of their time do the copywriters need then?",
            unit="%",
            answer=lambda data: team(data).utilisation["Copywriter"],
            working=lambda data: team(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: team({"again": 0.2}).utilisation["Copywriter"],
                        "That is with one version in five going back."),
                Mistake("one round more", lambda d: team({"again": 0.2}).utilisation["Copywriter"]
                        * 1.4 / 1.2, "Some go back again and again: the rounds are 1/(1 − 0.4)."),
                Mistake("topics too", lambda d: team({"again": 0}).utilisation["Copywriter"] / 0.6,
                        "A piece that goes back needs no new topic."),
            ),
        ),
    ),
)  # fmt: skip
