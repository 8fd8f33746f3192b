"""Whatever is declared, the log keeps the rules: places, servers, order, working hours."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from opstools.core import Infeasible
from opstools.simulation import (
    Arrivals,
    Batch,
    Calendar,
    Cap,
    Exponential,
    Failures,
    Fixed,
    Gamma,
    Model,
    Station,
    simulate,
)

maybe = st.booleans()
times = st.sampled_from([Fixed(1), Exponential(1), Gamma(0.5, 2), Fixed(0)])


@st.composite
def models(draw):
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    stations = []
    for k, name in enumerate(names):
        largest = draw(st.integers(1, 3))
        later = names[k + 1] if k + 1 < len(names) else None
        rework = {names[0]: 0.2, **({later: 0.7} if later else {})}
        stations.append(
            Station(
                name,
                draw(times),
                servers=draw(st.integers(1, 3)),
                discipline=draw(st.sampled_from(["arrival", "priority", "due", "shortest"])),
                capacity=draw(st.none() | st.integers(3, 6)),
                calendar=draw(st.none() | st.just(Calendar(((2, 8), (9, 20))))),
                batch=Batch(largest, setup=0.3, by_kind=draw(maybe)) if draw(maybe) else None,
                failures=Failures(Exponential(5), Fixed(0.5)) if draw(maybe) else None,
                to=rework if draw(maybe) else None,
            )
        )
    arrivals = (
        Arrivals(Exponential(2), kind="x", priority=1, due=5),
        Arrivals(Exponential(3), kind="y", priority=0, due=9),
    )
    cap = (Cap(tuple(names[: draw(st.integers(1, 3))]), draw(st.integers(1, 4))),)
    return Model(tuple(stations), arrivals, cap if draw(maybe) else ())


def most_at_once(came, left):
    """The largest number inside at one moment; who leaves makes room for who comes."""
    moments = np.concatenate([left, came])
    change = np.concatenate([-np.ones(len(left)), np.ones(len(came))])
    order = np.lexsort((change, np.round(moments, 9)))
    return np.cumsum(change[order]).max(initial=0)


@given(models(), st.integers(0, 5))
def test_the_log_keeps_the_rules(model, seed):
    try:
        run = simulate(model, customers=60, seed=seed)
    except Infeasible:  # loops of full stations may deadlock, and then say so
        return
    log, items = run.log, run.items
    assert (items["lost"] | items["departure"].notna()).all()
    assert (log["start"] >= log["arrival"]).all()
    for station in model.stations:
        here = log[log["station"] == station.name]
        jobs = here.groupby("job").agg({"start": "first", "departure": "max", "item": "size"})
        long = jobs[jobs["departure"] > jobs["start"]]
        assert most_at_once(long["start"], long["departure"]) <= station.servers
        if station.capacity:
            stays = here[here["departure"] > here["arrival"]]
            assert most_at_once(stays["arrival"], stays["departure"]) <= station.capacity
        if station.batch:
            assert jobs["item"].max() <= station.batch.largest
        else:
            assert (jobs["item"] == 1).all()
        if station.calendar:
            clock = here["start"].to_numpy() % 24
            assert (((clock >= 2) & (clock < 8)) | ((clock >= 9) & (clock < 20))).all()
    for item, visits in log.sort_values(["arrival", "departure"]).groupby("item"):
        assert item
        assert np.allclose(visits["arrival"].to_numpy()[1:], visits["departure"].to_numpy()[:-1])
