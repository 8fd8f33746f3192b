"""Process analysis: textbook figures, several flow units, broken tables, agreement by counting."""

from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from flow_tables import broken_tables
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools import datasets
from opstools.core import ProblemError
from opstools.flow import Process, analyse


def table(*rows: tuple[object, ...], columns=("step", "servers", "unit_time")) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


TWO = table(("x-ray", 2, 30), ("read", 1, 12))
MIXED = table(
    ("x-ray", 1, 10, 20), ("read", 1, 15, 0), columns=("step", "servers", "ward", "street")
)


def test_the_scooter_of_cachon_and_terwiesch():
    scooter = analyse(datasets.load("kick_scooter"), demand=125 / 2100, wage=0.2)
    assert dict(scooter.capacity) == pytest.approx(
        {"step 1": 1 / 13, "step 2": 1 / 11, "step 3": 1 / 8}
    )
    assert scooter.bottleneck == "step 1"
    assert float(scooter.labour_utilisation) == pytest.approx(0.635, abs=5e-4)
    assert float(scooter.cost_of_labour) == pytest.approx(10.08)


def test_capacity_bound():
    result = analyse(TWO, demand=0.1, time_unit="min", flow_unit="patients")
    assert result.headline == (
        "X-ray is the bottleneck at 0.06667 patients/min; demand of 0.1 cannot be met."
    )
    assert dict(result.implied_utilisation) == {"x-ray": 1.5, "read": 1.2}
    assert dict(result.utilisation) == pytest.approx({"x-ray": 1, "read": 0.8})


def test_without_demand_the_bottleneck_runs_all_the_time():
    result = analyse(TWO)
    assert result.flow_rate == result.capacity["x-ray"]
    assert result.implied_utilisation == {}
    assert result.cost_of_labour is None


def test_a_mix_moves_the_bottleneck():
    ward = analyse(MIXED, demand={"ward": 0.05, "street": 0.005})
    street = analyse(MIXED, demand={"ward": 0.005, "street": 0.05})
    assert (ward.bottleneck, street.bottleneck) == ("read", "x-ray")
    assert float(ward.implied_utilisation["x-ray"]) == pytest.approx(0.05 * 10 + 0.005 * 20)
    assert dict(ward.flow_rates) == {"ward": 0.05, "street": 0.005}


def test_demand_goes_by_name():
    same = {"street": 0.01, "ward": 0.02}
    turned = analyse(MIXED, demand=dict(reversed(same.items())))
    assert analyse(MIXED, demand=same).measures == turned.measures


def test_a_column_of_times_never_vanishes():
    assert complaint(analyse, MIXED, demand={"street": 0.01}) == (
        "ProblemError: process, demand: ward missing. "
        "Give a number for every flow unit, 0 where there is none."
    )
    alone = analyse(MIXED.drop(index=1), demand={"street": 0.01, "ward": 0})
    assert alone.labour_content == 20
    assert complaint(Process.from_frame, MIXED.head(1), flow_units=("street",)) == (
        "ProblemError: process, column ward: it would be passed over, and holds numbers. "
        "Name it among flow_units, or take it out of the table."
    )
    noted = Process.from_frame(MIXED.assign(remark="as measured in May"))
    assert noted.flow_units == ("ward", "street")


def test_what_is_told_per_step_cannot_be_changed():
    with pytest.raises(TypeError):
        analyse(TWO).capacity["x-ray"] = 1


def test_wages_by_step_and_ties():
    tie = table(("saw", 1, 10), ("drill", 2, 20), ("paint", 1, 5))
    result = analyse(tie, wage={"saw": 0.2, "drill": 0.3, "paint": 0.5})
    assert result.bottlenecks == ("saw", "drill")
    assert result.headline.startswith("Saw and drill are bottlenecks at 0.1 units/h")
    assert result.cost_of_labour == 13


times = st.integers(1, 40)


