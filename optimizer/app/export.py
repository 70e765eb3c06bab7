"""Export (导出): workbook, JSON and CSV of a run, all written or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked
from optimizer.app.solve import Run
from optimizer.domain.issue import Issue
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.report.atomic import replace_files
from optimizer.report.csv_tables import csv_files, make_folder
from optimizer.report.result_json import failure_document, json_bytes, write_json
from optimizer.report.workbook import workbook_bytes


def write_results(
    run: Run, workbook: Path | None = None, json_file: Path | None = None, csv_folder: Path | None = None
) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written.

    Raises OutputRefused when one of them cannot be written; then none is written.
    """
    written: list[Path] = []
    files: dict[Path, bytes] = {}
    if json_file is not None:
        files[json_file] = json_bytes(run.document)
        written.append(json_file)
    if run.plan is not None:
        plan = run.plan
        parts = (
            run.checked.case, run.checked.policy, plan.allocation, plan.rounded, plan.verification, run.stamp,
            run.checked.warnings,
        )  # fmt: skip
        if workbook is not None:
            files[workbook] = workbook_bytes(*parts)
            written.append(workbook)
        if csv_folder is not None:
            make_folder(csv_folder)
            files |= {csv_folder / name: data for name, data in csv_files(*parts).items()}
            written.append(csv_folder)
    replace_files(files)
    return written


def write_failure(path: Path, case: str, issues: Sequence[Issue]) -> None:
    """Write the JSON of a rejected input: every issue, no tables."""
    outcome = Outcome(Stop.INPUT_REJECTED, Hold.NONE)
    write_json(path, failure_document(case, "", outcome, issues, None))


def write_passed(path: Path, checked: Checked) -> None:
    """Write the JSON of a check that passed: its warnings."""
    document: dict[str, Any] = {
        "case": checked.case.name, "model": checked.case.model, "ok": True, "checksum": checked.case.checksum,
        "pack": checked.policy.edition.stamp, "issues": [issue.to_json() for issue in checked.warnings],
    }  # fmt: skip
    write_json(path, document)
