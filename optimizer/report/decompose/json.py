"""The JSON of a decomposition (目标分解 JSON): unrounded, canonical units; what there is none of is null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from optimizer.domain.accounting import Accounts
from optimizer.domain.case import Case
from optimizer.domain.decompose import Decomposition, Factor, Split, Support
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.text.decompose import WATERMARK


def decompose_document(case: Case, decomposition: Decomposition, stamp: Stamp) -> dict[str, Any]:
    """Return the decomposition of a node, one entry a quantity."""
    outcome = stamp.outcome
    return {
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": outcome.stop.value, "hold": outcome.hold.value}, "node": decomposition.node,
        "watermark": WATERMARK if decomposition.unlocked else None, "unlock_reason": decomposition.unlocked or None,
        "quantities": [_split(split) for split in decomposition.splits], "without_target": list(decomposition.skipped),
        "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time,
    }  # fmt: skip


def _split(split: Split) -> dict[str, Any]:
    ground, limits = split.ground, split.limits
    return {
        "quantity": ground.quantity, "method": split.method, "target": limits.target, "tolerance": limits.tolerance,
        "lambda": limits.scale, "lower": limits.lower, "upper": limits.upper, "spread": limits.spread,
        "implied": _number(split.support.implied[-1]), "verdict": split.support.verdicts[-1],
        "composition_effect": _number(ground.structure[-1]), "factors": [_factor(f) for f in split.factors],
        "regions": [_member(split, i) for i in range(len(ground.members))],
        "support": _support(split, split.support),
        "given_support": None if split.given_support is None else _support(split, split.given_support),
    }  # fmt: skip


def _factor(factor: Factor) -> dict[str, Any]:
    return {"factor": factor.name, "weight": factor.weight, "missing": factor.missing, "without": list(factor.blank)}


def _member(split: Split, i: int) -> dict[str, Any]:
    ground, member = split.ground, split.ground.members[i]
    return {
        "region": member.region, "gdp_base": member.gdp_base, "intensity_base": member.intensity,
        "gdp_expected": _number(ground.gdp[i, -1]), "index": _number(split.index[i]), "class": split.groups[i] or None,
        "scores": {f.name: f.scores[i] for f in split.factors if f.missing is None},
        "reference": _number(split.reference[i]), "unrounded": _number(split.unrounded[i]),
        "reduction": _number(split.reduction[i]),
        "target_intensity": _number((1 - split.reduction[i]) * member.intensity),
        "path": [{"year": y, "reduction": _number(d)} for y, d in zip(ground.years, split.path[i], strict=True)],
        "total": _number(split.totals[i]), "weight": _number(ground.weights[i]),
        "contribution": _number(split.contributions[i]),
        "given": None if split.given is None else _number(split.given[i]),
    }  # fmt: skip


def _support(split: Split, support: Support) -> list[dict[str, Any]]:
    """The years that have targets; those without are left out."""
    return [
        {
            "year": year, "members_total": _number(support.members[t]), "node_total": _number(support.node[t]),
            "implied": _number(support.implied[t]), "target": _number(support.target[t]),
            "verdict": support.verdicts[t],
        }
        for t, year in enumerate(split.ground.years) if np.isfinite(support.implied[t])
    ]  # fmt: skip


def _number(value: Any) -> Any:
    return plain_value(float(value))


def export_document(accounts: Accounts, members: Sequence[str]) -> list[dict[str, Any]]:
    """Return each member's emission (万tCO2) with power sent out credited fully and not at all, and the difference."""
    return [
        {"region": one.region, "year": one.year, "full": float(one.full), "none": float(one.none),
         "difference": float(one.none - one.full)}
        for one in accounts.regions if one.region in members
    ]  # fmt: skip
