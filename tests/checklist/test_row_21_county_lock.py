"""L 21: no decomposition below the league without a reason; what is unlocked is marked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from optimizer.app.decompose import Asked, decompose_case, write_decomposed
from optimizer.errors import WrongUsage
from tests.decompose.test_case import banners


def test_row_21_export_is_blocked_while_locked(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="锁定"):
        decompose_case(banners(tmp_path), Asked(region="甲"))


def test_row_21_what_is_unlocked_carries_the_watermark(tmp_path: Path) -> None:
    found = decompose_case(banners(tmp_path), Asked(region="甲", unlock="内部摸底"))
    write_decomposed(found, tmp_path / "d.xlsx")
    assert all("内部参考，不作考核" in str(sheet["A1"].value) for sheet in openpyxl.load_workbook(tmp_path / "d.xlsx"))
