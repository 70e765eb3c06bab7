"""Repair and gaps in words (修复与缺口说明): amounts, what a limit becomes, kind, cells and sentences."""

from __future__ import annotations

import math
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.conflict import Change, Relief
from optimizer.explain.amount import share_down, up
from optimizer.explain.conflict import cells_of, name_of, named
from optimizer.text import diagnosis as text
from optimizer.text.words import QUANTITY, UNIT

KIND = {"hand_down": "preference", "intensity": "law", "reduction": "law"}
"""Rules that are not policy; a decision on a project is the officer's policy."""


def relief_in_words(case: Case, relief: Relief) -> dict[str, list[dict[str, Any]]]:
    """Return `repair`, `gaps`, `reductions` and `remainder`: rule, region, year, quantity, amount, unit, kind, says."""
    return {
        "repair": [_entry(case, change, _repair_says(change)) for change in relief.repair],
        "gaps": [_entry(case, change, _fill(text.GAP.get(_rule(change), text.OTHER_GAP), change))
                 for change in relief.gaps],
        "reductions": [_entry(case, change, _fill(text.REDUCTION, change)) for change in relief.reductions],
        "remainder": [_entry(case, change, _fill(text.REMAINDER, change)) for change in relief.remainder],
    }  # fmt: skip


def unit_of(change: Change) -> str:
    """Return the unit of an amount: of its quantity, of a decision, or of an uptake."""
    if change.member.quantity:
        return UNIT[change.member.quantity]
    return text.SHARE_UNIT if change.member.rule == "measures" else text.DECISION_UNIT


def to_of(change: Change) -> float | None:
    """Return what a limit becomes, None where nothing is set."""
    return None if math.isnan(change.to) else change.to


def _entry(case: Case, change: Change, says: str) -> dict[str, Any]:
    return {
        **named(change.member), "amount": change.amount, "unit": unit_of(change), "to": to_of(change),
        "kind": KIND.get(change.member.rule, "policy"), "cells": cells_of(case, change.member), "says": says,
    }  # fmt: skip


def _rule(change: Change) -> str:
    return change.member.rule


def _repair_says(change: Change) -> str:
    to = share_down(change.to) if change.member.rule == "hand_down" else up(change.to) if change.to > 0 else "0"
    return _fill(text.REPAIR[change.member.rule], change, to)


def _fill(sentence: str, change: Change, to: str = "") -> str:
    member = change.member
    return sentence.format(
        region=member.region, year=member.year, quantity=QUANTITY.get(member.quantity, ""), rule=member.rule,
        name=member.measure if member.rule in ("measures", "link") else member.group or name_of(member),
        amount=up(change.amount), unit=unit_of(change), to=to, project=member.group,
    )  # fmt: skip
