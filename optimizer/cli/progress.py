"""Progress on long work (进度): elapsed time, best plan in hand and bound, on the error stream of a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

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


def _figure(value: float) -> str:
    return f"{value:,.2f}" if math.isfinite(value) else "—"
