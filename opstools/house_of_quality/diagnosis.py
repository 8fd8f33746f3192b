"""What is wrong with a house before anybody believes its ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core import Measures, Result, Step, Steps, public
from ..core.numbers import count, exact, listing, show
from .marks import DOWN, STRONG, TARGET, UP
from .problem import House

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FULL = 0.5  # of the cells, above which a matrix tells little
BETTER = 1  # marks apart, from which customers see a difference


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its kind, where it is, and what it may mean."""

    kind: str
    place: str
    text: str


@dataclass(frozen=True)
class Diagnosis(Result):
    """What should be looked at in a house.

    `findings` are of these kinds: empty row (nothing serves a need), empty column (a requirement
    serves none), only strong (a need to which everything is strong), over-full (more than half of
    the cells), conflict (a negative pair in the roof whose directions both are pulled at),
    perception (customers see it otherwise than it is measured).

    >>> from opstools import datasets
    >>> from opstools.house_of_quality import diagnose
    >>> print(diagnose(datasets.load("car_door")).headline)
    4 things to look at: over-full, conflict and perception.
    """

    problem: House
    findings: tuple[Finding, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds there are."""
        return tuple(dict.fromkeys(each.kind for each in self.findings))

    @property
    def answer(self) -> list[str]:
        """The places."""
        return [each.place for each in self.findings]

    @property
    def measures(self) -> Measures:
        """How many things, and how full the matrix is."""
        cells = len(self.problem.needs) * len(self.problem.requirements)
        return Measures(
            findings=(len(self.findings), ""), filled=(self.problem.filled / cells, "%")
        )

    @property
    def headline(self) -> str:
        """The diagnosis in one sentence."""
        if not self.findings:
            return "Nothing to complain of."
        return f"{count(len(self.findings), 'thing')} to look at: {listing(self.kinds)}."

    def to_frame(self) -> pd.DataFrame:
        """One row a finding: kind, place, text; one blank row where there is none."""
        import pandas as pd

        rows = [(each.kind, each.place, each.text) for each in self.findings] or [("", "", "")]
        return pd.DataFrame(rows, columns=["kind", "place", "text"])

    def draw(self, state: tuple[str, ...], ax: Axes | None) -> Axes:
        """The house, its findings so far in its title."""
        from .picture.house import house_sketch

        title = f"{self.problem.title}: {len(state)} of {len(self.findings)} findings"
        ax = house_sketch(self.problem).draw(ax)
        ax.set_title(title)
        return ax


@public
def diagnose(house: House) -> Diagnosis:
    """Look for empty and over-full rooms, conflicts in the roof, marks against measures.

    Bad tables raise `ProblemError`. Source: Hauser & Clausing (1988); Cohen (1995).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"mass": ["strong", ""], "seal": ["weak", ""]}, index=["light", "quiet"]
    ... )
    >>> [finding.place for finding in diagnose(table, weights=[5, 3]).findings]
    ['quiet']
    """
    findings = [
        *_rows(house),
        *_columns(house),
        *_fullness(house),
        *_conflicts(house),
        *_seen(house),
    ]
    places: tuple[str, ...] = ()
    steps = []
    for each in findings:
        places = (*places, each.place)
        steps.append(Step(f"{each.kind}, {each.place}: {each.text}", state=places))
    cells = f"{len(house.needs)} \\times {len(house.requirements)}"
    filled = house.filled / (len(house.needs) * len(house.requirements))
    steps.append(
        Step("How full the matrix is.", rf"\frac{{{house.filled}}}{{{cells}}}", filled, "%")
    )
    return Diagnosis(house, tuple(findings), working=Steps(steps, ()))


def _rows(house: House) -> Iterator[Finding]:
    for need, row in zip(house.needs, house.relationships.cells, strict=True):
        if not any(row):
            yield Finding("empty row", need, "no requirement serves it: the need stays unmet.")
        elif len(row) > 2 and all(cell == STRONG for cell in row):
            yield Finding(
                "only strong", need, "everything is strong: it may be no need but an aim."
            )


def _columns(house: House) -> Iterator[Finding]:
    for how, column in zip(
        house.requirements, zip(*house.relationships.cells, strict=True), strict=True
    ):
        if not any(column):
            yield Finding(
                "empty column", how, "it serves no need: it is not needed, or a need is missing."
            )


def _fullness(house: House) -> Iterator[Finding]:
    cells = len(house.needs) * len(house.requirements)
    if house.filled > FULL * cells:
        text = f"{house.filled / cells:.0%} of the cells are filled: keep those that matter."
        yield Finding("over-full", "matrix", text.replace("%", " %"))


def _conflicts(house: House) -> Iterator[Finding]:
    """Pairs that hinder each other while both are wanted better."""
    wanted = dict(zip(house.requirements, house.directions, strict=True))
    for one, other, mark in house.roof:
        if "-" in mark and wanted[one] in (UP, DOWN) and wanted[other] in (UP, DOWN):
            ways = f"one is wanted {wanted[one]}, the other {wanted[other]}"
            text = f"{ways}, and they hinder each other: find a compromise."
            yield Finding("conflict", f"{one} and {other}", text)


def _seen(house: House) -> Iterator[Finding]:
    """Needs at which customers see us behind where we measure better, or the reverse."""
    if not house.perceptions or not house.benchmarks:
        return
    ours, *others = house.perceptions.columns
    for i, need in enumerate(house.needs):
        for j, how in enumerate(house.requirements):
            if house.relationships.cells[i][j] != STRONG:
                continue
            for rival in others:
                text = _contradiction(house, i, j, ours, rival)
                if text:
                    yield Finding("perception", f"{need}, {how}", text)


def _contradiction(house: House, i: int, j: int, ours: str, rival: str) -> str:
    perceptions, benchmarks = house.perceptions, house.benchmarks
    assert perceptions
    assert benchmarks
    if ours not in benchmarks.columns or rival not in benchmarks.columns:
        return ""
    marks = [perceptions.cells[i][perceptions.columns.index(each)] for each in (ours, rival)]
    values = [benchmarks.cells[j][benchmarks.columns.index(each)] for each in (ours, rival)]
    direction = house.directions[j]
    if None in marks or None in values or direction in ("", TARGET):
        return ""
    felt = float(exact(marks[0] or 0) - exact(marks[1] or 0))
    measured = float(exact(values[0] or 0) - exact(values[1] or 0)) * (1 if direction == UP else -1)
    if felt * measured >= 0 or abs(felt) < BETTER:
        return ""
    better = "worse" if felt < 0 else "better"
    told = [f"{show(mine or 0)} against {show(theirs or 0)}" for mine, theirs in (marks, values)]
    return (
        f"customers mark us {better} than {rival} ({told[0]}), we measure the reverse ({told[1]})."
    )
