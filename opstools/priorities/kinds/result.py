"""Operations told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, listing, plain, show
from .plots import Shown
from .problem import Operations, asked, fit, place, standard, used

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Kinds(Result):
    """What each operation is like.

    By operation: `places` of the products on the diagonal (1 one of a kind to 5 a commodity),
    `asked` the process that suits them, `fit` whether theirs does, `standard` how far the four V
    lean to standard work at a low unit cost (1 to 5).

    >>> from opstools import datasets
    >>> from opstools.priorities import classify
    >>> print(classify(datasets.load("eight_operations")).headline)
    7 of 8 operations lie on the diagonal; car repair chain is too rigid.
    """

    problem: Operations

    def _by_name(self, what: Callable[..., Any]) -> Mapping[str, Any]:
        return ByName({each.operation: what(each) for each in self.problem.operations})

    @property
    def places(self) -> Mapping[str, Number]:
        """Operation -> place of its product, from 1 (one of a kind) to 5 (a commodity)."""
        return self._by_name(lambda each: plain(place(each)))

    @property
    def asked(self) -> Mapping[str, str]:
        """Operation -> the process that suits its product."""
        return self._by_name(asked)

    @property
    def fit(self) -> Mapping[str, str]:
        """Operation -> on the diagonal, too rigid or too flexible."""
        return self._by_name(fit)

    @property
    def standard(self) -> Mapping[str, Number]:
        """Operation -> how far its four V lean to standard work at a low unit cost, 1 to 5."""
        return self._by_name(lambda each: plain(standard(each)))

    @property
    def answer(self) -> dict[str, str]:
        """The process that suits each."""
        return dict(self.asked)

    @property
    def measures(self) -> Measures:
        """How many there are, lie off the diagonal on either side, and lean to standard work."""
        fits = list(self.fit.values())
        return Measures(
            operations=(len(fits), ""),
            too_rigid=(fits.count("too rigid"), ""),
            too_flexible=(fits.count("too flexible"), ""),
            most_standard=(max(self.standard.values()), ""),
            least_standard=(min(self.standard.values()), ""),
        )

    @property
    def headline(self) -> str:
        """The matrix in one sentence; for one operation, what it is."""
        names = list(self.fit)
        if len(names) == 1:
            (each,) = self.problem.operations
            suits = f"Volume and variety ask for: {self.asked[names[0]]}"
            fits = f"; its {each.process} is {fit(each)}" if each.process else ""
            lean = show(self.standard[names[0]])
            return f"{suits}{fits}. By four V it leans {lean} of 5 to standard work."
        off = [f"{one} is {how}" for one, how in self.fit.items() if how != "on the diagonal"]
        on = len(names) - len(off)
        lie = f"{on} of {count(len(names), 'operation')} {'lies' if on == 1 else 'lie'}"
        return f"{lie} on the diagonal{'; ' if off else ''}{listing(off, nothing='', most=4)}."

    @property
    def note(self) -> str:
        """How the matrix is put into numbers."""
        return ("A product's place is (volume + 6 − variety)/2; a process a whole place away is "
                "off the diagonal.")  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row an operation: operation, place, asked, process, off, fit, standard."""
        import pandas as pd

        own = self.problem.operations
        return pd.DataFrame({
            "operation": [each.operation for each in own],
            "place": list(self.places.values()),
            "asked": list(self.asked.values()),
            "process": [each.process for each in own],
            "off": [plain(used(each) - place(each)) if each.process else 0 for each in own],
            "fit": list(self.fit.values()),
            "standard": list(self.standard.values()),
        })  # fmt: skip

    def draw(self, state: Shown, ax: Axes | None) -> Axes:
        """The product–process matrix, filled operation by operation."""
        from .plots import matrix

        return matrix(self.problem, state, ax)

    def plot_four_v(self, ax: Axes | None = None) -> Axes:
        """The four V of every operation as profiles, costly ends to the left."""
        from .plots import four_v

        return four_v(self.problem, ax)
