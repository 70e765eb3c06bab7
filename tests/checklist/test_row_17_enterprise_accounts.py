"""L 17: enterprise accounts and their roll-up to the league's sector, the gap shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.register.small import units


def test_row_17_firms_stay_within_their_sector(tmp_path: Path) -> None:
    """甲 化工: 24 + 2.6 = 26.6 of 30, gap 3.4. 乙 建材: 2.5999 of 2.5, above by 0.0999 and said."""
    found = units(tmp_path)
    gaps = {(s.region, s.sector): s.gap for s in found.registered.sectors}
    assert gaps == {("甲", "化工"): Fraction("3.4"), ("乙", "建材"): Fraction("-0.0999")}
    assert [a.report.carbon for a in found.registered.accounts] == [24, Fraction("2.6"), Fraction("2.5999")]
