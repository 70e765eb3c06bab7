"""Approvals (项目审批): a project is approved or not, wholly or in any share; must and rejected are obeyed.

Policy: the budget coordinates new projects with energy saving (先行先试方案 §二(二), §四(三)); what the officer has
decided (必上, 否决) is not up to the optimizer. Of projects that exclude each other, and of the start years of one
project (缓批, domain.md E.5 step 5), at most one is approved; a measure may wait for the project that it belongs to.

y_p ∈ {0, 1} (whole) or [0, 1] (divisible); y_p = 1 for 必上; y_p = 0 for 否决
Σ_{p∈group} y_p ≤ 1;   Σ_{start years of p} y = 1 for 必上;   z_mt ≤ Σ_{start years of p} y (from its start on)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from optimizer.domain.finding import Finding
from optimizer.domain.rows import rows_of
from optimizer.rules.account import Account
from optimizer.rules.block import Row, joined
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.review import RUNG_WORDS
from optimizer.text.rules import sentence


class ApprovalSettings(Settings):
    """Settings of approvals (审批); whole or share is said by the case itself."""

    two_high: Literal["allow", "gate", "forbid"] = "allow"
    """两高 projects: allowed, only where they reach the 标杆 level of efficiency, or not at all."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield groups, start years and links; the rest is kept by the bounds and the type of the variable `approval`."""
    for choice in frame.facts.further.choices:
        columns = frame.approval[choice.projects]
        sign = -1.0 if choice.kind in ("one", "link") else 1.0
        uptake = frame.uptake[[choice.entry] if choice.kind == "link" else []]
        limit = {"group": 1.0, "variants": 1.0, "one": -1.0, "link": 0.0, "barred": 0.0}[choice.kind]
        key = choice.kind, choice.record, choice.name
        yield joined(key, limit, ([sign] * len(columns), columns), ([1.0] * len(uptake), uptake))


READ = ("project", "original", "region", "status", "divisible", "group", "two_high", "benchmark", "start_year")
"""What the check reads of a project."""


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: shares in range, whole where asked, decisions, groups and links obeyed."""
    records = rows_of(account.case.projects.filter(READ))
    musts = Counter(_project(row) for row in records if row["status"] == "must")
    for row in records:
        approval = account.approval(str(row["project"]))
        least = float(row["status"] == "must" and musts[_project(row)] == 1)
        most = float(row["status"] != "rejected")
        allowed = min(max(approval, least), most)
        allowed = allowed if row["divisible"] else float(round(allowed))
        yield _finding(row, max(approval, allowed), min(approval, allowed), str(row["project"]))
    groups: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in records:
        groups.setdefault(("project", _project(row)), []).append(row)
        if row["group"]:
            groups.setdefault(("group", str(row["group"])), []).append(row)
    yield from _sums(account, groups)
    for row in records:
        if barred(account.settings["approvals"].two_high, row):
            yield _finding(row, account.approval(str(row["project"])), 0.0, str(row["project"]))
    for row in account.measure_rows:
        wanted, year = str(row["project"]), int(row["year"])
        if wanted:
            on = [r for r in groups["project", wanted] if r["project"] == wanted or r["start_year"] <= year]
            share = math.fsum(account.approval(str(r["project"])) for r in on)
            yield _finding(row, account.uptake(str(row["measure"]), year), share, wanted)


def _sums(account: Account, groups: Mapping[tuple[str, str], list[dict[Any, Any]]]) -> Iterator[Finding]:
    """Yield the groups, and the projects with more than one start year."""
    for (kind, name), members in groups.items():
        if len(members) > 1:
            total = math.fsum(account.approval(str(row["project"])) for row in members)
            yield _finding(members[0], total, 1.0, name)
            if kind == "project" and sum(row["status"] == "must" for row in members) > 1:
                sure = math.fsum(account.approval(str(r["project"])) for r in members if r["status"] == "must")
                yield _finding(members[0], 1.0, sure, name)


def barred(two_high: str, row: Mapping[Any, Any]) -> bool:
    """Return whether a project may not be approved because it is 两高 (domain.md L row 42)."""
    reached = "".join(str(row["benchmark"]).split()) in RUNG_WORDS["advanced"]
    return bool(row["two_high"]) and (two_high == "forbid" or (two_high == "gate" and not reached))


def _project(row: dict[Any, Any]) -> str:
    """Return the project that a row stands for, itself unless it is a later start."""
    return str(row["original"])


def _finding(row: dict[Any, Any], left: float, right: float, name: str) -> Finding:
    return Finding("approvals", str(row["region"]), 0, "", left, right, project=name, magnitude=1.0)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("approvals", finding.region, 0, "", finding.left, finding.right, finding.project)


RULE = Rule(
    id="approvals", title="项目审批", kind="law", document="内政办发〔2023〕94号 §二(二)、§四(三)",
    formula="y_p ∈ {0,1}（整体）或 [0,1]（可分）；必上 y_p = 1；否决 y_p = 0；"
    "互斥组、同一项目各投产年 Σ y ≤ 1（必上 = 1）；z_mt ≤ 关联项目 Σ y；不准入的两高项目 y_p = 0",
    symbols=(("y", "批准比例", "1"), ("z", "措施实施比例", "1")),
    settings=ApprovalSettings, rows=rows, check=check, say=say,
)  # fmt: skip
