"""Tables that are anything but sound, with the columns of the flow problems."""

import pandas as pd
from hypothesis import strategies as st
from strategies import cells


@st.composite
def broken_tables(draw, usual):
    """The usual columns, some missing or there twice; cells of every kind among sound ones."""
    kept = draw(st.lists(st.sampled_from(usual), max_size=len(usual) + 1)) if draw(
        st.integers(0, 4)
    ) == 0 else usual  # fmt: skip
    labels = [*kept, *draw(st.lists(st.sampled_from(["note", None, 7]), max_size=1))]
    height = draw(st.integers(0, 4))
    sound = st.one_of(st.integers(0, 9), st.sampled_from(["A", "B", "2024-05-01", "2024-05-02Z"]))
    frame = pd.DataFrame(index=range(height), columns=range(len(labels)), dtype=object)
    for i in range(height):
        for j in range(len(labels)):
            frame.iat[i, j] = draw(st.one_of(sound, sound, cells))
    frame.columns = pd.Index(labels, dtype=object, tupleize_cols=False)
    return frame
