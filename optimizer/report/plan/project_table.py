"""The project list (项目清单): every project with its figures, its approval and what it uses in the last year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.rows import rows_of
from optimizer.report.parts.evidence import column
from optimizer.report.parts.memo import approval_of, controlled_energy
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.rules.approvals import barred
from optimizer.rules.policy import Policy
from optimizer.tables.schema import table
from optimizer.text import report as words
from optimizer.text.words import UNIT

_LATER = "later"
_SURE = 6
"""Decimals to which an approval counts as whole or as none."""


def project_table(case: Case, policy: Policy, allocation: Allocation) -> OutputTable:
    """Return the project list; `approval` keeps its full precision, because `verify` reads it back."""
    projects, approval = case.projects, approval_of(case, allocation.approvals)
    controlled, ramp = controlled_energy(projects), pd.Series(case.ramp[:, -1], dtype=float)
    evidence, later = column(projects), _later_starts(projects)
    frame = pd.DataFrame(
        {
            "order": np.arange(1, len(projects) + 1, dtype=float),
            **{name: projects[name] for name in ("project", "name", "region", "sector", "start_year")},
            **{name: projects[name].astype(float) for name in
               ("energy", "energy_calorific", "feedstock", "nonfossil", "carbon", "value_added", "value")},
            "controlled": controlled,
            "carbon_intensity": projects["carbon"] / projects["value_added"].where(projects["value_added"] > 0),
            "energy_intensity": controlled / projects["value_added"].where(projects["value_added"] > 0),
            "ramp_last": ramp,
            **{name: label_of("projects", name, projects[name]) for name in ("status", "listing")},
            "approval": approval,
            "advice": [advice(a, y) for a, y in zip(approval, later, strict=True)],
            "energy_used": approval * ramp * controlled, "carbon_used": approval * ramp * projects["carbon"],
            "source": projects.get("source", ""), "evidence": evidence,
            "mark": [words.MARK.get(e, "") for e in evidence],
        }
    )  # fmt: skip
    frame["start_year"] = frame["start_year"].astype(float)
    if any(later):
        frame["role"] = [_LATER if year else "" for year in later]
    two_high = policy.of("approvals").two_high
    said = [words.BARRED[two_high] if barred(two_high, row) else "" for row in rows_of(projects)]
    fields = _fields()
    if any(said):
        frame["barred"] = said
        fields = (*fields, Field("barred", words.LABEL["says"], "long"))
    notes = tuple(words.NOTE[name] for name in ("suggested", "projects", "marks", "edit"))
    return OutputTable(
        "projects", words.SHEET["projects"], words.TITLE["projects"], "", fields, frame, notes, wide=True
    )


def label_of(table_name: str, column_name: str, values: pd.Series) -> list[str]:
    """Return the Chinese labels of canonical words."""
    labels = {choice.name: choice.label for choice in table(table_name).column(column_name).choices}
    return [labels.get(str(value), str(value)) for value in values]


def _later_starts(projects: pd.DataFrame) -> list[int]:
    """Return the start year of each row that stands for a later start, 0 for the projects themselves."""
    later = projects.get("original", projects["project"]) != projects["project"]
    return [int(year) if is_later else 0 for year, is_later in zip(projects["start_year"], later, strict=True)]


def by_project(case: Case, allocation: Allocation) -> tuple[list[str], list[str]]:
    """Return the name and the advice of each project; of one with later starts, of the start that is approved."""
    projects, approval = case.projects, approval_of(case, allocation.approvals)
    original = projects.get("original", projects["project"])
    total = approval.groupby(original, sort=False).sum()
    best: dict[str, tuple[float, str]] = {}
    for name, share, row in zip(original.tolist(), approval.tolist(), projects["project"].tolist(), strict=True):
        if name not in best or share > best[name][0]:
            best[name] = share, row
    return [row for _, row in best.values()], [advice(share) for share in total.tolist()]


def advice(approval: float, later: int = 0) -> str:
    """Return 批准, 部分批准 with its share, or 不批; a later start is 缓批. The sheet's formula says the same."""
    share = spreadsheet_round(approval, _SURE)
    if share >= 1:
        return words.DEFERRED.format(year=later) if later else words.APPROVED
    return words.REFUSED_PROJECT if share <= 0 else f"{words.PARTLY} {spreadsheet_round(approval, 4):.2%}"


def _fields() -> tuple[Field, ...]:
    label, group, tce, carbon = words.LABEL, words.GROUP, UNIT["energy"], UNIT["carbon"]
    wait = words.DEFERRED.format(year='"&{start_year}&"')
    said = (f'IF(ROUND({{approval}},{_SURE})>=1,"{words.APPROVED}",IF(ROUND({{approval}},{_SURE})<=0,'
            f'"{words.REFUSED_PROJECT}","{words.PARTLY} "&TEXT(ROUND({{approval}},4),"0.00%")))')  # fmt: skip
    return (
        Field("order", label["order"], "count"), Field("project", label["project"], "text"),
        Field("name", label["project_name"], "text"), Field("region", label["region"], "text"),
        Field("sector", label["sector"], "text"), Field("start_year", label["start_year"], "year"),
        *(Field(n, label[n], "amount", group["project_energy"], tce) for n in
          ("energy", "energy_calorific", "feedstock", "nonfossil")),
        Field("controlled", label["controlled"], "amount", group["project_energy"], tce,
              {"": "{energy}-{feedstock}-{nonfossil}"}),
        Field("carbon", label["carbon"], "amount", unit=carbon),
        Field("value_added", label["value_added"], "money", unit=words.MONEY_UNIT),
        Field("carbon_intensity", label["carbon_intensity"], "intensity", unit=words.INTENSITY_UNIT["carbon"],
              formulas={"": "{carbon}/{value_added}"}),
        Field("energy_intensity", label["energy_intensity"], "intensity", unit=words.INTENSITY_UNIT["energy"],
              formulas={"": "{controlled}/{value_added}"}),
        Field("value", label["value"], "money", unit=words.MONEY_UNIT),
        Field("status", label["status"], "light"), Field("listing", label["listing"], "text"),
        Field("ramp_last", label["ramp_last"], "percent"), Field("approval", label["approval"], "percent"),
        Field("advice", label["advice"], "text", formulas={"": said, _LATER: said.replace(words.APPROVED, wait, 1)}),
        Field("energy_used", label["energy_used"], "amount", group["used"], tce,
              {"": "{approval}*{ramp_last}*{controlled}"}),
        Field("carbon_used", label["carbon_used"], "amount", group["used"], carbon,
              {"": "{approval}*{ramp_last}*{carbon}"}),
        Field("source", label["source"], "long"), Field("evidence", label["evidence"], "light"),
    )  # fmt: skip
