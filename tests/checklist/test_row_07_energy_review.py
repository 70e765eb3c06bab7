"""L 7: the review of a project's energy: m, n, class, fossil and feedstock split (E.2)."""

from __future__ import annotations

from pathlib import Path

from optimizer.text.review import CLASS
from tests.review.small import project, review

CASE = {"regions": ["R,,,,", "甲,R,2000,3000,6000"], "region_years": ["甲,2030,2400,3100,6200,"],
        "targets": ["甲,能耗,2030,12.5,"]}  # fmt: skip


def test_row_07_the_official_example(tmp_path: Path) -> None:
    found = review(tmp_path, [project("P", 60, 12, energy=30)], **CASE)["P"]
    energy = found.impact("甲", "energy")
    assert energy.m is not None and energy.n is not None
    assert (f"{float(energy.m):.2%}", f"{float(energy.n):.4%}") == ("20.00%", "0.3976%")
    assert CLASS[found.overall("energy") or 0] == "重大影响"


def test_row_07_feedstock_and_nonfossil_are_out_of_the_test(tmp_path: Path) -> None:
    """35 万tce of which 3 feedstock and 2 non-fossil count as 30."""
    row = project("P", 60, 12, energy=35, feedstock=3, feedstock_product="烯烃", nonfossil=2)
    assert review(tmp_path, [row], **CASE)["P"].impact("甲", "energy").amount == 30
