"""L 33: the barometer with its lines, the list of who is called in, and the state of rectifications."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from optimizer.domain.monitor import Level
from optimizer.systems.monitor.barometer import level_of
from tests.monitor.small import watch


def test_row_33_exactly_ten_per_cent_is_yellow() -> None:
    target, red = Fraction("0.035"), Fraction("0.1")
    assert [level_of(target, Fraction(a), red) for a in ("0.035", "0.032", "0.0315", "0.031")] == [
        Level.GREEN, Level.YELLOW, Level.YELLOW, Level.RED]  # fmt: skip


def test_row_33_rectifications_are_followed_up(tmp_path: Path) -> None:
    rows = ["甲,2026,1,,,45,90,,27,"]
    found = watch(tmp_path, actuals=rows, rectifications=["甲,补报用能,2026,1,整改中"]).monitored.rectifications
    assert [(r.region, r.item, r.status) for r in found] == [("甲", "补报用能", "doing")]
