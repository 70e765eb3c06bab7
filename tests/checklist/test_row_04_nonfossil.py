"""L 4: non-fossil power by the official formula, annual and quarterly, the residual shown (A.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accounting.books import NONFOSSIL, PROVINCE, accounts_of


def test_row_04_annual_numbers(tmp_path: Path) -> None:
    (share,) = accounts_of(tmp_path, nonfossil=NONFOSSIL, province=PROVINCE).nonfossil
    assert float(share.kappa) == pytest.approx(0.364017, abs=5e-7)
    assert [float(a) for a in share.amounts] == pytest.approx([263.849, 168.326, 89.259], abs=5e-4)
    assert (float(share.total), float(share.residual)) == pytest.approx((521.435, 18.565), abs=5e-4)


def test_row_04_a_quarter_is_marked_as_an_estimate(tmp_path: Path) -> None:
    rows = [row.replace("2025,,", "2025,Q1,") for row in NONFOSSIL]
    found = accounts_of(tmp_path, nonfossil=rows, province=[PROVINCE[0].replace("2025,,", "2025,Q1,")])
    assert float(found.nonfossil[0].kappa) == pytest.approx(0.364017, abs=5e-7)
    assert "account_period" in [issue.code for issue in found.issues]
