"""Work spread over cores or over a cluster (并行): the same function on the same parts, answers in order.

On this machine worker processes; with a scheduler's address a Dask cluster. A part is done whole by one worker, and
what a part gives does not depend on the others, so the figures are the same wherever it is done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np

from optimizer.errors import WrongUsage
from optimizer.report.parts.stamp import versions
from optimizer.text import workers as words

Part = TypeVar("Part")
Result = TypeVar("Result")
Tell = Callable[[int, int], None]
"""Called with the parts done and their number."""
RETRIES = 5
"""A part whose worker died is given to another so many times."""
STARTING = 4.0
"""Seconds of one core's work below which processes do not pay."""
PATIENCE = 20.0
"""Seconds to find the scheduler, and a first worker."""

_shared: Any = None


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work (谁来算).

    scheduler: the address of a Dask cluster, "" for this machine. count: its processes; 0: one a core, but none where
    the first part shows that the rest takes less than `starting` seconds, sooner done than they are started.
    """

    scheduler: str = ""
    count: int = 0
    starting: float = STARTING


def spread(
    work: Callable[[Any, Part], Result], shared: Any, parts: Sequence[Part], workers: Workers = Workers(),  # noqa: B008
    tell: Tell | None = None,
) -> list[Result]:  # fmt: skip
    """Return work(shared, part) of every part, in order; `work` is a function of a module, all else can be pickled.

    Raises WrongUsage when there is no such cluster, its workers are not there or of other versions, or no Dask here.
    """
    found: dict[int, Result] = {}
    for n, result in stream(work, shared, parts, workers):
        found[n] = result
        if tell is not None:
            tell(len(found), len(parts))
    return [found[n] for n in range(len(parts))]


def stream(
    work: Callable[[Any, Part], Result], shared: Any, parts: Sequence[Part], workers: Workers = Workers(),  # noqa: B008
) -> Generator[tuple[int, Result]]:  # fmt: skip
    """Yield the number of each part and work(shared, part) as they are done; what is left when closed is dropped."""
    if workers.scheduler:
        yield from _on_cluster(work, shared, parts, workers.scheduler)
        return
    tried = 0
    if workers.count == 0 and parts:
        began = time.thread_time()
        first, tried = work(shared, parts[0]), 1
        if (time.thread_time() - began) * (len(parts) - 1) < workers.starting:
            workers = replace(workers, count=1)
        yield 0, first
    count = min(workers.count or os.cpu_count() or 1, len(parts) - tried)
    if count > 1:
        yield from _in_processes(work, shared, parts, tried, count)
        return
    for n in range(tried, len(parts)):
        yield n, work(shared, parts[n])


def _in_processes(
    work: Callable[[Any, Part], Result], shared: Any, parts: Sequence[Part], first: int, count: int
) -> Generator[tuple[int, Result]]:
    with ProcessPoolExecutor(count, get_context("spawn"), _begin, (shared,)) as pool:
        number = {pool.submit(_with_shared, work, parts[n]): n for n in range(first, len(parts))}
        try:
            for future in as_completed(number):
                yield number[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(shared: Any) -> None:
    """Keep in a worker process what all parts share."""
    global _shared
    _shared = shared


def _with_shared(work: Callable[[Any, Part], Result], part: Part) -> Result:
    return work(_shared, part)


def _kept(shared: Any) -> Any:
    """Return what all parts share: a task and not scattered data, so that the scheduler can make it again."""
    return shared


def _on_cluster(
    work: Callable[[Any, Part], Result], shared: Any, parts: Sequence[Part], address: str
) -> Generator[tuple[int, Result]]:
    """Give the parts to a Dask cluster; those of a worker that dies go to the others."""
    try:
        from distributed import Client, KilledWorker
        from distributed import as_completed as completed
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise WrongUsage(words.NO_DASK) from error
    try:
        get_address_host_port(address, strict=True)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WrongUsage(words.NO_SCHEDULER.format(address=address, reason=error)) from error
    with client, client.as_current():
        _agree(client, address)
        held = client.submit(_kept, shared, pure=False, retries=RETRIES)
        number = {client.submit(work, held, part, pure=False, retries=RETRIES): n for n, part in enumerate(parts)}
        try:
            for future in completed(number):
                yield number[future], future.result()
        except KilledWorker as error:
            raise WrongUsage(words.WORKERS_DIE.format(address=address)) from error
        except (CancelledError, OSError) as error:
            raise WrongUsage(words.SCHEDULER_LOST.format(address=address)) from error


def _agree(client: Any, address: str) -> None:
    """Make sure that there are workers and that they would compute the same figures; raise WrongUsage."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        theirs: dict[str, Any] = client.run(_versions)
    except TimeoutError as error:
        raise WrongUsage(words.NO_WORKERS.format(address=address)) from error
    except ImportError as error:
        raise WrongUsage(words.NO_PROGRAM.format(reason=error)) from error
    mine = _versions()
    for worker, found in sorted(theirs.items()):
        other = [f"{name} {found.get(name)}≠{mine[name]}" for name in mine if found.get(name) != mine[name]]
        if other:
            raise WrongUsage(words.OTHER_VERSIONS.format(worker=worker, versions="、".join(other)))


def _versions() -> dict[str, str]:
    """Return the versions that figures depend on."""
    return {**versions(), "numpy": np.__version__}
