"""Many small jobs over any `concurrent.futures` executor, each answered exactly once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from queue import Empty, SimpleQueue
from typing import TypeVar

from ..core.progress import Progress

LARGEST_CHUNK = 25  # jobs that travel together
CHUNKS = 64  # enough of them that every core has work until the end
FEW = 8  # not worth starting processes for
HEARD = 0.5  # seconds after which a Ctrl+C is noticed that came just before a wait

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def in_parallel(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    executor: Executor | None,
    label: str,
    lost: Callable[[Item], Answer],
) -> Generator[tuple[int, Answer], None, None]:
    """(position, answer) for every item, as they come; all local cores where no executor is given.

    Where a worker process dies, its items go to new processes of this machine, one by one, so that
    only an item that kills its process is `lost`. What `function` raises is raised here.
    """
    progress = Progress(label, total=len(items), unit="file")
    try:
        for done, pair in enumerate(_answers(function, items, executor, lost), 1):
            progress.at(done)
            yield pair
    finally:
        progress.close()


def _answers(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    executor: Executor | None,
    lost: Callable[[Item], Answer],
) -> Iterator[tuple[int, Answer]]:
    missing = dict(enumerate(items))
    size = max(1, min(LARGEST_CHUNK, len(items) // CHUNKS))
    if executor is not None:
        yield from _spread(function, missing, executor, size)
    if executor is None and len(items) < FEW:
        yield from _here(function, missing)
    for few in (size, 1):
        if missing:
            with _processes(os.cpu_count()) as pool:
                yield from _spread(function, missing, pool, few)
    if missing and not _processes_start():
        yield from _here(function, missing)
    for k, item in missing.items():  # what is left ends every process it comes to
        with _processes(1) as alone:
            yield from _spread(function, one := {k: item}, alone, 1)
        if one:
            yield k, lost(item)


def _here(
    function: Callable[[Item], Answer], missing: dict[int, Item]
) -> Iterator[tuple[int, Answer]]:
    for k in list(missing):
        yield k, function(missing.pop(k))


def _spread(
    function: Callable[[Item], Answer],
    missing: dict[int, Item],
    executor: Executor,
    size: int,
) -> Iterator[tuple[int, Answer]]:
    """Answer what is missing, and take it off; what a dead worker had stays missing."""
    keys = list(missing)
    futures: dict[Future[tuple[list[Answer], Exception | None]], list[int]] = {}
    try:
        for chunk in (keys[at : at + size] for at in range(0, len(keys), size)):
            futures[executor.submit(_chunk, function, [missing[k] for k in chunk])] = chunk
        for future in _as_completed(futures):
            try:
                answers, error = future.result()
            except Exception:  # of the executor, each kind has its own: the worker has died
                continue
            for k, answer in zip(futures[future], answers, strict=False):
                del missing[k]
                yield k, answer
            if error:
                raise error
    except BrokenExecutor:  # before all was handed over
        return
    finally:
        if not isinstance(executor, _Pool):  # cancelling here would cross with a pool's shutdown
            for future in futures:
                future.cancel()


def _as_completed(futures: Collection[Future[Answer]]) -> Iterator[Future[Answer]]:
    """What `as_completed` of the library does, without a lock that a Ctrl+C can leave held."""
    done: SimpleQueue[Future[Answer]] = SimpleQueue()
    for future in futures:
        future.add_done_callback(done.put)
    left = len(futures)
    while left:
        try:
            future = done.get(timeout=HEARD)
        except Empty:
            continue
        left -= 1
        yield future


def _chunk(
    function: Callable[[Item], Answer], items: Sequence[Item]
) -> tuple[list[Answer], Exception | None]:
    """The answers, up to the first error: told as data, no executor takes it for its own."""
    answers: list[Answer] = []
    try:
        for item in items:
            answers.append(function(item))
    except Exception as error:
        return answers, error
    return answers, None


@contextmanager
def _processes(number: int | None) -> Iterator[Executor]:
    """Local processes; where this one is interrupted or ends, they end too, at once."""
    others = active_children()
    pool = _Pool(number, initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            if child not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


class _Pool(ProcessPoolExecutor):
    """Processes of ours: who opens them shuts them down, and with them all that waits."""


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches them too; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _processes_start() -> bool:
    """Not in a script without `if __name__ == "__main__":`, where processes start with a copy."""
    try:
        with _processes(1) as pool:
            return pool.submit(bool, True).result()
    except BrokenExecutor:
        return False
