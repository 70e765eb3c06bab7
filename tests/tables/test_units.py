"""Units at the door: exact factors, every spelling of the contract, and no unit of another kind."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer import units
from optimizer.tables.schema import CANONICAL_UNIT


@pytest.mark.parametrize(
    ("kind", "word", "typed", "canonical"),
    [
        ("energy", "吨标准煤", 950000.0, 95.0), ("energy", "tce", 11.0, 0.0011), ("energy", "亿吨标准煤", 0.5, 5000.0),
        ("energy", "万 tce", 0.1, 0.1), ("energy", "Mtce", 3.0, 300.0), ("energy", "kgce", 5e7, 5.0),
        ("carbon", "万吨CO₂", 0.3, 0.3), ("carbon", "tCO2", 7.0, 0.0007), ("carbon", "Mt", 2.6, 260.0),
        ("carbon", "吨二氧化碳当量", 10.0, 0.001), ("carbon", "ktCO2e", 10.0, 1.0), ("money", "万元", 3.0, 0.0003),
        ("money", "元", 1e8, 1.0), ("money", "百万元", 100.0, 1.0), ("money", "RMB", 1e8, 1.0),
        ("share", "％", 18.0, 0.18), ("share", "1", 0.18, 0.18), ("share", "‰", 5.0, 0.005),
        ("intensity", "tCO2/万元", 2.46, 2.46), ("intensity", "千克标准煤/万元", 968.0, 0.968),
        ("intensity", "吨/亿元", 24600.0, 2.46), ("intensity", "万吨/亿元", 2.46, 2.46),
        ("price", "元/吨", 200.0, 0.02), ("price", "亿元/万吨", 0.02, 0.02), ("price", "万元/万吨", 200.0, 0.02),
        ("population", "人", 25000.0, 2.5), ("amount", "亿吨", 0.97, 9700.0), ("amount", "万吨标准煤", 3.0, 3.0),
    ],
)  # fmt: skip
def test_unit_converts_exactly(kind: str, word: str, typed: float, canonical: float) -> None:
    unit = units.find(kind, word)
    assert unit is not None
    assert unit.convert(np.array([typed])).tolist() == [canonical]


@pytest.mark.parametrize("kind", sorted(units.SHOWN))
def test_offered_and_canonical_units_are_understood(kind: str) -> None:
    for word in (*units.SHOWN[kind], CANONICAL_UNIT[kind]):
        assert units.find(kind, word) is not None


@pytest.mark.parametrize(
    ("kind", "word"),
    [("energy", "万吨CO2"), ("carbon", "亿元"), ("energy", "万吨"), ("money", "%")],
)
def test_units_of_another_kind_are_told_from_unknown_ones(kind: str, word: str) -> None:
    assert units.find(kind, word) is None
    assert units.other_kinds(kind, word)
    assert not units.other_kinds(kind, "斗")
