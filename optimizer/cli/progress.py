"""Progress on long work (进度): elapsed time, best plan in hand and bound, on the error stream of a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import rich.progress

from optimizer.app.workers import Tell
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
def counting(title: str, case: str = "") -> Iterator[tuple[Progress, Tell]]:
    """Show a bar of what is done, elapsed and remaining time; off a terminal nothing at all.

    Yields the function for the solver's news, shown until something is counted, and the one that takes done and total.
    title: a template with {done} and {total}.
    """
    columns = (
        rich.progress.SpinnerColumn(), rich.progress.TextColumn("{task.description}", markup=False),
        rich.progress.BarColumn(), rich.progress.TimeElapsedColumn(), rich.progress.TimeRemainingColumn(),
    )  # fmt: skip
    console = err()
    with rich.progress.Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(text.SOLVING.format(case=case), total=None)

        def news(seconds: float, best: float, bound: float) -> None:
            said = text.PROGRESS.format(seconds=seconds, best=_figure(best), bound=_figure(bound))
            bar.update(task, description=said)

        def tell(done: int, total: int) -> None:
            said = title.format(done=f"{done:,}", total=f"{total:,}")
            bar.update(task, completed=done, total=total, description=said)

        yield news, tell


def _figure(value: float) -> str:
    return f"{value:,.2f}" if math.isfinite(value) else "—"
