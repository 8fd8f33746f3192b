"""A column of weights or areas beside a matrix: what it tells, and what stands before it."""

import pandas as pd
import pytest
from helpers import complaint

from opstools.budgeting import Controls
from opstools.facility_layout import Relationships
from opstools.facility_location import Distances, Factors
from opstools.flexibility import Changes
from opstools.house_of_quality import House
from opstools.priorities import Profile

# The heading, another that means the same, the setting, two figures, and two cells a row.
ASIDE = {
    Factors: ("weight", "权重", "weights", (0.25, 0.75), (70, 60)),
    Distances: ("demand", "人口", "weights", (2.5, 7.5), (3, 4)),
    House: ("weight", "重要度", "weights", (2.5, 7.5), (9, 3)),
    Profile: ("weight", "权重", "weights", (2.5, 7.5), (4, 3)),
    Controls: ("exposure", "损失", "exposure", (2.5, 7.5), (0.5, 0.25)),
    Changes: ("probability", "概率", "probability", (0.25, 0.75), (3, 4)),
    Relationships: ("area", "面积", "areas", (2, 3), None),
}
each_kind = pytest.mark.parametrize("kind", ASIDE, ids=lambda kind: kind.__name__)


def table(kind):
    heading, _, _, figures, cells = ASIDE[kind]
    columns = dict(zip("AB", cells or (["", ""], ["A", ""]), strict=True))
    return pd.DataFrame({"name": list("AB"), heading: figures, **columns})


def told(problem, setting):
    found = getattr(problem, setting)
    return tuple(map(float, found.values() if hasattr(found, "values") else found))


@each_kind
def test_a_column_aside_sets_and_a_setting_stands_before_it(kind):
    heading, _, setting, figures, _ = ASIDE[kind]
    assert told(kind.from_frame(table(kind)), setting) == figures
    own = figures[::-1]
    problem = kind.from_frame(table(kind), **{setting: list(own)})
    assert told(problem, setting) == own
    assert list(problem.to_frame().columns).count(heading) <= 1
    assert repr(problem)


@each_kind
def test_two_such_columns_are_refused(kind):
    heading, other, setting, figures, _ = ASIDE[kind]
    twice = table(kind).assign(**{other: figures})
    said = complaint(kind.from_frame, twice)
    assert f"{heading} and {other} are all columns of {setting}. Keep one of them." in said


@pytest.mark.parametrize("kind", [kind for kind in ASIDE if kind is not Relationships])
def test_decimal_commas_are_read_beside_the_matrix_too(kind, tmp_path):
    written = table(kind).astype(object).map(lambda cell: str(cell).replace(".", ","))
    written.to_csv(tmp_path / "table.csv", sep=";", index=False)
    assert told(kind.from_csv(tmp_path / "table.csv"), ASIDE[kind][2]) == ASIDE[kind][3]
