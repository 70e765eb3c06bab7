"""Conflicts in words (冲突说明): each member with the cells it comes from and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.conflict import Member
from optimizer.text.words import CONFLICT, QUANTITY


def conflict_in_words(case: Case, members: Sequence[Member]) -> list[dict[str, Any]]:
    """Return the members as the contract has them: rule, region, year, quantity, cells, says."""
    return [
        {
            "rule": member.rule, "region": member.region, "year": member.year or None,
            "quantity": member.quantity or None, "project": member.project or None,
            "measure": member.measure or None, "cells": _cells(case, member), "says": _says(case, member),
        }
        for member in members
    ]  # fmt: skip


def _says(case: Case, member: Member) -> str:
    return CONFLICT[member.rule].format(
        region=member.region, year=member.year, quantity=QUANTITY.get(member.quantity, ""),
        name=member.project or member.measure,
    )  # fmt: skip


def _cells(case: Case, member: Member) -> list[str]:
    if member.rule == "intensity":
        return _limit_cells(case, case.targets, "targets", "reduction", member, True)
    if member.rule == "total":
        given = _limit_cells(case, case.totals, "totals", "total", member, False)
        return given or _limit_cells(case, case.targets, "targets", "reduction", member, True)
    if member.record >= 0:
        table = "projects" if member.project else "measures"
        return [str(case.where(table, member.record, "status"))]
    return []


def _limit_cells(
    case: Case, frame: pd.DataFrame, table: str, column: str, member: Member, by_path: bool
) -> list[str]:
    """Return the cell of the row that sets the limit: the year's own, or on a path the next later one."""
    at = (frame["region"] == member.region) & (frame["quantity"] == member.quantity)
    at &= frame["year"] >= member.year if by_path else frame["year"] == member.year
    found = frame[at]
    return [str(case.where(table, int(found["year"].idxmin()), column))] if len(found) else []
