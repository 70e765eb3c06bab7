"""Rows of uncertainty (不确定性): as the assumptions have them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def build_uncertainty(entries: list[dict[str, Any]]) -> pd.DataFrame:
    """Return uncertainty.csv: every entry holds for the whole region and all its projects."""
    return pd.DataFrame([
        {
            "what": entry["what"], "scope": entry["scope"], "region": "", "project": "",
            "distribution": entry["distribution"], "parameters": entry["parameters"],
            "elasticity": entry.get("elasticity", float("nan")), "source": entry["source"],
            "evidence": entry["evidence"], "note": entry["reason"],
        }
        for entry in entries
    ])  # fmt: skip
