"""Shipments, Weber points and sitings, each beside what somebody would take instead."""

import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import shortest_path

from opstools.facility_location import (
    Distances,
    Plants,
    Points,
    Transport,
    fixed_charge,
    p_median,
    ship_optimally,
    weber_point,
)

from .measure import Options, Row, Table, medians, timed
from .programs import cbc

SHIPMENTS = ((20, 1 / 4), (200, 1 / 4), (1000, 1 / 10))  # sources and destinations, largest ratio
POINTS, LARGEST = (10, 1000, 100_000, 1_000_000), 1 / 3
CAPS = [f"cap{k}" for k in (71, 72, 73, 74, 101, 102, 103, 104, 131, 132, 133, 134)]
CAP_SECONDS, MEDIAN_SECONDS, CBC_SECONDS = 0.1, 30.0, 60.0
MANY = 20  # calls of what takes no millisecond
CLOSE = 1e-9  # of two costs that are the same


def tables(options: Options) -> Iterator[Table]:
    sizes = SHIPMENTS[:2] if options.quick else SHIPMENTS
    yield from (_shipment(size, ratio) for size, ratio in sizes)
    yield from (_weber(n) for n in (POINTS[:3] if options.quick else POINTS))
    for name in ("fixed_charge", "p_median"):
        if not (options.data / name).is_dir():
            note = f"Not run: there is no folder {options.data / name}; name it with --data."
            yield Table(f"OR-Library, {name}", note=note)
            return
    yield _caps(options.data / "fixed_charge")
    yield _medians(options.data / "p_median", options)


def _compared(title: str, ours: float, theirs: float, peer: str, same: bool, most: float) -> Table:
    ratio = ours / theirs
    rows = (Row("opstools", ours), Row(peer, theirs, "the same cost" if same else "DIFFERS"))
    note = f"Target: at most {most:.2f} of it; {ratio:.2f} here."
    return Table(title, rows, note, met=same and ratio <= most)


def _often(calls: dict[str, Callable[[], None]], repeats: int, *, small: bool) -> dict[str, float]:
    """Medians for one call; short ones are taken many at a time, for the clock to see them."""
    many = MANY if small else 1

    def again(call: Callable[[], None]) -> Callable[[], None]:
        return lambda: [call() for _ in range(many)] and None

    took = medians({name: again(call) for name, call in calls.items()}, repeats)
    return {name: seconds / many for name, seconds in took.items()}


def _shipment(size: int, most: float) -> Table:
    random = np.random.default_rng(1)
    costs = random.integers(1, 1000, (size, size))
    supply = random.integers(1, 100, size)
    demand = random.multinomial(supply.sum(), np.ones(size) / size)
    frame = pd.DataFrame(costs, columns=[f"d{j}" for j in range(size)])
    frame.insert(0, "source", [f"s{i}" for i in range(size)])
    problem = Transport.from_frame(frame, supply=supply, demand=demand)
    problem.balanced  # noqa: B018  # the table in whole numbers, as linprog gets its matrices
    one = np.ones((1, size))
    rows = sparse.vstack([sparse.kron(sparse.eye(size), one), sparse.kron(one, sparse.eye(size))])
    given = {"A_eq": rows.tocsc(), "b_eq": np.r_[supply, demand]}
    flat = costs.ravel().astype(float)
    found: dict[str, float] = {}

    def ours() -> None:
        best = ship_optimally(problem)
        found["ours"] = float(best.cost) if best.proven else np.nan

    def theirs() -> None:
        found["theirs"] = linprog(flat, **given).fun

    took = _often({"ours": ours, "theirs": theirs}, 1 if size >= 1000 else 15, small=size < 100)
    same = abs(found["ours"] - found["theirs"]) <= CLOSE * found["theirs"]
    title = f"Shipment of least cost, {size:,} × {size:,}, with duals"
    return _compared(title, took["ours"], took["theirs"], "scipy's linprog (HiGHS)", same, most)


