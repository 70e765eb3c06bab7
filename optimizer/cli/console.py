"""Where the command line speaks (终端): one console out, one for errors, and the words for every error."""

from __future__ import annotations

from rich.console import Console

from optimizer.app.solve import NotVerified
from optimizer.errors import InputRejected, ShuangkongError, SolverTrouble
from optimizer.report.terminal import issues_table
from optimizer.text import cli as text

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


def report_error(error: Exception) -> int:
    """Say what went wrong and return the exit code of the contract."""
    console = err()
    if isinstance(error, InputRejected):
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
