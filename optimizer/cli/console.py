"""Where the command line speaks (终端): one console out, one for errors, and the words for every error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from optimizer.domain.outcome import Outcome, Stop
from optimizer.errors import InputRejected, NotVerified, ShuangkongError, SolverTrouble
from optimizer.text import cli as text
from optimizer.text.report import STOP

PIPE = 200


def out() -> Console:
    """Return the console for results."""
    return _console(stderr=False)


def err() -> Console:
    """Return the console for errors and progress."""
    return _console(stderr=True)


def _console(stderr: bool) -> Console:
    """Return a console that wraps for people and not for files and pipes."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=PIPE, soft_wrap=True)


def report_nothing(outcome: Outcome, conflict: Sequence[Mapping[str, Any]]) -> int:
    """Say why there is no plan and return the exit code of the contract: 4 proved impossible, 6 nothing in hand."""
    if outcome.stop is Stop.PROVED_IMPOSSIBLE:
        err().print(text.IMPOSSIBLE, markup=False)
        for member in conflict:
            line = text.CONFLICT.format(says=member["says"], cells="、".join(member["cells"]) or "—")
            err().print(line, markup=False, soft_wrap=True)
        return 4
    err().print(text.NOTHING.format(stop=STOP[outcome.stop]), markup=False)
    return 6


def report_error(error: Exception) -> int:
    """Say what went wrong and return the exit code of the contract."""
    console = err()
    if isinstance(error, InputRejected):
        from optimizer.report.plan.terminal import issues_table

        errors = sum(issue.severity == "error" for issue in error.issues)
        console.print(issues_table(error.issues))
        console.print(text.REJECTED.format(errors=errors, warnings=len(error.issues) - errors), markup=False)
        return error.exit_code
    if isinstance(error, NotVerified):
        console.print(text.NOT_VERIFIED.format(what=error), markup=False)
        return error.exit_code
    if isinstance(error, SolverTrouble):
        console.print(text.TROUBLE.format(what=error), markup=False)
        return error.exit_code
    if isinstance(error, ShuangkongError):
        console.print(text.ERROR.format(what=error), markup=False)
        return error.exit_code
    console.print(text.BUG.format(kind=type(error).__name__, what=error), markup=False)
    return 7
