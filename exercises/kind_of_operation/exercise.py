"""A workshop by four V, and a service by labour and contact."""

from opstools.coursework import Choice, Exercise, Mistake, Number, remembered
from opstools.priorities import (
    Operation,
    Operations,
    Service,
    Services,
    classify,
    service_kinds,
)

PROCESSES = ("project", "job shop", "batch", "line", "continuous")
KINDS = ("service factory", "service shop", "mass service", "professional service")
HALVES = [k / 2 for k in range(2, 11)]


def draw(random):
    """Marks of a workshop with its process, and costs and contact of a service."""
    marks = {v: random.choice(HALVES) for v in ("volume", "variety", "variation", "visibility")}
    return {
        "workshop": {**marks, "process": random.choice(PROCESSES)},
        "service": {"labour": random.randrange(10, 100, 2), "capital": random.randrange(10, 100, 2),
                    "contact": random.randrange(5, 100, 5) / 100},
    }  # fmt: skip


@remembered
def workshop(data):
    return classify(Operations((Operation("workshop", **data["workshop"]),)))


@remembered
def service(data):
    return service_kinds(Services((Service("service", **data["service"]),)))


def own(data, v):
    return data["workshop"][v]


def place(data):
    return workshop(data).places["workshop"]


def share(data):
    return service(data).labour_shares["service"]


def sound(data):
    """A place that is not half-way between two processes, and nothing on the edge of a quarter."""
    whole = place(data) % 1 != 0.5 and own(data, "variety") != 3 and own(data, "volume") != 3
    clear = abs(share(data) - 0.5) > 0.02 and data["service"]["contact"] != 0.5
    three = {own(data, v) for v in ("variety", "variation", "visibility")}
    return whole and clear and place(data) > 1 and three != {3}


def lean(data):
    return workshop(data).standard["workshop"]


def unturned(data):
    return sum(own(data, v) for v in ("volume", "variety", "variation", "visibility")) / 4


def off(data):
    """How far the process stands to the right of its place on the diagonal."""
    return 1 + PROCESSES.index(own(data, "process")) - place(data)


def other_contact(data):
    """The kind with the contact taken the wrong way."""
    pairs = (KINDS[:2], KINDS[2:])
    kind = service(data).kinds["service"]
    return next(each for pair in pairs if kind in pair for each in pair if each != kind)


EXERCISE = Exercise(
    title="What kind of operation",
    data=draw,
    sound=sound,
    picture=lambda data: workshop(data).plot(),
    questions=(
        Number(
            name="place",
            text="Which place do volume and variety give on the diagonal?",
            points=1,
            answer=place,
            working=lambda data: workshop(data).steps()[:1],
            mistakes=(
                Mistake("variety not turned", lambda d: (own(d, "volume") + own(d, "variety")) / 2,
                        "Much variety draws to the left: take 6 − variety."),
                Mistake("not halved", lambda d: 2 * place(d), "Take the mean: divide by 2."),
                Mistake("turned by five", lambda d: place(d) - 0.5,
                        "On marks from 1 to 5 the turned one is 6 − variety."),
            ),
        ),
        Number(
            name="off",
            text="How many places too far to the right does its process stand (to the left is "
                 "negative)?",
            points=2,
            tolerance=0,
            answer=off,
            working=lambda data: workshop(data).steps()[:2],
            mistakes=(
                Mistake("the other side", lambda d: -off(d),
                        "Compare both numbers again: to the right stands what is too rigid."),
                Mistake("its place", lambda d: off(d) + place(d),
                        "That is where the process stands. Take off where it should stand."),
                Mistake("counted from 0", lambda d: off(d) - 1,
                        "The project is 1, not 0."),
            ),
        ),
        Number(
            name="standard",
            text="How far do the four V lean to standard work, from 1 to 5?",
            points=2,
            answer=lean,
            working=lambda data: workshop(data).steps()[-1:],
            mistakes=(
                Mistake("none turned", unturned,
                        "Variety, variation and visibility count the other way: 6 − mark."),
                Mistake("added up", lambda d: 4 * lean(d), "Take the mean of the four."),
                Mistake("the costly side", lambda d: 6 - lean(d),
                        "That is how far they lean the other way, to work that is never the same."),
            ),
        ),
        Number(
            name="labour",
            text="What is the labour intensity of the service?",
            points=1,
            unit="%",
            answer=share,
            working=lambda data: service(data).steps(),
            mistakes=(
                Mistake("of the capital",
                        lambda d: d["service"]["labour"] / d["service"]["capital"],
                        "Divide by both costs together, not by the capital alone."),
                Mistake("the capital's", lambda d: 1 - share(d), "That is the share of capital."),
            ),
        ),
        Choice(
            name="kind",
            text="Which of the four kinds of service is it?",
            points=2,
            options=lambda data: KINDS,
            answer=lambda data: service(data).kinds["service"],
            working=lambda data: service(data).steps(),
            mistakes=(
                Mistake("contact", other_contact,
                        "The labour is right. How much of the work is the customer there?"),
            ),
        ),
    ),
)  # fmt: skip
