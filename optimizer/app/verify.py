"""Verify a result from the outside (复核): our workbook or JSON read back, every rule and figure re-checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.app.check import Checked, check_case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.explain.verdict import together, verdict
from optimizer.explain.verify import complete, verify
from optimizer.explain.verify_printed import printed_plan, verify_printed
from optimizer.report.plan.cells import cell_findings
from optimizer.report.plan.flows import flows_on
from optimizer.report.plan.read_back import read_result
from optimizer.report.plan.read_json import json_findings, read_json


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on a result (复核结论) and what was odd about the file itself."""

    verification: Verification
    warnings: tuple[Issue, ...]


def verify_result(result: Path, case: str) -> Verified:
    """Return the verdict on a workbook or JSON that `solve` wrote, against the case; the file itself is not changed.

    Raises InputRejected when the case has errors or the file is not one of ours.
    """
    checked = check_case(case)
    return _document(result, checked) if result.suffix.lower() == ".json" else _workbook(result, checked)


def _document(result: Path, checked: Checked) -> Verified:
    case, policy = checked.case, checked.policy
    document, allocation, warnings = read_json(result, case)
    there = complete(case, allocation)
    if not there.ok:
        return Verified(there, warnings)
    findings = json_findings(document, case, policy, allocation)
    return Verified(together(verify(case, policy, allocation), verdict(findings)), warnings)


def _workbook(result: Path, checked: Checked) -> Verified:
    case, policy = checked.case, checked.policy
    found = read_result(result, case, flows_on(policy))
    allocation, rounded = printed_plan(case, policy, found.approvals, found.uptake, found.nodes)
    cells = verdict(cell_findings(found.book, case, policy, allocation, rounded))
    return Verified(together(verify_printed(case, policy, allocation, rounded), cells), found.warnings)
