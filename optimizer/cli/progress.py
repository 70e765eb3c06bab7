"""Progress on long work (进度): elapsed time, best plan in hand and bound, on the error stream of a terminal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import rich.progress

from optimizer.cli.console import err
from optimizer.solver.highs import Progress
from optimizer.text import cli as text


@contextmanager
def watching(case: str) -> Iterator[Progress]:
    """Show a spinner while a case is solved; yields the function that the solver calls with its news."""
    with err().status(text.SOLVING.format(case=case)) as status:

        def tell(seconds: float, best: float, bound: float) -> None:
            status.update(text.PROGRESS.format(seconds=seconds, best=_figure(best), bound=_figure(bound)))

        yield tell


@contextmanager
def counting(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar of parts done, elapsed and remaining time; yields the function that takes done and total.

    title: a template with {done} and {total}.
    """
    columns = (
        rich.progress.TextColumn("{task.description}"), rich.progress.BarColumn(),
        rich.progress.TimeElapsedColumn(), rich.progress.TimeRemainingColumn(),
    )  # fmt: skip
    with rich.progress.Progress(*columns, console=err(), transient=True) as bar:
        task = bar.add_task(title.format(done=0, total="…"), total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=title.format(done=done, total=total))

        yield tell


def _figure(value: float) -> str:
    return f"{value:,.2f}" if math.isfinite(value) else "—"
