"""L 41: the treatment of coal power sent out is a lever, and its effect is shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.accounting.books import POWER, accounts_of


def test_row_41_the_lever_moves_export_times_factor(tmp_path: Path) -> None:
    """120 亿kWh × 8.273 = 992.76 万t for the exporter, nothing for the others."""
    moved = {one.region: one.none - one.full for one in accounts_of(tmp_path, power=POWER).regions}
    assert moved == {"甲": 120 * Fraction("8.273"), "乙": 0, "丙": 0}
