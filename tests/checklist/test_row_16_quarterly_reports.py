"""L 16: quarterly reports, preliminary and final; a revised figure keeps the old one."""

from __future__ import annotations

from pathlib import Path

from tests.monitor.small import place, watch


def test_row_16_a_revised_figure_keeps_the_old_one(tmp_path: Path) -> None:
    rows = ["甲,2026,1,1,初步,50,101,,25,", "甲,2026,1,2,核定,49,100,,25,"]
    watched = watch(tmp_path, actuals=rows)
    found = place(watched, "甲", "energy")
    assert found.to_date is not None
    assert (found.to_date.usage, found.status) == (49, "final")
    assert [(r["version"], r["status"], r["energy"]) for r in watched.document["series"]] == [
        (1, "preliminary", 50), (2, "final", 49)]  # fmt: skip