@given(
    steps=st.lists(st.tuples(st.integers(1, 4), times, times), min_size=1, max_size=6),
    ward=st.floats(0.001, 1),
    street=st.floats(0.001, 1),
)
def test_what_must_hold(steps, ward, street):
    frame = table(*((f"s{k}", *row) for k, row in enumerate(steps)), columns=MIXED.columns)
    result = analyse(frame, demand={"ward": ward, "street": street}, wage=1)
    servers, first, second = np.array(steps, float).T
    implied = (ward * first + street * second) / servers
    assert list(map(float, result.implied_utilisation.values())) == pytest.approx(implied)
    assert float(result.flow_rate) == pytest.approx((ward + street) / max(1, implied.max()))
    assert float(max(result.utilisation.values())) <= 1 + 1e-12
    assert float(result.labour_utilisation) == pytest.approx(
        (implied * servers).sum() / max(1, implied.max()) / servers.sum()
    )
    assert float(result.cost_of_labour * result.flow_rate) == pytest.approx(servers.sum())


BAD = {
    "a negative time": (
        table(("x-ray", 2, -30)),
        {},
        "row 1 (step x-ray), unit_time: -30 h is not above 0. Write a number above 0, in h.",
    ),
    "a column missing": (
        TWO.drop(columns="servers"),
        {},
        "column servers: it is missing. The table has step and unit_time. "
        "Add a column named servers.",
    ),
    "a step twice": (
        table(("read", 1, 3), ("read", 1, 4)),
        {},
        "rows 1 and 2: step read is there 2 times. Give every step a name of its own.",
    ),
    "negative demand": (
        TWO,
        {"demand": -1},
        "demand: -1 units/h is not above 0. Write a number above 0, in units/h.",
    ),
    "demand of one rate for two kinds": (
        Process.from_frame(MIXED),
        {"demand": 1},
        "demand: it is not told for each flow unit. Give one rate for each: ward: …, street: ….",
    ),
    "no demand for two kinds": (
        MIXED,
        {},
        "demand: it is not told for each flow unit. Give one rate for each: ward: …, street: ….",
    ),
    "a flow unit misspelt": (
        Process.from_frame(MIXED),
        {"demand": {"ward": 1, "stret": 1}},
        "2 faults:\n  1. demand: there is no flow unit stret. Did you mean street?\n"
        "  2. demand: street missing. Give a number for every flow unit, 0 where there is none.",
    ),
    "a column of a flow unit missing": (
        MIXED.drop(columns="street"),
        {"demand": {"ward": 1, "street": 1}},
        "demand: there is no flow unit street. The flow units are ward.",
    ),
    "a wage of nobody": (
        TWO,
        {"wage": {"x-ray": 1, "reed": 1}},
        "2 faults:\n  1. wage: there is no step reed. Did you mean read?\n"
        "  2. wage: read missing. Give a number for every step, 0 where there is none.",
    ),
    "a step without work": (
        MIXED,
        {"demand": {"street": 1, "ward": 0}},
        "step read: nothing that is asked for takes any time there. Leave the step out.",
    ),
    "nothing asked for": (
        MIXED,
        {"demand": {"ward": 0, "street": 0}},
        "demand: nothing is asked for. Give at least one rate above 0.",
    ),
}


@pytest.mark.parametrize(("frame", "given_", "message"), BAD.values(), ids=BAD)
def test_what_it_refuses(frame, given_, message):
    assert complaint(analyse, frame, **given_) == f"ProblemError: process, {message}"


@given(broken_tables(["step", "servers", "unit_time"]), st.booleans())
def test_nothing_but_a_problem_error_comes_out(frame, several):
    frame = frame.rename(columns={"unit_time": "ward"}) if several else frame
    with suppress(ProblemError):
        result = analyse(frame, demand={"ward": 1} if several else None, wage=1)
        repr(result), result.steps(), result.measures
        process = result.problem
        assert Process.from_frame(process.to_frame()) == process
