"""The JSON of monitoring (监测 JSON): unrounded, canonical units; a figure that there is none of is null."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.monitor import Actuals, Monitored, Quarter
from optimizer.report.parts.stamp import Stamp

_PARTS = ("progress", "estimates", "calls", "verdicts", "scores", "parks", "overruns", "rectifications", "back_tests")


def monitor_document(case: Case, found: Monitored, actuals: Actuals, method: str, stamp: Stamp) -> dict[str, Any]:
    """Return the monitoring of a case; `series` has every version of every report."""
    document: dict[str, Any] = plain({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True, "quarter": found.quarter,
        "method": method, **{name: getattr(found, name) for name in _PARTS},
        "series": actuals.reports, "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions),
        "time": stamp.time,
    })  # fmt: skip
    return document


def plain(value: Any) -> Any:
    """Return a value of JSON's own types."""
    if isinstance(value, Quarter):
        return str(value)
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
