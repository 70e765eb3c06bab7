"""L 4: non-fossil power by the official formula, κ and the residual."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.accounting import PowerTotals, PowerUse
from optimizer.systems.accounting.nonfossil import nonfossil_share

from .books import NONFOSSIL, PROVINCE, accounts_of, problems_of


def test_l4_worked_numbers(tmp_path: Path) -> None:
    """ΣP+ΣT+ΣV = 30+60+15 = 105; κ = (540−105)/(500−105+700+100) = 435/1195 = 0.364017.

    NF_甲 = 60 + 560κ = 263.849; NF_乙 = 30 + 380κ = 168.326; NF_丙 = 15 + 204κ = 89.259; Σ 521.435, residual 18.565
    = κ·(1195 − 1144).
    """
    (share,) = accounts_of(tmp_path, nonfossil=NONFOSSIL, province=PROVINCE).nonfossil
    assert share.kappa == Fraction(435, 1195)
    assert round(float(share.kappa), 6) == 0.364017
    assert [round(float(amount), 3) for amount in share.amounts] == [263.849, 168.326, 89.259]
    assert (round(float(share.total), 3), round(float(share.residual), 3)) == (521.435, 18.565)
    assert share.residual == share.kappa * 51


def test_a_quarter_is_marked_as_an_estimate(tmp_path: Path) -> None:
    found = accounts_of(tmp_path, nonfossil=["甲,2025,一季度,1,1,1,10"], province=["2025,一季度,10,20,20,0"])
    assert [issue.code for issue in found.issues] == ["account_period"]
    assert found.nonfossil[0].period == "q1"


@pytest.mark.parametrize(("traded", "codes"), [("590", []), ("590.01", ["account_above_cap"])])
def test_the_cap_is_exact(tmp_path: Path, traded: str, codes: list[str]) -> None:
    """T + V ≤ N with V = 10, N = 600: 590 fits, 590.01 does not."""
    rows = {"nonfossil": [f"甲,2025,,20,{traded},10,600"], "province": ["2025,,740,700,700,100"]}
    assert [code for code, _ in problems_of(tmp_path, **rows)] == codes


def test_more_identified_than_there_is(tmp_path: Path) -> None:
    """ΣP = 20 > NF_prov = 19: κ would be negative."""
    assert problems_of(tmp_path, nonfossil=["甲,2025,,20,0,0,600"], province=["2025,,19,500,0,0"]) == [
        ("account_no_kappa", f"{tmp_path.stem}:全省电量")
    ]


def test_a_period_without_totals(tmp_path: Path) -> None:
    assert ("account_no_province", "nonfossil.csv:B2") in problems_of(tmp_path, nonfossil=["甲,2025,,20,0,0,600"])


@settings(max_examples=50)
@given(st.lists(st.tuples(*[st.integers(0, 100)] * 4), min_size=1, max_size=5), st.integers(0, 500))
def test_what_is_shared_out_and_what_is_left_re_add(rows: list[tuple[int, int, int, int]], shared: int) -> None:
    """Residual = κ·(denominator − Σ(N − T − V)): nothing is spread silently."""
    uses = [PowerUse(str(n), *map(Fraction, (p, t, v, t + v + rest))) for n, (p, t, v, rest) in enumerate(rows)]
    known = sum(p + t + v for p, t, v, _ in rows)
    totals = PowerTotals(*map(Fraction, (known + shared, known + 7, 900, 3)))
    share = nonfossil_share(2025, "year", totals, uses)
    assert share.residual == share.kappa * (910 - sum(rest for *_, rest in rows))
