"""Two small exercises for the tests of the exports, with names that break careless writers."""

from __future__ import annotations

from opstools.core import Step, Steps
from opstools.core.drawing import axes
from opstools.coursework import (
    Choice,
    Code,
    Exercise,
    Mistake,
    Number,
    Order,
    Plan,
    Table,
)

NASTY = "<b>bold</b> & <script>alert(1)</script> ]]> {1:NUMERICAL:=5} {#1} ~ # \\ 工位 \x0b\x00"


def draw(random):
    return {
        "hours": random.choice([7, 7.5, 8]),
        "demand": random.choice(range(200, 700, 20)),
        "note": NASTY,
        "times": {name: random.randint(12, 48) for name in ("A", "<b>", "检查", "R&D")},
        "line": [{"task": "A", "time": 5}, {"task": "B", "time": 6, "predecessors": "A"}],
        "cycle_time": 10,
        "rows": [{"task": f"T{k} & <i>", "time": random.randint(2, 9)} for k in range(3)],
    }


def takt(data):
    return data["hours"] * 3600 / data["demand"]


def by_time(data):
    return sorted(data["times"], key=lambda name: (data["times"][name], name))


def working(data):
    formula = rf"\frac{{{data['hours']} \times 3600}}{{{data['demand']}}}"
    return Steps(
        [
            Step("Seconds a day over units a day, if a < b & c.", formula, takt(data), "s"),
            Step("So work at that pace."),
        ]
    )


def picture(data):
    ax = axes(None, 3, 2)
    ax.bar(list("ABCD"), list(data["times"].values()))
    return ax


def doubled(data):
    return {name: {"2t": 2 * t, "share": t / 7} for name, t in data["times"].items()}


WRONG_WAY = "You divided <b>demand</b> by time & time wants to be above: } ~ # \\ 节拍 ]]>."
FIRST = Exercise(
    title="Takt <b>time</b> & 节拍/pace",
    name="takt",
    data=draw,
    picture=picture,
    questions=(
        Number(
            name="takt",
            text=f"What is the takt time?\n\n{NASTY}",
            points=2,
            unit="s",
            answer=takt,
            working=working,
            mistakes=(
                Mistake("upside down", lambda d: d["demand"] / (d["hours"] * 3600), WRONG_WAY),
                Mistake("a whole day", lambda d: 24 * 3600 / d["demand"], "A day has a shift."),
                Mistake("per hour", lambda d: 3600 / d["demand"], "That is one hour's work."),
            ),
        ),
        Number(
            name="share",
            text="Which share of the work has the longest task?",
            unit="%",
            answer=lambda d: max(d["times"].values()) / sum(d["times"].values()),
            mistakes=(
                Mistake(
                    "the shortest",
                    lambda d: min(d["times"].values()) / sum(d["times"].values()) / 2,
                    "That is the shortest one's half.",
                ),
            ),
        ),
        Number(name="count", text="How many?", decimals=0, answer=lambda d: len(d["times"])),
    ),
)
SECOND = Exercise(
    title="Longest first",
    name="rule",
    data=draw,
    questions=(
        Choice(
            name="longest",
            text="Which task is the longest?",
            points=2,
            options=lambda d: list(d["times"]),
            answer=lambda d: by_time(d)[-1],
            working=working,
            mistakes=(Mistake("shortest", lambda d: by_time(d)[0], WRONG_WAY),),
        ),
        Order(
            name="order",
            text="Shortest first, please.",
            points=3,
            answer=by_time,
            mistakes=(Mistake("backwards", lambda d: by_time(d)[::-1], "The wrong way round."),),
        ),
        Order(
            name="any_order",
            text="The longest first, the others as you like.",
            answer=lambda d: by_time(d)[::-1],
            accept=lambda d, given: given[0] == by_time(d)[-1],
        ),
        Table(
            name="doubles",
            text="Twice the time, and its seventh part.",
            points=4,
            unit="s",
            answer=doubled,
            mistakes=(
                Mistake(
                    "thrice",
                    lambda d: {n: {"2t": 3 * t, "share": t / 8} for n, t in d["times"].items()},
                    WRONG_WAY,
                ),
            ),
        ),
        Table(
            name="wholes",
            text="Twice the time.",
            answer=lambda d: {name: {"2t": 2 * t} for name, t in d["times"].items()},
        ),
        Code(
            name="rule",
            text="Write the rule.",
            function="longest",
            answer=lambda d: max,
            public_cases=lambda d: [([1, 2],), (["<b>", "检查"],)],
            hidden_cases=lambda d: [([3, 1],)],
        ),
        Plan(
            name="plan",
            text="Balance the line.",
            answer=lambda d: [["A"], ["B"]],
            judge_with=("line_balancing", "Line", "by_hand"),
            table="line",
            settings=("cycle_time",),
            measure="stations",
            best=lambda d: 2,
        ),
    ),
)
