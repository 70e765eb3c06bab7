"""What the verbs have in common (共同步骤): a rejected input goes into the JSON too; warnings and files are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from optimizer.app.export import write_failure
from optimizer.cli.console import err
from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected
from optimizer.report.plan.terminal import issues_table
from optimizer.text import cli as text


@contextmanager
def failure_into(json_file: Path | None, case: str) -> Iterator[None]:
    """Write the issues of a rejected input as JSON where a JSON file was asked for; InputRejected goes on."""
    try:
        yield
    except InputRejected as rejected:
        if json_file is not None:
            write_failure(json_file, case, rejected.issues)
        raise


def tell_warnings(warnings: Sequence[Issue]) -> None:
    """Print the warnings of an input, nothing where there is none."""
    if warnings:
        err().print(issues_table(warnings))


def tell_written(paths: Iterable[Path]) -> None:
    """Print the name of every file that was written."""
    for path in paths:
        err().print(text.WROTE.format(path=path), markup=False, soft_wrap=True)
