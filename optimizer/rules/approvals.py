"""Approvals (项目审批): a project is approved or not, wholly or in any share; must and rejected are obeyed.

Policy: the budget coordinates new projects with energy saving (先行先试方案 §二(二), §四(三)); what the officer has
decided (必上, 否决) is not up to the optimizer.

y_p ∈ {0, 1} (whole) or [0, 1] (divisible); y_p = 1 for 必上; y_p = 0 for 否决
"""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.frame import Frame, Row
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class ApprovalSettings(Settings):
    """Approvals have no settings: the case itself says whole or share."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield nothing: the law is kept by the bounds and the type of the variable `approval`."""
    return iter(())


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: shares in range, whole where asked, 必上 in and 否决 out."""
    for row in account.case.projects.to_dict("records"):
        project = str(row["project"])
        approval = account.approval(project)
        least, most = float(row["status"] == "must"), float(row["status"] != "rejected")
        allowed = min(max(approval, least), most)
        allowed = allowed if row["divisible"] else float(round(allowed))
        low, high = min(approval, allowed), max(approval, allowed)
        yield Finding("approvals", str(row["region"]), 0, "", high, low, project=project, magnitude=1.0)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("approvals", finding.region, 0, "", finding.left, finding.right, finding.project)


RULE = Rule(
    id="approvals", title="项目审批", kind="law", document="内政办发〔2023〕94号 §二(二)、§四(三)",
    formula="y_p ∈ {0,1}（整体）或 [0,1]（可分）；必上 y_p = 1；否决 y_p = 0",
    symbols=(("y", "批准比例", "1"),),
    settings=ApprovalSettings, rows=rows, check=check, say=say,
)  # fmt: skip
