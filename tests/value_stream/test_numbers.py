"""Figures of a value stream: the textbook's map, its parts, and what is no stream."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import littles_law
from opstools.value_stream import (
    Event,
    OrderLog,
    Process,
    ValueStream,
    compare,
    current_state,
    epei,
    kanban_cards,
    lead_times,
)


def test_acme_stamping_comes_out_as_printed():
    acme = current_state(datasets.load("acme_stamping"), rounding=1)
    assert (acme.takt, acme.lead_time, acme.processing_time) == (60, 23.6, 188)
    assert [rung.days for rung in acme.ladder] == [5, 7.6, 1.8, 2.7, 2, 4.5]
    assert acme.findings == ("Assembly 1: its cycle time of 62 s is above takt, 60 s.",)
    exactly = current_state(datasets.load("acme_stamping"))
    assert exactly.lead_time == pytest.approx(5 + (7000 + 1700 + 2450 + 1840 + 4140) / 920)


@pytest.mark.parametrize(("day", "length"), [("available", 55_200), ("24h", 86_400)])
def test_a_day_counts_as_told(day, length):
    acme = current_state(datasets.load("acme_stamping"), day=day)
    found = float(acme.process_cycle_efficiency)
    assert found == pytest.approx(188 / (float(acme.lead_time) * length))


pieces = st.integers(0, 5000)


@given(st.lists(st.tuples(pieces, st.integers(1, 90)), min_size=1, max_size=6), st.integers(1, 900))
def test_the_ladder_is_its_parts_and_keeps_littles_law(rows, demand):
    processes = tuple(Process(f"p{k}", time) for k, (_, time) in enumerate(rows))
    waiting = {f"p{k}": amount for k, (amount, _) in enumerate(rows)}
    stream = ValueStream(processes, demand=demand, available_time=28_800, inventories=waiting)
    found = current_state(stream)
    assert float(found.lead_time) == pytest.approx(sum(float(r.days) for r in found.ladder))
    assert found.processing_time == sum(time for _, time in rows)
    assert found.inventory == sum(waiting.values())
    if found.inventory:
        law = littles_law(inventory=found.inventory, flow_rate=demand)
        assert float(law.flow_time) == pytest.approx(float(found.lead_time))
        assert float(found.turns) == pytest.approx(240 * demand / found.inventory)


def test_of_two_branches_the_longer_one_counts():
    processes = (Process("body", 30), Process("join", 20), Process("frame", 25, to="join"))
    waiting = {"body": 100, "frame": 500, "join": 50, "customer": 50}
    stream = ValueStream(processes, demand=100, available_time=1000, inventories=waiting)
    found = current_state(stream)
    assert [rung.place for rung in found.ladder] == ["frame", "join", "customer"]
    assert (found.lead_time, found.processing_time) == (6, 45)


def test_rolled_yield_money_and_operators():
    stream = ValueStream((Process("a", 10, scrap=0.1), Process("b", 20, scrap=0.5)), demand=10,
                         available_time=300, inventories={"a": 40}, value=2.5)  # fmt: skip
    found = current_state(stream)
    assert (found.rolled_yield, found.money_tied) == (0.45, 100)
    people = next(s for s in found.steps() if s.text.startswith("Operators"))
    assert people.value == 1


@given(st.integers(0, 500), st.integers(1, 900), st.integers(0, 800))
def test_epei_is_changeovers_over_the_time_left(change, time, run):
    if run >= time:
        assert "No time is left" in complaint(
            epei, changeovers=change, available_time=time, run_time=run
        )
        return
    found = epei(changeovers=change, available_time=time, run_time=run)
    assert float(found) == pytest.approx(float(Fraction(change, time - run)))


def test_cards_are_rounded_up():
    assert kanban_cards(demand=100, lead_time=0.5, container=10) == 5
    assert kanban_cards(demand=101, lead_time=0.5, container=10) == 6
    assert kanban_cards(demand=100, lead_time=0.5, safety=0.2, container=10) == 6


def test_two_states_are_compared_figure_by_figure():
    current, future = (
        current_state(datasets.load(each)) for each in ("acme_stamping", "acme_future")
    )
    found = compare(current, future)
    table = found.to_frame().set_index("figure")
    for name, value in current.measures.items():
        assert table.loc[name, "current"] == pytest.approx(float(value))
        assert table.loc[name, "difference"] == pytest.approx(
            float(future.measures[name]) - float(value)
        )
    assert float(found.saved) == pytest.approx(1 - 5 / float(current.lead_time))


def test_a_stream_from_one_file(tmp_path):
    file = tmp_path / "line.toml"
    file.write_text(
        'demand = 400\navailable_time = 28800\nunit = "boxes"\n'
        'inventories = [{ before = "paint", pieces = 800, flow = "fifo", maximum = 900 }]\n'
        "[[processes]]\nprocess = 'press'\ncycle_time = 40\n"
        "[[processes]]\nprocess = 'paint'\ncycle_time = 50\nuptime = 0.9\n",
        encoding="utf-8",
    )
    stream = ValueStream.from_file(file)
    assert stream.inventory("paint").maximum == 900
    assert current_state(stream).lead_time == 2
    file.write_text("demand = 4\n", encoding="utf-8")
    assert "it has no processes" in complaint(ValueStream.from_file, file)
    assert "it cannot be read" in complaint(ValueStream.from_file, tmp_path / "none.toml")


def test_all_faults_of_a_stream_stand_in_one_message():
    table = pd.DataFrame(
        {"process": ["a", "b"], "cycle_time": [0, 5], "uptime": [0, 1], "to": ["b", "a"]}
    )
    text = complaint(
        ValueStream.from_frame, table, demand=0, available_time=100,
        inventories=[("a", -5), ("c", 3), {"before": "b"}], kaizen=[("a", "x", "waitin")],
        icons=[("a", "trck")], pacemaker="z",
    )  # fmt: skip
    for part in (
        "row 1 (process a), cycle_time: 0 s is not above 0.",
        "row 1 (process a), uptime: it never runs.",
        "demand: 0 pieces a day is not above 0.",
        "inventory before a, pieces: -5 is below 0.",
        "inventory before c: there is no place c.",
        "inventory before b: neither pieces nor days nor time are told.",
        "kaizen 1, waste: 'waitin' is none of the seven. Did you mean waiting?",
        "icon 1: there is no icon trck. Did you mean truck?",
        "pacemaker: there is no process z.",
        "process a: it does not come to the customer.",
    ):
        assert part in text, part


@given(
    st.lists(
        st.lists(st.integers(0, 50), min_size=3, max_size=3).map(sorted), min_size=1, max_size=8
    )
)
def test_lead_times_are_those_of_pandas(rows):
    points = ["in", "P1", "out"]
    events = [(k, p, t) for k, row in enumerate(rows) for p, t in zip(points, row, strict=True)]
    log = pd.DataFrame(events, columns=["order", "point", "time"])
    found = lead_times(log, points=points).to_frame().set_index("segment")
    wide = pd.DataFrame(rows, columns=points, dtype=float)
    spent = {
        "in → P1": wide["P1"] - wide["in"],
        "P1 → out": wide["out"] - wide["P1"],
        "total": wide["out"] - wide["in"],
    }
    for name, spans in spent.items():
        told = found.loc[name]
        assert told["mean"] == pytest.approx(spans.mean())
        assert told["sd"] == pytest.approx(spans.std() if len(spans) > 1 else 0, abs=1e-9)
        assert (told["min"], told["max"]) == (spans.min(), spans.max())
    population = lead_times(log, points=points, sd="population").total.sd
    assert population == pytest.approx((wide["out"] - wide["in"]).std(ddof=0), abs=1e-9)
    if (wide["out"] > wide["in"]).any():
        assert found["share"].iloc[:-1].sum() == pytest.approx(1)


def test_moments_of_the_calendar_are_told_in_hours():
    log = pd.DataFrame({"order": ["A", "A"], "point": ["in", "out"],
                        "time": ["2026-03-01 22:30", "2026-03-02 01:00"]})  # fmt: skip
    assert lead_times(log).total.mean == 2.5


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("1", "in", 3), ("1", "in", 4), ("1", "out", 5)],
         "order log, row 2 (order 1): it passes in twice, in row 1 too. Keep one of them."),
        ([("1", "in", 1), ("1", "out", 5), ("2", "out", 1), ("2", "in", 3), ("3", "in", 1),
          ("3", "out", 2)],
         "order log, order 2: it passes out before in. Correct a time, or give points=… in their "
         "order."),
        ([("1", "in", "x"), ("1", "out", 5)],
         "order log, row 1 (order 1), time: 'x' is not a number. Write a number."),
        ([("1", "in", 5)], "order log, points: there is only one. Two points make a segment."),
    ],
)  # fmt: skip
def test_logs_that_are_none_are_explained(rows, message):
    log = pd.DataFrame(rows, columns=["order", "point", "time"])
    assert complaint(lead_times, log) == f"ProblemError: {message}"


def test_an_order_that_is_still_inside_counts_where_it_has_been():
    log = OrderLog.from_frame(pd.DataFrame(
        [(1, "a", 0), (1, "b", 2), (1, "c", 3), (2, "a", 1), (2, "b", 5)],
        columns=["order", "point", "time"]))  # fmt: skip
    found = lead_times(log)
    assert [each.orders for each in found.segments] == [2, 1]
    assert found.total.orders == 1
    assert np.isnan(log.table[1, 2])


def test_what_waits_may_be_told_in_working_time():
    processes = (Process("a", 30), Process("b", 50))
    waiting = [{"before": "a", "time": 7200}, {"before": "customer", "pieces": 300}]
    stream = ValueStream(processes, demand=600, available_time=28_800, inventories=waiting, pack=20)
    found = current_state(stream)
    assert found.lead_time == pytest.approx(0.25 + 0.5)
    assert found.inventory == 0.25 * 600 + 300
    assert found.pitch == 48 * 20
    assert found.operators_needed == pytest.approx(80 / 48)
    with pytest.raises(ProblemError, match="more than one of pieces, days and time"):
        stream.replace(inventories=[{"before": "a", "time": 1, "days": 1}])


def test_states_told_in_other_units_are_not_compared():
    acme = datasets.load("acme_stamping")
    minutes = ValueStream(
        acme.processes, demand=9, available_time=460, time_unit="min", unit="brackets"
    )
    assert complaint(compare, current_state(acme), current_state(minutes, day="24h")) == (
        "ProblemError: compare, 3 faults:\n"
        "  1. time_unit: the current state is told in s, the future one in min. "
        "Tell both in the same unit.\n"
        f"  2. unit: the current state is told in {acme.unit}, the future one in brackets. "
        "Tell both in the same unit.\n"
        "  3. day: the current state's is 'available', the future one's '24h'. "
        "Take the same day for both maps."
    )


def test_a_day_told_in_days():
    stream = ValueStream(
        (Process("p", 1),), demand=1, available_time=1, time_unit="day", inventories={"p": 4}
    )
    assert current_state(stream, day="24h").process_cycle_efficiency == 0.25


def test_a_process_that_is_called_like_the_end():
    told = complaint(ValueStream, (Process("customer", 1),), demand=1, available_time=10)
    assert told == (
        "ProblemError: value stream, process customer: the end of the stream is called so. "
        "Give the process another name."
    )


def test_words_of_messages_may_be_written_large():
    stream = ValueStream(
        (Process("p", 1),), demand=1, available_time=10,
        information=[("customer", "control", "Manual", "orders")],
    )  # fmt: skip
    assert stream.information[0].kind == "manual"


def test_points_between_processes_part_one_wait():
    times = {"order": 0, "P1 start": 2, "P1 end": 3, "ready": 5, "shipped": 9}
    log = pd.DataFrame([("1", *each) for each in times.items()], columns=["order", "point", "time"])
    stream = lead_times(log).stream(demand=10, available_time=8)
    before, after = stream.inventories
    assert (before.before, before.days) == ("P1", pytest.approx(2 / 24))
    assert (after.before, after.days) == ("customer", pytest.approx(6 / 24))
    assert after.note == "2 h, sd 0, 2 to 2; 4 h, sd 0, 4 to 4"


def test_times_of_a_log_are_numbers_in_their_unit():
    def log(*times):
        return pd.DataFrame({"order": ["1", "1"], "point": ["in", "out"], "time": times})

    assert lead_times(log("1000", "1010")).total.mean == 10  # and no years
    moments = log("2026-01-01 10:00", "2026-01-01 11:00")
    assert complaint(lead_times, moments, time_unit="min") == (
        "ProblemError: order log, time_unit: points in time are told in h, not in min. "
        "Leave it out."
    )
    assert complaint(OrderLog, (Event("1", "in", 0), Event("1", "out", float("inf")))) == (
        "ProblemError: order log, row 2 (order 1), time: inf is not a finite number. "
        "Write a number."
    )


def test_epei_counts_uptime():
    found = epei(changeovers=60, available_time=480, uptime=0.9, run_time=400)
    assert found == pytest.approx(60 / (0.9 * 480 - 400))
