"""Export (导出): workbook, Word, HTML, CSV and JSON of a run; what is asked for is written together or not at all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from optimizer.app.check import Checked
from optimizer.app.solve import Run
from optimizer.domain.issue import Issue
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.errors import OutputRefused
from optimizer.report.paper.docx_document import docx_bytes
from optimizer.report.paper.html_page import html_bytes
from optimizer.report.paper.paper import Paper
from optimizer.report.paper.plan_paper import plan_paper
from optimizer.report.parts.atomic import replace_files
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.plan.csv_tables import csv_files, make_folder
from optimizer.report.plan.result_json import failure_document, json_bytes, write_json
from optimizer.report.plan.workbook import workbook_bytes
from optimizer.systems.review.impact import Indices
from optimizer.text.report import REFUSED

Kind = Literal["xlsx", "docx", "csv", "html", "json"]
_UNSAFE = re.compile(r'[\\/:*?"<>|.\s]+')
_NAME = 60
_OLDEST = (1980, 1, 1, 0, 0, 0)


def write_results(
    run: Run, workbook: Path | None = None, json_file: Path | None = None, csv_folder: Path | None = None,
    docx_file: Path | None = None, html_file: Path | None = None,
) -> list[Path]:  # fmt: skip
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written.

    Raises OutputRefused when one of them cannot be written or two have one name; then none is written.
    """
    places: dict[Kind, Path | None] = {"json": json_file, "xlsx": workbook, "docx": docx_file, "html": html_file}
    asked = {
        kind: path for kind, path in places.items()
        if path is not None and (kind == "json" or run.plan is not None)
    }  # fmt: skip
    written = list(asked.values())
    if len({path.resolve() for path in written}) < len(written):
        raise OutputRefused(REFUSED["same"])
    files = {path: _bytes(run, kind) for kind, path in asked.items()}
    if csv_folder is not None and run.plan is not None:
        tables = csv_files(*_parts(run))
        make_folder(csv_folder)
        files |= {csv_folder / name: data for name, data in tables.items()}
        written.append(csv_folder)
    replace_files(files)
    return written


def export_bytes(run: Run, kind: Kind) -> tuple[str, bytes]:
    """Return one export with the name it should be saved under (CSV: a zip of all tables).

    Raises OutputRefused when there is no plan and something other than the JSON is asked for.
    """
    if run.plan is None and kind != "json":
        raise OutputRefused(REFUSED["no_plan"])
    data = _zipped(csv_files(*_parts(run))) if kind == "csv" else _bytes(run, kind)
    return file_name(run.stamp, "zip" if kind == "csv" else kind), data


def file_name(stamp: Stamp, suffix: str, what: str = "") -> str:
    """Return a file name that any system takes: case, what it is, number."""
    parts = (_UNSAFE.sub("_", clean(part, _NAME)).strip("_") for part in (stamp.case, what))
    return f"{'_'.join(part for part in (*parts, stamp.run) if part)}.{suffix}"


def paper_of(run: Run) -> Paper:
    """Return the plan as a paper (年度预算方案), with the impact indices of every project."""
    case, policy = run.checked.case, run.checked.policy
    indices = Indices(case, policy)
    impacts = [indices.of(record) for record in range(len(case.projects))]
    return plan_paper(*_parts(run), impacts=impacts)


def _bytes(run: Run, kind: Kind) -> bytes:
    if kind == "json":
        return json_bytes(run.document)
    if kind == "xlsx":
        return workbook_bytes(*_parts(run))
    return docx_bytes(paper_of(run)) if kind == "docx" else html_bytes(paper_of(run))


def _parts(run: Run) -> tuple[Any, ...]:
    """What every writer is given; the warnings are those of the data and of the pack."""
    plan, checked = run.plan, run.checked
    assert plan is not None
    return (
        checked.case, checked.policy, plan.allocation, plan.rounded, plan.verification, run.stamp, checked.warnings
    )  # fmt: skip


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip whose bytes follow from the files alone."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), data, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


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
