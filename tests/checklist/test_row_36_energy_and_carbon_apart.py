"""L 36: energy quota and carbon quota are different goods."""

from __future__ import annotations

from pathlib import Path

from tests.rules.test_market import traded
from tests.samples_numbers.worked import approved, node, run


def test_row_36_carbon_does_not_move_the_energy_row(tmp_path: Path) -> None:
    """Without energy savings to sell P3 fails on energy, however much carbon there is; with M1's 42 it comes back."""
    found = traded(0.02)
    for row in found.rows("measures"):
        row["energy_saving"] = 0
    refused = run(found, tmp_path / "carbon")
    assert "P3" not in approved(refused)
    assert node(refused, "乙", "energy")["bought"] == 0
    next(m for m in found.rows("measures") if m["measure"] == "M1")["energy_saving"] = 42
    assert "P3" in approved(run(found, tmp_path / "both"))
