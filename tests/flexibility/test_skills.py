"""Skills: who can stand in for whom, and the heat map."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from opstools import datasets
from opstools.flexibility import Skills, skills_matrix


def test_coverage_on_paper():
    found = skills_matrix(datasets.load("workshop_skills"))
    assert found.coverage == {"cut": 2, "weld": 2, "paint": 2, "mount": 3, "true": 1, "bend": 1}
    assert found.coefficient == 11 / 24
    assert found.gaps == ("true", "bend")
    assert found.alone["Dan"] == ("cut", "weld", "paint", "mount")
    assert found.to_frame()["missing"].tolist() == [0, 0, 0, 0, 1, 1]
    stricter = skills_matrix(datasets.load("workshop_skills"), alone=4, needed=1)
    assert stricter.gaps == ("weld", "paint", "bend")
    assert skills_matrix(datasets.load("workshop_skills"), alone=1, needed=2).headline == (
        "Skill coefficient 62.5 %; every operation has 2 operators or more who work alone."
    )


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=6))
def test_coverage_is_a_count(levels):
    found = skills_matrix(pd.DataFrame(levels, [f"P{k}" for k in range(len(levels))], list("xyz")))
    able = [[level >= 3 for level in row] for row in levels]
    assert list(found.coverage.values()) == [sum(column) for column in zip(*able, strict=True)]
    assert [len(ops) for ops in found.alone.values()] == [sum(row) for row in able]
    assert found.coefficient == pytest.approx(sum(map(sum, able)) / (3 * len(levels)))


def test_faults_of_levels():
    table = pd.DataFrame({"cut": [5, 2.5], "weld": ["-", "good"]}, index=["Ada", "Ben"])
    assert complaint(Skills.from_frame, table) == (
        "ProblemError: skills, 3 faults:\n"
        "  1. Ben, weld: 'good' is not a number. Write 0 or a number above it.\n"
        "  2. Ada, cut: 5 is not a whole number from 0 to 4. Write one.\n"
        "  3. Ben, cut: 2.5 is not a whole number from 0 to 4. Write one."
    )
    assert complaint(skills_matrix, table.iloc[:, :0].assign(cut=1), alone=5) == (
        "ProblemError: skills, alone: 5 is not a whole number from 1 to 4. Write one."
    )


def test_cells_are_darker_and_framed_where_skill_is_higher():
    skills = datasets.load("workshop_skills")
    ax = skills_matrix(skills).plot()
    cells = {
        (round(p.get_x() + 0.45), round(p.get_y() + 0.42)): p for p in ax.patches
    }  # fmt: skip
    assert len(cells) == 24
    light = {}
    for r, row in enumerate(skills.levels.cells, 1):
        for c, level in enumerate(row, 1):
            cell = cells[c, r]
            light.setdefault(level, sum(to_rgb(cell.get_facecolor())))
            assert (cell.get_linewidth() > 1) == (level >= 3)
    assert [light[k] for k in sorted(light)] == sorted(light.values(), reverse=True)
    counts = {round(t.get_position()[0]): t.get_text() for t in ax.texts
              if t.get_position()[1] == 5}  # fmt: skip
    assert counts == {1: "2", 2: "2", 3: "2", 4: "3", 5: "1 !", 6: "1 !"}
    assert len(skills.plot(step=2).patches) == 12
