"""What hypothesis draws: lines that are sound, and tables that are anything but."""

import random
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from opstools.line_balancing import Line, Task


@st.composite
def lines(draw, *, most=8, parallel=False):
    """A line of up to `most` tasks, listed in any order, with whole times."""
    number = draw(st.integers(1, most))
    times = draw(st.lists(st.integers(1, 12), min_size=number, max_size=number))
    masks = [draw(st.integers(0, 2**i - 1)) & draw(st.integers(0, 2**i - 1)) for i in range(number)]
    tasks = [
        Task(f"T{i}", time, tuple(f"T{j}" for j in range(i) if mask >> j & 1))
        for i, (time, mask) in enumerate(zip(times, masks, strict=True))
    ]
    longest = max(times)
    cycle = draw(st.integers(1, longest) if parallel else st.integers(longest, longest + 12))
    long_tasks = "parallel" if parallel else "error"
    return Line(tuple(draw(st.permutations(tasks))), cycle, long_tasks=long_tasks)


amounts = st.one_of(
    st.integers(1, 10**6),
    st.decimals("0.001", "1000", places=3),
    st.fractions(Fraction(1, 50), 50, max_denominator=60),
    st.floats(0.01, 1e6),
)
names = st.one_of(
    st.text(st.sampled_from("ABab 1_-/.äß螺丝安装\n\u3000$<&"), min_size=1)
    .map(str.strip)
    .filter(bool),
    st.integers(0, 99).map(str),
)

cells = st.one_of(
    st.sampled_from(
        [None, pd.NA, pd.NaT, np.nan, np.inf, -np.inf, True, np.True_, 10**5000, -(10**20), 3 + 4j,
         "", " ", "-", "A", "B", "A, B", "B;A", "1e999", "1e-999999999", "1e999999999", b"A",
         Decimal("NaN"), Fraction(1, 3), np.float32(0.1), np.int8(3),
         np.array([1]), np.array([1, 2]), np.datetime64("NaT"), datetime(2024, 5, 1),
         date(2024, 5, 1), pd.Timedelta(3), pd.Timestamp(0), object(), len,
         {"A": 1}, {"A"}, ("A", 1), [], [None], [[1]]]
    ),
    st.integers(-3, 12),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.text(max_size=2), max_size=2),
    names,
    amounts,
)  # fmt: skip
columns = st.one_of(
    st.sampled_from(["task", "Task ", "time", "TIME", "predecessors", "tiem", 7, None, ("a", 1)]),
    st.text(max_size=4),
)


@st.composite
def broken_tables(draw):
    """Columns that may be missing or there twice, cells of every kind."""
    usual = draw(st.sampled_from([["task", "time", "predecessors"], ["task", "time"], []]))
    labels = usual + draw(st.lists(columns, max_size=3))
    height = draw(st.integers(0, 5))
    rows = [
        draw(st.lists(cells, min_size=len(labels), max_size=len(labels))) for _ in range(height)
    ]
    frame = pd.DataFrame(index=range(height), columns=range(len(labels)), dtype=object)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            frame.iat[i, j] = cell
    frame.columns = pd.Index(labels, dtype=object, tupleize_cols=False)
    return frame


def large_line(tasks: int, cycle_time: int, *, seed: int) -> Line:
    """A line of that many tasks, the same for the same seed; many are hard to balance."""
    dice = random.Random(seed)
    return Line(
        tuple(
            Task(
                f"T{i}",
                dice.randint(1, 20),
                tuple(f"T{j}" for j in range(i) if dice.random() < 0.1),
            )
            for i in range(tasks)
        ),
        cycle_time,
    )
