"""L 38: green power in place of fossil import moves T, energy and indirect carbon."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.accounting.books import NONFOSSIL, PROVINCE, accounts_of


def test_row_38_carbon_falls_by_the_fossil_factor(tmp_path: Path) -> None:
    """ΔC = 8.273 × 10 亿kWh."""
    found = accounts_of(tmp_path, nonfossil=NONFOSSIL, province=PROVINCE, green=["乙,2025,10"])
    assert found.green[0].carbon == Fraction("8.273") * 10
    assert found.green[0].nonfossil > 0
