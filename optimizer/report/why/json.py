"""The JSON of why (数据由来): trees of terms, unrounded, canonical units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.why import Holding, ProjectAccount, Span, Term
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.rules.account_parts import Place

Told = tuple[Place, Sequence[Term], pd.DataFrame, Holding | None]
STEP = 1e-4
"""万元/吨: prices are stated to this."""


def why_document(
    case: Case, outcome: Outcome, stamp: Stamp, places: Sequence[Told], project: ProjectAccount | None,
    spans: Sequence[Span], floor: float,
) -> dict[str, Any]:  # fmt: skip
    """Return the answers as plain values; a price that there is none of is null."""
    document = {
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": outcome.stop.value, "hold": outcome.hold.value}, "objective": outcome.objective,
        "places": [_place(*told) for told in places],
        "project": _project(project) if project else None,
        "ranges": {"floor": floor, "spans": [asdict(span) for span in spans]} if spans else None,
        "checksum": stamp.checksum, "pack": stamp.pack, "time": stamp.time,
    }  # fmt: skip
    return {key: plain_value(value) for key, value in document.items()}


def price_interval(price: float) -> tuple[float, float]:
    """Return the multiples of 0.0001 万元/吨 around a price: below the first still overrun, from the second on not."""
    low = math.floor(price / STEP + 1e-6)
    exact = abs(price / STEP - low) <= 1e-6
    return (low - 1 if exact and low else low) * STEP, (low if exact else low + 1) * STEP


def _place(place: Place, figures: Sequence[Term], binding: pd.DataFrame, holding: Holding | None) -> dict[str, Any]:
    region, quantity, year = place
    return {
        "region": region, "quantity": quantity, "year": year, "figures": [_term(term) for term in figures],
        "binding": binding.to_dict("records"), "holding_price": _holding(holding) if holding else None,
    }  # fmt: skip


def _holding(holding: Holding) -> dict[str, Any]:
    finite = math.isfinite(holding.price)
    interval = price_interval(holding.price) if finite else (None, None)
    return asdict(holding) | {"possible": finite, "interval": list(interval)}


def _term(term: Term) -> dict[str, Any]:
    return {
        "code": term.code, "says": term.says, "figure": term.figure, "unit": term.unit, "operation": term.operation,
        "sign": term.sign, "cell": term.cell, "parts": [_term(part) for part in term.parts],
    }  # fmt: skip


def _project(project: ProjectAccount) -> dict[str, Any]:
    forced = [
        {"approve": one.approve, "possible": not one.conflict, "change": one.change, "conflict": list(one.conflict),
         "moved": [{"project": p, "before": b, "after": a} for p, b, a in one.moved]}
        for one in project.forced
    ]  # fmt: skip
    return {
        "project": project.project, "region": project.region, "approval": project.approval, "status": project.status,
        "value": project.value, "net": project.net,
        "takes": [asdict(take) | {"charge": take.charge} for take in project.takes],
        "break_even": [
            asdict(one) | {"burden": one.burden, "value_added_needed": one.value_added_needed}
            for one in project.break_even
        ],
        "forced": forced,
    }  # fmt: skip
