"""Replications: the same over any executor, and intervals that hold what they promise."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from opstools.simulation import Arrivals, Exponential, Model, Station, interval, replicate

DESK = Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5)))


def test_the_same_in_threads():
    with ThreadPoolExecutor(2) as executor:
        shared = replicate(DESK, runs=5, customers=500, seed=1, executor=executor)
    assert shared == replicate(DESK, runs=5, customers=500, seed=1)


@pytest.mark.slow
def test_the_same_in_processes():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        shared = replicate(DESK, runs=4, customers=500, seed=1, executor=executor)
    assert shared == replicate(DESK, runs=4, customers=500, seed=1)


def test_the_table():
    table = replicate(DESK, runs=5, customers=500, seed=1, warm_up=100).to_frame()
    assert list(table.columns) == ["figure", "mean", "low", "high", "runs"]
    assert "desk: utilisation" in set(table["figure"])
    assert (table["low"] <= table["high"]).all()


def test_intervals_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(3)
    held = [
        abs(e.mean) <= e.half_width for e in (interval(random.normal(size=8)) for _ in range(2000))
    ]
    assert np.mean(held) == pytest.approx(0.95, abs=0.015)


def test_runs_are_independent_of_one_another():
    runs = replicate(DESK, runs=60, customers=1000, seed=1).by_run
    times = np.array([run["flow_time"] for run in runs])
    assert abs(np.corrcoef(times[1:], times[:-1])[0, 1]) < 0.3
