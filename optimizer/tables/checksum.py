"""The checksum of a case (校验码): the same for the same content, whatever the file format or column order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from optimizer.tables import schema
from optimizer.tables.resolve import default_word
from optimizer.tables.settings import Settings


def case_checksum(settings: Settings, tables: Mapping[str, pd.DataFrame], ramp: np.ndarray) -> str:
    """Return the SHA-256 (hex) of the settings and the tables in canonical units; the order of rows counts.

    The typed text of a ramp is left out: the shares that it means are in `ramp`.
    """
    head = {
        "name": settings.name, "model": settings.model, "base_year": settings.base_year,
        "years": settings.years, "approval": settings.approval,
        "gdp_includes_candidates": settings.gdp_includes_candidates,
        "rules": _canonical(settings.rules), "waive": dict(settings.waive),
    }  # fmt: skip
    digest = hashlib.sha256(json.dumps(head, sort_keys=True, ensure_ascii=False, default=str).encode())
    for name in sorted(tables):
        frame, table = tables[name], schema.table(name)
        if table.added and frame.empty:
            continue
        later = {c.name for c in table.columns if c.added and _blank(frame[c.name], default_word(name, c.name))}
        for column in sorted(set(frame.columns) - {"ramp", "original"} - later):
            digest.update(f"\x1d{name}.{column}\x1e".encode())
            digest.update(_column(frame[column]))
    digest.update(np.ascontiguousarray(ramp, dtype="<f8").tobytes())
    return digest.hexdigest()


def _blank(series: pd.Series[Any], word: str) -> bool:
    """Return whether a column says nothing: no number but zero, no word but its default, no flag."""
    if series.dtype == bool or np.issubdtype(_dtype(series), np.number):
        return not series.fillna(0.0).to_numpy(bool).any()
    return set(series) <= {"", word}


def _column(series: pd.Series[Any]) -> bytes:
    if series.dtype == bool or np.issubdtype(_dtype(series), np.number):
        return (series.to_numpy(dtype="<f8") + 0.0).tobytes()
    return "\x1f".join(series.tolist()).encode("utf-8", "surrogatepass")


def _dtype(series: pd.Series[Any]) -> np.dtype[Any]:
    return series.dtype if isinstance(series.dtype, np.dtype) else np.dtype(object)


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value
