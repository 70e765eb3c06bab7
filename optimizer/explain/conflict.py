"""Conflicts in words (冲突说明): each member with the cells it comes from and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.conflict import Member
from optimizer.domain.issue import Where
from optimizer.domain.rows import rows_of
from optimizer.text.diagnosis import CONFLICT, OF_MEASURE, OF_PROJECT, OTHER_LIMIT
from optimizer.text.words import QUANTITY


def conflict_in_words(case: Case, members: Sequence[Member]) -> list[dict[str, Any]]:
    """Return the members as the contract has them: rule, region, year, quantity, cells, says."""
    return [{**named(member), "cells": cells_of(case, member), "says": says(member)} for member in members]


def named(member: Member) -> dict[str, Any]:
    """Return what a member is about; null where it has no year, quantity, project or measure."""
    return {
        "rule": member.rule, "region": member.region, "year": member.year or None,
        "quantity": member.quantity or None, "project": member.project or None, "measure": member.measure or None,
    }  # fmt: skip


def name_of(member: Member) -> str:
    """Return the project or measure of a decision in words ("" for a limit)."""
    if member.project:
        return OF_PROJECT.format(name=member.project)
    return OF_MEASURE.format(name=member.measure) if member.measure else ""


def cells_of(case: Case, member: Member) -> list[str]:
    """Return the addresses of the figures that set a limit or a decision, as far as they stand in the case."""
    if member.rule == "hand_down":
        return [_setting_place(case, "hand_down", "reserve_share")]
    if member.rule == "redundancy":
        return [_setting_place(case, "redundancy", "margin")]
    if member.record >= 0:
        return _decision_cells(case, member)
    if member.rule == "controls":
        return _control_cells(case, member)
    if member.rule == "replacement":
        return _replaced_cells(case, member)
    if member.rule == "peak":
        record = list(case.regions["region"]).index(member.region)
        return [str(case.where("regions", record, "peak_year"))]
    if member.rule == "total":
        given = _limit_cells(case, case.totals, "totals", "total", member, False)
        return given or _limit_cells(case, case.targets, "targets", "reduction", member, True)
    return _limit_cells(case, case.targets, "targets", "reduction", member, True) if member.rule == "intensity" else []


def _decision_cells(case: Case, member: Member) -> list[str]:
    if member.rule == "group":
        records = np.flatnonzero(case.projects["group"] == member.group)
        return list(dict.fromkeys(str(case.where("projects", int(record), "group")) for record in records))
    table = "projects" if member.project or member.rule == "two_high" else "measures"
    column = {"measures": "year", "link": "project", "two_high": "two_high"}.get(member.rule, "status")
    return [str(case.where(table, member.record, column))]


def _replaced_cells(case: Case, member: Member) -> list[str]:
    """Return what asks for replacement in the region: the ratios typed, and the marks of 两高."""
    found = [
        str(case.where("projects", record, "replacement_ratio" if row["replacement_ratio"] >= 0 else "two_high"))
        for record, row in enumerate(rows_of(case.projects))
        if row["region"] == member.region
        and (row["replacement_ratio"] > 0 or (row["two_high"] and row["replacement_ratio"] != 0))
    ]
    return list(dict.fromkeys(found))


def _control_cells(case: Case, member: Member) -> list[str]:
    frame = case.controls
    at = (frame["region"] == member.region) & (frame["control"] == member.quantity) & (frame["year"] == member.year)
    column = "share" if member.quantity == "nonfossil" else "cap"
    return [str(case.where("controls", int(record), column)) for record in np.flatnonzero(at)]


def says(member: Member) -> str:
    """Return what a member asks for, as a sentence."""
    text = CONFLICT.get(member.rule, OTHER_LIMIT)
    name = member.measure if member.rule in ("measures", "link") else member.group or name_of(member)
    return text.format(
        region=member.region, year=member.year, quantity=QUANTITY.get(member.quantity, ""), name=name, rule=member.rule,
        project=member.group,
    )  # fmt: skip


def _setting_place(case: Case, rule: str, key: str) -> str:
    """Return the key of a setting in the case's own settings, or in the pack where the case has none."""
    own = Path(case.path).name if Path(case.path).suffix else "case.toml"
    file = own if key in case.rules.get(rule, {}) else f"models/{case.model}"
    return str(Where(file, "", f"rules.{rule}.{key}"))


def _limit_cells(
    case: Case, frame: pd.DataFrame, table: str, column: str, member: Member, by_path: bool
) -> list[str]:  # fmt: skip
    """Return the cell of the row that sets the limit: the year's own, or on a path the next later one."""
    at = (frame["region"] == member.region) & (frame["quantity"] == member.quantity)
    at &= frame["year"] >= member.year if by_path else frame["year"] == member.year
    years = frame["year"].where(at).to_numpy(float)
    return [str(case.where(table, int(np.nanargmin(years)), column))] if at.any() else []
