"""Many documents: one after the other, or by several processes where the time that is left would pay for them.

Only the making of drawings is shared out. Whatever is written is written by the process that the user started, so that
whoever ends it ends everything.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from topodraw.regen.documents import Update, regenerate
from topodraw.regen.pictures import Labs, Permissions

__all__ = ["regenerate_all"]

START = 0.6
"""Seconds of work that the start of processes is worth."""

_CHUNKS = 4
"""Portions that each process gets, so that none waits long for the last one."""


def regenerate_all(names: Sequence[str], permissions: Permissions, *, jobs: int | None = None) -> Iterator[Update]:
    """Yield every document with its drawings made anew, in the order given.

    `jobs` is the number of processes: 1 for none but this, None for as many as there are processors, as soon as it is
    plain that they save time.
    """
    processors = _processors() if jobs is None else jobs
    labs = Labs(permissions)
    started = time.perf_counter()
    for number, name in enumerate(names):
        if number and processors > 1:
            spent = time.perf_counter() - started
            left = spent / number * (len(names) - number)
            if jobs is not None or (spent > START / 4 and left * (1 - 1 / processors) > START):
                yield from _shared(names[number:], permissions, processors)
                return
        yield regenerate(name, labs)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _shared(names: Sequence[str], permissions: Permissions, jobs: int) -> Iterator[Update]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(permissions,))
    size = max(1, min(16, len(names) // (jobs * _CHUNKS)))
    chunks = [names[first : first + size] for first in range(0, len(names), size)]
    try:
        with _uninterrupted():
            portions = pool.map(_portion, chunks)
        for updates in portions:
            yield from updates
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C back while processes start; they inherit that, so that it is ours alone from their first moment.

    Between a fork and its first lines it would leave half a pool, which nobody could end.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_begin` has to do
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_LABS: list[Labs] = []
"""The labs that this process read so far, one element: a process draws many portions."""


def _begin(permissions: Permissions) -> None:
    """Leave Ctrl-C to the process that the user started, and end when that one does, however it does."""
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _LABS[:] = [Labs(permissions)]


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _portion(names: Sequence[str]) -> list[Update]:
    return [regenerate(name, _LABS[0]) for name in names]
