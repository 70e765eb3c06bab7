"""L 35: what the national carbon market uses is not sold again."""

from __future__ import annotations

from pathlib import Path

from tests.rules.test_market import traded
from tests.samples_numbers.worked import run


def test_row_35_a_batch_of_the_national_market_is_not_sellable_by_default(tmp_path: Path) -> None:
    """M1, the cheapest, is in it: M2 is sold instead."""
    found = traded(0.02)
    for row in found.rows("measures"):
        row["in_ets"] = row["measure"] in ("M1", "M3", "M4")
    assert {t["measure"] for t in run(found, tmp_path)["transfers"]} == {"M2"}
