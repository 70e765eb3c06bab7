"""The tables as CSV files (CSV 表): UTF-8 with BOM for Excel and WPS, units in the headers, no formulas ever."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.domain.rounded import RoundedPlan
from optimizer.errors import OutputRefused
from optimizer.report.parts.atomic import replace_files
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import csv_text
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import outcome_text, verification_text
from optimizer.report.plan.cover_lines import warning_texts
from optimizer.report.plan.tables import output_tables
from optimizer.rules.policy import Policy
from optimizer.text import report as words


def write_csv(
    folder: Path, case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan,
    verification: Verification, stamp: Stamp, warnings: Sequence[Issue],
) -> None:  # fmt: skip
    """Write one CSV file a table, and one that says what the run is; raise OutputRefused when the folder refuses."""
    make_folder(folder)
    files = csv_files(case, policy, allocation, rounded, verification, stamp, warnings)
    replace_files({folder / name: data for name, data in files.items()})


def csv_files(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, verification: Verification,
    stamp: Stamp, warnings: Sequence[Issue],
) -> dict[str, bytes]:  # fmt: skip
    """Return the CSV files by name: one a table, and one that says what the run is."""
    files = {
        f"{table.sheet}.csv": _encoded([_header(table), *_records(table)])
        for table in output_tables(case, policy, allocation, rounded).values()
    }
    label = words.COVER
    about: list[list[str]] = [
        [label["case"], csv_text(stamp.case)], [label["run"], stamp.run], [label["time"], stamp.time],
        [label["outcome"], outcome_text(allocation.outcome)], [label["objective"], repr(allocation.outcome.objective)],
        [label["verification"], verification_text(verification)],
        [label["pack"], csv_text(stamp.pack)], [label["checksum"], stamp.checksum],
        *([label["waived"], csv_text(words.WAIVED_LINE.format(code=c, reason=r))] for c, r in case.waive.items()),
        *([label["warnings"], csv_text(text)] for text in warning_texts(warnings)),
    ]  # fmt: skip
    return files | {f"{words.SHEET['cover']}.csv": _encoded(about)}


def make_folder(folder: Path) -> None:
    """Make the folder where there is none; raise OutputRefused when something stands in its place."""
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(words.REFUSED["is_file"].format(path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(words.REFUSED["locked"].format(path=folder, reason=error.strerror or error)) from error


def _header(table: OutputTable) -> list[str]:
    return [field.header for field in table.fields if not field.hidden]


def _records(table: OutputTable) -> list[list[str]]:
    shown = [field for field in table.fields if not field.hidden]
    columns = [[_cell(value, field.kind) for value in table.frame[field.name]] for field in shown]
    return [list(row) for row in zip(*columns, strict=True)]


def _cell(value: object, kind: str) -> str:
    if isinstance(value, str):
        return csv_text(value)
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return ""
    return str(round(number)) if kind in ("year", "count") else repr(number)


def _encoded(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
