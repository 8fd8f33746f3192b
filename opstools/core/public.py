"""What every public function shares: its arguments are held against its signature.

A table stands for the problem that it describes, a misspelt keyword gets a sentence with the
nearest one, and so does a first argument of the wrong kind.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from inspect import Parameter
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from .display import Display
from .errors import Faults
from .numbers import quoted
from .problem import Problem
from .signatures import check_choices, check_words, hints, parameters

if TYPE_CHECKING:
    import pandas as pd

P = TypeVar("P", bound=Problem)
P_contra = TypeVar("P_contra", bound=Problem, contravariant=True)
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
S = ParamSpec("S")


class _AsTheProblem:
    """What a setting is that a call leaves out."""

    def __repr__(self) -> str:
        return "…"


AS_THE_PROBLEM = _AsTheProblem()


class Method(Protocol[P_contra, S, R_co]):
    """A function of a problem, or of its table and the problem's settings."""

    __name__: str

    @overload
    def __call__(self, problem: P_contra, /, *args: S.args, **options: S.kwargs) -> R_co: ...
    @overload
    def __call__(self, table: pd.DataFrame, /, *args: Any, **settings: Any) -> R_co: ...


@overload
def public(function: Callable[Concatenate[P, S], R]) -> Method[P, S, R]: ...
@overload
def public(function: Callable[S, R]) -> Callable[S, R]: ...
def public(function: Callable[..., Any]) -> Any:
    """Make a function public: whatever it is given, an answer or a `ProblemError` comes out.

    >>> @public
    ... def pace(time: float, demand: float) -> float:
    ...     return time / demand
    >>> pace(420, demnad=6)
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: pace, demnad: there is no such setting. Did you mean demand?
    """
    known, types = parameters(function), hints(function)
    first = next(iter(known), "")
    problem = _problem_of(types.get(first))
    settings = problem.settings() if problem else {}
    signature = _with_settings(known, settings)
    places = [n for n, p in known.items() if p.kind is not p.KEYWORD_ONLY]
    if len(places) == 1:
        places += [n for n, p in settings.items() if p.kind is not p.KEYWORD_ONLY]

    @wraps(function)
    def call(*args: Any, **words: Any) -> Any:
        faults = Faults(function.__name__)
        if len(args) > len(places):
            remedy = f"Give {', '.join(places) or 'none'} by place, the rest by name."
            faults.add("arguments", f"{len(args)} stand without a name", remedy)
        given = dict(zip(places, args, strict=False))
        for word in words:
            if word in given:
                faults.add(word, "it is given twice, by place and by name", "Give it once.")
        given.update(words)
        check_words(given, signature.parameters, faults)
        own = {n: given.pop(n) for n in list(given) if n not in known and n in settings}
        check_choices(given, types, faults)
        if problem and first in given:
            given[first] = problem.as_table(given[first])
        if first in given:
            _check_kind(types.get(first), first, given[first], faults)
        faults.raise_any()
        if problem:
            given[first] = _as_problem(problem, given[first], own)
        return function(**given)

    call.__signature__ = signature  # type: ignore[attr-defined]
    return call


def _with_settings(
    known: dict[str, Parameter], settings: dict[str, Parameter]
) -> inspect.Signature:
    """What a call takes: the function's own words, and the settings of the problem."""
    own = list(known.values())
    shared = [
        each.replace(kind=Parameter.KEYWORD_ONLY, default=AS_THE_PROBLEM)
        for name, each in settings.items()
        if name not in known
    ]
    last = [own.pop()] if own and own[-1].kind is Parameter.VAR_KEYWORD else []
    return inspect.Signature([*own, *shared, *last])


def _problem_of(kind: Any) -> type[Problem] | None:
    """The problem that a function takes first, if it takes one."""
    return kind if inspect.isclass(kind) and issubclass(kind, Problem) else None


def _as_problem(kind: type[Problem], given: Any, settings: dict[str, Any]) -> Problem:
    if not isinstance(given, kind):
        return kind.from_frame(given, **settings)
    return given.replace(**settings) if settings else given


def _check_kind(kind: Any, place: str, given: Any, faults: Faults) -> None:
    """A first argument that must be a problem, its table, or a result is one."""
    if not (inspect.isclass(kind) and issubclass(kind, Display)) or isinstance(given, kind):
        return
    remedy = f"Give a {kind.__name__}"
    if issubclass(kind, Problem):
        if type(given).__name__ == "DataFrame":  # the table's door looks closer
            return
        columns = ", ".join(each.name for each in kind.columns if each.needed)
        remedy += f" ({kind.__name__}.from_csv and datasets.load make one), "
        remedy += f"or a table with columns {columns}"
    text = quoted(given) if isinstance(given, str) else type(given).__name__
    problem = "the dots still stand there" if given is ... else f"{text} is no {kind.__name__}"
    faults.add(place, problem, f"{remedy}.")
