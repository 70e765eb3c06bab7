"""Verify a workbook from the outside (复核): our tables read back, every rule re-checked on the case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.app.check import check_case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.explain.verify_printed import verify_printed
from optimizer.report.plan.flows import flows_on
from optimizer.report.plan.read_back import read_result


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on a workbook (复核结论) and what was odd about the file itself."""

    verification: Verification
    warnings: tuple[Issue, ...]


def verify_result(result: Path, case: str) -> Verified:
    """Return the verdict on a workbook that `solve` wrote, against the case; the file itself is not changed.

    Raises InputRejected when the case has errors or the workbook is not one of ours.
    """
    checked = check_case(case)
    printed = read_result(result, checked.case, flows_on(checked.policy))
    amounts = printed.budgets.merge(printed.overruns, on=["region", "year", "quantity"], validate="one_to_one")
    verification = verify_printed(checked.case, checked.policy, printed.approvals, printed.uptake, amounts)
    return Verified(verification, printed.warnings)
