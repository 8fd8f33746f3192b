"""What signatures say, and calls held against them: a wrong word gets a sentence, not a traceback.

Annotations are read one by one, since some name types that only the type checker knows.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from .errors import Faults
from .numbers import listing, quoted
from .table import suggestion


def hints(thing: Any) -> dict[str, Any]:
    """The annotations of a function or class, without those that only the type checker knows.

    >>> hints(suggestion)["word"]
    <class 'str'>
    """
    found: dict[str, Any] = {}
    parts = reversed(thing.__mro__) if isinstance(thing, type) else [inspect.unwrap(thing)]
    for part in parts:
        part = getattr(part, "__func__", part)
        names = getattr(part, "__globals__", None) or vars(sys.modules[part.__module__])
        for name, text in getattr(part, "__annotations__", {}).items():
            with suppress(NameError, AttributeError):
                found[name] = eval(text, dict(names)) if isinstance(text, str) else text
    return found


def check_words(
    given: Mapping[str, Any], known: Mapping[str, inspect.Parameter], faults: Faults
) -> None:
    """Every word that is given is known, and every one that is needed is given."""
    words = [name for name, each in known.items() if each.kind is not each.VAR_KEYWORD]
    guessed = set()
    for word in given if len(words) == len(known) else ():
        if word not in words:
            guess = suggestion(word, words)
            guessed.add(guess)
            remedy = guess or f"There are {listing(words)}."
            faults.add(word, "there is no such setting", remedy)
    for word in words:
        needed = word not in given and known[word].default is inspect.Parameter.empty
        if needed and f"Did you mean {word}?" not in guessed:
            faults.add(word, "it is needed", f"Give {word}=….")


def check_choices(values: Mapping[str, Any], types: Mapping[str, Any], faults: Faults) -> set[str]:
    """What is annotated as text, as a truth or as one of several words, is that; who is not.

    >>> faults = Faults("line")
    >>> check_choices({"by": "hand"}, {"by": Literal["cost", "sales"]}, faults)
    {'by'}
    >>> print(*faults.found)
    by: 'hand' is not known. Choose cost or sales.
    """
    wrong = set()
    for name, value in values.items():
        hint, before = types.get(name, Any), len(faults.found)
        if choices := _choices(hint):
            if not any(type(value) is type(each) and value == each for each in choices):
                faults.add(
                    name, f"{quoted(value)} is not known", f"Choose {listing(choices, last='or')}."
                )
        elif hint in (str, bool) and not isinstance(value, hint):
            wanted = "a text" if hint is str else "True or False"
            faults.add(name, f"{quoted(value)} is not {wanted}", f"Give {wanted}.")
        if len(faults.found) > before:
            wrong.add(name)
    return wrong


def _choices(hint: Any) -> tuple[Any, ...]:
    """The words of a Literal, with None where that stands beside it."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    parts = get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is Union else ()
    words = [word for part in parts if get_origin(part) is Literal for word in get_args(part)]
    return (*words, None) if words and NoneType in parts else tuple(words)


def is_plain(hint: Any, kind: type) -> bool:
    """Whether an annotation is a class of that kind, perhaps with None beside it."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return any(is_plain(each, kind) for each in get_args(hint) if each is not NoneType)
    return isinstance(hint, type) and issubclass(hint, kind)


def parameters(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """The parameters of a function, by name."""
    return dict(inspect.signature(function).parameters)