def weiszfeld(xy: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The iteration that is in the books, until it moves by less than 1e-9 of the unit."""
    at = w @ xy / w.sum()
    while True:
        pull = w / np.hypot(xy[:, 0] - at[0], xy[:, 1] - at[1])
        then = pull @ xy / pull.sum()
        if abs(then - at).max() < 1e-9:
            return then
        at = then


def _weber(n: int) -> Table:
    random = np.random.default_rng(n)
    xy, w = random.uniform(0, 100, (n, 2)), random.uniform(1, 10, n)
    frame = pd.DataFrame({"name": range(n), "x": xy[:, 0], "y": xy[:, 1], "weight": w})
    points = Points.from_frame(frame)
    points.xy, points.weights  # noqa: B018  # read beforehand, as the peer gets arrays
    found: dict[str, np.ndarray] = {}

    def ours() -> None:
        best = weber_point(points)
        found["ours"] = np.array([best.x, best.y])

    def theirs() -> None:
        found["theirs"] = weiszfeld(xy, w)

    took = _often({"ours": ours, "theirs": theirs}, 3 if n >= 100_000 else 15, small=n < 10_000)
    costs = [w @ np.hypot(*(xy - at).T) for at in (found["ours"], found["theirs"])]
    same = abs(costs[0] - costs[1]) <= CLOSE * costs[1]
    title = f"Weber point of {n:,} points"
    return _compared(title, took["ours"], took["theirs"], "Weiszfeld in numpy", same, LARGEST)


def cap(path: Path) -> Plants:
    """An uncapacitated case of the OR-Library."""
    numbers = iter(path.read_text().split())
    m, n = int(next(numbers)), int(next(numbers))
    opening = {}
    for j in range(m):
        next(numbers)
        opening[f"s{j}"] = float(next(numbers))
    costs = []
    for _ in range(n):
        next(numbers)
        costs.append([float(next(numbers)) for _ in range(m)])
    serving = pd.DataFrame(costs, [f"c{i}" for i in range(n)], list(opening))
    return Plants.from_frame(Plants.as_table(opening), serving_costs=serving)


def _known(folder: Path) -> dict[str, float]:
    with (folder / "optimal_cost.csv").open(encoding="utf-8") as file:
        return {name: float(cost) for name, *_, cost in list(csv.reader(file))[1:]}


def _caps(folder: Path) -> Table:
    known, total, longest, proven = _known(folder), 0.0, 0.0, 0
    for name in CAPS:
        plants = cap(folder / f"{name}.txt")
        plants.array, plants.opening  # noqa: B018
        seconds, found = timed(lambda plants=plants: fixed_charge(plants))
        proven += found.proven and abs(float(found.cost) - known[name]) < 0.01
        total, longest = total + seconds, max(longest, seconds)
    met = proven == len(CAPS) and longest <= CAP_SECONDS
    rows = (Row("opstools fixed_charge", total, f"{proven} of {len(CAPS)} proven"),)
    note = f"Target: all proven, each within {1000 * CAP_SECONDS:g} ms; the longest took "
    return Table("OR-Library, uncapacitated fixed charge", rows, f"{note}{1000 * longest:.1f} ms.",
                 met=met)  # fmt: skip


@cache
def pmed(path: Path) -> tuple[Distances, int]:
    """A case of the OR-Library: distances along its network, and the number of sites."""
    n, edges, p, *rest = map(int, path.read_text().split())
    lengths = np.zeros((n, n))
    for k in range(edges):
        i, j, length = rest[3 * k : 3 * k + 3]
        lengths[i - 1, j - 1] = lengths[j - 1, i - 1] = length
    far = shortest_path(lengths, method="D", directed=False).astype(int)
    frame = pd.DataFrame(far, columns=[f"s{j}" for j in range(n)])
    frame.insert(0, "customer", [f"c{i}" for i in range(n)])
    return Distances.from_frame(frame), p


def _program(table: Distances, p: int):  # type: ignore[no-untyped-def]
    import pulp

    d, (n, m) = table.array, table.distances.shape
    model = pulp.LpProblem("p_median", pulp.LpMinimize)
    y = [pulp.LpVariable(f"y{j}", cat="Binary") for j in range(m)]
    x = [[pulp.LpVariable(f"x{i}_{j}", 0, 1) for j in range(m)] for i in range(n)]
    model += pulp.lpSum(d[i, j] * x[i][j] for i in range(n) for j in range(m))
    model += pulp.lpSum(y) == p
    for i in range(n):
        model += pulp.lpSum(x[i]) == 1
        for j in range(m):
            model += x[i][j] <= y[j]
    return model


def _medians(folder: Path, options: Options) -> Table:
    known, rows, proven, optimal = _known(folder), [], 0, 0
    numbers = range(1, 6) if options.quick else range(1, 21)
    longest, ours, peer, beaten = 0.0, 0.0, 0.0, True
    for k in numbers:
        table, p = pmed(folder / f"pmed{k}.txt")

        def median(table: Distances = table, p: int = p) -> object:
            return p_median(table, sites=p, seconds=MEDIAN_SECONDS)

        seconds, found = timed(median)
        proven, optimal = proven + found.proven, optimal + (found.cost == known[f"pmed{k}"])
        longest = max(longest, seconds) if found.proven else longest
        if k <= (2 if options.quick else 5):
            spent, answer = timed(lambda t=table, p=p: cbc(_program(t, p), CBC_SECONDS))
            ours, peer = ours + seconds, peer + spent
            beaten &= spent >= 10 * seconds or not answer.proven
    rows = [Row("opstools p_median, where CBC ran too", ours), Row("PuLP's CBC there", peer)]
    count = f"{optimal} of {len(numbers)} optimal, {proven} proven, the longest in {longest:.1f} s"
    note = f"{count}. Target: all, all but one within {MEDIAN_SECONDS:g} s, 10 × CBC."
    met = optimal == len(numbers) and proven >= len(numbers) - 1 and beaten
    return Table("OR-Library, p-median", tuple(rows), note, met=met)
