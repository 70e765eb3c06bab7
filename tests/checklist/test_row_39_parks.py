"""L 39: zero- and low-carbon parks by the share of renewable power."""

from __future__ import annotations

from pathlib import Path

from tests.monitor.small import watch


def test_row_39_80_passes_and_79_9_fails(tmp_path: Path) -> None:
    rows = ["一园,甲,2026,100,80", "二园,甲,2026,100,79.9", "三园,甲,2026,100,50", "四园,甲,2026,100,49.9"]
    found = watch(tmp_path, actuals=["甲,2026,1,,,45,90,,27,"], parks=rows).monitored.parks
    assert [(t.zero_carbon, t.low_carbon) for t in found] == [(True, True), (False, True), (False, True), (False, False)]
