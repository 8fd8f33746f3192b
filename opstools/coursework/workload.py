"""Many small jobs over any `concurrent.futures` executor, each answered exactly once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from typing import TypeVar

from ..core.progress import Progress

CHUNK = 25  # jobs that travel together
FEW = 8  # not worth starting processes for

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def completed(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    executor: Executor | None,
    label: str,
    lost: Callable[[Item], Answer],
) -> Iterator[tuple[int, Answer]]:
    """(position, answer) for every item, as they come; all local cores where no executor is given.

    Where a worker process dies, its items go to new processes, one by one, so that only an item
    that kills its process is `lost`.
    """
    progress = Progress(label, total=len(items), unit="file")
    for done, pair in enumerate(_answers(function, items, executor, lost), 1):
        progress.at(done)
        yield pair
    progress.close()


def _answers(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    executor: Executor | None,
    lost: Callable[[Item], Answer],
) -> Iterator[tuple[int, Answer]]:
    if executor is None and len(items) < FEW:
        yield from ((k, function(item)) for k, item in enumerate(items))
        return
    missing = dict(enumerate(items))
    if executor is not None:
        yield from _spread(function, missing, executor, CHUNK)
    for size in (CHUNK, 1) if missing else ():
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            yield from _spread(function, missing, pool, size)
    for k, item in list(missing.items()):  # what is left ends every process it comes to
        with ProcessPoolExecutor(1) as alone:
            yield from _spread(function, one := {k: item}, alone, 1)
        if one:
            yield k, lost(item)


def _spread(
    function: Callable[[Item], Answer],
    missing: dict[int, Item],
    executor: Executor,
    size: int,
) -> Iterator[tuple[int, Answer]]:
    """Answer what is missing, and take it off; a broken executor leaves the rest."""
    keys = list(missing)
    try:
        chunks = [keys[at : at + size] for at in range(0, len(keys), size)]
        futures = {
            executor.submit(_chunk, function, [missing[k] for k in chunk]): chunk
            for chunk in chunks
        }
        for future in as_completed(futures):
            for k, answer in zip(futures[future], future.result(), strict=True):
                del missing[k]
                yield k, answer
    except BrokenExecutor:
        return


def _chunk(function: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    return [function(item) for item in items]
