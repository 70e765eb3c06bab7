"""L 24: energy and carbon are assessed together on the same GDP."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from optimizer.app.assess import write_judged
from tests.assess.test_assess import assess


def test_row_24_one_gdp_under_both(tmp_path: Path) -> None:
    judged = assess(tmp_path)
    one = next(j for j in judged.assessed.joint if j.region == "甲")
    assert one.energy is not None and one.carbon is not None
    assert one.gdp == one.energy.gdp == one.carbon.gdp
    write_judged(judged, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["协同考核"]
    assert (sheet["A7"].value, sheet["D7"].value, sheet["I7"].value) == ("甲", "=C7/B7", "=H7/B7")
