"""L 26: carbon evaluation of a project: total, intensity, n_c, effect on region and league."""

from __future__ import annotations

from pathlib import Path

from tests.review.small import sample


def test_row_26_both_levels_are_present(tmp_path: Path) -> None:
    """P1 of 甲: 260 − 2.46·45 = 149.3 for the league, 260 − 1.813231·45 = 178.4046 for the region."""
    found = sample(tmp_path)["P1"]
    carbon = [i for i in found.impacts if i.standing.quantity == "carbon"]
    assert [i.standing.region for i in carbon][0] == "甲" and len({i.standing.region for i in carbon}) == 2
    assert [round(float(i.burden or 0), 4) for i in carbon] == [149.3, 178.4046]
    assert all(i.n is not None for i in carbon)
    assert {e.region for e in found.effects if e.quantity == "carbon"} == {i.standing.region for i in carbon}
