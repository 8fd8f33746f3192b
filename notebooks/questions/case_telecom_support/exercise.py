"""The questions of the telecom case: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Exercise, Mistake, Number
from opstools.process_map import ProcessMap, analyse
from opstools.waiting_lines import mmc

DROPPED = ("approve in the city", "approve in the province")


def numbers(random):
    """What the text says."""
    return {"solved": 0.9, "calls": 20}


def old():
    return ProcessMap.from_file(datasets.case("telecom_tickets"))


def one_left():
    steps = dict.fromkeys(DROPPED)
    return analyse(old().changed(steps=steps, flows={("approve in the shop", "solve"): {}}))


def urgent(solved):
    new = ProcessMap.from_file(datasets.case("telecom_support"))
    shares = {"answer by chat": solved, "solve in the province": 1 - solved}
    ways = {("solve in the city", to): {"probability": share} for to, share in shares.items()}
    return analyse(new.changed(flows=ways, demand={"ticket": None, "development": None}))


def queue(calls, number):
    return mmc(calls, 60 / 9, servers=number)


def officers(calls):
    number = int(calls * 9 / 60) + 1
    while queue(calls, number).waits_longer(2 / 60) > 0.1:
        number += 1
    return number


EXERCISE = Exercise(
    title="Questions of the case of telecom support",
    data=numbers,
    questions=(
        Number(
            name="one_left",
            text="How long does a ticket take at least with one approval?",
            unit="min",
            tolerance=0,
            answer=lambda data: one_left().duration,
            working=lambda data: one_left().steps(),
            mistakes=(
                Mistake("three", lambda d: analyse(old()).duration,
                        "That is with all three approvals."),
                Mistake("work", lambda d: one_left().work,
                        "That is the work. The ticket also lies two hours in the shop."),
                Mistake("no approval", lambda d: 29, "One approval stays, and its desk."),
            ),
        ),
        Number(
            name="work",
            text="How many minutes of work does an urgent problem take then?",
            unit="min",
            answer=lambda data: urgent(data["solved"]).work,
            working=lambda data: urgent(data["solved"]).steps(),
            mistakes=(
                Mistake("as before", lambda d: urgent(0.7).work,
                        "That is with seven of ten solved in the city."),
                Mistake("all of it", lambda d: 24,
                        "The province works on one in ten only."),
                Mistake("the other share", lambda d: 9 + 0.9 * 15,
                        "Nine in ten are solved in the city, and not in the province."),
            ),
        ),
        Number(
            name="team",
            text="How many officers do 20 calls an hour need?",
            tolerance=0,
            answer=lambda data: officers(data["calls"]),
            working=lambda data: queue(data["calls"], officers(data["calls"])).steps(),
            mistakes=(
                Mistake("the load", lambda d: 3,
                        "Three would be busy all the time, and the line would grow for ever."),
                Mistake("one too few", lambda d: officers(d["calls"]) - 1,
                        "With one fewer more than a tenth waits longer than two minutes."),
                Mistake("one for each", lambda d: 20, "An officer takes several calls an hour."),
            ),
        ),
    ),
)  # fmt: skip
