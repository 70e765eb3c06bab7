"""The JSON of a risk run (风险测算 JSON): unrounded, canonical units; what there is none of is null.

Intervals hold the chance with 95 % (sampling error of the draws)."""

from __future__ import annotations

from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.risk import Risk, interval
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp

_QUANTILES = ("10", "50", "90")


def risk_document(case: Case, risk: Risk, stamp: Stamp) -> dict[str, Any]:
    """Return the chances of a case that has a plan."""
    outcome, projects = stamp.outcome, risk.projects.to_dict("records")
    regions = [{**row, "interval": list(interval(row["both"], risk.draws))} for row in risk.regions.to_dict("records")]
    document: dict[str, Any] = plain_value({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": outcome.stop.value, "hold": outcome.hold.value},
        "draws": risk.draws, "seed": risk.seed, "met": risk.met, "short": risk.short, "open": risk.open,
        "objective": risk.nominal, "objective_quantiles": list(risk.objective),
        "regions": regions[:-1], "together": {name: value for name, value in regions[-1].items() if name != "region"},
        "places": [_place(row, risk.draws) for row in risk.places.to_dict("records")],
        "projects": [{**row, "interval": list(interval(row["often"], risk.solved))} for row in projects],
        "controls": [
            {**row, "interval": list(interval(row["chance"], risk.draws))} for row in risk.controls.to_dict("records")
        ],
        "uncertainty": case.uncertainty.to_dict("records"),
        "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return document


def _place(row: dict[Any, Any], draws: int) -> dict[str, Any]:
    chances = ("intensity", "total", "covered")
    return {
        **{name: row[name] for name in ("region", "quantity", "year")},
        "held": {
            **{name: row[name] for name in chances}, "margin": _three(row, "margin"),
            "intervals": {name: list(interval(row[name], draws)) for name in chances},
        },
        "reoptimized": {
            "budget": _three(row, "budget"), "headroom": _three(row, "headroom"), "shortage_chance": row["short"],
            "shortage_90": row["shortage"],
        },
    }  # fmt: skip


def _three(row: dict[Any, Any], name: str) -> list[float]:
    return [row[f"{name}_{quantile}"] for quantile in _QUANTILES]
