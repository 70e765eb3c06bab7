"""L 31: the list of key carbon units follows its thresholds, with the status of reports."""

from __future__ import annotations

from pathlib import Path

from tests.register.small import units


def test_row_31_another_line_re_lists(tmp_path: Path) -> None:
    def listed(energy: str, carbon: str) -> list[str]:
        found = units(tmp_path, energy, carbon).registered.listed
        return [one.unit.name for one in found if one.listed]

    assert listed("", "") == ["一厂", "二厂"]
    assert listed("9999", "") == ["一厂", "二厂", "三厂"]
    assert listed("50000", "26001") == ["一厂"]


def test_row_31_who_has_not_reported_is_said(tmp_path: Path) -> None:
    rows = ["一厂,2026,已报,9.6,0,19,4,1,10", "二厂,2026,未报,,,,,,"]
    assert [one.overdue for one in units(tmp_path, unit_years=rows).registered.listed] == [False, True, True]
