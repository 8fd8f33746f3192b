"""The questions at the end of chapter 06: fixed numbers, which its text tells."""

from opstools import datasets
from opstools.coursework import Choice, Exercise, Mistake, Number
from opstools.value_stream import current_state, epei, kanban_cards, lead_times

PLACES = ("Stamping", "Welding 1", "Welding 2", "Assembly 1", "Assembly 2", "customer")


def numbers(random):
    """What the text says."""
    return {
        "demand": 1104,
        "more": 950,
        "changeover": 10,
        "safety": 0.2,
        "container": 20,
        "loop": 1.5,
        "later": 6,
    }


def acme(data):
    return current_state(datasets.load("acme_stamping").replace(demand=data["demand"]))


def today():
    return current_state(datasets.load("acme_stamping"))


def days(data):
    return {rung.place: rung.days for rung in acme(data).ladder}


def welding(data, demand, uptime=0.8):
    """EPEI of the second weld in days; all in minutes."""
    return epei(changeovers=2 * data["changeover"], available_time=920, uptime=uptime,
                run_time=demand * 46 / 60)  # fmt: skip


def log(later=0):
    """The three orders, the second coming so many hours later."""
    frame = datasets.load("three_orders").to_frame()
    frame.loc[(frame["order"] == "2") & (frame["point"] == "order"), "time"] += later
    return lead_times(frame)


EXERCISE = Exercise(
    title="Questions of chapter 06",
    data=numbers,
    questions=(
        Number(
            name="takt",
            text="What is takt then, in seconds?",
            unit="s",
            answer=lambda data: acme(data).takt,
            working=lambda data: acme(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: 60, "That is takt with today's demand."),
                Mistake("the slowest", lambda d: 62, "That is the longest cycle time."),
                Mistake("upside down", lambda d: d["demand"] / 55_200,
                        "Time over demand, not the reverse."),
            ),
        ),
        Number(
            name="lead_time",
            text="What is the lead time then, in days?",
            unit="days",
            answer=lambda data: acme(data).lead_time,
            working=lambda data: acme(data).steps(),
            mistakes=(
                Mistake("as before", lambda d: today().lead_time,
                        "The same pieces last less long when more are asked for."),
                Mistake("all scaled", lambda d: today().lead_time * 920 / d["demand"],
                        "The coils before stamping are told in days: they stay 5."),
                Mistake("without coils", lambda d: acme(d).lead_time - 5,
                        "The coils before stamping wait too."),
            ),
        ),
        Choice(
            name="longest",
            text="Before which place do pieces wait longest?",
            options=lambda data: PLACES,
            answer=lambda data: max(days(data), key=days(data).get),
            working=lambda data: acme(data).steps(),
            mistakes=(
                Mistake("finished goods", lambda d: "customer",
                        "That is a lot, but not the most."),
                Mistake("the slowest", lambda d: "Assembly 1",
                        "It has the longest cycle time; what waits before it lasts less long."),
            ),
        ),
        Number(
            name="epei",
            text="What is the EPEI of Welding 2 at 950 brackets a day, in days?",
            unit="days",
            tolerance=0.002,
            answer=lambda data: welding(data, data["more"]),
            mistakes=(
                Mistake("one variant", lambda d: welding(d, d["more"]) / 2,
                        "There are two variants, each with a changeover."),
                Mistake("no uptime", lambda d: welding(d, d["more"], uptime=1),
                        "Its uptime is 80 %."),
                Mistake("as before", lambda d: welding(d, 920), "That is at 920 a day."),
                Mistake("upside down", lambda d: 1 / welding(d, d["more"]),
                        "That is how often a day."),
            ),
        ),
        Number(
            name="cards",
            text="How many cards are needed?",
            tolerance=0,
            answer=lambda d: kanban_cards(demand=920, lead_time=d["loop"], safety=d["safety"],
                                          container=d["container"]),
            mistakes=(
                Mistake("no safety", lambda d: 69, "Add the safety of 20 %."),
                Mistake("pieces", lambda d: 1656, "Those are pieces. How many containers?"),
                Mistake("one day", lambda d: 56, "The loop takes a day and a half."),
            ),
        ),
        Number(
            name="share",
            text="Order 2 comes six hours later. Which share of the lead time passes before P1?",
            unit="%",
            answer=lambda data: log(data["later"]).segments[0].share,
            working=lambda data: log(data["later"]).steps(),
            mistakes=(
                Mistake("as before", lambda d: log().segments[0].share,
                        "That is of the log as it is."),
                Mistake("of the rest", lambda d: log(d["later"]).segments[0].mean
                        / (log(d["later"]).total.mean - log(d["later"]).segments[0].mean),
                        "That divides by the rest. Divide by the whole."),
                Mistake("the longest order", lambda d: 11 / 14, "That is of order 3 alone."),
                Mistake("the rest", lambda d: 1 - log(d["later"]).segments[0].share,
                        "That is the share of all the rest."),
            ),
        ),
    ),
)  # fmt: skip
