"""L 37: sinks on two books, added back where they are sold; never more uses than there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.test_market import moved, traded, uptake
from tests.samples_numbers.worked import node, run


def test_row_37_uses_stay_within_what_there_is(tmp_path: Path) -> None:
    """Only M5 (15 of 丙) may be sold: own use and sale together are what is carried out."""
    found = traded(0.02)
    for row in found.rows("measures"):
        row["tradable"] = row["measure"] == "M5"
    document = run(found, tmp_path)
    sold = moved(document, "sold")[2]
    assert sold <= uptake(document)[4] + 1e-9 <= 15 + 2e-9
    held = node(document, "丙", "carbon")
    assert held["headroom"] == pytest.approx(held["budget"] - held["usage"] - sold, abs=1e-9)


def test_row_37_the_regions_book_has_no_sinks(tmp_path: Path) -> None:
    """M5 relieves 丙 and not the region: the books differ by what is carried out of it."""
    document = run(traded(0.02), tmp_path)
    leagues = sum(node(document, region, "carbon")["usage"] for region in ("甲", "乙", "丙"))
    assert node(document, "全区", "carbon")["usage"] - leagues == pytest.approx(uptake(document)[4])
