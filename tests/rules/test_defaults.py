"""What holds where no pack says otherwise, and how far each setting may go."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from optimizer.rules import RULES

SETTINGS = {rule.id: rule.settings for rule in RULES}
DEFAULTS: dict[str, dict[str, Any]] = {
    "coverage": {"root_counts_sinks": False},
    "intensity": {"path": "linear"},
    "total": {
        "derive": False, "mode": "elastic", "band": 0.03, "price_1": 0.02, "price_2": 0.12, "flag_root_overrun": False,
    },
    "hand_down": {"reserve_share": 0.0, "grants": False},
    "approvals": {"two_high": "allow"},
    "listing": {"value_added_stays": True, "carbon_follows": True},
    "measures": {"irreversible": False, "region_book_excludes": ("生态碳汇",)},
    "controls": {"mode": "hard"},
    "peak": {},
    "replacement": {
        "form": "ratio", "all_projects": False, "two_high_ratio": 0.0, "quantities": ("carbon",),
        "band_cuts": (1.0, 2.0, 4.0), "band_ratios": (0.0, 1.0, 1.2, 1.5), "henan_b": 0.3, "henan_mean": 0.0,
    },
    "redundancy": {"mode": "off", "margin": 0.1, "warn_margin": 0.2},
    "market": {
        "trade": False, "cost": 0.001, "ratio_by": "fixed", "ratio": 1.0, "thresholds": (2.0, 4.0),
        "ratios": (1.0, 1.2, 1.5), "transfer_max": 1.0, "ets": "block", "ets_share": 1.0,
    },
    "bank": {"carry": 1.0, "bank_max": 0.0, "borrow_max": 0.0},
    "grants": {},
}  # fmt: skip
"""Nothing that needs a document of its own is on: no derived totals, reserve, trade, banking, replacement, redundancy."""


@pytest.mark.parametrize("rule", SETTINGS)
def test_where_no_pack_says_otherwise(rule: str) -> None:
    assert SETTINGS[rule]().model_dump() == DEFAULTS[rule]


EDGES = [
    ("bank", "carry", 0.0, -0.01), ("bank", "carry", 1.0, 1.01), ("bank", "bank_max", 0.0, -0.01),
    ("bank", "borrow_max", 0.0, -0.01), ("hand_down", "reserve_share", 0.0, -0.01),
    ("hand_down", "reserve_share", 0.99, 1.0), ("market", "cost", 0.0, -0.01), ("market", "ratio", 1.0, 0.99),
    ("market", "transfer_max", 0.0, -0.01), ("market", "ets_share", 0.0, -0.01), ("market", "ets_share", 1.0, 1.01),
    ("redundancy", "margin", 0.0, -0.01), ("redundancy", "warn_margin", 0.0, -0.01),
    ("replacement", "two_high_ratio", 0.0, -0.01), ("replacement", "henan_b", 0.01, 0.0),
    ("replacement", "henan_b", 1.0, 1.01), ("replacement", "henan_mean", 0.0, -0.01), ("total", "band", 0.0, -0.01),
    ("total", "price_1", 0.0, -0.01), ("total", "price_2", 0.02, -0.01),
]  # fmt: skip
"""Rule, setting, the last value that is allowed and one beyond it: shares end at 1, ratios begin there, nothing is < 0."""


@pytest.mark.parametrize(("rule", "setting", "last", "beyond"), EDGES)
def test_how_far_a_setting_goes(rule: str, setting: str, last: float, beyond: float) -> None:
    assert getattr(SETTINGS[rule](**{setting: last}), setting) == last
    with pytest.raises(ValidationError):
        SETTINGS[rule](**{setting: beyond})


@pytest.mark.parametrize("bands", [{"band_cuts": (2.0, 1.0, 4.0)}, {"band_ratios": (1.0, 1.2, 1.5)}])
def test_bands_ascend_and_have_one_ratio_more_than_cuts(bands: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="band_ratios = band_cuts"):
        SETTINGS["replacement"](**bands)
