"""A balance: its figures, its table, its recorded working."""

from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import lines

from opstools import datasets
from opstools.line_balancing import (
    RULES,
    Line,
    Task,
    by_hand,
    comsoal,
    fewest_stations,
    most_efficient,
    most_following_tasks,
    shortest_cycle,
)

BOEING = datasets.load("boeing_wing")
GOLDEN = Path(__file__).parent / "golden"

BALANCES = {
    "most_following_tasks": most_following_tasks(BOEING),
    "comsoal": comsoal(BOEING, runs=10),
    "fewest_stations": fewest_stations(BOEING),
    "shortest_cycle": shortest_cycle(BOEING, stations=5),
    "most_efficient": most_efficient(BOEING, stations=(4, 6)),
    "by_hand": by_hand(BOEING, fewest_stations(BOEING).stations),
}


@pytest.mark.parametrize("name", BALANCES)
def test_the_working_reads_as_it_always_did(name):
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert f"{BALANCES[name]!r}\n\n{BALANCES[name].steps()!r}\n" == text


def test_the_working_is_a_documented_table():
    frame = BALANCES["most_following_tasks"].steps().to_frame()
    assert list(frame.columns) == [
        *("step", "text", "formula", "value", "unit"),
        *("stations", "station", "eligible", "fitting", "priorities"),
        *("chosen", "reason", "time_left"),
    ]
    assert list(frame["chosen"]) == ["", *"ABCDFEGHI", "", "", "", ""]
    assert frame["eligible"][4] == "D, E"
    assert frame["fitting"][4] == "D"


def test_the_balance_is_a_documented_table():
    frame = BALANCES["fewest_stations"].to_frame()
    assert list(frame.columns) == ["station", "tasks", "time", "idle_time"]
    assert list(frame["station"]) == [1, 2, 3, 4, 5, 6]
    assert list(frame["time"] + frame["idle_time"]) == [12] * 6


def test_the_headline_figures_have_names_and_units():
    measures = BALANCES["most_following_tasks"].measures
    assert {name: measures.unit(name) for name in measures} == {
        "stations": "",
        "cycle_time": "min",
        "actual_cycle_time": "min",
        "efficiency": "%",
        "balance_delay": "%",
        "idle_time": "min",
        "smoothness_index": "min",
        "lower_bound": "",
    }
    assert BALANCES["shortest_cycle"].unit("lower_bound") == "min"
    assert repr(measures) == (
        "stations 7, cycle time 12 min, actual cycle time 12 min, efficiency 78.6 %, "
        "balance delay 21.4 %, idle time 18 min, smoothness index 10.58 min, lower bound 6"
    )


def test_the_conventions_are_stated():
    assert BALANCES["by_hand"].note == (
        "Efficiency is total work over stations × the cycle time; "
        "smoothness is measured from the largest load."
    )
    other = BOEING.replace(efficiency_by="largest_load", smoothness_by="cycle_time")
    balance = fewest_stations(other)
    assert balance.note == (
        "Efficiency is total work over stations × the largest load; "
        "smoothness is measured from the cycle time."
    )
    assert "m · S_max" in repr(balance.steps())


def test_names_cannot_break_the_page():
    balance = fewest_stations(Line((Task("<script>", 1), Task("a & b", 1, ("<script>",))), 2))
    page = balance._repr_html_() + balance.steps()._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "a &amp; b" in page


@given(lines() | lines(parallel=True), st.sampled_from([*RULES.values(), fewest_stations]))
def test_the_last_step_agrees_with_the_headline(line, method):
    balance = method(line)
    steps = balance.steps()
    assert balance.state_at().stations == balance.state_at(len(steps)).stations == balance.stations
    assert balance.state_at(0).stations == ()
    sizes = [sum(map(len, balance.state_at(k).stations)) for k in range(len(steps) + 1)]
    assert sizes == sorted(sizes)
    values = {step.text.split(":")[0]: step.value for step in steps}
    assert values["Efficiency"] == balance.measures["efficiency"]
    assert values["Smoothness index"] == balance.measures["smoothness_index"]


def test_every_step_can_be_drawn():
    balance = BALANCES["most_following_tasks"]
    drawn = []
    for k in range(len(balance.steps()) + 1):
        ax = balance.plot(plt.figure(clear=True, num=1).add_subplot(), step=k)
        drawn.append(sum(not patch.get_hatch() for patch in ax.patches))
        assert drawn[-1] == sum(map(len, balance.state_at(k).stations))
    assert drawn == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9]
